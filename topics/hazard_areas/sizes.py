"""Reads stated areas from cells of a reader's own table, in the unit of the column or one of their own."""

import re

import pandas as pd

from topics.hazard_areas.cells import numbers_of
from topics.hazard_areas.words import plain_words, units

UNITS = {
    "km2": ("km²", 1.0),
    "ha": ("hectares", 0.01),
    "m2": ("m²", 1e-6),
    "dunum": ("dunums of 1,000 m²", 0.001),
    "acre": ("acres", 0.0040468564224),
}
"""Words for each unit of area, and how many km² it has."""
LONGEST = 60
"""Letters of a cell that may be a number with its unit."""
WITH_UNIT = re.compile(r"([-+]?\d[\d\s.,'’]*)([^\W\d_].*)", re.DOTALL)


def unit_of(text: str) -> str | None:
    """The unit behind the number of a cell.

    >>> [unit_of(text) for text in ("2,5 ha", "12 500 m²", "3 кв. км", "4 dunums", "5", "6 apples")]
    ['ha', 'm2', 'km2', 'dunum', None, None]
    """
    match = WITH_UNIT.fullmatch(text.strip()) if len(text) <= LONGEST else None
    return units().get(plain_words(match[2]).replace(" ", "")) if match else None


def without_units(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The cells without their units, and the unit of each that names one, else None."""
    if pd.api.types.is_numeric_dtype(values):
        return values, pd.Series(None, values.index, dtype=object)
    texts = values[values.map(lambda value: isinstance(value, str))].astype(object)
    known = {text: unit_of(text) for text in texts.unique()}
    own = texts.map(known).reindex(values.index).astype(object)
    own = own.where(own.notna(), None)
    if own.isna().all():
        return values, own
    bare = texts.str.extract(WITH_UNIT)[0].str.strip().reindex(values.index)
    return values.astype(object).where(own.isna(), bare), own


def sizes_of(values: pd.Series, unit: str, decimal: str | None = None) -> pd.Series:
    """Areas in km² of the cells of a column; none of a number below zero.

    Args:
        values: numbers or texts.
        unit: of cells that name none, a key of UNITS.
        decimal: the mark before decimals, as `cells.numbers_of` takes it.

    >>> sizes_of(pd.Series(["2,5 ha", "12 500 m2", "3"]), "km2").round(4).tolist()
    [0.025, 0.0125, 3.0]
    """
    bare, own = without_units(values)
    factors = own.where(own.notna(), unit).map({key: factor for key, (_, factor) in UNITS.items()})
    areas = numbers_of(bare, decimal) * factors.astype("float64")
    return areas.where(areas >= 0)
