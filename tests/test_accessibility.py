"""Holds every page to axe-core, on a light desk and on a dark phone."""

import re

import pytest

from tests.visits import LOOKS, pages


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("name", pages())
def test_no_serious_violation(surveyed, name, width, dark):
    violations = surveyed(name, width, dark).violations
    assert not violations, "\n".join(violations)


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_every_chart_is_told_to_those_who_cannot_see_it(surveyed, name):
    for label in surveyed(name, "desk", False).charts:
        assert re.match(r"(Chart|Map): \w.{10,}", label or ""), label
