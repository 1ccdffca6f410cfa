"""A reader's own file of hazard areas: what it says, what is wrong with it, its sums beside the records."""
