"""Reads what a reader has chosen out of the address of the page, so that a link reopens what is seen."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

STEP, CHOICE = "at", "map"
"""The parameters of the slider and of the switch of a map."""
INNER = (".home", ".internal", ".invalid", ".lan", ".local", ".localhost", ".test")
"""How the names of servers end that only their own network knows."""
MOST_LETTERS = 100
"""Of a text in the address."""
MOST_NAMED = 20
"""Of the choices that there are, where an address asks for another."""


def ask(
    name: str,
    label: str,
    options: Sequence = (),
    *,
    default: Any = None,
    names: Mapping | Callable | None = None,
    kind: str = "select",
    container: Any = None,
    **hints: Any,
) -> Any:
    """A choice that the address of the page states as `?name=`: its value, with a control that changes it.

    A value that does not exist is dropped and said at the top of the page.

    Args:
        name: the parameter in the address, short and lower case.
        label: what the reader sees.
        options: codes to choose from; for "span" and "number" the lowest and the highest number,
            for "day" the first and the last day; none for "switch" and "text".
        default: the value without a parameter; the first option, nothing for "many", "day" and "text", all
            for "span".
        names: code to label, as a table or a function.
        kind: select, buttons, many, span, number, day, switch or text.
        container: the row that gets the control (`dashboard.controls`), None for a value alone.
        hints: `help`, `placeholder`; `most` that "many" takes; `clears`, the parameters that lose their
            sense when this one changes.
    """
    options = tuple(options)
    if kind not in ("switch", "text") and not options:
        return () if kind == "many" else None
    default = _default(kind, options) if default is None else default
    value = _value(name, label, kind, options, default)
    if kind == "many":
        value = _at_most(hints.get("most"), label, value)
    st.session_state.setdefault("parameters", {})[name] = _parameter(kind, value, default)
    if container is not None:
        title = names if callable(names) else (names or {}).get
        texts = {"value": _text(kind, value), "default": _text(kind, default)}
        control = {"name": name, "label": label, "kind": kind} | texts | hints
        container.add(control | _offered(kind, options, title))
    return value


def read(kind: str, text: str, options: tuple) -> tuple[Any, list[str]]:
    """The value a text of the address stands for, None when there is none, and the parts that do not exist.

    >>> read("many", "BIH,XXX", ("BIH", "HRV"))
    (('BIH',), ['XXX'])
    >>> read("span", "2010-2015", (2000, 2026))
    ((2010, 2015), [])
    >>> read("span", "1066-2015", (2000, 2026))
    (None, ['1066-2015'])
    >>> read("day", "2015-06-30", (date(2000, 1, 1), date(2026, 11, 22)))
    (datetime.date(2015, 6, 30), [])
    >>> read("switch", "1", ())
    (True, [])
    """
    codes = {str(code): code for code in options}
    if kind == "many":
        parts = [part for part in text.split(",") if part]
        known = tuple(dict.fromkeys(codes[part] for part in parts if part in codes))
        return known or None, [part for part in parts if part not in codes]
    if kind in ("span", "number"):
        return _numbers(kind, text, options)
    if kind == "day":
        return _day(text, options)
    if kind == "switch":
        codes = {"0": False, "1": True}
    if kind == "text":
        return text.strip()[:MOST_LETTERS] or None, []
    return (codes[text], []) if text in codes else (None, [text])


def written(kind: str, value: Any) -> str:
    """The text of the address for a value; the opposite of `read`.

    >>> written("many", ("BIH", "HRV")), written("span", (2010, 2015)), written("switch", True)
    ('BIH,HRV', '2010-2015', '1')
    """
    if kind == "switch":
        return str(int(value))
    joint = {"many": ",", "span": "-"}.get(kind)
    return joint.join(str(part) for part in value) if joint else str(value)


def start() -> None:
    """Begin a run of the script: nothing has been asked yet, nothing was dropped."""
    st.session_state["parameters"] = {}
    st.session_state["dropped"] = []


def publish() -> None:
    """Take what was dropped and what is a default out of the address, in one step, and only if it differs."""
    parameters = st.session_state.get("parameters", {})
    now = st.query_params.to_dict()
    then = {name: text for name, text in now.items() if name not in parameters}
    then |= {name: text for name, text in parameters.items() if text is not None}
    if then != now:
        st.query_params.from_dict(then)


def step_from_url(steps: Sequence[int]) -> int | None:
    """The step of a map's slider that the address asks for (`?at=2014`); None where there is no such step.

    The browser writes it when a reader moves the slider, see static/frame.js.
    """
    text = st.query_params.get(STEP)
    if text is None:
        return None
    step = int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else None
    parameters = st.session_state.setdefault("parameters", {})
    parameters[STEP] = str(step) if step in steps else None
    if step in steps:
        return step
    span = f"There is: {steps[0]} to {steps[-1]}." if len(steps) else "There is none."
    st.session_state.setdefault("dropped", []).append(
        f"Year of the map: the link asked for “{text[:40]}”, which does not exist and was left out. {span}"
    )
    return None


def choice_from_url(choices: Sequence[str], by_filter: str) -> str:
    """What the switch of a map stands on by the address (`?map=CMR`), else what the filter says.

    The browser writes it as it writes the step: the switch is the map's own and changes no filter. A changed
    filter takes it out.
    """
    text = st.query_params.get(CHOICE, "")
    known = text if text in choices else ""
    st.session_state.setdefault("parameters", {})[CHOICE] = known or None
    if text and not known:
        st.session_state.setdefault("dropped", []).append(_sentence("Map", [text], tuple(choices), "select"))
    return known or by_filter


def dropped() -> list[str]:
    """One sentence for each control whose value in the address does not exist."""
    return list(st.session_state.get("dropped", ()))


def link() -> str:
    """The full address of what the reader sees now."""
    base = str(st.context.url or "").split("?", 1)[0]
    parameters = {
        name: text for name, text in st.session_state.get("parameters", {}).items() if text is not None
    }
    return f"{base}?{urlencode(parameters, safe=',')}" if parameters else base


def public_link() -> str:
    """The address of what the reader sees, where the world can open it; else empty."""
    address = link()
    return address if is_public(address) else ""


def is_public(url: str) -> bool:
    """Whether an address is one of the public internet, not of a computer or a network of its own.

    >>> [is_public(f"https://{host}/treaties") for host in ("data.example.org", "localhost:8501", "10.0.0.7")]
    [True, False, False]
    """
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(INNER)


def query_without(*names: str) -> str:
    """The query of the address of what the reader sees without some parameters; it begins with "?"."""
    parameters = st.query_params.to_dict() | st.session_state.get("parameters", {})
    out = {*names, CHOICE, "record"}
    others = {one: text for one, text in parameters.items() if text is not None and one not in out}
    return f"?{urlencode(others, safe=',')}"


def _default(kind: str, options: tuple) -> Any:
    if kind in ("select", "buttons", "number"):
        return options[0]
    return {"many": (), "span": options, "switch": False, "text": ""}.get(kind)


def _value(name: str, label: str, kind: str, options: tuple, default: Any) -> Any:
    """What the address says, where that exists; else the default."""
    text = st.query_params.get(name)
    value, bad = (None, []) if text is None else read(kind, text, options)
    if bad:
        st.session_state.setdefault("dropped", []).append(_sentence(label, bad, options, kind))
    return default if value is None else value


def _offered(kind: str, options: tuple, title: Callable) -> dict[str, Any]:
    """What a control lets a reader choose from: texts of the address with labels, or two limits."""
    if kind in ("select", "buttons", "many"):
        return {"options": [[str(code), str(title(code) or code)] for code in options]}
    return {"limits": [str(options[0]), str(options[-1])]} if options else {}


def _text(kind: str, value: Any) -> str:
    """The text of the address for a value; empty for none."""
    return "" if value is None else written(kind, value)


def _parameter(kind: str, value: Any, default: Any) -> str | None:
    """The text of the address for a value that is not the default."""
    return None if value == default or value is None else written(kind, value)


def _at_most(most: int | None, label: str, values: tuple) -> tuple:
    """The first of several values where a control takes no more; the others are said to be left out."""
    if most is None or len(values) <= most:
        return values
    beyond = ", ".join(map(str, values[most:]))
    st.session_state.setdefault("dropped", []).append(
        f"{label}: the link asked for {len(values)}, of which the first {most} are shown; left out: {beyond}."
    )
    return values[:most]


def _numbers(kind: str, text: str, options: tuple) -> tuple[Any, list[str]]:
    pattern = r"(\d{1,9})-(\d{1,9})" if kind == "span" else r"(\d{1,9})"
    match = re.fullmatch(pattern, text)
    numbers = tuple(int(part) for part in match.groups()) if match else ()
    inside = all(options[0] <= number <= options[-1] for number in numbers)
    if not numbers or not inside or list(numbers) != sorted(numbers):
        return None, [text] if text else []
    return (numbers if kind == "span" else numbers[0]), []


def _day(text: str, options: tuple) -> tuple[date | None, list[str]]:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        day = None
    if day is None or not options[0] <= day <= options[-1]:
        return None, [text] if text else []
    return day, []


def _sentence(label: str, bad: list[str], options: tuple, kind: str) -> str:
    given = ", ".join(part[:40] for part in bad)
    numbers = sorted(code for code in options if isinstance(code, int) and code)
    if kind in ("span", "number", "day"):
        exists = f"{options[0]} to {options[-1]}."
    elif numbers:  # years, and 0 for all of them
        exists = f"{numbers[0]} to {numbers[-1]}."
    else:
        exists = ", ".join(map(str, options[:MOST_NAMED])) + (" …" if len(options) > MOST_NAMED else ".")
    return f"{label}: the link asked for “{given}”, which does not exist and was left out. There is: {exists}"
