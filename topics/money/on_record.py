"""Which kinds of figures about money are on record, by recipient and year."""

import pandas as pd

from topics.money.flows import contributions
from topics.money.totals import national_money, yearly_totals
from topics.tables import Tables, united, with_records
from topics.view import View

ITEMISED, TOTAL, NATIONAL = "contributions itemised", "total printed", "national contribution"
PROGRAMME, ANNOUNCED = "United States programme", "announcement"
KINDS = (ITEMISED, TOTAL, NATIONAL, PROGRAMME, ANNOUNCED)
"""Kinds of figures, the most useful first."""


def figures_by_year(tables: Tables, view: View) -> pd.DataFrame:
    """A row for each recipient, year and kind of figure.

    *Columns*: recipient, year, part (of KINDS), figures (how many), records, is_stated.
    """
    flows = {"monitor": ITEMISED, "us": PROGRAMME, "announced": ANNOUNCED}
    parts = {part: contributions(tables, view, flow=flow, is_repeated=True) for flow, part in flows.items()}
    parts[TOTAL] = yearly_totals(view.of(with_records(tables["funding_totals"])))
    parts[NATIONAL] = national_money(tables, view).rename(columns={"country": "recipient"})
    columns = ["recipient", "year", "records", "part"]
    rows = pd.concat([part.assign(part=name)[columns] for name, part in parts.items()], ignore_index=True)
    rows = rows.dropna(subset=["recipient", "year"]).astype({"year": "int64"})
    grouped = rows.groupby(["recipient", "year", "part"], as_index=False)
    return grouped.agg(figures=("records", "size"), records=("records", united)).assign(is_stated=False)
