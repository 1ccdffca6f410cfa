"""Reads and writes the parameters of addresses: text there, values in the code; no page needed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard import editions, store
from topics.tables import NOW, WORDINGS, Tables
from topics.view import FIRST_YEAR, View, last_year
from topics.vocabulary.sentences import sentence

FILTERS = ("region", "countries", "years", "hazard", "known", "wording", "edition")
"""Parameters of the filter, the same for pages, charts and tables."""
FIRST_KNOWN = date(2000, 1, 1)
"""The first day of which the state of knowledge can be asked for."""
MOST_NAMED = 300
"""Values that an error names."""
MOST_LETTERS = 200
"""Of a free text."""


class ParameterError(LookupError):
    """A parameter or a value that does not exist; `parameter` names it, `exists` what there is instead."""

    def __init__(self, words: str, parameter: str = "", exists: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.parameter, self.exists = parameter, tuple(exists[:MOST_NAMED])


def written(value: Any) -> str:
    """The text of the address for a value.

    >>> written(("BIH", "HRV")), written(True), written(date(2013, 5, 20)), written(None)
    ('BIH,HRV', '1', '2013-05-20', '')
    """
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def refuse_unknown(parameters: Mapping[str, str], known: Sequence[str]) -> None:
    """Let no parameter pass that nothing would read.

    Raises:
        ParameterError: there is no such parameter.
    """
    for name in parameters:
        if name not in known:
            exists = ", ".join(known) or sentence("none")
            words = sentence("No parameter '{name}'. There are: {exists}", name=name, exists=exists)
            raise ParameterError(words, name, known)


def refuse_repeated(pairs: Iterable[tuple[str, str]]) -> None:
    """Let no parameter stand twice: one of its values would be left out in silence.

    Raises:
        ParameterError: one does.
    """
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            words = sentence("'{name}' stands twice in the address. Join several values by commas", name=name)
            raise ParameterError(words, name)


def one_of(name: str, text: str, values: Collection[str]) -> str:
    """A value that is one of several.

    Raises:
        ParameterError: it is not.
    """
    if text not in values:
        listed = sorted(map(str, values)) if isinstance(values, set) else list(map(str, values))
        words = ", ".join(listed[:MOST_NAMED]) or sentence("none")
        raise ParameterError(
            sentence("{name}: no '{text}'. There are: {exists}", name=name, text=text[:80], exists=words),
            name,
            listed,
        )
    return text


def several_of(name: str, text: str, values: Collection[str]) -> tuple[str, ...]:
    """Values joined by commas, each once, in their order; a value may hold commas itself.

    >>> several_of("cities", "Oslo,Washington, D.C.", ("Oslo", "Washington, D.C."))
    ('Oslo', 'Washington, D.C.')

    Raises:
        ParameterError: one of them does not exist.
    """
    chosen: dict[str, None] = {}
    parts = text.split(",") if text else []
    while parts:
        lengths = range(min(len(parts), 4), 0, -1)
        fitting = (count for count in lengths if ",".join(parts[:count]) in values)
        count = next(fitting, 1)
        chosen[one_of(name, ",".join(parts[:count]), values)] = None
        parts = parts[count:]
    return tuple(chosen)


def flag(name: str, text: str) -> bool:
    """Yes or no: 1 or 0.

    Raises:
        ParameterError: it is neither.
    """
    return one_of(name, text, ("0", "1")) == "1"


def whole(name: str, text: str, low: int, high: int) -> int:
    """A whole number between two, both included.

    >>> whole("limit", "10", 1, 100)
    10

    Raises:
        ParameterError: it is none, or lies outside.
    """
    value = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
    if value is None or not low <= value <= high:
        raise _outside(name, text, str(low), str(high))
    return value


def day(name: str, text: str, first: date, last: date) -> date:
    """A day in ISO form between two, both included.

    Raises:
        ParameterError: it is none, or lies outside.
    """
    try:
        value = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        value = None
    if value is None or not first <= value <= last:
        raise _outside(name, text, f"{first}", f"{last}")
    return value


def filters(view: View) -> dict[str, str]:
    """What a filter says that is not as by default, by the name of its parameter.

    >>> filters(View(Tables({}, wording="EU"), region="WB", years=(2010, 2015)))
    {'region': 'WB', 'years': '2010-2015', 'wording': 'EU'}
    """
    usual = View(view.tables)
    chosen = {
        "region": view.region if view.region != usual.region else "",
        "countries": written(view.countries),
        "years": "-".join(map(str, view.years)) if view.years else "",
        "hazard": view.hazard if view.hazard != usual.hazard else "",
        "known": written(view.tables.known),
        "wording": view.tables.wording if view.tables.wording != next(iter(WORDINGS)) else "",
        "edition": written(view.tables.published) if view.tables.is_closed else "",
    }
    return {name: text for name, text in chosen.items() if text}


def view_of(parameters: Mapping[str, str], region: str = "SEE") -> View:
    """The filter that parameters ask for; what they do not name, or leave empty, is as by default.

    Args:
        parameters: by name.
        region: by default.

    Raises:
        ParameterError: a value does not exist.
    """
    given = {name: text for name, text in parameters.items() if text}
    tables = _tables(given)
    region = one_of("region", given.get("region", region), tables["regions"]["region"].tolist())
    countries = several_of("countries", given.get("countries", ""), tables["countries"]["country"].tolist())
    hazards = tables["hazards"]
    offered = hazards.loc[hazards["in_filter"], "hazard"].tolist()
    hazard = one_of("hazard", given.get("hazard", View(tables).hazard), offered)
    return View(tables, region, countries, _years(given.get("years", ""), tables), hazard)


def _tables(given: Mapping[str, str]) -> Tables:
    """The tables of the edition, as known on the day and in the wording that are asked for."""
    edition = one_of("edition", given.get("edition", NOW), (NOW, *store.closed_editions()))
    if edition != NOW and (words := editions.obstacle(edition)):
        drawn = [day for day in store.closed_editions() if not editions.lacking(day)]
        raise ParameterError(editions.with_its_files(words, edition), "edition", (NOW, *drawn))
    days = FIRST_KNOWN, editions.last_day(edition)
    known = day("known", given["known"], *days) if "known" in given else None
    wording = one_of("wording", given.get("wording", next(iter(WORDINGS))), tuple(WORDINGS))
    return editions.tables_of_edition(edition, known, wording)


def _years(text: str, tables: Tables) -> tuple[int, int] | None:
    """First and last year; None for all of them."""
    span = (FIRST_YEAR, last_year(tables))
    if not text:
        return None
    low, dash, high = text.partition("-")
    if not dash:
        raise _outside("years", text, f"{span[0]}-{span[0]}", f"{span[0]}-{span[1]}")
    first = whole("years", low, *span)
    years = first, whole("years", high, first, span[1])
    return None if years == span else years


def _outside(name: str, text: str, low: str, high: str) -> ParameterError:
    words = sentence(
        "{name}: no '{text}'. There is: {low} to {high}", name=name, text=text[:80], low=low, high=high
    )
    return ParameterError(words, name, (low, high))
