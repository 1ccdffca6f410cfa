"""How long states take from signature to deposit: survival curves of groups, and a bar for each state."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, step_curve, unmarked, values
from topics.tables import Tables
from topics.treaties.groups import group_titles
from topics.treaties.survival import Limits, group_survival, survival, waits
from topics.treaties.words import date_words, no_wait, scope_words, treaty_name
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural
from topics.vocabulary.text import bold, escape, lines, wrap
from topics.vocabulary.treaties import is_signed

COLOURS = (theme.BLUE, theme.VERMILLION, theme.GREY, theme.GREEN)
DASHES = ("solid", "dash", "dot", "dashdot")
COMPARED = ("SEE", "EUROPE", "WORLD")
"""Groups whose curves are drawn beside that of the view."""
ROW, MANY = 26, 60
"""Height of the bar of a state in pixels; states from which on bars are thin and have no names."""
THIN_ROW = 8
MOST_NAMED = 8
LETTERS = 21
"""Of a line of a name beside a bar."""
FEWEST = 3
"""Signatories of a group: of fewer no share can be told."""


def survival_curves(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Share of the signatories that have deposited by months since signature, those waiting counted in."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    groups, name = _groups(tables, view, treaty), treaty_name(tables, treaty)
    if not groups:
        return empty(f"No signatory of the {name} is on record that has deposited")
    halves = {title: half for title, (_, half) in groups.items()}
    rows = pd.concat([shares.assign(group=title) for title, (shares, _) in groups.items()], ignore_index=True)
    rows = rows.assign(label=_share_labels(rows), is_stated=False)
    return Chart(
        _half_title(halves, name),
        rows.drop(columns=["names", "end"]),
        {"data": _survival_traces(rows), "layout": _survival_layout()},
        "Kaplan-Meier, by Turnbull where only the year of a date is known: signatories that still wait count "
        "until the last day shown; grey bands are the limits of 95 in 100. Accessions have no signature and "
        "are not included. " + _half_words(halves),
        ("group", "months", "share_pct", "low_pct", "high_pct", "at_risk", "deposited", "signatories"),
        scope_words(tables, view, treaty),
    )


def time_to_deposit(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """A bar for each signatory from signature to deposit, the quickest first; hatched while it waits."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    rows, name = tables.derive(waits, treaty, view.day), treaty_name(tables, treaty)
    rows = rows[rows["country"].isin(view.members)]
    if rows.empty:
        return empty(f"No signature of the {name} is on record: {view.place}")
    rows = rows.sort_values(["is_waiting", "days", "name"]).reset_index(drop=True)
    rows = rows.assign(
        place=range(len(rows)),
        label=[_wait_label(row) for row in rows.to_dict("records")],
        is_stated=False,
    )
    kinds = {False: "deposited", True: f"still waiting on {long_date(view.day)}"}
    parts = rows.groupby("is_waiting", sort=True)
    traces = [_wait_bars(part, kinds[bool(waiting)]) for waiting, part in parts]
    inexact = int((~rows["is_exact"]).sum())
    note = f"For {inexact} states a day is not known: the longest wait possible is drawn." if inexact else ""
    columns = ("treaty", "country", "signature", "deposit", "least_days", "days", "is_exact", "is_waiting")
    figure = {"data": traces, "layout": _wait_layout(rows)}
    title = _wait_title(rows, name)
    if view.countries != (rows["country"].iloc[0],):
        title = f"{view.place}: {title}"
    return Chart(title, rows, figure, note, columns, scope_words(tables, view, treaty))


def _groups(tables: Tables, view: View, treaty: str) -> dict[str, tuple[pd.DataFrame, Limits]]:
    """The survival of the states of the view and of the groups beside it, by title.

    Of groups with FEWEST signatories or more, where some deposited.
    """
    titles = group_titles(tables)
    groups = {
        titles[code]: tables.derive(group_survival, treaty, view.day, code)
        for code in COMPARED
        if code in titles
    }
    if view.region not in COMPARED or view.countries:
        groups = {view.place: survival(tables, treaty, view.day, view.members), **groups}
    return {
        title: group
        for title, group in groups.items()
        if len(group[0]) and group[0]["signatories"].iloc[0] >= FEWEST
    }


def _share_labels(rows: pd.DataFrame) -> list[str]:
    return [
        lines(
            f"{bold(row['group'])}: {row['share_pct']:.0f} % after {row['months']:.0f} months",
            wrap(listed(row["names"], MOST_NAMED, "states")),
            f"waiting until then: {row['at_risk']:.0f} of {row['signatories']}",
        )
        for row in rows.to_dict("records")
    ]


