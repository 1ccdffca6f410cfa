"""Who joined one treaty, and when: the curve of signatures, deposits and entries into force."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import DOTTED, Trace, scatter, step_curve, unmarked, upright_line
from topics.tables import Tables
from topics.treaties.counts import CURVES, all_counts, count_on
from topics.treaties.curve import MEETING, OTHER, curve_rows
from topics.treaties.deposits import deposits, inconsistent_deposit_date
from topics.treaties.rules import rule
from topics.treaties.status import standing_by_country, standing_counts, states_of
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary import treaties as words
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import part_of, plural
from topics.vocabulary.text import escape

LINES = {
    "signatures": (theme.ACTIONS["signature"], "dot"),
    "deposits": (theme.ACTIONS["deposit"], "solid"),
    "entries into force": (theme.ACTIONS["entry_into_force"], "dash"),
}
"""Colour and dash of each count."""
COLUMNS = (
    *("treaty", "curve", "country", "action", "date", "in_force_on", "counted_from", "place", "change"),
    *("states_after", "title"),
)
DRAWN = ["curve", "step", "counted_from", "height", "states_after", "date_precision", "label"]
DRAWN += ["mark_title", "mark_symbol"]
"""Columns that the drawing needs."""
FEW = 8
"""States up to which an axis counts one by one."""
MOST_NAMED = 4
"""States outside a treaty that a title still names."""


def ratification_curve(tables: Tables, view: View, *, treaty: str = "CCM", share: bool = False) -> Chart:
    """Signatures, deposits and entries into force as steps, each step a state; withdrawals step down."""
    rows = curve_rows(tables, treaty, view.members, view.day)
    if rows.empty:
        return empty(f"No signature or deposit of the {treaty_name(tables, treaty)} on record: {view.place}")
    states = len(states_of(tables, view.members))
    unit = 100 / max(states, 1) if share else 1
    rows["height"] = (rows["states_after"] * unit).round(1)
    drawn, last = rows.reindex(columns=DRAWN), pd.Timestamp(view.day)
    first = drawn.loc[drawn["curve"].isin(CURVES), "counted_from"].min()
    traces = [trace for curve in CURVES for trace in _curve(drawn[drawn["curve"] == curve], curve, last)]
    traces += [_all_states([first, last], states, unit), *_marks(drawn)]
    return Chart(
        _title(tables, view, treaty, states),
        rows,
        {"data": traces, "layout": _layout(tables, view, treaty, share, states)},
        _note(tables, view, treaty),
        COLUMNS,
        scope_words(tables, view, treaty),
    )


def _curve(rows: pd.DataFrame, curve: str, last: pd.Timestamp) -> list[Trace]:
    """A line of steps from nothing to the last day; open marks where the day is unknown."""
    if rows.empty:
        return []
    colour, dash = LINES[curve]
    symbols = ["circle" if precision == "day" else "circle-open" for precision in rows["date_precision"]]
    marker = {"size": 5, "symbol": symbols, "color": colour, "line": {"color": colour, "width": 1}}
    name = f"{words.CURVES[curve]}: {rows['states_after'].iloc[-1]}"
    line = {"color": colour, "dash": dash}
    style = {"mode": "lines+markers", "marker": marker, "end": f"{last:%Y-%m-%d}"}
    return step_curve(rows, "counted_from", "height", name, line, **style)


def _marks(rows: pd.DataFrame) -> list[Trace]:
    """Withdrawals, dates of other sources as open marks, and meetings on the axis, each kind in a series."""
    withdrawn = rows[(rows["curve"] == "deposits") & (rows["step"] == "withdrawn")]
    other, meetings = rows[rows["curve"] == OTHER], rows[rows["curve"] == MEETING]
    grey = {"color": theme.GREY, "line": {"width": 2}}
    cross = {"symbol": "x", "size": 10, "color": theme.ACTIONS["withdrawal"]}
    series = [
        (f"Withdrawals: {len(withdrawn)}", withdrawn, cross),
        (f"Dates of other sources: {len(other)}", other, {"symbol": "diamond-open", "size": 9, **grey}),
    ]
    if len(meetings):
        kinds = meetings.groupby(["mark_title", "mark_symbol"], sort=False)
        series += [
            (escape(title), part, {"symbol": symbol, "size": 12, **grey}) for (title, symbol), part in kinds
        ]
    return [
        scatter(part, "counted_from", "height", name, mode="markers", marker=marker)
        for name, part, marker in series
        if len(part)
    ]


def _all_states(days: list[pd.Timestamp], states: int, unit: float) -> Trace:
    """The number of all states of the view, which the curves can reach."""
    ends, height = [f"{day:%Y-%m-%d}" for day in days], round(states * unit, 1)
    name = f"All states: {states}"
    return unmarked(ends, [height] * 2, mode="lines", name=name, line=DOTTED, showlegend=True)


def _layout(tables: Tables, view: View, treaty: str, share: bool, states: int) -> dict[str, Any]:
    """Axes, and a line at the day on which the treaty as such entered into force."""
    span = {} if view.has_all_years else {"range": [f"{view.span[0]}-01-01", f"{view.span[1]}-12-31"]}
    axis = {"title": {"text": "Share of all states, %" if share else "States"}, "rangemode": "tozero"}
    layout = {
        "height": 480,
        "xaxis": {"title": {"text": "Date"}, **span},
        "yaxis": axis | ({"dtick": 1} if 0 < states <= FEW and not share else {}),
    }
    begun = tables["treaties"].set_index("treaty")["entry_into_force"].get(treaty, pd.NaT)
    if pd.isna(begun) or begun > pd.Timestamp(view.day):
        return layout
    text = f"treaty in force<br>{long_date(begun)}<br>({rule(treaty).deposits} deposits needed)"
    style: dict[str, Any] = {"y": 0.08, "xanchor": "left", "xshift": 8, "yanchor": "bottom", "align": "left"}
    return layout | upright_line(f"{begun:%Y-%m-%d}", text, font={"size": theme.SIZE - 2}, **style)


def _title(tables: Tables, view: View, treaty: str, states: int) -> str:
    """How many states are parties or have come part of the way; who is outside, where they are few."""
    counted, name = standing_counts(tables, treaty, view.day, view.members), treaty_name(tables, treaty)
    parties = counted.get("party", 0)
    is_one = parties == 1 or states == 1
    party = f"{'a ' if is_one else ''}{words.party_name(tables, treaty, 1 if is_one else states)}"
    parts = [f"{part_of(parties, states, 'state')} {party} to the {name}"]
    shorter = {"consented": "consented only", "signatory": "signed only", "withdrawn": "withdrew"}
    parts += [f"{counted[one]} {verb}" for one, verb in shorter.items() if one in counted]
    standing = tables.derive(standing_by_country, treaty, view.day)
    outside = [code for code in view.members if standing.get(code) == "outside"]
    if 0 < len(outside) <= MOST_NAMED:
        names = country_names(tables, full=True)
        who = listed(names[code] for code in outside)
        parts.append(f"{who}: {words.standing_name(tables, treaty, 'outside', view.day, len(outside))}")
    return f"{view.place}: {'; '.join(parts)}"


def _note(tables: Tables, view: View, treaty: str) -> str:
    """What a reader of the curve has to know: the rule, how many joined worldwide, what is not exact."""
    parts = [f"Each step is a state; {rule(treaty).article} of the treaty says when it binds."]
    standing = count_on(tables.derive(all_counts), treaty, "deposits", view.day)
    parts.append(f"Worldwide {plural(standing, 'state')} have deposited, less withdrawals.")
    early = inconsistent_deposit_date(tables, treaty)
    if early is not None:
        parts.append(
            f"By the record, deposit {rule(treaty).deposits} came on {long_date(early)}, too early to fit "
            "the entry into force: one of them may not count, and then places are too high."
        )
    placed = tables.derive(deposits, treaty)
    own = placed[placed["country"].isin(view.members) & (placed["counted_from"] <= pd.Timestamp(view.day))]
    year_only = int((own["date_precision"] == "year").sum())
    if year_only:
        parts.append(
            f"For {year_only} of {len(own)} deposits only the year is on record (open marks): they count "
            "from the end of that year, or from the day of the data while it runs, so no count is too high."
        )
    parts.append("Places count all deposits: a withdrawal takes no place away from those who follow.")
    return " ".join(parts)
