"""The brief of a country on two pages of A4: what its page says of land, deadlines and cooperation."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd

from charts.chart import Chart
from dashboard import cite
from dashboard.api import light_parts as parts
from dashboard.api.head import OF_A_BRIEF
from dashboard.api.light_maps import of_country
from dashboard.drawing import Drawing, drawing
from dashboard.rows import Column, columns_of
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.projects_chart import projects
from topics.country import about_country, contaminated_places, line_families
from topics.country_chart import country_line
from topics.country_table import (
    country_meetings,
    country_payments,
    country_places,
    country_status,
    country_treaties,
)
from topics.land.casualties_chart import casualties
from topics.land.contamination_map import (
    PLACE_LOOKS,
    STANDS,
    contamination_map,
    contamination_place_map,
)
from topics.land.deadlines_chart import obligation_table
from topics.land.projection_chart import completion_ranges, not_projected
from topics.land.projection_words import completion_sentences
from topics.land.release_chart import release_by_country
from topics.land.status import NO_DATA
from topics.land.status_rows import NAMES
from topics.land.status_words import status_words
from topics.records.disagreements_table import disagreement_statements
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import short_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

WIDE, HALF, MAP = 900, 440, 380
"""Pixels for which a drawing is laid out: across the page, as one of two, as a map beside a table."""
HEIGHT, FLAT, TALLEST = 235, 150, 440
"""Of the charts of areas and of release, of that of the projection, and of the map with its key."""
OF_TABLES = ("known", "wording", "edition")
"""Filters that choose the tables: every link keeps them."""
KEY = (NAMES[NO_DATA], *(look.label for look in PLACE_LOOKS))
"""What the key of the map names whatever it shows."""
PLACES, POINTS = 6, 2
"""Places and disagreements that the brief lists; the others are counted, and their data named."""
SHORT, LONG, LONGEST = (3, 3), (8, 8), (12, 12)
"""Meetings and memberships that it lists: beside a projection, without one, without any figure of land."""
MEETING = ("start", "title", "city", "part")
OBLIGATION = ("task", "treaty", "deadline", "status", "completed_on")
TREATY = ("treaty_name", "standing", "signature", "deposit", "entry_into_force", "next_report")


def brief(tables: Tables, view: View) -> str:
    """The brief of the one country of a view, as a page; ADDRESS and HOME stand in it for addresses."""
    code = view.members[0]
    name, kind = country_names(tables, full=True)[code], sentence("Mine action brief")
    edition = view.with_known(cite.edition_words(tables))
    numbers: parts.Numbers = {}
    empty: list[str] = []
    head = (
        f"<header><p>{kind} · {escape(edition)}</p><h1>{escape(name)}</h1></header>{_status(view, numbers)}"
    )
    land = _land(view, numbers, empty)
    has_figures = "<figure>" in land
    is_projected = not drawing(completion_ranges, view, {}, dark=False).chart.is_empty
    lists = SHORT if is_projected else LONG if has_figures else LONGEST
    others = "".join([*_deadlines(view, numbers, empty), *_cooperation(view, numbers, empty, lists)])
    others += _without_data(empty)
    last = f"{parts.reference_list(tables, numbers)}{parts.notes(view, about_country(tables, code))}"
    body = f"{head}{land}{others}{last}"
    if not has_figures:
        body = f"<div class=roomy>{head}{land}{others}</div><div class=roomy>{last}</div>"
    there = f"../country{parts.query(view, *OF_A_BRIEF, country=code)}"
    links = {sentence("All countries"): f"./{parts.query(view, *OF_TABLES)}", sentence("Dashboard"): there}
    foot, related = f"{name} · {kind} · {edition}", parts.alternates(view, there)
    return parts.page(f"{name}: {kind}", f"{name}. {edition}", links, body, foot, related)


def _drawn(work: Callable[..., Chart], view: View, empty: list[str], **options: Any) -> Drawing | None:
    """A chart; of one that draws nothing its title is noted."""
    drawn = drawing(work, view, options, dark=False)
    if drawn.chart.is_empty:
        empty.append(drawn.chart.title)
        return None
    return drawn


def _status(view: View, numbers: parts.Numbers) -> str:
    """The sentences on status, deadline and projection, each with its documents."""
    drawn = drawing(country_status, view, {}, dark=False)
    rows = drawn.chart.rows
    words = [
        f"{escape(row.sentence)}{parts.cited(numbers, ids)}"
        for row, ids in zip(rows.itertuples(), parts.sources_by_row(view.tables, rows), strict=True)
    ]
    return f"<p class=status>{' '.join(words) or escape(drawn.chart.title)}</p>"


def _land(view: View, numbers: parts.Numbers, empty: list[str]) -> str:
    """Map and places, further findings and disagreements beside it; areas and release over the years."""
    on_map = _last_step(contamination_place_map, view) or _last_step(contamination_map, view)
    picture = parts.figure(of_country(on_map, KEY), numbers, MAP, TALLEST, STANDS) if on_map else ""
    first, *others = line_families(view.tables, view) or [""]
    beside = _places(view, numbers, empty)
    findings = [_drawn(country_line, view, empty, family=family) for family in others]
    beside += _findings([*findings, _drawn(casualties, view, empty)], numbers) + _disagreements(view, numbers)
    lines = [_drawn(country_line, view, empty, family=first), _drawn(release_by_country, view, empty)]
    drawn = [one for one in lines if one]
    width = WIDE if len(drawn) == 1 else HALF
    charts = "".join(parts.figure(one, numbers, width, HEIGHT) for one in drawn)
    top = f"<section class=map>{picture}<div>{beside}</div></section>" if picture else beside
    return top + (f"<section class=charts>{charts}</section>" if charts else "")


def _last_step(work: Callable[..., Chart], view: View) -> Drawing | None:
    """A map at its last step, drawn without the others; None where it is empty."""
    last = min(view.span[1], view.tables.edition.year)
    drawn = _drawn(work, replace(view, years=(last, last)), [])
    return drawn and replace(drawn, view=view)


def _findings(charts: Iterable[Drawing | None], numbers: parts.Numbers) -> str:
    """What charts show, a sentence for each with its documents."""
    lines = [
        f"<li>{escape(drawn.chart.title)}{parts.cited(numbers, sources)} {parts.data_link(drawn)}</li>"
        for drawn in charts
        if drawn
        for sources in [cite.sources_of(drawn.view.tables, drawn.chart.drawn)]
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _places(view: View, numbers: parts.Numbers, empty: list[str]) -> str:
    """The first places with their areas, each in its class, and the day of the figure or of completion."""
    drawn = _drawn(country_places, view, empty)
    if not drawn:
        return ""
    rows, families = contaminated_places(view.tables, view).head(PLACES), family_names(view.tables)
    lines = list(rows.drop(columns="place").itertuples())
    is_done = rows["completed_on"].notna()
    days = rows["completed_on"].where(is_done, rows["as_of"])
    exact = rows["completed_on_precision"].where(is_done, rows["as_of_precision"])
    columns = [
        Column(sentence("Place"), rows["name"].tolist()),
        Column(sentence("Hazard"), [sentence_case(families[line.family]) for line in lines]),
        Column(sentence("Area, status"), [status_words(line) for line in lines]),
        Column(sentence("Date"), list(map(short_date, days, exact)), kind="date"),
    ]
    return parts.table(drawn, numbers, columns, rows)


def _deadlines(view: View, numbers: parts.Numbers, empty: list[str]) -> list[str]:
    """Deadlines, beside them when the land would be clear at the recorded pace; standing under treaties."""
    blocks = [_table(obligation_table, view, numbers, empty, 5, OBLIGATION, duty="all")]
    ranges = drawing(completion_ranges, view, {}, dark=False)
    if not ranges.chart.is_empty:
        blocks.append(parts.figure(ranges, numbers, WIDE, FLAT))
        sources = parts.cited(numbers, cite.sources_of(view.tables, ranges.chart.drawn))
        blocks += [f"<p>{escape(words)}{sources}</p>" for words in completion_sentences(view.tables, view)]
    reasons = drawing(not_projected, view, {}, dark=False)
    if not reasons.chart.is_empty:
        blocks.append(_table(not_projected, view, numbers, empty, 3, ("family", "reason")))
    blocks.append(_table(country_treaties, view, numbers, empty, 5, TREATY))
    return blocks


def _cooperation(view: View, numbers: parts.Numbers, empty: list[str], lists: tuple[int, int]) -> list[str]:
    """The first meetings and memberships, the finding on projects and on money."""
    meetings = _table(country_meetings, view, numbers, empty, lists[0], MEETING)
    money = [_drawn(projects, view, empty), _drawn(country_payments, view, empty)]
    return [meetings, _memberships(view, numbers, empty, lists[1]), _findings(money, numbers)]


def _memberships(view: View, numbers: parts.Numbers, empty: list[str], most: int) -> str:
    """The status of the country in organisations, in a row."""
    drawn = _drawn(memberships, view, empty)
    if not drawn:
        return ""
    rows = drawn.chart.rows.head(most)
    columns = columns_of(view.tables, rows, ("actor", "status", "since"))
    cells = zip(*(column.texts for column in columns), parts.sources_by_row(view.tables, rows), strict=True)
    words = [
        f"{escape(actor)}: {escape(', '.join(filter(None, how)))}{parts.cited(numbers, ids)}"
        for actor, *how, ids in cells
    ]
    head = f"<h2>{escape(drawn.chart.title)}</h2> {parts.data_link(drawn, len(drawn.chart.rows) - len(rows))}"
    return f"<section class=whole>{head}<p>{'; '.join(words)}.</p></section>"


def _table(
    work: Callable[..., Chart],
    view: View,
    numbers: parts.Numbers,
    empty: list[str],
    most: int,
    wanted: tuple[str, ...],
    **options: Any,
) -> str:
    """The first rows of a chart."""
    drawn = _drawn(work, view, empty, **options)
    if not drawn:
        return ""
    rows = drawn.chart.rows.head(most)
    return parts.table(drawn, numbers, columns_of(view.tables, rows, wanted), rows)


def _disagreements(view: View, numbers: parts.Numbers) -> str:
    """The first points on which sources disagree about the country, with what each says."""
    drawn = drawing(disagreement_statements, view, {}, dark=False)
    rows = drawn.chart.rows
    if rows.empty:
        return ""
    rows = rows[rows["country"].isin(view.members)].sort_values(
        "subject", key=lambda subjects: subjects.ne("contamination"), kind="stable"
    )
    groups = [part for _, part in rows.groupby("group", sort=False)]
    points = [_point(view, numbers, part) for part in groups[:POINTS]]
    more = len(groups) - len(points)
    head = f"<h2>{sentence('Where sources disagree')}</h2> {parts.data_link(drawn, more)}"
    return f"<section class=whole>{head}<ul>{''.join(points)}</ul></section>" if points else ""


def _point(view: View, numbers: parts.Numbers, part: pd.DataFrame) -> str:
    """What each source says on a point, and why they may differ."""
    lead = next(part.itertuples())
    says = zip(part["statement"], parts.sources_by_row(view.tables, part), strict=True)
    words = "; ".join(f"{escape(statement)}{parts.cited(numbers, ids)}" for statement, ids in says)
    return f"<li>{escape(lead.about)}: {words} ({escape(lead.reason)})</li>"


def _without_data(titles: list[str]) -> str:
    """What is not on record, in sentences."""
    words = " ".join(f"{escape(title)}." for title in dict.fromkeys(titles))
    return f"<p class=none>{words} {parts.NO_ZERO}</p>" if titles else ""
