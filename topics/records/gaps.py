"""Composes figures and statuses of all topics: which years of a country have a figure of an indicator."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from topics.land.completions import ENDED
from topics.land.status import NO_DATA, statuses_by_year
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import listed_years
from topics.vocabulary.hazards import area_name, families
from topics.vocabulary.records import YEAR_STATES
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

REPORTS, SURVEYS = "reports", "surveys"
FIGURE, PART, UNVERIFIED, COMPLETE, AHEAD, MISSING = YEAR_STATES
NOT_SEEN = "not seen in a source"
"""Reason of the rows set aside that nobody has verified."""
CELL = ["indicator", "country", "year"]
COLUMNS = [*CELL, "state", "source", "records", "is_stated"]


class Indicator(NamedTuple):
    """A figure that a year may have: title, table, family of hazards, when it is due and since when."""

    title: str
    table: str
    family: str
    due: str
    since: int = 0


INDICATORS = {
    "mines": Indicator("", "contamination", "MINES", REPORTS),
    "cmr": Indicator("", "contamination", "CMR", REPORTS),
    "clearance": Indicator("Land cleared", "clearance", "", REPORTS),
    "technical": Indicator("Land reduced by technical survey", "clearance", "", REPORTS),
    "nontechnical": Indicator("Land cancelled by non-technical survey", "clearance", "", REPORTS),
    "released": Indicator("Land released, as a total", "clearance", "", REPORTS),
    "casualties": Indicator("Casualties", "casualties", "", SURVEYS),
    "received": Indicator("Funding received", "funding", "", SURVEYS),
    "national": Indicator("National funding", "national_funding", "", SURVEYS),
    "stockpiles": Indicator("Stockpile of cluster munitions", "stockpiles", "CMR", REPORTS, 2010),
    "article7": Indicator("Figures from an Article 7 report", "", "", REPORTS, 2000),
}
"""Indicators by their code, in the order of the grid; the title of an area is that of its family.

Before `since` nothing was due: the Convention on Cluster Munitions entered into force in 2010, the first
reports under Article 7 of the Anti-Personnel Mine Ban Convention were due in 2000.
"""
METHODS = {
    "clearance": ("clearance",),
    "technical_survey": ("technical",),
    "non_technical_survey": ("nontechnical",),
    "certified": ("clearance", "technical"),
    "survey": ("technical", "nontechnical"),
    "total_released": ("released",),
}
"""The indicators that a method is a figure of; of two together it is a part of each."""


def our_reading() -> str:
    """What every view of gaps is about."""
    return sentence("This is about our reading of sources, not about states.")


def indicator_titles(tables: Tables) -> dict[str, str]:
    """Titles of the indicators by their code."""
    return {
        code: row.title or sentence_case(area_name(tables, row.family)) for code, row in INDICATORS.items()
    }


def indicators_in_view(tables: Tables, view: View) -> dict[str, str]:
    """Titles of the indicators of the view's hazard, and of those that tell no hazards apart."""
    family = "" if view.hazard == "ALL" else families(tables).get(view.hazard)
    return {
        code: title
        for code, title in indicator_titles(tables).items()
        if not family or INDICATORS[code].family in (family, "")
    }


def cells_in_view(tables: Tables, view: View) -> pd.DataFrame:
    """The cells of the countries, years and indicators of a view.

    *Columns*: COLUMNS.
    """
    low, high = view.bounds
    first = first_year(tables) if low == float("-inf") else int(low)
    last = tables.today.year if high == float("inf") else int(high)
    cells = tables.derive(year_cells, view.members, first, last)
    return cells[cells["indicator"].isin([*indicators_in_view(tables, view)])].reset_index(drop=True)


def first_year(tables: Tables) -> int:
    """The first year of any figure of a year."""
    cells = tables.derive(stated_cells)
    years = cells.loc[cells["state"] == FIGURE, "year"]
    return int(years.min()) if len(years) else 2000


def last_due(day: date, due: str) -> int:
    """The last year of which a figure is due on a day.

    States Parties report a calendar year by 30 April of the next: Convention on Cluster Munitions and
    Anti-Personnel Mine Ban Convention, Art. 7(2). Casualties and funding are gathered by the Monitor, whose
    editions of a year come out by the end of the next.

    >>> last_due(date(2026, 11, 22), REPORTS), last_due(date(2026, 4, 30), REPORTS)
    (2025, 2024)
    >>> last_due(date(2026, 11, 22), SURVEYS)
    2024
    """
    is_over = due == REPORTS and day > date(day.year, 4, 30)
    return day.year - 1 if is_over else day.year - 2


