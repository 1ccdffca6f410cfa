"""Draws a figure with its heading, sources, table and downloads; the one way a page shows data."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import theme
from dashboard import address, cite, download, view
from dashboard.cite import escaped, link
from dashboard.picture import picture_buttons
from dashboard.rows import columns_shown, rows_shown

__all__ = ["empty", "escaped", "figure_row", "headline", "link", "page", "show", "table"]

CONFIG = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["toImage", "select2d", "lasso2d", "autoScale2d", "hoverClosestGeo"],
    "scrollZoom": False,
    "responsive": True,
    "topojsonURL": "api/v1/",
}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = {1: st.title, 2: st.header, 3: st.subheader}


def show(  # noqa: PLR0913
    figure: go.Figure,
    records: pd.DataFrame,
    key: str,
    *,
    level: int = 2,
    note: str | None = None,
    filter: str | None = None,
    columns: Sequence[str] | None = None,
    height: int | None = None,
    select: bool = False,
) -> Any:
    """Draw a figure: heading, chart, source line, date, status note, table and downloads.

    Args:
        figure: its `layout.title.text` becomes the heading.
        records: the rows it draws; their `source` column is cited.
        key: stable name, also of the files a reader downloads.
        level: of the heading, 2 right under the title of the page, 3 under a section.
        note: one sentence on what is drawn, above the chart.
        filter: what is filtered in words, where that is not the frame's filter.
        columns: the columns of the table, in order.
        height: of the chart in pixels.
        select: let the reader pick points; the selection is given back.
    """
    title = cite.shown_text(figure.layout.title.text)
    if records.empty or not _has_points(figure):
        empty(title, level=level)
        return None
    facts = _facts(title, records, key, filter, is_map=_is_map(figure)) | {"step": _step(figure)}
    with st.container(key=f"figure-{key}", gap="small"):
        _heading(title, level)
        if note:
            st.markdown(note)
        chosen = _chart(figure, key, alt_text(figure, title), height, select)
        _foot(records, facts)
        _more(records, key, facts, columns, with_picture=True)
    return chosen


def table(
    records: pd.DataFrame,
    key: str,
    title: str,
    *,
    level: int = 2,
    note: str | None = None,
    filter: str | None = None,
    columns: Sequence[str] | None = None,
) -> None:
    """Draw rows as a table with its heading, sources and downloads."""
    if records.empty:
        empty(title, level=level)
        return
    facts = _facts(title, records, key, filter, is_map=False)
    with st.container(key=f"figure-{key}", gap="small"):
        _heading(title, level)
        if note:
            st.markdown(note)
        _rows(records, columns, title)
        _foot(records, facts)
        _more(records, key, facts, columns, with_picture=False)


def empty(sentence: str, level: int | None = None) -> None:
    """Say that there is nothing to draw, and what to change."""
    words = cite.shown_text(sentence).rstrip(".")
    with st.container(gap="small"):
        if level and words:
            _heading(words, level)
        elif words:
            st.markdown(f"**{escaped(words)}.**")
        st.markdown(
            "Nothing is on record for what is filtered: "
            f"{escaped(view.chosen().words())}. Widen the years, the countries or the hazard in the filters, "
            "or press Reset there. Nothing on record does not mean zero."
        )


def figure_row(key: str = "headlines") -> AbstractContextManager:
    """A row for headline figures that wraps on a narrow screen."""
    return st.container(key=f"figure-row-{key}")


def headline(
    label: str, value: float | str | None, unit: str = "", records: pd.DataFrame | None = None, note: str = ""
) -> None:
    """Draw one headline figure with its source under it; a missing one is "no figure", never zero."""
    missing = value is None or (not isinstance(value, str) and pd.isna(value))
    words = "no figure" if missing else value if isinstance(value, str) else theme.number(value)
    shown_unit = f' <span class="headline-unit">{escape(unit)}</span>' if unit and not missing else ""
    parts = [
        f'<p class="headline-label">{escape(label)}</p>',
        f'<p class="headline-value{" headline-missing" if missing else ""}">{escape(words)}{shown_unit}</p>',
    ]
    if note:
        parts.append(f'<p class="headline-note">{escape(note)}</p>')
    with st.container(border=True, gap=None):
        st.html(f'<div class="headline">{"".join(parts)}</div>')
        if records is not None and not missing:
            st.caption(cite.source_line(records, most=1, rest=""))


def page(name: str) -> Any:
    """A page of the frame, for `st.page_link`.

    Raises:
        LookupError: there is no such page.
    """
    pages = st.session_state.get("pages", {})
    if name not in pages:
        raise LookupError(f"No page '{name}'. There are: {', '.join(pages)}")
    return pages[name]


def alt_text(figure: go.Figure, title: str) -> str:
    """The title and what the first series show, for those who hear the page."""
    said = [_series_words(trace) for trace in figure.data if trace.name and trace.visible is not False]
    said = list(dict.fromkeys(filter(None, said)))
    more = f" And {len(said) - 6} more." if len(said) > 6 else ""
    kind = "Map" if _is_map(figure) else "Chart"
    return f"{kind}: {title}. {' '.join(said[:6])}{more}".strip()


def _series_words(trace: Any) -> str:
    name = cite.shown_text(trace.name)
    if trace.type in ("choropleth", "scattergeo"):
        places = trace.locations if trace.locations is not None else trace.lon
        count = 0 if places is None else sum(not _null(place) and place != "" for place in places)
        return f"{name}: {count} {'place' if count == 1 else 'places'}." if count else ""
    points = [(x, y) for x, y in zip(_list(trace, "x"), _list(trace, "y"), strict=False) if not _null(y)]
    if not points:
        return ""
    (first, begin), (last, end) = points[0], points[-1]
    if len(points) == 1 or trace.type not in ("scatter", "bar"):
        return f"{name}: {_said(first)}, {_said(begin)}."
    return f"{name}: from {_said(begin)} ({_said(first)}) to {_said(end)} ({_said(last)})."


def _list(trace: Any, name: str) -> list:
    values = trace[name] if name in set(trace) else None
    return [] if values is None else list(values)


def _null(value: Any) -> bool:
    return value is None or (isinstance(value, float) and pd.isna(value))


def _said(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(int(value)) if 1900 <= value <= 2100 and float(value).is_integer() else theme.number(value)
    return cite.shown_text(str(value)[:10] if re.match(r"\d{4}-\d\d-\d\dT", str(value)) else value)


def _is_map(figure: go.Figure) -> bool:
    return any(trace.type in ("choropleth", "scattergeo") for trace in figure.data)


def _step(figure: go.Figure) -> str:
    """Where the slider of a figure stands when the figure is drawn: its title speaks of that step."""
    sliders = figure.layout.sliders
    steps = sliders[0].steps if sliders else ()
    return str(steps[int(sliders[0].active or 0)].label) if steps else ""


def _has_points(figure: go.Figure) -> bool:
    return any(_points(trace) for trace in figure.data) or bool(figure.frames)


def _points(trace: Any) -> bool:
    if trace.type == "sankey":
        return bool(trace.link.value)
    known = set(trace)
    for name in ("locations", "lon", "x", "y", "z", "values", "ids", "r"):
        values = trace[name] if name in known else None
        if values is not None and any(not _null(value) for value in values):
            return True
    return False


def _heading(title: str, level: int) -> None:
    HEADINGS[level](escaped(title), anchor=False)


def _chart(figure: go.Figure, key: str, alt: str, height: int | None, select: bool) -> Any:
    dark = st.context.theme.type == "dark"
    figure.update_layout(template=theme.template(dark), title=None)
    options: dict[str, Any] = {
        "key": key,
        "theme": None,
        "config": CONFIG,
        "alt": alt,
        "on_select": "rerun" if select else "ignore",
        "selection_mode": ("points",),
    }
    if _is_map(figure):  # its height follows the width of the screen, see style.css
        extent = (figure.layout.meta or {}).get("extent", "see")
        figure.update_layout(height=None)
        with st.container(key=f"map-{extent}-{key}", gap=None):
            chosen = st.plotly_chart(figure, height="stretch", **options)
    else:
        if height:
            figure.update_layout(height=height)
        chosen = st.plotly_chart(figure, **options)
    return chosen if select else None


def _facts(title: str, records: pd.DataFrame, key: str, words: str | None, is_map: bool) -> dict[str, str]:
    """What goes with a figure wherever it goes, in plain words."""
    return {
        "key": key,
        "title": title,
        "filter": words or view.chosen().words(),
        "sources": cite.source_words(records),
        "dated": cite.dated(records),
        "note": " ".join(
            filter(
                None,
                [
                    cite.status_note() if is_map or cite.names_kosovo(records) else "",
                    cite.BOUNDARY_NOTE if is_map else "",
                ],
            )
        ),
        "day": f"{date.today():%Y-%m-%d}",
    }


def _foot(records: pd.DataFrame, facts: dict[str, str]) -> None:
    lines = [f"{cite.source_line(records)}. {escaped(facts['dated'])}."]
    if facts["note"]:
        lines.append(escaped(facts["note"]))
    st.caption("  \n".join(lines))


def _rows(records: pd.DataFrame, columns: Sequence[str] | None, title: str) -> None:
    rows = rows_shown(records, columns)
    st.dataframe(
        rows,
        hide_index=True,
        column_config=columns_shown(rows),
        placeholder="not stated",
        alt=f"Table: {title}. {len(rows)} rows.",
    )


@st.fragment
def _more(
    records: pd.DataFrame, key: str, facts: dict[str, str], columns: Sequence[str] | None, with_picture: bool
) -> None:
    """Table and downloads; nothing of them is made or sent before a reader asks."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"more-{key}"):
        menu = st.popover("Download", icon=":material/download:", key=f"download-{key}", on_change="rerun")
        opened = with_picture and st.toggle("Table", key=f"table-{key}")
    if menu.open:
        with menu:
            _downloads(records, key, facts, with_picture)
    if opened:
        _rows(records, columns, facts["title"])


def _downloads(records: pd.DataFrame, key: str, facts: dict[str, str], with_picture: bool) -> None:
    if with_picture:
        picture_buttons(facts)
    cited = cite.with_sources(records)
    about = _about(records, facts)
    files = {
        "CSV": (lambda: download.csv(cited), "text/csv"),
        "XLSX": (lambda: download.xlsx(cited, about), WORKBOOK),
    }
    for name, (made, kind) in files.items():
        st.download_button(
            name,
            made,
            f"{key}-{facts['day']}.{name.lower()}",
            kind,
            key=f"{name.lower()}-{key}",
            on_click="ignore",
            width="stretch",
        )


def _about(records: pd.DataFrame, facts: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("Title", facts["title"]),
        ("Filter", facts["filter"]),
        ("Sources", "\n".join(": ".join(filter(None, cited)) for cited in cite.sources_of(records))),
        ("Date", facts["dated"]),
        ("Status note", cite.status_note()),
        ("Licence", "Compilation: CC BY 4.0, with the sources named; each source keeps its own terms."),
        ("Address", address.link()),
        ("Downloaded", facts["day"]),
    ]
