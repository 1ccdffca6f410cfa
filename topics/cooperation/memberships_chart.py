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
from topics.vocabulary.sources import source_line, source_titles
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
COLUMNS = ("actor", "country", "status", "since")
NOTE = "Memberships are recorded for South East Europe only; an empty place means no data found."
MOST_NAMED = 4


def memberships(tables: Tables, view: View) -> Chart:
    """Countries by organisations: letters and a colour per status."""
    rows = view.of(tables["memberships"]).reset_index(drop=True)
    if rows.empty:
        return empty("No membership is on record")
    rows = _labelled(tables, rows)
    short, names = tables["short_names"].set_index("name")["short_name"], country_names(tables)
    drawn = rows.assign(
        organisation=[escape(short.get(actor, actor)) for actor in rows["actor"]],
        name=[escape(names.get(code, code)) for code in rows["country"]],
    )
    counts = drawn["name"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    across = {"categoryarray": list(dict.fromkeys(drawn["organisation"])), "side": "top", "tickangle": -90}
    down = {"categoryarray": counts.index.tolist(), "autorange": "reversed"}
    layout = {
        "xaxis": NAMES_AXIS | across | {"showgrid": True},
        "yaxis": NAMES_AXIS | down | {"showgrid": True},
        "height": max(260, 29 * len(counts) + 170),
        "legend": {"y": -0.01, "yanchor": "top"},
    }
    figure = {"data": _statuses(drawn), "layout": layout}
    title = _title(drawn, country_names(tables, full=True))
    return Chart(title, rows, figure, f"{_abbreviations(rows, short)}{NOTE}", COLUMNS)


def founders(tables: Tables, view: View, *, actor: str = "SEEMACC") -> Chart:
    """The founders of an organisation as a table, whatever the filter."""
    rows = tables["memberships"]
    rows = rows[rows["actor"].eq(actor) & rows["status"].eq("founder")].reset_index(drop=True)
    if rows.empty:
        return empty(f"No founder of {actor} is on record")
    title = f"{plural(len(rows), 'founder')} of {actor}"
    return Chart(title, _labelled(tables, rows), columns=COLUMNS[1:], scope=DOCUMENT)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    names, titles = country_names(tables), source_titles(tables)
    labels = [
        lines(
            bold(f"{names.get(row['country'], row['country'])}: {row['actor']}"),
            f"{row['status']}, {_since(row)}",
            wrap(row["note"]),
            source_line(row["source"], titles),
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
                "marker": {"symbol": "square", "size": 19, "color": f"{colour}59", "line": line},
            }
            traces.append(scatter(part, "organisation", "name", f"{letters} {status}", **style))
    return traces


def _abbreviations(rows: pd.DataFrame, short: pd.Series) -> str:
    """What the short names of the organisations stand for."""
    actors = dict.fromkeys(rows["actor"])
    words = [f"{short[actor]}: {actor}" for actor in actors if actor in short and short[actor] not in actor]
    return f"{'; '.join(words)}. " if words else ""


def _title(drawn: pd.DataFrame, names: dict[str, str]) -> str:
    counts = drawn.groupby("country")["organisation"].nunique()
    total, most = drawn["organisation"].nunique(), counts.max()
    countries = plural(len(counts), "country", "countries")
    if total == 1:
        return f"{countries} in one organisation, {drawn['actor'].iloc[0]}"
    top = sorted(names[code] for code in counts.index[counts == most])
    if len(counts) == 1:
        return f"{top[0]} is in {total} organisations and frameworks on record"
    if len(top) > MOST_NAMED:
        return f"{countries} in {total} organisations and frameworks"
    verb = "is" if len(top) == 1 else "are"
    return f"{listed(top)} {verb} in {most} of {total} organisations and frameworks"