def year_cells(tables: Tables, countries: tuple[str, ...], first: int, last: int) -> pd.DataFrame:
    """What is on record of each indicator, country and year; years before a duty began have figures only.

    *Columns*: COLUMNS. state is a key of YEAR_STATES; records are that of the best figure, or those of the
    completion after which none is due.
    """
    axes = [[*INDICATORS], sorted(countries), range(first, last + 1)]
    grid = pd.MultiIndex.from_product(axes, names=CELL).to_frame(index=False)
    both = pd.concat([tables.derive(stated_cells), _completed_cells(tables, first, last)])
    cells = grid.merge(both.drop_duplicates(CELL), how="left", on=CELL)
    due, since = (
        cells["indicator"].map(values)
        for values in (due_years(tables), {code: row.since for code, row in INDICATORS.items()})
    )
    is_ahead = cells["state"].isna() & (cells["year"] > due)
    is_kept = cells["state"].isin([FIGURE, PART, UNVERIFIED]) | (cells["year"] >= since)
    cells = cells.assign(
        state=cells["state"].mask(is_ahead, AHEAD).fillna(MISSING),
        records=[ids if isinstance(ids, tuple) else () for ids in cells["records"]],
        is_stated=cells["is_stated"].eq(True),
    )
    return cells.loc[is_kept, COLUMNS].reset_index(drop=True)


def due_years(tables: Tables) -> dict[str, int]:
    """The last year of which a figure of each indicator is due."""
    return {code: last_due(tables.today, row.due) for code, row in INDICATORS.items()}


def last_figures(tables: Tables, view: View) -> pd.DataFrame:
    """The last figure of each country and indicator, whatever the years; the oldest that are due first.

    Pairs without any figure are left out: nobody knows whether there is one.

    *Columns*: country, indicator, latest (year of the last figure), last_possible (the last year of which one
    can be out; missing where none is looked for), years_missing, state (a key of LAST_FIGURES), source,
    records, is_stated.
    """
    cells = cells_in_view(tables, view.timeless)
    figures = cells[cells["state"] == FIGURE].sort_values("year", kind="stable")
    rows = figures.drop_duplicates(["country", "indicator"], keep="last").rename(columns={"year": "latest"})
    due = rows["indicator"].map(due_years(tables)).astype("int64")
    ended = cells[cells["state"] == COMPLETE].set_index(CELL).index
    is_complete = pd.MultiIndex.from_arrays([rows["indicator"], rows["country"], due]).isin(ended)
    years_missing = (due - rows["latest"]).clip(lower=0).mask(is_complete, 0).astype("int64")
    state = (
        years_missing.gt(0).map({True: "newer_missing", False: "up_to_date"}).mask(is_complete, "complete")
    )
    last_possible = due.mask(is_complete).astype("Int64")
    rows = rows.assign(last_possible=last_possible, years_missing=years_missing, state=state)
    by, ascending = ["years_missing", "country", "indicator"], [False, True, True]
    return rows.sort_values(by, ascending=ascending, kind="stable", ignore_index=True)


def missing_by_series(tables: Tables, view: View) -> pd.DataFrame:
    """The years without a figure of each country and indicator, up to the last year of which one is due.

    *Columns*: country, indicator, figures (years with one), missing (count), years (in words), records (of
    the figures), is_stated.
    """
    cells, series = cells_in_view(tables, view), ["country", "indicator"]
    figures, missing = (cells[cells["state"] == state].groupby(series) for state in (FIGURE, MISSING))
    rows = cells[series].drop_duplicates().sort_values(series).set_index(series)
    rows = rows.join(figures.agg(figures=("year", "size"), records=("records", united)))
    rows = rows.join(missing.agg(missing=("year", "size"), years=("year", listed_years))).reset_index()
    rows = rows.assign(
        figures=rows["figures"].fillna(0).astype("int64"),
        missing=rows["missing"].fillna(0).astype("int64"),
        years=rows["years"].fillna(""),
        records=[ids if isinstance(ids, tuple) else () for ids in rows["records"]],
        is_stated=False,
    )
    by, columns = ["missing", "country"], [*series, "figures", "missing", "years", "records", "is_stated"]
    return rows.sort_values(by, ascending=[False, True], kind="stable", ignore_index=True)[columns]


