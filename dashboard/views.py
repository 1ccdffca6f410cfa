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
VIEWS = {
    "overview": {"": ("", "overview_map")},
    "country": {
        "part=treaties": (sentence("Treaties"), ""),
        "part=cooperation": (sentence("Cooperation"), "projects"),
        "part=money": (sentence("Funding"), "funding_by_year"),
        "": ("", "country_line"),
    },
    "contamination": {
        "part=time": (sentence("Over time"), "contamination_trend"),
        "part=latest": (sentence("Latest"), "area_left"),
        "part=rows": (sentence("All figures"), ""),
        "level=subdivision": (sentence("Places"), "contamination_place_map"),
        "maps=years": (sentence("A map per year"), "contamination_by_years"),
        "maps=hazards": (sentence("A map per hazard"), "contamination_by_hazards"),
        "": ("", "contamination_map"),
    },
    "clearance": {
        "show=items": (sentence("Items destroyed"), "items_by_country"),
        "show=casualties": (sentence("Casualties"), "casualties"),
        "show=stockpiles": (sentence("Stockpiles"), "stockpiles"),
        "show=size": (sentence("By size"), "by_country_size"),
        "show=apart": (sentence("Other periods"), "release_spans"),
        "": ("", "release_by_year"),
    },
    "deadlines": {
        "part=clock": (sentence("Pace"), "completion_ranges"),
        "part=whatif": (sentence("What if"), "area_ahead"),
        "part=backtest": (sentence("Past projections"), "backtest"),
        "part=calendar": (sentence("Calendar"), "calendar"),
        "": ("", "deadlines"),
    },
    "treaties": {
        "part=standing": (sentence("Standing"), "standing_map"),
        "part=groups": (sentence("Groups"), "group_curves"),
        "part=compare": (sentence("Compare"), "treaties_compared"),
        "part=oslo": (sentence("Oslo Process"), "process_and_treaty"),
        "part=wait": (sentence("Wait"), "survival_curves"),
        "part=more&more=rules": (sentence("Rules"), ""),
        "part=more&more=news": (sentence("News"), ""),
        "part=more": (sentence("Outside"), "outside_seats"),
        "year": ("", "deposits_of_year"),
        "": ("", "ratification_curve"),
    },
    "funding": {
        "money=years": (sentence("By year"), "funding_by_year"),
        "money=land": (sentence("With clearance"), "money_beside_land"),
        "money=national": (sentence("National"), "national_contributions"),
        "money=apart": (sentence("US and ITF"), "us_programme"),
        "money=checks": (sentence("Checks"), "figures_on_record"),
        "donor": ("", "donor_by_year"),
        "": ("", "donor_matrix"),
    },
    "cooperation": {
        "topic=projects": (sentence("Projects"), "projects"),
        "topic=rakitje": (sentence("Rakitje 2017"), ""),
        "topic=visit": (sentence("Visit 2013"), ""),
        "topic=seemacc": (sentence("SEEMACC"), "series_timeline"),
        "topic=oslo": (sentence("Oslo Process"), "conference_growth"),
        "topic=roadmap": (sentence("Roadmap"), "city_timeline"),
        "": ("", "timeline"),
    },
    "places": {
        "part=money": (sentence("Money"), "money_flows"),
        "part=organisations": (sentence("Organisations"), "seats_map"),
        "": ("", "meetings_map"),
    },
    "network": {
        "part=met": (sentence("Who met whom"), "who_met_whom"),
        "part=circles": (sentence("Meeting series"), "circle_overlaps"),
        "part=memberships": (sentence("Memberships"), "memberships"),
        "": ("", "meeting_network"),
    },
    "sources": {
        "part=start": (sentence("Founding"), ""),
        "part=rows": (sentence("One document"), ""),
        "part=columns": (sentence("Columns"), ""),
        "part=aside": (sentence("Excluded"), ""),
        "part=take": (sentence("Download"), ""),
        "": ("", "rows_by_kind"),
    },
    "gaps": {
        "part=fresh": (sentence("Last figures"), "freshness"),
        "part=silent": (sentence("Missing years"), ""),
        "part=sought": (sentence("Not found"), ""),
        "": ("", "completeness"),
    },
    "disagreements": {"": ("", "disagreements")},
    "changes": {"": ("", "changes_by_table")},
    "glossary": {"": ("", "")},
    "areas": {"": ("", "")},
    "coalition": {"": ("", "partner_timeline")},
}
"""What each page calls its views, and the chart that each draws first, by what its address says; the first
entry that fits holds, and a name alone fits any value. The view with which a page opens has no name here; no
chart: the view draws none."""
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
    return VIEWS[page][_view(page, given)][1]


def name(page: str, given: Mapping[str, str]) -> str:
    """What a page calls a view; empty of the view with which it opens."""
    return VIEWS[page][_view(page, given)][0]


def chosen(page: str, given: Mapping[str, str]) -> dict[str, str]:
    """What an address chooses of a page beside the filter; what no control of it reads is left out."""
    controls = {name: given[name] for name in CONTROLS[page].split() if given.get(name)}
    return dict(parse_qsl(_view(page, given))) | controls


def queries(page: str) -> list[str]:
    """What addresses of the views of a page say, the first view last."""
    return [query for query in VIEWS[page] if not query or parse_qsl(query)]


def buttons(page: str, parameter: str) -> dict[str, str]:
    """The views that one parameter of a page chooses, but the first: what each is called, by its code."""
    queries = ((query.removeprefix(f"{parameter}="), name) for query, (name, _) in VIEWS[page].items())
    return {code: name for code, name in queries if name and code.isalpha()}


def _view(page: str, given: Mapping[str, str]) -> str:
    """What an address says that opens a view."""
    return next(query for query in VIEWS[page] if _fits(query, given))


def _fits(query: str, given: Mapping[str, str]) -> bool:
    stated = parse_qsl(query, keep_blank_values=True)
    return all(given.get(name) == value if value else given.get(name) for name, value in stated)
