"""Maps of contamination, of meetings and of treaty standing; see base_map for the sheet they are drawn on."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts.contamination_figures import (
    COLOURS,
    COMPLETE,
    HAZARD_WORDS,
    NO_DATA,
    NOT_STATED,
    STALE,
    AreaFigure,
    Shown,
    area_figures,
    hover,
    shown_in,
)
