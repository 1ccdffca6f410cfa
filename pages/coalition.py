"""Plan a country coalition: what a state needs, what partners have done, who is missing; it prints."""

from typing import Any

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.controls import controls
from dashboard.current import derived, tables, view
from dashboard.show import show
from topics.coalition import MOST_PARTNERS, PARTNERS, Line, states
from topics.coalition_chart import partner_timeline
from topics.coalition_duties import beside_land
from topics.coalition_needs import needs
from topics.coalition_table import border_land, coalition_projects, land_borders, other_donors
from topics.coalition_words import (
    cited_sentence,
    missing_sentences,
    operators_sentence,
    partner_lines,
    partners_line,
    past_lines,
    plan_heading,
    surroundings,
)
from topics.cooperation.projects import party_names
from topics.records.ideas_table import ideas
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence

PRINT = """<style>@media print {
  @page { size: A4; margin: 13mm 14mm; }
  html body .stApp header, html body [data-testid="stToolbar"], html body a:not(.st-key-plan a) {
    display: none !important; }
  html, body, #root, .stApp, .stApp [data-testid="stAppViewContainer"], .stApp [data-testid="stMain"],
  .stApp [data-testid="stMainBlockContainer"] {
    position: static !important; display: block !important; height: auto !important; min-height: 0 !important;
    max-width: none !important; width: auto !important; overflow: visible !important; padding: 0 !important;
    margin: 0 !important; color-scheme: light; background: Canvas !important; }
  .stApp [data-testid="stAppViewContainer"] > div { position: static !important; display: block !important;
    height: auto !important; overflow: visible !important; }
  .stApp [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > *:not(:has(.st-key-plan)) {
    display: none !important; }
  .stApp [data-testid="stVerticalBlock"]:has(.st-key-plan-1), .stApp .st-key-plan {
    display: block !important; }
  .stApp .st-key-plan *, .stApp .st-key-plan { color: CanvasText !important; font-size: 9.6pt !important;
    line-height: 1.3 !important; gap: 0.35rem !important; }
  .stApp .st-key-plan h2, .stApp .st-key-plan h2 * { font-size: 15pt !important; }
  .stApp .st-key-plan h3, .stApp .st-key-plan h3 * { font-size: 12pt !important; padding: 2pt 0 !important; }
  .stApp .st-key-plan td, .stApp .st-key-plan th { padding: 1pt 4pt !important; }
  .stApp .st-key-plan-2 { break-before: page; }
}</style>"""


def choice(row: Any) -> tuple[str, tuple[str, ...]]:
    """Ask for the state and its partners."""
    state = address.ask(
        "state",
        sentence("Affected state"),
        states(view()),
        names=country_names(tables(), full=True),
        container=row,
    )
    names = party_names(tables())
    partners = address.ask(
        "partners",
        sentence("Partners, up to {most}", most=MOST_PARTNERS),
        tuple(names),
        default=PARTNERS,
        names=names,
        kind="many",
        most=MOST_PARTNERS,
        container=row,
    )
    return state, tuple(partner for partner in partners if partner != state)


def listing(lines: list[Line]) -> str:
    """Lines of the plan as a list in Markdown."""
    return "\n".join(f"- **{escaped(line.about)}**: {escaped(line.words)}" for line in lines)


def section(heading: str, *paragraphs: str) -> None:
    """A part of the plan."""
    st.subheader(heading, anchor=False)
    for paragraph in paragraphs:
        st.markdown(paragraph)


def plan(state: str, partners: tuple[str, ...]) -> None:
    """The two pages that print."""
    st.html(PRINT)
    with st.container(key="plan"):
        with st.container(key="plan-1"):
            st.header(escaped(derived(plan_heading, state)), anchor=False)
            st.markdown(escaped(derived(partners_line, partners)))
            section(sentence("Needs"), listing(derived(needs, state)))
            section(sentence("Stockpiles and victims"), listing(derived(beside_land, state)))
            section(sentence("Borders"), listing(derived(surroundings, state)))
        with st.container(key="plan-2"):
            section(sentence("Operators on record"), escaped(derived(operators_sentence, state)))
            section(sentence("Partners on record"), listing(derived(partner_lines, state, partners)))
            section(
                sentence("Not among the partners"),
                *map(escaped, derived(missing_sentences, state, partners)),
            )
            section(sentence("Past coalitions"), listing(derived(past_lines)))
            st.markdown(escaped(derived(cited_sentence, state, partners)))


state, partners = choice(controls())
plan(state, partners)
show(ideas, key="concept", themes=("coalition",))
show(partner_timeline, key="partners", state=state, partners=partners)
show(other_donors, key="missing", state=state, partners=partners, optional=True)
show(coalition_projects, key="examples", optional=True)
show(border_land, key="border_land", state=state, optional=True)
show(land_borders, key="borders", state=state, optional=True)
