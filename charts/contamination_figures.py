"""Chooses the one area figure a map shows for a unit and a year and puts it in words; draws nothing."""

import math
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

import pandas as pd

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
    "CHA, SHA": "CHA and SHA of one source, added",
    "TOTAL": "estimate of the whole",
    "SHA": "suspected area (SHA) only",
    "CHA": "confirmed area (CHA) only",
}
"""What an area covers. The order is the choice among figures of one source and date."""
TRUST = {"CHA+SHA": 0, "CHA, SHA": 0, "SHA": 1, "TOTAL": 2, "CHA": 3}
"""The choice among sources of one year: a measured suspected area before an estimate, a part last."""
WHOLE = ("CHA+SHA", "CHA, SHA", "TOTAL")
"""Classes whose zero means that all is cleared."""
NO_DATA, STALE, NOT_STATED, COMPLETE = "no data", "no recent figure", "area not stated", "declared complete"
COLOURS = {
    **{label: colour for label, _, _, colour in theme.AREA_CLASSES},
    NOT_STATED: theme.NOT_STATED,
    COMPLETE: theme.COMPLETE,
    STALE: theme.NO_DATA,
}
"""Classes of a map in the order of its key; "no data" is drawn apart."""


@dataclass(frozen=True)
class AreaFigure:
    """What one source states of one unit at one date; no area means contaminated, area not stated."""

    unit: str
    hazard: str
    as_of: pd.Timestamp
    precision: str
    source: str
    category: str | None
    preferred: bool
    chosen: str | None
    area_km2: float | None


@dataclass(frozen=True)
class Shown:
    """The figure that stands for a unit in a year, its class on the map and what other sources say."""

    figure: AreaFigure
    label: str
    rivals: tuple[float, ...] = ()


def area_figures(
    contamination: pd.DataFrame, unit: str, hazard: str, area_class: str = "best"
) -> dict[str, list[AreaFigure]]:
    """All figures of each unit (`country` or `subdivision`) that speak of a hazard."""
    hazards = [
        name for name, family in FAMILIES.items() if hazard in ("ALL", name) or family == FAMILIES[hazard]
    ]
    rows = contamination[
        contamination[unit].notna()
        & contamination["as_of"].notna()
        & contamination["hazard"].isin(hazards)
        & (contamination["scope"] != "subset")
    ]
    found: dict[str, list[AreaFigure]] = {}
    keys = ["as_of", "hazard", "source"]
    for name, group in rows.groupby(unit, sort=False):
        stated = sorted(
            group.itertuples(), key=lambda row: (row.as_of, row.hazard, row.source, not row.preferred)
        )
        for _, same in groupby(stated, key=lambda row: tuple(getattr(row, key) for key in keys)):
            figure = _figure(name, list(same), area_class)
            if figure:
                found.setdefault(name, []).append(figure)
    return found


def _figure(unit: str, rows: list, area_class: str) -> AreaFigure | None:
    """One figure from the rows of one source, hazard and date; a zero of a part says nothing of the whole."""
    areas = {row.area_class: row.area_km2 for row in reversed(rows) if not math.isnan(row.area_km2)}
    if "CHA" in areas and "SHA" in areas:
        areas["CHA, SHA"] = areas["CHA"] + areas["SHA"]
    wanted = list(CLASS_WORDS) if area_class == "best" else [area_class]
    chosen = next((name for name in wanted if name in areas), None)
    if areas and (chosen is None or (area_class == "best" and areas[chosen] == 0 and chosen not in WHOLE)):
        return None
    head = rows[0]
    return AreaFigure(
        unit=unit,
        hazard=head.hazard,
        as_of=head.as_of,
        precision=head.as_of_precision,
        source=head.source,
        category=head.category if isinstance(head.category, str) else None,
        preferred=any(row.preferred for row in rows),
        chosen=chosen,
        area_km2=areas[chosen] if chosen else None,
    )


