"""The map of who has joined a treaty."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts.contamination_figures import date_words, wrapped

DEPOSITS = ("ratification", "accession", "acceptance", "approval", "succession")
STANDINGS = {
    "party": "State Party",
    "signatory": "signed only",
    "withdrawn": "withdrawn",
    "outside": "not joined",
    "area": "not counted",
}
COLOURS = {**theme.STANDINGS, "area": theme.LAND}
SAID = {
    "signature": "Signed",
    "ratification": "Ratified",
    "accession": "Acceded",
    "acceptance": "Accepted",
    "approval": "Approved",
    "succession": "Succeeded",
    "provisional_application": "Applied provisionally from",
    "withdrawal": "Notice of withdrawal",
    "withdrawal_effective": "Withdrawal in effect",
}
TREATIES = {
    "CCM": "Convention on Cluster Munitions",
    "APMBC": "Anti-Personnel Mine Ban Convention",
    "CCW-APII": "CCW Amended Protocol II",
    "CCW-PV": "CCW Protocol V",
    "ATT": "Arms Trade Treaty",
}


def standing_map(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    treaty: str = "CCM",
    members: Sequence[str] = base_map.SEE,
) -> go.Figure:
    """State Party, signatory only, withdrawn or not joined, with the dates in the hover.

    Args:
        treaty_actions: rows of any part of the table; a state counts as a party from its deposit.
        countries: names and label points.
        sources: their titles end the hover texts.
        treaty: CCM, APMBC, CCW-APII, CCW-PV or ATT.
        members: the countries spoken of; the extent follows from them.
    """
    name = TREATIES.get(treaty, treaty)
    rows = treaty_actions[(treaty_actions["treaty"] == treaty) & treaty_actions["preferred"]]
    if rows.empty or not len(members):
        return go.Figure(layout_title_text=f"No action under the {name} is on record")
    extent = base_map.extent_of(members)
    taken = {
        country: list(part.sort_values("date").itertuples()) for country, part in rows.groupby("country")
    }
    areas = set(countries[countries["kind"] == "area"]["country"])
    standing = {
        country: "area" if country in areas else _standing(taken.get(country, [])) for country in members
    }
    texts = _texts(standing, taken, countries, sources)
    traces = [base_map.no_base_map(), *base_map.labels(countries, extent)]
    traces += base_map.ground(extent, members, countries)
    traces += [trace for key in STANDINGS for trace in _class(key, standing, texts, countries, extent)]
    traces += base_map.outlines(extent, countries, theme.PAGE[False])
    spoken_of = countries[countries["country"].isin(members)]
    figure = go.Figure({"data": traces, "layout": base_map.layout(extent, 560, spoken_of)})
    return figure.update_layout(title_text=f"{name}: {_counted(list(standing.values()))}")


def _texts(
    standing: dict[str, str], taken: dict[str, list], countries: pd.DataFrame, sources: pd.DataFrame | None
) -> dict[str, str]:
    titles = {} if sources is None else dict(zip(sources["source"], sources["title"], strict=True))
    names = base_map.names(countries)
    return {
        country: _hover(names.get(country, country), one, taken.get(country, []), titles)
        for country, one in standing.items()
    }


def _standing(actions: list) -> str:
    done = {row.action for row in actions}
    if "withdrawal_effective" in done:
        return "withdrawn"
    if done & set(DEPOSITS):
        return "party"
    return "signatory" if "signature" in done else "outside"


def _class(
    key: str, standing: dict[str, str], texts: dict[str, str], countries: pd.DataFrame, extent: str
) -> list[dict]:
    """The countries of one standing as areas and, on a world map, the smallest also as points."""
    named = [country for country, one in standing.items() if one == key]
    units = [country for country in named if country not in base_map.NO_POLYGON]
    seen = {"hoverinfo": "text", "hovertemplate": "%{text}<extra></extra>", "legendgroup": key}
    colour = COLOURS[key]
    areas = base_map.areas(
        units,
        "world" if extent == "world" else "see_countries",
        colour,
        text=[texts[country] for country in units] or [""],
        name=f"{STANDINGS[key]} ({len(named)})",
        showlegend=True,
        **seen,
    )
    if extent != "world":
        return [areas]
    small = countries[countries["country"].isin(named) & countries["country"].isin(base_map.SMALL)]
    marker = {"color": colour, "size": 6, "line": {"color": theme.INK[False], "width": 0.5}}
    words = [texts[country] for country in small["country"]]
    return [areas, base_map.points(small, mode="markers", marker=marker, text=words, **seen)]


def _hover(name: str, standing: str, actions: list, titles: dict[str, str]) -> str:
    lines = [f"<b>{theme.plain(name)}</b>", STANDINGS[standing].capitalize()]
    for row in actions:
        lines.append(f"{SAID[row.action]}: {date_words(row.date, row.date_precision)}")
        if row.action in DEPOSITS and pd.notna(row.entry_into_force):
            lines.append(f"In force: {date_words(row.entry_into_force, 'day')}")
    cited = dict.fromkeys(titles[row.source] for row in actions if row.source in titles)
    lines += [theme.plain(title) for title in list(cited)[:2]]
    return "<br>".join(wrapped(line) for line in lines)


def _counted(standings: list[str]) -> str:
    words = {
        "party": "States Parties",
        "signatory": "signed only",
        "withdrawn": "withdrawn",
        "outside": "not joined",
    }
    if standings.count("party") == 1:
        words["party"] = "State Party"
    said = [f"{standings.count(key)} {word}" for key, word in words.items() if key in standings]
    return ", ".join(said)
