"""The map of who is bound by a treaty at the end of each year; the law is in analysis.treaties."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analysis import treaties as law
from analysis.names import names_then
from charts import base_map, theme
from charts.contamination_figures import date_words, wrapped
from charts.contamination_layers import Sheet, saying, says
from charts.map_years import map_of_steps
from charts.treaties import Scope, last_day, said_day

CLASSES = {
    "party": "State Party",
    "consented": "consented, not yet in force",
    "signatory": "signed only",
    "withdrawn": "withdrawn",
    "outside": "not signed",
    "area": "not counted",
}
"""Words for each standing; areas that are no states have none."""
UNSIGNED = {"outside": "not bound", "party": "High Contracting Party"}
TREATIES = {
    "CCM": "Convention on Cluster Munitions",
    "APMBC": "Anti-Personnel Mine Ban Convention",
    "CCW-APII": "CCW Amended Protocol II",
    "CCW-PV": "CCW Protocol V",
    "ATT": "Arms Trade Treaty",
}
State = dict[str, tuple[str, str]]
"""Standing and hover text of each country at the end of a year."""


def standing_map(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    treaty: str = "CCM",
    members: Sequence[str] = base_map.SEE,
    scope: Scope = Scope(),  # noqa: B008 (frozen)
    at: int | None = None,
) -> go.Figure:
    """Who is bound at the end of each year, with a slider.

    Args:
        treaty_actions: rows of any part of the table.
        countries: names and label points.
        sources: their titles end the hover texts.
        treaty: CCM, APMBC, CCW-APII, CCW-PV or ATT.
        members: the countries spoken of; the extent follows from them.
        scope: the last day and the day of the records.
        at: the year shown first; the last day where it is none of the years.
    """
    name = TREATIES.get(treaty, treaty)
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    found = found[found["date"] <= on]
    if found.empty or not len(members):
        return go.Figure(layout_title_text=f"No action under the {name} is on record")
    states = _states(found, treaty, members, on, (countries, sources))
    extent = base_map.extent_of(members)
    sheet = Sheet({}, {}, {})
    painted = {
        year: [trace for code in CLASSES for trace in _class((code, treaty), state, countries, extent, sheet)]
        for year, state in states.items()
    }
    under = [*base_map.labels(countries, extent), *base_map.ground(extent, members, countries)]
    over = base_map.top(extent, countries, theme.PAGE[False])
    days = {year: said_day(min(pd.Timestamp(year, 12, 31), on)) for year in states}
    titles = {year: f"{name}, {days[year]}: {_counted(one, treaty)}" for year, one in states.items()}
    layout = base_map.layout(extent, 600, countries[countries["country"].isin(members)])
    figure = map_of_steps({"": painted}, saying(layout, sheet), under, over, {"": titles}, shown=("", at))
    _name_steps(figure, sorted(states), on)
    return figure


def _name_steps(figure: go.Figure, years: list[int], on: pd.Timestamp) -> None:
    """The slider says of which day the standing is: the ends of years, at last the day asked for."""
    for slider in figure.layout.sliders:
        slider.currentvalue.prefix = "Standing: "
        for step, year in zip(slider.steps, years, strict=True):
            is_over = pd.Timestamp(year, 12, 31) <= on
            step.label = f"end {year}" if is_over else f"{on.day} {on:%b %Y}"


def _states(
    found: pd.DataFrame,
    treaty: str,
    members: Sequence[str],
    on: pd.Timestamp,
    tables: tuple[pd.DataFrame, pd.DataFrame | None],
) -> dict[int, State]:
    """Per year, from the first act of any state to the last day."""
    countries, sources = tables
    titles = {} if sources is None else dict(zip(sources["source"], sources["title"], strict=True))
    areas = set(countries[countries["kind"] == "area"]["country"])
    name_then, said = names_then(countries), dict[tuple[str, str, int], str]()
    walks = law.walks(found, treaty, members)
    states: dict[int, State] = {year: {} for year in range(found["date"].min().year, on.year + 1)}
    for country in members:
        walk = walks[country]
        for year, state in states.items():
            day = min(pd.Timestamp(date(year, 12, 31)), on)
            taken = sum(step["date"] <= day for step in walk)
            code = "area" if country in areas else law.code_after(walk[:taken])
            key = (country, name_then(country, day), taken)
            if key not in said:
                said[key] = _hover(key[1], treaty, walk[:taken], titles)
            state[country] = (code, said[key])
    return states


def _class(
    standing: tuple[str, str], state: State, countries: pd.DataFrame, extent: str, sheet: Sheet
) -> list[dict]:
    """The countries of one standing as areas and, on a world map, the smallest also as points."""
    code, treaty = standing
    named = [country for country, (one, _) in state.items() if one == code]
    units = [country for country in named if country not in base_map.NO_POLYGON]
    words = {country: state[country][1] for country in named}
    colour = theme.STANDING_AREAS[code]
    areas = base_map.areas(
        units,
        base_map.file_of("see_countries", extent),
        colour,
        name=_word(code, treaty),
        showlegend=True,
        legendgroup=code,
        **says(units, words, sheet),
    )
    if extent != "world":
        return [areas]
    small = countries[countries["country"].isin(named) & countries["country"].isin(base_map.SMALL)]
    marker = {"color": colour, "size": 6, "line": {"color": theme.INK[False], "width": 0.5}}
    seen = says(small["country"].tolist(), words, sheet)
    return [areas, base_map.points(small, mode="markers", marker=marker, legendgroup=code, **seen)]


def _word(code: str, treaty: str) -> str:
    return CLASSES[code] if law.rule(treaty).is_signed else UNSIGNED.get(code, CLASSES[code])


def _hover(name: str, treaty: str, walk: Sequence[dict], titles: dict[str, str]) -> str:
    standing = law.words_of(law.code_after(walk), treaty)
    lines = [f"<b>{theme.plain(name)}</b>", standing[:1].upper() + standing[1:]]
    for step in walk:
        lines.append(f"{_act(step)} {_day(step)}")
    cited = dict.fromkeys(titles[step["source"]] for step in walk if step["source"] in titles)
    lines += [f"Source: {theme.plain('; '.join(list(cited)[:2]))}"] * bool(cited)
    return "<br>".join(wrapped(line) for line in lines)


def _act(step: dict) -> str:
    words = {"signed": "Signed", "in_force": "In force", "withdrawn": "Withdrawal in effect"}
    return words.get(step["step"], f"Deposited ({step['action']})")


def _day(step: dict) -> str:
    """When a step was taken; an entry into force that rests on an unknown day says so."""
    if step["step"] != "in_force":
        return date_words(step["stated"], step["precision"])
    exact = step["date"] == step["earliest"]
    return f"{'' if exact else 'by '}{date_words(step['date'], 'day')}{'' if exact else ' at the latest'}"


def _counted(state: State, treaty: str) -> str:
    codes = [code for code, _ in state.values()]
    parties = codes.count("party")
    word = "States Parties" if law.rule(treaty).is_signed else "High Contracting Parties"
    if parties == 1:
        word = _word("party", treaty)
    said = [f"{parties} {word}"] if parties else []
    rest = ("consented", "signatory", "withdrawn", "outside")
    return ", ".join(said + [f"{codes.count(code)} {_word(code, treaty)}" for code in rest if code in codes])
