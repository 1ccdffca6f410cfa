"""Raw tables of text in, clean tables out: one module per subject, one function per clean table."""

from collections.abc import Callable

import pandas as pd

from etl.normalise import cooperation, hazards, money, places, treaties

Frames = dict[str, pd.DataFrame]

# Each takes the raw tables without the rows that were set aside.
RULES: dict[str, Callable[[Frames], pd.DataFrame]] = {
    rule.__name__: rule
    for rule in (
        places.countries,
        places.region_members,
        places.country_facts,
        treaties.treaty_actions,
        treaties.treaty_crosschecks,
        treaties.obligations,
        hazards.contamination,
        hazards.clearance,
        hazards.global_clearance,
        hazards.casualties,
        hazards.global_casualties,
        hazards.stockpiles,
        cooperation.actors,
        cooperation.events,
        cooperation.event_counts,
        cooperation.event_participants,
        cooperation.memberships,
        cooperation.projects,
        cooperation.project_countries,
        money.funding,
        money.national_funding,
        money.funding_totals,
        cooperation.roadmap_indicators,
        cooperation.reported_figures,
        cooperation.reported_figure_countries,
        cooperation.ideas,
    )
}


def rule(table: str) -> Callable[[Frames], pd.DataFrame]:
    """Return the function that makes a clean table: its own, or the raw table of that name as it is."""
    return RULES.get(table, lambda raw: raw[table])
