"""Holds what the benchmarks say of figures measured."""

from benchmarks import memory, table

PAGES = {
    "treaties": {
        "this": {
            "cold": 900.0,
            "warm": 500.0,
            "new": 150.0,
            "again": 120.0,
            "cpu_again": 12.0,
            "kb_cold": 1000.0,
        },
        "dash": {
            "cold": 1000.0,
            "warm": 400.0,
            "new": 200.0,
            "again": 120.0,
            "cpu_again": 0.0,
            "kb_cold": 6000.0,
        },
        "by hand": {"cold": 450.0},
    }
}


def test_medians_of_runs():
    assert table.medians([{"cold": 3.0}, {"cold": 1.0}, {"cold": 2.0}]) == {"cold": 2.0}


def test_ratios_stand_beside_what_is_wanted():
    lines = table.ratios(PAGES).splitlines()
    assert lines[2] == "| treaties | cold | **0.90** | – | 2.00 | dash ≤ 0.8, by hand ≤ 2 |"
    assert lines[3] == "| treaties | warm | **1.25** | – | – | dash ≤ 1.2 |"
    assert lines[5] == "| treaties | again | 1.00 | – | – | dash ≤ 1, by hand ≤ 2 |"
    assert lines[6:] == ["| treaties | kB cold | 0.17 | – | – |  |"]


def test_what_is_missed_is_named():
    words = "Higher than wanted: treaties, cold: 0.90 of dash; treaties, warm: 1.25 of dash."
    assert table.missed(PAGES) == words
    assert table.missed({"treaties": {"this": {"cold": 1.0}}}) == "All as wanted."


def test_growth_after_the_run_in_is_named():
    seen = [memory.Look(500, 100, 9, 60), memory.Look(1000, 200, 9, 400), memory.Look(1500, 230, 9, 400)]
    assert not list(memory.exceeded(seen))
    seen.append(memory.Look(2000, 250, 9, 500))
    assert list(memory.exceeded(seen)) == [
        "50 mb more after 2000 runs than after 1000: at most 40",
        "100 descriptors more after 2000 runs than after 1000: at most 50",
    ]
