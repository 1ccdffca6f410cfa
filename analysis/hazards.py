"""Selects contamination figures and clearance deadlines: what is left, what is complete, what is due."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.once import once

FAMILIES = {
    "MINES": "mines",
    "CMR": "cluster munition remnants",
    "ERW": "other explosive remnants",
    "ALL": "all hazards counted together",
}
"""Hazards that are compared with each other: mines are counted with or without anti-vehicle mines."""
STATED = {
    "CHA+SHA": "CHA + SHA",
    "summed": "CHA and SHA summed",
    "TOTAL": "total estimate",
    "CHA": "CHA only",
    "SHA": "SHA only",
    "none": "area not stated",
}
"""How the best area of a year was stated, in words."""
ROLES = {
    "line": "preferred",
    "further": "further or rival",
    "stack": "drawn",
    "rival": "rival, never added",
}
"""What a row is in a chart, in words."""
ORDER = {"CHA+SHA": 0, "summed": 0, "TOTAL": 1, "CHA": 2, "SHA": 2, "none": 3}
MOST_NAMED = 16
"""Countries without any figure that are still named one by one."""
PLACE_YEAR = ["country", "subdivision", "hazard", "year"]
STATEMENT = ["country", "subdivision", "hazard", "as_of", "source"]
DUTIES = {
    ("CCM", "4"): ("clearance", "CMR"),
    ("APMBC", "5"): ("clearance", "MINES"),
    ("CCM", "3"): ("stockpiles", "CMR"),
    ("APMBC", "4"): ("stockpiles", "MINES"),
}
"""What an article of a treaty asks for, and for which hazards."""


def family(hazard: pd.Series) -> pd.Series:
    """The hazard family of each hazard code.

    >>> family(pd.Series(["AP_MINES", "CMR"])).tolist()
    ['MINES', 'CMR']
    """
    return hazard.replace({"AP_MINES": "MINES", "MINES_MIXED": "MINES"})


def best_area(contamination: pd.DataFrame) -> pd.DataFrame:
    """The one area that stands for each place, hazard and year.

    CHA and SHA together, as one source states or adds up to, come before a total estimate, and that before
    one of the two alone; then the preferred row, then the later date. Rows without a date and rows about a
    part of a place are left out.

    Columns: those of contamination, year, stated (a key of STATED).
    """
    return once(_best_area, contamination)


def _best_area(contamination: pd.DataFrame) -> pd.DataFrame:
    rows = contamination[contamination["as_of"].notna() & contamination["scope"].ne("subset")]
    rows = rows.assign(stated=rows["area_class"].where(rows["area_km2"].notna(), "none"))
    rows = pd.concat([rows, _sums(rows)], ignore_index=True)
    rows = rows.assign(year=rows["as_of"].dt.year, order=rows["stated"].map(ORDER).astype(float))
    by = ["order", "preferred", "as_of", "stated"]
    rows = rows.sort_values(by, ascending=[True, False, False, True], kind="stable")
    rows = rows.drop_duplicates(PLACE_YEAR).drop(columns="order")
    return rows.sort_values(PLACE_YEAR).reset_index(drop=True)


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    """CHA and SHA of one source, date and place, added."""
    known = rows[rows["area_km2"].notna()].sort_values("preferred", ascending=False, kind="stable")
    confirmed, suspected = (known[known["area_class"] == name] for name in ("CHA", "SHA"))
    suspected = suspected.drop_duplicates(STATEMENT)[[*STATEMENT, "area_km2", "areas", "preferred"]]
    both = confirmed.drop_duplicates(STATEMENT).merge(suspected, on=STATEMENT, suffixes=("", "_sha"))
    parts = [
        f"CHA {cha:g} km² and SHA {sha:g} km²"
        for cha, sha in zip(both["area_km2"], both["area_km2_sha"], strict=True)
    ]
    return both.assign(
        area_km2=(both["area_km2"] + both["area_km2_sha"]).round(6),
        areas=both["areas"] + both["areas_sha"],
        preferred=both["preferred"] & both["preferred_sha"],
        area_class="CHA+SHA",
        stated="summed",
        basis="computed",
        note=parts,
    )[rows.columns]


def national(contamination: pd.DataFrame) -> pd.DataFrame:
    """Rows about a whole country."""
    return contamination[contamination["subdivision"].isna() & contamination["scope"].eq("national")]


def area_series(contamination: pd.DataFrame, area_class: str = "best") -> pd.DataFrame:
    """National areas over time: one line per country and family, and the readings beside it.

    A line follows the hazard code that has figures for most years; a declaration of completion ends it,
    whichever code it speaks of.

    Args:
        contamination: the table or a part of it.
        area_class: best, CHA, SHA or TOTAL.

    Columns: those of best_area, family, at (the day to draw), complete, role (line, further).
    """
    return once(_area_series, contamination, area_class)


def _area_series(contamination: pd.DataFrame, area_class: str) -> pd.DataFrame:
    rows = national(contamination)
    rows = rows[rows["as_of"].notna() & rows["area_km2"].notna()]
    if area_class != "best":
        rows = rows[(rows["area_class"] == area_class) | _zero(rows)]
    best = _described(best_area(rows))
    keep = best["hazard"].eq(_main_hazard(best)) | best["complete"]
    line = best[keep].sort_values(["as_of", "complete"]).assign(role="line")
    other = pd.concat([_described(_as_stated(rows)), best[~keep]], ignore_index=True)
    series = pd.concat([line, other[_beside(other, line)].assign(role="further")], ignore_index=True)
    same = ["country", "family", "hazard", "as_of", "area_km2", "area_class", "source"]
    series = series.drop_duplicates(same).assign(role=series["role"].fillna("further"))
    return series.sort_values(["family", "country", "at"], kind="stable").reset_index(drop=True)


def _as_stated(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(year=rows["as_of"].dt.year, stated=rows["area_class"])


def _described(rows: pd.DataFrame) -> pd.DataFrame:
    """Add family, the day to draw (the middle of a year or month of which no day is known) and complete."""
    middle = rows["as_of_precision"].map({"year": 181, "month": 14}).fillna(0).astype("int64")
    at = rows["as_of"] + pd.to_timedelta(middle, unit="D")
    return rows.assign(family=family(rows["hazard"]), at=at, complete=_complete(rows))


def _beside(rows: pd.DataFrame, line: pd.DataFrame) -> pd.Series:
    """Which rows say something that the line does not: rivals, not the halves of a sum or a copy."""
    keys = ["country", "hazard", "year"]
    drawn = line.drop_duplicates(keys).set_index(keys)
    found = drawn.reindex(pd.MultiIndex.from_frame(rows[keys]))
    half = found["area_class"].eq("CHA+SHA").to_numpy() & rows["area_class"].isin(["CHA", "SHA"])
    same = found["area_km2"].to_numpy() == rows["area_km2"].to_numpy()
    return ~(half | same)


def _main_hazard(best: pd.DataFrame) -> pd.Series:
    """The hazard code with figures for most years, for each row's country and family."""
    groups = best.groupby(["country", "family", "hazard"])["year"].agg(["count", "max"]).reset_index()
    groups = groups.sort_values(["count", "max"]).drop_duplicates(["country", "family"], keep="last")
    found = groups.set_index(["country", "family"])["hazard"]
    return found.reindex(pd.MultiIndex.from_frame(best[["country", "family"]])).set_axis(best.index)