def _survival_traces(rows: pd.DataFrame) -> list[Trace]:
    """A curve for each group over the pale band of its limits."""
    traces: list[Trace] = []
    rows = rows.round({"months": 1, "share_pct": 1, "low_pct": 1, "high_pct": 1, "end": 1})
    for place, (title, part) in enumerate(rows.groupby("group", sort=False)):
        colour = COLOURS[place % len(COLOURS)]
        name = f"{escape(title)}: {part['deposited'].sum():.0f} of {part['signatories'].iloc[0]}"
        edge = {"mode": "lines", "legendgroup": name, "line": {"shape": "hv", "width": 0, "color": colour}}
        fill = {"fill": "tonexty", "fillcolor": theme.LAND}
        traces += [
            unmarked(values(part["months"]), values(part["low_pct"]), **edge),
            unmarked(values(part["months"]), values(part["high_pct"]), **edge, **fill),
        ]
        line = {"color": colour, "dash": DASHES[place % len(DASHES)]}
        traces += step_curve(part, "months", "share_pct", name, line, begin=0, end=part["end"].iloc[0])
    return traces


def _survival_layout() -> dict:
    return {
        "height": 460,
        "xaxis": {"title": {"text": "Months since the signature"}, "rangemode": "tozero"},
        "yaxis": {"title": {"text": "Signatories that have deposited, %"}, "range": [0, 104]},
    }


def _months(count: float) -> str:
    return plural(round(count), "month")


def _half_title(halves: dict[str, Limits], name: str) -> str:
    parts = [
        f"not yet ({title})" if pd.isna(half) else f"{_months(half)} ({title})"
        for title, (half, _, _) in halves.items()
    ]
    return f"Half of the signatories of the {name} deposited within {', '.join(parts)}"


def _half_words(halves: dict[str, Limits]) -> str:
    """After how many months half had deposited, with the limits, for each group."""
    parts = [
        f"{title} {half:.0f} ({low:.0f} to {'unknown' if pd.isna(high) else f'{high:.0f}'})"
        for title, (half, low, high) in halves.items()
        if pd.notna(half)
    ]
    return f"Months until half had deposited, with limits: {'; '.join(parts)}." if parts else ""


def _wait_bars(rows: pd.DataFrame, name: str) -> Trace:
    is_waiting = rows["is_waiting"].iloc[0]
    rows = rows.assign(months=rows["months"].round(1))
    marker = {"color": theme.ORANGE, "pattern": {"shape": "/"}} if is_waiting else {"color": theme.BLUE}
    texts = {"text": [f"{months:.0f}" for months in rows["months"]], "textposition": "outside"}
    return bars(rows, "months", "place", f"{name}: {len(rows)}", orientation="h", marker=marker, **texts)


def _wait_layout(rows: pd.DataFrame) -> dict:
    """Names beside the bars, unless there are too many to be read."""
    few, longest = len(rows) <= MANY, float(1.25 * rows["months"].max())
    ticks = {"tickvals": rows["place"].tolist(), "ticktext": [wrap(name, LETTERS) for name in rows["name"]]}
    beside = ticks if few else {"showticklabels": False, "title": {"text": "Signatories"}}
    return {
        "height": 130 + (ROW if few else THIN_ROW) * len(rows),
        "xaxis": {"title": {"text": "Months to deposit"}, "range": [0, longest]},
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "showgrid": False, "zeroline": False, **beside},
    }


def _wait_label(row: dict) -> str:
    signed = f"signed {date_words(row['signature'], row['signature_precision'])}"
    if row["is_waiting"]:
        return lines(bold(row["name"]), signed, "no deposit on record")
    deposited = f"deposited {date_words(row['deposit'], row['deposit_precision'])}"
    length = f"{row['days']} days" if row["is_exact"] else f"{row['least_days']} to {row['days']} days"
    return lines(bold(row["name"]), signed, deposited, length)


def _wait_title(rows: pd.DataFrame, name: str) -> str:
    deposited = rows[~rows["is_waiting"]]
    if deposited.empty:
        return f"no signatory of the {name} has deposited"
    first, last = deposited.iloc[0], deposited.iloc[-1]
    if len(deposited) == 1:
        return f"{first['name']} deposited {_months(first['months'])} after it signed the {name}"
    waiting = f"; still waiting: {waits}" if (waits := len(rows) - len(deposited)) else ""
    return (
        f"from {_months(first['months'])} ({first['name']}) to {last['months']:.0f} ({last['name']}) "
        f"between signature and deposit, {name}{waiting}"
    )
