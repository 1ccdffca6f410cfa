"""Lets the years and the hazards of a map change in the browser: frames, slider, play button, switch.

What is shown first and what the reader moved to stand in `layout.meta`, where static/frame.js finds the title
of each step and the name under which a choice goes into the address.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from charts import base_map, theme

CHANGING = ("locations", "z", "lon", "lat", "ids", "text", "textposition", "hovertemplate")
"""What of a trace may differ from year to year; only what does is sent again."""
AT_ONCE = {"mode": "immediate", "transition": {"duration": 0}}
Layers = list[dict]


def map_of_steps(
    painted: Mapping[str, Mapping[int, Layers]],
    layout: dict,
    under: Sequence[dict],
    over: Sequence[dict],
    titles: Mapping[str, Mapping[int, str]],
    names: Mapping[str, str] | None = None,
    shown: tuple[str, int | None] = ("", None),
) -> go.Figure:
    """Layers from below to above; the middle ones are those of each choice (a hazard) and year.

    Args:
        painted: by choice and year; every choice has the same years.
        layout: of `base_map.layout`.
        under: layers below that stay.
        over: layers above that stay.
        titles: of the figure, by choice and year.
        names: of the choices, for the switch; none is drawn for a single choice.
        shown: the choice and the year shown first; the last year where it is none of the years.
    """
    choices, (first, at) = list(painted), shown
    years = list(painted[first])
    start = at if at in years else years[-1]
    middle = [trace | {"visible": choice == first} for choice in choices for trace in painted[choice][start]]
    places = range(1 + len(under), 1 + len(under) + len(middle))
    meta = layout["meta"] | {"titles": {choice: list(titles[choice].values()) for choice in titles}}
    layout = layout | {"meta": meta | {"choices": choices}}
    frames = []
    if len(years) > 1:
        frames = _frames(painted, years, places)
        layout = layout | {"sliders": [_slider(years, start)], "updatemenus": [_buttons()]}
        layout["margin"] = layout["margin"] | {"b": 84}
    if len(choices) > 1:
        counts = {choice: len(layers[start]) for choice, layers in painted.items()}
        switch = _switch(names or {}, counts, places) | {"active": choices.index(first)}
        layout["updatemenus"] = [*layout.get("updatemenus", []), switch]
    traces = [base_map.no_base_map(), *under, *middle, *over]
    figure = go.Figure({"data": traces, "layout": layout, "frames": frames}, skip_invalid=False)
    return figure.update_layout(title_text=titles[first][start])


def _frames(
    painted: Mapping[str, Mapping[int, Layers]], years: Sequence[int], places: Sequence[int]
) -> list[dict]:
    """One frame per year with what changes, for all choices at once; layers that never change stay out."""
    columns = zip(*[[trace for by in painted.values() for trace in by[year]] for year in years], strict=True)
    moving = {place: column for place, column in zip(places, columns, strict=True) if _changing(column)}
    layers = [_parts(column) for column in moving.values()]
    return [
        {"name": str(year), "traces": list(moving), "data": list(step)}
        for year, step in zip(years, zip(*layers, strict=True) if layers else [()] * len(years), strict=True)
    ]


def _parts(column: Sequence[dict]) -> Layers:
    """What a frame carries of a trace in each year: what differs between any two years, and its type."""
    names = ("type", *_changing(column))
    return [{name: trace[name] for name in names} for trace in column]


def _changing(column: Sequence[dict]) -> list[str]:
    """What of a trace differs from year to year; colours only where each point has its own."""
    first = column[0]
    own_colours = isinstance(first.get("marker", {}).get("color"), list)
    names = [name for name in (*CHANGING, *["marker"] * own_colours) if name in first]
    return [name for name in names if any(trace[name] != first[name] for trace in column)]


def _slider(years: list[int], start: int) -> dict:
    jump = AT_ONCE | {"frame": {"duration": 0, "redraw": True}}
    return {
        "steps": [{"label": str(year), "method": "animate", "args": [[str(year)], jump]} for year in years],
        "active": years.index(start),
        "transition": {"duration": 0},
        "currentvalue": {"prefix": "As known in ", "xanchor": "right"},
        "pad": {"t": 10, "b": 6, "l": 20, "r": 20},
    }


def _buttons() -> dict:
    play = AT_ONCE | {"fromcurrent": True, "frame": {"duration": 800, "redraw": True}}
    stop = AT_ONCE | {"frame": {"duration": 0, "redraw": False}}
    return {
        "type": "buttons",
        "name": "play",
        "direction": "right",
        "showactive": False,
        "buttons": [
            {"method": "animate", "label": "Play", "args": [None, play]},
            {"method": "animate", "label": "Pause", "args": [[None], stop]},
        ],
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "top",
        "pad": {"t": 6},
    }


def _switch(names: Mapping[str, str], counts: Mapping[str, int], places: Sequence[int]) -> dict:
    """Buttons on the map that show the layers of one choice and hide those of the others."""
    owners = [choice for choice, count in counts.items() for _ in range(count)]
    buttons = [
        {
            "method": "restyle",
            "label": theme.plain(names.get(choice, choice)),
            "args": [{"visible": [owner == choice for owner in owners]}, list(places)],
        }
        for choice in counts
    ]
    return {
        "type": "buttons",
        "name": "choice",
        "direction": "right",
        "buttons": buttons,
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "top",
        "pad": {"l": 124, "t": 6},
    }
