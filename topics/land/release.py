"""Land released and items destroyed in a year, by method and in all; periods and other counts apart.

One rule of methods: an area that was released says its method, or it is the total release of a hazard in a
state and year. A total is on record where one source prints it, or prints all methods; figures of different
methods are never added otherwise. Source of the methods: IMAS 07.11.
"""

import pandas as pd

from topics.tables import Tables, united, with_records
from topics.vocabulary.hazards import ITEMS, families

METHODS = ("clearance", "technical_survey", "non_technical_survey")
"""Methods that add up to a total release."""
TOTAL, REST = "total_released", "not_split"
COVERS = {method: {method} for method in METHODS} | {
    "certified": {"clearance", "technical_survey"},
    "survey": {"technical_survey", "non_technical_survey"},
    TOTAL: set(METHODS),
}
"""The methods that a figure adds."""
ORDER = (*COVERS, REST)
FIGURE = ["country", "family", "year"]
STATEMENT = [*FIGURE, "hazard", "source"]
"""What one source says of one count of hazards in one year."""
CLOSE = 0.01
"""Two figures say the same where they differ by no more than this share."""
WHOLE_COUNTRY = ("national", "partial_year")
PART = ("subnational", "subset")
COLUMNS = [*FIGURE, "hazard", "method", "methods", "area_km2", "is_total"]
COLUMNS += ["basis", "source", "locator", "note", "records", "is_stated"]


def single_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about one whole year of a whole country or of the world, with `year`."""
    rows = rows[rows["scope"].eq("national") & rows["year_from"].eq(rows["year_to"])]
    return rows.assign(year=rows["year_to"].astype("int64"))


def spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are not a year of a country: several years, a part of a year, or a part of the country."""
    is_year = rows["scope"].eq("national") & rows["year_from"].eq(rows["year_to"])
    rows = rows[~is_year & rows["scope"].ne("survey_coverage")]
    return rows.sort_values(["country", "year_to", "year_from"], ignore_index=True)


