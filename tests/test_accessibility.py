"""Holds every page to axe-core, on a desk and on a phone, in the light and in the dark."""

import pytest

from tests.visits import WIDTHS, pages, visit


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", pages())
def test_no_serious_violation(surveyed, name, width, dark):
    violations = surveyed(name, width, dark).violations
    assert not violations, "\n".join(violations)


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_every_chart_has_words_for_those_who_cannot_see_it(browser, address, name):
    with visit(browser, f"{address}/{pages()[name]}") as found:
        for chart in found.page.query_selector_all('[data-testid="stPlotlyChart"]'):
            assert chart.get_attribute("aria-label") or chart.query_selector("[aria-label], [alt]")
