"""Finds every chart of the topics by convention, and every value of its options; draws each once."""

import functools
import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import topics
from charts.chart import Chart
from dashboard.drawing import Drawing, drawing
from tests.options import OPTIONS
from topics.tables import Tables
from topics.view import View

DRAW = ("_chart", "_map", "_table")
KINDS = ("bar", "heatmap", "scatter")
"""Kinds of series that our part of plotly.js draws, see vendor/plotly/entry.js."""


@functools.cache
def charts() -> dict[str, Callable[..., Chart]]:
    """Every chart function by its name with its module."""
    functions = {}
    for module in pkgutil.walk_packages(topics.__path__, "topics."):
        if module.name.endswith(DRAW):
            loaded = importlib.import_module(module.name)
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if function.__module__ == module.name and not name.startswith("_"):
                    functions[f"{module.name.removeprefix('topics.')}.{name}"] = function
    return functions


def drawing_of(name: str, view: View) -> Drawing:
    """A chart as by default, drawn once for all tests of a worker and for the routes that they open."""
    return drawing(charts()[name], view, {}, dark=False)


def options_of(chart: Callable[..., Chart], tables: Tables) -> Iterator[dict[str, Any]]:
    """The defaults of a chart, then each value of each option beside the defaults of the others.

    Raises:
        LookupError: an option has no values in tests/options.py.
    """
    yield {}
    for name, parameter in itertools.islice(inspect.signature(chart).parameters.items(), 2, None):
        if isinstance(parameter.default, bool):
            yield {name: not parameter.default}
            continue
        if name not in OPTIONS:
            raise LookupError(
                f"No values for the option '{name}' of {chart.__name__}: add them to tests/options.py"
            )
        yield from ({name: value} for value in OPTIONS[name](tables) if value != parameter.default)