def series_without_figure(tables: Tables, view: View, most: int = 40) -> dict[str, list[str]]:
    """Names of the countries without any figure by the title of the indicator.

    An indicator that more than `most`, and more than half of the region, lack is left out.
    """
    rows = missing_by_series(tables, view)
    rows = rows[rows["figures"] == 0]
    names, most = country_names(tables), max(most, len(view.members) // 2)
    by_indicator = {
        title: sorted(
            names.get(country, country) for country in rows.loc[rows["indicator"] == code, "country"]
        )
        for code, title in indicator_titles(tables).items()
    }
    return {title: countries for title, countries in by_indicator.items() if 0 < len(countries) <= most}


def stated_cells(tables: Tables) -> pd.DataFrame:
    """The best that is on record of each indicator, country and year.

    *Columns*: COLUMNS.
    """
    parts = [
        _areas(tables),
        _releases(tables["clearance"]),
        _casualties(tables["casualties"]),
        _funding_received(tables),
        _national_funding(tables),
        _stockpiles(tables["stockpiles"]),
        _article_7(tables["contamination"]),
        _unverified(tables),
    ]
    rows = pd.concat(parts, ignore_index=True)
    order = rows["state"].map({state: place for place, state in enumerate(YEAR_STATES)})
    rows = rows.assign(order=order).sort_values(["order", *CELL], kind="stable")
    return rows.drop_duplicates(CELL)[COLUMNS].reset_index(drop=True)


def _cells(
    rows: pd.DataFrame, indicator: pd.Series | str, year: pd.Series, is_full: pd.Series
) -> pd.DataFrame:
    """Rows of clean tables as cells: a figure where it is full, else a part."""
    cells = pd.DataFrame(
        {
            "indicator": indicator,
            "country": rows["country"],
            "year": pd.to_numeric(year),
            "state": is_full.map({True: FIGURE, False: PART}),
            "source": rows["source"],
            "records": [(record,) for record in rows["record_id"]],
            "is_stated": True,
        },
        index=rows.index,
    )
    return cells.dropna(subset=["year", "country"]).astype({"year": "int64"})


def _areas(tables: Tables) -> pd.DataFrame:
    rows = tables["contamination"].sort_values("preferred", ascending=False, kind="stable")
    codes = {row.family: code for code, row in INDICATORS.items() if row.table == "contamination"}
    indicator = rows["hazard"].map(families(tables)).map(codes)
    is_whole = rows["scope"].eq("national") & rows["subdivision"].isna() & rows["area_km2"].notna()
    cells = _cells(rows, indicator, rows["as_of"].dt.year, is_whole)
    return cells.dropna(subset="indicator")


def _releases(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["area_km2"].notna() & rows["scope"].ne("survey_coverage")]
    rows = rows.assign(indicator=rows["method"].map(METHODS))
    together = rows["indicator"].map(len) > 1
    rows = rows.assign(scope=rows["scope"].mask(together, "subset")).explode("indicator", ignore_index=True)
    return _each_year(rows)


def _casualties(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows[["killed", "injured", "unknown", "total"]].notna().any(axis=1)]
    return _each_year(rows.assign(indicator="casualties"))


def _each_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about periods as cells of each of their years: a span of years is in each of them but a part."""
    rows = rows[rows["year_to"].notna()].sort_values("preferred", ascending=False, kind="stable")
    first = rows["year_from"].fillna(rows["year_to"])
    spans = [range(int(low), int(high) + 1) for low, high in zip(first, rows["year_to"], strict=True)]
    is_year = pd.Series([len(span) == 1 for span in spans], index=rows.index, dtype="bool")
    rows = rows.assign(year=spans, is_full=is_year & rows["scope"].eq("national"))
    rows = rows.explode("year", ignore_index=True)
    return _cells(rows, rows["indicator"], rows["year"], rows["is_full"])


def _funding_received(tables: Tables) -> pd.DataFrame:
    """Money itemised by donor or printed as a total of the year; announcements are a part."""
    given = tables["funding"]
    given = given[given["amount"].notna() | given["amount_usd"].notna()]
    given = given.assign(country=given["recipient"], is_full=given["basis"].eq("monitor"))
    printed = _printed_totals(tables, ["recipient_international", "recipient_total"])
    printed = printed.assign(is_full=printed["kind"].eq("recipient_international"))
    rows = pd.concat([printed, given], ignore_index=True)
    return _cells(rows, "received", rows["year"], rows["is_full"])


def _national_funding(tables: Tables) -> pd.DataFrame:
    own = tables["national_funding"]
    own = own.assign(is_full=own["basis"].ne("computed"))
    printed = _printed_totals(tables, ["recipient_national"]).assign(is_full=True)
    rows = pd.concat([own, printed], ignore_index=True)
    return _cells(rows, "national", rows["year"], rows["is_full"])


def _printed_totals(tables: Tables, kinds: list[str]) -> pd.DataFrame:
    rows = tables["funding_totals"]
    rows = rows[rows["kind"].isin(kinds)]
    return rows.assign(country=rows["recipient"], year=rows["year_to"])


def _stockpiles(rows: pd.DataFrame) -> pd.DataFrame:
    return _cells(rows, "stockpiles", rows["completed_on"].dt.year, rows["munitions"].notna())


def _article_7(rows: pd.DataFrame) -> pd.DataFrame:
    """Years of figures that stand in an Article 7 report."""
    rows = rows[rows["reported_in"] == "Article 7 report"]
    return _cells(rows, "article7", rows["as_of"].dt.year, pd.Series(True, index=rows.index))


def _unverified(tables: Tables) -> pd.DataFrame:
    """Rows that were set aside because nobody saw them in a source, as cells."""
    rows = tables["set_aside"]
    rows = rows[rows["reason"].eq(NOT_SEEN) & rows["country"].notna() & rows["year"].notna()]
    first = {method: codes[0] for method, codes in METHODS.items()}
    family, method = rows["hazard"].map(families(tables)), rows["method"].map(first)
    parts = []
    for code, row in INDICATORS.items():
        fits = rows["raw_file"].isin([f"raw/{row.table}.csv", f"raw/global_{row.table}.csv"])
        if row.table == "contamination":
            fits &= family.eq(row.family)
        if row.table == "clearance":
            fits &= method.eq(code)
        parts.append(rows[fits].assign(indicator=code))
    cells = pd.concat(parts).astype({"year": "int64"})
    return cells.assign(state=UNVERIFIED, source=None, records=[()] * len(cells), is_stated=False)[COLUMNS]


def _completed_cells(tables: Tables, first: int, last: int) -> pd.DataFrame:
    """Years of which no figure is due, as cells.

    No area is due where the land is complete, or none is reported, at the end of the year; no release where
    that is so at the end of the year before for mines and remnants, as far as they are on record; no stock in
    the years after its end.
    """
    areas = {code: row.family for code, row in INDICATORS.items() if row.table == "contamination"}
    years = range(first - 1, last + 1)
    by_area = {code: _statuses(tables, family, years) for code, family in areas.items()}
    parts = [rows[rows["status"].isin(ENDED)].assign(indicator=code) for code, rows in by_area.items()]
    land = pd.concat(by_area.values(), ignore_index=True)
    is_open = ~land["status"].isin(ENDED)
    land = land[~is_open.groupby([land["country"], land["year"]]).transform("any")]
    land = land.groupby(["country", "year"], as_index=False)["records"].agg(united)
    land = land.assign(year=land["year"] + 1)
    parts += [land.assign(indicator=code) for codes in METHODS.values() for code in codes]
    rows = pd.concat([*parts, _stocks_over(tables["stockpiles"], first, last)], ignore_index=True)
    rows = rows.reindex(columns=COLUMNS).assign(state=COMPLETE, is_stated=False)
    return rows[rows["year"].between(first, last)]


def _statuses(tables: Tables, family: str, years: range) -> pd.DataFrame:
    """The status of each country at the end of years, where anything is on record."""
    rows = statuses_by_year(tables, family, years)
    return rows[rows["subdivision"].isna() & rows["status"].ne(NO_DATA)]


def _stocks_over(stockpiles: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """The years after the last day on which a country ended a stock."""
    rows = stockpiles.dropna(subset=["country", "completed_on"])
    rows = rows.sort_values("completed_on", kind="stable").drop_duplicates("country", keep="last")
    rows = rows.merge(pd.DataFrame({"year": range(first, last + 1)}), how="cross")
    rows = rows[rows["year"] > rows["completed_on"].dt.year]
    return rows.assign(indicator="stockpiles", records=[(record,) for record in rows["record_id"]])
