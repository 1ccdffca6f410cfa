"""Says which country has a figure for which year and indicator, how fresh the last is, and what is silent."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis.hazards import completed_states, family, national, years_in_words

TABLES = (
    "contamination",
    "clearance",
    "casualties",
    "funding",
    "funding_totals",
    "national_funding",
    "stockpiles",
    "obligations",
    "set_aside",
    "sources",
)
"""The tables that the grid is made from."""
STATES = {
    "figure": "a figure",
    "part": "in part: several years, a part of the year or of the country, or words instead of a figure",
    "unverified": "unverified: on record but not seen in a source, set aside",
    "complete": "declared complete before, or last stated as zero: no figure is due",
    "ahead": "no figure is due yet",
    "silent": "silent: nothing on record, which is not zero",
}
"""What a country says of an indicator in a year, the most first."""
REPORTS = "reports"
SURVEYS = "surveys"
Tables = dict[str, pd.DataFrame]


class Indicator(NamedTuple):
    """What is looked for: title, hazard family it ends with, raw file, when due and since when."""

    title: str
    family: str
    raw_file: str
    due: str
    since: int = 0


INDICATORS = {
    "mines": Indicator("Mined area", "MINES", "raw/contamination.csv", REPORTS),
    "cmr": Indicator("Area with cluster munition remnants", "CMR", "raw/contamination.csv", REPORTS),
    "clearance": Indicator("Land cleared", "LAND", "raw/clearance.csv", REPORTS),
    "technical": Indicator("Land reduced by technical survey", "LAND", "raw/clearance.csv", REPORTS),
    "nontechnical": Indicator("Land cancelled by non-technical survey", "LAND", "raw/clearance.csv", REPORTS),
    "released": Indicator("Land released, stated as a total", "LAND", "raw/clearance.csv", REPORTS),
    "casualties": Indicator("Casualties", "", "raw/casualties.csv", SURVEYS),
    "received": Indicator("Funding received", "", "raw/funding.csv", SURVEYS),
    "national": Indicator("National funding", "", "raw/national_funding.csv", SURVEYS),
    "stockpiles": Indicator("Stockpile of cluster munitions", "STOCK", "raw/stockpiles.csv", REPORTS, 2010),
    "article7": Indicator("Any figure from an Article 7 report", "", "", REPORTS, 2000),
}
"""Indicators by their code, in the order of the grid."""
METHODS = {
    "clearance": "clearance",
    "technical_survey": "technical",
    "non_technical_survey": "nontechnical",
    "total_released": "released",
}
ARTICLE_7 = re.compile(r"(?i)article 7\b|art\. 7\b|transparency report")
CELLS = ["indicator", "country", "year", "state", "source", "locator", "record_id"]


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
    over = day > date(day.year, 4, 30) if due == REPORTS else False
    return day.year - 1 if over else day.year - 2


def coverage(tables: Tables, countries: Iterable[str], years: tuple[int, int], day: date) -> pd.DataFrame:
    """What each country says of each indicator in each year.

    Silent years before the duty began are left out: stocks before the Convention on Cluster Munitions (2010),
    Article 7 reports before the first under the Anti-Personnel Mine Ban Convention (2000).

    *Columns*: indicator, country, year, state (a key of STATES), source, locator and id of one row
    behind it.
    """
    found = pd.concat([*(make(tables) for make in MAKERS), _unverified(tables["set_aside"])])
    found = found.assign(order=found["state"].map({name: n for n, name in enumerate(STATES)}))
    found = found.sort_values(["order", "indicator", "country", "year"], kind="stable")
    best = found.drop_duplicates(["indicator", "country", "year"]).drop(columns="order")
    first, last = years
    axes = [list(INDICATORS), sorted(set(countries)), range(first, last + 1)]
    every = pd.MultiIndex.from_product(axes, names=["indicator", "country", "year"]).to_frame(index=False)
    cells = every.merge(best, how="left", on=["indicator", "country", "year"])
    over = _ended(tables, every).fillna(9999)
    late = cells["state"].isna() & (cells["year"] > over.to_numpy())
    due = cells["indicator"].map({code: last_due(day, row.due) for code, row in INDICATORS.items()})
    ahead = cells["state"].isna() & ~late & (cells["year"] > due)
    since = cells["indicator"].map({code: row.since for code, row in INDICATORS.items()})
    kept = cells["state"].notna() | (cells["year"] >= since)
    state = cells["state"].mask(late, "complete").mask(ahead, "ahead").fillna("silent")
    return cells.assign(state=state)[kept][CELLS].reset_index(drop=True)


def first_year(tables: Tables) -> int:
    """The first year of any figure of a year, for the axis of all years."""
    parts = [make(tables) for make in MAKERS]
    years = pd.concat(parts).query("state == 'figure'")["year"]
    return int(years.min()) if len(years) else 2000


def freshness(cells: pd.DataFrame, day: date) -> pd.DataFrame:
    """How old the last figure of each country and indicator is, the longest overdue first.

    Pairs without any figure are left out: nobody knows whether one is due.

    *Columns*: country, indicator, latest (year of the last figure), due (the last year of which one is due),
    overdue (years, 0 when none), complete, source, locator, record_id.
    """
    figures = cells[cells["state"].eq("figure")].sort_values("year", kind="stable")
    last = figures.drop_duplicates(["country", "indicator"], keep="last").rename(columns={"year": "latest"})
    ended = cells[cells["state"].eq("complete")].drop_duplicates(["country", "indicator"])
    complete = pd.MultiIndex.from_frame(last[["country", "indicator"]]).isin(
        pd.MultiIndex.from_frame(ended[["country", "indicator"]])
    )
    due = last["indicator"].map({code: last_due(day, row.due) for code, row in INDICATORS.items()})
    late = (due - last["latest"]).clip(lower=0).mask(complete, 0)
    rows = last.assign(
        due=due.mask(complete).astype("Int64"), overdue=late.astype("int64"), complete=complete
    )
    rows = rows.sort_values(["overdue", "country", "indicator"], ascending=[False, True, True], kind="stable")
    return rows[
        ["country", "indicator", "latest", "due", "overdue", "complete", "source", "locator", "record_id"]
    ].reset_index(drop=True)


def silent_years(cells: pd.DataFrame) -> pd.DataFrame:
    """The years of each country and indicator without a word, up to the last year that is due.

    *Columns*: country, indicator, figures (years with one), silent (count), years (in words), never (whether
    there is no figure at all), source (of the last figure).
    """
    rows = []
    for (country, code), part in cells.groupby(["country", "indicator"], sort=True):
        silent = part.loc[part["state"].eq("silent"), "year"].tolist()
        figures = part[part["state"].eq("figure")]
        source = figures.sort_values("year")["source"].iloc[-1] if len(figures) else None
        rows.append((country, code, len(figures), len(silent), years_in_words(silent), figures.empty, source))
    columns = ["country", "indicator", "figures", "silent", "years", "never", "source"]
    frame = pd.DataFrame(rows, columns=columns)
    by = ["never", "silent", "country"]
    return frame.sort_values(by, ascending=[True, False, True], kind="stable", ignore_index=True)


def _cells(rows: pd.DataFrame, indicator: pd.Series | str, year: pd.Series, full: pd.Series) -> pd.DataFrame:
    """Rows as cells: a figure where `full`, else in part."""
    made = pd.DataFrame(
        {
            "indicator": indicator,
            "country": rows["country"],
            "year": pd.to_numeric(year),
            "state": full.map({True: "figure", False: "part"}),
            "source": rows["source"],
            "locator": rows["locator"],
            "record_id": rows.get("record_id"),
        },
        index=rows.index,
    )
    return made.dropna(subset=["year", "country"]).astype({"year": "int64"})


def _areas(tables: Tables) -> pd.DataFrame:
    rows = tables["contamination"].sort_values("preferred", ascending=False, kind="stable")
    code = family(rows["hazard"]).map({"MINES": "mines", "CMR": "cmr"})
    rows = rows[code.notna() & rows["as_of"].notna()]
    whole = rows["scope"].eq("national") & rows["subdivision"].isna() & rows["area_km2"].notna()
    return _cells(rows, code[rows.index], rows["as_of"].dt.year, whole)


def _releases(tables: Tables) -> pd.DataFrame:
    rows = tables["clearance"]
    rows = rows[rows["area_km2"].notna() & rows["scope"].ne("survey_coverage")]
    return _spread(rows, rows["method"].map(METHODS))


def _casualties(tables: Tables) -> pd.DataFrame:
    rows = tables["casualties"]
    rows = rows[rows[["killed", "injured", "unknown", "total"]].notna().any(axis=1)]
    return _spread(rows, pd.Series("casualties", index=rows.index))


def _spread(rows: pd.DataFrame, indicator: pd.Series) -> pd.DataFrame:
    """Rows about periods as cells of each of their years: a span is in each of them but a part."""
    rows = rows.assign(indicator=indicator).sort_values("preferred", ascending=False, kind="stable")
    rows = rows[rows["year_to"].notna()]
    first = rows["year_from"].fillna(rows["year_to"])
    spans = [list(range(int(low), int(high) + 1)) for low, high in zip(first, rows["year_to"], strict=True)]
    rows = rows.assign(year=spans, one=[len(span) == 1 for span in spans]).explode("year")
    return _cells(rows, rows["indicator"], rows["year"], rows["one"] & rows["scope"].eq("national"))


def _received(tables: Tables) -> pd.DataFrame:
    """Money itemised by donor or printed as a total of the year; announcements are a part."""
    given = tables["funding"]
    given = given[given["amount"].notna() | given["amount_usd"].notna()]
    given = given.assign(country=given["recipient"], full=given["basis"].eq("monitor"))
    printed = tables["funding_totals"]
    printed = printed[printed["kind"].isin(["recipient_international", "recipient_total"])]
    printed = printed.assign(country=printed["recipient"], year=printed["year_to"])
    rows = pd.concat([printed.assign(full=printed["kind"].eq("recipient_international")), given])
    return _cells(rows.reset_index(drop=True), "received", rows["year"].reset_index(drop=True), _reset(rows))


def _reset(rows: pd.DataFrame) -> pd.Series:
    return rows["full"].reset_index(drop=True)


def _national(tables: Tables) -> pd.DataFrame:
    own = tables["national_funding"]
    own = own.assign(full=own["basis"].ne("computed"))
    printed = tables["funding_totals"]
    printed = printed[printed["kind"].eq("recipient_national")]
    printed = printed.assign(country=printed["recipient"], year=printed["year_to"], full=True)
    rows = pd.concat([own, printed], ignore_index=True)
    return _cells(rows, "national", rows["year"], rows["full"])


def _stockpiles(tables: Tables) -> pd.DataFrame:
    rows = tables["stockpiles"]
    rows = rows[rows["country"].notna()]
    return _cells(rows, "stockpiles", rows["completed_on"].dt.year, rows["munitions"].notna())


def _article_7(tables: Tables) -> pd.DataFrame:
    """Years of figures whose document, or place in it, is an Article 7 report."""
    titles = tables["sources"].set_index("source")["title"]
    parts = []
    for name, column in (("contamination", "as_of"), ("clearance", "year_to"), ("casualties", "year_to")):
        rows = tables[name]
        words = rows["source"].map(titles).fillna("") + " | " + rows["locator"].fillna("")
        rows = rows[words.str.contains(ARTICLE_7)]
        year = rows[column].dt.year if column == "as_of" else rows[column]
        parts.append(_cells(rows, "article7", year, pd.Series(True, index=rows.index)))
    return pd.concat(parts)


MAKERS: tuple[Callable[[Tables], pd.DataFrame], ...] = (
    _areas,
    _releases,
    _casualties,
    _received,
    _national,
    _stockpiles,
    _article_7,
)


def _unverified(set_aside: pd.DataFrame) -> pd.DataFrame:
    """Rows that were set aside because nobody saw them in a source, as cells."""
    rows = set_aside[set_aside["reason"].str.startswith("not seen")]
    record = rows["record"].fillna("")
    year = record.str.extract(r"(?:as_of|period|completed_on|year) (\d{4})")[0]
    hazard = record.str.extract(r"hazard (\w+)")[0]
    found = rows.assign(country=record.str.extract(r"(?:country|recipient) ([A-Z]{3})\b")[0], year=year)
    parts = []
    for code, row in INDICATORS.items():
        fits = rows["raw_file"].str.replace("global_", "", regex=False).eq(row.raw_file)
        if row.family in ("MINES", "CMR"):
            fits &= family(hazard.fillna("")).eq(row.family)
        if code in METHODS.values():
            fits &= record.str.extract(r"method (\w+)")[0].map(METHODS).eq(code)
        parts.append(found[fits].assign(indicator=code, state="unverified", locator=None, record_id=None))
    cells = pd.concat(parts).dropna(subset=["country", "year"])
    return cells.astype({"year": "int64"})[CELLS]


def _ended(tables: Tables, every: pd.DataFrame) -> pd.Series:
    """The year in which what an indicator measures came to its end, for each row; null where it did not.

    It was declared complete, or the last area on record is zero. Land release ends when mines and cluster
    munition remnants that were on record have both ended.
    """
    contamination = tables["contamination"]
    done = completed_states(contamination, tables["obligations"])
    year = done.set_index(["country", "family"])["completed_on"].dt.year.to_dict()
    rows = national(contamination).assign(family=lambda frame: family(frame["hazard"]))
    had = set(zip(rows["country"], rows["family"], strict=True))
    areas = rows.dropna(subset=["area_km2", "as_of"]).sort_values("as_of", kind="stable")
    last = areas.drop_duplicates(["country", "family"], keep="last").query("area_km2 == 0")
    for country, name, day in zip(last["country"], last["family"], last["as_of"], strict=True):
        year.setdefault((country, name), day.year)
    stock = tables["stockpiles"].dropna(subset=["country", "completed_on"])
    over = {
        (code, "STOCK"): day.year for code, day in zip(stock["country"], stock["completed_on"], strict=True)
    }
    for country in set(every["country"]):
        known = [name for name in ("MINES", "CMR") if (country, name) in had or (country, name) in year]
        ends = [year.get((country, name)) for name in known]
        if ends and all(end is not None for end in ends):
            over[(country, "LAND")] = max(end for end in ends if end is not None)
        over |= {(country, name): year[(country, name)] for name in known if (country, name) in year}
    families = every["indicator"].map({code: row.family for code, row in INDICATORS.items()})
    pairs = zip(every["country"], families, strict=True)
    return pd.Series([over.get(pair) for pair in pairs], index=every.index, dtype="float64")
