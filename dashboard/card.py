"""Opens the source card: what a mark or a row rests on, who else states it, how to cite it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import citation, evidence
from analysis.marks import Mark, behind, plain
from dashboard import cite, record, store, view

MOST = 60
"""Records of one mark that a reader may choose from; the table of the chart has them all."""
MOST_DOCUMENTS = 8
OWN_FILE = "your file"
"""How charts and rows name what a reader brought."""
RELATIONS = {
    evidence.THIS: "this record",
    evidence.CONFIRMS: "confirms it independently",
    evidence.AGREES: "says the same; on whose word is not known",
    evidence.REPEATS: "same origin, no confirmation",
    evidence.DIFFERS: "states another value",
}
JS = """
// A finger has no hover: its first touch shows the label of a mark, the second one opens the card.
export default function ({ setTriggerValue, parentElement }) {
  let touched;
  const hear = ({ target, detail }) => {
    const mark = JSON.stringify(detail);
    if (!detail.byKey && matchMedia("(hover: none)").matches && touched !== mark) {
      touched = mark;
      return;
    }
    const figure = target.closest('[class*="st-key-figure-"]');
    const name = [...(figure?.classList ?? [])].find((one) => one.startsWith("st-key-figure-"));
    if (name) setTriggerValue("mark", { ...detail, chart: name.replace("st-key-figure-", "") });
  };
  document.removeEventListener("mark", parentElement.hear);
  parentElement.hear = hear;
  document.addEventListener("mark", hear);
  return () => document.removeEventListener("mark", hear);
}
"""
_listener = st.components.v2.component("marks", html="<span></span>", js=JS)


def begin() -> None:
    """Begin a run of the script: nothing has been drawn yet."""
    st.session_state["drawn"] = {}


def remember(key: str, records: pd.DataFrame) -> None:
    """Keep the rows of a chart or a table for the reader who asks for one of its marks or rows."""
    st.session_state.setdefault("drawn", {})[key] = records


@st.fragment
def listen() -> None:
    """Wait for a mark to be clicked, or for a record in the address, and open its card."""
    with st.container(key="marks"):
        clicked = _listener(key="mark-listener", on_mark_change=lambda: None)
    asked = st.query_params.get("record", "")
    if clicked.mark:
        _open_mark(clicked.mark)
    elif asked:
        rows = pd.DataFrame({"record_id": [asked]})
        _open_linked(evidence.records(rows, _tables(rows)))


def open_chosen(records: pd.DataFrame, key: str, places: list[int]) -> None:
    """Open the card of the row that a reader has just chosen in a table; once for each choice.

    Args:
        records: the rows of the table.
        key: its name on the page.
        places: where the chosen rows stand, from Streamlit.
    """
    before = st.session_state.get(f"chosen-{key}")
    st.session_state[f"chosen-{key}"] = places
    if places and places != before and places[0] < len(records):
        rows = records.iloc[places]
        own = [str(source) for source in rows.get("source", ()) if is_own(str(source))]
        _open(evidence.records(rows, _tables(rows)), " ".join(own), rests=cited(rows))


def _open_mark(mark: dict[str, Any]) -> None:
    records = st.session_state.get("drawn", {}).get(mark.get("chart", ""))
    if records is None:
        return
    said = Mark(
        str(mark.get("text") or ""),
        str(mark.get("name") or ""),
        str(mark.get("location") or ""),
        tuple(mark.get("values") or ()),
    )
    rows, is_stated, rests = rests_on(said, records)
    _open(rows, said.text or plain(said.name), is_stated, said.location, rests)


def rests_on(said: Mark, records: pd.DataFrame) -> tuple[pd.DataFrame, bool, list[dict[str, Any]]]:
    """The clean rows behind a mark, whether it states them as they are, and the documents cited there.

    Args:
        said: the mark.
        records: the rows of its chart.
    """
    documents = view.load("sources")
    titles = dict(zip(documents["source"], documents["title"], strict=True))
    found = behind(said, records, view.all_names(), titles)
    return evidence.records(found.rows, _tables(found.rows)), found.is_stated, cited(found.rows)


def cited(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Sources that some rows of a chart or a table name, each with the places in it."""
    if "source" not in rows:
        return []
    known = rows[rows["source"].isin(view.load("sources")["source"])]
    places = known[["source", *(name for name in ("locator",) if name in known)]].drop_duplicates()
    return places.to_dict("records")


