"""Reading documents: each kind gives the rows that it states, with their places, and no other.

The documents in tests/documents were written for these tests in the manner of the kinds; what they tell is
made up or, for treaties, what the records have as well.
"""

import csv
import re
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.documents.text import document

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "documents"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".html"))

LOCAL = [
    ("Tirana", "ALB", "2012-05-04", "2012-05-04", "7"),
    ("Podgorica", "MNE", "2012-05-06", "2012-05-06", "7"),
    ("Skopje", "MKD", "2012-05-10", "2012-05-11", "7"),
    ("Pristina", "XKX", "2012-05-12", "2012-05-12", "7"),
    ("Sarajevo", "BIH", "2012-05-30", "2012-06-01", "7"),
    ("Belgrade", "SRB", "2012-06-02", "2012-06-02", "7"),
    ("Skopje", "MKD", "2011-10-05", "2011-10-05", "6"),
]


@pytest.fixture
def read(tmp_path):
    """Read documents by name; return the tables as lists of rows."""

    def tables(*names, status=0):
        out = tmp_path / "proposals"
        assert main(["read", *(str(FOLDER / name) for name in names), "--out", str(out)]) == status
        found = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in out.glob("*.csv")}
        return lambda table, *columns: [
            tuple(row[column] for column in columns) for row in found.get(table, [])
        ]

    return tables


def test_treaty_notices(read):
    rows = read("notices.txt")
    assert rows(
        "treaty_actions", "treaty", "country", "action", "date", "entry_into_force", "confidence"
    ) == [
        ("CCM", "LKA", "accession", "2018-03", "2018-09-01", "medium"),  # the month by Art. 17(2)
        ("CCM", "NAM", "ratification", "2018-08-31", "2019-02-01", "high"),
        (
            "CCM",
            "PHL",
            "ratification",
            "2019-01-03",
            "2019-07-01",
            "medium",
        ),  # the year by the entry into force
        ("CCM", "MKD", "ratification", "2009-10-08", "", "high"),
        ("CCM", "SWZ", "accession", "2011-09-13", "", "high"),
        ("CCM", "COG", "ratification", "2014-09-02", "", "high"),
        ("CCM", "GIN", "ratification", "2014-10-21", "", "high"),
    ]
    assert all(known.startswith("in the records, line ") for (known,) in rows("treaty_actions", "records"))


def test_treaty_notices_as_second_sources(read):
    rows = read("notices.txt")
    assert rows("treaty_crosschecks", "country", "what", "date", "agrees") == [
        ("LKA", "entry_into_force", "2018-09-01", "yes"),
        ("NAM", "entry_into_force", "2019-02-01", "yes"),
        ("NAM", "deposit", "2018-08-31", "yes"),
        ("PHL", "entry_into_force", "2019-07-01", "yes"),
        ("PHL", "deposit", "2019-01-03", "yes"),
        ("MKD", "deposit", "2009-10-08", "yes"),
        ("SWZ", "deposit", "2011-09-13", "yes"),
        ("CUB", "deposit", "2016-04-06", "yes"),
        ("COG", "deposit", "2014-09-02", "yes"),
        ("GIN", "deposit", "2014-10-21", "yes"),
        ("BEN", "deposit", "2017-07-11", "no"),
    ]


def test_ordinals_of_treaty_notices(read):
    rows = read("notices.txt")
    assert [one for one in rows("reported_figures", "subject", "indicator", "value") if one[2]] == [
        ("Sri Lanka", "ordinal of CCM accession", "103"),
        ("Namibia", "ordinal of CCM ratification", "104"),
        ("Philippines", "ordinal of CCM ratification", "106"),
    ]


def test_doubts_about_treaty_notices(read):
    rows = read("notices.txt")
    assert rows("doubtful", "what", "reason", "kept") == [
        ("ordinal", "'103th' is read as 103: the ending of the ordinal is wrong", "kept"),
        (
            "CCM ordinal 105",
            "no notice for number 105: the document goes from 104 to 106",
            "nothing to keep",
        ),
        (
            "CUB CCM ratification",
            "the document says ratification, the records say accession (2016-04-06)",
            "left out",
        ),
        ("BEN CCM", rows("doubtful", "reason")[3][0], "kept as a rival"),
        ("row of treaty_actions: CCM BEN ratification", rows("doubtful", "reason")[4][0], "left out"),
    ]
    reasons = rows("doubtful", "reason")
    assert reasons[3][0].startswith("deposit 2017-07-11, but the records have 2017-07-10 (untc-")
    assert "has date 2017-07-10 instead of 2017-07-11" in reasons[4][0]


