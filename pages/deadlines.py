"""Deadlines of treaties: how each stands, projected completion, what would change it, tests, the calendar."""

from typing import Any

import streamlit as st

from dashboard import address, follow
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, view
from dashboard.show import empty, headlines, show
from topics.calendar import meetings_ahead_words, not_bound_words
from topics.calendar_chart import calendar, calendar_list
from topics.costs_table import cost_per_km2
from topics.land.backtest_chart import backtest, paces_carried_on
from topics.land.backtest_table import backtest_areas, both_models, model_completions, model_scores
from topics.land.deadlines_chart import deadlines, obligation_table
from topics.land.extensions_table import extension_rules
from topics.land.projection_chart import completion_ranges, not_projected
from topics.land.projection_words import backtest_words, completion_sentences
from topics.money.prices import price_words
from topics.vocabulary.sentences import sentence
from topics.what_if import DEFAULT, cases, extra_money_words, what_if_headlines
from topics.what_if_chart import area_ahead

DUTIES = {"clearance": "Clearance", "stockpiles": "Stockpiles", "all": "Both"}


def status(row: Any) -> None:
    """Deadlines that passed and that come, as a drawing and as a table."""
    duty = address.ask("duty", "Obligation", tuple(DUTIES), names=DUTIES, kind="buttons", container=row)
    show(deadlines, duty=duty)
    show(obligation_table, key="standing", optional=True, duty=duty)
    show(extension_rules, optional=True)
    for words in derived(not_bound_words, view()):
        st.markdown(escaped(words))


def clock(_: Any) -> None:
    """Projected completion beside the deadlines."""
    show(completion_ranges)
    for words in derived(completion_sentences, view()):
        st.markdown(escaped(words))
    show(not_projected, optional=True)


def what_if(row: Any) -> None:
    """What more teams, better survey or more money would change."""
    names = derived(cases, view())
    if not names:
        empty("No case in this view has enough data to project", level=2)
        return
    first = DEFAULT if DEFAULT in names else next(iter(names))
    case = address.ask("case", "Case", tuple(names), default=first, names=names, container=row)
    chosen = {"case": case} | changes(options(row))
    show(area_ahead, **chosen)
    words = derived(extra_money_words, chosen["extra"])
    if words:
        st.markdown(words)
    headlines(what_if_headlines, **chosen)
    show(cost_per_km2)


def changes(more: Any) -> dict[str, int]:
    """Ask what would be different from now on."""
    controls = {
        "pace": ("Pace of clearance, % of the recorded one", (25, 500), 100),
        "cancelled": ("Area that survey cancels, % of what is left", (0, 95), 0),
        "extra": (f"More money for clearance, million EUR a year ({derived(price_words)})", (0, 200), 0),
    }
    return {
        name: address.ask(name, label, limits, default=default, kind="number", container=more)
        for name, (label, limits, default) in controls.items()
    }


def past(_: Any) -> None:
    """How past projections fared."""
    show(backtest)
    st.markdown(derived(backtest_words))
    for chart in (paces_carried_on, model_scores, model_completions, both_models, backtest_areas):
        show(chart)


def due(_: Any) -> None:
    """Deadlines, annual reports and meetings."""
    show(calendar)
    words = derived(meetings_ahead_words)
    if words:
        st.markdown(words)
    st.link_button("Add to your calendar (iCalendar)", follow.deadlines(), icon=":material/calendar_month:")
    show(calendar_list)


controls_row = controls()
part = ask_view(controls_row, "deadlines", status=sentence("Status"))
views = {"status": status, "clock": clock, "whatif": what_if, "backtest": past, "calendar": due}
views[part](controls_row)
