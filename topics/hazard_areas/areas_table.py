"""Tables of the figures that own areas are compared with, and of the sums of the reader's file."""

from charts.chart import Chart, empty
from topics.hazard_areas.comparison import family_title, figure_words, place_names, published
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas, inside, of_file
from topics.hazard_areas.sums import NOT_STATED, sums
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import area
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap


def published_areas(tables: Tables, view: View, *, by_subdivision: bool = False) -> Chart:
    """The figure on record of each place and hazard family at the end of the view.

    Args:
        tables: the clean tables.
        view: its countries and its hazard, at its last day.
        by_subdivision: take countries apart.
    """
    rows = published(tables, view, by_subdivision)
    if rows.empty:
        return empty("No area is on record")
    rows = rows.assign(place=place_names(tables, rows))
    labels = [
        lines(
            bold(row.place),
            wrap(f"{family_title(tables, row.family)}: {area(row.area_km2)}"),
            figure_words(row.status, row.area_class),
        )
        for row in rows.itertuples()
    ]
    note = sentence("The latest figure of each place and hazard; zero where it is declared complete.")
    columns = ("country", "place", "family", "area_class", "area_km2", "as_of", "completed_on")
    rows = rows.drop(columns="status").assign(label=labels)
    return Chart(sentence("Published areas to compare with your file"), rows, {}, note, columns)


def own_sums(tables: Tables, view: View, *, areas: OwnAreas | None = None, by: str = "country") -> Chart:
    """Number and area of the counted rows of a file by place, hazard family and class.

    Args:
        tables: the clean tables.
        view: its countries and its hazard.
        areas: of the reader's file.
        by: level of the places, a key of PLACE.
    """
    if areas is None:
        return empty(NO_FILE)
    rows = sums(tables, inside(areas.rows, view), by, has_closed=areas.has_closed)
    if rows.empty:
        return empty(sentence("No area of your file can be counted"))
    rows = rows.assign(place=place_names(tables, rows, areas.names))
    labels = [
        lines(bold(row.place), wrap(f"{family_title(tables, row.family)}: {area(row.area_km2)} in your file"))
        for row in rows.itertuples()
    ]
    country = rows["country"].where(rows["country"] != NOT_STATED, None) if "country" in rows else None
    rows = of_file(rows.assign(country=country, label=labels), areas.source)
    facts = ("place", "family", "area_class", "areas", "area_km2", "area_stated_km2")
    columns = ("country", *facts) if by in ("subdivision", "municipality") else facts
    return Chart(areas.titled(_title(areas)), rows, {}, "", columns)


def _title(areas: OwnAreas) -> str:
    if areas.has_closed:
        return sentence("Sums of your file, closed areas included")
    return sentence("Sums of your file")
