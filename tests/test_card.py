"""Holds the source card: every mark of every chart leads to records that have a source and a place in it."""

import functools
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import citation, evidence
from analysis.marks import Mark, behind, plain, tight
from dashboard import card, record, store, view
from tests.visits import pages

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
FACTS = [name for name in store.tables() if "known_since" in store.load(name)]
FRAME = ("region", "countries", "years", "hazard", "known", "wording")
MOST_CODES = 12
"""Choices of a control that are all tried; longer lists are choices among like things."""
MOST_MARKS = 25
"""Marks of one chart that are tried, spread over all of them."""
NOTHING = re.compile(
    r"(?i)no data|no figure|nothing on record|not on record|no area|not signed|no action|source: not stated"
)
"""What a mark says that stands for an absence: it needs no record."""
OWN = ("areas", "changes")
"""Pages that draw no figures of ours: what a reader brings, and counts of rows."""


def visited(name, query=None):
    """A page of the dashboard as a reader with such an address sees it."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page(f"../pages/{name}.py")
    for asked, text in (query or {}).items():
        app.query_params[asked] = text
    return app.run()


def choices(page, app):
    """Names and codes of the controls of a page: asked for nonsense, each says what there is."""
    asked = [name for name in app.session_state["asked"] if name not in FRAME]
    nonsense = visited(page, dict.fromkeys(asked, "nonsense"))
    sentences = [text for text in nonsense.session_state["dropped"] if "“nonsense”" in text]
    for name, sentence in zip(asked, sentences, strict=False):
        codes = sentence.partition("There is: ")[2].rstrip(".").split(", ")
        if len(codes) <= MOST_CODES and " to " not in codes[0]:
            yield from ((name, code) for code in codes)


@functools.cache
def drawn(page):
    """Key, figure and records of each chart of a page, under every choice of its controls."""
    app = visited(page)
    assert not app.exception
    found = {}
    for query in [{}, *({name: code} for name, code in choices(page, app))]:
        app = visited(page, query) if query else app
        charts = [one.proto for one in app.get("bidi_component") if one.proto.component_name == "chart"]
        for shown in charts:
            key = next((key for key in app.session_state["drawn"] if shown.id.endswith(f"-{key}")), None)
            if key and key not in found:
                found[key] = (json.loads(bytes(shown.bytes))["figure"], app.session_state["drawn"][key])
    return [(key, *parts) for key, parts in found.items()]


def cell(values, place):
    """One value of a column of a trace, None where it has none."""
    values = values.get("_inputArray") if isinstance(values, dict) else values
    return values[place] if isinstance(values, list) and place < len(values) else None


def marks(figure):
    """The marks of a figure that a reader can point at, as the browser tells of them."""
    for trace in figure["data"]:
        if trace.get("hoverinfo") in ("skip", "none"):
            continue
        texts = trace.get("hovertext", trace.get("text"))
        columns = [trace.get(name) for name in ("x", "y", "locations", "lon")]
        count = max([len(column) for column in [texts, *columns] if isinstance(column, list)], default=0)
        for place in range(count):
            text = texts if isinstance(texts, str) else cell(texts, place)
            location = cell(trace.get("locations"), place) or ""
            values = () if location else tuple(cell(trace.get(name), place) for name in ("x", "y"))
            values = tuple(value for value in values if value is not None)
            if text or (values and not isinstance(texts, list)):
                yield Mark(str(text or ""), str(trace.get("name") or ""), location, values)


@functools.cache
def tables():
    return {name: store.load(name) for name in FACTS}


@functools.cache
def titles():
    documents = store.load("sources")
    return dict(zip(documents["source"], documents["title"], strict=True))


@pytest.mark.parametrize("page", [page for page in pages() if page not in OWN])
def test_every_mark_leads_to_records_with_source_and_place(page):
    lost, wrong = [], []
    for key, figure, records in drawn(page):
        if "source" not in records:
            continue
        shown_marks = list(marks(figure))
        for mark in shown_marks[:: max(1, len(shown_marks) // MOST_MARKS)]:
            found = behind(mark, records, view.all_names(), titles())
            if found.rows["source"].isna().all():
                words = plain(f"{mark.text} {mark.name}")
                if re.search(r"\d", mark.text) and not NOTHING.search(words):
                    lost.append((key, mark))
                continue
            said = tight(plain(mark.text))
            cited = {
                title for title in map(titles().get, records["source"]) if title and tight(title) in said
            }
            shown = {titles().get(source) for source in found.rows["source"].dropna()}
            if cited and not shown <= cited:
                wrong.append((key, mark, shown - cited))
    assert not lost, f"{len(lost)} marks without a record, such as {lost[:3]}"
    assert not wrong, f"{len(wrong)} marks with another source than they name, such as {wrong[:3]}"


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
    for row in rows.sample(min(len(rows), 60), random_state=1)["record_id"]:
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
    cited = citation.Cited("a b{c}", r"50 % of {mines} & more \x", url="https://example.org/a_b")
    entry = citation.bibtex(cited)
    assert entry.startswith("@misc{abc,")
    assert r"50 \% of \{mines\} \& more \textbackslash{}x" in entry
    assert entry.count("{") == entry.count("}")


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
