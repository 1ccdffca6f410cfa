"""Who joined which treaty, when and in what order; rows and charts."""
