"""Cooperation: who met, when and about what, and what the founding documents say of it."""

from collections.abc import Callable
from typing import Any

from dashboard import address
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, tables
from dashboard.show import headlines, show
from topics.cooperation.meetings import group_colours, meeting_places
from topics.cooperation.meetings_table import (
    VISIT,
    circle_meetings,
    coalition_meetings,
    named_meetings,
    series_meetings,
)
from topics.cooperation.memberships_chart import founders
from topics.cooperation.oslo_growth_chart import conference_growth
from topics.cooperation.participants_table import (
    disputed_participants,
    participants,
    programme,
    states_at_meetings,
)
from topics.cooperation.projects import border_figures, party_names, project_parties
from topics.cooperation.projects_chart import project_list, projects, projects_cumulative
from topics.cooperation.roadmap_table import jurisdiction_indicators, roadmap_indicators
from topics.cooperation.timeline_chart import city_timeline, series_timeline, timeline
from topics.records.ideas_table import ideas
from topics.treaties.notices_table import notices_2013
from topics.vocabulary.sentences import sentence

SEEMACC = ("seemacc", "regional_cooperation", "itf", "cross_border", "central_asia")
ROADMAP = ("roadmap", "roadmap_local", "roadmap_regional", "roadmap_paris", "roadmap_berlin")
"""Themes of the documents of these two views."""


def show_timeline(row: Any) -> None:
    """When each series met."""
    series = tuple(group_colours(tables()))
    show(timeline, series_groups=address.ask("series", "Series", series, kind="many", container=options(row)))


def show_projects(row: Any) -> None:
    """Projects over time, of all parties or of one; totals of several years apart."""
    parties = ("", *derived(project_parties))
    names = party_names(tables()) | {"": "All organisations"}
    party = address.ask("party", "Donor or organisation", parties, names=names, container=row)
    show(projects, party=party)
    show(projects_cumulative, optional=True)


def show_rakitje(_row: Any) -> None:
    """The workshop of June 2017 and the country coalition."""
    show(participants, key="rakitje_participants")
    show(programme, key="rakitje_programme", optional=True)
    show(ideas, key="rakitje_ideas", optional=True, themes=("coalition", "rakitje"))
    show(coalition_meetings, optional=True)
    show(project_list, key="coalition_project", optional=True, project="cc-bih-deu")
    show(disputed_participants, key="rakitje_disputed", optional=True)


def show_visit(_row: Any) -> None:
    """The visit of May 2013 and the notices of ratification of that spring."""
    show(participants, key="visit_participants", events=VISIT)
    show(named_meetings, key="visit_meetings", optional=True, events=VISIT)
    show(project_list, key="visit_project", optional=True, project="srb-bujanovac-3")
    show(notices_2013, optional=True)


def show_seemacc(_row: Any) -> None:
    """SEEMACC, its meetings and founders, ITF's cross-border and Central Asian projects."""
    show(series_timeline, key="seemacc_timeline")
    show(ideas, key="seemacc_ideas", optional=True, themes=SEEMACC)
    show(founders, key="seemacc_founders", optional=True)
    headlines(border_figures)
    show(project_list, key="seemacc_projects", optional=True)
    show(series_meetings, key="seemacc_meetings", optional=True, series_group="SEEMACC/ITF")


def show_oslo(_row: Any) -> None:
    """How many states joined the Oslo Process, conference by conference."""
    show(conference_growth, key="oslo_growth")
    show(ideas, key="oslo_ideas", optional=True, themes=("oslo_process",))
    show(participants, key="lima_participants", optional=True, events=("LIMA-2007",))
    show(series_meetings, key="oslo_conferences", optional=True)
    show(states_at_meetings, key="oslo_region", optional=True)


def show_roadmap(row: Any) -> None:
    """Every coordination meeting of the Roadmap on the control of small arms, and its indicators."""
    names = derived(meeting_places, "Roadmap")
    cities = address.ask("city", "City", tuple(names), names=names, kind="many", container=options(row))
    show(city_timeline, key="roadmap_local")
    show(circle_meetings, key="roadmap_meetings", optional=True, cities=cities)
    show(ideas, key="roadmap_ideas", optional=True, themes=ROADMAP)
    show(jurisdiction_indicators, optional=True)
    show(roadmap_indicators, optional=True)


SHOWS: dict[str, Callable[[Any], None]] = {
    "timeline": show_timeline,
    "projects": show_projects,
    "rakitje": show_rakitje,
    "visit": show_visit,
    "seemacc": show_seemacc,
    "oslo": show_oslo,
    "roadmap": show_roadmap,
}
row = controls()
SHOWS[ask_view(row, "cooperation", "topic", timeline=sentence("Timeline"))](row)
