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
    """A frame with a filter, and a page with controls of its own; the page is chosen by the session."""
    from datetime import date  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from dashboard import address  # noqa: PLC0415

    address.start()
    region = address.ask("region", "Region", ["SEE", "WB"], names={"SEE": "South East Europe"})
    members = {"SEE": ["BIH", "HRV"], "WB": ["BIH"]}[region]
    countries = address.ask("countries", "Countries", members, kind="many")
    years = address.ask("years", "Years", (2000, 2026), kind="span")
    st.button("Reset", on_click=address.reset)
    name = st.session_state.get("visited", "first")
    address.enter(name)
    treaty = address.ask("treaty", "Treaty", ["CCM", "APMBC"], kind="buttons") if name == "first" else None
    nothing = address.ask("none", "None", [])
    known = address.ask("known", "Known", (date(2000, 1, 1), date(2026, 11, 22)), kind="day")
    address.publish()
    st.session_state["seen"] = (region, countries, years, treaty, nothing)
    st.session_state["known"] = known
    st.session_state["said"] = address.dropped()


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
    assert seen(app) == ("SEE", (), (2000, 2026), "CCM", None)
    assert query(app) == {}


def test_an_address_reopens_the_view():
    app = opened(region="WB", countries="BIH", years="2010-2015", treaty="APMBC")
    assert seen(app) == ("WB", ("BIH",), (2010, 2015), "APMBC", None)
    assert query(app) == {"region": "WB", "countries": "BIH", "years": "2010-2015", "treaty": "APMBC"}
    assert app.session_state["said"] == []


def test_a_wrong_value_is_dropped_and_said_with_what_exists():
    app = opened(region="ATLANTIS", countries="HRV,XXX", years="2015-1066")
    assert seen(app)[:3] == ("SEE", ("HRV",), (2000, 2026))
    assert query(app) == {"countries": "HRV"}
    region, countries, years = app.session_state["said"]
    assert "“ATLANTIS”" in region
    assert "SEE, WB" in region
    assert "“XXX”" in countries
    assert "2000 to 2026" in years


def test_a_choice_is_written_to_the_address_and_a_default_is_taken_out():
    app = opened(region="WB")
    app.slider[0].set_value((2010, 2026)).run()
    assert query(app) == {"region": "WB", "years": "2010-2026"}
    app.selectbox[0].set_value("SEE").run()
    assert seen(app)[0] == "SEE"
    assert query(app) == {"years": "2010-2026"}


def test_a_link_wins_over_the_session():
    app = opened(region="WB")
    app.slider[0].set_value((2010, 2026)).run()
    app.query_params["region"] = "SEE"
    app.query_params["countries"] = "HRV"
    app.run()
    assert seen(app)[:3] == ("SEE", ("HRV",), (2010, 2026))


def test_a_country_outside_the_newly_chosen_region_is_let_go():
    app = opened(countries="BIH,HRV")
    app.selectbox[0].set_value("WB").run()
    assert seen(app)[:2] == ("WB", ("BIH",))


def test_navigation_clears_the_address_and_the_filter_stays():
    app = opened(region="WB", treaty="APMBC")
    app.session_state["visited"] = "second"
    app.query_params.clear()
    app.run()
    assert seen(app)[0] == "WB"
    assert query(app) == {"region": "WB"}
    app.session_state["visited"] = "first"
    app.query_params.clear()
    app.run()
    assert seen(app)[3] == "APMBC"


def test_a_day_is_asked_for_chosen_and_taken_back():
    app = opened(known="2015-06-30")
    assert app.session_state["known"] == date(2015, 6, 30)
    app.date_input[0].set_value(date(2012, 1, 31)).run()
    assert query(app) == {"known": "2012-01-31"}
    app.date_input[0].set_value(None).run()
    assert app.session_state["known"] is None
    assert query(app) == {}


def test_reset_brings_back_the_defaults():
    app = opened(region="WB", years="2010-2015", treaty="APMBC")
    app.button[0].click().run()
    assert seen(app) == ("SEE", (), (2000, 2026), "CCM", None)
    assert query(app) == {}
