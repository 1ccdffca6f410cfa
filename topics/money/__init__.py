"""Money: contributions, national money, printed totals."""
