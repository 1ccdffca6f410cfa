"""What static/figure.js fetches of a chart: its message, once it is near or a filter has changed."""

from starlette.requests import Request
from starlette.routing import Route

from dashboard import chart_address, figure
from dashboard.api.answers import Content, Data
from dashboard.drawing import drawing
from dashboard.parameters import one_of, whole

THEMES = ("light", "dark")
LEVELS = (1, 3)
"""First and last level of a heading."""


def message(request: Request) -> Content:
    """The message of a chart, of a map as its page has it begin; nothing where there is nothing to draw."""
    given = dict(request.query_params)
    theme = one_of("theme", given.pop("theme", THEMES[0]), THEMES)
    level = whole("level", given.pop("level", "2"), *LEVELS)
    name, also = request.path_params["name"], chart_address.MAP_PARAMETERS
    work, view, options = chart_address.parsed(name, given, also)
    options |= chart_address.beginning(work, view, given)
    drawn = drawing(work, view, options, theme == "dark")
    content = b"" if drawn.chart.is_empty else figure.message(drawn, level)
    return Content(content, "text/plain; charset=utf-8", is_lasting=True)


ROUTES = [Route("/api/v1/figures/{name:str}", Data(message, is_open=False))]
