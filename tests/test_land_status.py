"""Which area stands for a place, and its status on a day: the rules of docs/method.md, on the records."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.tables import EMPTY, TABLES
from topics.land.areas import best_areas, figures, standing_figures
from topics.land.completions import completions
from topics.land.status import (
    COLUMNS,
    ORDER,
    country_statuses,
    family_statuses,
    place_statuses,
    statuses_by_year,
)
from topics.tables import Tables
from topics.vocabulary.land import PLACE_STATUSES

DAY = date(2026, 11, 22)
FAMILIES = ("MINES", "CMR", "ERW", "ALL")
EXPECTED = [
    ("ALB", "AP_MINES", "complete", "2009-12-01"),
    ("ALB", "CMR", "complete", "2009-11-01"),
    ("ALB", "ALL", "not_recent", None),
    ("BIH", "AP_MINES", "contaminated", None),
    ("BIH", "CMR", "complete", "2023-09-01"),
    ("BIH", "ALL", "contaminated", None),
    ("BGR", "AP_MINES", "complete", "1999-10-31"),
    ("BGR", "ALL", "complete", "1999-10-31"),
    ("HRV", "AP_MINES", "complete", "2026-02-27"),
    ("HRV", "CMR", "complete", "2020-07-10"),
    ("HRV", "ALL", "complete", "2026-03-01"),
    ("GRC", "AP_MINES", "complete", "2009-12-01"),
    ("HUN", "AP_MINES", "complete", "2013-12-01"),
    ("MDA", "CMR", "none_reported", None),
    ("MKD", "AP_MINES", "complete", "2006-09-15"),
    ("MNE", "AP_MINES", "none_reported", None),
    ("MNE", "CMR", "complete", "2020-07-31"),
    ("MNE", "ALL", "none_reported", None),
    ("ROU", "ALL", "no_data", None),
    ("SRB", "AP_MINES", "contaminated", None),
    ("SRB", "CMR", "not_recent", None),
    ("SVN", "ALL", "no_data", None),
    ("TUR", "AP_MINES", "contaminated", None),
    ("XKX", "CMR", "contaminated", None),
]
CONTAMINATION = {
    "area_class": "CHA+SHA",
    "as_of_precision": "day",
    "preferred": True,
    "preference": 0,
    "source": "a",
}


def status(country: str, hazard: str, day: date = DAY, tables: Tables = TABLES) -> pd.Series:
    rows = country_statuses(tables, hazard, day=day)
    return rows[rows["country"] == country].iloc[0]


def with_statements(*rows: dict[str, Any]) -> Tables:
    """The real tables, with other rows on contamination and no obligations."""
    real = TABLES["contamination"].iloc[:0]
    dated = [{"country": "BIH", "hazard": "CMR", "scope": "national"} | CONTAMINATION | row for row in rows]
    own = pd.DataFrame(dated).assign(record_id=[f"contamination-{place}" for place in range(len(rows))])
    own = own.assign(as_of=pd.to_datetime(own["as_of"])).reindex(columns=real.columns).astype(real.dtypes)
    frames = dict(TABLES) | {"contamination": own, "obligations": TABLES["obligations"].iloc[:0]}
    return Tables(frames, published=TABLES.published, today=TABLES.today)


@pytest.mark.parametrize(("country", "hazard", "expected", "completed_on"), EXPECTED)
def test_statuses_of_2026(country: str, hazard: str, expected: str, completed_on: str | None) -> None:
    row = status(country, hazard)
    assert row["status"] == expected
    day = None if pd.isna(row["completed_on"]) else f"{row['completed_on']:%Y-%m-%d}"
    assert day == completed_on


def test_figures_that_stand_in_2026() -> None:
    assert status("BIH", "AP_MINES")["area_km2"] == 774
    assert status("XKX", "CMR")["area_km2"] == 9.4
    assert status("XKX", "ALL")["family"] == "CMR"
    serbia = status("SRB", "CMR")
    assert (serbia["area_km2"], serbia["is_old"], serbia["stated"]) == (2.379195, True, "summed")
    assert len(serbia["records"]) == 2


def test_an_own_estimate_of_a_part_of_the_hazard_does_not_stand_for_the_family() -> None:
    """Mine Action Review's 50 km² of anti-personnel mines is not that of all mines, 1 018 km²."""
    assert status("BIH", "AP_MINES", date(2018, 12, 31))["area_km2"] == 1018


@pytest.mark.parametrize("hazard", ["MINES", "CMR", "ERW", "ALL"])
def test_one_answer_by_day_by_year_and_for_all_hazards(hazard: str) -> None:
    years = range(1995, 2027)
    by_year = statuses_by_year(TABLES, hazard, years)
    for year in (1996, 2004, 2013, 2020, 2026):
        day = min(TABLES.edition, date(year, 12, 31))
        same = by_year[by_year["year"] == year].reset_index(drop=True)
        pd.testing.assert_frame_equal(place_statuses(TABLES, hazard, day=day), same)


