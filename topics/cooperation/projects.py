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
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap

BORDER = "itf-eu-xborder"
COLUMNS = ("title", "start", "donor", "amount", "currency", "area_km2", "implementer")
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


def largest_first(tables: Tables, projects: pd.DataFrame) -> pd.DataFrame:
    """Projects by their amount, those without one last; it counts at the rate of the first year, or the last.

    *Columns*: those of projects; value_usd, missing where amount or rate are not on record.
    """
    rates = tables["exchange_rates"].set_index(["currency", "year"])["usd_per_unit"]
    first, last = (
        pd.Series(zip(projects["currency"], projects[day].dt.year, strict=True)).map(rates)
        for day in ("start", "end")
    )
    factors = first.fillna(last).set_axis(projects.index).mask(projects["currency"].eq("USD"), 1.0)
    rows = projects.assign(value_usd=projects["amount"] * factors)
    return rows.sort_values("value_usd", ascending=False, kind="stable", ignore_index=True)


def with_party(tables: Tables, projects: pd.DataFrame, party: str) -> pd.DataFrame:
    """The projects that a state or an organisation paid for or carried out; all without one."""
    if not party:
        return projects
    meant = pd.concat([parties(tables, projects[name]) for name in ("donor", "implementer")])
    return projects[projects.index.isin(meant.loc[meant["party"] == party, "row"])]


def project_parties(tables: Tables) -> list[str]:
    """The states and organisations that paid for or carried out single projects, those of most first."""
    rows = tables["projects"]
    rows = rows[~rows["cumulative"]]
    meant = pd.concat([parties(tables, rows[name]) for name in ("donor", "implementer")])
    counts = meant.drop_duplicates()["party"].value_counts()
    return sorted(counts.index, key=lambda party: (-counts[party], party))


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


def project_rows(tables: Tables, projects: pd.DataFrame) -> pd.DataFrame:
    """Projects as rows of a chart or a table, each states its record.

    *Columns*: those of projects; label, records, is_stated.
    """
    labels = [_label(row, tables) for row in projects.to_dict("records")]
    return with_records(projects.assign(label=labels).reset_index(drop=True))


def project_heading(row: Mapping[Any, Any]) -> str:
    """The title of a project with its amount and area, not escaped."""
    amount = money(row["amount"], row["currency"]) if pd.notna(row["amount"]) else ""
    area = number(row["area_km2"], "km²") if pd.notna(row["area_km2"]) else ""
    facts = ", ".join(filter(None, [amount, area]))
    return f"{row['title']}: {facts}" if facts else row["title"]


def _label(row: dict, tables: Tables) -> str:
    items = ((row["mines"], "mines"), (row["uxo"], "UXO"))
    return lines(
        bold(project_heading(row)),
        _period(row),
        wrap(f"Paid by {row['donor']}") if isinstance(row["donor"], str) else "Donor not stated",
        wrap(f"Carried out by {row['implementer']}") if isinstance(row["implementer"], str) else "",
        listed(f"{number(count)} {name}" for count, name in items if pd.notna(count)),
        source_line(tables, row["source"]),
    )


def _period(row: dict) -> str:
    begin = long_date(row["start"], row["start_precision"])
    if pd.isna(row["end"]):
        return f"{begin}, end not stated"
    if row["start_precision"] == row["end_precision"]:
        return date_range(row["start"], row["end"], row["end_precision"])
    end = long_date(row["end"], row["end_precision"])
    return begin if begin == end else f"{begin} to {end}"


def border_figures(tables: Tables, _view: View, *, project: str = BORDER) -> pd.DataFrame:
    """What a project paid and cleared, as headline figures."""
    row = _row(tables, project)
    figures = []
    if row is not None:
        figures = [
            (sentence("Cross-border project: grant"), money(row["amount"], row["currency"]), ""),
            (sentence("Land cleared"), row["area_km2"], "km²"),
            (sentence("Mines destroyed"), sentence("more than {count}", count=number(row["mines"])), ""),
            (sentence("Unexploded ordnance destroyed"), row["uxo"], "items"),
        ]
    rows = pd.DataFrame(figures, columns=["heading", "value", "unit"], dtype=object)
    rows = rows.assign(remark="", records=[(row["record_id"],)] * len(rows) if row else [])
    converted = _converted(tables, row["source"]) if row else None
    if converted is not None:
        words = {"amount": money(converted.value), "day": long_date(converted.date)}
        rows.loc[0, "remark"] = sentence("{amount}, converted on {day}", **words)
        rows.at[0, "records"] = (*rows.at[0, "records"], converted.record_id)
    return rows


def _converted(tables: Tables, source: str) -> Any:
    """The amount in US dollars that a document prints beside another currency; None where it prints none."""
    rows = tables["reported_figures"]
    rows = rows[rows["source"].eq(source) & rows["unit"].eq("USD")]
    return next(rows.itertuples(), None)


def _row(tables: Tables, project: str) -> dict | None:
    rows = tables["projects"]
    return next(iter(rows[rows["project"] == project].to_dict("records")), None)
