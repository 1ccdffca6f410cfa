"""Facts that a reader would check, on the clean tables; each stands in the source that its row names."""

import csv
from pathlib import Path

import pandas as pd
import pytest

CLEAN = Path(__file__).resolve().parent.parent / "data" / "clean"


def load(table: str) -> pd.DataFrame:
    """Return a clean table with its dates as ISO 8601 text, as the facts below are written."""
    frame = pd.read_parquet(CLEAN / f"{table}.parquet")
    dates = frame.select_dtypes("datetime")
    return frame.assign(**{column: dates[column].dt.strftime("%Y-%m-%d") for column in dates})


def rows(table: str, where: str) -> pd.DataFrame:
    return load(table).query(where)


with (Path(__file__).parent / "facts.csv").open(encoding="utf-8") as file:
    FIGURES = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("table", "where", "column", "value"), FIGURES)
def test_figure(table: str, where: str, column: str, value: str) -> None:
    found = rows(table, where)
    assert len(found) == 1, f"{len(found)} rows of {table} where {where}"
    cell = found[column].iloc[0]
    assert cell == value if isinstance(cell, str) else cell == pytest.approx(float(value))


COUNTS = [
    ("treaty_actions", "treaty=='CCM' and action=='signature' and preferred", 108),
    (
        "treaty_actions",
        "treaty=='CCM' and preferred and action in ['ratification','accession','acceptance','approval']",
        113,
    ),
    ("treaty_actions", "treaty=='CCM' and action=='accession' and preferred", 17),
    ("treaty_actions", "treaty=='CCM' and action=='signature' and preferred and date<='2008-12-04'", 94),
    ("treaty_actions", "treaty=='APMBC' and action=='withdrawal_effective'", 5),
    ("region_members", "region=='EU' and until.isna()", 27),
    ("region_members", "region=='NATO'", 32),
    ("region_members", "region=='SEE'", 13),
    ("region_members", "region=='WB'", 6),
    ("region_members", "region=='RACVIAC'", 9),
    ("region_members", "region=='CENTRAL_ASIA'", 5),
    ("event_participants", "event=='DOC-RAK-2017' and claim=='disputed'", 8),
    (
        "event_participants",
        "event=='DOC-RAK-2017' and kind=='state' and claim!='disputed' and role=='participant'",
        5,
    ),
    ("project_countries", "project=='itf-osce-ca'", 6),
    ("reported_figure_countries", "figure=='F021'", 4),
    ("event_programme", "event=='DOC-RAK-2017'", 15),
]


@pytest.mark.parametrize(("table", "where", "count"), COUNTS)
def test_count(table: str, where: str, count: int) -> None:
    assert len(rows(table, where)) == count


def test_the_thirtieth_deposit_of_the_ccm_was_on_16_february_2010() -> None:
    deposits = rows(
        "treaty_actions",
        "treaty=='CCM' and preferred and action in ['ratification','accession','acceptance','approval']",
    ).sort_values("date")
    assert deposits["date"].iloc[29] == "2010-02-16"


def test_every_roadmap_meeting_of_the_start_document_is_there_with_city_and_date() -> None:
    listed = rows("events", "source=='seesac-roadmap-coordination'")
    rounds = listed[listed["event"].str.startswith("RM-L0")].groupby(listed["event"].str[:6]).size()
    assert rounds.to_dict() == {"RM-L01": 6, "RM-L02": 6, "RM-L03": 4}
    assert listed[["city", "start"]].notna().all(axis=None)


def test_money_that_may_be_added_gives_the_printed_totals() -> None:
    monitor = rows("funding", "basis=='monitor' and not overlap and recipient=='BIH'")
    assert monitor[monitor["year"].eq(2015)]["amount_usd"].sum() == pytest.approx(14_729_176, rel=0.02)
    assert monitor[monitor["year"].eq(2017)]["amount_usd"].sum() == pytest.approx(7_546_896, rel=0.001)


def test_no_unverified_row_is_a_fact() -> None:
    aside = load("set_aside")
    assert aside["reason"].eq("not seen in a source").sum() > 80
    assert load("events").query("event == 'RM-R05'").empty
    assert load("obligations").query("country=='SRB' and deadline=='2034-12-31'").empty


@pytest.mark.parametrize("table", ["contamination", "clearance", "casualties", "obligations"])
def test_a_better_source_is_preferred_and_press_comes_after_the_authority_it_quotes(table: str) -> None:
    ranks = load("sources").set_index("source")["rank"]
    frame = load(table)
    frame = frame.assign(rank=frame["source"].map(ranks))
    if "claim" in frame:
        alone = frame["figure_id"].map(frame["figure_id"].value_counts()) == 1
        assert not (frame["preferred"] & frame["claim"].eq("disputed") & ~alone).any()
        frame = frame[frame["claim"].ne("disputed")]
    stated = frame[frame["basis"].ne("projection")]
    best = stated.groupby("figure_id")["rank"].min()
    chosen = stated[stated["preferred"]]
    assert (chosen["rank"] == chosen["figure_id"].map(best)).all()


def test_no_amount_of_a_document_stands_twice_for_the_countries_it_is_about() -> None:
    assert load("reported_figures").query("unit == 'EUR'")["value"].tolist() == [2850000]
    for table in ("reported_figures", "projects"):
        frame = load(table)
        assert frame.set_index(frame.columns[0]).index.is_unique
