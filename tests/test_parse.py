"""Parsers of single cells, over all that people write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parse import last_day, partial_date, period

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_whole_date_is_itself(day: date) -> None:
    assert partial_date(day.isoformat()) == (day, "day")
    assert last_day(day.isoformat()) == day


@given(days)
def test_a_part_of_a_date_spans_the_days_that_it_can_mean(day: date) -> None:
    for text in (day.isoformat()[:4], day.isoformat()[:7]):
        assert partial_date(text)[0] <= day <= last_day(text)


@given(st.integers(1900, 2100), st.integers(0, 100))
def test_a_range_of_years_keeps_both_ends(first: int, length: int) -> None:
    assert period(f"{first}-{first + length}") == (first, first + length)
    assert period(f"{first}/{first + length}") == (first, first + length)
    assert period(f"to {first}") == (None, first)


@given(st.text().filter(lambda text: not text[:1].isdigit() and not text.startswith("to ")))
def test_what_is_no_date_is_refused(text: str) -> None:
    for parser in (partial_date, period):
        with pytest.raises(ValueError):
            parser(text)


@pytest.mark.parametrize(
    "text", ["31/12/2016", "2016-13", "2015-02-30", "42735", "2016-1-1", "Dec-16", "2016-12-31 "]
)
def test_dates_that_a_spreadsheet_has_changed_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        partial_date(text)
