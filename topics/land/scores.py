"""Scores of past projections by each model, with intervals; each country and hazard weighs the same."""

from functools import lru_cache

import numpy as np
import pandas as pd

from topics.land.backtest import MODELS, PUBLISHED, area_tests, completion_tests
from topics.tables import Tables, united

RESAMPLES, SEED = 50_000, 2017
PAIR = ["country", "family"]
STAND = [*PAIR, "stood_in", "age", "year_from"]
AREA_COLUMNS = [
    "age",
    "model",
    "cases",
    "pairs",
    "crps",
    "crps_published",
    "difference",
    "difference_low",
    "difference_high",
]
AREA_COLUMNS += ["interval_score", "interval_score_published", "held_pct", "held_low_pct", "held_high_pct"]
AREA_COLUMNS += ["pit_below_pct", "pit_above_pct", "records"]
QUESTIONS = {"in_five": ("likely_in_five", "done_in_five"), "by_now": ("likely_by_now", "done_by_now")}
"""Completion within five years of the stand, and by today: columns of the likelihood and of what came."""
BASE_RATE = "base_rate"
"""The share that was completed, known afterwards: what a model without skill would score at best."""
COMPLETION_COLUMNS = ["question", "model", "cases", "pairs", "done", "expected", "brier", "brier_published"]
COMPLETION_COLUMNS += ["difference", "difference_low", "difference_high", "records"]


def mean_by_pair(rows: pd.DataFrame, values: pd.Series, seed: int = SEED) -> tuple[float, float, float]:
    """The mean of values and its 95 % interval, by drawing whole pairs anew; unknown below two pairs."""
    means = values.groupby([rows[name] for name in PAIR]).mean().to_numpy(dtype=float)
    count, nan = len(means), float("nan")
    if count < 2:
        return (float(means[0]), nan, nan) if count else (nan, nan, nan)
    low, high = np.quantile(_drawn(count, seed) @ means, [0.025, 0.975])
    return float(means.mean()), float(low), float(high)


def area_scores(tables: Tables) -> pd.DataFrame:
    """How each model projected the area about five years on, beside the published one on the same cases.

    *Columns*: AREA_COLUMNS. crps and interval_score (80 %) are of the share of the area that is left, the
    lower the better; difference is that of the two crps with its 95 % interval; held_pct is how often the
    80 % range held what came true; pit_below_pct and pit_above_pct how often it lay below the lowest tenth or
    above the highest. records are those of the cases.
    """
    published = tables.derive(area_tests, PUBLISHED)
    rows = []
    for model in MODELS:
        every = tables.derive(area_tests, model).merge(published, on=STAND, suffixes=("", "_published"))
        rows += [_area_row(age, model, part) for age, part in every.groupby("age")]
    frame = pd.DataFrame(rows, columns=AREA_COLUMNS)
    return frame.sort_values("age", kind="stable", ignore_index=True)


def completion_scores(tables: Tables) -> pd.DataFrame:
    """How well each model told completions, beside the published one on the same cases; fresh areas only.

    *Columns*: COMPLETION_COLUMNS; question is one of QUESTIONS, done the cases that were completed, expected
    how many the model let expect, brier the mean square error of its likelihoods, the lower the better.
    """
    published, rows = _completions(tables, PUBLISHED), []
    for model in (*MODELS, BASE_RATE):
        own = published if model == BASE_RATE else _completions(tables, model)
        every = own.merge(published, on=STAND, suffixes=("", "_published"))
        for question, (likely, done) in QUESTIONS.items():
            part = every[every[done].notna()]
            if model == BASE_RATE:
                part = part.assign(**{likely: part[done].mean()})
            if len(part):
                rows.append(_completion_row(question, model, part, likely, done))
    frame = pd.DataFrame(rows, columns=COMPLETION_COLUMNS)
    return frame.sort_values("question", ascending=False, kind="stable", ignore_index=True)


@lru_cache(maxsize=64)
def _drawn(count: int, seed: int) -> np.ndarray:
    """Weights of pairs drawn anew, a row for each draw."""
    return np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES) / count


def _area_row(age: str, model: str, rows: pd.DataFrame) -> list:
    by_pair = rows.groupby(PAIR)
    names = ("crps", "crps_published", "interval_score", "interval_score_published")
    scores = [float(by_pair[name].mean().mean()) for name in names]
    more = mean_by_pair(rows, rows["crps"] - rows["crps_published"])
    held = mean_by_pair(rows, 100 * rows["inside_80"])
    tails = [mean_by_pair(rows, 100.0 * tail)[0] for tail in (rows["pit"] < 0.1, rows["pit"] > 0.9)]
    pairs = len(rows.drop_duplicates(PAIR))
    return [
        age,
        model,
        len(rows),
        pairs,
        *scores[:2],
        *more,
        *scores[2:],
        *held,
        *tails,
        united(rows["records"]),
    ]


def _completion_row(question: str, model: str, rows: pd.DataFrame, likely: str, done: str) -> list:
    came = rows[done].astype("float64")
    own, published = ((rows[name] - came) ** 2 for name in (likely, f"{likely}_published"))
    pairs, records = len(rows.drop_duplicates(PAIR)), united(rows["records"])
    scores = [mean_by_pair(rows, values)[0] for values in (own, published)]
    more = mean_by_pair(rows, own - published)
    counted = [len(rows), pairs, int(came.sum()), float(rows[likely].sum())]
    return [question, model, *counted, *scores, *more, records]


def _completions(tables: Tables, model: str) -> pd.DataFrame:
    rows = tables.derive(completion_tests, model)
    rows = rows.assign(done_by_now=rows["completed_in"].notna().astype("float64"))
    return rows[rows["age"] == "fresh"]
