"""The address of each chart, by its function's name, its filter and its options; of private ones a token."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from secrets import token_urlsafe
from threading import Lock
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote, urlencode
from weakref import WeakValueDictionary

import topics
from charts.chart import Chart
from dashboard import parameters
from dashboard.parameters import FILTERS
from topics.hazard_areas.own_areas import OwnAreas
from topics.hazard_areas.prepared import PreparedAreas
from topics.tables import Tables
from topics.view import View

if TYPE_CHECKING:
    from dashboard.drawing import Drawing

ADDRESS = "api/v1/charts"
OWN_ADDRESS = "api/v1/own"
STEP, CHOICE = "at", "map"
"""Parameters of the step and of the choice of a map that has them."""
MAP_PARAMETERS = (STEP, CHOICE)
OF_A_MAP = {"at": STEP, "hazard": CHOICE}
"""Options of maps that say what is shown first: the parameters that say it in an address."""
DRAW = ("_chart", "_map", "_table")
"""How the modules of topics end that give charts."""
Options = dict[str, Hashable]

_own: WeakValueDictionary[str, "Drawing"] = WeakValueDictionary()
_lock = Lock()


@lru_cache(maxsize=1)
def charts() -> dict[str, Callable[..., Chart]]:
    """Every chart of our tables by the name of its function; those of a reader's own file are left out."""
    functions = {}
    for module in pkgutil.walk_packages(topics.__path__, "topics."):
        if module.name.endswith(DRAW):
            loaded = importlib.import_module(module.name)
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                is_its_own = function.__module__ == module.name and not name.startswith("_")
                if is_its_own and not _takes_own_file(function):
                    functions[name] = function
    return dict(sorted(functions.items()))


def path(work: Callable[..., Any]) -> str:
    """The address of a chart without its ending: `api/v1/charts/ratification_curve`."""
    return f"{ADDRESS}/{work.__name__}"


def query(view: View, options: Mapping[str, Hashable], work: Callable[..., Any]) -> str:
    """The parameters of a chart as they stand in its address: the filter and the options not as by default.

    Step and choice of a map are not among them: `at=` and `map=` are what its reader has left them at.
    """
    texts = parameters.filters(view)
    for name, value in without_defaults(work, options).items():
        if name not in OF_A_MAP:
            texts[name] = parameters.written(value)
    return urlencode(texts, safe=",", quote_via=quote)


def start(view: View, options: Mapping[str, Hashable]) -> dict[str, str]:
    """Step and choice that a map begins with, by parameter; empty where they are those of the filter."""
    usual = {"at": None, "hazard": view.hazard}
    return {
        parameter: "" if options[name] == usual[name] else parameters.written(options[name])
        for name, parameter in OF_A_MAP.items()
        if name in options
    }


def parsed(
    name: str, given: Mapping[str, str], also: Sequence[str] = ()
) -> tuple[Callable[..., Chart], View, Options]:
    """The chart, the filter and the options that an address asks for.

    Args:
        name: of the chart.
        given: the parameters.
        also: names of parameters that somebody else reads.

    Raises:
        LookupError: there is no such chart.
        ParameterError: there is no such parameter or value.
    """
    if name not in charts():
        raise LookupError(f"No chart '{name}'. There are: {', '.join(charts())}")
    work = charts()[name]
    options = in_address(work)
    parameters.refuse_unknown(given, (*FILTERS, *options, *also))
    view = parameters.view_of({one: text for one, text in given.items() if one in FILTERS})
    chosen: Options = {one: _value(view.tables, options[one], given[one]) for one in options if one in given}
    if "hazard" in _options(work):
        chosen["hazard"] = view.hazard  # as the page asks for it
    return work, view, without_defaults(work, chosen)


def beginning(work: Callable[..., Chart], view: View, given: Mapping[str, str]) -> Options:
    """The options of a map that say where it begins, by step and choice of an address.

    Raises:
        ParameterError: there is no such value.
    """
    taken = _options(work)
    chosen: Options = {}
    if "at" in taken and given.get(STEP):
        chosen["at"] = parameters.whole(STEP, given[STEP], 1, 9999)
    if "hazard" in taken and given.get(CHOICE):
        hazards = tuple(view.tables["hazards"]["hazard"])
        chosen["hazard"] = parameters.one_of(CHOICE, given[CHOICE], hazards)
    return chosen


def in_address(work: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """The options of a chart that an address can name."""
    taken = (*FILTERS, *OF_A_MAP)
    return {name: option for name, option in _options(work).items() if name not in taken}


def without_defaults(work: Callable[..., Any], options: Mapping[str, Hashable]) -> Options:
    """The options that are not as by default."""
    usual = _options(work)
    return {
        name: value for name, value in options.items() if name not in usual or usual[name].default != value
    }


def remember_own(drawing: "Drawing") -> str:
    """The token of a drawing of a reader's own file, the same each time; it is forgotten with the drawing.

    Who shows it must keep it: this module does not.
    """
    with _lock:
        known = next((token for token, one in _own.items() if one is drawing), None)
        token = known or token_urlsafe(24)
        _own[token] = drawing
    return token


def own(token: str) -> "Drawing":
    """The drawing of a token.

    Raises:
        LookupError: there is none, or its session has ended.
    """
    drawing = _own.get(token)
    if drawing is None:
        raise LookupError("No such chart of an own file: it is there only while its page is open")
    return drawing


@lru_cache(maxsize=512)
def _options(work: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """What a chart takes beside tables and view, by name."""
    taken = inspect.signature(work).parameters.items()
    return {name: option for name, option in taken if option.kind is option.KEYWORD_ONLY}


def _takes_own_file(work: Callable[..., Any]) -> bool:
    """Whether it draws a file, or a folder, that is no part of the data."""
    kinds = {kind for option in _options(work).values() for kind in get_args(option.annotation)}
    return not kinds.isdisjoint((OwnAreas, PreparedAreas))


def _value(tables: Tables, option: inspect.Parameter, text: str) -> Hashable:
    """What a text says of an option, by the type of its default."""
    from dashboard import chart_options  # noqa: PLC0415 - imports all topics, which the first page need not

    name, default = option.name, option.default
    if text == parameters.written(default):
        return default
    if isinstance(default, bool):
        return parameters.flag(name, text)
    values = tables.derive(chart_options.values, name)
    if isinstance(values, range):
        return parameters.whole(name, text, values[0], values[-1])
    if isinstance(values, chart_options.Days):
        return parameters.day(name, text, *values)
    if values is None:
        return text[: parameters.MOST_LETTERS]
    several = isinstance(default, tuple)
    return (parameters.several_of if several else parameters.one_of)(name, text, values)
