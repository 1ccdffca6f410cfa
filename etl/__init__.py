"""The build of data/clean from data/raw. The dashboard never imports it."""
