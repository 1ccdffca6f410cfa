"""Reading documents: each kind gives the rows that it states, with their places, and no other.

The documents in tests/reader were written for these tests in the manner of the kinds; what they say is made
up or, for treaties, what the records have as well.
"""

import csv
import re
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.reader import command
from etl.reader.apart import read as read_document
from etl.reader.text import document
from etl.registry import DATA

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "reader"
DATA_OF_PAGE = '<script type="application/ld+json">'
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".html"))


def rows_of(path):
    """Read a document here; return a function that gives columns of the rows of one table."""
    proposals = read_document(path, DATA)

    def rows(table, *columns):
        if table == "doubtful":
            return [tuple(getattr(doubt, column) for column in columns) for doubt in proposals.doubts]
        mine = [row for row in proposals.rows if row.table == table]
        return [
            tuple(row.cells[column] if column in row.cells else getattr(row, column) for column in columns)
            for row in mine
        ]

    return rows


@pytest.fixture
def read():
    """Read a document of tests/reader by its name."""
    return lambda name: rows_of(FOLDER / name)


def test_treaty_notices(read):
    rows = read("notices.txt")
    columns = ("country", "action", "date", "entry_into_force", "confidence")
    assert rows("treaty_actions", *columns) == [
        ("LKA", "accession", "2018-03-01", "2018-09-01", "high"),
        ("NAM", "ratification", "2018-08-31", "2019-02-01", "high"),
        ("PHL", "ratification", "2019-01-03", "2019-07-01", "medium"),  # the year by the entry into force
        ("MKD", "ratification", "2009-10-08", "", "high"),
        ("SWZ", "accession", "2011-09-13", "", "high"),
        ("COG", "ratification", "2014-09-02", "", "high"),
        ("GIN", "ratification", "2014-10-21", "", "high"),
    ]
    assert all(known.startswith("in the records, line ") for (known,) in rows("treaty_actions", "records"))
    figures = rows("reported_figures", "subject", "indicator", "value")
    assert [figure for figure in figures if figure[2]] == [
        ("Sri Lanka", "ordinal of CCM accession", "103"),
        ("Namibia", "ordinal of CCM ratification", "104"),
        ("Philippines", "ordinal of CCM ratification", "106"),
    ]


def test_doubts_about_treaty_notices(read):
    reasons = [reason for (reason,) in read("notices.txt")("doubtful", "reason")]
    for part in (
        "the document says ratification, the records say accession (2016-04-06)",
        "has date 2017-07-10 instead of 2017-07-11",  # and no row that contradicts a record
    ):
        assert any(part in reason for reason in reasons), part


def test_each_state_of_a_sentence_is_read(read):
    columns = ("country", "action", "date", "confidence")
    two = read("b01_two_ratify.txt")
    assert two("treaty_actions", *columns) == [("HRV", "ratification", "2009-08-17", "high")]
    assert any(
        "has date 2009-08-19 instead of 2009-08-17" in reason for (reason,) in two("doubtful", "reason")
    )
    today = read("b02_two_ratify_today.txt")
    assert today("treaty_actions", *columns) == [
        ("BFA", "ratification", "2010-02-16", "medium"),
        ("MDA", "ratification", "2010-02-16", "medium"),
    ]


def test_a_running_total_is_no_project(read):
    rows = read("b03_running_total.txt")
    assert rows("projects", "project") == []
    doubts = dict(rows("doubtful", "what", "reason"))
    assert doubts["over 200 million USD"] == "a running total over projects or years: no project of its own"
    assert "not read" in doubts.values()  # who supports the project


def test_a_meeting_of_centres(read):
    rows = read("b04_three_centres.txt")
    assert rows("events", "start", "end", "city", "country") == [
        ("2014-07-11", "2014-07-11", "Zagreb", "HRV")
    ]
    assert rows("event_participants", "participant", "role", "confidence") == [
        ("Croatia", "participant", "medium"),
        ("Serbia", "participant", "medium"),
        ("Bosnia and Herzegovina", "participant", "medium"),
    ]


def test_lists_of_meetings(read):
    rows = read("rounds.txt")
    assert rows("events", "round", "city", "country", "start", "end") == [
        ("7", "Tirana", "ALB", "2012-05-04", "2012-05-04"),
        ("7", "Podgorica", "MNE", "2012-05-06", "2012-05-06"),
        ("7", "Skopje", "MKD", "2012-05-10", "2012-05-11"),
        ("7", "Pristina", "XKX", "2012-05-12", "2012-05-12"),
        ("7", "Sarajevo", "BIH", "2012-05-30", "2012-06-01"),
        ("7", "Belgrade", "SRB", "2012-06-02", "2012-06-02"),
        ("6", "Skopje", "MKD", "2011-10-05", "2011-10-05"),
        ("7", "Budva", "MNE", "2012-06-15", "2012-06-16"),
        ("6", "Ohrid", "MKD", "2011-11-23", "2011-11-24"),
    ]
    assert rows("events", "title")[0] == ("Roadmap Local Coordination Meeting, round 7 - Tirana",)
    series = [name for (name,) in rows("events", "series")]
    assert series == ["Roadmap local coordination"] * 7 + ["Roadmap regional coordination"] * 2
    assert [reason for (reason,) in rows("doubtful", "reason")][:2] == [
        "7/10/2011 can be read as 2011-10-07 or 2011-07-10",
        "there is no 31 November 2011",
    ]


def test_a_meeting_to_come_takes_the_year_from_the_document(read):
    rows = read("conference.txt")
    columns = ("event", "start", "end", "country", "confidence", "basis")
    assert rows("events", *columns) == [
        ("DUBL-2008", "2008-05-19", "2008-05-30", "IRL", "medium", "projection")
    ]
    assert any("103 governments met" in text for text, reason in rows("doubtful", "text", "reason"))


