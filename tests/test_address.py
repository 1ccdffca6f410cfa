"""Holds the binding of controls to the address: links win, sessions remember, wrong values are said."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.address import read, written

CODES = ("BIH", "HRV", "XKX")
CHOICES = {
    "select": st.sampled_from(CODES),
    "buttons": st.sampled_from(CODES),
    "many": st.lists(st.sampled_from(CODES), unique=True, min_size=1).map(tuple),
    "span": st.tuples(st.integers(2000, 2026), st.integers(2000, 2026)).map(lambda ends: tuple(sorted(ends))),
    "number": st.integers(2000, 2026),
    "day": st.dates(date(2000, 1, 1), date(2026, 11, 22)),
    "switch": st.booleans(),
}
KINDS = st.sampled_from(sorted(CHOICES)).flatmap(lambda kind: st.tuples(st.just(kind), CHOICES[kind]))


def options(kind):
    if kind == "day":
        return date(2000, 1, 1), date(2026, 11, 22)
    return (2000, 2026) if kind in ("span", "number") else CODES


@settings(deadline=None)
@given(KINDS)
def test_what_is_written_is_read_back(choice):
    kind, value = choice
    assert read(kind, written(kind, value), options(kind)) == (value, [])


@settings(deadline=None)
@given(st.sampled_from(sorted(CHOICES)), st.text(max_size=30))
def test_no_text_breaks_the_reading_and_a_value_is_always_an_option(kind, text):
    value, bad = read(kind, text, options(kind))
    if kind == "many":
        assert set(value or ()) <= set(CODES)
    elif kind == "span" and value:
        assert options(kind)[0] <= value[0] <= value[1] <= options(kind)[1]
    assert value is not None or bad or not text.strip(",")


def test_a_day_outside_the_calendar_or_the_limits_is_dropped_and_said():
    for text in ("2015-02-30", "1999-12-31", "2030-01-01", "30.06.2015", "20150630"):
        assert read("day", text, options("day")) == (None, [text])


def page():
    """Two filters, two controls of a page and what the page then shows."""
    from datetime import date  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from dashboard import address  # noqa: PLC0415
    from dashboard.controls import Controls, options  # noqa: PLC0415

    address.start()
    row = Controls("row")
    region = address.ask("region", "Region", ["SEE", "WB"], names={"SEE": "South East Europe"}, container=row)
    members = {"SEE": ["BIH", "HRV"], "WB": ["BIH"]}[region]
    countries = address.ask("countries", "Countries", members, kind="many", most=1, container=options(row))
    years = address.ask("years", "Years", (2000, 2026), kind="span", container=row)
    treaty = address.ask("treaty", "Treaty", ["CCM", "APMBC"], kind="buttons")
    nothing = address.ask("none", "None", [])
    days = (date(2000, 1, 1), date(2026, 11, 22))
    known = address.ask("known", "Known", days, kind="day", container=row)
    find = address.ask("find", "Find", kind="text", container=row)
    address.publish()
    st.session_state["seen"] = (region, countries, years, treaty, nothing, known, find)
    st.session_state["dropped-words"] = address.dropped()
    st.session_state["items"] = row.items
    st.session_state["without"] = address.query_without("region")


def opened(**query):
    app = AppTest.from_function(page)
    for name, text in query.items():
        app.query_params[name] = text
    return app.run()


def seen(app):
    assert not app.exception
    return app.session_state["seen"]


def query(app):
    return {name: text if isinstance(text, str) else text[-1] for name, text in app.query_params.items()}


def test_without_an_address_the_defaults_are_shown_and_not_written():
    app = opened()
    assert seen(app) == ("SEE", (), (2000, 2026), "CCM", None, None, "")
    assert query(app) == {}


def test_an_address_reopens_the_view():
    stated = {"region": "WB", "countries": "BIH", "years": "2010-2015", "treaty": "APMBC", "find": "mine"}
    app = opened(**stated, known="2015-06-30")
    assert seen(app) == ("WB", ("BIH",), (2010, 2015), "APMBC", None, date(2015, 6, 30), "mine")
    assert query(app) == stated | {"known": "2015-06-30"}
    assert app.session_state["dropped-words"] == []


def test_a_wrong_value_is_dropped_and_said_with_what_exists():
    app = opened(region="ATLANTIS", countries="HRV,XXX", years="2015-1066")
    assert seen(app)[:3] == ("SEE", ("HRV",), (2000, 2026))
    assert query(app) == {"countries": "HRV"}
    region, countries, years = app.session_state["dropped-words"]
    assert "“ATLANTIS”" in region
    assert "SEE, WB" in region
    assert "“XXX”" in countries
    assert "2000 to 2026" in years


def test_more_than_a_control_takes_is_left_out_and_said():
    app = opened(countries="BIH,HRV")
    assert seen(app)[1] == ("BIH",)
    assert "left out: HRV" in app.session_state["dropped-words"][0]


def test_a_default_and_an_unknown_value_leave_the_address_and_what_nobody_asks_for_stays():
    app = opened(region="SEE", years="2010-2026", record="areas-1")
    assert query(app) == {"years": "2010-2026", "record": "areas-1"}


def test_a_control_says_what_it_offers_and_where_it_stands():
    app = opened(region="WB", years="2010-2015")
    assert seen(app)
    region, countries, years, known, find = app.session_state["items"]
    assert region["options"] == [["SEE", "South East Europe"], ["WB", "WB"]]
    assert (region["value"], region["default"]) == ("WB", "SEE")
    assert (countries["part"], countries["most"], countries["value"]) == ("options", 1, "")
    assert (years["value"], years["default"], years["limits"]) == ("2010-2015", "2000-2026", ["2000", "2026"])
    assert (known["value"], known["limits"]) == ("", ["2000-01-01", "2026-11-22"])
    assert find["kind"] == "text"


def test_a_filter_is_taken_back_by_a_link_without_it():
    app = opened(region="WB", years="2010-2015", record="areas-1", map="CMR")
    assert seen(app)
    assert app.session_state["without"] == "?years=2010-2015"
