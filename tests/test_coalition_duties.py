"""A plan covers what the concept of a country coalition covers beside land: stockpiles and victims."""

from tests.tables import EMPTY, TABLES
from topics.coalition_duties import beside_land, duty_records
from topics.records.evidence import record_index


def plan_words(state: str) -> str:
    """What a plan for a state says of stockpiles and victims."""
    return " ".join(f"{line.about}: {line.words}" for line in beside_land(TABLES, state)).replace(
        "\u202f", " "
    )


def test_a_plan_says_what_was_destroyed_and_how_many_people_were_hurt():
    words = plan_words("BIH")
    assert "Stockpile destroyed: 445 cluster munitions with 148 059 submunitions, by 2012." in words
    assert "8 335 casualties (1 839 killed and 6 049 injured), 1992–2014" in words


def test_a_duty_to_destroy_stockpiles_says_its_article():
    assert "Stockpile of cluster munitions: completed 31 July 2018 (CCM Article 3)." in plan_words("HRV")


def test_without_records_a_plan_says_so():
    assert all("no data found" in line.words for line in beside_land(EMPTY, "BIH"))


def test_the_documents_of_a_plan_count_these_records():
    known = set(TABLES.derive(record_index).index)
    cited = {record for ids in duty_records(TABLES, "BIH") for record in ids}
    assert cited and cited <= known
