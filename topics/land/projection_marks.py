"""What the drawings of projections share: the end of their axis of years, and arrows beyond it."""

from charts import theme
from charts.marks import Trace, unmarked
from topics.land.projection import LATEST


def open_ends(places: list) -> list[Trace]:
    """Arrows where a range goes on beyond the axis, which ends with the last year that is told apart."""
    if not places:
        return []
    marker = {"symbol": "triangle-right-open", "size": 8, "color": theme.GREY}
    return [unmarked([LATEST] * len(places), places, mode="markers", marker=marker)]
