"""Opens pages by addresses that nobody thought of: none fails.

`python -m tests.test_made_up_addresses 1000` tries so many others.
"""

import json
import random
import sys

import pytest

from dashboard.parameters import FILTERS, view_of
from tests import alone, visits
from tests.tables import TABLES
from topics.view import FIRST_YEAR, last_year

PAGES = [page for page, *_ in visits.page_list()]
NONSENSE = ("", "nonsense", "-1", "2001-02-28", "9" * 11, "<b>", "BIH,BIH", "１")
FILTER_VALUES = {
    "region": list(TABLES["regions"]["region"]),
    "hazard": list(TABLES["hazards"].loc[TABLES["hazards"]["in_filter"], "hazard"]),
    "known": ["2001-02-28", "2005-01-01", "2013-05-20", "2020-01-01"],
    "wording": ["EU"],
}
YEARS = range(FIRST_YEAR, last_year(TABLES) + 1)
MANY = (1, 2, 3, 6, 7, 12, 40)
OF_EACH_PAGE = 3


def offers(test) -> list[dict]:
    """The controls of a page, with what each lets choose."""
    rows = [one.proto for one in test.get("bidi_component") if one.key.startswith("row-")]
    return [item for row in rows for item in json.loads(row.json)["items"] if item["name"] not in FILTERS]


def filters(chance: random.Random) -> dict[str, str]:
    """Some of the filters, each with a value that exists."""
    chosen = {name: chance.choice(values) for name, values in FILTER_VALUES.items() if chance.random() < 0.4}
    if chance.random() < 0.4:
        chosen["countries"] = ",".join(
            chance.sample(list(TABLES["countries"]["country"]), chance.choice(MANY))
        )
    if chance.random() < 0.4:
        chosen["years"] = "-".join(map(str, sorted(chance.choices(YEARS, k=2))))
    return chosen


def value(chance: random.Random, item: dict) -> str:
    """A value of a control, or of none."""
    if chance.random() < 0.1 or not (item.get("options") or item.get("limits")):
        return chance.choice(NONSENSE)
    if item.get("options"):
        codes = [code for code, _ in item["options"]]
        several = min(len(codes), chance.choice(MANY)) if item["kind"] == "many" else 1
        return ",".join(chance.sample(codes, several))
    low, high = item["limits"]
    return chance.choice([low, high]) if item["kind"] == "day" else str(chance.randint(int(low), int(high)))


def opened(page: str, chance: random.Random, known: list[dict]) -> list[dict]:
    """Opens a page by an address made up of its controls; returns those it had then."""
    given = {item["name"]: value(chance, item) for item in known if chance.random() < 0.6}
    filtered = filters(chance)
    test = alone.visited(page, given, view_of(filtered))
    assert not test.exception, (page, filtered, given, test.exception[0].message)
    return offers(test)


@pytest.mark.parametrize("page", PAGES)
def test_no_address_fails(page: str) -> None:
    chance, known = random.Random(page), []
    for _ in range(OF_EACH_PAGE):
        known = opened(page, chance, known)


if __name__ == "__main__":
    lottery, controls = random.Random(), {page: [] for page in PAGES}
    for number in range(int(sys.argv[1])):
        name = PAGES[number % len(PAGES)]
        controls[name] = opened(name, lottery, controls[name])
