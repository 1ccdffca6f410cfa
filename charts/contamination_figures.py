"""Says which area figure a map shows for a unit in a year, and puts it in words; draws nothing.

Which figure stands for a hazard and a year is chosen by `analysis.hazards.best_area`, as in other charts;
here is only for how long it stands, and what ends it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from analysis import hazards
from charts import theme

WINDOW = 5
"""Years after which a figure is no longer shown as the state of a place; completion does not age."""
RIVAL_DAYS = timedelta(days=92)
"""How far apart two figures may be dated and still speak of the same state."""
FAMILIES = {"CMR": "CMR", "AP_MINES": "MINES", "MINES_MIXED": "MINES", "ERW": "ERW", "ALL": "ALL"}
HAZARD_WORDS = {
    "CMR": "cluster munition remnants",
    "AP_MINES": "anti-personnel mines",
    "MINES_MIXED": "mines (anti-personnel and anti-vehicle)",
    "ERW": "explosive remnants of war",
    "ALL": "all explosive hazards",
}
BOTH_WORDS = "mines and cluster munition remnants"
CLASS_WORDS = {
    "CHA+SHA": "confirmed and suspected (CHA + SHA)",
    "summed": "CHA and SHA of one source, added",
    "TOTAL": "estimate of the whole",
    "SHA": "suspected area (SHA) only",
    "CHA": "confirmed area (CHA) only",
}
"""What an area covers, by how it was stated."""
MEASURED = ("CHA+SHA", "summed")
"""Statements whose zero is a declaration that all is cleared."""
WHOLE = (*MEASURED, "TOTAL")
NO_DATA, STALE, NOT_STATED = "no data", "no recent figure", "area not stated"
COMPLETE, NONE_KNOWN = "declared complete", "none reported"
COLOURS = {
    **{label: colour for label, _, _, colour in theme.AREA_CLASSES},
    NOT_STATED: theme.NOT_STATED,
    NONE_KNOWN: theme.NONE_KNOWN,
    COMPLETE: theme.COMPLETE,
    STALE: theme.STALE,
}
"""Classes of a map in the order of its key; "no data" is drawn apart."""


@dataclass(frozen=True)
class AreaFigure:
    """What stands for one unit, hazard and year; no area means contaminated, area not stated."""

    unit: str
    hazard: str
    as_of: pd.Timestamp
    precision: str
    source: str
    basis: str
    category: str | None
    stated: str
    area_km2: float | None
    rivals: tuple[float, ...] = ()


@dataclass(frozen=True)
class Shown:
    """The figure that stands for a unit in a year, and its class on the map."""

    figure: AreaFigure
    label: str


Figures = dict[str, list[AreaFigure]]


def area_figures(contamination: pd.DataFrame, unit: str, area_class: str = "best") -> Figures:
    """The figures that stand for each unit (`country` or `subdivision`), one per hazard and year, by date.

    Args:
        contamination: rows of any part of the table.
        unit: the column that names the unit.
        area_class: "best" takes CHA + SHA, else the estimate of the whole, else a part; or CHA, SHA, TOTAL.
    """
    rows = contamination[contamination[unit].notna()]
    if area_class != "best":
        rows = rows[(rows["area_class"] == area_class) | rows["area_km2"].isna()]
    if rows.empty:
        return {}
    best = hazards.best_area(rows).sort_values(["as_of", "hazard"], kind="stable")
    beside: dict[tuple[str, str], list[Any]] = {}
    for row in rows[rows["as_of"].notna()].itertuples():
        beside.setdefault((getattr(row, unit), row.hazard), []).append(row)
    found: Figures = {}
    for row in best.itertuples():
        name = getattr(row, unit)
        if area_class == "best" and row.area_km2 == 0 and row.stated not in WHOLE:
            continue  # a zero of a part says nothing of the whole
        found.setdefault(name, []).append(_figure(name, row, beside[name, row.hazard]))
    return found


def of_hazard(figures: Figures, hazard: str) -> Figures:
    """The figures that speak of a hazard: mines are one family, "ALL" takes every hazard."""
    wanted = [name for name, family in FAMILIES.items() if hazard == "ALL" or family == FAMILIES[hazard]]
    kept = {unit: [one for one in rows if one.hazard in wanted] for unit, rows in figures.items()}
    return {unit: rows for unit, rows in kept.items() if rows}


def _figure(name: str, row: Any, beside: list[Any]) -> AreaFigure:
    return AreaFigure(
        unit=name,
        hazard=row.hazard,
        as_of=row.as_of,
        precision=row.as_of_precision,
        source=row.source,
        basis=row.basis,
        category=row.category if isinstance(row.category, str) else None,
        stated=row.stated,
        area_km2=None if row.stated == "none" else row.area_km2,
        rivals=_rivals(row, beside),
    )


def _rivals(row: Any, beside: list[Any]) -> tuple[float, ...]:
    """Areas that other sources state of the same hazard, class and time, smallest first."""
    if row.stated == "none":
        return ()
    alike = WHOLE if row.stated in WHOLE else (row.stated,)
    areas = {
        other.source: other.area_km2
        for other in beside
        if other.source != row.source
        and other.area_class in alike
        and abs(other.as_of - row.as_of) <= RIVAL_DAYS
        and abs(other.area_km2 - row.area_km2) > 0.01 * row.area_km2
    }
    return tuple(sorted(areas.values()))


def shown_in(figures: list[AreaFigure], year: int, hazard: str) -> Shown | None:
    """What stands for a unit in a year: the newest figure, unless it is too old or was overtaken."""
    known = [figure for figure in figures if figure.as_of.year <= year]
    closed, open_ = {}, []
    for family in dict.fromkeys(FAMILIES[figure.hazard] for figure in known):
        rows = [figure for figure in known if FAMILIES[figure.hazard] == family]
        found = [figure for figure in rows if figure.area_km2 != 0]
        last = max((figure for figure in rows if figure.area_km2 == 0), key=_newest, default=None)
        if last and all(figure.as_of <= last.as_of for figure in found):
            closed[family] = last
        else:
            open_.append(_standing(found, year))
    end = _end(closed, hazard)
    left = [shown for shown in open_ if not end or shown.figure.as_of > end.as_of]
    if left:
        return min(left, key=lambda one: (_age_rank(one.label), -(one.figure.area_km2 or 0)))
    return Shown(end, NONE_KNOWN if end.stated == "TOTAL" else COMPLETE) if end else None


def _standing(found: list[AreaFigure], year: int) -> Shown:
    """The figure of a family of hazards that is not cleared: a recent area, a recent mention, the last."""
    recent = [figure for figure in found if figure.as_of.year >= year - WINDOW]
    areas = [figure for figure in recent if figure.area_km2 is not None]
    if areas:
        best = min(areas, key=lambda one: (-one.as_of.year, hazards.ORDER[one.stated], -_newest(one)))
        return Shown(best, theme.area_class(best.area_km2)[0])
    last = max(recent or found, key=_newest)
    return Shown(last, NOT_STATED if recent else STALE)


def _newest(figure: AreaFigure) -> float:
    return figure.as_of.timestamp()


def _age_rank(label: str) -> int:
    return {STALE: 2, NOT_STATED: 1}.get(label, 0)


def _end(closed: dict[str, AreaFigure], hazard: str) -> AreaFigure | None:
    """The declaration that ends all of a hazard; all hazards end when mines and cluster munitions have."""
    if hazard != "ALL":
        return closed.get(FAMILIES[hazard])
    both = [closed[family] for family in ("MINES", "CMR") if family in closed]
    return closed.get("ALL") or (max(both, key=_newest) if len(both) == 2 else None)


def date_words(date: pd.Timestamp, precision: str) -> str:
    """A date as precise as it was stated.

    >>> date_words(pd.Timestamp("2019-12-01"), "month")
    'December 2019'
    """
    if pd.isna(date):
        return "date not stated"
    forms = {"year": "{0:%Y}", "month": "{0:%B} {0:%Y}"}
    return forms.get(precision, "{0.day} {0:%B} {0:%Y}").format(date)


def hover(shown: Shown, name: str, titles: dict[str, str], hazard: str) -> str:
    """What the reader sees of a unit's figure: name, area, class, basis, date, rivals, source."""
    figure = shown.figure
    dated = date_words(figure.as_of, figure.precision)
    lines = [f"<b>{theme.plain(name)}</b>", _area_line(shown, hazard)]
    if figure.hazard != hazard and shown.label not in (COMPLETE, NONE_KNOWN):
        lines.append(f"Speaks of {HAZARD_WORDS[figure.hazard]}")
    age = f", more than {WINDOW} years before" if shown.label == STALE else ""
    lines.append(f"{theme.plain(figure.basis).capitalize()}, {dated}{age}")
    if figure.rivals and shown.label != STALE:
        low, high = (theme.number(area) for area in (figure.rivals[0], figure.rivals[-1]))
        span, count = (low if low == high else f"{low} to {high}"), len(figure.rivals)
        lines.append(f"{count} other source{'s' * (count > 1)}: {span}{theme.THIN}km²")
    lines.append(f"Source: {theme.plain(titles.get(figure.source, figure.source))}")
    return "<br>".join(wrapped(line) for line in lines)


