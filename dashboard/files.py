"""What a reader takes away of a chart: pictures, files of its rows, and how to cite it."""

import re
import unicodedata
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from charts.chart import Chart
from dashboard import address, bundle, cite, download, shapes
from dashboard.drawing import Drawing
from dashboard.picture import picture_buttons
from dashboard.rows import CODES, WHOLE, Column, columns_of, head
from dashboard.store import package
from topics.records.citation import Cited, bibtex, plain
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAGE = "stage"
"""Column that says whether money was promised or paid."""
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MOST_LETTERS = 60
"""Of the place in the name of a file."""


def download_menu(drawn: Drawing, key: str) -> None:
    """What the popover Download of a chart holds: pictures and files of its rows, of a map at its step."""
    tables, file = drawn.view.tables, file_name(drawn.view, key)
    at_step = drawn.at(*address.step_and_choice())
    chart, about = at_step.chart, about_chart(at_step, address.public_link(), st.query_params.get("only", ""))
    if chart.figure:
        picture_buttons(at_step.facts | {"key": key, "file": file} | _origin())
    rows = cite.for_files(tables, chart.rows)
    files = {
        "XLSX": (lambda: download.xlsx(sheet_columns(tables, chart), about), WORKBOOK),
        "CSV": (lambda: download.csv(rows), "text/csv"),
        **(shapes.files(chart, rows, about) if chart.is_map else {}),
    }
    for name, (make, kind) in files.items():
        _file_button(name, make, f"{file}.{name.lower()}", kind, f"{name.lower()}-{key}")
    if at_step is not drawn:
        _file_button(
            sentence("CSV, all steps"),
            lambda: download.csv(cite.for_files(tables, drawn.chart.rows)),
            f"{file}-all-steps.csv",
            "text/csv",
            f"csv-all-{key}",
        )


def cite_menu(drawn: Drawing, key: str) -> None:
    """What the popover Cite of a chart holds: its citation as text and as BibTeX."""
    cited = citation(drawn.at(*address.step_and_choice()), key, address.public_link())
    st.markdown(f"**{sentence('Citation')}**")
    st.code(plain(cited), language=None, wrap_lines=True)
    st.markdown(f"**{sentence('BibTeX')}**")
    st.code(bibtex(cited), language=None, wrap_lines=True)
    if drawn.chart.figure:
        st.caption(sentence("To cite a single figure, click its mark: the card names its source."))
    else:
        st.caption(sentence("To cite a single figure, click its row: the card names its source."))


def file_name(view: View, key: str) -> str:
    """The name of a file of a chart without its ending: what it shows, where and of when."""
    known = view.tables.known
    day = f"as-known-{known:%Y-%m-%d}" if known else f"{view.tables.today:%Y-%m-%d}"
    return f"{_in_a_name(key)}-{_in_a_name(view.place)[:MOST_LETTERS].strip('-')}-{day}"


def citation(drawn: Drawing, key: str, url: str = "") -> Cited:
    """A chart with what a citation of it needs.

    Args:
        drawn: the chart.
        key: its name.
        url: where the world can open it; empty where it cannot.
    """
    tables, facts = drawn.view.tables, drawn.facts
    return Cited(
        key=f"{_in_a_name(key)}-{package()['version']}",
        title=facts["title"],
        publisher=package()["title"],
        published=tables.edition,
        locator=facts["subtitle"],
        url=url,
        accessed=tables.today if url else None,
        record=f"{sentence_case(bundle.edition_words())}, CC BY 4.0. {facts['sources']}",
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
        ("Licence", "Compilation: CC BY 4.0, with the sources named; each source keeps its own terms."),
        ("Cite as", plain(citation(drawn, "chart", url))),
        ("Address", url),
        ("Downloaded", facts["day"]),
    ]
    return [(name, text) for name, text in parts if text]


def sheet_columns(tables: Tables, chart: Chart) -> list[Column]:
    """The columns of a workbook: those of the table on the page, then what one needs to work with them."""
    rows = cite.with_sources(tables, chart.rows)
    codes = [name for name in CODES if name in rows and name in (*(chart.columns or rows.columns), "country")]
    more = [
        *(columns_of(tables, rows, ("year",)) if "year" in rows else ()),
        *(Column(sentence("{column}, code", column=head(name)), _texts(rows[name])) for name in codes),
        Column(sentence("Source"), _texts(rows["source_title"])),
        Column(sentence("Address of the source"), _texts(rows["source_url"])),
        *columns_of(tables, rows, ("locator",)),
        Column(sentence("Records"), [" ".join(ids) for ids in rows["records"]]),
    ]
    columns = {column.head: column for column in columns_of(tables, rows, _with_stage(chart.columns, rows))}
    for column in more:
        if any(column.texts):
            columns.setdefault(column.head, column)
    return list(columns.values())


def _file_button(label: str, make: Callable[[], bytes], file: str, kind: str, key: str) -> None:
    st.download_button(label, make, file, kind, key=key, on_click="ignore", width="stretch")


def _with_stage(names: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """The columns with that of the stage beside sums of money: what was promised is not what was paid."""
    money = [place for place, name in enumerate(names) if name in WHOLE]
    if not money or STAGE in names or STAGE not in rows:
        return list(names)
    return [*names[: money[-1] + 1], STAGE, *names[money[-1] + 1 :]]


def _origin() -> dict[str, str]:
    """Where a picture comes from: the address of what the reader sees, or the data where it is not public."""
    return {"public": address.public_link(), "citation": bundle.citation()}


def _texts(cells: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in cells]


def _in_a_name(words: str) -> str:
    """Words as the name of a file may hold them.

    >>> _in_a_name("Türkiye and 2 more"), _in_a_name("contamination_map")
    ('turkiye-and-2-more', 'contamination-map')
    """
    plain_letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_letters.lower()).strip("-")
