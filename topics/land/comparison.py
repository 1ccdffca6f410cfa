"""Release of countries together; what was found, released and suffered against ground, area and people."""

import pandas as pd

from topics.land.casualties import casualty_years
from topics.land.release import across_families, release_figures, single_years, with_roles
from topics.land.status import ENDED, NO_DATA, family_statuses, statuses_by_year
from topics.tables import Tables, united, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import families

SOUGHT = {"MINES": ["ap_mines", "av_mines"], "CMR": ["submunitions"]}
"""Items that clearance of each family looks for; other remnants are mostly found on single spots."""
MEASURES = (
    ("left", "area", 1_000),
    ("released", "area", 1_000),
    ("cleared", "area", 1_000),
    ("casualties", "population", 1_000_000),
)
"""What is measured, which fact of a country it is set against, and in which lots."""
M2_PER_KM2 = 1_000_000
MEAN = ("released", "cleared", "casualties")
"""Measures that are the mean of the years with a figure in one window."""
WINDOW, LEAST = 5, 2
"""Years of the window, and how many of them a country needs a figure for."""


def items_per_km2(tables: Tables, view: View) -> pd.DataFrame:
    """Mines and submunitions found per km² cleared, where one row states both for a year of a country.

    Source: IMAS 04.10 separates clearance from survey; only areas that were cleared count here.

    *Columns*: those of clearance, family, year, items, items_per_km2, m2_per_item, role (stack, rival),
    records, is_stated.
    """
    rows = single_years(with_records(view.of(tables["clearance"])))
    rows = rows[rows["method"].eq("clearance") & rows["area_km2"].gt(0)]
    rows = rows.assign(family=rows["hazard"].map(families(tables)), is_stated=False)
    parts = [
        part.assign(items=part[names].sum(axis=1, min_count=1))
        for family, names in SOUGHT.items()
        for part in [rows[rows["family"] == family]]
    ]
    rows = pd.concat(parts, ignore_index=True).dropna(subset="items")
    key = ["country", "family", "year"]
    rows = rows.assign(is_wide=rows["hazard"].ne("AP_MINES"))
    rows = with_roles(rows, key, ["preferred", "is_wide"])
    return rows.assign(
        items_per_km2=(rows["items"] / rows["area_km2"]).astype("float64").round(1),
        m2_per_item=(M2_PER_KM2 * rows["area_km2"] / rows["items"].where(rows["items"] > 0)).round(),
    ).drop(columns="is_wide")


def regional_totals(tables: Tables, view: View) -> pd.DataFrame:
    """What the affected countries of the view released per year, added by method, with those without data.

    The total release and each method are added apart, each over the countries that have it. A country is not
    missing where nothing was left to clear at the end of the year before: each hazard that a treaty asks to
    clear, and that is on record, was declared complete or reported as none.

    *Columns*: those of `release_figures`, countries_with_data (how many have this method in the year),
    sum_km2 (of these), without_data (names).
    """
    names = country_names(tables)
    affected = set(tables["clearance"]["country"]) | set(tables["contamination"]["country"])
    members = [code for code in view.members if code in affected]
    rows = across_families(view.of(release_figures(tables)))
    rows = rows[rows["country"].isin(members)].sort_values(["year", "country"], ignore_index=True)
    over, groups = tables.derive(nothing_left), rows.groupby(["year", "method"])
    without = {
        (year, method): ", ".join(
            names[code] for code in members if code not in present and (year, code) not in over
        )
        for (year, method), present in groups["country"].agg(set).items()
    }
    return rows.assign(
        countries_with_data=groups["country"].transform("nunique"),
        sum_km2=groups["area_km2"].transform("sum").round(6),
        without_data=[without[key] for key in zip(rows["year"], rows["method"], strict=True)],
    )


def nothing_left(tables: Tables) -> set[tuple[int, str]]:
    """Years with releases at whose beginning a country had nothing left to clear under a treaty; its code."""
    duties = tables["treaty_duties"]
    due = duties.loc[duties["duty"] == "clearance", "family"].unique()
    before = [year - 1 for year in release_figures(tables)["year"].unique().tolist()]
    if not before or not len(due):
        return set()
    rows = pd.concat([statuses_by_year(tables, family, before) for family in due], ignore_index=True)
    rows = rows[rows["subdivision"].isna() & rows["status"].ne(NO_DATA)]
    is_over = rows["status"].isin(ENDED).groupby([rows["year"] + 1, rows["country"]]).all()
    return set(is_over[is_over].index)


