"""Finds waypoints that are named as corners, one after the other: TP1, TP2, TP3, or A-1, A-2, A-3."""

import numpy as np
import pandas as pd

from topics.hazard_areas.coordinates import LEAST_CORNERS, polygons_of_corners
from topics.hazard_areas.questions import Question, quoted
from topics.hazard_areas.words import plain_words, speaks_of
from topics.vocabulary.sentences import sentence

OUTLINE = "polygon id"
"""The column that says to which outline a waypoint belongs."""
PLACE, LATITUDE, LONGITUDE = "\0place", "\0latitude", "\0longitude"


def waypoints_question(rows: pd.DataFrame, shapes: np.ndarray) -> Question | None:
    """Whether points are corners of outlines, where their names stand in rows of numbers.

    >>> import shapely
    >>> names = pd.DataFrame({"name": ["RP", "TP1", "TP2", "TP3"]})
    >>> waypoints_question(names, shapely.points(np.zeros((4, 2)))).text
    'Waypoints are numbered like corners of an outline: “TP1”, “TP2” and “TP3”. What are they?'
    """
    outlines = _outlines(rows, shapes)
    if outlines is None:
        return None
    names = tuple(rows["name"][rows["name"].str.contains(r"\d$")])
    text = sentence(
        "Waypoints are numbered like corners of an outline: {names}. What are they?", names=quoted(names)
    )
    choices = {
        "corners": sentence("corners of {count} in the order of their numbers", count=_counted(outlines)),
        "points": sentence("each a hazard area of its own, of which a point is known"),
    }
    return Question("waypoints", text, choices)


def _counted(outlines: pd.Series) -> str:
    count = outlines.nunique()
    return sentence("one outline") if count == 1 else sentence("{count} outlines", count=count)


def outlined(rows: pd.DataFrame, shapes: np.ndarray) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """A row and a polygon for each outline of waypoints, and the place of its first one among the rows."""
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    places = {LATITUDE: shapely.get_y(shapes), LONGITUDE: shapely.get_x(shapes), PLACE: np.arange(len(rows))}
    corners = rows.assign(**places, **{OUTLINE: _outlines(rows, shapes)})
    named: dict[str, str | None] = {"lat": LATITUDE, "lon": LONGITUDE, "id": OUTLINE, "order": "name"}
    first, polygons = polygons_of_corners(corners, named)
    return first.drop(columns=list(places)), polygons, first[PLACE].to_numpy()


def _outlines(rows: pd.DataFrame, shapes: np.ndarray) -> pd.Series | None:
    """The outline of each point, by what stands before its number; None where some name is no corner's.

    Reference points and those as SP and EP belong to the outline that they stand behind, or before.
    """
    import shapely  # noqa: PLC0415

    if "name" not in rows or rows["name"].isna().any() or not (shapely.get_type_id(shapes) == 0).all():
        return None
    words, parts = rows["name"].map(plain_words), rows["name"].str.extract(r"^(.*?)[\W_]*(\d+)$")
    is_said = words.map(lambda text: any(speaks_of("point_type", kind, text) for kind in ("corner", "other")))
    is_landmark = words.map(lambda text: speaks_of("point_type", "other", text))
    outlines = parts[0].where(~is_landmark)
    if not (outlines.notna() | is_said).all() or not outlines.value_counts().ge(LEAST_CORNERS).any():
        return None
    return outlines.ffill().bfill()
