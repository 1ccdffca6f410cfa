"""Reads and writes a reader's own file of hazard areas, in memory only; nothing is kept on the server."""