def shown_in(figures: list[AreaFigure], year: int, hazard: str) -> Shown | None:
    """What stands for a unit in a year: the newest figure, unless it is too old or was overtaken."""
    known = [figure for figure in figures if figure.as_of.year <= year]
    closed, open_ = {}, []
    for family in dict.fromkeys(FAMILIES[figure.hazard] for figure in known):
        rows = [figure for figure in known if FAMILIES[figure.hazard] == family]
        found = [figure for figure in rows if figure.area_km2 != 0]
        zeros = [figure for figure in rows if figure.area_km2 == 0]
        last = max(zeros, key=_newest, default=None)
        if last and all(figure.as_of <= last.as_of for figure in found):
            closed[family] = last
        else:
            open_.append(_standing(found, year))
    end = _end(closed, hazard)
    left = [shown for shown in open_ if not end or shown.figure.as_of > end.as_of]
    if left:
        shown = min(left, key=lambda one: (_age_rank(one.label), -(one.figure.area_km2 or 0)))
        return Shown(shown.figure, shown.label, _rivals(shown, known))
    return Shown(end, COMPLETE) if end else None


def _standing(found: list[AreaFigure], year: int) -> Shown:
    """The figure of a family of hazards that is not cleared: a recent area, a recent mention, the last."""
    recent = [figure for figure in found if figure.as_of.year >= year - WINDOW]
    areas = [figure for figure in recent if figure.area_km2 is not None]
    if areas:
        best = min(areas, key=lambda one: (-one.as_of.year, TRUST[one.chosen or "CHA"], *_newest(one, -1)))
        return Shown(best, theme.area_class(best.area_km2)[0])
    last = max(recent or found, key=_newest)
    return Shown(last, NOT_STATED if recent else STALE)


def _newest(figure: AreaFigure, sign: int = 1) -> tuple[float, int]:
    return sign * figure.as_of.timestamp(), sign * figure.preferred


def _age_rank(label: str) -> int:
    return {STALE: 2, NOT_STATED: 1}.get(label, 0)


def _end(closed: dict[str, AreaFigure], hazard: str) -> AreaFigure | None:
    """The declaration that ends all of a hazard; all hazards end when mines and cluster munitions have."""
    if hazard != "ALL":
        return closed.get(FAMILIES[hazard])
    both = [closed[family] for family in ("MINES", "CMR") if family in closed]
    return closed.get("ALL") or (max(both, key=_newest) if len(both) == 2 else None)


def _rivals(shown: Shown, known: list[AreaFigure]) -> tuple[float, ...]:
    """Areas that other sources state of the same hazard, class and time, smallest first."""
    one = shown.figure
    if one.area_km2 is None or shown.label == STALE:
        return ()
    alike = (one.chosen, *WHOLE) if one.chosen in WHOLE else (one.chosen,)
    areas = {
        other.source: other.area_km2
        for other in known
        if other.source != one.source
        and other.hazard == one.hazard
        and other.chosen in alike
        and abs(other.as_of - one.as_of) <= RIVAL_DAYS
        and other.area_km2 is not None
        and abs(other.area_km2 - one.area_km2) > 0.01 * one.area_km2
    }
    return tuple(sorted(areas.values()))


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
    """What the reader sees of a unit's figure: name, area, class, date, rivals, source."""
    figure = shown.figure
    dated = date_words(figure.as_of, figure.precision)
    lines = [f"<b>{theme.plain(name)}</b>", _area_line(figure, hazard)]
    if figure.hazard != hazard and shown.label != COMPLETE:
        lines.append(f"Speaks of {HAZARD_WORDS[figure.hazard]}")
    stale = shown.label == STALE
    lines.append(f"Last figure: {dated}, more than {WINDOW} years before" if stale else f"Figure of {dated}")
    if shown.rivals:
        low, high = (theme.number(area) for area in (shown.rivals[0], shown.rivals[-1]))
        span, count = (low if low == high else f"{low} to {high}"), len(shown.rivals)
        lines.append(f"{count} other source{'s' * (count > 1)}: {span}{theme.THIN}km²")
    lines.append(theme.plain(titles.get(figure.source, figure.source)))
    return "<br>".join(wrapped(line) for line in lines)


def _area_line(figure: AreaFigure, hazard: str) -> str:
    if figure.area_km2 is None:
        named = f" (the source says: {theme.plain(figure.category)})" if figure.category else ""
        return f"Contaminated, area not stated{named}"
    if figure.area_km2 == 0 and figure.chosen in WHOLE:
        both = hazard == "ALL" and figure.hazard != "ALL"
        return f"Declared complete: {BOTH_WORDS if both else HAZARD_WORDS[figure.hazard]}"
    return f"{theme.number(figure.area_km2, 'km²')}: {CLASS_WORDS[figure.chosen or 'TOTAL']}"


def wrapped(line: str, width: int = 46) -> str:
    """A line broken between words so that it fits a narrow screen."""
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
