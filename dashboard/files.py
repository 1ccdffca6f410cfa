"""What a reader takes away of a chart: files of its rows, and how to cite it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts.chart import Chart
from dashboard import attribution, cite
from dashboard.drawing import Drawing
from dashboard.rows import WHOLE, Column, columns_of, head
from editions.package import edition_words
from topics.records.citation import Cited, plain
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import CODES
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

STAGE = "stage"
"""Column that says whether money was promised or paid."""
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
MOST_LETTERS = 60
"""Of the place in the name of a file."""


def file_name(view: View, key: str) -> str:
    """The name of a file of a chart without its ending: what it shows, where and of when."""
    tables = view.tables
    edition = f"edition-{tables.published}" if tables.is_closed else ""
    known = f"as-known-{tables.known}" if tables.known else ""
    day = "-".join(filter(None, [edition, known])) or f"{tables.today}"
    return f"{_in_a_name(key)}-{_in_a_name(view.place)[:MOST_LETTERS].strip('-')}-{day}"


def citation(drawn: Drawing, key: str, url: str = "") -> Cited:
    """A chart with what a citation of it needs.

    Args:
        drawn: the chart.
        key: its name.
        url: where the world can open it; empty where it cannot.
    """
    tables, facts, about = drawn.view.tables, drawn.facts, drawn.view.tables.package
    return Cited(
        key=f"{_in_a_name(key)}-{about['version']}",
        title=facts["title"],
        publisher=about["title"],
        published=tables.edition,
        locator=facts["subtitle"],
        url=url,
        accessed=date.today() if url else None,
        record=f"{sentence_case(edition_words(about))}, CC BY 4.0. {facts['sources']}",
        kind="dataset",
        version=about["version"],
    )


def about_chart(drawn: Drawing, url: str = "", only: str = "") -> list[tuple[str, str]]:
    """What a file says of itself beside its rows.

    Args:
        drawn: the chart.
        url: as for `citation`.
        only: the class of a map that its reader made stand out.
    """
    tables, facts = drawn.view.tables, drawn.facts
    classes = {look["label"] for look in drawn.chart.figure.get("classes", ())}
    sources = cite.titles_and_urls(tables, cite.sources_of(tables, drawn.chart.rows))
    listed = "\n".join(": ".join(filter(None, pair)) for pair in sources)
    parts = [
        ("Title", facts["title"]),
        ("Step", facts["step"]),
        ("Measure", facts["subtitle"]),
        ("Filter", facts["filter"]),
        ("Class that stands out on the map", only if only in classes else ""),
        ("Note", MARKDOWN_LINK.sub(r"\1", drawn.chart.note)),
        ("Sources", listed or facts["sources"]),
        ("Date", facts["dated"]),
        ("Status note", cite.status_note(tables)),
        ("Boundaries", attribution.origins(drawn.chart.figure)),
        ("Licence", "Compilation: CC BY 4.0, with the sources named; each source keeps its own terms."),
        ("Cite as", plain(citation(drawn, "chart", url))),
        ("Address", url),
        ("Downloaded", f"{date.today()}"),
    ]
    return [(name, text) for name, text in parts if text]


def sheet_columns(tables: Tables, chart: Chart) -> list[Column]:
    """The columns of a workbook: those of the table on the page, then what one needs to work with them."""
    rows = cite.with_sources(tables, chart.rows)
    codes = [name for name in CODES if name in rows and name in (*(chart.columns or rows.columns), "country")]
    more = [
        *(columns_of(tables, rows, ("year",)) if "year" in rows else ()),
        *(
            Column(sentence("{column}, code", column=head(name)), _texts(rows[name]), name=f"{name}-code")
            for name in codes
        ),
        Column(sentence("Source"), _texts(rows["source_title"]), name="source_title"),
        Column(sentence("Address of the source"), _texts(rows["source_url"]), name="source_url"),
        *columns_of(tables, rows, ("locator",)),
        Column(sentence("Records"), [" ".join(ids) for ids in rows["records"]], name="records"),
    ]
    columns = {column.head: column for column in columns_of(tables, rows, _with_stage(chart.columns, rows))}
    for column in more:
        if any(column.texts):
            columns.setdefault(column.head, column)
    return list(columns.values())


def _with_stage(names: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """The columns with that of the stage beside sums of money: what was promised is not what was paid."""
    money = [place for place, name in enumerate(names) if name in WHOLE]
    if not money or STAGE in names or STAGE not in rows:
        return list(names)
    return [*names[: money[-1] + 1], STAGE, *names[money[-1] + 1 :]]


def _texts(cells: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in cells]


def _in_a_name(words: str) -> str:
    """Words as the name of a file may hold them.

    >>> _in_a_name("Türkiye and 2 more"), _in_a_name("contamination_map")
    ('turkiye-and-2-more', 'contamination-map')
    """
    plain_letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_letters.lower()).strip("-")
