"""When land may be clear: projected completion, what would change it, how it was tested, what is due."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import empty, headlines, show
from topics.calendar import meetings_ahead_words, not_bound_words
from topics.calendar_chart import calendar, calendar_list
from topics.costs_table import cost_per_km2
from topics.land.backtest_chart import backtest, paces_carried_on
from topics.land.backtest_table import backtest_areas, both_models, model_completions, model_scores
from topics.land.extensions_table import extension_rules
from topics.land.projection_chart import completion_ranges, not_projected
from topics.land.projection_words import backtest_words, completion_sentences
from topics.money.prices import price_words
from topics.what_if import DEFAULT, cases, extra_money_words, what_if_headlines
from topics.what_if_chart import area_ahead

PARTS = {
    "clock": "Deadline and pace",
    "whatif": "What if",
    "backtest": "Test of past projections",
    "calendar": "Reporting calendar",
}


def clock() -> None:
    """Projected completion beside the deadlines."""
    show(completion_ranges)
    for sentence in completion_sentences(tables(), view()):
        st.markdown(escaped(sentence))
    show(not_projected, optional=True)
    st.markdown(backtest_words(tables()))


def what_if() -> None:
    """What more teams, better survey or more money would change."""
    names = cases(tables(), view())
    if not names:
        empty("No case in this view has enough data to project", level=2)
        return
    first = DEFAULT if DEFAULT in names else next(iter(names))
    chosen = {"case": address.ask("case", "Case", tuple(names), default=first, names=names)} | changes()
    headlines(what_if_headlines, "whatif", **chosen)
    words = extra_money_words(tables(), chosen["extra"])
    if words:
        st.markdown(words)
    show(area_ahead, **chosen)
    show(cost_per_km2)


def changes() -> dict[str, int]:
    """Ask what would be different from now on."""
    controls = {
        "pace": ("Pace of the area's fall (more teams), % of the recorded one", (25, 500), 100),
        "cancelled": ("Share of the area left that better survey cancels, %", (0, 95), 0),
        "extra": (f"Extra money a year for clearance, million EUR ({price_words(tables())})", (0, 200), 0),
    }
    return {
        name: address.ask(name, label, limits, default=default, kind="number")
        for name, (label, limits, default) in controls.items()
    }


def past() -> None:
    """How past projections fared."""
    st.markdown(backtest_words(tables()))
    for chart in (backtest, paces_carried_on, model_scores, model_completions, both_models, backtest_areas):
        show(chart)


def due() -> None:
    """Deadlines, annual reports and meetings."""
    show(calendar)
    words = meetings_ahead_words(tables())
    if words:
        st.markdown(words)
    chosen = f"countries={','.join(view().countries)}" if view().countries else f"region={view().region}"
    feed = f"/api/v1/deadlines.ics?{chosen}"
    st.link_button("iCalendar of these deadlines", feed, icon=":material/calendar_month:")
    show(calendar_list)
    show(extension_rules, optional=True)
    for sentence in not_bound_words(tables(), view()):
        st.markdown(escaped(sentence))


st.markdown(
    "When land may be clear at the recorded pace, beside the day that a treaty sets for it. Every date "
    "ahead is a **projection**, drawn dashed, with its range and with how such projections fared before."
)
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
{"clock": clock, "whatif": what_if, "backtest": past, "calendar": due}[part]()