def test_lists_of_meetings(read):
    rows = read("rounds.txt")
    assert rows("events", "title", "city", "country", "start", "end") == [
        *(
            (f"Roadmap Local Coordination Meeting, round {number} - {city}", city, country, start, end)
            for city, country, start, end, number in LOCAL
        ),
        ("Seventh Regional Roadmap Coordination Meeting", "Budva", "MNE", "2012-06-15", "2012-06-16"),
        ("6th Regional Roadmap Coordination Meeting", "Ohrid", "MKD", "2011-11-23", "2011-11-24"),
    ]
    series = [name for (name,) in rows("events", "series")]
    assert series == ["Roadmap local coordination"] * 7 + ["Roadmap regional coordination"] * 2
    assert rows("reported_figures", "subject", "indicator", "value") == [
        ("Roadmap Local Coordination Meeting, round 7", "cities", "6")
    ]
    assert rows("doubtful", "what", "reason") == [
        (
            "Roadmap Local Coordination Meeting, round 6 - Podgorica",
            "7/10/2011 can be read as 2011-10-07 or 2011-07-10",
        ),
        ("Roadmap Local Coordination Meeting, round 6 - Belgrade", "there is no 31 November 2011"),
    ]


def test_conference_news_takes_the_year_from_its_date(read):
    rows = read("conference.txt")
    columns = ("event", "start", "end", "city", "country", "states", "confidence")
    assert rows("events", *columns) == [
        ("WELL-2008", "2008-02-18", "2008-02-22", "Wellington", "NZL", "103", "medium"),
        ("DUBL-2008", "2008-05-19", "2008-05-30", "Dublin", "IRL", "", "medium"),
    ]
    assert "announced in the document" in rows("events", "note")[1][0]
    assert rows("reported_figures", "indicator", "value") == [
        ("states attending", "103"),
        ("states endorsing", "82"),
    ]
    assert rows("oslo_process", "event", "states", "endorsing") == [("WELL-2008", "103", "82")]
    assert rows("doubtful") == []


def test_participants_by_type(read):
    rows = read("workshop.txt")
    assert rows("events", "title", "start", "end", "city", "states") == [
        ('Workshop "Land release and the way to completion"', "2016-04-05", "2016-04-06", "Podgorica", "5")
    ]
    assert rows("events", "organisers", "funders") == [("Norwegian People's Aid", "Germany")]
    assert sorted(rows("event_participants", "role", "kind", "participant")) == [
        ("funder", "state", "Germany"),
        ("organiser", "ngo", "Norwegian People's Aid"),
        ("participant", "state", "Albania"),
        ("participant", "state", "Bosnia and Herzegovina"),
        ("participant", "state", "Croatia"),
        ("participant", "state", "Montenegro"),
        ("participant", "state", "Norway"),
        ("participant", "state", "Serbia"),
        ("participant", "state", "Switzerland"),
        ("speaker", "ngo", "Mines Advisory Group"),
        ("speaker", "person-office", "Ambassador of Norway to Montenegro"),
        ("speaker", "state", "Croatia"),
        ("speaker", "state", "Germany"),
        ("speaker", "state", "Montenegro"),
    ]
    assert rows("event_programme", "position", "session", "contribution", "participant") == [
        ("1", "Opening", "welcome address", "Montenegro"),
        ("2", "1 Survey", "presentation", "Croatia"),
        ("3", "1 Survey", "presentation", "Mines Advisory Group"),
        ("4", "2 Cooperation", "statement", "Germany"),
    ]


