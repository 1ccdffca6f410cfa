"""Land: contaminated areas, release, obligations of treaties, projections, casualties, stockpiles."""
