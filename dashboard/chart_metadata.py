"""What is known of a chart beside its rows: words, filter, columns, steps, sources, citation, edition."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from charts.chart import OWN
from charts.steps import place_of
from dashboard import bundle, cite, parameters
from dashboard.drawing import Drawing
from dashboard.files import MARKDOWN_LINK, citation
from dashboard.parameters import ParameterError, written
from dashboard.rows import head
from topics.records.citation import Cited, bibtex, plain
from topics.tables import Tables
from topics.vocabulary.sentences import sentence

PARTS = {"steps": "at", "choices": "map"}
"""Parts of the figure of a map: the parameter that says where its reader has left them."""


def metadata(drawn: Drawing, name: str, url: str, options: Mapping[str, Hashable]) -> dict[str, Any]:
    """All that is known of a chart at its step, as JSON has it.

    Args:
        drawn: the chart.
        name: of its function, or that of its files.
        url: where the world can open it; empty where it cannot.
        options: of the chart, with those as by default.
    """
    tables, chart, facts = drawn.view.tables, drawn.chart, drawn.facts
    cited = citation(drawn, name, url)
    return {
        "name": name,
        "title": facts["title"],
        "subtitle": facts["subtitle"],
        "measure": chart.measure,
        "step": facts["step"],
        "note": MARKDOWN_LINK.sub(r"\1", chart.note),
        "status_note": facts["note"] or cite.status_note(tables),
        "filter": {"words": facts["filter"]} | _filter(drawn),
        "options": {one: written(value) for one, value in options.items()},
        "rows": len(chart.rows),
        "columns": [{"name": one, "title": head(one)} for one in chart.rows if one not in OWN],
        "sources": references(tables, cite.sources_of(tables, chart.rows)),
        "source_line": facts["sources"],
        "latest_entry": cite.latest(tables, chart.drawn),
        "dated": facts["dated"],
        "edition": {"version": tables.package["version"], "day": written(tables.edition)},
        "licence": tables.package["licenses"][0],
        "citation": {"text": plain(cited), "bibtex": bibtex(cited)},
        "collection": bundle.citation(tables.package, ""),
        "address": url,
        "day": written(date.today()),
    }


def references(tables: Tables, sources: list[str]) -> list[dict[str, str]]:
    """Documents with their reference as text, the most cited first."""
    known = tables.derive(cite.documents)
    return [reference(known.loc[source].to_dict()) for source in sources if source in known.index]


def reference(document: Mapping[str, Any]) -> dict[str, str]:
    """A document: its fields and its reference as text."""
    stated = {name: value for name, value in document.items() if not pd.isna(value)}
    published, accessed = (stated.get(name) for name in ("published", "accessed"))
    cited = Cited(
        key=str(stated["source"]),
        title=str(stated["title"]),
        publisher=str(stated.get("publisher", "")),
        published=published.date() if published is not None else None,
        precision=str(stated.get("published_precision", "day")),
        url=cite.safe_url(stated.get("url")) or "",
        accessed=accessed.date() if accessed is not None else None,
    )
    return {
        "source": cited.key,
        "title": cited.title,
        "publisher": cited.publisher,
        "kind": str(stated.get("kind", "")),
        "published": _as_exact(cited),
        "accessed": written(cited.accessed),
        "url": cited.url,
        "reference": plain(cited),
    }


def places(figure: Mapping[str, Any], at: str | None, choice: str | None) -> dict[str, int]:
    """Where steps and choices of a map stand, by the part of its figure; none where it has no such part.

    Raises:
        ParameterError: there is no such step or choice, or the figure has none.
    """
    standing = {}
    for (part, name), text in zip(PARTS.items(), (at, choice), strict=True):
        if text and part not in figure:
            words = sentence("{name}: this chart has none. Leave it out", name=name)
            raise ParameterError(words, name)
        if part in figure:
            if text:
                parameters.one_of(name, text, figure[part]["names"])
            standing[part] = place_of(figure[part], text)
    return standing


def _filter(drawn: Drawing) -> dict[str, str]:
    view = drawn.view
    usual = {"region": view.region, "hazard": view.hazard, "wording": view.tables.wording}
    unset = {"countries": written(view.countries), "years": "", "known": "", "edition": ""}
    return usual | unset | parameters.filters(view)


def _as_exact(cited: Cited) -> str:
    """The day of publication as exact as it is known."""
    day = written(cited.published)
    return day[: {"year": 4, "month": 7}.get(cited.precision, 10)]
