"""Where the areas of a file lie: outside the region too, and in a reader's own boundaries."""

from typing import Any, NamedTuple

import streamlit as st

from dashboard.areas import checking, places
from dashboard.areas.values import Mapped
from topics.hazard_areas.places import LEVELS, placed


class Placed(NamedTuple):
    """Areas with a column for each of LEVELS that is known, and the names of the units by code."""

    areas: Any
    names: dict[str, str]


def placed_areas(mapped: Mapped, repair: bool, own_units: Any, own_key: tuple) -> Placed:
    """The checked areas of a file with the units in which they lie.

    Args:
        mapped: the file in our terms.
        repair: whether invalid outlines are repaired.
        own_units: the reader's own boundaries; None without.
        own_key: tells own boundaries apart.
    """
    return _placed((*mapped.key, repair, own_key), mapped, repair, own_units)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Sorting the areas into places …")
def _placed(key: tuple, _mapped: Mapped, repair: bool, _own_units: Any) -> Placed:  # noqa: ARG001
    areas = checking.checked(_mapped, repair)
    units = places.boundaries()
    valid = areas[areas["problem"] == ""]
    if valid["country"].isna().any():
        west, south, east, north = valid.total_bounds.round(2).tolist()
        units = places.boundaries((west, south, east, north))
        areas = placed(areas, units)
    if _own_units is not None:
        areas = placed(areas, _own_units)
    missing = [level for level in LEVELS[:-1] if level not in areas]
    return Placed(areas.assign(**dict.fromkeys(missing)), places.unit_names(units))


def forget() -> None:
    """Leave nothing of a file."""
    _placed.clear()
