"""Opens the source card: what a mark or a row rests on, who else states it, how to cite it."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import OWN_FILE, Chart
from dashboard import address, cite, current, record, report, store
from dashboard.settings import settings
from topics.records import citation, evidence
from topics.records.documents import dates_and_licence
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import counted_sentence, sentence
from topics.vocabulary.text import shorten

MOST = 60
"""Records of one mark that a reader may choose from; the table of the chart has them all."""
NO_RECORD = sentence(
    "No source record: the mark shows a place, a limit or missing data, or the record was withdrawn. "
    "No data does not mean zero."
)
HOW_TO_REPORT = sentence("Complete the first lines of this text and send it to who maintains the data.")
RELATIONS = {
    evidence.THIS: sentence("this record"),
    evidence.CONFIRMS: sentence("independent confirmation"),
    evidence.AGREES: sentence("same value, origin not known"),
    evidence.REPEATS: sentence("same origin, no confirmation"),
    evidence.DIFFERS: sentence("different value"),
}
JS = """
// A finger has no hover: its first touch shows the label of a mark, the second one opens the card.
// A line of a list is a link to its card.
export default function ({ setTriggerValue, parentElement }) {
  let touched;
  const hear = ({ target, detail }) => {
    const mark = JSON.stringify(detail);
    if (!detail.byKey && matchMedia("(hover: none)").matches && touched !== mark) {
      touched = mark;
      return;
    }
    const figure = target.closest('[data-figure], [class*="st-key-figure-"]');
    const chart = figure?.dataset.figure ?? /st-key-figure-([\\w-]+)/.exec(figure?.className)?.[1];
    if (chart) setTriggerValue("mark", { ...detail, chart });
  };
  const follow = (event) => {
    const line = event.target.closest?.("a[data-row]");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // its address opens the same card with a new page
    hear({ target: line, detail: { row: Number(line.dataset.row), byKey: true } });
  };
  document.removeEventListener("mark", parentElement.hear);
  document.removeEventListener("click", parentElement.follow);
  Object.assign(parentElement, { hear, follow });
  document.addEventListener("mark", hear);
  document.addEventListener("click", follow);
  return () => {
    document.removeEventListener("mark", hear);
    document.removeEventListener("click", follow);
  };
}
"""
_listener = st.components.v2.component("marks", html="<span></span>", js=JS)


def begin() -> None:
    """Begin a run of the script: nothing has been drawn yet."""
    st.session_state["drawn"] = {}


def remember(key: str, chart: Chart) -> None:
    """Keep a chart for the reader who asks for the source of one of its marks or rows."""
    st.session_state.setdefault("drawn", {})[key] = chart


@st.fragment
def listen() -> None:
    """Wait for a mark to be clicked, or for a record in the address, and open its card."""
    clicked = _listener(key="mark-listener", on_mark_change=lambda: None)
    linked = st.query_params.get("record", "")
    if clicked.mark:
        chart = st.session_state.get("drawn", {}).get(clicked.mark.get("chart", ""))
        number = clicked.mark.get("row")
        if chart is not None and isinstance(number, int) and 0 <= number < len(chart.rows):
            _open(chart.rows.iloc[number].to_dict())
    elif linked:
        _open_linked({"records": (evidence.current_id(current.tables(), linked),), "is_stated": True})


def _forget() -> None:
    """Take the record out of the address when its card is closed."""
    st.query_params.pop("record", None)


@st.dialog("Source card", width="medium")
def _open(row: dict[str, Any]) -> None:
    _card(row)


@st.dialog("Source card", width="medium", on_dismiss=_forget)
def _open_linked(row: dict[str, Any]) -> None:
    _card(row)


def _card(row: dict[str, Any]) -> None:
    """Draw the card of a row of a chart: what it shows, and the records that it rests on."""
    tables = current.tables()
    records = evidence.records(tables, row["records"])
    name = country_names(tables).get(row.get("country") or "")
    if name and row["country"] in set(tables["countries"]["country"]):
        label = sentence("Open {country}", country=escape(name))
        st.html(f'<a class="button" href="./country?country={row["country"]}">{label}</a>')
    if row.get("label") and (len(records) != 1 or not row["is_stated"]):
        st.html(f'<div class="card-mark">{_lines(row["label"])}</div>')
    if row.get(OWN_FILE):
        st.markdown(sentence("From your own file: not checked, and kept in this session only."))
    elif records:
        _draw(_chosen(records, bool(row["is_stated"])))
    elif isinstance(row.get("source"), str):
        documents = tables.derive(cite.documents)
        ids = [source for source in cite.source_ids(row["source"]) if source in documents.index]
        sources = "".join(_source(row, documents.loc[source].to_dict()) for source in ids)
        st.html(f'<div class="card">{sources}</div>')
    else:
        st.markdown(NO_RECORD)


def _chosen(records: list[dict[str, Any]], is_stated: bool) -> dict[str, Any]:
    """The record a reader chooses where a mark rests on several."""
    listed = records[:MOST]
    if len(listed) == 1:
        if not is_stated:
            st.markdown(sentence("Computed from this record:"))
        return listed[0]
    count = f"{len(records)} records" + (f", the first {MOST} of them here" if len(records) > MOST else "")
    place = st.selectbox(
        f"Shows {count}" if is_stated else f"Computed from {count}",
        range(len(listed)),
        format_func=lambda place: f"{record.figure(listed[place])} · {record.subject(listed[place])}",
    )
    return listed[place or 0]


def _draw(chosen: dict[str, Any]) -> None:
    tables = current.tables()
    documents = tables.derive(cite.documents)
    document = documents.loc[chosen["source"]].to_dict() if chosen.get("source") in documents.index else {}
    others = evidence.statements(chosen, tables)
    st.html(
        f'<div class="card"><p class="card-figure">{escape(record.figure(chosen))}</p>'
        f'<p class="card-subject">{escape(record.subject(chosen))}</p>'
        f"{_source(chosen, document)}{_details(chosen)}{_statements(others, documents)}</div>"
    )
    _citations(record.cited(chosen, document))
    _report(chosen, document)
    if cite.names_kosovo(pd.DataFrame([chosen])):
        st.caption(cite.escaped(cite.status_note(tables)))


def _source(stated: dict[str, Any], document: dict[str, Any]) -> str:
    """The document, who published it and when, and the place in it."""
    url = cite.safe_url(document.get("url"))
    title = escape(str(document.get("title") or stated.get("source") or "not stated"))
    if url:
        title = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    kind = str(document.get("kind") or "")
    copied = document.get("copies")
    parts = [document.get("publisher"), kind, *dates_and_licence(document)]
    lines = [title, escape(" · ".join(str(part) for part in parts if record.is_stated(part)))]
    if record.is_stated(stated.get("locator")):
        lines.append(sentence("Place in the source: {place}", place=escape(str(stated["locator"]))))
    if record.is_stated(copied):
        lines.append(sentence("Repeats: {title}", title=escape(_title(str(copied)))))
    return f'<div class="card-source">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _details(stated: dict[str, Any]) -> str:
    """What the record says of its figure, and what was corrected in it."""
    corrected = record.corrections(stated, current.tables()["corrections"])
    details = [*record.details(stated), *(("Corrected", words) for words in corrected)]
    rows = "".join(f"<dt>{escape(title)}</dt><dd>{escape(words)}</dd>" for title, words in details)
    return f'<dl class="card-details">{rows}</dl>'


def _statements(others: pd.DataFrame, documents: pd.DataFrame) -> str:
    """All statements of the same figure in the order in which they became known."""
    if others.empty:
        return ""
    listed = others.to_dict("records")
    rows = "".join(_statement(row) for row in listed)
    head = "".join(
        f"<th scope='col'>{title}</th>"
        for title in (sentence("Known since"), sentence("Value"), sentence("Source"), sentence("Relation"))
    )
    table = f'<table class="card-statements"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<p class="card-head">{escape(verdict(others, documents))}</p>{table if len(listed) > 1 else ""}'


def _statement(row: dict[str, Any]) -> str:
    relation = RELATIONS[row["relation"]]
    preferred = row.get("preferred")
    words = f"{relation}, preferred" if preferred is True else relation
    cells = [record.since(row), record.figure(row), shorten(_title(str(row["source"])), 70), words]
    cells = [escape(cell) for cell in cells]
    if record.is_stated(row.get("note")):
        cells[2] += f'<p class="card-note">{escape(shorten(row["note"], 110))}</p>'
    is_this = ' class="card-this"' if row["relation"] == evidence.THIS else ""
    return f"<tr{is_this}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def verdict(others: pd.DataFrame, documents: pd.DataFrame) -> str:
    """In a sentence who else states the figure of a record.

    Args:
        others: from `evidence.statements`.
        documents: the table of sources.
    """
    counted = others["relation"].value_counts()
    confirmed = evidence.confirmations(others, documents)
    agreed, repeated, differing = (
        counted.get(relation, 0) for relation in (evidence.AGREES, evidence.REPEATS, evidence.DIFFERS)
    )
    parts = [
        counted_sentence(confirmed, "{count} independent confirmation", "{count} independent confirmations"),
        counted_sentence(
            agreed, "{count} source gives the same value", "{count} sources give the same value"
        ),
        counted_sentence(repeated, "{count} repeats the same origin", "{count} repeat the same origin"),
        counted_sentence(
            differing, "{count} source gives another value", "{count} sources give other values"
        ),
    ]
    if not confirmed:
        parts[0] = sentence("No independent confirmation on record")
    return f"{'; '.join(filter(None, parts))}."


def _citations(cited: citation.Cited) -> None:
    """The citation in three forms, each to be copied."""
    with st.expander(sentence("Cite this record")):
        tabs = st.tabs(["Text", "APA", "BibTeX"])
        forms = (citation.plain, citation.apa, citation.bibtex)
        for tab, form, language in zip(tabs, forms, (None, None, "latex"), strict=True):
            tab.code(form(cited), language=language, wrap_lines=True)


def _report(stated: dict[str, Any], document: dict[str, Any]) -> None:
    """A report of an error with what is known of the record, to be copied, mailed or written elsewhere."""
    needed, more = report.lines(current.tables(), stated, document, address.link())
    maintainer, tracker = settings().maintainer_email, cite.safe_url(store.codemeta().get("issueTracker"))
    with st.expander(sentence("Report an error")):
        st.html(f"<p>{escape(HOW_TO_REPORT)}</p>")
        ways = {}
        if maintainer:
            ways[sentence("Write a mail")] = report.mail(maintainer, report.subject(stated), needed, more)
        if tracker:
            ways[sentence("Write it on the list of issues")] = tracker
        links = "".join(f'<a class="button" href="{escape(url)}">{name}</a>' for name, url in ways.items())
        if links:
            st.html(f'<p class="card-ways">{links}</p>')
        st.code("\n".join([*needed, *more]), language=None, wrap_lines=True)


def _title(source: str) -> str:
    return str(current.tables().derive(cite.documents)["title"].get(source, source))


def _lines(label: str) -> str:
    """A hover text as lines of a page."""
    parts = (cite.shown_text(part) for part in label.split("<br>"))
    return "<br>".join(escape(part) for part in parts if part)