def is_own(words: str) -> bool:
    """Whether a hover text or a source speaks of the file that the reader brought."""
    return OWN_FILE in words.lower()


def _tables(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The clean tables that the records of some rows may stand in."""
    if "record_id" in rows and rows["record_id"].notna().all():
        names = {evidence.table_of(record_id) for record_id in rows["record_id"]}
        names |= {beside for name in list(names) for beside in evidence.BESIDE.get(name, ())}
    else:
        names = {resource["table"] for resource in store.package()["resources"]}
    return {name: view.load(name) for name in sorted(names & set(store.tables()))}


def _forget() -> None:
    """Take the record out of the address when its card is closed."""
    st.query_params.pop("record", None)


@st.dialog("Source card", width="medium")
def _open(
    rows: pd.DataFrame,
    said: str = "",
    is_stated: bool = True,
    country: str = "",
    rests: Sequence[dict[str, Any]] = (),
) -> None:
    _card(rows, said, is_stated, country, rests)


@st.dialog("Source card", width="medium", on_dismiss=_forget)
def _open_linked(rows: pd.DataFrame) -> None:
    _card(rows)


def _card(
    rows: pd.DataFrame,
    said: str = "",
    is_stated: bool = True,
    country: str = "",
    rests: Sequence[dict[str, Any]] = (),
) -> None:
    """Draw the card of some records.

    Args:
        rows: from `evidence.records`.
        said: hover text of the mark, empty for a row of a table.
        is_stated: whether the mark shows what a record states; else it was computed from them.
        country: code of the country that was clicked on a map; its page is offered.
        rests: the documents it rests on, from `cited`; shown where no record states it.
    """
    if country in view.names():
        label = f"Open the page of {cite.escaped(view.names()[country])}"
        page = st.session_state["pages"]["country"]
        st.page_link(page, label=label, icon=":material/flag:", query_params={"country": country})
    if said and (len(rows) != 1 or not is_stated or is_own(said)):
        st.html(f'<div class="card-mark">{_lines(said)}</div>')
    if is_own(said):
        st.markdown(
            "What is said here of your file comes from your file alone: it is no record of ours, nobody "
            "checked it, and it is kept nowhere but in this session."
        )
    if len(rows):
        _draw(_chosen(rows, is_stated))
    elif rests:
        _documents(rests)
    elif not is_own(said):
        st.markdown(
            "Nothing on record is behind this; that does not mean zero. A mark without a record is only a "
            "place, a limit, a label, a row of a plain list or one that was withdrawn; an address may name a "
            "record that is no longer there."
        )


def _documents(rests: Sequence[dict[str, Any]]) -> None:
    """What something computed or counted rests on where no single record states it."""
    st.markdown("No single record states this; it was computed or counted from:")
    documents = view.load("sources").set_index("source")
    shown = [_source(one, documents.loc[one["source"]].to_dict()) for one in rests[:MOST_DOCUMENTS]]
    st.html(f'<div class="card">{"".join(shown)}</div>')
    if len(rests) > MOST_DOCUMENTS:
        st.caption(f"And {len(rests) - MOST_DOCUMENTS} more places; the table of the chart has them all.")


def _chosen(rows: pd.DataFrame, is_stated: bool) -> dict[str, Any]:
    """The record a reader chooses where a mark rests on several."""
    listed = rows.head(MOST).to_dict("records")
    if len(listed) == 1:
        if not is_stated:
            st.markdown("Computed from this record:")
        return listed[0]
    count = f"{len(rows)} records" + (f", the first {MOST} of them here" if len(rows) > MOST else "")
    label = f"It shows {count}" if is_stated else f"Computed from {count}"
    place = st.selectbox(
        label,
        range(len(listed)),
        format_func=lambda place: f"{record.figure(listed[place])} · {record.subject(listed[place])}",
    )
    return listed[place or 0]


def _draw(found: dict[str, Any]) -> None:
    documents = view.load("sources").set_index("source")
    document = documents.loc[found["source"]].to_dict() if found["source"] in documents.index else {}
    others = evidence.statements(found, _tables(pd.DataFrame([found])), documents.reset_index())
    st.html(
        f'<div class="card"><p class="card-figure">{escape(record.figure(found))}</p>'
        f'<p class="card-subject">{escape(record.subject(found))}</p>'
        f"{_source(found, document)}{_details(found)}{_statements(others, documents.reset_index())}</div>"
    )
    _citations(record.cited(found, document))
    if cite.names_kosovo(pd.DataFrame([found])):
        st.caption(cite.escaped(cite.status_note()))


def _source(found: dict[str, Any], document: dict[str, Any]) -> str:
    """The document, who published it and when, and the place in it."""
    url = cite.safe_url(document.get("url"))
    title = escape(str(document.get("title") or found.get("source") or "not stated"))
    if url:
        title = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    day, exact = document.get("published"), document.get("published_precision")
    published = "day of publication not stated"
    if isinstance(day, pd.Timestamp) and record.is_stated(day):
        published = cite.day(day.date(), str(exact))
    kind = str(document.get("kind") or "")
    copied = document.get("copies")
    parts = [document.get("publisher"), kind, published]
    lines = [title, escape(" · ".join(str(part) for part in parts if record.is_stated(part)))]
    if record.is_stated(found.get("locator")):
        lines.append(f"Where in it: {escape(str(found['locator']))}")
    if record.is_stated(copied):
        lines.append(f"It repeats another document: {escape(_title(str(copied)))}")
    return f'<div class="card-source">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _details(found: dict[str, Any]) -> str:
    """What the record says of its figure, and what was corrected in it."""
    told = record.details(found)
    told += [("Corrected", words) for words in record.corrections(found, view.load("corrections"))] or [
        ("Corrected", "nothing")
    ]
    rows = "".join(f"<dt>{escape(title)}</dt><dd>{escape(words)}</dd>" for title, words in told)
    return f'<dl class="card-details">{rows}</dl>'


def _statements(others: pd.DataFrame, documents: pd.DataFrame) -> str:
    """All statements of the same figure in the order in which they became known."""
    if others.empty:
        return ""
    listed = others.to_dict("records")
    rows = "".join(_statement(row) for row in listed)
    head = "".join(
        f"<th scope='col'>{title}</th>" for title in ("Known since", "Value", "Source", "Relation")
    )
    table = f'<table class="card-statements"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<p class="card-head">{escape(verdict(others, documents))}</p>{table if len(listed) > 1 else ""}'


def _statement(row: dict[str, Any]) -> str:
    relation = RELATIONS[row["relation"]]
    preferred = row.get("preferred")
    words = f"{relation}, preferred" if preferred is True else relation
    cells = [record.since(row), record.figure(row), cite.short(_title(str(row["source"])), 70), words]
    cells = [escape(cell) for cell in cells]
    if record.is_stated(row.get("note")):
        cells[2] += f'<p class="card-note">{escape(cite.short(row["note"], 110))}</p>'
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
    told = [
        (confirmed, "independent source confirms it", "independent sources confirm it"),
        (
            counted.get(evidence.AGREES, 0),
            "agrees, on whose word is not known",
            "agree, on whose word is not known",
        ),
        (counted.get(evidence.REPEATS, 0), "repeats the same origin", "repeat the same origin"),
        (counted.get(evidence.DIFFERS, 0), "states another value", "state other values"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in told if count]
    if not confirmed:
        said.insert(0, "no independent source confirms it")
    words = "; ".join(said)
    return f"{words[0].upper()}{words[1:]}."


def _citations(cited: citation.Cited) -> None:
    """The citation in three forms, each to be copied."""
    with st.expander("Cite this record"):
        tabs = st.tabs(["Text", "APA", "BibTeX"])
        made = (citation.plain, citation.apa, citation.bibtex)
        for tab, form, language in zip(tabs, made, (None, None, "latex"), strict=True):
            tab.code(form(cited), language=language, wrap_lines=True)


def _title(source: str) -> str:
    known = view.load("sources").set_index("source")["title"]
    return str(known.get(source, source))


def _lines(said: str) -> str:
    """A hover text as lines, without its last one that names the source."""
    parts: Iterable[str] = (plain(part) for part in said.split("<br>"))
    return "<br>".join(escape(part) for part in parts if part)