def common_window(tables: Tables, view: View) -> tuple[int, int] | None:
    """The five years that releases and casualties of all countries of the view are compared in.

    Those of the view's years for which most figures are on record, of several the last; a view of five years
    or less is its own window. None where there is no figure.
    """
    years = pd.concat(_yearly(tables, view))[["country", "measure", "year"]]
    counts = years.drop_duplicates().groupby("year").size()
    if counts.empty:
        return None
    first, last = int(counts.index.min()), int(counts.index.max())
    starts = range(first, max(first, last - WINDOW + 1) + 1)
    best = max(
        starts, key=lambda start: (counts[counts.index.to_series().between(*_ends(start))].sum(), start)
    )
    return best, min(best + WINDOW - 1, last)


def _ends(start: int) -> tuple[int, int]:
    return start, start + WINDOW - 1


def measures_by_size(tables: Tables, view: View) -> pd.DataFrame:
    """Land left and released per 1,000 km² of the country, casualties per million inhabitants.

    Released, cleared and suffered are means of the years on record in one window, the same for all countries
    (`common_window`): years says of how many. A country with fewer than LEAST of them has no mean. Land left
    is that of the last day of the view.

    *Columns*: country, measure (first in MEASURES), amount, years (null for what is left), as_of (of what is
    left: the year of the figure), stated (of what is left: its class), size, per_size (null where the amount
    is not on record), records, is_stated. Countries of unknown size are left out.
    """
    facts = tables["country_facts"].rename(columns={"value": "size", "record_id": "size_record"})
    members = pd.DataFrame({"country": pd.Series(view.members, dtype="str")})
    measures = pd.DataFrame(MEASURES, columns=["measure", "indicator", "lot"])
    rows = measures.merge(members, how="cross")
    rows = rows.merge(facts[["indicator", "country", "size", "size_record"]], on=["indicator", "country"])
    amounts = pd.concat([_left(tables, view), *_means(tables, view)])
    rows = rows.merge(amounts, how="left", on=["measure", "country"])
    records = [
        united([ids, (size_record,)]) if isinstance(ids, tuple) else ()
        for ids, size_record in zip(rows["records"], rows["size_record"], strict=True)
    ]
    rows = rows.astype({"amount": float, "size": float}).assign(
        years=pd.to_numeric(rows["years"]).astype("Int64"),
        as_of=pd.to_numeric(rows["as_of"]).astype("Int64"),
        records=records,
        is_stated=False,
    )
    rows = rows.assign(per_size=rows["lot"] * rows["amount"] / rows["size"])
    return rows[
        [
            *("country", "measure", "amount", "years", "as_of", "stated"),
            *("size", "per_size", "records", "is_stated"),
        ]
    ]


def _left(tables: Tables, view: View) -> pd.DataFrame:
    """Land left on the last day of the view; mines and cluster munition remnants are added where of one kind.

    Figures of one class and year are of one kind, else the larger one stands alone.
    """
    rows = view.of(family_statuses(tables, day=view.day), skip=("years",))
    rows = rows[rows["family"].isin(list(SOUGHT))]
    rows = rows.assign(area_km2=rows["area_km2"].mask(rows["status"].isin(ENDED), 0.0)).dropna(
        subset="area_km2"
    )
    rows = rows.assign(stated_in=rows["completed_on"].fillna(rows["as_of"]).dt.year)
    rows = rows.sort_values("area_km2", ascending=False, kind="stable")
    kind = ["stated", "stated_in"]
    is_first = rows[kind].eq(rows.groupby("country")[kind].transform("first")).all(axis=1)
    rows = rows[is_first | rows["area_km2"].eq(0)]
    groups = rows.groupby("country", as_index=False)
    sums = groups.agg(
        amount=("area_km2", "sum"),
        as_of=("stated_in", "first"),
        stated=("stated", "first"),
        records=("records", united),
    )
    return sums.assign(measure="left", years=None)


def _yearly(tables: Tables, view: View) -> list[pd.DataFrame]:
    """The yearly figures of each measure of MEAN: country, year, value, measure, records."""
    figures = across_families(view.of(release_figures(tables)))
    suffered = casualty_years(view.of(tables["casualties"]))
    rows = {
        "released": figures[figures["is_total"]].assign(value=figures["area_km2"]),
        "cleared": figures[figures["method"] == "clearance"].assign(value=figures["area_km2"]),
        "casualties": suffered[suffered["role"] == "stack"].assign(value=suffered["persons"]),
    }
    columns = ["country", "year", "value", "measure", "records"]
    return [part.assign(measure=name)[columns] for name, part in rows.items()]


def _means(tables: Tables, view: View) -> list[pd.DataFrame]:
    """The means of each measure of MEAN over the years of the window."""
    window, parts = common_window(tables, view), []
    if window is None:
        return []
    for rows in _yearly(tables, view):
        groups = rows[rows["year"].between(*window)].groupby(["country", "measure"], as_index=False)
        sums = groups.agg(amount=("value", "sum"), years=("year", "nunique"), records=("records", united))
        sums = sums[sums["years"] >= min(LEAST, window[1] - window[0] + 1)]
        parts.append(sums.assign(amount=sums["amount"] / sums["years"], as_of=None))
    return parts
