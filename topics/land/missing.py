"""Says for which years and countries there is no figure of areas."""

from collections.abc import Iterable

import pandas as pd

from topics.land.area_series import area_series
from topics.land.areas import BEST
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import listed_years, missing_years
from topics.vocabulary.hazards import family_names

MOST_NAMED = 16
"""Countries without any figure that are still named one by one."""


def missing_areas(
    tables: Tables, view: View, *, area_class: str = BEST, compare: tuple[str, ...] = ()
) -> str:
    """For which years and countries no contaminated area is on record."""
    rows = view.of(area_series(tables, area_class))
    return missing_years_text(tables, rows[rows["role"] == "line"], compare or view.members)


def missing_years_text(tables: Tables, rows: pd.DataFrame, members: Iterable[str]) -> str:
    """The years without a figure between the first and the last, by country, and who has none at all.

    Rows have a country and a year, and a family where families are told apart; `members` should have figures.
    """
    members = list(members)
    names, families = country_names(tables), family_names(tables)
    rows = rows[rows["country"].isin(members)]
    gaps: dict[str, list[str]] = {}
    for (country, *family), part in rows.groupby(["country", *(["family"] if "family" in rows else [])]):
        years = listed_years(missing_years(part["year"]))
        if years:
            gaps.setdefault(names[country], []).append(
                " ".join([*(families[code] for code in family), years])
            )
    text = ". ".join(f"{name}: {'; '.join(parts)}" for name, parts in gaps.items())
    years_words = f"No figure for the years between: {text}." if text else ""
    return " ".join(filter(None, [years_words, _without_figure(rows, members, tables)]))


def _without_figure(rows: pd.DataFrame, members: Iterable[str], tables: Tables) -> str:
    """The countries that have no figure at all, in words."""
    names, known = country_names(tables), set(rows["country"])
    missing = [names[code] for code in members if code not in known]
    if len(missing) > MOST_NAMED:
        return f"No figure at all for {len(missing)} countries."
    return f"No figure at all: {', '.join(missing)}." if missing else ""
