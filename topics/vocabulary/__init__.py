"""Each phrase once: dates, numbers, lists, names and the words for codes; no drawing, no files."""
