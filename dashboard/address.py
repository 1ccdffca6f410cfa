"""Binds every control to the address of the page, so that a link reopens what a reader sees."""

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
KINDS = ("select", "buttons", "many", "span", "number", "day", "switch")


def ask(
    name: str,
    label: str,
    options: Sequence = (),
    *,
    default: Any = None,
    names: Mapping | Callable | None = None,
    kind: str = "select",
    container: Any = st,
    **widget_options: Any,
) -> Any:
    """Draw a control, bound to `?name=` in the address, and give its value.

    The address wins over what the session remembers where it was changed from outside (a link, a typed
    address); a value that does not exist is dropped and said at the top of the page.

    Args:
        name: the parameter in the address, short and lower case.
        label: what the reader sees.
        options: codes to choose from; for "span" and "number" the lowest and the highest number,
            for "day" the first and the last day.
        default: the value without a parameter; the first option, nothing for "many" and "day", all for
            "span".
        names: code to label, as a table or a function.
        kind: one of KINDS.
        container: where to draw, e.g. `st.sidebar`.
        widget_options: further settings of the Streamlit control, such as `help`.
    """
    options = tuple(options)
    if kind != "switch" and not options:
        return () if kind == "many" else None
    default = _default(kind, options) if default is None else default
    key = f"ask-{st.session_state.get('place', '')}-{name}"
    value = _value(name, key, label, kind, options, default)
    if kind == "many":
        value = _at_most(widget_options.get("max_selections"), label, value)
    chosen = list(value) if kind == "many" else value
    if key not in st.session_state or st.session_state[key] != chosen:
        st.session_state[key] = chosen
    title = names if callable(names) else (names or {}).get
    widget_options["format_func"] = lambda code: str(title(code) or code)
    value = _draw(kind, label, options, key, container, widget_options)
    _remember(name, kind, value, default)
    return value


def wanted(page: str, name: str) -> str:
    """What a control of a page is asked for before it is drawn, as text of the address; empty if nothing."""
    text = st.query_params.get(name)
    if text is not None and text != st.session_state.get("published", {}).get(name):
        return text
    return str(st.session_state.get(f"ask-{page}-{name}", text or ""))


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
    st.session_state["place"] = ""


def enter(page: str) -> None:
    """Say that what is asked from now on belongs to a page and not to the frame."""
    st.session_state["place"] = page


def publish() -> None:
    """Write what was asked in this run into the address, in one step, and only when it differs."""
    parameters = st.session_state.get("parameters", {})
    now = st.query_params.to_dict()
    then = {name: text for name, text in now.items() if name not in parameters}
    then |= {name: text for name, text in parameters.items() if text is not None}
    if then != now:
        st.query_params.from_dict(then)
    st.session_state["published"] = dict(then)


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

    The browser writes it as it writes the step: the switch is the map's own and changes no filter. It is
    forgotten when the filter changes.
    """
    before, st.session_state["by-filter"] = st.session_state.get("by-filter", by_filter), by_filter
    text = st.query_params.get(CHOICE, "") if before == by_filter else ""
    known = text if text in choices else ""
    st.session_state.setdefault("parameters", {})[CHOICE] = known or None
    if text and not known:
        st.session_state.setdefault("dropped", []).append(_sentence("Map", [text], tuple(choices), "select"))
    return known or by_filter


def step_and_choice() -> tuple[str | None, str | None]:
    """Where the reader has left slider and switch of a map, None for what was not touched.

    That is what the page has asked the address for; where it asks for none, what the address says.
    """
    known = st.query_params.to_dict() | st.session_state.get("parameters", {})
    return known.get(STEP), known.get(CHOICE)


def dropped() -> list[str]:
    """One sentence for each control whose value in the address does not exist."""
    return list(st.session_state.get("dropped", ()))


def state() -> tuple:
    """What has been asked so far in this run, to tell one view from another."""
    return st.session_state.get("place", ""), tuple(sorted(st.session_state.get("parameters", {}).items()))


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


def clear(name: str) -> None:
    """Forget one control of the frame, so that the next run shows its default."""
    st.session_state.pop(f"ask--{name}", None)
    st.session_state.get("remembered", {}).pop(name, None)
    st.query_params.pop(name, None)
    st.session_state.get("published", {}).pop(name, None)


def reset() -> None:
    """Forget every control, so that the next run starts from the defaults."""
    for key in [key for key in st.session_state if str(key).startswith("ask-")]:
        del st.session_state[key]
    st.session_state["remembered"] = {}
    st.query_params.clear()
    st.session_state["published"] = {}


def _default(kind: str, options: tuple) -> Any:
    if kind == "many":
        return ()
    if kind == "span":
        return options
    if kind == "switch":
        return False
    return None if kind == "day" else options[0]


def _value(name: str, key: str, label: str, kind: str, options: tuple, default: Any) -> Any:
    """What the control must show: the address when it was changed from outside, else what was there."""
    text = st.query_params.get(name)
    if text is not None and text != st.session_state.get("published", {}).get(name):
        value, bad = read(kind, text, options)
        if bad:
            st.session_state.setdefault("dropped", []).append(_sentence(label, bad, options, kind))
        return default if value is None else value
    if key in st.session_state:
        text = written(kind, st.session_state[key]) if st.session_state[key] is not None else ""
    else:
        text = st.session_state.get("remembered", {}).get(name, "")
    value, _ = read(kind, text, options)
    return default if value is None else value


def _at_most(most: int | None, label: str, values: tuple) -> tuple:
    """The first of several values where a control takes no more; the others are said to be left out."""
    if most is None or len(values) <= most:
        return values
    beyond = ", ".join(map(str, values[most:]))
    st.session_state.setdefault("dropped", []).append(
        f"{label}: the link asked for {len(values)}, of which the first {most} are shown; left out: {beyond}."
    )
    return values[:most]


def _draw(kind: str, label: str, options: tuple, key: str, container: Any, widget_options: dict) -> Any:
    if kind == "many":
        widget_options.setdefault("placeholder", "All")
        return tuple(container.multiselect(label, options, key=key, **widget_options))
    if kind == "select":
        return container.selectbox(label, options, key=key, **widget_options)
    if kind == "buttons":
        return container.segmented_control(label, options, key=key, required=True, **widget_options)
    del widget_options["format_func"]
    if kind == "switch":
        return container.toggle(label, key=key, **widget_options)
    if kind == "day":
        return container.date_input(
            label, None, options[0], options[-1], key=key, format="DD/MM/YYYY", **widget_options
        )
    return container.slider(label, options[0], options[-1], key=key, **widget_options)


def _remember(name: str, kind: str, value: Any, default: Any) -> None:
    text = None if value == default or value is None else written(kind, value)
    st.session_state.setdefault("parameters", {})[name] = text
    st.session_state.setdefault("remembered", {})[name] = text or ""


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
    if kind in ("span", "number", "day"):
        exists = f"{options[0]} to {options[-1]}"
    else:
        exists = ", ".join(map(str, options[:20])) + (", …" if len(options) > 20 else "")
    return (
        f"{label}: the link asked for “{given}”, which does not exist here and was left out. "
        f"There is: {exists}."
    )
