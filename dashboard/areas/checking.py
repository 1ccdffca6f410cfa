"""Keeps what was computed from a reader's file for as long as the session lasts, once per choice."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis import area_shapes, area_sums
from dashboard.areas.places import boundaries
from dashboard.areas.values import Mapped
from dashboard.view import View, load


def checked(mapped: Mapped, repair: bool) -> Any:
    """The areas of a file with their problems, sizes and places."""
    return _checked((*mapped.choices, mapped.crs, mapped.swapped), repair, mapped)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Checking and measuring the areas …")
def _checked(choices: tuple, repair: bool, _mapped: Mapped) -> Any:  # noqa: ARG001
    return area_sums.checked(
        _mapped.rows, _mapped.shapes, _mapped.crs, boundaries(), swapped=_mapped.swapped, repair=repair
    )


def overlapping(mapped: Mapped, repair: bool) -> pd.DataFrame:
    """Pairs of counted polygons that share ground; both named by their row."""
    return _overlapping((*mapped.choices, mapped.crs, mapped.swapped), repair, mapped)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Looking for overlaps …")
def _overlapping(choices: tuple, repair: bool, _mapped: Mapped) -> pd.DataFrame:  # noqa: ARG001
    areas = checked(_mapped, repair)
    areas = areas[(areas["problem"] == "") & areas["area_km2"].notna()].reset_index(drop=True)
    pairs = area_shapes.overlaps(areas)
    for name in ("one", "other"):
        pairs[name] = areas["row"].reindex(pairs[name]).to_numpy()
    return pairs


def compared(mapped: Mapped, repair: bool, view: View, shown: Any, level: str) -> pd.DataFrame:
    """The sums of the shown areas beside the published figures inside the reader's filter."""
    return _compared((*mapped.choices, mapped.crs, mapped.swapped), repair, _filter(view), level, view, shown)


@st.cache_resource(scope="session", max_entries=4, show_spinner="Adding up …")
def _compared(
    choices: tuple,  # noqa: ARG001
    repair: bool,  # noqa: ARG001
    filtered: tuple,  # noqa: ARG001
    level: str,
    _view: View,
    _shown: Any,
) -> pd.DataFrame:
    return area_sums.compared(_shown, _view.of(load("contamination")), level)


def _filter(view: View) -> tuple:
    """What of the filter changes a sum."""
    return (*view.members, *view.years, view.hazard, str(view.known))


def forget() -> None:
    """Leave nothing of a file."""
    for made in (_checked, _overlapping, _compared):
        made.clear()
