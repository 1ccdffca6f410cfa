"""Names of lines at their right ends instead of a key, moved apart where they would overprint."""

from collections.abc import Sequence
from typing import Any

from charts import theme
from charts.marks import DOTTED

LINE = 16
"""Pixels of a line of small text."""
LETTER = 6.6
"""Pixels of a letter of it."""
TOP, FOOT = 36, 52
"""Pixels above and below the panel: the key, the axis."""
HEADROOM = 1.06
"""How far the axis goes beyond what is drawn."""


def named_ends(
    ends: Sequence[tuple[str, str, float]], top: float, height: int = 480, bottom: float = 0
) -> dict[str, Any]:
    """The height, upward axis and names beside the plot, as parts of a layout.

    Args:
        ends: of each line its words (markup of Plotly), colour and value at the right end.
        top: the highest value drawn.
        height: of the chart in pixels.
        bottom: the value at the foot of the axis.
    """
    limits = [bottom, bottom + (top - bottom) * HEADROOM]
    scale = (height - TOP - FOOT) / (limits[1] - limits[0])
    notes = []
    for (words, colour, value), shift in zip(ends, _shifts(ends, scale), strict=True):
        text = f'<span style="color:{colour}"><b>–</b></span> {words}'
        place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 2, "y": value, "yshift": shift}
        look = {"showarrow": False, "align": "left", "font": {"size": theme.SIZE - 2}}
        notes.append({"text": text, **place, **look})
    widest = max((len(line) for words, *_ in ends for line in words.split("<br>")), default=0)
    return {
        "height": height,
        "showlegend": False,
        "yaxis": {"range": limits},
        "margin": {"l": theme.NUMBERS, "r": round(LETTER * (widest + 2)) + 4, "t": TOP, "b": FOOT},
        "annotations": notes,
    }


def limit_line(height: float, words: str) -> dict[str, list]:
    """A dotted line across that the lines can reach, with its words: shapes and annotations of a layout."""
    line = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": height, "y1": height, "line": DOTTED}
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": height, "yanchor": "bottom"}
    note = {"text": words, "showarrow": False, "font": {"size": theme.SIZE - 2}, **place}
    return {"shapes": [line], "annotations": [note]}


def _shifts(ends: Sequence[tuple[str, str, float]], scale: float) -> list[float]:
    """How many pixels each name moves up, so that none stands on another; the lowest begins."""
    order = sorted(range(len(ends)), key=lambda place: ends[place][2])
    sizes = [LINE * (ends[place][0].count("<br>") + 1) for place in order]
    wanted = [ends[place][2] * scale for place in order]
    middles: list[float] = []
    for size, middle, below in zip(sizes, wanted, [0, *sizes], strict=False):
        least = middles[-1] + (size + below) / 2 if middles else middle
        middles.append(max(middle, least))
    excess = max(middles[-1] - wanted[-1], 0) / 2 if middles else 0
    moved = [middle - excess for middle in middles]
    shifts = dict(zip(order, (new - old for new, old in zip(moved, wanted, strict=True)), strict=True))
    return [shifts[place] for place in range(len(ends))]
