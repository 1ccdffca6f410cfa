"""Which projects count for a view, who pays for most of them, and the label of each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import date_range, long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import money, number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

COLUMNS = ("title", "start", "end", "donor", "implementer", "amount", "currency", "area_km2", "mines", "uxo")
"""Columns of a table of projects."""


def view_projects(tables: Tables, view: View, *, cumulative: bool = False) -> pd.DataFrame:
    """The projects of the years and in the countries of a view, in order of time, those without a date last.

    With `cumulative` the claims that sum up many years and projects instead of the single projects.
    """
    rows = view.of(tables["projects"])
    rows = rows[rows["project"].isin(view.of(tables["project_countries"])["project"])]
    return in_order(rows[rows["cumulative"] == cumulative])


def in_order(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects in order of time, those without a first date last."""
    return projects.sort_values(["start", "project"], kind="stable", na_position="last", ignore_index=True)


def undated_projects(tables: Tables, view: View) -> str:
    """Which projects a chart over time leaves out, as a sentence; empty where it leaves out none."""
    rows = view_projects(tables, view)
    undated = rows.loc[rows["start"].isna(), "title"]
    return f"Not drawn, as no first date is on record: {'; '.join(undated)}." if len(undated) else ""


def party_names(tables: Tables) -> dict[str, str]:
    """Names of organisations that can be partners, then of states by name, by code."""
    organisations, names = tables["partner_organisations"].sort_values("position"), country_names(tables)
    own = dict(zip(organisations["party"], organisations["name"], strict=True))
    states = sorted((names[code], code) for code in tables["countries"]["country"])
    return own | {code: name for name, code in states}


def parties(tables: Tables, written: pd.Series) -> pd.DataFrame:
    """The parties that are meant by the cells of a column, a row for each cell and party.

    *Columns*: row (of the column's index), party.
    """
    meant = tables["party_names"]
    cells = pd.DataFrame({"row": written.index, "written": written.to_numpy()}).dropna()
    return cells.merge(meant, on="written")[["row", "party"]]


def main_donors(tables: Tables, most: int = 5) -> list[str]:
    """The parties that pay for most single projects on record."""
    rows = tables["projects"]
    paid = parties(tables, rows.loc[~rows["cumulative"], "donor"])["party"].value_counts()
    return sorted(paid.index, key=lambda party: (-paid[party], party))[:most]


def project_rows(tables: Tables, projects: pd.DataFrame) -> pd.DataFrame:
    """Projects as rows of a chart or a table, each states its record.

    *Columns*: those of projects; label, records, is_stated.
    """
    titles = source_titles(tables)
    labels = [_label(row, titles) for row in projects.to_dict("records")]
    return with_records(projects.assign(label=labels).reset_index(drop=True))


def project_heading(row: Mapping[Any, Any]) -> str:
    """The title of a project with its amount and area, not escaped."""
    amount = money(row["amount"], row["currency"]) if pd.notna(row["amount"]) else ""
    area = number(row["area_km2"], "km²") if pd.notna(row["area_km2"]) else ""
    facts = ", ".join(filter(None, [amount, area]))
    return f"{row['title']}: {facts}" if facts else row["title"]


def _label(row: dict, titles: dict[str, str]) -> str:
    items = ((row["mines"], "mines"), (row["uxo"], "UXO"))
    return lines(
        bold(project_heading(row)),
        _period(row),
        wrap(f"Paid by {row['donor']}") if isinstance(row["donor"], str) else "Donor not stated",
        wrap(f"Carried out by {row['implementer']}") if isinstance(row["implementer"], str) else "",
        listed(f"{number(count)} {name}" for count, name in items if pd.notna(count)),
        source_line(row["source"], titles),
    )


def _period(row: dict) -> str:
    begin = long_date(row["start"], row["start_precision"])
    if pd.isna(row["end"]):
        return f"{begin}, end not stated"
    if row["start_precision"] == row["end_precision"]:
        return date_range(row["start"], row["end"], row["end_precision"])
    end = long_date(row["end"], row["end_precision"])
    return begin if begin == end else f"{begin} to {end}"
