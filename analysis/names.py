"""Gives countries the names they had on a day; knows the table of countries only."""

import re
from collections.abc import Callable

import pandas as pd

FORMER = re.compile(r"([^;()]+) \((?:(\d{4}-\d\d-\d\d) )?to (\d{4}-\d\d-\d\d)\)")
"""A former name and its days, as the table of countries has it."""


def names_then(countries: pd.DataFrame) -> Callable[[str, pd.Timestamp], str]:
    """A function that gives the name of a country, by its code, on a day; the code where it is unknown.

    >>> row = {"country": "TUR", "short_name": "Türkiye", "former_names": "Turkey (to 2022-05-31)"}
    >>> then = names_then(pd.DataFrame([row]))
    >>> then("TUR", pd.Timestamp("2022-05-31")), then("TUR", pd.Timestamp("2022-06-01"))
    ('Turkey', 'Türkiye')
    """
    today = dict(zip(countries["country"], countries["short_name"], strict=True))
    past = countries["former_names"] if "former_names" in countries else pd.Series(None, countries.index)
    former = {
        code: [(name.strip(), begins, ends) for name, begins, ends in FORMER.findall(said)]
        for code, said in zip(countries["country"], past, strict=True)
        if isinstance(said, str)
    }

    def then(code: str, day: pd.Timestamp) -> str:
        shown = f"{day:%Y-%m-%d}" if code in former and pd.notna(day) else ""
        held = (name for name, begins, ends in former.get(code, ()) if shown and begins <= shown <= ends)
        return next(held, None) or today.get(code) or code

    return then
