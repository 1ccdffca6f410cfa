"""Documents in, proposed records out: `python -m etl read FILE…`. Nothing here writes to data/raw but accept.py."""
