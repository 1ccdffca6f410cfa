"""The status of a place on a day: contaminated, complete, none reported, no recent figure or no data."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from topics.land.areas import BEST, PLACE, figures, standing_figures
from topics.land.completions import (
    AREA_UNKNOWN,
    COMPLETE,
    CONTAMINATED,
    ENDED,
    NONE_REPORTED,
    completions,
    obligations_met,
)
from topics.tables import Tables, united
from topics.vocabulary.hazards import families

NOT_RECENT, NO_DATA = "not_recent", "no_data"
ORDER = (CONTAMINATED, AREA_UNKNOWN, NOT_RECENT, NONE_REPORTED, COMPLETE, NO_DATA)
"""Codes of vocabulary.land.PLACE_STATUSES; all hazards have the first of those of their families."""
ALL = "ALL"
"""All hazards; as a family those counted together."""
APART = ("MINES", "CMR")
"""Families whose own figures replace older ones of all hazards counted together."""
PLACE_DAY = ["place", "day"]
KEYS = [*PLACE, "day"]
COLUMNS = ["country", "subdivision", "place", "family", "hazard", "day", "year", "status"]
COLUMNS += ["area_km2", "area_class", "stated", "areas", "category", "as_of", "as_of_precision"]
COLUMNS += ["completed_on", "completed_on_precision", "is_old", "basis", "source", "records", "is_stated"]


def place_statuses(tables: Tables, hazard: str, *, day: date) -> pd.DataFrame:
    """The status of every country, and of every part of one that is on record, on a day.

    `hazard` is a code or a family of hazards, or ALL.

    *Columns*: COLUMNS. Parts of a country have a `subdivision`; `place` is its code, else the country's.
    `family` and `hazard` are those that decide, `area_km2` is the figure that stands (of status not_recent
    the last one, if there is any) and `stated` how it is; `as_of` is of the figure, or of the report that
    there is none, `completed_on` of the declaration. Rows of status no_data have no records.
    """
    return tables.derive(statuses_on, hazard, (day,), BEST)


def statuses_by_year(
    tables: Tables, hazard: str, years: Iterable[int], *, area_class: str = BEST
) -> pd.DataFrame:
    """The rows of `place_statuses` for the last day of each year; for the year of the data, its day."""
    days = tuple(min(tables.edition, date(year, 12, 31)) for year in sorted({*years}))
    return tables.derive(statuses_on, hazard, days, area_class)


def country_statuses(tables: Tables, hazard: str, *, day: date) -> pd.DataFrame:
    """The rows of `place_statuses` about whole countries."""
    rows = place_statuses(tables, hazard, day=day)
    return rows[rows["subdivision"].isna()].reset_index(drop=True)


def family_statuses(tables: Tables, *, day: date) -> pd.DataFrame:
    """The status of each country for each family of hazards of which anything is on record; no rows else."""
    rows = tables.derive(statuses_of_families, (day,), BEST)
    rows = rows[rows["subdivision"].isna()]
    return rows.sort_values(["family", "country"], ignore_index=True)


def completed_states(tables: Tables) -> pd.DataFrame:
    """Countries that have declared a hazard family cleared, by date of it."""
    rows = family_statuses(tables, day=tables.today)
    rows = rows[rows["status"].eq(COMPLETE)]
    return rows.sort_values(["completed_on", "country"], kind="stable", ignore_index=True)


def last_areas(tables: Tables, day: date | None = None) -> pd.DataFrame:
    """The last area of each country and hazard family that is not cleared on a day, the largest first.

    Counts of all hazards are left out where mines or remnants have replaced them. *Columns*: COLUMNS.
    """
    rows = family_statuses(tables, day=day or tables.today)
    rows = _without_replaced(rows.assign(date=rows["completed_on"].fillna(rows["as_of"])))
    rows = rows[rows["area_km2"].gt(0)].drop(columns="date")
    return rows.sort_values(["family", "area_km2"], ascending=[True, False], ignore_index=True)


def statuses_on(tables: Tables, hazard: str, days: tuple[date, ...], area_class: str) -> pd.DataFrame:
    """What `place_statuses` gives, for several days in order."""
    rows = tables.derive(statuses_of_families, days, area_class)
    family = families(tables).get(hazard, hazard)
    rows = _of_all_hazards(rows) if family == ALL else rows[rows["family"] == family]
    rows = pd.concat([rows, _without_data(tables, rows, days, family)], ignore_index=True)
    return rows.sort_values(["day", "place"], kind="stable", ignore_index=True)[COLUMNS]


def statuses_of_families(tables: Tables, days: tuple[date, ...], area_class: str) -> pd.DataFrame:
    """The status of each place and family on each of the days on which anything is on record."""
    spans = tables.derive(completions).merge(_frame_of(days), how="cross")
    spans = spans[spans["begins"] <= spans["day"]]
    ended = spans[~(spans["ended_on"] <= spans["day"])].assign(is_old=False)
    since = spans.groupby(KEYS, as_index=False)["lasts"].max()
    rows = _findings(tables, area_class).merge(_frame_of(days), how="cross")
    rows = rows[rows["as_of"] <= rows["day"]].merge(since, on=KEYS, how="left")
    rows = _without(rows[~(rows["as_of"] <= rows["lasts"])], ended, KEYS)
    rows = standing_figures(rows, KEYS)
    status = np.where(rows["area_km2"].notna(), CONTAMINATED, AREA_UNKNOWN)
    rows = rows.assign(status=np.where(rows["is_old"], NOT_RECENT, status))
    both = pd.concat([rows, ended], ignore_index=True)
    return both.assign(year=both["day"].dt.year).reindex(columns=COLUMNS)


def country_cases(tables: Tables) -> pd.DataFrame:
    """Countries and families about which anything is stated of the whole country."""
    rows = figures(tables)
    rows = pd.concat([rows[rows["subdivision"].isna()], obligations_met(tables)])
    return rows[["country", "family"]].drop_duplicates()


def _frame_of(days: Iterable[date]) -> pd.DataFrame:
    return pd.DataFrame({"day": pd.to_datetime(sorted({*days})).astype("datetime64[ms]")})


def _without(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows whose keys are not among those of other rows."""
    known = others[keys].drop_duplicates().assign(is_known=True)
    return rows[rows.merge(known, on=keys, how="left")["is_known"].isna().to_numpy()]


