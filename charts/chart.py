"""The one thing every drawing is: a title, the rows it draws, and a figure whose mark n is row n."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

OWN = ("label", "records", "is_stated")
"""Columns of all rows: hover text, ids of the records, whether a row states its one record as it is."""

OWN_FILE = "is_own"
"""Column of the rows of a chart that is drawn from a file which the reader brought: which of them are its."""


@dataclass(frozen=True)
class Chart:
    """A drawing and the rows it draws: mark n of the drawing is row n.

    `rows` have the index 0, 1, 2 … and the columns `label` (hover text, markup of Plotly), `records` (ids of
    the clean rows that the mark rests on) and `is_stated` (the mark shows the figure of its one record as it
    is; else it was summed, counted or computed from its records). A column with the name of a column of the
    clean table holds, where a row is stated, what the record holds there.

    `title` states the finding in about ten words, `measure` what is drawn and its unit ("Land released, km² a
    year"); place and period follow it under the title. `note` says below the drawing how to read it.

    `figure` is what the browser draws, a plain dict: a map of `charts.map.map_figure`, with `layers`, or a
    figure of Plotly, with `data` and `layout`; empty where the rows are shown as a table only. `columns` are
    those of the table, in order. `scope` says what is filtered where that is not the reader's filter;
    `extent` which part of the world a map shows. `heads` names the columns under whose values the
    `sentence` of each row is listed; without them rows that have no figure are a table.
    """

    title: str
    rows: pd.DataFrame
    figure: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    columns: tuple[str, ...] = ()
    scope: str = ""
    extent: str = ""
    heads: tuple[str, ...] = ()
    measure: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: the title then says so."""
        return self.rows.empty

    @property
    def is_map(self) -> bool:
        """Whether its figure is a map and not one of Plotly."""
        return "layers" in self.figure

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """The rows that have a mark, of a map in any of its steps; of a table all rows.

        What goes with a drawing speaks of these: its sources, its latest entry, the numbers of its title.
        """
        return self.rows[self.rows.index.isin(rows_of(self.figure))] if self.figure else self.rows


def rows_of(figure: dict[str, Any]) -> set[int]:
    """The numbers of the rows that the marks of a figure stand for, of a map or of Plotly, grids too."""
    traces = [trace.get("customdata", ()) for trace in figure.get("data", ())]
    return {*_numbers(traces), *_numbers(layer.get("rows", ()) for layer in figure.get("layers", ()))}


def _numbers(cells: Iterable[Any]) -> Iterator[int]:
    for cell in cells:
        if isinstance(cell, list | tuple):
            yield from _numbers(cell)
        elif cell is not None:
            yield cell


def no_rows() -> pd.DataFrame:
    """The rows of a chart that draws nothing."""
    return pd.DataFrame(
        {"label": pd.Series(dtype="str"), "records": [], "is_stated": pd.Series(dtype="bool")}
    )


def empty(title: str) -> Chart:
    """A chart with nothing to draw, whose title says so."""
    return Chart(title, no_rows())