def country_spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Of `spans` the preferred rows about a whole country: several years or a part of a year."""
    rows = spans(rows)
    return rows[rows["scope"].isin(WHOLE_COUNTRY) & rows["preferred"]].reset_index(drop=True)


def release_by_method(tables: Tables) -> pd.DataFrame:
    """Areas released per country, family of hazards, year and method.

    The rows of a stack are of one hazard and of one source, so that nothing is counted twice: a source from
    which the total is known before others, all mines before anti-personnel mines alone, then the one that
    splits the year furthest. Where a printed total is larger than the methods beside it, the rest stands in
    the stack as `not_split`. What else is stated is a rival, unless it says the same.

    *Columns*: those of clearance, family, year, role (stack, rival), is_total (all methods of this hazard and
    year are known from this source), of_total (ids of the printed total), records, is_stated.
    """
    return tables.derive(_release_by_method)


def _release_by_method(tables: Tables) -> pd.DataFrame:
    rows = single_years(with_records(tables["clearance"])).dropna(subset="area_km2")
    rows = rows.assign(family=rows["hazard"].map(families(tables)), is_wide=rows["hazard"].ne("AP_MINES"))
    rows = rows.sort_values("preferred", ascending=False, kind="stable")
    statements = [_statement(part) for _, part in rows.groupby(STATEMENT)]
    if not statements:
        return rows.assign(role=None, is_total=False, of_total=None).drop(columns="is_wide")
    rows = pd.concat(statements, ignore_index=True)
    by = [*FIGURE, "is_total", "is_wide", "parts", "preferred", "size", "source"]
    rows = rows.sort_values(by, ascending=[True] * 3 + [False] * 5 + [True], kind="stable")
    choice = ["hazard", "source"]
    is_best = rows[choice].eq(first_values(rows, FIGURE, choice)).all(axis=1)
    is_drawn = is_best & rows["is_part"]
    rows = rows.assign(role=is_drawn.map({True: "stack", False: "rival"}))
    rows = rows[is_drawn | ~(rows["method"].eq(REST) | _repeats(rows))]
    return rows.drop(columns=["is_wide", "is_part", "parts", "size"]).reset_index(drop=True)


def _statement(rows: pd.DataFrame) -> pd.DataFrame:
    """One statement with what of it may be added: `is_part`; `parts` counts these, `size` is their sum.

    The finest methods are parts, two together only where neither is stated alone. A printed total is a part
    where nothing else is stated, or where the methods beside it come to more.
    """
    first = rows[~rows.duplicated("method")]
    parts: list[str] = []
    covered: set[str] = set()
    for method in COVERS:
        if method != TOTAL and method in set(first["method"]) and not covered & COVERS[method]:
            parts.append(method)
            covered |= COVERS[method]
    total, areas = first[first["method"] == TOTAL], first[first["method"].isin(parts)]
    is_total, missing = covered == set(METHODS), 0.0
    if len(total) and not is_total:
        printed = float(total["area_km2"].iloc[0])
        is_total, missing = True, printed - float(areas["area_km2"].sum())
        if not parts or missing < -_rounding(printed):
            parts, missing = [TOTAL], 0.0
        rows = pd.concat([rows, _unsplit(total, areas, missing)]) if missing > _rounding(printed) else rows
    is_part = rows["method"].isin([*parts, REST]) & ~rows.duplicated("method")
    of_total, size = [united(total["records"])] * len(rows), float(rows.loc[is_part, "area_km2"].sum())
    return rows.assign(is_part=is_part, is_total=is_total, of_total=of_total, parts=len(parts), size=size)


def _rounding(printed: float) -> float:
    """By how much a printed total may differ from its parts: half of its last digit, at least CLOSE of it.

    >>> _rounding(1.1), _rounding(285.0)
    (0.05, 2.85)
    """
    digits = 0 if printed.is_integer() else len(repr(printed).split(".")[1])
    return max(0.5 / 10**digits, CLOSE * printed)


def _unsplit(total: pd.DataFrame, parts: pd.DataFrame, area: float) -> pd.DataFrame:
    """What a printed total has beyond the methods that stand beside it, as a row."""
    records = [united([*total["records"], *parts["records"]])]
    row = total.assign(method=REST, area_km2=area, basis="computed", preferred=True, is_stated=False)
    return row.assign(records=records, **dict.fromkeys(ITEMS))


def _repeats(rows: pd.DataFrame) -> pd.Series:
    """Which rows say what the stack says: its area by the same method, or by the methods it adds."""
    stack = rows[rows["role"] == "stack"]
    areas = {
        key: dict(zip(part["method"], part["area_km2"], strict=True)) for key, part in stack.groupby(FIGURE)
    }
    keys = zip(*(rows[name] for name in FIGURE), strict=True)
    drawn = [
        _drawn(areas[key], method) if key in areas else float("nan")
        for key, method in zip(keys, rows["method"], strict=True)
    ]
    same = pd.Series(drawn, rows.index)
    return (rows["area_km2"] - same).abs() <= CLOSE * same.clip(lower=CLOSE)


def _drawn(areas: dict[str, float], method: str) -> float:
    """The area that a stack has of a method, or of methods together; not a number where it has not all."""
    if method == TOTAL:
        return sum(areas.values())
    wanted = COVERS.get(method, set())
    parts = [name for name in areas if COVERS.get(name, set(METHODS)) <= wanted]
    covered = set().union(*(COVERS[name] for name in parts))
    return sum(areas[name] for name in parts) if covered == wanted else float("nan")


def release_figures(tables: Tables) -> pd.DataFrame:
    """Every figure of a released area that may be compared and added: one per method, and the total.

    A row for each country, family, year and method; `total_released` is the total release. Only rows of one
    method may be added. The area of a method is that of the stack, else the best figure of another source.

    *Columns*: COLUMNS; methods are the codes that a total adds, is_total whether it is one.
    """
    return tables.derive(_release_figures)


def _release_figures(tables: Tables) -> pd.DataFrame:
    rows = release_by_method(tables)
    single = rows[~rows["method"].isin([TOTAL, REST])]
    single = single.assign(is_drawn=single["role"].eq("stack"), is_wide=single["hazard"].ne("AP_MINES"))
    single = single.sort_values(["is_drawn", "is_wide", "preferred"], ascending=False, kind="stable")
    single = single.drop_duplicates([*FIGURE, "method"])
    single = single.assign(methods=single["method"], is_total=False)
    both = pd.concat([_totals(rows), single[COLUMNS]], ignore_index=True)
    return both.sort_values([*FIGURE, "is_total"], ascending=[True] * 3 + [False], ignore_index=True)


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    """The total release of each country, family and year of which all methods are known."""
    rows = rows[rows["role"].eq("stack") & rows["is_total"]]
    rows = rows.assign(both=rows["records"] + rows["of_total"])
    first = {name: (name, "first") for name in ("hazard", "basis", "source", "locator", "note")}
    sums = rows.groupby(FIGURE, as_index=False).agg(
        area_km2=("area_km2", "sum"),
        methods=("method", lambda methods: ", ".join(code for code in ORDER if code in {*methods})),
        records=("both", united),
        **first,
    )
    is_stated = sums["methods"].eq(TOTAL)
    basis = sums["basis"].where(is_stated, "computed")
    return sums.assign(method=TOTAL, is_total=True, is_stated=is_stated, basis=basis)[COLUMNS]


def released(tables: Tables) -> pd.DataFrame:
    """The total release per country, family and year; years of which one method is missing are left out.

    *Columns*: COLUMNS.
    """
    rows = release_figures(tables)
    return rows[rows["is_total"]].reset_index(drop=True)


def cleared(tables: Tables) -> pd.DataFrame:
    """The area cleared per country, family and year, whatever else was released.

    *Columns*: COLUMNS.
    """
    rows = release_figures(tables)
    return rows[rows["method"] == "clearance"].reset_index(drop=True)


def across_families(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is counted together for all hazards where the year has figures per hazard.

    Mines, cluster munition remnants and other remnants lie on different land and may be added; a count of all
    of them may not be added to them. Rows with a role become rivals; without one, methods are told apart.
    """
    key = ["country", "year"] if "role" in rows else ["country", "year", "method"]
    years = pd.MultiIndex.from_frame(rows[key])
    is_joint = rows["family"].eq("ALL") & years.isin(years[rows["family"].ne("ALL")])
    if "role" not in rows:
        return rows[~is_joint]
    return rows.assign(role=rows["role"].mask(is_joint, "rival"))


