"""The charts of some pages as Dash and Panel show them."""
