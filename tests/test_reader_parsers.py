"""The parsers of the reader, tried with all that they must read and with anything else."""

import calendar
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from etl.reader.dates import iso, periods
from etl.reader.letters import tidy
from etl.reader.paragraphs import Line, paragraphs, place
from etl.reader.proposals import plain
from etl.reader.quantities import amounts, areas, items

DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))
WORDS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{d:02} {m} {y}", "{m} {d}, {y}", "{d}th of {m} {y}", "{iso}"]))
def test_each_day_is_read_in_each_form(day, form):
    text = form.format(d=day.day, m=calendar.month_name[day.month], y=day.year, iso=day.isoformat())
    result = periods(f"It was held on {text} in the town.")
    assert [(iso(one.start), iso(one.end), one.fault) for one in result] == [(day.isoformat(),) * 2 + ("",)]


@given(DAYS, st.integers(1, 20), st.sampled_from(["-", " - ", "–", " to ", " until "]))
def test_each_range_of_days_is_read(day, length, dash):
    last = day + timedelta(length)
    same = (day.year, day.month) == (last.year, last.month)
    first = str(day.day) if same else f"{day.day} {calendar.month_name[day.month]} {day.year}"
    text = f"{first}{dash}{last.day} {calendar.month_name[last.month]} {last.year}"
    result = periods(tidy(f"It was held from {text}."))
    assert [(iso(one.start), iso(one.end)) for one in result] == [(day.isoformat(), last.isoformat())]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1960, 2090))
def test_a_day_that_can_be_a_month_is_a_fault(first, second, year):
    (result,) = periods(f"on {first}/{second}/{year}")
    assert bool(result.fault) == (first != second)


@given(st.integers(1, 10**9), st.sampled_from(["EUR {}", "{} EUR", "€{}", "{} euros"]))
def test_amounts(number, form):
    result = amounts("a grant of " + form.format(f"{number:,}"))
    assert [(one.value, one.unit, one.fault) for one in result] == [(Decimal(number), "EUR", "")]


@given(WORDS)
def test_anything_is_read_without_an_error(text):
    for read in (periods, amounts, areas, items):
        for one in read(tidy(text)):
            assert 0 <= one.first < one.last <= len(text)


@given(st.lists(WORDS.filter(lambda text: "\n" not in text and "\r" not in text), min_size=1, max_size=6))
def test_each_place_leads_to_its_words(texts):
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    for one in paragraphs(lines):
        for sentence in one.sentences:
            line, _, spot = place(one, sentence.first, sentence.first + 1).partition(":")
            column = int(spot.split("-")[0])
            assert tidy(texts[int(line) - 1])[column - 1] == one.text[sentence.first]


@given(WORDS)
def test_no_cell_is_a_formula_or_breaks_the_line(text):
    cell = plain(text)
    assert "\n" not in cell and "\r" not in cell
    assert not cell or (cell[0] not in "=+@\t" and (cell[0] != "-" or cell[1:2].isdigit()))
