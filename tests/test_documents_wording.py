"""The same thing worded in another way gives the row that the records would have."""

import csv

import pytest

from etl.__main__ import main
from etl.documents.proposals import compared

WORKSHOP = "The workshop on clearance was held in Podgorica, Montenegro, on 3-4 May 2011. "
PEOPLE = {
    "a city by its own name": (
        "It was organised by the Norwegian Embassy in Beograd.",
        [("Norwegian Embassy in Belgrade", "organisation", "SRB", "organiser")],
    ),
    "who speaks for a mission speaks for its sender": (
        """Speakers were the Deputy Head of the Swiss Permanent Mission to the UN in Geneva, and the \
First Secretary of the Permanent Representation of Austria to the OSCE in Vienna.""",
        [
            (
                "Deputy Head of the Swiss Permanent Mission to the UN in Geneva",
                "person-office",
                "CHE",
                "speaker",
            ),
            (
                "First Secretary of the Permanent Representation of Austria to the OSCE in Vienna",
                "person-office",
                "AUT",
                "speaker",
            ),
        ],
    ),
    "the staff of an organisation is not the organisation": (
        "Also participating were the staff of RACVIAC and the Mines Advisory Group.",
        [
            ("Staff of RACVIAC", "organisation", "HRV", "participant"),
            ("Mines Advisory Group", "ngo", "GBR", "participant"),
        ],
    ),
    "directors of centres named together": (
        """It was attended by the directors of the centres of Bosnia and Herzegovina and Croatia, and
representatives of Slovenia.""",
        [
            ("Bosnia and Herzegovina", "state", "BIH", "participant"),
            ("Croatia", "state", "HRV", "participant"),
            ("Director, BHMAC", "person-office", "BIH", "participant"),
            ("Director, CROMAC", "person-office", "HRV", "participant"),
            ("Slovenia", "state", "SVN", "participant"),
        ],
    ),
    "the directors of one state stand for no other": (
        "It was attended by the directors of the centres of Croatia. Slovenia also attended.",
        [
            ("Croatia", "state", "HRV", "participant"),
            ("Director, CROMAC", "person-office", "HRV", "participant"),
            ("Slovenia", "state", "SVN", "participant"),
        ],
    ),
}
CLAIMS = {
    "until a month": (
        "SEESAC was tasked through the EU Council Decision until December 2024 to organize meetings.",
        [("SEESAC", "EU Council Decision until", "2024-12")],
    ),
    "another date of a decision": (
        "SEESAC acts by the EU Council Decision of November 2018, and will meet until December 2024.",
        [],
    ),
}


@pytest.fixture
def read(tmp_path):
    """Read a text; return columns of one table."""

    def rows(text, table, *columns):
        path, out = tmp_path / "page.txt", tmp_path / "out"
        path.write_text(text, encoding="utf-8")
        assert main(["read", str(path), "--out", str(out)]) == 0
        file = out / f"{table}.csv"
        found = list(csv.DictReader(file.open(encoding="utf-8"))) if file.exists() else []
        return [tuple(row[column] for column in columns) for row in found]

    return rows


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_who_took_part(text, expected, read):
    found = read(WORKSHOP + text, "event_participants", "participant", "kind", "country", "role")
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_how_long_a_decision_holds(text, expected, read):
    found = read(text, "reported_figures", "subject", "indicator", "date")
    assert [row for row in found if row[1].startswith("EU Council")] == expected


def figure(line, subject, indicator):
    """Return a row of reported_figures without a value."""
    return {
        "subject": subject,
        "indicator": indicator,
        "value": "",
        "unit": "date",
        "source": "news",
        "countries": "AUT",
        "line": line,
    }


def test_a_figure_is_compared_with_the_record_most_like_it():
    there = [figure("2", "Vienna Conference", "next gathering"), figure("3", "Austria", "moratorium earlier")]
    found = figure("", "Austria", "moratorium earlier")
    assert compared("reported_figures", found, there) == ("in the records", there[1], "")


def test_offices_and_treaties_may_be_abbreviated():
    columns = ("event", "role", "kind", "actor", "country", "participant")
    full = "President of the Third Meeting of States Parties to the Convention on Cluster Munitions"
    mine = dict(zip(columns, ("X", "president", "person-office", "", "", full), strict=True))
    there = mine | {"participant": "President of the 3MSP to the CCM", "line": "2"}
    other = mine | {"participant": "President of the 4MSP to the CCM", "line": "3"}
    assert compared("event_participants", mine, [there])[0] == "in the records"
    assert compared("event_participants", there, [other])[0] == "new"
