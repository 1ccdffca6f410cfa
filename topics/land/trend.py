"""The local linear trend of stated areas, by statsmodels: a model that projections are compared with."""

import warnings
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import ndtri

WINDOW, LEAST_AREAS = 15, 4
"""Years of the areas that are fitted, and how many areas the variances of level, slope and noise need."""
YEARS, PARTS = 100, 1001
"""Years ahead that are projected, in how many equally likely parts."""


@lru_cache(maxsize=256)
def trend_left(line: tuple[tuple[float, float], ...]) -> Callable[[float], np.ndarray] | None:
    """Equally likely areas left at a moment, in km², by the trend of stated areas; None for too few.

    The areas are pairs of a decimal year and km² in order of time. Level and slope are random
    walks, fitted to the areas of the last 15 years by maximum likelihood; years without a figure are missing.
    *Source*: Durbin and Koopman, Time Series Analysis by State Space Methods (2nd ed.), section 3.2.
    """
    begin, last = line[-1]
    years = {round(at): area / last for at, area in line}
    years = {year: area for year, area in years.items() if year > max(years) - WINDOW}
    if len(years) < LEAST_AREAS:
        return None
    mean, deviation = _forecast(pd.Series(years).reindex(range(min(years), max(years) + 1)).to_numpy())
    ahead = np.arange(1, YEARS + 1)
    places = ndtri((np.arange(PARTS) + 0.5) / PARTS)

    def left(moment: float) -> np.ndarray:
        gap = moment - begin
        areas = np.interp(gap, ahead, mean) + np.interp(gap, ahead, deviation) * places
        return np.clip(areas, 0, None) * last

    return left


def _forecast(areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the areas of the years ahead."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # noqa: PLC0415 - a second to load

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few areas: where the search stops, its best step counts
        model = UnobservedComponents(areas, "local linear trend")
        fitted = model.fit(method="powell", maxiter=50, disp=False, cov_type="none")
    ahead = fitted.get_forecast(YEARS)
    return ahead.predicted_mean, ahead.se_mean
