"""Sentences of the kinds of documents that are read: no wrong row, and what gives none is named.

reader_kinds.txt holds texts written for these tests in the manner of the kinds, with the rows that each gives
and what it lists as doubtful; what they say is made up.
"""

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reader.apart import read, reading_of
from etl.registry import DATA

COLUMNS = {
    "treaty_actions": ("country", "action", "date", "entry_into_force"),
    "reported_figures": ("subject", "value", "date"),
    "events": ("city", "country", "start", "end"),
    "event_participants": ("participant", "role"),
    "projects": (
        "donor", "implementer", "countries", "start", "end", "amount", "currency", "area_km2", "mines",
    ),
}  # fmt: skip
KINDS = (Path(__file__).parent / "reader_kinds.txt").read_text(encoding="utf-8")
CASES = dict(re.findall(r"=== (\S+)\n(.*?)(?=\n=== |\Z)", KINDS, re.S))
STATES = {"Albania": "ALB", "Bosnia and Herzegovina": "BIH", "Croatia": "HRV", "Montenegro": "MNE",
          "Norway": "NOR", "Serbia": "SRB", "Slovenia": "SVN", "the Netherlands": "NLD"}  # fmt: skip
OTHERS = {"Armenia": "ARM", "Finland": "FIN", "Georgia": "GEO", "Mongolia": "MNG", "Romania": "ROU",
          "Tajikistan": "TJK"}  # none has joined the CCM  # fmt: skip
CITIES = {"Tirana": "ALB", "Sarajevo": "BIH", "Zagreb": "HRV", "Budva": "MNE", "Oslo": "NOR", "Tuzla": "BIH"}
UNRELATED = [
    "The weather was fine.",
    "Survivors told of their lives, and children sang.",
    "More than 300 people live in the village.",
    "Mines kill and maim long after a war.",
    "For further information write to the office.",
    "Photographs can be seen on the website.",
]
FOLDER = tempfile.TemporaryDirectory()
DAYS = st.dates(date(2011, 1, 1), date(2023, 12, 28))


def page(text):
    """A file of its own with a text."""
    path = Path(tempfile.mkdtemp(dir=FOLDER.name)) / "page.txt"
    path.write_text(text, encoding="utf-8")
    return path


def cells_of(reading):
    """The rows of a reading, before they are compared with the records."""
    return sorted(
        f"{row.table}: "
        + " | ".join(row.cells[name].value for name in COLUMNS[row.table] if name in row.cells)
        for row in reading.rows
    )


def printed(day):
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize("name", CASES)
def test_each_kind_gives_its_rows_and_names_the_rest(name):
    text, rows, doubts = re.split(r"\n--- (?:rows|doubtful)", CASES[name])
    proposals = read(page(text), DATA)
    given_rows = [
        f"{row.table}: " + " | ".join(row.cells[column] for column in COLUMNS[row.table])
        for row in proposals.rows
        if row.table in COLUMNS
    ]
    assert given_rows == [line.rstrip("\n") for line in rows.splitlines() if line]
    assert [doubt.what for doubt in proposals.doubts] == [line for line in doubts.splitlines() if line]


def joining(state, rank, day):
    text = (
        f"{state} deposited its instrument of accession to the Convention on Cluster Munitions on "
        f"{printed(day)} as the {rank}th State Party."
    )
    return text, [
        f"treaty_actions: {OTHERS[state]} | accession | {day}",
        f"reported_figures: {state} | {rank}",
    ]


def meeting(city, states, day, length):
    end, (a, b, c) = date.fromordinal(day.toordinal() + length), states
    text = (
        f"The workshop on risk education took place in {city} from {printed(day)} to {printed(end)}. "
        f"It was attended by {a}, {b} and {c}."
    )
    names = [f"event_participants: {name.removeprefix('the ')} | participant" for name in states]
    return text, [f"events: {city} | {CITIES[city]} | {day} | {end}", *names]


def gift(states, thousands, hectares, year):
    first, second = (name.removeprefix("the ") for name in states[:2])
    text = (
        f"In {year} {states[0]} and {states[1]} donated EUR {thousands},500 for demining in Kosovo; "
        f"{hectares} hectares were cleared."
    )
    return text, [f"projects: {first}; {second} | XKX | {year} | {thousands}500 | EUR | {hectares / 100:g}"]


@st.composite
def paragraphs(draw):
    """Paragraphs that each tell one thing, with the rows that they give."""
    states, day = draw(st.permutations(list(STATES)))[:3], draw(DAYS)
    party, city = draw(st.sampled_from(list(OTHERS))), draw(st.sampled_from(list(CITIES)))
    return dict(
        [
            joining(party, draw(st.integers(84, 130)), day),
            meeting(city, states, day, draw(st.integers(1, 3))),
            gift(states, draw(st.integers(1, 900)), draw(st.integers(1, 90)), day.year),
        ]
    )


@settings(max_examples=25, deadline=None)
@given(paragraphs(), st.randoms(use_true_random=False), st.lists(st.sampled_from(UNRELATED), max_size=4))
def test_order_names_numbers_and_other_sentences_make_no_wrong_row(things, random, others):
    every = [*things, *others]
    random.shuffle(every)
    reading = reading_of(page("\n\n".join(every)), DATA)
    assert cells_of(reading) == sorted(row for rows in things.values() for row in rows)
    assert not reading.doubts


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([*STATES, "Chad", "Peru"]),
    st.sampled_from(["praised", "has", "asked for", "will see", "spoke of", "did not forget", "is behind"]),
    st.sampled_from(
        [
            "the Convention on Cluster Munitions",
            "a ratification of the Mine Ban Treaty",
            "4.5 km2 of land",
            "12,000 square metres",
            "EUR 5 million",
            "250 mines",
            "a workshop on survey in Oslo",
            "the third coordination meeting",
            "46 countries",
        ]
    ),
    st.sampled_from(["", " on 5 May 2012", " in Serbia", ", said the minister", " since 1998", " of Norway"]),
)
def test_what_names_a_state_and_a_thing_is_a_row_or_listed(state, verb, thing, more):
    sentence = f"{state[0].upper()}{state[1:]} {verb} {thing}{more}."
    reading = reading_of(page(f"It was a good year for all.\n\n{sentence}\n\n{UNRELATED[0]}"), DATA)
    assert sentence in [doubt.text for doubt in reading.doubts] or reading.rows
