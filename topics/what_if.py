"""Composes land and money: what more teams, better survey or more money would change from today on."""

import math

import pandas as pd

from topics.costs import cost_range
from topics.land.projection import NO_CHANGE, Case, Change, affected_case, projected, projections
from topics.land.projection_words import interval_words, likelihood_words, middle_words, year_words
from topics.tables import Records, Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number, number_range

DEFAULT = "BIH-MINES"
"""The case that is drawn first, where it is among those of the view."""


def cases(tables: Tables, view: View) -> dict[str, str]:
    """The names of the cases that can be projected, by their code such as "BIH-MINES"."""
    rows = view.of(projections(tables), skip=("years",))
    rows = rows[rows["reason"] == ""]
    names, hazards = country_names(tables), family_names(tables)
    return {
        f"{row.country}-{row.family}": f"{names.get(row.country, row.country)}, {hazards[row.family]}"
        for row in rows.itertuples()
    }


def case_of_code(tables: Tables, code: str) -> Case | None:
    """The case of a code; None where it cannot be projected."""
    rows = projections(tables)
    codes = rows["country"] + "-" + rows["family"]
    is_known = codes.eq(code) & rows["reason"].eq("")
    return affected_case(tables, *code.split("-", 1)) if is_known.any() else None


def change(tables: Tables, pace: int, cancelled: int, extra: int) -> Change:
    """What is different from today on.

    Args:
        tables: the clean tables, for the costs of a km².
        pace: of the fall of the area, per cent of the recorded one.
        cancelled: per cent of the area left that survey cancels.
        extra: money a year, million EUR.
    """
    low, high = cost_range(tables)
    cost = NO_CHANGE.cost_eur if math.isnan(low) else (low, high)
    return Change(pace / 100, cancelled / 100, extra * 1e6, cost)


def what_if_headlines(
    tables: Tables,
    view: View,  # noqa: ARG001
    *,
    case: str = DEFAULT,
    pace: int = 100,
    cancelled: int = 0,
    extra: int = 0,
) -> pd.DataFrame:
    """Completion, likelihood and the fall of the area needed, beside those at the recorded pace.

    *Columns*: heading, value, unit, remark, records.
    """
    columns = ["heading", "value", "unit", "remark", "records"]
    chosen = case_of_code(tables, case)
    if chosen is None:
        return pd.DataFrame(columns=columns)
    now, then = projected(chosen), projected(chosen, change(tables, pace, cancelled, extra))
    due = f"by {long_date(then['deadline'])}" if pd.notna(then["deadline"]) else "no deadline on record"
    chance = ["Likelihood of meeting the deadline", likelihood_words(then["likelihood"]), due]
    rows: list[list] = [[*words, then["records"]] for words in (*_ends(now, then), chance)]
    rows.append(_needed(then))
    frame = pd.DataFrame(rows, columns=["heading", "value", "remark", "records"])
    units = ["km² a year" if heading == "Fall of the area needed" else "" for heading in frame["heading"]]
    return frame.assign(unit=units)[columns]


def _ends(now: dict, then: dict) -> list[list[str]]:
    """When a case ends under a change, beside the end at the recorded pace: heading, value, remark."""
    before = middle_words(*(now[name] for name in ("p10", "p50", "p90", "never")))
    return [
        ["Projection: middle", year_words(then["p50"]), f"at the recorded pace {before}"],
        ["Projection: 80 % range", interval_words(then["p10"], then["p90"]), _never_words(then)],
    ]


def _never_words(row: dict) -> str:
    return f"{likelihood_words(row['never'])} of the projections never end"


def extra_money_words(tables: Tables, extra: int) -> str:
    """How much land the extra money clears a year; nothing where there is none."""
    if not extra:
        return ""
    low, high = (extra * 1e6 / cost for cost in reversed(change(tables, 100, 0, extra).cost_eur))
    area = number_range(round(low, 1), round(high, 1), "km²")
    return f"At the recorded costs the extra money clears {area} a year."


def _needed(row: dict) -> list[str | float | Records | None]:
    rate, since = row["needed_km2_per_year"], row["pace_since"]
    pace = f"since {since:.0f} the area fell by {number(row['pace_km2_per_year'], 'km²')} a year"
    return ["Fall of the area needed", None if math.isnan(rate) else rate, pace, row["needed_records"]]
