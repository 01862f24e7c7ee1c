"""Speed of the dashboard against an empty Streamlit page, a bare map and a usual marker map, in one run."""
