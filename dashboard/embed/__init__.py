"""One view of the dashboard on another page: a light page of its own without Streamlit, and oEmbed.

``middleware`` answers addresses with ``?embed=``, ``routes`` what that page asks and what consumers of oEmbed ask.
"""
