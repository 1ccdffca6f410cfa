"""How long states take from signature to deposit: survival curves of groups, and a bar for each state."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import named_ends
from charts.marks import Trace, bars, step_curve, unmarked, values
from topics.tables import Tables
from topics.treaties.groups import group_titles
from topics.treaties.survival import Limits, group_survival, survival, waits
from topics.treaties.words import axis_names, date_words, no_wait, scope_words, treaty_name
from topics.view import View
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, wrap
from topics.vocabulary.treaties import is_signed

COLOURS = (theme.BLUE, theme.VERMILLION, theme.GREY, theme.GREEN)
DASHES = ("solid", "dash", "dot", "dashdot")
COMPARED = ("SEE", "EUROPE", "WORLD")
"""Groups whose curves are drawn beside that of the view."""
ROW, MOST = 24, 16
"""Height of the bar of a state in pixels; bars that are drawn."""
MOST_NAMED = 8
LETTERS = 21
"""Of a line of a name beside a bar or a curve."""
WHOLE = 100
"""Share in per cent at which nobody waits any more: the curve stays there."""
FEWEST = 3
"""Signatories of a group: of fewer no share can be told."""


def survival_curves(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Share of the signatories that have deposited by months since signature, those waiting counted in."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    groups, name = _groups(tables, view, treaty), treaty_name(tables, treaty)
    if not groups:
        return empty(sentence("No signatory of the {treaty} has deposited", treaty=name))
    rows = pd.concat([shares.assign(group=title) for title, (shares, _) in groups.items()], ignore_index=True)
    rows = rows.assign(label=_share_labels(rows), is_stated=False)
    first, *_ = groups.values()
    return Chart(
        _half_title(first[1][0]),
        rows.drop(columns=["names", "end"]),
        {"data": _survival_traces(rows), "layout": _survival_layout(rows)},
        sentence(
            "Kaplan-Meier estimate: states that still wait are counted up to the last day. "
            "Grey bands: 95 % limits, if the states were a sample."
        ),
        ("group", "months", "share_pct", "low_pct", "high_pct", "at_risk", "deposited"),
        f"{listed(groups)} · {long_date(view.day)}",
        measure=sentence("Signatories that have deposited, %, {treaty}", treaty=name),
    )


def time_to_deposit(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """A bar for each signatory from signature to deposit, the longest first; hatched while it waits."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    rows, name = tables.derive(waits, treaty, view.day), treaty_name(tables, treaty)
    rows = rows[rows["country"].isin(view.members)]
    if rows.empty:
        return empty(sentence("No signature on record for the {treaty}", treaty=name))
    rows = rows.assign(name=rows["country"].map(axis_names(tables)))
    rows = rows.sort_values(["is_waiting", "days", "name"], ascending=[False, False, True]).reset_index(
        drop=True
    )
    name_at = name_lookup(tables)
    labels = [_wait_label(row, name_at(row["country"], row["deposit"])) for row in rows.to_dict("records")]
    rows = rows.assign(label=labels, is_stated=False)
    drawn = rows.head(MOST).assign(place=range(min(len(rows), MOST)))
    traces = [_wait_bars(part) for _, part in drawn.groupby("is_waiting", sort=True)]
    return Chart(
        _wait_title(rows),
        rows,
        {"data": traces, "layout": _wait_layout(drawn)},
        _wait_note(rows),
        ("country", "months", "is_waiting", "signature", "deposit"),
        scope_words(view),
        measure=sentence("Months from signature to deposit, {treaty}", treaty=name),
    )


def _groups(tables: Tables, view: View, treaty: str) -> dict[str, tuple[pd.DataFrame, Limits]]:
    """The survival of the states of the view and of the groups beside it, by title.

    Of groups with FEWEST signatories or more, where some deposited.
    """
    titles, own = group_titles(tables), view.region if not view.countries else ""
    codes = [code for code in sorted(COMPARED, key=lambda code: code != own) if code in titles]
    groups = {titles[code]: tables.derive(group_survival, treaty, view.day, code) for code in codes}
    if own not in COMPARED:
        groups = {view.place: survival(tables, treaty, view.day, view.members), **groups}
    return {
        title: group
        for title, group in groups.items()
        if len(group[0]) and group[0]["signatories"].iloc[0] >= FEWEST
    }