def _findings(tables: Tables, area_class: str) -> pd.DataFrame:
    """Areas above zero and mentions; parts speak for a country that states nothing of a family as a whole.

    What a part says of its country is that there is contamination, never how much.
    """
    rows = figures(tables, area_class)
    rows = rows[~rows["area_km2"].eq(0)]
    parts = _without(rows[rows["subdivision"].notna()], tables.derive(country_cases), ["country", "family"])
    unknown = {"subdivision": None, "area_km2": np.nan, "areas": np.nan, "stated": "none", "is_stated": False}
    rows = pd.concat([rows, parts.assign(place=parts["country"], **unknown)], ignore_index=True)
    return rows.drop(columns=["note", "locator", "record_id", "figure_id"])


def _of_all_hazards(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a place and day: the family that is contaminated, or complete where every one on record is."""
    rows = _without_replaced(rows.assign(date=rows["completed_on"].fillna(rows["as_of"])))
    order = rows["status"].map({status: place for place, status in enumerate(ORDER)})
    rows = rows.assign(order=order, size=rows["area_km2"].fillna(0))
    rows = rows.sort_values([*PLACE_DAY, "order", "size", "date"], ascending=[True, True, True, False, False])
    first = rows.drop_duplicates(PLACE_DAY)
    several = first["status"].isin(ENDED) & rows.duplicated(PLACE_DAY, keep=False)[first.index]
    together = (
        rows.merge(first.loc[several, PLACE_DAY], on=PLACE_DAY).groupby(PLACE_DAY)["records"].agg(united)
    )
    records = first["records"].where(~several, None).tolist()
    unions = iter(together)
    return first.assign(
        records=[ids if ids is not None else next(unions) for ids in records],
        is_stated=first["is_stated"].astype("bool") & ~several,
    )


def _without_replaced(rows: pd.DataFrame) -> pd.DataFrame:
    """Statuses by family without counts of all hazards that mines or remnants have since replaced."""
    apart = rows[rows["family"].isin(APART) & rows["status"].ne(AREA_UNKNOWN)]
    newest = apart.groupby(PLACE_DAY, as_index=False)["date"].max().rename(columns={"date": "since"})
    since = rows[PLACE_DAY].merge(newest, on=PLACE_DAY, how="left")["since"].to_numpy()
    return rows[~(rows["family"].eq(ALL) & (rows["date"].to_numpy() <= since))]


def _without_data(tables: Tables, rows: pd.DataFrame, days: Iterable[date], family: str) -> pd.DataFrame:
    """Rows of countries, and of parts on record at any time, on days on which nothing is on record."""
    names = ["country", "subdivision", "place"]
    parts = figures(tables)[names].dropna().drop_duplicates()
    countries = tables["countries"][["country"]]
    countries = countries.assign(subdivision=None, place=countries["country"])
    places = pd.concat([countries, parts], ignore_index=True).merge(_frame_of(days), how="cross")
    missing = _without(places, rows, PLACE_DAY)
    nothing = {"family": family, "status": NO_DATA, "is_old": False, "is_stated": False}
    return missing.assign(**nothing, year=missing["day"].dt.year, records=[()] * len(missing))
