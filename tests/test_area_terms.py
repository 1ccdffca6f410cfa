"""Holds what the columns and words of a reader's own table are taken for."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import TABLES
from topics.hazard_areas import cells, terms
from topics.vocabulary.hazards import hazard_names

IMSMA = [
    "Hazard_LocalID",
    "HazardName",
    "Hazard Type",
    "Hazard Classification",
    "Status",
    "AreaSize",
    "Status Date",
]
REGIONAL = ["Šifra", "Vrsta", "Klasa", "Stanje", "Površina (m2)", "Datum"]


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        (
            IMSMA,
            {"id": "Hazard_LocalID", "hazard": "Hazard Type", "status": "Status", "area": "AreaSize"}
            | {"date": "Status Date"},
        ),
        (
            REGIONAL,
            dict(zip(("id", "hazard", "area_class", "status", "area", "date"), REGIONAL, strict=True)),
        ),
        (["OBJECTID", "Shape_Area", "TYPE"], {"id": "OBJECTID", "area": "Shape_Area", "hazard": "TYPE"}),
        (["a", "b"], dict.fromkeys(terms.TERMS)),
    ],
)
def test_columns_are_guessed_by_their_names(columns, wanted):
    found = terms.guessed_columns(columns)
    assert {term: found[term] for term in wanted} == wanted
    used = [name for name in found.values() if name]
    assert len(used) == len(set(used)), "a column means one thing"


@pytest.mark.parametrize(
    ("term", "word", "code"),
    [
        ("hazard", "Minefield", "MINES_MIXED"),
        ("hazard", "AP", "AP_MINES"),
        ("hazard", "Anti-personnel mines", "AP_MINES"),
        ("hazard", "AP/AT mines", "MINES_MIXED"),
        ("hazard", "CMR", "CMR"),
        ("hazard", "kasetna municija", "CMR"),
        ("hazard", "Cluster munitions and mines", "ALL"),
        ("hazard", "UXO", "ERW"),
        ("hazard", "MINES_MIXED", "MINES_MIXED"),
        ("hazard", "several hazards", "ALL"),
        ("hazard", "unknown", None),
        ("area_class", "CHA", "CHA"),
        ("area_class", "Confirmed Hazardous Area", "CHA"),
        ("area_class", "not confirmed", "SHA"),
        ("area_class", "Unconfirmed", "SHA"),
        ("area_class", "CHA and SHA", None),
        ("status", "Open", "open"),
        ("status", "not cleared", "open"),
        ("status", "Uncleared", "open"),
        ("status", "Clearance in progress", "open"),
        ("status", "Cleared", "closed"),
        ("status", "Cancelled", "closed"),
        ("status", "Inactive", None),
        ("status", "", None),
    ],
)
def test_words_are_taken_for_our_codes(term, word, code):
    assert terms.guessed_code(term, word) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1740.5", 1740.5),
        ("1 740,5", 1740.5),
        ("1\u202f740", 1740),
        ("1.234.567", 1234567),
        ("1,234,567.8", 1234567.8),
        ("1.234", None),
        ("1.2345", 1.2345),
        ("12 50", None),
        ("0,125", 0.125),
        ("1,234", None),
        ("12 m2", None),
        ("inf", None),
        ("nan", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_written_or_not_at_all(text, number):
    found = cells.numbers_of(pd.Series([text])).iloc[0]
    assert math.isnan(found) if number is None else found == number


@settings(deadline=None)
@given(
    st.lists(st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 4)), min_size=1, max_size=8)
)
def test_any_number_is_read_back_in_both_ways_of_writing(values):
    for pattern in ("{:.4f}", "{:,.4f}"):
        english = pd.Series([pattern.format(value) for value in values])
        assert cells.numbers_of(english).tolist() == values
        european = english.str.translate(str.maketrans(",.", ".,"))
        assert cells.numbers_of(european).tolist() == values


@settings(deadline=None)
@given(st.dates(min_value=pd.Timestamp("1900-01-01").date(), max_value=pd.Timestamp("2100-01-01").date()))
def test_any_date_is_read_back_as_exact_as_written(day):
    texts = pd.Series(
        [f"{day}", f"{day.day}.{day.month}.{day.year}", f"{day:%Y-%m}", f"{day.year}", f"{day} 00:00:00"]
    )
    dates, precisions = cells.dates_of(texts)
    assert dates.iloc[[0, 1, 4]].dt.date.tolist() == [day] * 3
    assert precisions.tolist() == ["day", "day", "month", "year", "day"]


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_breaks_the_guesses(text):
    cells.numbers_of(pd.Series([text]))
    cells.dates_of(pd.Series([text]))
    terms.guessed_columns([text])
    for term, codes in terms.codes_in_words(TABLES).items():
        assert terms.guessed_code(term, text) in {None, *codes}


def test_rows_in_our_terms_leave_empty_what_is_not_stated():
    rows = pd.DataFrame(
        {"ID": ["1", ""], "m2": ["5000", "?"], "Type": ["AP", "odd"], "Day": ["31.12.2020", ""]}
    )
    named = {"id": "ID", "area": "m2", "hazard": "Type", "date": "Day"}
    found = terms.in_our_terms(rows, named, {"hazard": {"AP": "AP_MINES", "odd": None}}, "m2")
    assert found["area_stated_km2"].iloc[0] == pytest.approx(0.005)
    assert found["hazard"].tolist() == ["AP_MINES", None]
    assert found.iloc[1].isna().all()
    assert found["date"].iloc[0] == pd.Timestamp("2020-12-31")


def test_one_code_may_stand_for_all_rows():
    found = terms.in_our_terms(pd.DataFrame({"a": [1, 2]}), {}, {"hazard": {"": "CMR"}})
    assert found["hazard"].tolist() == ["CMR", "CMR"]


def test_the_codes_and_names_of_hazards_are_taken_for_themselves():
    for code, name in hazard_names(TABLES).items():
        assert [terms.guessed_code("hazard", word) for word in (code, name)] == [code, code]


@pytest.mark.parametrize(("factor", "unit"), [(1e6, "m2"), (100, "ha"), (1, "km2"), (1e9, None)])
def test_the_unit_is_known_by_the_outlines(factor, unit):
    measured = pd.Series([0.1, 0.2, 3.0])
    assert terms.fitting_unit(measured * factor, measured) == unit
