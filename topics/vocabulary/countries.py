"""Names of countries in the wording of the tables, today and on the date of a row."""

from collections.abc import Callable, Iterable

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.dates import dates_of

CODES = ("country", "recipient", "donor_country", "jurisdiction", "partner", "neighbour")
"""Columns that hold codes of countries."""
ACTS = ("treaty", "event", "action")
"""Columns of rows about what a state did; all others are about a place."""
NAMES_WITH_ARTICLE = ("European Union",)
"""Names with "the" in a sentence that are no country: those of countries are rows."""
NameLookup = Callable[[str, pd.Timestamp], str]


def country_names(tables: Tables, *, full: bool = False) -> dict[str, str]:
    """Names of countries, regions and bodies by their code.

    Args:
        tables: countries, regions, bodies, predecessors.
        full: names without abbreviations, for titles and sentences: Bosnia and Herzegovina instead of BiH.
    """
    return tables.derive(_names_by_code, full)


def name_lookup(tables: Tables, *, acts: bool = True, full: bool = False) -> NameLookup:
    """A function that gives the name of a country, by its code, on a date; the code where it is unknown.

    A former state of which the country was a part is named for its acts. A figure of the part stays one of
    the part: "Serbia, in Serbia and Montenegro".

    Args:
        tables: countries, country_names, regions, bodies, predecessors.
        acts: whether it is about what states did.
        full: names without abbreviations.
    """
    names, former = country_names(tables, full=full), tables.derive(_former_names)
    unions = set(tables["predecessors"]["name"])

    def name_at(code: str, day: pd.Timestamp) -> str:
        name = names.get(code, code)
        if code not in former or pd.isna(day):
            return name
        then = next((past for past, begins, ends in former[code] if begins <= day <= ends), name)
        return then if acts or then == name or then not in unions else f"{name}, in {then}"

    return name_at


def names_at_dates(
    rows: pd.DataFrame, tables: Tables, column: str = "country", *, full: bool = False
) -> pd.Series:
    """The name of each row's country on the date that the row speaks of; of several in one cell all.

    Args:
        rows: any rows with codes of countries; those of a meeting without a date of their own have its date.
        tables: those of `name_lookup`; events where rows speak of meetings.
        column: which column has the codes; a cell may hold several, "ALB;BIH".
        full: names without abbreviations.
    """
    dates = dates_of(rows)
    if "event" in rows and not dates.notna().any():
        events = tables["events"].drop_duplicates("event").set_index("event")
        dates = rows["event"].map(events["start"])
    return names_on(rows[column], dates, tables, acts=any(name in rows for name in ACTS), full=full)


def names_on(
    codes: pd.Series, dates: pd.Series, tables: Tables, *, acts: bool = False, full: bool = False
) -> pd.Series:
    """Names of countries on dates, as `names_at_dates` gives them; without a date that of the tables."""
    name = name_lookup(tables, acts=acts, full=full)
    names = [
        "; ".join(name(code, day) for code in cell.split(";")) if isinstance(cell, str) else None
        for cell, day in zip(codes.tolist(), dates.tolist(), strict=True)
    ]
    return pd.Series(names, index=codes.index, dtype="str")


def names_by_year(tables: Tables, years: Iterable[int], *, full: bool = False) -> dict[int, dict[str, str]]:
    """Names that places had at the end of each year, by the codes of their countries."""
    names, name_at = country_names(tables, full=full), name_lookup(tables, acts=False, full=full)
    former = tables.derive(_former_names)
    return {
        year: names | {code: name_at(code, pd.Timestamp(year, 12, 31)) for code in former} for year in years
    }


def with_article(name: str, tables: Tables) -> str:
    """A name as the middle of a sentence needs it: "the Netherlands", "Albania"."""
    return f"the {name}" if name in tables.derive(_names_with_article) else name


def _names_by_code(tables: Tables, full: bool) -> dict[str, str]:
    countries, regions = tables["countries"], tables["regions"]
    names = countries["short_name"].fillna(countries["name"])
    if full:
        names = countries["name"].str.split(" (", regex=False).str[0]
    coded = (
        (tables["bodies"], "body", "name"),
        (tables["predecessors"], "predecessor", "name"),
        (regions, "region", "title"),
        (countries.assign(shown_name=names), "country", "shown_name"),
    )
    return {
        code: name for rows, key, title in coded for code, name in zip(rows[key], rows[title], strict=True)
    }


def _former_names(tables: Tables) -> dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]]:
    """Names that countries have no longer, by code, each with its first and last day."""
    names = tables["country_names"]
    past = names[names["valid_to"].notna() & names["wording"].eq("UN")]
    former: dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]] = {}
    for row in past.to_dict("records"):
        first = pd.Timestamp.min if pd.isna(row["valid_from"]) else row["valid_from"]
        former.setdefault(row["country"], []).append((row["name"], first, row["valid_to"]))
    return former


def _names_with_article(tables: Tables) -> set[str]:
    countries, country_names = tables["countries"], tables["country_names"]
    named = [rows.loc[rows["article"].notna(), "name"] for rows in (countries, country_names)]
    return {*NAMES_WITH_ARTICLE, *pd.concat(named)}
