"""What documents get wrong, or say of something else, gives no row: it is read right, or listed as doubtful.

The texts were written for these tests in the manner of the kinds of documents that are read.
"""

import pytest

from etl.reader.apart import read
from etl.registry import DATA

# name: (text, table, columns, the rows that it gives and no others)
NOTICES = {
    "a wrong ending, a missing number and an old name": (
        """Swaziland joins
As the 73th State to accede to the CCM, Swaziland will become a State Party on 1 March 2012.

Iraq joins
As the 83rd State to ratify the Convention on Cluster Munitions, Iraq becomes a State Party
on 1 November 2013.

Togo joins
As the State to ratify the CCM, Togo will become a State Party on 1 December 2012.""",
        [
            ("SWZ", "accession", "2011-09", "2012-03-01"),
            ("IRQ", "ratification", "2013-05", "2013-11-01"),
            ("TGO", "ratification", "2012-06", "2012-12-01"),
        ],
    ),
    "hopes and bills are no deposits": (
        """On 12 March 2014 the Assembly of Georgia adopted a bill to ratify the CCM. Ukraine is
expected to become the 85th State to ratify the CCM in 2014. The Parliament of Serbia has
not yet ratified the Convention on Cluster Munitions. Greece hopes to ratify it before 1
September 2015.""",
        [],
    ),
    "days that the treaty or the calendar do not have": (
        """As the 83rd State to ratify the CCM, Iraq will become a State Party on 31 November 2013.

As the 84th State to ratify the CCM, Zambia will become a State Party on 15 October 2013.""",
        [],
    ),
    "two treaties and a second verb": (
        """Finland acceded to the Anti-Personnel Mine Ban Convention on 9 January 2012 and Somalia did
so on 16 April 2012. As of June 2015, 92 States are party to the CCM.""",
        [("FIN", "accession", "2012-01-09", ""), ("SOM", "accession", "2012-04-16", "")],
    ),
    "one number for two States": (
        """As the 83rd State to ratify the CCM, Iraq will become a State Party on 1 November 2013.

As the 83rd State to ratify the CCM, Bolivia will become a State Party on 1 October 2013.""",
        [("IRQ", "ratification", "2013-05", "2013-11-01"), ("BOL", "ratification", "2013-04", "2013-10-01")],
    ),
    "a relative clause, a withdrawal and a date before the verb": (
        """Iceland, which signed the CCM in Oslo on 3 December 2008, ratified on 31 August 2015.

Lithuania deposited its notification of withdrawal from the Convention on Cluster Munitions on 6 September
2024 and its withdrawal takes effect on 6 March 2025. Costa Rica on 28 April 2011 deposited its instrument of
ratification. Grenada became a full State Party on 1 December 2011 after it acceded on 29 June 2011.""",
        [
            ("ISL", "signature", "2008-12-03", ""),
            ("ISL", "ratification", "2015-08-31", ""),
            ("LTU", "withdrawal", "2024-09-06", ""),
            ("LTU", "withdrawal_effective", "2025-03-06", ""),
            ("CRI", "ratification", "2011-04-28", ""),
            ("GRD", "accession", "2011-06-29", "2011-12-01"),
        ],
    ),
    "states in clauses, and one that joins them all": (
        """Norway, Austria and Ireland signed the Convention on Cluster Munitions in Oslo on 3 December
2008 and the Holy See ratified it the same day. Guyana and Rwanda deposited their instruments of
ratification of the CCM in New York.""",
        [],
    ),
}
EVENTS = {
    "a place and a day under the title, and lines that begin with the day": (
        """Regional workshop on stockpiles

Sarajevo, 3 March 2015

12-13 April 2010 | Ljubljana | Meeting of the Steering Committee""",
        [("Ljubljana", "2010-04-12", "2010-04-13")],
    ),
    "a list with several forms of dates": (
        """Eleventh Roadmap Local Coordination Meetings

Podgorica, 10 April 2011
Belgrade, 16-17 April 2011
Priština/Prishtinë, 30 April 2011
Skopje - 14 May 2011
Sarajevo, 4/5/2011
Tirana: 31 June 2011""",
        [
            ("Podgorica", "2011-04-10", "2011-04-10"),
            ("Belgrade", "2011-04-16", "2011-04-17"),
            ("Pristina", "2011-04-30", "2011-04-30"),
            ("Skopje", "2011-05-14", "2011-05-14"),
        ],
    ),
    "only the first day, or only the last": (
        """The conference on land release opened on 19 May 2014 in Tirana, Albania.

A course for stockpile managers ended in Bijela, Montenegro, on 12 April 2013.""",
        [("Tirana", "2014-05-19", "")],
    ),
    "a meeting that the records have a day earlier": (
        "The Lima conference on cluster munitions was held in Lima, Peru, from 24 to 26 May 2007.",
        [],
    ),
}
PARTICIPANTS = {
    "a paragraph copied from another meeting": (
        """Workshop on cluster munitions in South East Europe

The workshop was held in Podgorica, Montenegro, on 9-11 May 2011. It was attended by
representatives of four States: Albania, Bosnia and Herzegovina, Croatia and Montenegro.

Five of the participants were States not Party (Bhutan, Mongolia, Myanmar, Tuvalu and Vanuatu).""",
        [
            ("Albania", "participant"),
            ("Bosnia and Herzegovina", "participant"),
            ("Croatia", "participant"),
            ("Montenegro", "participant"),
        ],
    ),
    "offices of the United Nations are no States": (
        """The seminar was held in Belgrade, Serbia, on 13 February 2011. It was attended by UNDP
Croatia and UNDP Montenegro. Observers from Belarus attended, too. Hungary could not attend.""",
        [("UNDP", "participant"), ("Belarus", "observer")],
    ),
    "another meeting, another place": (
        """The workshop on victims was held in Tirana, Albania, on 3 May 2011 and hosted by Albania.

The previous seminar in Athens was attended by Greece. Norway spoke in Oslo on 2 June.""",
        [("Albania", "host")],
    ),
    "a list under a colon": (
        """The seminar took place in Zagreb, Croatia, on 21 and 22 October 2010. Participants:
- Albania
- Bosnia and Herzegovina
- International Committee of the Red Cross

Funded by: Norway""",
        [
            ("Albania", "participant"),
            ("Bosnia and Herzegovina", "participant"),
            ("International Committee of the Red Cross", "participant"),
            ("Norway", "funder"),
        ],
    ),
}
PROJECTS = {
    "several amounts in a sentence, and a giver of others": (
        """In 2014 ITF received EUR 1.1 million from Switzerland and EUR 300,000 from Norway for clearance.
It received a grant of CHF 150,000 (about EUR 140,000) from Austria for a survey in Albania in 2013.""",
        [("Austria", "ALB", "150000", "CHF", "")],
    ),
    "a giver of another project": (
        """In 2008 the OSCE Office in Baku and ITF joined forces for the project "Support to Mine
Action in Azerbaijan." From January 2009 to June 2010 ITF managed a grant of EUR 900,000
from Norway to survey Georgia; a total of 4 sq km (1.5 sq mi) of land was released.""",
        [("Norway", "GEO", "900000", "EUR", "4")],
    ),
    "a running total, a ministry and what is still to be done": (
        """ITF has raised more than 400 million USD for mine action since 1998. The Ministry of Defence
funds its own units. In Croatia 500 square kilometres are still to be cleared with EUR 3 million.

The Norwegian Ministry of Foreign Affairs allocated NOK 5 million to clearance in Serbia.""",
        [("Norwegian Ministry of Foreign Affairs", "SRB", "5000000", "NOK", "")],
    ),
}
COLUMNS = {
    "treaty_actions": ("country", "action", "date", "entry_into_force"),
    "events": ("city", "start", "end"),
    "event_participants": ("participant", "role"),
    "projects": ("donor", "countries", "amount", "currency", "area_km2"),
}
CASES = [
    pytest.param(text, table, expected, id=name)
    for table, cases in zip(COLUMNS, (NOTICES, EVENTS, PARTICIPANTS, PROJECTS), strict=True)
    for name, (text, expected) in cases.items()
]


@pytest.mark.parametrize(("text", "table", "expected"), CASES)
def test_no_row_is_wrong(text, table, expected, tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    rows = [row.cells for row in read(path, DATA).rows if row.table == table]
    rows = [row for row in rows if row.get("kind") != "person-office"]
    assert [tuple(row[column] for column in COLUMNS[table]) for row in rows] == expected
