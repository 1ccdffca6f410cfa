"""The routes of charts: each in all its forms by its address, those of a reader's own file by a token."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from dashboard import chart_address, chart_metadata, frames
from dashboard.address import is_public
from dashboard.api.answers import ASK, NEVER, Content
from dashboard.chart_address import CHOICE, STEP, in_address
from dashboard.chart_forms import FORMS, Form, Wanted, forms
from dashboard.drawing import Drawing, drawing
from dashboard.parameters import ParameterError, one_of, refuse_unknown, written
from topics.vocabulary.sentences import sentence

OF_ALL_FORMS = (STEP, CHOICE, "steps", "only", "name", "page")
"""Parameters of every form: step and choice of a map, whether all steps are wanted, the class that stands
out, the name of files, the address of the page that cites."""
NAME = re.compile(r"[\w-]{1,80}", re.ASCII)
PAGE = re.compile(r"[a-z]*(\?[^\s<>\"]{0,1000})?")
CHOICES = {"steps": ("all",), "rows": ("all",), "for": ("spreadsheet",)}
"""Parameters that are one word or left out."""


def listing(request: Request) -> Content:
    """All charts: name, what each shows, its options and their defaults."""
    refuse_unknown(request.query_params, ())
    listed = [
        {
            "name": name,
            "shows": first_sentence(work),
            "options": {one: written(option.default) for one, option in in_address(work).items()},
        }
        for name, work in chart_address.charts().items()
    ]
    return Content(frames.json_text(listed), FORMS["json"].kind)


def first_sentence(work: Callable[..., Any]) -> str:
    """What a chart shows, in one sentence."""
    return str(work.__doc__).strip().split("\n")[0]


def chart(request: Request) -> Content:
    """A chart in a form: `charts/ratification_curve.csv?treaty=CCM`."""
    name, ending = _split(request.path_params["file"])
    given = dict(request.query_params)
    work, view, options = chart_address.parsed(name, given, (*OF_ALL_FORMS, *_form(ending).reads))
    drawn = drawing(work, view, options, dark=False)
    every = {one: option.default for one, option in in_address(work).items()} | options
    return _content(request, drawn, ending, {"name": name, "options": every})


def own_chart(request: Request) -> Content:
    """A chart of a reader's own file in a form, as long as its page is open."""
    token, ending = _split(request.path_params["file"])
    drawn = chart_address.own(token)
    refuse_unknown(request.query_params, (*OF_ALL_FORMS, *_form(ending).reads))
    return _content(request, drawn, ending, {"name": getattr(drawn.work, "__name__", "own-areas")}, NEVER)


def _split(file: str) -> tuple[str, str]:
    name, _, ending = file.partition(".")
    return name, ending


def _form(ending: str, among: Mapping[str, Form] = FORMS) -> Form:
    if ending not in among:
        words = sentence("No form '{form}'. There are: {exists}", form=ending, exists=", ".join(among))
        raise LookupError(words)
    return among[ending]


def _content(request: Request, drawn: Drawing, ending: str, facts: dict, keep: str = ASK) -> Content:
    """One form of a drawing."""
    given = dict(request.query_params)
    form = _form(ending, forms(drawn.chart))
    for name, texts in CHOICES.items():
        if given.get(name):
            one_of(name, given[name], texts)
    at, choice = given.get(STEP) or None, given.get(CHOICE) or None
    if not drawn.chart.is_empty:
        chart_metadata.places(drawn.chart.figure, at, choice)
    facts["name"] = _matching(NAME, "name", given.get("name") or facts["name"])
    facts |= {"url": _public(request), "address": str(request.url), "home": str(request.base_url)}
    wanted = Wanted(drawn, at=at, choice=choice, given=given, **facts)
    file = f"{wanted.file}.{ending}" if form.is_file else ""
    return Content(form.make(wanted), form.kind, file, keep)


def _public(request: Request) -> str:
    """The address that a citation gives: of the page that asks, else of this answer; empty if not public."""
    page = request.query_params.get("page")
    url = str(request.url)
    if page is not None:
        url = f"{request.base_url}{_matching(PAGE, 'page', page)}"
    return url if is_public(url) else ""


def _matching(pattern: re.Pattern, name: str, text: str) -> str:
    if not pattern.fullmatch(text):
        words = sentence(
            "{name}: '{text}' is none. Write it as {pattern}", name=name, text=text, pattern=pattern.pattern
        )
        raise ParameterError(words, name)
    return text
