"""Documents in, proposed records out: `python -m etl read FILE…`. Only accept.py writes to data/raw."""
