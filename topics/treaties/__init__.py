"""Who joined which treaty, when and in what order: rules, steps, counts, notices, groups, waits, and their charts."""
