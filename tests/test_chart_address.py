"""Holds the addresses of charts: each says its filter and options, and is read back as it was."""

import gc
from datetime import date
from urllib.parse import parse_qsl

import pytest

from dashboard import chart_options, drawing
from dashboard.chart_address import (
    charts,
    in_address,
    own,
    parsed,
    path,
    query,
    remember_own,
    without_defaults,
)
from dashboard.drawing import Drawing
from dashboard.parameters import ParameterError
from dashboard.store import snapshot
from tests import charts as of_tests
from tests.tables import TABLES, view
from topics.land.contamination_map import contamination_map
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.group_chart import group_curves
from topics.treaties.standing_map import standing_map


def given(text):
    """The parameters of an address."""
    return dict(parse_qsl(text, keep_blank_values=True))


def test_every_chart_of_our_tables_has_a_name_of_its_own():
    private = {"own_areas_map", "own_sums", "own_beside_published", "prepared_map", "prepared_sums"}
    names = [work.__name__ for work in of_tests.charts().values()]
    assert sorted(names) == sorted({*charts(), *private})
    assert path(ratification_curve) == "api/v1/charts/ratification_curve"


def test_an_address_says_what_is_not_as_by_default():
    assert query(view(), {"treaty": "CCM", "share": False}, ratification_curve) == ""
    filtered = view(
        "WB", snapshot(date(2020, 1, 1), "EU"), countries=("ALB", "SRB"), years=(2010, 2015), hazard="CMR"
    )
    assert query(filtered, {"treaty": "ATT", "share": True}, ratification_curve) == (
        "region=WB&countries=ALB,SRB&years=2010-2015&hazard=CMR&known=2020-01-01&wording=EU&treaty=ATT&share=1"
    )


@pytest.mark.parametrize("name", sorted(charts()))
def test_what_an_address_says_is_read_back(name):
    work, tables = charts()[name], snapshot()  # those of TABLES, read again where other tests asked for many
    filtered = view("WB", tables, years=(2010, 2015))
    for options in of_tests.options_of(work, TABLES):
        if not set(options) <= set(in_address(work)):
            continue
        try:
            back, again, chosen = parsed(name, given(query(filtered, options, work)))
        except ParameterError as problem:
            assert problem.exists, "an option that no page offers"
            continue
        assert back is work
        assert (again.key, again.tables) == (filtered.key, tables)
        assert {one: value for one, value in chosen.items() if one != "hazard"} == without_defaults(
            work, options
        )


def test_every_option_has_values():
    for work in charts().values():
        for name, option in in_address(work).items():
            if not isinstance(option.default, bool):
                assert name in chart_options.VALUES, f"{work.__name__}: {name}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("country=BIH", "No parameter 'country'. There are: region, countries, years, "),
        ("region=XX", "region: no 'XX'. There are: SEE, "),
        ("countries=BIH,XXX", "countries: no 'XXX'. There are: "),
        ("hazard=none", "hazard: no 'none'. There are: CMR, "),
        ("years=1066-2015", "years: no '1066'. There is: 2000 to "),
        ("years=2015", "years: no '2015'. There is: 2000-2000 to "),
        ("years=2015-2010", "years: no '2010'. There is: 2015 to "),
        ("known=yesterday", "known: no 'yesterday'. There is: 2000-01-01 to "),
        ("known=2015-02-30", "known: no '2015-02-30'. There is: "),
        ("wording=XX", "wording: no 'XX'. There are: UN, EU"),
        ("treaty=XX", "treaty: no 'XX'. There are: CCM, "),
        ("share=yes", "share: no 'yes'. There are: 0, 1"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_does(text, words):
    with pytest.raises(ParameterError, match=r"There (are|is): ") as problem:
        parsed("ratification_curve", given(text))
    assert str(problem.value).startswith(words)


def test_an_unknown_chart_is_answered_with_those_that_exist():
    with pytest.raises(LookupError, match=r"No chart 'nothing'.*ratification_curve"):
        parsed("nothing", {})


def test_values_may_hold_commas_and_empty_ones_are_none():
    assert parsed("group_curves", given("own=BIH,HRV&groups="))[2] == {"own": ("BIH", "HRV")}
    assert parsed("partner_timeline", given("partners="))[2] == {"partners": ()}


def test_days_and_numbers_are_such():
    assert parsed("standing_map", given("day=2013-05-20"))[2] == {"day": date(2013, 5, 20)}
    assert parsed("deposits_of_year", given("year=2009"))[2] == {"year": 2009}
    assert query(view(), {"day": date(2013, 5, 20), "at": 2010}, standing_map) == "day=2013-05-20"


def test_step_and_choice_of_a_map_are_no_options():
    with pytest.raises(ParameterError):
        parsed("contamination_map", given("at=2014"))
    work, filtered, options = parsed("contamination_map", given("at=2014&hazard=CMR"), also=("at",))
    assert (work, filtered.hazard, options) == (contamination_map, "CMR", {"hazard": "CMR"})


def test_options_as_by_default_are_the_same_drawing():
    short = drawing.result_of(group_curves, view(), {"treaty": "CCM"})
    assert drawing.result_of(group_curves, view(), {"own": (), "as_states": False}) is short
    assert drawing.result_of(group_curves, view(), {"as_states": True}) is not short


def test_an_own_drawing_has_a_token_as_long_as_somebody_keeps_it():
    drawn = Drawing(ratification_curve(TABLES, view()), view())
    token = remember_own(drawn)
    assert len(token) >= 32
    assert remember_own(drawn) == token
    assert own(token) is drawn
    other = Drawing(drawn.chart, drawn.view)
    assert remember_own(other) != token
    del drawn
    gc.collect()
    with pytest.raises(LookupError, match="only while its page is open"):
        own(token)
