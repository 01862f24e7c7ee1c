"""What a file is: a known format, or a guess from headings and values, with its reasons."""