def test_states_that_do_not_belong_to_a_meeting_are_doubtful(read):
    rows = read("workshop.txt")
    doubts = dict(rows("doubtful", "what", "reason"))
    group = next(what for what in doubts if what.startswith("participants of Workshop"))
    assert group.endswith(": Bhutan, Mongolia, Myanmar, Tuvalu, Vanuatu, Viet Nam, Papua New Guinea")
    assert "none of the 7 lies in South East Europe, which the meeting is named for" in doubts[group]
    assert "the list of states attending (line 6) has none of them" in doubts[group]
    assert doubts["organiser Regional Arms Office"] == "not among the organisations that are known"


def test_project_paragraphs(read):
    rows = read("grants.txt")
    columns = ("start", "end", "implementer", "donor", "countries", "amount", "currency")
    assert rows("projects", *columns, "area_km2", "mines", "uxo") == [
        ("2009-04", "2010-11", "ITF", "Germany", "BIH", "590000", "EUR", "0.81305", "1204", "87"),
        ("2012", "", "", "Norway", "SRB", "3400000", "NOK", "", "", ""),
    ]
    assert rows("doubtful") == []


def test_a_web_page_gives_what_its_readers_see(read, tmp_path):
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
    for path in (tmp_path / "proposals").rglob("*.*"):
        assert "1999" not in path.read_text(encoding="utf-8"), f"{path.name} tells what readers do not see"


def test_what_stands_around_the_text_of_a_page_is_not_read(read):
    rows = read("news.html")
    assert rows("events", "title", "start", "end", "city") == [
        ("Fourth Regional Meeting of SALW Commissions", "2011-11-10", "2011-11-10", "Budva"),
        ("Fifth Regional Meeting of SALW Commissions", "2012-05-16", "2012-05-17", "Tirana"),
    ]
    assert sorted(rows("event_participants", "role", "participant")) == [
        ("funder", "European Union"),
        ("host", "Ministry of Interior of Albania"),
        ("participant", "Albania"),
        ("participant", "Bosnia and Herzegovina"),
        ("participant", "Croatia"),
        ("participant", "Kosovo (UNSCR 1244)"),
    ]
    assert rows("sources", "title", "url", "published") == [
        ("Fifth Regional Meeting of SALW Commissions", "https://agency.example/fifth", "2012-05-18")
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_value_stands_at_its_place(path, read):
    """A place is a line and characters of the text; what stands there is the value, or the day of it."""
    rows = read(path.name)
    lines = [line.text for line in document(path).lines]
    checked = 0
    for table in ("events", "event_participants", "treaty_actions", "reported_figures", "projects"):
        for value, where in placed(rows, table):
            words = re.match(r"(\d+):(\d+)-(\d+)$", where)
            assert words, f"{table}: {where} is no place"
            line, first, last = map(int, words.groups())
            text = lines[line - 1][first - 1 : last]
            assert text and text == text.strip(), f"{table}: nothing, or a blank, at {where}"
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                assert re.search(rf"(?<!\d)0?{int(value[-2:])}(?!\d)", text), f"{value} is not in '{text}'"
            checked += 1
    assert checked


def placed(rows, table):
    """The values of a table and their places, without those that are worked out or take several lines."""
    columns = (
        "date",
        "start",
        "end",
        "city",
        "participant",
        "donor",
        "amount",
        "area_km2",
        "entry_into_force",
    )
    for column in columns:
        try:
            cells = rows(table, column, "place")
        except KeyError:
            continue
        for value, places in cells:
            where = dict(re.findall(r"(\w+) ((?:from )?[\d:,; -]+?)(?:; (?=[a-z])|$)", places)).get(
                column, ""
            )
            if value and where and "from" not in where and where.count("-") == 1:
                yield value, where


def test_documents_read_together_give_each_row_once(read):
    rows = read("rounds.txt", "workshop.txt", "rounds.txt")
    events = rows("events", "event")
    assert len(events) == len(set(events)) == 10
    assert ("rounds.txt tells it as well: one row is proposed",) in rows("doubtful", "reason")


def test_the_command_says_what_it_found(capsys, tmp_path):
    main(["read", str(FOLDER / "grants.txt"), "--out", str(tmp_path / "out")])
    told = capsys.readouterr().out
    assert "grants.txt: 3 rows (1 sources, 2 projects), 3 of them new, 0 doubtful things" in told
    assert "--accept" in told
