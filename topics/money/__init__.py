"""Money: contributions, national money, printed totals and the funding gap."""
