"""Files opened: CSV of any size and encoding, workbooks, GeoJSON and Parquet, as rows of text."""
