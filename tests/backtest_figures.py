"""The figures of the back-test in docs/method.md: `python -m tests.backtest_figures` writes them anew."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from tests.tables import TABLES
from topics.land.backtest import PUBLISHED, area_tests
from topics.land.backtest_table import AGES, MODELS, QUESTIONS
from topics.land.paces import carried_on, decimal_year, stretches
from topics.land.projection import projections
from topics.land.projection_words import case_words
from topics.land.scores import STAND, area_scores, completion_scores, mean_by_pair
from topics.tables import Tables

METHOD = Path(__file__).parent.parent / "docs" / "method.md"
BEGIN, END = "<!-- figures of the back-test -->\n\n", "\n<!-- end of the figures -->"
TODAY = date(2026, 11, 21)
"""The day that counts as today in what is printed."""
PAST = Tables(
    {name: TABLES[name] for name in TABLES}, version="projection", published=TABLES.published, today=TODAY
)


def figures(tables: Tables = PAST) -> str:
    """The figures as Markdown."""
    carried = carried_on(stretches(tables), decimal_year(pd.Timestamp(tables.today)))
    bosnia = next(projections(tables).query("country == 'BIH' and family == 'MINES'").itertuples())
    ratio = f"Paces carried on to {carried.centre:.2f} of what they were, scale {carried.scale:.2f}"
    words = f"{ratio}, {carried.pairs} pairs. Bosnia and Herzegovina, mines: {case_words(bosnia)}.\n"
    return "\n".join([words, *_areas(tables), "", _without_one(tables), "", *_completions(tables), ""])


def _areas(tables: Tables) -> list[str]:
    heads = ("Area about five years on", "age", "cases (pairs)", "CRPS", "of the published", "difference")
    return [
        *_head(*heads, "80 % range held", "interval score"),
        *(
            f"| {MODELS[row.model]} | {AGES[row.age]} | {row.cases} ({row.pairs}) | {row.crps:.3f} "
            f"| {row.crps_published:.3f} | {_more(row)} "
            f"| {row.held_pct:.0f} % ({row.held_low_pct:.0f}–{row.held_high_pct:.0f}) "
            f"| {row.interval_score:.2f} |"
            for row in area_scores(tables).itertuples()
        ),
    ]


def _without_one(tables: Tables) -> str:
    """The difference to the local linear trend without the country and hazard on which it rests most."""
    rows = area_tests(tables, "trend").merge(area_tests(tables), on=STAND, suffixes=("", "_published"))
    rows = rows[rows["age"] == "fresh"]
    more = rows["crps"] - rows["crps_published"]
    country, family = more.groupby([rows["country"], rows["family"]]).mean().abs().idxmax()
    others = ~(rows["country"].eq(country) & rows["family"].eq(family))
    mean, low, high = mean_by_pair(rows[others], more[others])
    return (
        "The difference to the local linear trend (up to 2 years) rests most on one pair, "
        f"{country}-{family}; without it, it is {mean:+.3f} ({low:+.3f} to {high:+.3f})."
    )


def _completions(tables: Tables) -> list[str]:
    heads = ("Completion", "until", "cases (pairs)", "expected", "came", "Brier", "of the published")
    return [
        *_head(*heads, "difference"),
        *(
            f"| {MODELS[row.model]} | {QUESTIONS[row.question]} | {row.cases} ({row.pairs}) "
            f"| {row.expected:.1f} | {row.done} | {row.brier:.3f} | {row.brier_published:.3f} "
            f"| {_more(row)} |"
            for row in completion_scores(tables).itertuples()
        ),
    ]


def _head(*heads: str) -> list[str]:
    return [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]


def _more(row: Any) -> str:
    """The difference to the published model with its 95 % interval; none for that one itself."""
    if row.model == PUBLISHED:
        return "–"
    return f"{row.difference:+.3f} ({row.difference_low:+.3f} to {row.difference_high:+.3f})"


def printed() -> str:
    """The figures as they stand in the document."""
    return _parts()[1]


def _parts() -> tuple[str, str, str]:
    """The document before, in and after the figures."""
    before, others = METHOD.read_text(encoding="utf-8").split(BEGIN)
    inside, after = others.split(END)
    return before + BEGIN, inside, END + after


if __name__ == "__main__":
    before, _, after = _parts()
    METHOD.write_text(before + figures() + after, encoding="utf-8")
