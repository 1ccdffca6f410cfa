"""Tables of the back-test: scores of each model, each tested area, and what both models project today."""

import numpy as np
import pandas as pd

from charts.chart import OWN, Chart, empty
from topics.land.backtest import PUBLISHED, WITHHELD, area_tests
from topics.land.paces import area_lines, decimal_year, known_by
from topics.land.projection import LATEST, OLDEST, SHARES, projections
from topics.land.projection_words import middle_words
from topics.land.scores import BASE_RATE, area_scores, completion_scores
from topics.land.trend import LEAST_AREAS, WINDOW, trend_left
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number, plural
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
QUESTIONS = {"in_five": "within five years", "by_now": "by now"}
SCORES_NOTE = (
    "Each model stands at the end of past years with what was known then, on the cases of the published one. "
    "crps: continuous ranked probability score of the share of the area left, 0 is perfect; crps_published "
    "is that of the published model on the same cases, difference is between the two, with its 95 % interval "
    "(where that holds 0, none can be shown). Each pair of country and hazard weighs the same; "
    "intervals come from drawing pairs anew."
)
COMPLETIONS_NOTE = (
    "The Brier score is the mean square error of the likelihoods of completion: 0 is perfect. Expected are "
    "the completions that the model let expect, done those that came."
)
AREAS_NOTE = (
    "Each row stands at the end of a past year with what was known then. P10 to P90: the area left that 10 % "
    "to 90 % of the projections do not exceed, in km². crps, pit and interval_score are of the share left."
)


def model_scores(tables: Tables, view: View) -> Chart:
    """How each model projected areas about five years on, beside the published one, as a table."""
    rows = tables.derive(area_scores)
    if rows.empty:
        return empty("No past projection can be scored")
    labels = [
        lines(bold(MODELS[row.model]), f"Area {AGES[row.age]} old: score {row.crps:.3f} in {row.cases} cases")
        for row in rows.itertuples()
    ]
    first = rows[rows["model"] == PUBLISHED].iloc[0]
    title = (
        f"The 80 % range held the area five years on in {first['held_pct']:.0f} % of the cases; 95 % "
        f"interval {first['held_low_pct']:.0f} to {first['held_high_pct']:.0f} %"
    )
    rows = rows.assign(
        model=rows["model"].map(MODELS), age=rows["age"].map(AGES), label=labels, is_stated=False
    )
    return Chart(title, rows.round(3), note=SCORES_NOTE, columns=tuple(rows.columns.drop([*OWN])))


def model_completions(tables: Tables, view: View) -> Chart:
    """How well each model told completions, as a table."""
    rows = tables.derive(completion_scores)
    if rows.empty:
        return empty("No past projection of a completion can be scored")
    labels = [
        lines(bold(MODELS[row.model]), f"{row.expected:.0f} of {row.cases} expected, {row.done} came")
        for row in rows.itertuples()
    ]
    first = rows[rows["model"].eq(PUBLISHED)].iloc[0]
    title = (
        f"Completions {QUESTIONS[first['question']]}: of {first['cases']} cases {first['expected']:.0f} were "
        f"expected, {first['done']} came"
    )
    named = rows.assign(model=rows["model"].map(MODELS), question=rows["question"].map(QUESTIONS))
    rows = named.assign(label=labels, is_stated=False).round(3)
    return Chart(title, rows, note=COMPLETIONS_NOTE, columns=tuple(rows.columns.drop([*OWN])))


def backtest_areas(tables: Tables, view: View) -> Chart:
    """Projected area left some years on beside the stated one, as a table."""
    rows = view.of(tables.derive(area_tests), skip=("years",)).reset_index(drop=True)
    if rows.empty:
        return empty("No projected area can be tested")
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
    held = f"{rows['inside_80'].sum():.0f} of {len(rows)} tests"
    title = f"Area about five years on: inside the 80 % range in {held}"
    rows = rows.assign(label=labels, stood_in=rows["stood_in"].astype("str"), age=rows["age"].map(AGES))
    scores = ("crps", "interval_score", "pit")
    rows = rows.assign(**{name: rows[name].round(3) for name in scores})
    columns = ("country", "family", "stood_in", "age", "from_km2", *SHARES, "year", "area_km2", "outcome")
    return Chart(title, rows, note=AREAS_NOTE, columns=(*columns, *scores), scope=view.timeless.words())


def both_models(tables: Tables, view: View) -> Chart:
    """The completion that the published model and the local linear trend project today, as a table."""
    rows = view.of(projections(tables), skip=("years",))
    rows = rows[rows["reason"] == ""].reset_index(drop=True)
    if rows.empty:
        return empty("Not enough data to project any completion")
    rows = rows.assign(
        pace=[middle_words(row.p10, row.p50, row.p90, row.never) for row in rows.itertuples()],
        trend=[_trend_words(tables, row.country, row.family) for row in rows.itertuples()],
    )
    hazards = family_names(tables)
    labels = [
        lines(bold(name), hazards[row.family], f"Pace: {row.pace}", f"Local linear trend: {row.trend}")
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    title = f"Two models of the stated areas side by side: {plural(len(rows), 'case')}"
    columns = ("country", "family", "as_of", "area_km2", "pace", "trend")
    rows = rows[[*columns, "as_of_precision", "records", "is_stated"]].assign(label=labels)
    return Chart(title, rows, columns=columns, scope=view.timeless.words())


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
