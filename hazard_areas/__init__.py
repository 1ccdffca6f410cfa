"""Checks, places and sums files of hazard areas that are too large for a page, into a folder."""
