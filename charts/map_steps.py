"""Lets the steps and the choices of a map change in the browser: frames, slider, play button, switch.

What is shown first and what the reader moved to stand in `layout.meta`, where static/frame.js has the title
of each step and the name under which a choice goes into the address.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from charts.map import figure
from charts.marks import Trace
from topics.vocabulary.text import escape

CHANGING = ("locations", "z", "lon", "lat", "text", "textposition", "marker", "customdata")
"""What of a trace may differ from step to step; only what does is sent again."""
AT_ONCE = {"mode": "immediate", "transition": {"duration": 0}}
Column = Sequence[Trace]
"""One trace at each step."""
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Steps:
    """What slider and switch of a map offer, and what is shown first.

    `titles` of the map by choice and step say which there are; every choice has the same steps.
    `names` are those of the choices on the switch, `labels` those of the steps that are not their numbers;
    `prefix` stands before the step. `at` and `choice` are shown first; without them the last step and the
    first choice.
    """

    titles: Mapping[str, Mapping[int, str]]
    at: int | None = None
    choice: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    prefix: str = "As known in "

    @property
    def first(self) -> str:
        """The choice shown first."""
        return self.choice if self.choice in self.titles else next(iter(self.titles))

    @property
    def all(self) -> list[int]:
        """The steps in their order."""
        return list(self.titles[self.first])

    @property
    def start(self) -> int:
        """The step shown first."""
        return self.at if self.at in self.all else self.all[-1]

    @property
    def title(self) -> str:
        """The title of what is shown first."""
        return self.titles[self.first][self.start]


def records_by_year(rows: pd.DataFrame, *, by_year: bool) -> dict[int, list[Row]]:
    """The rows up to each of their years, or those of each year by itself."""
    years, every = range(rows["year"].min(), rows["year"].max() + 1), rows.to_dict("records")
    if by_year:
        return {year: [row for row in every if row["year"] == year] for year in years}
    return {year: [row for row in every if row["year"] <= year] for year in years}


def stepped(
    rows: pd.DataFrame,
    paint: Callable[[pd.DataFrame], Sequence[Trace]],
    sheet: dict[str, Any],
    steps: Steps,
    under: Sequence[Trace] = (),
    over: Sequence[Trace] = (),
) -> dict[str, Any]:
    """The figure of a map whose layers between `under` and `over` change.

    Args:
        rows: of the chart, with `step` and, where there are several, `choice`.
        paint: draws the rows of one choice and step, maybe none; always the same number of layers.
        sheet: of `map.layout`.
        steps: what slider and switch offer.
        under: layers below that stay.
        over: layers above that stay.
    """
    keys = [rows["choice"] if "choice" in rows else pd.Series("", index=rows.index), rows["step"]]
    drawn = rows.drop(columns="label")  # which the reader's browser gives each mark
    parts = dict(list(drawn.groupby(keys, sort=False)))
    columns = [
        (choice, column)
        for choice in steps.titles
        for column in zip(
            *[paint(parts.get((choice, step), drawn.iloc[:0])) for step in steps.all], strict=True
        )
    ]
    start = steps.all.index(steps.start)
    middle = [column[start] | {"visible": choice == steps.first} for choice, column in columns]
    result = figure(rows, [*under, *middle, *over], sheet)
    places = range(1 + len(under), 1 + len(under) + len(columns))
    titles = {choice: [*map(escape, by_step.values())] for choice, by_step in steps.titles.items()}
    result["layout"]["meta"] |= {"titles": titles, "choices": list(titles)}
    result["layout"] |= _controls(steps, [choice for choice, _ in columns], list(places))
    if len(steps.all) > 1:
        result["frames"] = _frames([column for _, column in columns], places, steps.all)
    return result


def _controls(steps: Steps, owners: Sequence[str], places: list[int]) -> dict[str, Any]:
    """Slider and play button where there are several steps, a switch where there are several choices."""
    menus = [_buttons()] if len(steps.all) > 1 else []
    if len(steps.titles) > 1:
        menus.append(_switch(steps, owners, places))
    slider = {"sliders": [_slider(steps)]} if len(steps.all) > 1 else {}
    return slider | ({"updatemenus": menus} if menus else {})


def _frames(columns: Sequence[Column], places: Sequence[int], steps: Sequence[int]) -> list[dict[str, Any]]:
    """One frame a step with what changes, for all choices; layers that never change stay out."""
    moving = [
        (place, column, changing)
        for place, column in zip(places, columns, strict=True)
        if (changing := _changing(column))
    ]
    return [
        {
            "name": str(step),
            "traces": [place for place, *_ in moving],
            "data": [
                {name: column[at][name] for name in ("type", *changing)} for _, column, changing in moving
            ],
        }
        for at, step in enumerate(steps)
    ]


def _changing(column: Column) -> list[str]:
    """What of a trace differs from step to step."""
    first = column[0]
    return [name for name in CHANGING if name in first and any(one[name] != first[name] for one in column)]


def _slider(steps: Steps) -> dict[str, Any]:
    jump = AT_ONCE | {"frame": {"duration": 0, "redraw": True}}
    return {
        "steps": [
            {"label": steps.labels.get(step, str(step)), "method": "animate", "args": [[str(step)], jump]}
            for step in steps.all
        ],
        "active": steps.all.index(steps.start),
        "transition": {"duration": 0},
        "currentvalue": {"prefix": steps.prefix, "xanchor": "right"},
        "pad": {"t": 10, "b": 6, "l": 20, "r": 20},
    }


def _buttons() -> dict[str, Any]:
    play = AT_ONCE | {"fromcurrent": True, "frame": {"duration": 800, "redraw": True}}
    stop = AT_ONCE | {"frame": {"duration": 0, "redraw": False}}
    buttons: list[dict[str, Any]] = [
        {"method": "animate", "label": "Play", "args": [None, play]},
        {"method": "animate", "label": "Pause", "args": [[None], stop]},
    ]
    return _menu("play", buttons, {"t": 6}) | {"showactive": False}


def _switch(steps: Steps, owners: Sequence[str], places: list[int]) -> dict[str, Any]:
    """Buttons on the map that show the layers of one choice and hide those of the others."""
    buttons: list[dict[str, Any]] = [
        {
            "method": "restyle",
            "label": escape(steps.names.get(choice, choice)),
            "args": [{"visible": [owner == choice for owner in owners]}, places],
        }
        for choice in steps.titles
    ]
    return _menu("choice", buttons, {"l": 124, "t": 6}) | {"active": list(steps.titles).index(steps.first)}


def _menu(name: str, buttons: list[dict[str, Any]], pad: dict[str, int]) -> dict[str, Any]:
    place = {"x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "pad": pad}
    return {"type": "buttons", "name": name, "direction": "right", "buttons": buttons, **place}
