"""What each page answers and which chart stands first in each of its views, for those who read no scripts."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from topics.vocabulary.sentences import sentence

ANSWERS = {
    "overview": sentence(
        "Where mines and cluster munitions remain in South East Europe, which states have finished, and "
        "which treaty deadlines have passed or come next."
    ),
    "country": sentence(
        "How one country stands: contaminated and released land, treaties, cooperation and funding, each "
        "figure with its source."
    ),
    "contamination": sentence(
        "How much land is contaminated by mines and cluster munitions, by country, place and year."
    ),
    "clearance": sentence(
        "How much land was released, what was found and destroyed, and who was hurt, by country and year."
    ),
    "deadlines": sentence(
        "Which treaty deadlines have passed or come, and when land may be clear at the recorded pace."
    ),
    "treaties": sentence(
        "Who signed, joined and is bound by the Convention on Cluster Munitions, the Mine Ban Convention and "
        "other treaties, and when."
    ),
    "funding": sentence("Who gave how much to whom for mine action, and what states pay themselves."),
    "cooperation": sentence("Who met whom about mine action, when and about what, and in which projects."),
    "places": sentence("Maps of meetings on mine action, of who paid for whom, and of organisations."),
    "network": sentence("Which states met each other most often, and to which organisations they belong."),
    "sources": sentence("Every document that the figures rest on, what their columns mean, and all tables."),
    "gaps": sentence("For which countries and years figures are on record, and what was sought in vain."),
    "disagreements": sentence("Where sources state different things about the same, and how far apart."),
    "changes": sentence("What was added, changed and withdrawn in the data from edition to edition."),
    "glossary": sentence("The terms of mine action and its treaties in plain words, each with its source."),
    "areas": sentence("Check your own file of hazard areas, sum it, and compare published figures."),
    "coalition": sentence("Plan a country coalition: what a state needs, what partners did, who is missing."),
}
"""What a page answers, in one sentence, by its name."""
FIRST_CHARTS = {
    "overview": {"": "overview_map"},
    "country": {
        "part=treaties": "",
        "part=cooperation": "projects",
        "part=money": "funding_by_year",
        "": "country_line",
    },
    "contamination": {
        "part=time": "contamination_trend",
        "part=latest": "area_left",
        "part=rows": "",
        "level=subdivision": "contamination_place_map",
        "maps=years": "contamination_by_years",
        "maps=hazards": "contamination_by_hazards",
        "": "contamination_map",
    },
    "clearance": {
        "show=items": "items_by_country",
        "show=casualties": "casualties",
        "show=stockpiles": "stockpiles",
        "show=size": "by_country_size",
        "show=apart": "release_spans",
        "": "release_by_year",
    },
    "deadlines": {
        "part=clock": "completion_ranges",
        "part=whatif": "area_ahead",
        "part=backtest": "backtest",
        "part=calendar": "calendar",
        "": "deadlines",
    },
    "treaties": {
        "part=standing": "standing_map",
        "part=groups": "group_curves",
        "part=compare": "treaties_compared",
        "part=oslo": "process_and_treaty",
        "part=wait": "survival_curves",
        "part=more&more=rules": "",
        "part=more&more=news": "",
        "part=more": "outside_seats",
        "year": "deposits_of_year",
        "": "ratification_curve",
    },
    "funding": {
        "money=years": "funding_by_year",
        "money=land": "money_beside_land",
        "money=national": "national_contributions",
        "money=apart": "us_programme",
        "money=checks": "figures_on_record",
        "donor": "donor_by_year",
        "": "donor_matrix",
    },
    "cooperation": {
        "topic=projects": "projects",
        "topic=rakitje": "",
        "topic=visit": "",
        "topic=seemacc": "series_timeline",
        "topic=oslo": "conference_growth",
        "topic=roadmap": "city_timeline",
        "": "timeline",
    },
    "places": {"part=money": "money_flows", "part=organisations": "seats_map", "": "meetings_map"},
    "network": {
        "part=met": "who_met_whom",
        "part=circles": "circle_overlaps",
        "part=memberships": "memberships",
        "": "meeting_network",
    },
    "sources": {
        "part=start": "",
        "part=rows": "",
        "part=columns": "",
        "part=aside": "",
        "part=take": "",
        "": "rows_by_kind",
    },
    "gaps": {"part=fresh": "freshness", "part=silent": "", "part=sought": "", "": "completeness"},
    "disagreements": {"": "disagreements"},
    "changes": {"": "changes_by_table"},
    "glossary": {"": ""},
    "areas": {"": ""},
    "coalition": {"": "partner_timeline"},
}
"""The chart that a page draws first, by what its address says; the first entry that fits holds, and a name
alone fits any value. No chart: the view draws none."""
NAMES = {
    "country": {"part=treaties": "Treaties", "part=cooperation": "Cooperation", "part=money": "Funding"},
    "contamination": {
        "part=time": "Over time",
        "part=latest": "Latest",
        "part=rows": "All figures",
        "level=subdivision": "Places",
        "maps=years": "A map per year",
        "maps=hazards": "A map per hazard",
    },
    "clearance": {
        "show=items": "Items destroyed",
        "show=casualties": "Casualties",
        "show=stockpiles": "Stockpiles",
        "show=size": "By size",
        "show=apart": "Other periods",
    },
    "deadlines": {
        "part=clock": "Pace",
        "part=whatif": "What if",
        "part=backtest": "Past projections",
        "part=calendar": "Calendar",
    },
    "treaties": {
        "part=standing": "Standing",
        "part=groups": "Groups",
        "part=compare": "Compare",
        "part=oslo": "Oslo Process",
        "part=wait": "Wait",
        "part=more&more=rules": "Rules",
        "part=more&more=news": "News",
        "part=more": "Outside",
    },
    "funding": {
        "money=years": "By year",
        "money=land": "With clearance",
        "money=national": "National",
        "money=apart": "US and ITF",
        "money=checks": "Checks",
    },
    "cooperation": {
        "topic=projects": "Projects",
        "topic=rakitje": "Rakitje 2017",
        "topic=visit": "Visit 2013",
        "topic=seemacc": "SEEMACC",
        "topic=oslo": "Oslo Process",
        "topic=roadmap": "Roadmap",
    },
    "places": {"part=money": "Money", "part=organisations": "Organisations"},
    "network": {
        "part=met": "Who met whom",
        "part=circles": "Meeting series",
        "part=memberships": "Memberships",
    },
    "sources": {
        "part=start": "Founding",
        "part=rows": "One document",
        "part=columns": "Columns",
        "part=aside": "Excluded",
        "part=take": "Download",
    },
    "gaps": {"part=fresh": "Last figures", "part=silent": "Missing years", "part=sought": "Not found"},
}
"""What pages call their views, by the same queries; the one with which a page opens has no other name."""
CONTROLS = {
    "overview": "",
    "country": "country",
    "contamination": "class family compare scale",
    "clearance": "compare method measure",
    "deadlines": "duty case pace cancelled extra",
    "treaties": "treaty treaties year share on groups count own states then age",
    "funding": "donor recipient",
    "cooperation": "series party city",
    "places": "series count lines scope",
    "network": "claims least together",
    "sources": "find kind document table",
    "gaps": "by indicator country",
    "disagreements": "kind",
    "changes": "kind table edition since until",
    "glossary": "",
    "areas": "level repair cells",
    "coalition": "state partners",
}
"""The controls of each page that choose no view, by their names in the address."""
OPTIONS = {
    "age": "by_age",
    "claims": "claim",
    "class": "area_class",
    "kind": "subject",
    "on": "day",
    "scope": "flow",
    "series": "series_groups",
    "states": "as_states",
    "then": "of_each_day",
}
"""Controls that charts call otherwise."""


def first_chart(page: str, given: Mapping[str, str]) -> str:
    """The name of the chart that a view draws first, empty where it draws none."""
    charts = FIRST_CHARTS[page]
    return next(chart for query, chart in charts.items() if _fits(query, given))


def name(page: str, given: Mapping[str, str]) -> str:
    """What a page calls a view; empty of the view with which it opens."""
    return NAMES.get(page, {}).get(next(query for query in FIRST_CHARTS[page] if _fits(query, given)), "")


def chosen(page: str, given: Mapping[str, str]) -> dict[str, str]:
    """What an address chooses of a page beside the filter; what no control of it reads is left out."""
    fitting = (dict(parse_qsl(query)) for query in FIRST_CHARTS[page] if _fits(query, given))
    controls = {name: given[name] for name in CONTROLS[page].split() if given.get(name)}
    return next(fitting) | controls


def queries(page: str) -> list[str]:
    """What addresses of the views of a page say, the first view last."""
    return [query for query in FIRST_CHARTS[page] if not query or parse_qsl(query)]


def _fits(query: str, given: Mapping[str, str]) -> bool:
    stated = parse_qsl(query, keep_blank_values=True)
    return all(given.get(name) == value if value else given.get(name) for name, value in stated)