def test_participants_by_list(read):
    rows = read("workshop.txt")
    title = 'Workshop "Land release and the way to completion"'
    assert rows("events", "title", "start", "end", "city") == [
        (title, "2016-04-05", "2016-04-06", "Podgorica")
    ]
    assert rows("events", "organisers", "funders") == [("Norwegian People's Aid", "Germany")]
    assert sorted(rows("event_participants", "role", "kind", "participant")) == [
        ("funder", "state", "Germany"),
        ("organiser", "ngo", "Norwegian People's Aid"),
        *(
            ("participant", "state", state)
            for state in (
                "Albania", "Bosnia and Herzegovina", "Croatia", "Montenegro", "Norway", "Serbia",
                "Switzerland",
            )
        ),
        ("speaker", "ngo", "Mines Advisory Group"),
        ("speaker", "state", "Germany"),
        ("speaker", "state", "Montenegro"),
    ]  # fmt: skip
    doubts = dict(rows("doubtful", "what", "reason"))
    group = next(what for what in doubts if what.startswith(f"participants of {title}"))
    assert group.endswith(": Bhutan, Mongolia, Myanmar, Tuvalu, Vanuatu, Viet Nam, Papua New Guinea")
    assert "a second list of states that has none of the first" in doubts[group]
    assert doubts["organiser Regional Arms Office"] == "not among the organisations that are known"


def test_project_paragraphs(read):
    rows = read("grants.txt")
    columns = ("start", "end", "implementer", "donor", "countries", "amount", "currency")
    assert rows("projects", *columns, "area_km2", "mines", "uxo") == [
        ("2009-04", "2010-11", "ITF", "Germany", "BIH", "590000", "EUR", "0.81305", "1204", "87"),
        ("2012", "", "", "Norway", "SRB", "3400000", "NOK", "", "", ""),
    ]


def test_a_web_page_gives_what_its_readers_see(read):
    rows = read("page.html")
    assert rows("events", "title", "start", "end", "city", "country") == [
        ("Seminar on the marking of ammunition", "2015-04-27", "2015-04-29", "Zadar", "HRV")
    ]
    assert rows("sources", "title", "publisher", "url", "published") == [
        ("Marking of ammunition", "An agency", "https://agency.example/marking", "2015-05-02")
    ]
    assert rows("event_participants", "role", "participant", "country") == [
        ("speaker", "Director of the Croatian Mine Action Centre", "HRV")
    ]
    everything = repr(read_document(FOLDER / "page.html", DATA))
    assert "1999" not in everything, "it says what readers do not see"


def test_what_stands_around_the_text_of_a_page_is_not_read(read):
    rows = read("news.html")
    assert sorted(rows("events", "title", "start", "end", "city")) == [
        ("Fifth Regional Meeting of SALW Commissions", "2012-05-16", "2012-05-17", "Tirana"),
        ("Fourth Regional Meeting of SALW Commissions", "2011-11-10", "2011-11-10", "Budva"),
    ]
    assert sorted(rows("event_participants", "role", "participant")) == [
        ("funder", "European Union"),
        ("host", "Ministry of Interior of Albania"),
        ("participant", "Albania"),
        ("participant", "Bosnia and Herzegovina"),
        ("participant", "Croatia"),
        ("participant", "Kosovo (UNSCR 1244)"),
    ]
    assert rows("sources", "published") == [("2012-05-18",)]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (f'{DATA_OF_PAGE}{{"@graph": [{{"datePublished": "2014-02-03"}}]}}</script>', "2014-02-03"),
        (f'{DATA_OF_PAGE}{{"broken</script><meta name="date" content="2014-02-04">', "2014-02-04"),
        ('<meta property="article:published_time" content="2014-02-05T10:00:00Z">', "2014-02-05"),
    ],
)  # fmt: skip
def test_a_page_says_when_it_was_published(head, day, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head>{head}</head><body><p>The seminar was held in Zadar on 3 May.</p></body></html>"
    )
    assert rows_of(path)("sources", "published") == [(day,)]
    assert rows_of(path)("events", "start") == [("2013-05-03",)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_value_stands_at_its_place(path):
    """A place is a line and characters of the text; what stands there is the value, or the day of it."""
    lines = [line.text for line in document(path).lines]
    checked = 0
    for row in read_document(path, DATA).rows:
        for column, line, first, last in re.findall(r"(?:^|; )(\w+) (\d+):(\d+)-(\d+)(?=;|$)", row.place):
            text = lines[int(line) - 1][int(first) - 1 : int(last)]
            assert text and text == text.strip(), f"{row.table}: nothing, or a blank, at {line}:{first}"
            value = row.cells[column]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and "oday" not in text:
                assert re.search(rf"(?<!\d)0?{int(value[-2:])}(?!\d)", text), f"{value} is not in '{text}'"
            checked += 1
    assert checked or path.name.startswith("b03")


def test_documents_read_together_give_each_row_once(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "read_apart", read_document)
    names = ("rounds.txt", "workshop.txt", "rounds.txt")
    out = tmp_path / "out"
    assert main(["read", *(str(FOLDER / name) for name in names), "--out", str(out)]) == 0
    with (out / "events.csv").open(encoding="utf-8") as file:
        events = [row["event"] for row in csv.DictReader(file)]
    assert len(events) == len(set(events)) == 10
    assert "rounds.txt says it as well: one row is proposed" in (out / "doubtful.csv").read_text()
    printed = capsys.readouterr().out
    assert "workshop.txt: 14 rows (1 sources, 1 events, 12 event_participants)" in printed
    assert "--accept" in printed
