"""Who belongs to which organisation and framework, as a grid and as a list."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from charts.panels import NAMES_AXIS
from topics.cooperation.meetings_table import DOCUMENT
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

STATUSES = {
    "founder": ("F", theme.BLUE),
    "member": ("M", theme.GREEN),
    "associate": ("A", theme.SKY),
    "observer": ("O", theme.ORANGE),
    "candidate": ("C", theme.PURPLE),
    "applicant": ("Ap", theme.GREY),
    "beneficiary": ("B", theme.OLIVE),
}
"""Letters and colour of each status."""
COLUMNS = ("country", "actor", "status", "since")
MOST, ROW = 13, 24
"""Countries that are drawn, and pixels of each."""


def memberships(tables: Tables, view: View) -> Chart:
    """Countries by organisations: letters and a colour per status; those in most organisations are drawn."""
    rows = view.of(tables["memberships"])
    if rows.empty:
        return empty(sentence("No membership on record"))
    counts = rows.groupby("country")["actor"].nunique().sort_index()
    order = counts.sort_values(ascending=False, kind="stable").index.tolist()
    rows = rows.sort_values("country", key=lambda codes: codes.map(order.index), kind="stable")
    rows = _labelled(tables, rows.reset_index(drop=True))
    short, names = tables["short_names"].set_index("name")["short_name"], country_names(tables)
    drawn = rows[rows["country"].isin(order[:MOST])]
    drawn = drawn.assign(
        organisation=[escape(short.get(actor, actor)) for actor in drawn["actor"]],
        name=[escape(names.get(code, code)) for code in drawn["country"]],
    )
    return Chart(
        _title(counts, drawn, country_names(tables, full=True)),
        rows,
        {"data": _statuses(drawn), "layout": _layout(drawn)},
        _note(len(order) - MOST),
        COLUMNS,
        measure=sentence("Status of each country in organisations and frameworks"),
    )


def _layout(drawn: pd.DataFrame) -> dict:
    names = list(dict.fromkeys(drawn["name"]))
    across = {"categoryarray": sorted(set(drawn["organisation"])), "side": "top", "tickangle": -90}
    down = {"categoryarray": names, "range": [len(names) - 0.4, -0.6]}
    return {
        "xaxis": NAMES_AXIS | across | {"showgrid": True},
        "yaxis": NAMES_AXIS | down | {"showgrid": True},
        "height": max(240, ROW * len(names) + 165),
        "margin": {"t": 8},
        "legend": {"y": -0.01, "yanchor": "top", "font": {"size": 12}},
    }


def _note(more: int) -> str:
    if more > 0:
        return sentence(
            "Recorded for South East Europe only; an empty place means no data. The table has {more} more.",
            more=plural(more, "country", "countries"),
        )
    return sentence("Recorded for South East Europe only; an empty place means no data.")


def founders(tables: Tables, view: View, *, actor: str = "SEEMACC") -> Chart:
    """The founders of an organisation as a table, whatever the filter."""
    rows = tables["memberships"]
    rows = rows[rows["actor"].eq(actor) & rows["status"].eq("founder")].reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No founder on record"))
    title = sentence("{founders} of {actor}", founders=plural(len(rows), "founder"), actor=actor)
    columns = ("country", "through", "since")
    return Chart(title, _labelled(tables, rows), columns=columns, scope=DOCUMENT)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    names = country_names(tables)
    labels = [
        lines(
            bold(f"{names.get(row['country'], row['country'])}: {row['actor']}"),
            f"{row['status']}, {_since(row)}",
            wrap(row["note"]),
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.assign(label=labels))


def _since(row: dict) -> str:
    if pd.isna(row["since"]):
        return "since when not stated"
    return f"since {long_date(row['since'], row['since_precision'])}"


def _statuses(drawn: pd.DataFrame) -> list[Trace]:
    traces = []
    for status, (letters, colour) in STATUSES.items():
        part = drawn[drawn["status"] == status]
        if len(part):
            line = {"color": colour, "width": 1.5}
            style = {
                "mode": "markers+text",
                "text": [letters] * len(part),
                "marker": {"symbol": "square", "size": 17, "color": f"{colour}59", "line": line},
            }
            traces.append(scatter(part, "organisation", "name", f"{letters} {status}", **style))
    return traces


def _title(counts: pd.Series, drawn: pd.DataFrame, names: dict[str, str]) -> str:
    """Which countries are in most organisations, or how many are in how many."""
    total, most = drawn["organisation"].nunique(), int(counts.max())
    top = listed(sorted(names[code] for code in counts.index[counts == most]))
    parts = {"countries": plural(len(counts), "country", "countries"), "most": most, "total": total}
    every = sentence("{countries} with a status in {total} organisations", **parts)
    if total == 1:
        parts["actor"] = drawn["actor"].iloc[0]
        return first_short(sentence("{countries} with a status in {actor}", **parts), every)
    if (counts == most).sum() == 1:
        return sentence("{top} has a status in {most} of {total} organisations", top=top, **parts)
    return first_short(
        sentence("{top} have a status in {most} of {total} organisations", top=top, **parts), every
    )
