"""Steps and choices of a map: what slider and switch offer, and which rows are drawn at each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

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


def marks_at(figure: Mapping[str, Any], at: str | None = None, choice: str | None = None) -> list[int]:
    """The numbers of the rows that a map shows at a step and a choice, in the order of its layers.

    Args:
        figure: of `map_figure`.
        at: name of the step; without one, or an unknown one, what is shown first.
        choice: code of the switch's choice, in the same way.
    """
    marks = dict.fromkeys(number for layer in figure["layers"] for number in layer.get("rows", ()))
    rows = set(rows_at(figure, at, choice))
    return [number for number in marks if number in rows]


def rows_at(figure: Mapping[str, Any], at: str | None = None, choice: str | None = None) -> list[int]:
    """The numbers of the rows of a step and a choice, asked for as in `marks_at`, with a mark or without."""
    numbers = list(range(len(figure["label_of"])))
    for part, name in (("steps", at), ("choices", choice)):
        if part in figure:
            place, of = place_of(figure[part], name), figure[part]["of"]
            numbers = [number for number in numbers if of[number] in (place, None)]
    return numbers


def place_of(part: Mapping[str, Any], name: str | None) -> int:
    """The place of a step or a choice among all; of one that is not there that which is shown first."""
    return part["names"].index(name) if name in part["names"] else int(part["start"])


def stepped(rows: pd.DataFrame, steps: Steps) -> dict[str, Any]:
    """Steps and choices where there are several, and the title of each."""
    result: dict[str, Any] = {"titles": [list(by_step.values()) for by_step in steps.titles.values()]}
    result["steps"] = {
        "names": [str(step) for step in steps.all],
        "labels": [steps.labels.get(step, str(step)) for step in steps.all],
        "prefix": steps.prefix,
        "start": steps.all.index(steps.start),
        "of": places_among(rows["step"], steps.all),
    }
    choices = list(steps.titles)
    if len(choices) > 1:
        result["choices"] = {
            "names": choices,
            "labels": [steps.names.get(choice, choice) for choice in choices],
            "start": choices.index(steps.first),
            "of": places_among(rows["choice"], choices),
        }
    return result


def places_among(cells: pd.Series, names: Sequence[Any]) -> list[int | None]:
    """The place of each cell among names; None where it is not among them: such a row is always shown."""
    order = {name: place for place, name in enumerate(names)}
    return [order.get(cell) for cell in cells]
