"""Keeps what was computed from a reader's file for as long as the session lasts, once per choice."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.areas.places import boundaries
from dashboard.areas.values import Mapped
from topics.hazard_areas import checks, shapes


def checked(mapped: Mapped, repair: bool) -> Any:
    """The areas of a file with their problems, sizes and places."""
    return _checked(mapped.key, repair, mapped)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Checking and measuring the areas …")
def _checked(key: tuple, repair: bool, _mapped: Mapped) -> Any:  # noqa: ARG001
    return checks.checked(
        _mapped.rows, _mapped.shapes, _mapped.crs, boundaries(), swapped=_mapped.swapped, repair=repair
    )


def overlapping(mapped: Mapped, repair: bool) -> pd.DataFrame:
    """Pairs of counted polygons that share ground; both named by their row."""
    return _overlapping(mapped.key, repair, mapped)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Looking for overlaps …")
def _overlapping(key: tuple, repair: bool, _mapped: Mapped) -> pd.DataFrame:  # noqa: ARG001
    areas = checked(_mapped, repair)
    areas = areas[(areas["problem"] == "") & areas["area_km2"].notna()].reset_index(drop=True)
    pairs = shapes.overlaps(areas)
    for name in ("one", "other"):
        pairs[name] = areas["row"].reindex(pairs[name]).to_numpy()
    return pairs


def forget() -> None:
    """Leave nothing of a file."""
    for cached in (_checked, _overlapping):
        cached.clear()