def facts(shown: Shown) -> dict[str, Any]:
    """The figure of a unit as columns of a table, for files; what is not stated is left out."""
    figure = shown.figure
    exact = {"year": "%Y", "month": "%Y-%m"}.get(figure.precision, "%Y-%m-%d")
    columns = {
        "class": shown.label,
        "hazard": figure.hazard,
        "area_km2": figure.area_km2,
        "area_class": None if figure.stated == "none" else figure.stated,
        "basis": figure.basis,
        "as_of": figure.as_of.strftime(exact),
        "source": figure.source,
    }
    return {name: value for name, value in columns.items() if value is not None}


def _area_line(shown: Shown, hazard: str) -> str:
    figure = shown.figure
    if figure.area_km2 is None:
        named = f" (the source says: {theme.plain(figure.category)})" if figure.category else ""
        return f"Contaminated, area not stated{named}"
    if shown.label == COMPLETE and figure.stated in MEASURED:
        both = hazard == "ALL" and figure.hazard != "ALL"
        return f"Declared complete: {BOTH_WORDS if both else HAZARD_WORDS[figure.hazard]}"
    none = "None reported: " if shown.label == NONE_KNOWN else ""
    return f"{none}{theme.number(figure.area_km2, 'km²')}, {CLASS_WORDS[figure.stated]}"


def wrapped(line: str, width: int = 46) -> str:
    """A line broken between words so that it fits a narrow screen."""
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
