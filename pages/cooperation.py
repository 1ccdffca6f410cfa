"""Cooperation: who met, where and about what, and what the founding documents say of it."""

from collections.abc import Callable

import streamlit as st

from dashboard import address
from dashboard.cite import escaped, link, titles_and_urls
from dashboard.current import tables, view
from dashboard.show import empty, headlines, show
from topics.cooperation import founding_documents as documents
from topics.cooperation.meetings import group_colours, meeting_places
from topics.cooperation.meetings_table import (
    VISIT,
    circle_meetings,
    coalition_meetings,
    named_meetings,
    series_meetings,
)
from topics.cooperation.memberships_chart import founders, memberships
from topics.cooperation.oslo_growth_chart import conference_growth
from topics.cooperation.participants_table import (
    disputed_participants,
    participants,
    programme,
    states_at_meetings,
)
from topics.cooperation.projects import undated_projects
from topics.cooperation.projects_chart import project_list, projects, projects_cumulative
from topics.cooperation.roadmap_table import jurisdiction_indicators, roadmap_indicators
from topics.cooperation.timeline import undated_of_group, undated_sentence
from topics.cooperation.timeline_chart import city_timeline, series_timeline, timeline
from topics.records.ideas_table import ideas
from topics.treaties.notices_table import notices_2013

TOPICS = {
    "timeline": "Timeline",
    "projects": "Projects",
    "memberships": "Memberships",
    "rakitje": "Rakitje 2017",
    "visit": "Skopje and Belgrade 2013",
    "seemacc": "SEEMACC and ITF",
    "oslo": "Oslo Process",
    "roadmap": "Roadmap meetings",
}
SEEMACC = ("seemacc", "regional_cooperation", "itf", "cross_border", "central_asia")
ROADMAP = ("roadmap", "roadmap_local", "roadmap_regional", "roadmap_paris", "roadmap_berlin")
"""Themes of the documents of these two views."""
WHOLE = "Shown whole: the filters do not act."


def show_timeline() -> None:
    """When each series met."""
    groups = address.ask("series", "Series", tuple(group_colours(tables())), kind="many")
    show(timeline, series_groups=groups)
    st.caption(escaped(undated_sentence(tables(), view(), series_groups=groups)))


def show_projects() -> None:
    """Projects over time; totals of several years apart."""
    show(projects)
    st.caption(escaped(undated_projects(tables(), view())))
    show(projects_cumulative, optional=True)


def show_memberships() -> None:
    """Who belongs to what."""
    show(memberships)


def show_rakitje() -> None:
    """The workshop of June 2017 and the country coalition."""
    if not tell(documents.rakitje(tables())):
        return
    show(ideas, key="rakitje_ideas", level=3, themes=("coalition", "rakitje"))
    show(programme, key="rakitje_programme", level=3)
    show(participants, key="rakitje_participants", level=3)
    show(disputed_participants, key="rakitje_disputed", level=3)
    st.subheader("The country coalition and what followed", anchor=False)
    show(coalition_meetings, level=3)
    show(project_list, key="coalition_project", level=3, project="cc-bih-deu")


def show_visit() -> None:
    """The visit of May 2013 and the notices of ratification of that spring."""
    if not tell(documents.visit(tables())):
        return
    show(named_meetings, key="visit_meetings", level=3, events=VISIT)
    show(participants, key="visit_participants", level=3, events=VISIT)
    show(project_list, key="visit_project", level=3, project="srb-bujanovac-3")
    show(notices_2013, level=3)


def show_seemacc() -> None:
    """SEEMACC, its founders and meetings, ITF's cross-border and Central Asian projects."""
    if not tell(documents.seemacc(tables())):
        return
    show(ideas, key="seemacc_ideas", level=3, themes=SEEMACC)
    st.subheader(escaped(documents.border_heading(tables())), anchor=False)
    st.markdown(escaped(documents.border_sentence(tables())))
    headlines(documents.border_figures, key="xborder")
    st.subheader(escaped(documents.asia_heading(tables())), anchor=False)
    st.markdown(escaped(documents.asia_sentence(tables())))
    show(series_timeline, key="seemacc_timeline", level=3)
    st.caption(escaped(undated_of_group(tables())))
    show(series_meetings, key="seemacc_meetings", level=3, series_group="SEEMACC/ITF")
    show(founders, key="seemacc_founders", level=3)
    show(project_list, key="seemacc_projects", level=3)


def show_oslo() -> None:
    """How many states joined the Oslo Process, conference by conference."""
    if not tell(documents.oslo(tables())):
        return
    show(conference_growth, key="oslo_growth", level=3)
    show(ideas, key="oslo_ideas", level=3, themes=("oslo_process",))
    show(participants, key="lima_participants", level=3, events=("LIMA-2007",))
    show(series_meetings, key="oslo_conferences", level=3)
    show(states_at_meetings, key="oslo_region", level=3)


def show_roadmap() -> None:
    """Every coordination meeting of the Roadmap on the control of small arms, and its indicators."""
    if tell(documents.roadmap(tables())):
        headlines(documents.roadmap_figures, key="roadmap")
        names = meeting_places(tables(), "Roadmap")
        cities = address.ask("city", "City", tuple(names), names=names, kind="many")
        show(circle_meetings, key="roadmap_meetings", level=3, cities=cities)
        show(city_timeline, key="roadmap_local", level=3)
        show(ideas, key="roadmap_ideas", level=3, themes=ROADMAP)
    show(jurisdiction_indicators, level=3, optional=True)
    show(roadmap_indicators, level=3, optional=True)  # some were known before the Roadmap


def tell(story: documents.Story | None) -> bool:
    """What a document says, with its source; whether it was on record on the day shown."""
    if story is None:
        empty("The contents of this document were not yet on record on that day", level=2)
        return False
    st.header(escaped(story.heading), anchor=False)
    ((title, url),) = titles_and_urls(tables(), [story.source])
    st.markdown(f"{escaped(story.text)} Source: {link(title, url)}. {WHOLE}")
    return True


SHOWS: dict[str, Callable[[], None]] = {
    "timeline": show_timeline,
    "projects": show_projects,
    "memberships": show_memberships,
    "rakitje": show_rakitje,
    "visit": show_visit,
    "seemacc": show_seemacc,
    "oslo": show_oslo,
    "roadmap": show_roadmap,
}
st.markdown(
    "Meetings, projects and memberships. Each of the last five views shows what one of the founding "
    "documents of this collection says."
)
SHOWS[address.ask("topic", "View", tuple(TOPICS), names=TOPICS, kind="buttons")]()
