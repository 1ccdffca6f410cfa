"""Draws curves by straight lines: arcs of well-known text and binary, and those of Esri JSON."""

import csv
import io
import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.areas.geodatabase import packed

STEP = math.radians(2)
"""Turn of an arc from one corner to the next: a circle keeps all but 0.02 % of its area."""
BEZIER = np.linspace(0, 1, 97)[1:, None]
CIRCLE = 4
"""Values of an arc of a circle around a centre; one of an ellipse has more."""


def straight(texts: Sequence[str]) -> np.ndarray:
    """Shapes of well-known text, or binary in letters, with curves in it; None where one cannot be read."""
    import pyogrio  # noqa: PLC0415 - only a file with curves needs it
    import shapely  # noqa: PLC0415

    table = io.StringIO()
    csv.writer(table).writerows([["id", "shape"], *enumerate(texts)])
    content = packed({"shapes.csv": table.getvalue().encode()})
    try:
        with warnings.catch_warnings(action="ignore"):
            _, _, shapes, (rows,) = pyogrio.raw.read(content, columns=["id"], GEOM_POSSIBLE_NAMES="shape")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError):
        return np.full(len(texts), None, dtype=object)
    drawn = np.full(len(texts), None, dtype=object)
    drawn[rows.astype(int)] = shapely.from_wkb(shapes, on_invalid="ignore")
    return drawn


def esri_ring(parts: Sequence[Any]) -> np.ndarray:
    """The corners of a ring or path of Esri JSON with curves: arcs ("c", "a") and Bézier curves ("b").

    Raises:
        KeyError, TypeError, ValueError, IndexError: it is none.
    """
    corners = [np.array(parts[0][:2], dtype=float)]
    for part in parts[1:]:
        if not isinstance(part, dict):
            corners.append(np.array(part[:2], dtype=float))
            continue
        (kind, curve), start = next(iter(part.items())), corners[-1]
        end, *others = [np.array(place[:2], dtype=float) for place in curve if isinstance(place, list)]
        if kind == "c":
            corners.extend(_arc(start, others[0], end))
        elif kind == "b":
            corners.extend(_bezier(start, others[0], others[1], end))
        elif kind == "a" and len(curve) <= CIRCLE:
            corners.extend(
                _turned(start, others[0], end, is_minor=bool(curve[2]), is_clockwise=bool(curve[3]))
            )
        else:
            raise ValueError("an arc of an ellipse")
    return np.array(corners)


def _arc(start: Any, between: Any, end: Any) -> np.ndarray:
    """Corners of the arc from a place through another one to the end; of a full circle that is opposite."""
    if np.allclose(start, end, rtol=0, atol=1e-12):
        centre, turn = (start + between) / 2, 2 * math.pi
        return _around(centre, start, turn)
    (ax, ay), (bx, by) = between - start, end - start
    cross = 2 * (ax * by - ay * bx)
    if cross == 0:
        return np.array([between, end])
    a2, b2 = ax * ax + ay * ay, bx * bx + by * by
    centre = start + np.array([by * a2 - ay * b2, ax * b2 - bx * a2]) / cross
    turn = _turn(centre, start, end)
    return _around(centre, start, turn if cross > 0 else turn - 2 * math.pi, end)


def _turned(start: Any, centre: Any, end: Any, *, is_minor: bool, is_clockwise: bool) -> np.ndarray:
    """Corners of the arc around a centre."""
    turn = _turn(centre, start, end) or 2 * math.pi
    if is_clockwise:
        turn -= 2 * math.pi
    if turn == 0 or (is_minor and abs(turn) > math.pi):
        turn = turn - math.copysign(2 * math.pi, turn) if turn else -2 * math.pi
    return _around(centre, start, turn, end)


def _turn(centre: Any, start: Any, end: Any) -> float:
    """The angle from a place to another one around a centre, against the clock."""
    first, last = (math.atan2(*(place - centre)[::-1]) for place in (start, end))
    return (last - first) % (2 * math.pi)


def _around(centre: Any, start: Any, turn: float, end: Any = None) -> np.ndarray:
    """Corners from behind a place to the end of a turn around a centre."""
    first, radius = math.atan2(*(start - centre)[::-1]), math.dist(start, centre)
    angles = np.linspace(first, first + turn, max(2, math.ceil(abs(turn) / STEP)) + 1)[1:]
    corners = centre + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    corners[-1] = start if end is None else end
    return corners


def _bezier(start: Any, first: Any, second: Any, end: Any) -> np.ndarray:
    left = 1 - BEZIER
    return left**3 * start + 3 * left**2 * BEZIER * first + 3 * left * BEZIER**2 * second + BEZIER**3 * end
