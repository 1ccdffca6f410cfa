"""Colours of one chart are apart for colour-blind readers too, or told apart by shape; on both pages."""

import re
from itertools import combinations, pairwise, product

import pytest
from coloraide import Color

from charts import theme
from tests.tables import TABLES
from topics.calendar_chart import MARKS
from topics.coalition_chart import DEEDS
from topics.cooperation.meetings import group_colours
from topics.cooperation.network_chart import COMMUNITIES, FURTHER
from topics.land.casualties_chart import PARTS as CASUALTIES
from topics.land.deadlines_chart import STYLES
from topics.land.release_chart import METHOD_PARTS
from topics.treaties.curve_chart import LINES
from topics.treaties.role_marks import ROLES
from topics.treaties.standing_chart import MARKS as STANDINGS

SIGHTS = (None, "protan", "deutan", "tritan")
"""Full sight, and the kinds of colour blindness at their strongest (Machado, Oliveira, Fernandes 2009)."""
APART, STANDS_OUT = 10, 3
"""Least difference of two colours (CIEDE2000), and least contrast with the page (WCAG 2.2, 1.4.11)."""
PALETTES = {
    "series of meetings": [(theme.COLOURS[colour], "") for colour in group_colours(TABLES).values()],
    "one after the other": [(colour, "") for colour in theme.PALETTE],
    "communities": [*COMMUNITIES, FURTHER],
    "methods": [(part.colour, part.pattern) for part in METHOD_PARTS.values()],
    "casualties": [(part.colour, part.pattern) for part in CASUALTIES.values()],
    "actions": [*LINES.values()],
    "standings": [(colour, sign) for sign, _, colour in STANDINGS.values()],
    "statuses": [(colour, symbol) for symbol, colour in STYLES.values()],
    "roles": [(colour, symbol) for symbol, colour in ROLES.values()],
    "calendar": [*MARKS.values()],
    "coalitions": [(colour, symbol) for _, colour, symbol, _ in DEEDS.values()],
}
"""Colour and shape of what stands in one chart; an empty shape is told apart by its colour alone."""


def apart(one: str, other: str) -> float:
    """The difference of two colours for those who tell them apart least."""
    return min(_seen(one, sight).delta_e(_seen(other, sight), method="2000") for sight in SIGHTS)


def _seen(colour: str, sight: str | None) -> Color:
    return Color(colour).filter(sight, 1, method="machado").clip("srgb") if sight else Color(colour)


def over(colour: str, page: str) -> str:
    """A translucent colour as it is seen on a page."""
    parts = re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", colour)
    if not parts:
        return colour
    *ink, alpha = (float(part) for part in parts.groups())
    under = [255 * part for part in Color(page).coords()]
    mixed = [alpha * one + (1 - alpha) * other for one, other in zip(ink, under, strict=True)]
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def too_near(colours: dict[str, str]) -> list[tuple]:
    """The pairs of some colours that are not apart."""
    pairs = combinations(colours.items(), 2)
    return [(a, b, round(apart(x, y), 1)) for (a, x), (b, y) in pairs if apart(x, y) < APART]


def test_any_two_colours_with_a_name_are_apart():
    assert not too_near(theme.COLOURS)


@pytest.mark.parametrize("dark", [False, True])
def test_a_colour_stands_out_from_the_page(dark):
    contrast = {name: Color(one).contrast(theme.PAGE[dark]) for name, one in theme.COLOURS.items()}
    assert min(contrast.values()) >= STANDS_OUT, contrast


@pytest.mark.parametrize("name", PALETTES)
def test_marks_of_one_chart_differ_in_a_colour_with_a_name_or_in_shape(name):
    looks = PALETTES[name]
    assert {colour for colour, _ in looks} <= set(theme.COLOURS.values())
    assert len(looks) == len(set(looks)), looks


def test_classes_of_area_are_apart_from_the_next_and_from_what_is_no_area():
    classes = {label: colour for label, _, _, colour in theme.AREA_CLASSES}
    others = {"complete": theme.COMPLETE, "none": theme.NONE_KNOWN, "not stated": theme.NOT_STATED}
    near = [too_near(dict(pair)) for pair in pairwise(classes.items())]
    near += [too_near(dict(pair)) for pair in product(classes.items(), others.items())]
    assert not any(near), near
    assert not too_near(others), "no data is hatched"


@pytest.mark.parametrize("dark", [False, True])
def test_standings_on_a_map_are_apart(dark):
    page = theme.PAGE[dark]
    assert not too_near({name: over(colour, page) for name, colour in theme.STANDING_AREAS.items()})
