"""Words how a place stands: its area always with its class, and with its date."""

from typing import Any

import pandas as pd

from topics.land.areas import YEARS_VALID
from topics.land.completions import ENDED
from topics.land.status import AREA_UNKNOWN, NO_DATA, NOT_RECENT
from topics.vocabulary.land import AREA_UNITS, PLACE_STATUSES
from topics.vocabulary.numbers import number

OLD = f"over {YEARS_VALID} years old"


def area_words(area_km2: float, stated: str) -> str:
    """An area with the class in which it was stated.

    Args:
        area_km2: the area.
        stated: a key of `land.areas.RANKS`.

    >>> area_words(802.57, "SHA"), area_words(145, "TOTAL"), area_words(0, "CHA")
    ('802.6\u202fkm² suspected', '145\u202fkm² estimated in all', '0\u202fkm²')
    """
    if pd.isna(area_km2):
        return AREA_UNITS["none"]
    return f"{number(area_km2)}\u202f{AREA_UNITS[stated]}" if area_km2 else number(0, "km²")


def status_words(row: Any) -> str:
    """The status of a place in words: "2.38 km² suspected; over 5 years old".

    Args:
        row: of `land.status.place_statuses`, as `itertuples` gives it.
    """
    if row.status in (*ENDED, NO_DATA):
        return PLACE_STATUSES[row.status]
    words = area_words(row.area_km2, row.stated)
    return f"{words}; {OLD}" if row.status == NOT_RECENT else words


def dated_status(row: Any) -> str:
    """The status of a place with its year, short enough for a list: "0.86 km² suspected (2021)"."""
    date = row.as_of if pd.isna(row.completed_on) else row.completed_on
    words = PLACE_STATUSES[row.status]
    if row.status not in (*ENDED, NO_DATA):
        words = area_words(row.area_km2, row.stated)
        words = words if pd.notna(row.area_km2) else PLACE_STATUSES[AREA_UNKNOWN]
    return f"{words} ({date.year})" if pd.notna(date) else words