def _zero(rows: pd.DataFrame) -> pd.Series:
    return rows["area_km2"].eq(0)


def _complete(rows: pd.DataFrame) -> pd.Series:
    """A zero that is more than an estimate: confirmed or suspected areas are gone."""
    return _zero(rows) & rows["area_class"].ne("TOTAL")


def area_left(contamination: pd.DataFrame) -> pd.DataFrame:
    """The latest national area of each country and hazard family.

    Columns: those of area_series.
    """
    line = area_series(contamination).query("role == 'line'")
    latest = line.drop_duplicates(["country", "family"], keep="last")
    return latest.sort_values(["family", "area_km2"], ascending=[True, False]).reset_index(drop=True)


def latest_figures(contamination: pd.DataFrame) -> pd.DataFrame:
    """The areas of `area_left`, without counts of all hazards that later counts by hazard replace."""
    left = area_left(contamination)
    apart = left[left["family"].isin(["MINES", "CMR"])].groupby("country")["as_of"].max()
    replaced = left["family"].eq("ALL") & (apart.reindex(left["country"]).to_numpy() >= left["as_of"])
    return left[~replaced].reset_index(drop=True)


def split_areas(contamination: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """The rows of `area_left` with CHA and SHA as rows of their own where the source states them.

    Columns: those of area_left, part (CHA, SHA, CHA+SHA, TOTAL), place (the row in `left` within its family).
    """
    left = left.assign(place=left.groupby("family").cumcount(), part=left["area_class"])
    parts = national(contamination)
    parts = parts[parts["area_class"].isin(["CHA", "SHA"]) & parts["area_km2"].gt(0)]
    parts = parts.sort_values("preferred", ascending=False, kind="stable")
    keys = ["country", "hazard", "as_of", "source"]
    parts = parts.drop_duplicates([*keys, "area_class"])[[*keys, "area_class", "area_km2"]]
    whole = left[left["area_class"] == "CHA+SHA"].drop(columns=["area_km2", "part"])
    apart = whole.merge(parts.rename(columns={"area_class": "part"}), on=keys)
    apart = apart.assign(stated=apart["part"], area_class=apart["part"])
    done = pd.MultiIndex.from_frame(apart[["country", "family"]])
    rest = left[~pd.MultiIndex.from_frame(left[["country", "family"]]).isin(done)]
    return pd.concat([rest, apart], ignore_index=True)


def states_left(contamination: pd.DataFrame) -> pd.DataFrame:
    """Countries whose latest word on mines or cluster munition remnants is that there are some.

    A country may be listed as contaminated without an area. Columns: those of best_area, family.
    """
    rows = national(contamination)
    rows = rows[rows["area_km2"].notna() | rows["category"].notna()]
    rows = rows[family(rows["hazard"]).isin(["MINES", "CMR"])]
    latest = _described(best_area(rows)).sort_values(["as_of", "complete"], kind="stable")
    latest = latest.drop_duplicates(["country", "family"], keep="last")
    areas = area_left(rows)
    left = pd.concat([areas, latest]).drop_duplicates(["country", "family"])
    ended = latest[_zero(latest)].merge(left[["country", "family"]])
    gone = pd.MultiIndex.from_frame(ended[["country", "family"]])
    left = left[~pd.MultiIndex.from_frame(left[["country", "family"]]).isin(gone) & ~_zero(left)]
    return left.sort_values(["family", "country"]).reset_index(drop=True)


def completed_states(contamination: pd.DataFrame, obligations: pd.DataFrame) -> pd.DataFrame:
    """Countries that have declared a hazard family cleared, by date.

    The date is that of the obligation where one is on record, else of the area that became zero.

    Columns: country, family, completed_on, completed_on_precision, source, locator, basis, note.
    """
    met = obligations[obligations["completed_on"].notna()].assign(dated=obligations["deadline"].notna())
    duties = pd.MultiIndex.from_frame(met[["treaty", "article"]]).map(lambda pair: DUTIES.get(pair, ("", "")))
    met = met.assign(duty=[duty for duty, _ in duties], family=[name for _, name in duties])
    met = met[met["duty"] == "clearance"].sort_values(["preferred", "dated"], ascending=False, kind="stable")
    zero = national(contamination)
    zero = zero[_complete(zero)]
    zero = (
        zero.assign(family=family(zero["hazard"]))
        .sort_values("as_of")
        .rename(columns={"as_of": "completed_on", "as_of_precision": "completed_on_precision"})
    )
    columns = ["country", "family", "completed_on", "completed_on_precision"]
    columns += ["source", "locator", "basis", "note"]
    rows = pd.concat([met[columns], zero[columns]], ignore_index=True)
    return rows.drop_duplicates(["country", "family"]).sort_values("completed_on").reset_index(drop=True)


def places_without_area(contamination: pd.DataFrame) -> pd.DataFrame:
    """Rows that name a place or a country as contaminated and state no area, newest first."""
    rows = contamination[contamination["area_km2"].isna()]
    return rows.sort_values(["country", "as_of"], ascending=[True, False]).reset_index(drop=True)


def with_places(contamination: pd.DataFrame, subdivisions: pd.DataFrame) -> pd.DataFrame:
    """Add the name of each place; it is empty where a row is about the whole country."""
    known = subdivisions.set_index("subdivision")["name"]
    return contamination.assign(place=contamination["subdivision"].map(known))


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with words for the codes that only these selections use, for a reader's table."""
    words = {"family": FAMILIES, "stated": STATED, "role": ROLES}
    return rows.assign(**{name: rows[name].replace(words[name]) for name in words if name in rows})


def of_hazard(obligations: pd.DataFrame, hazard: str) -> pd.DataFrame:
    """The obligations of the treaty that speaks of a hazard: CMR, AP_MINES, or ALL for both."""
    treaty = {"CMR": "CCM", "AP_MINES": "APMBC"}.get(hazard)
    return obligations[obligations["treaty"] == treaty] if treaty else obligations


def deadlines(obligations: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """How each obligation stands: one row per country, treaty and article.

    Columns: country, treaty, article, duty, family, original, deadline (the latest on record),
    deadline_precision, extensions (granted), completed_on, completed_on_precision, state, source, locator,
    basis, note.
    """
    return once(_deadlines, obligations, pd.Timestamp(today))


def _deadlines(obligations: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    keys = ["country", "treaty", "article"]
    duties: dict[tuple, list[dict]] = {}
    for row in obligations.sort_values([*keys, "preferred", "deadline"], kind="stable").to_dict("records"):
        duties.setdefault(tuple(row[key] for key in keys), []).append(row)
    columns = [*keys, "duty", "family", "original", "deadline", "deadline_precision", "extensions"]
    columns += ["completed_on", "completed_on_precision", "state", "source", "locator", "basis", "note"]
    return pd.DataFrame([_standing(rows, today) for rows in duties.values()], columns=columns)


def _standing(rows: list[dict], today: pd.Timestamp) -> dict:
    """One obligation: its first and last deadline, its completion and its state."""
    dated = [row for row in rows if pd.notna(row["deadline"]) and row["status"] != "requested"]
    met = [row for row in rows if pd.notna(row["completed_on"])]
    met = [row for row in met if pd.notna(row["deadline"])] or met
    first = [row["deadline"] for row in dated if row["kind"] == "original"]
    latest = sorted(dated, key=lambda row: row["deadline"])
    stands = (met or latest or rows)[-1]
    duty, name = DUTIES.get((stands["treaty"], stands["article"]), ("other", "ALL"))
    deadline = latest[-1]["deadline"] if latest else pd.NaT
    return stands | {
        "duty": duty,
        "family": name,
        "original": first[-1] if first else pd.NaT,
        "deadline": deadline,
        "extensions": len({row["deadline"] for row in dated if row["kind"] == "extension"}),
        "state": _state({row["status"] for row in rows}, bool(met), deadline, today),
    }


def _state(said: set[str], is_met: bool, deadline: pd.Timestamp, today: pd.Timestamp) -> str:
    if is_met:
        return "completed"
    if "missed" in said:
        return "missed"
    if pd.notna(deadline) and deadline >= today:
        return "in force"
    if "requested" in said:
        return "requested"
    return "no date" if pd.isna(deadline) else "passed"


def next_deadlines(obligations: pd.DataFrame, today: pd.Timestamp, duty: str = "clearance") -> pd.DataFrame:
    """Deadlines still ahead, soonest first.

    Args:
        obligations: the table or a part of it.
        today: the day to stand at.
        duty: clearance, stockpiles or all.
    """
    rows = deadlines(obligations, today)
    ahead = rows[(rows["state"] == "in force") & (rows["duty"].eq(duty) | (duty == "all"))]
    return ahead.sort_values("deadline", kind="stable").reset_index(drop=True)


def silent_years(years: Iterable[float]) -> list[int]:
    """Years without a figure between the first and the last that have one.

    >>> silent_years([2005, 2006, 2009])
    [2007, 2008]
    """
    known = {int(year) for year in years if pd.notna(year)}
    return [year for year in range(min(known), max(known)) if year not in known] if known else []


def with_breaks(line: pd.DataFrame) -> pd.DataFrame:
    """A line of areas (columns at, area_km2) with an empty row at each silence, so that it stops there."""
    silent = line["at"].dt.year.diff() > 1
    breaks = line[silent].assign(area_km2=float("nan"), at=line.loc[silent, "at"] - pd.Timedelta(days=1))
    return pd.concat([line, breaks]).sort_values("at", kind="stable")


def silences(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The years without a figure between the first and the last, in words, by country and hazard family.

    Args:
        rows: figures with country and year, and family where families are told apart.
        names: of countries.
    """
    said: dict[str, list[str]] = {}
    keys = ["country", "family"] if "family" in rows else ["country"]
    for (country, *rest), part in rows.groupby(keys, sort=True):
        years = years_in_words(silent_years(part["year"]))
        if years:
            about = f"{FAMILIES[rest[0]]} {years}" if rest else years
            said.setdefault(names.get(country, country), []).append(about)
    text = ". ".join(f"{name}: {'; '.join(parts)}" for name, parts in said.items())
    return f"No figure for the years between: {text}." if text else ""


def without_figure(rows: pd.DataFrame, members: Iterable[str], names: Mapping[str, str]) -> str:
    """The countries that have no figure at all, in words."""
    known = set(rows["country"])
    missing = [names.get(code, code) for code in members if code not in known]
    if len(missing) > MOST_NAMED:
        return f"No figure at all for {len(missing)} countries."
    return f"No figure at all: {', '.join(missing)}." if missing else ""


def years_in_words(years: Iterable[int]) -> str:
    """Years as a reader says them.

    >>> years_in_words([2007, 2010, 2011, 2012])
    '2007, 2010–2012'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