def test_all_hazards_are_as_bad_as_the_worst_family_that_is_not_replaced() -> None:
    day = date(2015, 12, 31)
    families, together = family_statuses(TABLES, day=day), country_statuses(TABLES, "ALL", day=day)
    own = families[families["family"] != "ALL"].groupby("country")["status"].agg(set)
    for row in together[together["status"] != "no_data"].itertuples():
        worst = min(own.get(row.country, {row.status}), key=ORDER.index)
        assert ORDER.index(row.status) <= ORDER.index(worst), row.country


def test_every_status_has_words_and_names_its_records() -> None:
    assert set(ORDER) == set(PLACE_STATUSES)
    rows = statuses_by_year(TABLES, "ALL", range(1990, 2027))
    assert list(rows.columns) == COLUMNS
    known = {*TABLES["contamination"]["record_id"], *TABLES["obligations"]["record_id"]}
    assert known.issuperset(record for ids in rows["records"] for record in ids)
    assert (rows["records"].map(len).gt(0) == rows["status"].ne("no_data")).all()
    assert not rows.duplicated(["place", "year"]).any()
    assert set(TABLES["countries"]["country"]) <= set(rows["country"])


def test_what_a_stated_row_says_is_what_its_record_says() -> None:
    records = TABLES["contamination"].set_index("record_id")
    for hazard in FAMILIES:
        rows = place_statuses(TABLES, hazard, day=DAY)
        for row in rows[rows["is_stated"]].itertuples():
            (record,) = row.records
            if record in records.index:
                stated = records.loc[record]
                same = (row.country, row.hazard, row.as_of) == tuple(stated[["country", "hazard", "as_of"]])
                assert same, record
                assert row.area_km2 == stated["area_km2"] or pd.isna(row.area_km2)


def test_a_completion_stands_until_a_later_area() -> None:
    tables = with_statements(
        {"area_km2": 4.0, "as_of": "2010-12-31"},
        {"area_km2": 0.0, "as_of": "2012-06-30"},
        {"as_of": "2014-07-01", "category": "contaminated"},
        {"area_km2": 0.5, "as_of": "2016-12-31"},
    )
    answers = statuses_by_year(tables, "CMR", (2009, 2010, 2012, 2015, 2016, 2021, 2022))
    answers = answers[answers["country"] == "BIH"]
    expected = [
        "no_data",
        "contaminated",
        "complete",
        "complete",
        "contaminated",
        "contaminated",
        "not_recent",
    ]
    assert answers["status"].tolist() == expected
    assert answers["area_km2"].tolist()[-1] == 0.5


def test_a_later_mention_ends_a_report_of_none_but_no_declaration() -> None:
    mention = {"as_of": "2014-07-01", "category": "contaminated"}
    reported = with_statements({"area_km2": 0.0, "area_class": "TOTAL", "as_of": "2012-06-30"}, mention)
    declared = with_statements({"area_km2": 0.0, "as_of": "2012-06-30"}, mention)
    day = date(2015, 1, 1)
    assert status("BIH", "CMR", date(2013, 1, 1), reported)["status"] == "none_reported"
    assert status("BIH", "CMR", day, reported)["status"] == "area_unknown"
    assert status("BIH", "CMR", day, declared)["status"] == "complete"


def test_zero_of_one_class_is_no_completion_while_the_other_has_an_area() -> None:
    suspected = {"area_km2": 3.0, "area_class": "SHA", "as_of": "2012-12-31"}
    tables = with_statements(suspected, {"area_km2": 0.0, "area_class": "CHA", "as_of": "2013-12-31"})
    assert status("BIH", "CMR", date(2014, 1, 1), tables)["status"] == "contaminated"
    assert completions(tables).empty


def test_a_month_is_over_before_a_finding_can_end_its_completion() -> None:
    zero = {"area_km2": 0.0, "as_of": "2012-06-01", "as_of_precision": "month"}
    tables = with_statements(zero, {"area_km2": 1.0, "as_of": "2012-06-20"})
    assert status("BIH", "CMR", date(2013, 1, 1), tables)["status"] == "complete"


def test_areas_of_one_year_are_chosen_by_what_they_cover() -> None:
    tables = with_statements(
        {"area_km2": 9.0, "area_class": "TOTAL", "as_of": "2012-11-30", "source": "b"},
        {"area_km2": 2.0, "area_class": "CHA", "as_of": "2012-06-30"},
        {"area_km2": 3.0, "area_class": "SHA", "as_of": "2012-06-30"},
    )
    best = best_areas(tables)
    assert best["area_km2"].tolist() == [5.0]
    assert best["stated"].tolist() == ["summed"]
    assert best["records"].tolist() == [("contamination-1", "contamination-2")]
    only = figures(tables, "SHA")
    assert standing_figures(only.assign(day=only["as_of"]), ["place"])["area_km2"].tolist() == [3.0]


def test_nothing_on_record_is_no_error() -> None:
    assert place_statuses(EMPTY, "ALL", day=DAY).empty
    assert family_statuses(EMPTY, day=DAY).empty
    assert completions(EMPTY).empty
