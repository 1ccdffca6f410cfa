"""The overview for slow links and for paper: status, a map and a table of the countries of a region."""

from html import escape
from typing import Any

from dashboard import cite
from dashboard.api import light_parts as parts
from dashboard.api.light_maps import of_region
from dashboard.contents import HEADINGS
from dashboard.drawing import Drawing, drawing
from topics.overview import OVER, headings
from topics.overview_map import overview_map
from topics.overview_table import country_list
from topics.tables import Tables
from topics.treaties.status import standings
from topics.view import View, region_titles
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import treaty_labels, treaty_names

WIDTH = 640
"""Pixels for which the map is laid out."""
KEPT = ("hazard", "known", "wording", "edition")
"""Filters that a link to another light page keeps."""


def overview(tables: Tables, view: View) -> str:
    """How the countries of a view stand, as a page; ADDRESS and HOME stand in it for addresses."""
    numbers: parts.Numbers = {}
    listed = drawing(country_list, view, {"every": True}, dark=False)
    title = HEADINGS["overview"]
    edition = view.with_known(f"{view.place} · {cite.edition_words(tables)}")
    blocks = [f"<header><p>{escape(edition)}</p><h1>{escape(title)}</h1></header>"]
    if listed.chart.is_empty:
        blocks += [f"<p class=none>{escape(listed.chart.title)}. {parts.NO_ZERO}</p>", _names(view)]
    else:
        blocks.append(parts.figure(of_region(drawing(overview_map, view, {}, dark=False)), numbers, WIDTH))
        blocks += [_over(listed, numbers), _countries(listed, numbers)]
    blocks += [parts.reference_list(tables, numbers), parts.notes(view, ""), _regions(view)]
    there = f"../{parts.query(view, 'region', 'countries', *KEPT[1:])}"
    links, related = {sentence("Dashboard"): there}, parts.alternates(view, there)
    return parts.page("", f"{title}. {edition}", links, "".join(blocks), f"{title} · {edition}", related)


def _over(listed: Drawing, numbers: parts.Numbers) -> str:
    """The deadlines that passed without a decision on record."""
    rows = listed.chart.rows[listed.chart.rows["kind"] == OVER]
    words = [f"{escape(row.brief)}{row.documents}" for row in _with_documents(listed, rows, numbers)]
    head = escape(headings(listed.view.tables, listed.view)[OVER])
    return f"<p class=status>{head}: {', '.join(words)}.</p>" if words else ""


def _countries(listed: Drawing, numbers: parts.Numbers) -> str:
    """Standing under the treaties that ask for clearance, latest figure and deadline of each country."""
    view, rows = listed.view, listed.chart.rows
    tables, titles, is_status = view.tables, headings(view.tables, view), rows["deadline"].isna()
    duties = tables["treaty_duties"]
    asking = set(duties.loc[duties["duty"] == "clearance", "treaty"])
    treaties = tuple(code for code in treaty_names(tables) if code in asking)
    bound = standings(tables, view.day, view.members, treaties)
    standing = {(row.country, row.treaty): row.standing for row in bound.itertuples()}
    due = {row.country: row for row in _with_documents(listed, rows[~is_status & rows["is_listed"]], numbers)}
    heads = [sentence("Country"), *(treaty_labels(tables)[one] for one in treaties), sentence("Area, status")]
    heads += [sentence("Date"), sentence("Source"), sentence("Deadline")]
    bodies = "".join(
        f"<tbody><tr><th colspan={len(heads)} scope=rowgroup>{escape(titles[kind])}</th></tr>"
        + "".join(
            _line(row, [standing[row.country, treaty] for treaty in treaties], due.get(row.country), view)
            for row in _with_documents(listed, part, numbers)
        )
        + "</tbody>"
        for kind, part in rows[is_status].groupby("kind", sort=False)
    )
    title = f"<h2>{escape(listed.chart.title)}</h2> {parts.data_link(listed)}"
    sources = parts.cited(numbers, cite.sources_of(tables, bound))
    joined = f"<p class=sub>{sentence('Standing under treaties:')}{sources}</p>"
    return f"{parts.with_heads(title, [(words, 'text') for words in heads], bodies)}{joined}"


def _with_documents(listed: Drawing, rows: Any, numbers: parts.Numbers) -> list[Any]:
    """Rows with the numbers of their documents as HTML, in the column `documents`."""
    ids = parts.sources_by_row(listed.view.tables, rows)
    return list(rows.assign(documents=[parts.cited(numbers, one) for one in ids]).itertuples())


def _line(row: Any, standing: list[str], due: Any, view: View) -> str:
    """A line of the table; the name of the country leads to its brief."""
    name = parts.anchor(row.name, f"./{row.country}{parts.query(view, *KEPT)}")
    cells = [*map(escape, standing), escape(row.figure), escape(row.dated), row.documents]
    state = f" {escape(due.dated)}" if due is not None and due.dated else ""
    cells.append("" if due is None else f"{escape(due.figure)}{state}{due.documents}")
    others = "".join(f"<td>{cell or parts.NOT_STATED}</td>" for cell in cells)
    return f"<tr><th scope=row>{name}</th>{others}</tr>"


def _names(view: View) -> str:
    """Links to the briefs of countries of which no status is on record."""
    names = country_names(view.tables, full=True)
    links = (parts.anchor(names[code], f"./{code}{parts.query(view, *KEPT)}") for code in view.members)
    return f"<p>{' · '.join(links)}</p>"


def _regions(view: View) -> str:
    """Links to the overviews of all regions."""
    links = [
        parts.anchor(title, f"./{parts.query(view, *KEPT, region=region)}")
        for region, title in region_titles(view.tables).items()
    ]
    return f"<nav aria-label={sentence('Regions')}>{' · '.join(links)}</nav>"
