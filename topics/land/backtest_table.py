"""Tables of the back-test: scores of each model, each tested area, and what both models project today."""

import numpy as np
import pandas as pd

from charts.chart import Chart, empty
from topics.land.backtest import PUBLISHED, WITHHELD, area_tests
from topics.land.paces import area_lines, decimal_year, known_by
from topics.land.projection import LATEST, OLDEST, projections
from topics.land.projection_words import NO_PROJECTION, middle_words
from topics.land.scores import BASE_RATE, area_scores, completion_scores
from topics.land.trend import LEAST_AREAS, WINDOW, trend_left
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, sentence_case

MODELS = {
    PUBLISHED: "Pace of the stated areas (published)",
    "trend": "Local linear trend of the stated areas",
    "releases": "Pace of the total releases",
    "climatology": "Any area falls by the same share",
    "own_pace": "The own pace goes on unchanged",
    "persistence": "Nothing changes",
    BASE_RATE: "The plain share of completions, known afterwards",
}
AGES = {"fresh": f"up to {OLDEST} years", "old": f"{OLDEST} to {WITHHELD} years"}
EVERYWHERE = "all tests on record"
QUESTIONS = {"in_five": "within five years", "by_now": "by now"}


def model_scores(tables: Tables, view: View) -> Chart:
    """How each model projected areas about five years on, beside the published one, as a table."""
    rows = tables.derive(area_scores)
    if rows.empty:
        return empty(sentence("No past projection can be scored"))
    labels = [
        lines(bold(MODELS[row.model]), f"Area {AGES[row.age]} old: score {row.crps:.3f} in {row.cases} cases")
        for row in rows.itertuples()
    ]
    first = rows[rows["model"] == PUBLISHED].iloc[0]
    title = sentence("The 80 % range held in {pct} % of the tests", pct=f"{first['held_pct']:.0f}")
    note = sentence(
        "CRPS is the error of the projected share of the area left, 0 is perfect; difference is that to the "
        "published model on the same tests."
    )
    columns = ("model", "age", "cases", "held_pct", "crps", "crps_published", "difference")
    rows = rows.assign(
        model=rows["model"].map(MODELS), age=rows["age"].map(AGES), label=labels, is_stated=False
    )
    return Chart(title, rows.round(3), note=note, columns=columns, scope=EVERYWHERE)


def model_completions(tables: Tables, view: View) -> Chart:
    """How well each model told completions, as a table."""
    rows = tables.derive(completion_scores)
    if rows.empty:
        return empty(sentence("No past projection of a completion can be scored"))
    labels = [
        lines(bold(MODELS[row.model]), f"{row.expected:.0f} of {row.cases} expected, {row.done} came")
        for row in rows.itertuples()
    ]
    first = rows[rows["model"].eq(PUBLISHED)].iloc[0]
    facts = {"expected": f"{first['expected']:.0f}", "done": first["done"]}
    title = sentence("{expected} completions within five years were expected, {done} came", **facts)
    if first["question"] != "in_five":
        title = sentence("{expected} completions by now were expected, {done} came", **facts)
    note = sentence("The Brier score is the mean square error of the likelihoods: 0 is perfect.")
    columns = ("model", "question", "cases", "expected", "done", "brier", "brier_published")
    named = rows.assign(model=rows["model"].map(MODELS), question=rows["question"].map(QUESTIONS))
    rows = named.assign(label=labels, is_stated=False).round(3)
    return Chart(title, rows, note=note, columns=columns, scope=EVERYWHERE)


def backtest_areas(tables: Tables, view: View) -> Chart:
    """Projected area left some years on beside the stated one, as a table."""
    rows = view.of(tables.derive(area_tests), skip=("years",)).reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No projected area can be tested"))
    names, hazards = names_at_dates(rows, tables), family_names(tables)
    labels = [
        lines(
            bold(name),
            escape(sentence_case(hazards.get(row.family, row.family))),
            f"Projected at the end of {row.stood_in}: {row.p10:.1f} to {number(round(row.p90, 1), 'km²')}",
            f"Stated for {row.year}: {number(row.area_km2, 'km²')}",
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    held = {"held": f"{rows['inside_80'].sum():.0f}", "tests": len(rows)}
    title = sentence("The 80 % range held the area in {held} of {tests} tests", **held)
    if len(rows) == 1:
        title = sentence("The one area tested: {outcome}", outcome=rows["outcome"].iloc[0])
    note = sentence(
        "Each row is a projection with what was known at the end of a past year; least and most left are the "
        "limits of its 80 % range."
    )
    rows = rows.assign(label=labels, stood_in=rows["stood_in"].astype("str"), age=rows["age"].map(AGES))
    rows = rows.assign(**{name: rows[name].round(3) for name in ("crps", "interval_score", "pit")})
    rows = rows.rename(columns={"p10": "least_left_km2", "p50": "middle_km2", "p90": "most_left_km2"})
    columns = ("country", "family", "stood_in", "year", "area_km2", "least_left_km2", "most_left_km2")
    return Chart(title, rows, note=note, columns=columns, scope=view.undated)


def both_models(tables: Tables, view: View) -> Chart:
    """The completion that the published model and the local linear trend project today, as a table."""
    rows = view.of(projections(tables), skip=("years",))
    rows = rows[rows["reason"] == ""].reset_index(drop=True)
    if rows.empty:
        return empty(NO_PROJECTION)
    rows = rows.assign(
        pace=[middle_words(row.p10, row.p50, row.p90, row.never) for row in rows.itertuples()],
        trend=[_trend_words(tables, row.country, row.family) for row in rows.itertuples()],
    )
    hazards = family_names(tables)
    labels = [
        lines(
            bold(name), escape(hazards[row.family]), f"Pace: {row.pace}", f"Local linear trend: {row.trend}"
        )
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    title = sentence("Two models of the stated areas beside each other")
    columns = ("country", "family", "as_of", "area_km2", "pace", "trend")
    rows = rows[[*columns, "as_of_precision", "records", "is_stated"]].assign(label=labels)
    return Chart(title, rows, columns=columns, scope=view.undated)


def _trend_words(tables: Tables, country: str, family: str) -> str:
    """When the local linear trend lets the land of a case be clear."""
    today = decimal_year(pd.Timestamp(tables.today))
    line = known_by(area_lines(tables)[country, family], today)
    left = trend_left(tuple((row["at"], row["area_km2"]) for row in line))
    if left is None:
        return f"fewer than {LEAST_AREAS} areas in {WINDOW} years"
    moments = np.arange(today, LATEST + 1, 0.25)
    done = np.array([(left(moment) == 0).mean() for moment in moments])
    ends = [moments[done >= share].min(initial=np.inf) for share in (0.1, 0.5, 0.9)]
    return middle_words(*map(float, ends))
