"""Which figure of a contaminated area stands for a place, a hazard family and a day."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from topics.tables import Tables, with_records
from topics.vocabulary.hazards import families
from topics.vocabulary.numbers import number

YEARS_VALID = 5
"""A figure counts as recent until the end of the fifth year after its date."""
BEST = "best"
"""The class that takes CHA and SHA together, else the estimate of the whole, else one of the two."""
PARTS = ("CHA", "SHA")
PRESS = 5
"""Rank from which on a source only repeats others: press, encyclopaedias."""
RANKS = {"CHA+SHA": 0, "summed": 0, "TOTAL": 1, "CHA": 2, "SHA": 2, "none": 3}
"""Which statement of an area comes first; "summed" is CHA and SHA of one source and date, added."""
PLACE = ["place", "family"]
PLACE_YEAR = ["place", "hazard", "year"]
STATEMENT = ["place", "hazard", "as_of", "source"]


def figures(tables: Tables, area_class: str = BEST) -> pd.DataFrame:
    """Every dated figure of a whole place: areas above zero, zeros, and mentions without an area.

    CHA and SHA of one source, date and place count together as well. Figures of a part of a place (scope
    subset, or subnational without a subdivision) and those without a date are left out.

    `area_class` is best, or CHA, SHA, TOTAL for areas of this class alone, beside all mentions and zeros.

    *Columns*: those of contamination, place (code of the subdivision, else of the country), family, year,
    stated (a key of RANKS), rank, is_main (of the hazard code with figures for most years in its family),
    is_press, records, is_stated.
    """
    return tables.derive(all_figures, area_class)


def all_figures(tables: Tables, area_class: str) -> pd.DataFrame:
    """What `figures` gives, worked out."""
    rows = with_records(tables["contamination"])
    is_part = rows["scope"].eq("subset") | rows["scope"].eq("subnational") & rows["subdivision"].isna()
    rows = rows[rows["as_of"].notna() & ~is_part]
    source_rank = tables["sources"].set_index("source")["rank"]
    rows = rows.assign(
        is_press=rows["source"].map(source_rank).ge(PRESS),
        place=rows["subdivision"].fillna(rows["country"]),
        family=rows["hazard"].map(families(tables)),
        year=rows["as_of"].dt.year,
        stated=rows["area_class"].where(rows["area_km2"].notna(), "none"),
    )
    rows = pd.concat([rows, _sums(rows)], ignore_index=True)
    if area_class != BEST:
        rows = rows[rows["stated"].isin([area_class, "none"]) | rows["area_km2"].eq(0)]
    rows = rows.assign(rank=rows["stated"].map(RANKS).astype("int64"), is_main=_is_main(rows))
    return rows.reset_index(drop=True)


def standing_figures(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Of each group of figures the one that stands on the group's day.

    Recent areas come first, then recent mentions without an area, then older ones. Among areas: the hazard
    code with figures for most years, the newest year; in this year those of authorities and monitors before
    press, CHA and SHA together (as one source states them or adds up to) before an estimate of the whole, and
    this before one of the two alone; then the preferred figure, the newest date, the larger area.

    Args:
        rows: of `figures` with an area above zero or without an area, and `day`.
        keys: columns that tell the groups apart.

    *Columns*: those of rows, is_old (more than YEARS_VALID years before the day).
    """
    is_old = rows["year"] < rows["day"].dt.year - YEARS_VALID
    is_mention = rows["area_km2"].isna()
    order = [
        -rows["area_km2"].fillna(0),
        -rows["as_of"].astype("int64"),
        ~rows["preferred"],
        rows["rank"],
        rows["is_press"],
        -rows["year"],
        ~(rows["is_main"] | is_mention),
        is_mention,
        is_old,
    ]
    rows = rows.assign(is_old=is_old).iloc[np.lexsort(order)]
    return rows.drop_duplicates([*keys])


def best_areas(tables: Tables, area_class: str = BEST) -> pd.DataFrame:
    """The one area above zero of each place, hazard code and year.

    *Columns*: those of `figures`.
    """
    rows = figures(tables, area_class)
    rows = rows[rows["area_km2"].gt(0)]
    rows = rows.assign(day=rows["as_of"])
    best = standing_figures(rows, PLACE_YEAR).drop(columns=["day", "is_old"])
    return best.sort_values([*PLACE, "as_of", "hazard"], kind="stable", ignore_index=True)


def drawn_on(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The day on which a date is drawn: the middle of a year or month of which no day is known."""
    middle = precision.map({"year": 181, "month": 14}).fillna(0).astype("int64")
    return dates + pd.to_timedelta(middle, unit="D")


def is_report_of_none(zeros: pd.DataFrame) -> pd.Series:
    """Whether each zero only reports that no contamination is known: an estimate, or one of an annual report.

    Completion is declared to a meeting of the States Parties, not in a report under Article 7.
    """
    return zeros["area_class"].eq("TOTAL") | zeros["reported_in"].eq("Article 7 report")


def is_declaration(zeros: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """Whether each zero says that the whole place was cleared.

    A zero of CHA and SHA does, and one of CHA or SHA alone where no area of another class is on record in the
    five years before. Zeros and areas (above zero) are rows of `figures`.
    """
    other = zeros[[*PLACE, "area_class", "as_of"]].reset_index(names="zero").merge(areas, on=PLACE)
    age = other["as_of_x"] - other["as_of_y"]
    is_recent = age.between(pd.Timedelta(0), pd.Timedelta(days=366 * YEARS_VALID))
    is_other = is_recent & other["area_class_x"].ne(other["area_class_y"])
    is_part = zeros["area_class"].isin(PARTS) & zeros.index.isin(other.loc[is_other, "zero"])
    return ~is_part & ~is_report_of_none(zeros)


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    """CHA and SHA of one source, date and place, added."""
    stated = rows[rows["area_km2"].notna()].sort_values("preferred", ascending=False, kind="stable")
    confirmed, suspected = (stated[stated["area_class"] == name] for name in PARTS)
    added = [*STATEMENT, "area_km2", "areas", "preferred", "records"]
    suspected = suspected.drop_duplicates(STATEMENT)[added]
    both = confirmed.drop_duplicates(STATEMENT).merge(suspected, on=STATEMENT, suffixes=("", "_sha"))
    nothing = dict.fromkeys(("record_id", "figure_id", "locator", "category"))
    parts = zip(both["area_km2"], both["area_km2_sha"], strict=True)
    return both.assign(
        area_km2=(both["area_km2"] + both["area_km2_sha"]).round(6),
        areas=both["areas"] + both["areas_sha"],
        preferred=both["preferred"] & both["preferred_sha"],
        records=both["records"] + both["records_sha"],
        area_class="CHA+SHA",
        stated="summed",
        basis="computed",
        is_stated=False,
        note=[f"CHA {number(cha, 'km²')} and SHA {number(sha, 'km²')}" for cha, sha in parts],
        **nothing,
    )[rows.columns]


def _is_main(rows: pd.DataFrame) -> pd.Series:
    """Whether a row is of the hazard code of its family that has areas for most years, then the newest."""
    areas = rows[rows["area_km2"].notna()]
    codes = areas.groupby([*PLACE, "hazard"])["year"].agg(["nunique", "max"]).reset_index()
    codes = codes.sort_values(["nunique", "max"], kind="stable").drop_duplicates(PLACE, keep="last")
    main = codes.set_index(PLACE)["hazard"]
    return pd.Series(
        main.reindex(pd.MultiIndex.from_frame(rows[PLACE])).to_numpy() == rows["hazard"].to_numpy(),
        index=rows.index,
    )
