"""Citations are read by the programs that read such files."""

import json
import re
from datetime import date

import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from topics.records.citation import Cited, cff, csl_json, ris

REPORT = Cited(
    "mar-2020",
    "Clearing the Mines — “2020” & more {x}",
    "Órgão, Ministry of Defence",
    date(2020, 10, 1),
    "month",
    "p. 3\nnote 4",
    "https://example.org/a b",
    date(2026, 11, 30),
    "See Mine Action, record x-1",
)
DATA = Cited("see-1", "Land released", published=date(2026, 11, 30), kind="dataset", version="2026.11")
BARE = Cited("x", "Title alone")


def test_ris_is_read():
    entry = rispy.loads(ris(REPORT))[0]
    assert (entry["type_of_reference"], entry["title"]) == ("GEN", REPORT.title)
    assert entry["authors"] == [REPORT.publisher]
    assert (entry["year"], entry["date"]) == ("2020", "2020/10//")
    assert entry["access_date"] == "2026/11/30"
    assert entry["urls"] == ["https://example.org/a%20b"]
    assert entry["notes"] == ["p. 3 note 4; See Mine Action, record x-1"]
    assert rispy.loads(ris(DATA))[0]["type_of_reference"] == "DATA"
    both = rispy.loads(ris(REPORT) + ris(BARE))
    assert [one["title"] for one in both] == [REPORT.title, "Title alone"]


@pytest.mark.parametrize("cited", [REPORT, DATA, BARE], ids=lambda cited: cited.key)
def test_ris_is_of_tagged_lines_that_end_as_the_format_asks(cited):
    lines = ris(cited).split("\r\n")
    assert lines[0].startswith("TY  - ")
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines[:-1])


def test_csl_json_is_set_by_a_processor():
    items = [json.loads(csl_json(cited))[0] for cited in (REPORT, DATA, BARE)]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    listed = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        listed.register(Citation([CitationItem(item["id"])]))
    words = [str(entry) for entry in listed.bibliography()]
    assert all(item["title"] in " ".join(words) for item in items)
    assert any(entry.startswith("Órgão, Ministry of Defence (2020)") for entry in words), words


def test_csl_json_has_dates_as_exact_as_they_are():
    item = json.loads(csl_json(REPORT))[0]
    assert item["issued"] == {"date-parts": [[2020, 10]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 30]]}
    assert item["author"] == [{"literal": REPORT.publisher}]
    assert json.loads(csl_json(BARE)) == [{"id": "x", "type": "document", "title": "Title alone"}]


def test_a_cff_is_yaml_whatever_its_words_are():
    about = yaml.safe_load(cff(REPORT, "CC-BY-4.0", 'An "abstract": #1\nin two lines'))
    assert about["title"] == REPORT.title
    assert about["authors"] == [{"name": REPORT.publisher}]
    assert about["date-released"] == "2020-10-01"
    assert about["abstract"] == 'An "abstract": #1\nin two lines'
