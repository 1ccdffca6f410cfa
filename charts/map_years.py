"""Lets the years of a map change in the browser: frames, slider and play button."""

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go

from charts import base_map, theme

CHANGING = ("type", "locations", "z", "lon", "lat", "text")
"""What of a trace differs from year to year; only this is sent again."""
AT_ONCE = {"mode": "immediate", "transition": {"duration": 0}}


def map_of_years(
    states: dict[int, Any],
    layout: dict,
    under: Sequence[dict],
    painted: Callable[[Any], list[dict]],
    over: Sequence[dict],
) -> go.Figure:
    """Layers from below to above; the middle one is painted for each year, the last year is shown first."""
    middle = painted(states[max(states)])
    traces = [base_map.no_base_map(), *under, *middle, *over]
    frames = []
    if len(states) > 1:
        controls = {"sliders": [_slider(list(states))], "updatemenus": [_buttons()]}
        layout = layout | controls | {"margin": layout["margin"] | {"b": 84}}
        places = [1 + len(under) + place for place in range(len(middle))]
        frames = [
            {"name": str(year), "traces": places, "data": [_changing(trace) for trace in painted(state)]}
            for year, state in states.items()
        ]
    return go.Figure({"data": traces, "layout": layout, "frames": frames})


def _changing(trace: dict) -> dict:
    """The part of a trace that a frame carries; colours only where each point has its own."""
    own_colours = isinstance(trace.get("marker", {}).get("color"), list)
    return {name: trace[name] for name in (*CHANGING, *["marker"] * own_colours) if name in trace}


def _slider(years: list[int]) -> dict:
    jump = AT_ONCE | {"frame": {"duration": 0, "redraw": True}}
    return {
        "steps": [{"label": str(year), "method": "animate", "args": [[str(year)], jump]} for year in years],
        "active": len(years) - 1,
        "currentvalue": {"prefix": "As known in ", "xanchor": "right"},
        "pad": {"t": 10, "b": 6, "l": 20, "r": 20},
        "bgcolor": theme.LAND,
        "bordercolor": theme.BORDER,
        "tickcolor": theme.BORDER,
        "activebgcolor": theme.BLUE,
    }


def _buttons() -> dict:
    """Play and Pause; dark on light on every page, as Plotly lights a button up when it is pointed at."""
    play = AT_ONCE | {"fromcurrent": True, "frame": {"duration": 800, "redraw": True}}
    stop = AT_ONCE | {"frame": {"duration": 0, "redraw": False}}
    return {
        "type": "buttons",
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
        "bgcolor": theme.PAGE[False],
        "bordercolor": theme.BORDER,
        "font": {"color": theme.INK[False]},
    }
