"""What a reader takes away of a chart: pictures, and files of its rows."""

import streamlit as st

from dashboard import address, cite, download, shapes
from dashboard.drawing import Drawing
from dashboard.picture import picture_buttons

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_menu(drawn: Drawing, key: str) -> None:
    """What the popover Download of a chart holds: pictures and files of its rows."""
    chart, tables = drawn.chart, drawn.view.tables
    known = f"known-{tables.known:%Y-%m-%d}-" if tables.known else ""
    file = f"{key}-{known}{tables.today:%Y-%m-%d}"
    if chart.figure:
        picture_buttons(drawn.facts | {"key": key, "file": file})
    rows, about = cite.for_files(tables, chart.rows), _about(drawn)
    files = {
        "CSV": (lambda: download.csv(rows), "text/csv"),
        "XLSX": (lambda: download.xlsx(rows, about), WORKBOOK),
        **(shapes.files(chart, rows, about) if chart.extent else {}),
    }
    for name, (make, kind) in files.items():
        st.download_button(
            name,
            make,
            f"{file}.{name.lower()}",
            kind,
            key=f"{name.lower()}-{key}",
            on_click="ignore",
            width="stretch",
        )


def _about(drawn: Drawing) -> list[tuple[str, str]]:
    tables, facts = drawn.view.tables, drawn.facts
    sources = cite.titles_and_urls(tables, cite.sources_of(tables, drawn.chart.rows))
    listed = "\n".join(": ".join(filter(None, pair)) for pair in sources)
    return [
        ("Title", facts["title"]),
        ("Filter", facts["filter"]),
        ("Sources", listed or facts["sources"]),
        ("Date", facts["dated"]),
        ("Status note", cite.status_note(tables)),
        ("Licence", "Compilation: CC BY 4.0, with the sources named; each source keeps its own terms."),
        ("Address", address.link()),
        ("Downloaded", facts["day"]),
    ]


def cite_menu(drawn: Drawing, key: str) -> None:  # noqa: ARG001
    """What the popover Cite of a chart holds."""
    st.code(f"{drawn.facts['title']}. {drawn.facts['sources']}. {drawn.facts['dated']}.", wrap_lines=True)
