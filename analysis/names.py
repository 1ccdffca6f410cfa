"""Gives countries the names they had on the day that a row speaks of; knows the table of countries only."""

import re
from collections.abc import Callable

import pandas as pd

FORMER = re.compile(r"([^;()]+) \((?:(\d{4}-\d\d-\d\d) )?to (\d{4}-\d\d-\d\d)\)")
"""A former name and its days, as the table of countries has it."""
PERIODS = (("year_from", "year_to"), ("year", "year"), ("start", "end"))
DATES = ("date", "as_of", "start", "deadline")
DAYS = ("date", "as_of", "start", "completed_on", "deadline")
"""Columns with the day that a row speaks of; the first one that is stated counts."""
ACTS = ("treaty", "event", "action")
"""Columns of rows about what a state did; all others are about a place."""
NO_COUNTRIES = {"SCG": "Serbia and Montenegro", "SEE": "South East Europe", "WB": "Western Balkans"}
"""Codes in the columns of countries that are a former state or a region."""


def called(rows: pd.DataFrame, countries: pd.DataFrame, column: str = "country") -> pd.Series:
    """The name of each row's country on the day that the row speaks of.

    A former state of which the country was a part is named for its acts. A figure of the part stays one of
    the part: "Serbia, in Serbia and Montenegro".

    Args:
        rows: any rows with codes of countries.
        countries: the table of that name, as the reader asked to see it.
        column: which column has the codes.
    """
    return names_on(rows[column], days_of(rows), countries, acts=any(name in rows for name in ACTS))


def names_on(codes: pd.Series, days: pd.Series, countries: pd.DataFrame, *, acts: bool = False) -> pd.Series:
    """Names of countries on days, as `called` gives them; of several in one cell all.

    Args:
        codes: codes of countries.
        days: the day of each; where it is missing, the name is that of the table.
        countries: country, short_name, former_names.
        acts: whether it is about what states did.
    """
    then = names_then(countries, acts=acts)
    spoken = [
        ", ".join(then(code, day) for code in cell.split(";")) if isinstance(cell, str) else None
        for cell, day in zip(codes, days, strict=True)
    ]
    return pd.Series(spoken, index=codes.index, dtype="str")


def names_then(countries: pd.DataFrame, *, acts: bool = True) -> Callable[[str, pd.Timestamp], str]:
    """A function that gives the name of a country, by its code, on a day; the code where it is unknown.

    >>> rows = {"country": ["TUR", "SRB"], "short_name": ["Türkiye", "Serbia"]}
    >>> former = ["Turkey (to 2022-05-31)", "Serbia and Montenegro (2003-02-04 to 2006-06-02)"]
    >>> countries = pd.DataFrame(rows | {"former_names": former})
    >>> then = names_then(countries)
    >>> then("TUR", pd.Timestamp("2022-05-31")), then("TUR", pd.Timestamp("2022-06-01"))
    ('Turkey', 'Türkiye')
    >>> then("SRB", pd.Timestamp("2005-12-31"))
    'Serbia and Montenegro'
    >>> names_then(countries, acts=False)("SRB", pd.Timestamp("2005-12-31"))
    'Serbia, in Serbia and Montenegro'
    """
    today = NO_COUNTRIES | dict(zip(countries["country"], countries["short_name"], strict=True))
    former = _former(countries)

    def then(code: str, day: pd.Timestamp) -> str:
        now = today.get(code) or code
        shown = f"{day:%Y-%m-%d}" if code in former and pd.notna(day) else ""
        held = (name for name, begins, ends in former.get(code, ()) if shown and begins <= shown <= ends)
        name = next(held, now)
        return name if acts or not name.startswith(f"{now} ") else f"{now}, in {name}"

    return then


def days_of(rows: pd.DataFrame) -> pd.Series:
    """The day each row speaks of: the end of its year or period, else its date; missing where it has none."""
    for _, last in PERIODS[:2]:
        if last in rows:
            years = years_of(rows[last]).astype("Int64").astype("str") + "-12-31"
            return pd.to_datetime(years, format="%Y-%m-%d", errors="coerce")
    days = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ms]")
    for name in DAYS:
        if name in rows and pd.api.types.is_datetime64_any_dtype(rows[name]):
            days = days.fillna(rows[name])
    return days


def years_of(values: pd.Series) -> pd.Series:
    """Years of a column of dates or of years."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.year
    return pd.to_numeric(values, errors="coerce")


def _former(countries: pd.DataFrame) -> dict[str, list[tuple[str, str, str]]]:
    """Names that countries have no longer, by code, each with its first and last day."""
    if "former_names" not in countries:
        return {}
    past = countries[countries["former_names"].notna()]
    return {
        code: [(name.strip(), begins, ends) for name, begins, ends in FORMER.findall(said)]
        for code, said in zip(past["country"], past["former_names"], strict=True)
    }