def _share_labels(rows: pd.DataFrame) -> list[str]:
    return [
        lines(
            f"{bold(row['group'])}: {row['share_pct']:.0f} % after {plural(round(row['months']), 'month')}",
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
        end = rows["end"].max() if part["share_pct"].max() >= WHOLE else part["end"].iloc[0]
        traces += step_curve(part, "months", "share_pct", name, line, begin=0, end=end)
    return traces


def _survival_layout(rows: pd.DataFrame) -> dict:
    """The name of each group at the end of its line."""
    last = rows.groupby("group", sort=False).tail(1).to_dict("records")
    ends = [
        (
            f"{wrap(row['group'], LETTERS)} {row['share_pct']:.0f} %",
            COLOURS[place % len(COLOURS)],
            row["share_pct"],
        )
        for place, row in enumerate(last)
    ]
    across = {"title": {"text": sentence("Months since the signature")}, "rangemode": "tozero"}
    return named_ends(ends, 100, 440) | {"xaxis": across}


def _half_title(half: float) -> str:
    if pd.isna(half):
        return sentence("Fewer than half of the signatories have deposited")
    if round(half) == 1:
        return sentence("Half of the signatories deposited within 1 month of signing")
    return sentence("Half of the signatories deposited within {months} months of signing", months=round(half))


def _wait_bars(rows: pd.DataFrame) -> Trace:
    is_waiting = rows["is_waiting"].iloc[0]
    name = sentence("not deposited yet") if is_waiting else sentence("deposited")
    rows = rows.assign(months=rows["months"].round(1))
    marker = {"color": theme.ORANGE, "pattern": {"shape": "/"}} if is_waiting else {"color": theme.BLUE}
    texts = {"text": [f"{months:.0f}" for months in rows["months"]], "textposition": "outside"}
    return bars(rows, "months", "place", name, orientation="h", marker=marker, cliponaxis=False, **texts)


def _wait_layout(rows: pd.DataFrame) -> dict:
    """Names beside the bars; a key where some still wait."""
    ticks = {"tickvals": rows["place"].tolist(), "ticktext": [wrap(name, LETTERS) for name in rows["name"]]}
    return {
        "height": 84 + ROW * len(rows),
        "showlegend": bool(rows["is_waiting"].any()),
        "xaxis": {"range": [0, float(1.12 * max(rows["months"].max(), 1))]},
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "showgrid": False, "zeroline": False, **ticks}
        | {"tickfont": {"size": theme.SIZE - 3}},
    }


def _wait_note(rows: pd.DataFrame) -> str:
    """What is not drawn, or not exact."""
    more, inexact = len(rows) - MOST, int((~rows["is_exact"]).sum())
    if more > 0:
        return sentence("The longest waits; {more} more signatories are in the table.", more=more)
    if inexact:
        return sentence("Where a day is not known the longest wait possible is drawn.")
    return ""


def _wait_label(row: dict, name: str) -> str:
    signed = f"signed {date_words(row['signature'], row['signature_precision'])}"
    if row["is_waiting"]:
        return lines(bold(name), signed, "no deposit on record")
    deposited = f"deposited {date_words(row['deposit'], row['deposit_precision'])}"
    length = f"{row['days']} days" if row["is_exact"] else f"{row['least_days']} to {row['days']} days"
    return lines(bold(name), signed, deposited, length)


def _wait_title(rows: pd.DataFrame) -> str:
    """Who has not deposited yet; else the shortest and the longest wait."""
    waiting, signatories = int(rows["is_waiting"].sum()), len(rows)
    if waiting == signatories:
        return sentence("No signatory has deposited yet")
    if waiting:
        parts = {"waiting": waiting, "signatories": signatories}
        if waiting == 1:
            return sentence("1 of {signatories} signatories has not deposited yet", **parts)
        return sentence("{waiting} of {signatories} signatories have not deposited yet", **parts)
    least, most = round(rows["months"].min()), round(rows["months"].max())
    if least == most:
        return sentence("Months from signature to deposit: {months}", months=most)
    return sentence("States took {least} to {most} months from signature to deposit", least=least, most=most)
