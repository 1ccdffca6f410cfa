"""The routes for catalogues and search engines: the collection as schema.org, Croissant and DCAT have it."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from dashboard import frames
from dashboard.api.answers import Content
from dashboard.catalogue import croissant, dataset, dcat
from dashboard.parameters import refuse_unknown

KIND = "application/ld+json"


def described(describe: Callable[[str], dict[str, Any]]) -> Callable[[Request], Content]:
    """A route that gives what is said of the collection, with the address it was asked at."""

    def content(request: Request) -> Content:
        refuse_unknown(request.query_params, ())
        return Content(frames.json_text(describe(str(request.base_url))), KIND)

    return content


DESCRIPTIONS = {
    "dataset.jsonld": described(dataset.collection),
    "croissant.json": described(croissant.croissant),
    "dcat.jsonld": described(dcat.catalogue),
}
"""By the name of the file."""
