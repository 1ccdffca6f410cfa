"""The phrases of the product on the real tables: each code has words, each name and date its form."""

from pathlib import Path

import pandas as pd
import pytest

from topics.tables import Tables
from topics.vocabulary import (
    countries,
    dates,
    hazards,
    land,
    lists,
    meetings,
    money,
    numbers,
    records,
    sources,
    text,
    treaties,
    words,
)

CLEAN = Path(__file__).parents[1] / "data/clean"


@pytest.fixture(scope="module")
def tables():
    return Tables({path.stem: pd.read_parquet(path) for path in CLEAN.glob("*.parquet")})


def test_every_code_in_a_column_of_countries_has_a_name(tables):
    names = countries.country_names(tables)
    codes = {
        code
        for rows in tables.values()
        for column in ("country", "recipient", "jurisdiction", "neighbour")
        if column in rows and "record_id" in rows
        for cell in rows[column].dropna()
        for code in cell.split(";")
    }
    assert codes - set(names) == {"ITF (all)"}


def test_countries_have_the_name_of_the_day(tables):
    name = countries.name_lookup(tables)
    assert name("MKD", pd.Timestamp("2019-02-11")) == "the former Yugoslav Republic of Macedonia"
    assert name("MKD", pd.Timestamp("2019-02-12")) == "North Macedonia"
    assert name("TUR", pd.Timestamp("2022-05-31")) == "Turkey"
    assert name("TUR", pd.NaT) == "Türkiye"
    assert name("BIH", pd.Timestamp("2010-01-01")) == "BiH"
    assert countries.name_lookup(tables, full=True)("BIH", pd.NaT) == "Bosnia and Herzegovina"


def test_a_part_of_a_former_state_stays_a_part_in_figures_and_acts_as_that_state(tables):
    figures = pd.DataFrame({"country": ["SRB"], "year": [2005]})
    acts = pd.DataFrame({"country": ["SRB"], "treaty": ["APMBC"], "date": pd.to_datetime(["2003-09-18"])})
    assert countries.names_at_dates(figures, tables).tolist() == ["Serbia, in Serbia and Montenegro"]
    assert countries.names_at_dates(acts, tables).tolist() == ["Serbia and Montenegro"]


def test_a_former_state_is_named_once_where_the_tables_are_those_of_its_time(tables):
    rows = tables["countries"]
    union = rows["country"].eq("SRB")
    then = {name: rows[name].mask(union, "Serbia and Montenegro") for name in ("name", "short_name")}
    past = Tables({**tables, "countries": rows.assign(**then)})
    figures = pd.DataFrame({"country": ["SRB"], "year": [2005]})
    assert countries.names_at_dates(figures, past).tolist() == ["Serbia and Montenegro"]


def test_rows_of_a_meeting_have_the_names_of_its_day(tables):
    meetings = tables["events"].loc[tables["events"]["start"] < "2019-01-01", "event"]
    rows = tables["event_participants"]
    rows = rows[rows["event"].isin(meetings) & rows["country"].eq("MKD")]
    assert len(rows)
    assert set(countries.names_at_dates(rows, tables)) == {"the former Yugoslav Republic of Macedonia"}


def test_several_countries_in_a_cell_are_all_named(tables):
    rows = pd.DataFrame({"jurisdiction": ["ALB;TUR", None], "year": [2020, 2020]})
    names = countries.names_at_dates(rows, tables, "jurisdiction")
    assert names.iloc[0] == "Albania; Turkey"
    assert names.isna().tolist() == [False, True]


def test_names_by_year_change_with_the_year(tables):
    names = countries.names_by_year(tables, [2018, 2020])
    assert [names[year]["MKD"] for year in (2018, 2020)] == [
        "the former Yugoslav Republic of Macedonia",
        "North Macedonia",
    ]


def test_names_in_a_sentence_have_their_article(tables):
    name = countries.name_lookup(tables, full=True)
    names = [name("NLD", pd.NaT), name("CZE", pd.Timestamp("2010-01-01")), name("ALB", pd.NaT)]
    assert [countries.with_article(name, tables) for name in names] == [
        "the Netherlands",
        "the Czech Republic",
        "Albania",
    ]


def test_names_are_those_of_the_tables_when_nothing_is_on_record(tables):
    empty = Tables({name: rows.iloc[:0] for name, rows in tables.items()})
    rows = pd.DataFrame({"country": ["ALB"], "year": [2020]})
    assert countries.names_at_dates(rows, empty).tolist() == ["ALB"]


def test_precision_beside_a_date_is_kept(tables):
    rows = tables["events"].dropna(subset=["start"])
    lengths = dates.iso_dates(rows, "start").str.len()
    assert set(rows["date_precision"]) == set(dates.ISO_LENGTHS)
    assert lengths.tolist() == rows["date_precision"].map(dates.ISO_LENGTHS).tolist()


