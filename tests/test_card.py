"""Holds the source card: every mark of every chart leads to records that have a source and a place in it."""

import functools
import json
import re
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import citation, evidence
from analysis.marks import Mark, behind, plain, tight
from dashboard import card, record, store
from dashboard.areas import upload
from dashboard.areas.values import Upload
from tests.visits import pages

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
EXAMPLE = Upload("areas.geojson", (SHELL.parent / "static" / upload.EXAMPLE).read_bytes())
FACTS = [name for name in store.tables() if "known_since" in store.load(name)]
FRAME = ("region", "countries", "years", "hazard", "known", "wording")
MOST_CODES = 12
"""Choices of a control that are all tried; longer lists are choices among like things."""
MOST_MARKS, MOST_FURTHER = 15, 4
"""Marks of one chart that are tried, spread over all of them; fewer of each further view of it."""
MOST_ROWS = 5
"""Rows of one table that are tried."""
NOTHING = re.compile(
    r"(?i)no data|no figure|nothing on record|not on record|no area|not signed|no action|source: not stated"
    r"|rows? withdrawn"
)
"""What a mark says that stands for an absence: it needs no record."""


def visited(name, query=None):
    """A page as a reader with such an address sees it; own areas with the invented example in them."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page(f"../pages/{name}.py")
    if name == "areas":
        app.session_state[upload.KEPT] = EXAMPLE
    for asked, text in (query or {}).items():
        app.query_params[asked] = text
    return app.run()


def choices(page, app):
    """Codes of each control of a page: asked for nonsense, each says what there is."""
    asked = [name for name in app.session_state["asked"] if name not in FRAME]
    nonsense = visited(page, dict.fromkeys(asked, "nonsense"))
    sentences = [text for text in nonsense.session_state["dropped"] if "“nonsense”" in text]
    for name, sentence in zip(asked, sentences, strict=False):
        codes = sentence.partition("There is: ")[2].rstrip(".").split(", ")
        if len(codes) <= MOST_CODES and " to " not in codes[0]:
            yield [(name, code) for code in codes]


@functools.cache
def drawn(page):
    """Key, figure and records of what a page draws, under each choice of its controls; a table has no figure.

    The controls are turned together, each to its next code: every code is seen once.
    """
    app = visited(page)
    assert not app.exception
    found = {}
    for query in [{}, *map(dict, map(filter_out, zip_longest(*choices(page, app))))]:
        app = visited(page, query) if query else app
        charts = [one.proto for one in app.get("bidi_component") if one.proto.component_name == "chart"]
        for key, records in app.session_state["drawn"].items():
            content = next((bytes(one.bytes) for one in charts if one.id.endswith(f"-{key}")), b"")
            found.setdefault((key, content or tuple(records.index)), (content, records))
    return [
        (key, json.loads(content)["figure"] if content else None, records)
        for (key, _), (content, records) in found.items()
    ]


def filter_out(pairs):
    return filter(None, pairs)


def spread(listed, most):
    """Some of many, from first to last."""
    return listed[:: max(1, len(listed) // most)]


def cell(values, place):
    """One value of a column of a trace, None where it has none."""
    values = values.get("_inputArray") if isinstance(values, dict) else values
    return values[place] if isinstance(values, list) and place < len(values) else None


def marks(figure):
    """The marks of a figure that a reader can point at, as static/chart.js tells; of all years of a map."""
    told = figure["layout"].get("meta", {}).get("said", [])
    steps = [
        (figure["data"][at], layer)
        for frame in figure.get("frames", ())
        for at, layer in zip(frame["traces"], frame["data"], strict=True)
    ]
    for trace in [*figure["data"], *(trace | layer for trace, layer in steps)]:
        if trace.get("hoverinfo") in ("skip", "none"):
            continue
        templates, texts = trace.get("hovertemplate"), trace.get("hovertext", trace.get("text"))
        columns = [trace.get(name) for name in ("x", "y", "locations", "lon")]
        count = max([len(column) for column in [texts, *columns] if isinstance(column, list)], default=0)
        for place in range(count):
            if any(isinstance(column, list) and cell(column, place) is None for column in columns):
                continue  # a gap
            said = re.search(r"meta\.said\[(\d+)\]", str(cell(templates, place)))
            text = told[int(said[1])] if said else texts if isinstance(texts, str) else cell(texts, place)
            location = cell(trace.get("locations"), place) or ""
            values = () if location else tuple(cell(trace.get(name), place) for name in ("x", "y"))
            values = tuple(value for value in values if value is not None)
            if text or (values and not isinstance(texts, list)):
                yield Mark(str(text or ""), str(trace.get("name") or ""), location, values)


@functools.cache
def tables():
    return {name: store.load(name) for name in store.tables() if "record_id" in store.load(name)}


@functools.cache
def lists():
    """Titles of tables whose rows are no records, such as the regions."""
    return [part["title"] for part in store.package()["resources"] if part["table"] not in tables()]


@functools.cache
def titles():
    documents = store.load("sources")
    return dict(zip(documents["source"], documents["title"], strict=True))


@pytest.mark.parametrize("page", pages())
def test_every_mark_leads_to_records_with_source_and_place(page):
    lost, wrong, seen = [], [], set()
    for key, figure, records in drawn(page):
        shown_marks = list(marks(figure)) if figure else []
        for mark in spread(shown_marks, MOST_FURTHER if key in seen else MOST_MARKS):
            rows, _, rests = card.rests_on(mark, records)
            words = plain(f"{mark.text} {mark.name}")
            if rows.empty and rests:
                continue
            if rows.empty:
                is_listed = page == "changes" and any(title in words for title in lists())
                is_due = re.search(r"\d", mark.text) and not NOTHING.search(words)
                if is_due and not is_listed and not card.is_own(words):
                    lost.append((key, mark))
                continue
            said = tight(words)
            listed = records["source"].dropna() if "source" in records else ()
            cited = {title for title in map(titles().get, listed) if title and tight(title) in said}
            pairs = rows.reindex(columns=["source", "source_used"]).itertuples(index=False)
            shown = [{titles().get(source) for source in pair} for pair in pairs]
            if cited and not all(cited & pair for pair in shown):
                wrong.append((key, mark, shown))
        seen.add(key)
    assert not lost, f"{len(lost)} marks without a record, such as {lost[:3]}"
    assert not wrong, f"{len(wrong)} marks with another source than they name, such as {wrong[:3]}"


@pytest.mark.parametrize("page", pages())
def test_every_row_of_a_table_leads_to_its_record(page):
    lost = []
    for key, _, records in drawn(page):
        for place in spread(range(len(records)), MOST_ROWS):
            row = records.iloc[[place]]
            found = evidence.records(row, tables())
            is_due = (
                "source" in row and row["source"].notna().all() and not card.is_own(row["source"].iloc[0])
            )
            if found.empty and is_due and not card.cited(row):
                lost.append((key, row.iloc[0].dropna().to_dict()))
    assert not lost, f"{len(lost)} rows without a record, such as {lost[:3]}"


@pytest.mark.parametrize("name", FACTS)
def test_every_row_has_a_source_a_place_and_an_id_of_its_own(name):
    rows = store.load(name)
    assert rows["source"].notna().all()
    assert rows["locator"].notna().all()
    assert rows["record_id"].is_unique
    assert rows["record_id"].map(evidence.table_of).eq(name).all()


@pytest.mark.parametrize("name", FACTS)
def test_every_row_has_a_card(name):
    rows = store.load(name)
    for row in rows.sample(min(len(rows), 12), random_state=1)["record_id"]:
        found = evidence.records(pd.DataFrame({"record_id": [row]}), tables()).to_dict("records")
        assert [one["record_id"] for one in found] == [row]
        assert record.figure(found[0])
        assert all(title and words for title, words in record.details(found[0]))
        others = evidence.statements(found[0], tables(), store.load("sources"))
        if len(others):
            assert (others["relation"] == evidence.THIS).sum() == 1
            assert card.verdict(others, store.load("sources")).endswith(".")


def statement(**cells):
    return {"table": "contamination", "record_id": "a", "source": "monitor-2017", "figure_id": "x"} | cells


DOCUMENTS = pd.DataFrame(
    [
        ("mar", "mine action review", "Mine Action Review", None),
        ("mar-2018", "mine action review", "Mine Action Review", None),
        ("monitor-2017", "monitor", "Monitor", "mar"),
        ("monitor-2012", "monitor", "Monitor", None),
        ("centre", "government", "Mine Action Centre", None),
        ("paper", "news", "A paper", None),
    ],
    columns=["source", "kind", "publisher", "copies"],
)


def test_a_copy_is_no_confirmation_and_press_does_not_say_on_whose_word():
    origins = evidence.origins_of(DOCUMENTS)
    kinds = DOCUMENTS.set_index("source")["kind"].to_dict()

    def stands(source, area=2.24):
        other = statement(record_id="b", source=source, area_km2=area)
        return evidence.relation(statement(area_km2=2.24), other, origins, kinds)

    assert stands("mar-2018") == evidence.REPEATS
    assert stands("monitor-2012") == evidence.CONFIRMS
    assert stands("centre") == evidence.CONFIRMS
    assert stands("centre", 2.2) == evidence.CONFIRMS
    assert stands("centre", 6.0) == evidence.DIFFERS
    assert stands("paper") == evidence.AGREES


def test_days_agree_as_far_as_both_are_stated():
    day = pd.Timestamp("2009-06-16")
    one = statement(table="treaty_actions", date=day, date_precision="day")
    assert evidence.agree(one, one | {"date": pd.Timestamp("2009-06-01"), "date_precision": "month"})
    assert not evidence.agree(one, one | {"date": pd.Timestamp("2009-07-01"), "date_precision": "month"})


def test_the_rivals_of_a_known_disagreement_stand_in_the_card():
    clearance = store.load("clearance")
    counted = clearance.groupby("figure_id")["record_id"].transform("size")
    row = clearance[counted.gt(1)].iloc[0].to_dict() | {"table": "clearance"}
    others = evidence.statements(row, tables(), store.load("sources"))
    assert len(others) == (clearance["figure_id"] == row["figure_id"]).sum()
    assert others["known_since"].dropna().is_monotonic_increasing


def test_a_second_source_of_a_deposit_stands_in_its_card():
    actions = store.load("treaty_actions")
    here = actions[
        actions["treaty"].eq("CCM") & actions["country"].eq("ALB") & actions["action"].eq("ratification")
    ]
    row = here[here["preferred"]].iloc[0].to_dict() | {"table": "treaty_actions"}
    others = evidence.statements(row, tables(), store.load("sources"))
    assert "treaty_crosschecks" in set(others["table"])


def test_what_nobody_recorded_has_no_record():
    rows = pd.DataFrame({"country": ["BIH"], "area_km2": [2.0], "source": ["a"], "record_id": ["x-1"]})
    found = behind(Mark("Hungary: no data", location="HUN"), rows, {"HUN": ("Hungary",)}, {})
    assert found.rows.empty


def test_a_bar_of_two_records_leads_to_both():
    rows = pd.DataFrame(
        {
            "country": ["BIH", "BIH", "HRV"],
            "year": [2016, 2016, 2016],
            "area_km2": [1.5, 2.0, 3.5],
            "source": ["a", "b", "a"],
            "record_id": ["x-1", "x-2", "x-3"],
        }
    )
    found = behind(Mark("<b>BiH 2016</b><br>3.5 km²"), rows, {"BIH": ("BiH",), "HRV": ("Croatia",)}, {})
    assert found.rows["record_id"].tolist() == ["x-1", "x-2"]
    assert not found.is_stated


def test_a_correction_stands_in_the_card_of_its_record_only():
    row = {"table": "clearance", "country": "BIH", "year_from": 2016, "year_to": 2016, "source": "a"}
    made = {"table": "clearance", "field": "area_km2", "was": "17.4", "becomes": "1.74", "reason": "A slip."}
    corrected = pd.DataFrame([made | {"key": "country=BIH; period=2016; source=a"}])
    assert record.corrections(row, corrected) == ["area_km2: 17.4 became 1.74. A slip."]
    assert record.corrections(row | {"year_from": 2015}, corrected) == []
    assert record.corrections(row | {"source": "b"}, corrected) == []


def test_a_citation_survives_hostile_titles():
    hostile = r"50 % of {mines} & more \x ~^ Šéç"
    cited = citation.Cited("a b{c}", hostile, "Órgão & Co", url="https://example.org/a_b?{c}")
    entry = citation.bibtex(cited)
    assert entry.startswith("@misc{abc,")
    assert r"50 \% of \{mines\} \& more \textbackslash{}x \textasciitilde{}\textasciicircum{} Šéç" in entry
    assert "author = {{Órgão \\& Co}}," in entry
    assert "url = {https://example.org/a_b?%7Bc%7D}," in entry
    assert entry.count("{") == entry.count("}")


def test_a_document_without_a_day_is_cited_as_such():
    cited = citation.Cited("x", "Who clears?", "Mine Action Centre", locator="p. 2", url="https://a.org")
    reference, within = citation.apa(cited).splitlines()
    assert reference == "Mine Action Centre. (n.d.). Who clears? https://a.org"
    assert within == "In the text: (Mine Action Centre, n.d., p. 2)"
    read = citation.apa(replace(cited, accessed=date(2026, 11, 2)))
    assert "Retrieved November 2, 2026, from https://a.org" in read
    assert "year = {n.d.}," in citation.bibtex(cited)


def test_a_record_can_be_opened_by_its_address():
    row = store.load("contamination")["record_id"].iloc[0]
    app = visited("treaties", {"record": row})
    assert not app.exception
    shown = " ".join(one.proto.body for one in app.get("html"))
    assert "card-figure" in shown
    assert row in " ".join(one.value for one in app.code)


def test_an_address_that_names_no_record_says_so():
    app = visited("treaties", {"record": "<script>nonsense"})
    assert not app.exception
    assert any("no longer there" in one.value for one in app.markdown)