def items_destroyed(clearance: pd.DataFrame) -> pd.DataFrame:
    """Items destroyed per country, year and kind: the preferred and largest count; others are rivals.

    Counts of one year are never added: sources repeat the same items by hazard and by method.

    *Columns*: those of clearance without the counts, year, ordnance (a key of ITEMS), destroyed, role (stack,
    rival), records, is_stated.
    """
    rows = single_years(with_records(clearance))
    others = [name for name in rows if name not in ITEMS]
    rows = rows.melt(others, list(ITEMS), "ordnance", "destroyed").dropna(subset="destroyed")
    key = ["country", "year", "ordnance"]
    rows = with_roles(rows, key, ["preferred", "destroyed"])
    return rows.drop_duplicates([*key, "destroyed"]).reset_index(drop=True)


def with_roles(rows: pd.DataFrame, key: list[str], best: list[str]) -> pd.DataFrame:
    """Rows by their key with `role`: the first of each key is drawn (stack), the others are rivals.

    Those come first for which the columns of `best` are true, or larger.
    """
    ascending = [True] * len(key) + [False] * len(best)
    rows = rows.sort_values([*key, *best], ascending=ascending, kind="stable")
    return rows.assign(role=rows.duplicated(key).map({False: "stack", True: "rival"}))


def first_values(rows: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """For each row the values of the first row that has the same key."""
    firsts = rows.drop_duplicates(key)[[*key, *columns]]
    return rows[key].merge(firsts, how="left", on=key).set_axis(rows.index)[columns]