def test_the_date_of_a_row_is_the_end_of_its_year_or_its_own():
    assert dates.dates_of(pd.DataFrame({"year": [2005]})).tolist() == [pd.Timestamp("2005-12-31")]
    rows = pd.DataFrame({"as_of": pd.to_datetime(["2013-05-23", None]), "country": "BIH"})
    assert dates.dates_of(rows).tolist() == [pd.Timestamp("2013-05-23"), pd.NaT]


def test_every_source_of_a_row_has_a_title(tables):
    assert set(tables["contamination"]["source"]) <= set(sources.source_titles(tables))
    one, other = tables["sources"]["source"].iloc[:2]
    assert sources.source_line(tables, one).startswith("Source: ")
    assert sources.source_line(tables, [one, other, one]).replace("<br>", " ").endswith(" and 1 more")


def test_what_is_missing_is_said():
    assert numbers.number(float("nan")) == "not stated"
    assert numbers.money(float("nan")) == "amount not stated"
    assert dates.long_date(pd.NaT) == dates.date_range(pd.NaT) == "date not stated"
    assert dates.year_range(2010, float("nan")) == ""
    assert text.escape(None) == text.wrap(float("nan")) == ""
    assert lists.listed([]) == ""
    assert sources.source_line(None, {}) == ""


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("contamination", "area_class"),
        ("contamination", "basis"),
        ("contamination", "scope"),
        ("clearance", "method"),
        ("clearance", "scope"),
        ("funding", "basis"),
        ("funding_totals", "kind"),
        ("event_participants", "role"),
        ("event_participants", "kind"),
        ("event_participants", "claim"),
        ("event_counts", "claim"),
        ("treaty_duties", "duty"),
    ],
)
def test_every_code_on_record_has_words(tables, table, column):
    codes = set(tables[table][column].dropna())
    assert codes
    assert codes - set(words.COLUMNS[column]) == set()


def test_a_code_without_words_is_read_without_its_underscores(tables):
    assert words.words_for(tables, "hazard")("CMR") == "cluster munition remnants"
    assert words.words_for(tables, "method")("clearance") == "cleared"
    assert words.words_for(tables, "kind")("coordination_meeting") == "coordination meeting"
    assert words.words_for(tables, "series")("RACVIAC") == "RACVIAC"


def test_the_kinds_of_a_column_never_mean_two_things():
    kinds = [meetings.PARTICIPANTS, money.TOTALS, records.DOCUMENTS, meetings.ROLES, land.FIGURE_ROLES]
    codes = [code for kind in kinds for code in kind]
    assert len(codes) == len(set(codes))


def test_hazards_have_the_words_of_their_rows(tables):
    assert hazards.hazard_name(tables, "AP_MINES") == "anti-personnel mines"
    assert hazards.hazard_name(tables, "CMR", short=True) == "cluster munitions"
    assert hazards.hazard_family(tables, "AP_MINES") == ("AP_MINES", "MINES_MIXED")
    assert hazards.area_name(tables, "MINES") == "mined area"
    assert hazards.area_name(tables, "CMR") == "area with cluster munition remnants"
    assert set(hazards.families(tables).values()) == set(hazards.family_names(tables))


def test_treaties_have_the_words_of_their_rows(tables):
    assert list(treaties.treaty_names(tables)) == ["CCM", "APMBC", "CCW-APII", "CCW-PV", "ATT"]
    assert treaties.treaty_labels(tables)["APMBC"] == "Mine Ban"
    assert treaties.standing_name(tables, "CCM", "party", tables.edition) == "State Party"
    assert treaties.standing_name(tables, "CCW-PV", "party", tables.edition) == "High Contracting Party"
    assert treaties.duty_name(tables, "APMBC", "5") == "mined areas, APMBC Art. 5"
    assert treaties.duty_name(tables, "ATT", "13") == "ATT Art. 13"
    assert treaties.due_name(tables, "CCM", "4") == "Clearance of cluster munition remnants due"


def test_every_circle_is_one_of_the_table_and_every_meeting_has_a_short_name(tables):
    assert meetings.circles(tables)["Roadmap local"] == "Roadmap"
    assert set(meetings.meeting_names(tables)) == set(tables["events"]["event"])


def test_words_are_the_same_for_empty_tables(tables):
    empty = Tables({name: rows.iloc[:0] for name, rows in tables.items()})
    assert hazards.hazard_name(empty, "CMR") == "CMR"
    assert treaties.standing_name(empty, "CCM", "outside", tables.edition) == "not a State Party"
    assert meetings.circles(empty) == {}
