"""Reads places from cells of a reader's own table, in the spellings of the field, and makes shapes."""

import re
from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.cells import numbers_of, texts_of
from topics.hazard_areas.traverse import is_traverse, is_unread, traversed
from topics.hazard_areas.words import plain_words, speaks_of

DEGREES = "EPSG:4326"
LETTERS = {"N": 1, "E": 1, "S": -1, "W": -1, "O": -1, "I": 1, "Z": -1, "J": -1, "И": 1, "В": 1, "З": -1}
LETTERS |= {"Ј": -1, "Ю": -1, "С": 1}
"""Signs of hemispheres: English, oeste and ouest, istok, zapad, jug, and in Cyrillic."""
ISTOK_ZAPAD = "IZ"
"""Letters of east and west in whose company S is sjever, north."""
WORDS = re.compile(r"\b(LAT|LON|LONG|LATITUDE|LONGITUDE|DEG|MIN|SEC)\b\.?:?|Ш\.?|Д\.?(?=\W*$)")
HEMISPHERE = re.compile(rf"^\s*([{''.join(LETTERS)}])(?=[\W\d])|(?<=[\W\d])([{''.join(LETTERS)}])\W*$")
COMPASS = (
    (re.compile(r"\b(NORTH|NORD|NORTE|SJEVERN?[AOE]?|SEVERN?[AOE]?|СЕВЕРН?\w*|СЕВЕР|ПІВН\w*)\b"), "N"),
    (re.compile(r"\b(SOUTH|SUD|SUR|JUGO?|JUŽN[AOE]|ЈУГ|ЈУЖН\w+|ЮЖН\w*|ПІВД\w*)\b"), "J"),
    (re.compile(r"\b(EAST|ESTE?|ISTOK|ISTOČN[AOE]|ИСТОК|ИСТОЧН\w*|ВОСТ\w*|СХІД\w*)\b"), "E"),
    (re.compile(r"\b(WEST|OUEST|OESTE|ZAPAD|ZAPADN[AOE]|ЗАПАД\w*|ЗАХ\w*)\b"), "W"),
)
"""Names of the four directions, with the letter that stands for each."""
LABELLED = re.compile(
    r"\W*LAT(?:ITUDE)?\b\W*(?P<lat>.+?)[\s,;]+LON(?:G|GITUDE)?\b\W*(?P<lon>.+)", re.IGNORECASE
)
CORNERS = re.compile(r"[;\n|]+")
"""What stands between places of one cell."""
COMMAS = re.compile(r",\s*(?=\S+\s+\S)")
"""Commas between places, of which a space divides the two coordinates."""
MARKS = re.compile(r"""[°º˚*'′’‘`´"″”“:_\s]|(?<=\d)-(?=\d)""")
UNIT_LETTERS = re.compile(r"(?<=\d)\s?[DM](?=\s?\d)|(?<=\d)\s?S(?=\s?[NSEWOIZJ]\b)")
"""Letters behind degrees, minutes and seconds."""
DIGITS = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)|(\d{2,3})(\d{2}\.\d+)")
"""Degrees, minutes and seconds without anything between them."""
UTM = re.compile(
    r"(\d{1,2})\s*([C-X])?[\s,;]+(?:E\s*)?0?(\d{6}(?:[.,]\d+)?)\s*M?\s*E?[\s,;/]+"
    r"(?:N\s*)?(\d{6,7}(?:[.,]\d+)?)\s*M?\s*N?"
)
MGRS = re.compile(r"\d{1,2}[\s-]*[C-HJ-NP-X][\s-]*[A-HJ-NP-Z][A-HJ-NP-V]([\s-]*\d+){0,2}")
ZONE = re.compile(r"\D*?(\d{1,2})\s*([A-Z]*)\W*")
EASTINGS = (1e5, 1e6)
"""Eastings of UTM; what lies beyond is of another grid."""
GAUSS_KRUEGER = re.compile(r"[5-8](\.0)?")
"""Zones of Gauss-Krüger in the Balkans; those of UTM with these numbers are in the Pacific and Alaska."""
ZONE_CODE = re.compile(r"\b32([67])(\d\d)\b")
SOUTH = "SOUTH"
SOUTH_BAND = (3.5e6, 4.5e6)
"""Northings at which S behind a zone is the band of latitude 32 to 40 degrees, and not the south."""
MOST_DEGREES = 180
LONGEST = 150
"""Letters of a cell that may be a place."""
MOST_SAY = 0.5
"""Share of the cells that must say what they are for all of them to be taken for it."""
LEAST_CORNERS = 3


def coordinates_of(values: pd.Series, is_local: bool = False) -> pd.Series:
    """Degrees or metres of cells with one coordinate each; empty where a cell is none.

    Args:
        values: numbers or texts.
        is_local: S stands for sjever, north.

    >>> coordinates_of(pd.Series(["44,125", "15.5", "44°30'00″ N", "E 17 15 00", "x", "4.857.000"])).tolist()
    [44.125, 15.5, 44.5, 17.25, nan, 4857000.0]
    """
    texts = texts_of(values)
    numbers = numbers_of(values)
    open_ = numbers.isna() & texts.ne("")
    if not open_.any():
        return numbers
    two_ways = pd.DataFrame({mark: numbers_of(texts[open_], mark) for mark in (".", ",")}).dropna()
    smaller, larger = two_ways.abs().min(axis=1), two_ways.abs().max(axis=1)
    chosen = two_ways["."].where(smaller.eq(two_ways["."].abs()), two_ways[","])
    if (smaller > MOST_DEGREES).any():  # 533.100 is no degree: metres with a mark between thousands
        chosen = two_ways["."].where(larger.eq(two_ways["."].abs()), two_ways[","])
    numbers = numbers.fillna(chosen)
    open_ = numbers.isna() & texts.ne("")
    return numbers.fillna(texts[open_].map(lambda text: degrees_of(text, is_local)).astype("float64"))


def degrees_of(text: str, is_local: bool = False) -> float:
    """Degrees with or without minutes, seconds and hemisphere; nan for any other text.

    >>> [round(degrees_of(text), 4) for text in ("N 44°30'00.0″", "44-30-36N", "4430.5N", "17°15,5'W")]
    [44.5, 44.51, 44.5083, -17.2583]
    """
    if len(text) > LONGEST:
        return float("nan")
    words = _bare(text.replace(",", "."))
    letters = [letter for pair in HEMISPHERE.findall(words) for letter in pair if letter]
    bare = HEMISPHERE.sub(" ", words).strip()
    negative, bare = bare.startswith(("-", "−")), bare.lstrip("+-−")
    parts = MARKS.sub(" ", bare).split()
    if len(letters) > 1 or not parts or not all(re.fullmatch(r"\d+(\.\d*)?|\.\d+", part) for part in parts):
        return float("nan")
    if len(parts) == 1 and letters and (match := DIGITS.fullmatch(parts[0])):
        parts = [part for part in match.groups() if part]
    if (
        len(parts) > 3
        or any("." in part for part in parts[:-1])
        or any(float(part) >= 60 for part in parts[1:])
    ):
        return float("nan")
    size = sum(float(part) / 60**place for place, part in enumerate(parts))
    sign = -1 if negative else 1
    if letters:
        sign *= 1 if is_local and letters == ["S"] else LETTERS[letters[0]]
    return sign * size if size <= MOST_DEGREES else float("nan")


def _bare(text: str) -> str:
    """A text with the letter of a hemisphere alone: without words for degrees, minutes and seconds."""
    words = WORDS.sub(" ", text.upper())
    for direction, letter in COMPASS:
        words = direction.sub(letter, words)
    return UNIT_LETTERS.sub(" ", words).strip(" .()[]")


def is_local(longitudes: pd.Series) -> bool:
    """Whether hemispheres are istok and zapad, so that S is north."""
    texts = texts_of(longitudes.head(200)).str.upper()
    letters = texts.str.extract(HEMISPHERE).bfill(axis=1)[0].dropna()
    return bool(len(letters) and letters.isin(list(ISTOK_ZAPAD)).all())


def pair_of(text: str) -> tuple[float, float]:
    """Longitude and latitude of a cell with both: degrees in two parts, UTM with its zone, or MGRS.

    >>> [round(part, 3) for part in pair_of("44°30'00″N 17°15'00″E")], pair_of("44.5, 17.25")
    ([17.25, 44.5], (17.25, 44.5))
    >>> [round(part, 3) for part in pair_of("33T YJ 12345 67890")]
    [17.646, 43.934]
    """
    words = text.strip()
    if len(words) > LONGEST:
        return float("nan"), float("nan")
    if MGRS.fullmatch(words.upper()):
        return _mgrs(re.sub(r"[\s-]", "", words.upper()))
    if match := UTM.fullmatch(words.upper()):
        east, north = (float(match[place].replace(",", ".")) for place in (3, 4))
        across, along = of_zones(
            pd.Series([match[1] + (match[2] or "")]), np.array([east]), np.array([north])
        )
        return float(across[0]), float(along[0])
    if match := LABELLED.fullmatch(words):
        return degrees_of(match["lon"]), degrees_of(match["lat"])
    parts = _halves(words.strip("()[] "))
    values = [degrees_of(part) for part in parts]
    if len(values) != 2 or np.isnan(values).any():
        return float("nan"), float("nan")
    is_east_first = bool(re.search(r"[EWOIZИВЗ]", _bare(parts[0]))) or abs(values[0]) > 90
    return (values[0], values[1]) if is_east_first else (values[1], values[0])


def _halves(words: str) -> list[str]:
    """The two coordinates of a cell."""
    for divider in (
        r"\s*[;|/]\s*",
        r",\s+",
        r"(?<=[NSEWOIZJ])\s*,?\s*(?=\d)",
        r"(?<=\d['\"°″′ ])\s*,?\s*(?=[NSEWOIZJ])",
    ):
        parts = re.split(divider, words, flags=re.IGNORECASE)
        if len(parts) == 2:
            return parts
    parts = words.split()
    if len(parts) == 2:
        return [part.strip(",") for part in parts]
    return words.split(",")


def _mgrs(text: str) -> tuple[float, float]:
    import mgrs  # noqa: PLC0415 - only a file with such coordinates needs it

    try:
        along, across = mgrs.MGRS().toLatLon(text)
    except (mgrs.core.MGRSError, ValueError, UnicodeError):
        return float("nan"), float("nan")
    return float(across), float(along)


def zone_of(text: str) -> tuple[int, str]:
    """Number and letter of a UTM zone, N where none is said; the number 0 where the text names no zone.

    >>> [zone_of(text) for text in ("33T", "EPSG:32733", "WGS 84 / UTM zone 34N", "18 South", "none")]
    [(33, 'T'), (33, 'SOUTH'), (34, 'N'), (18, 'SOUTH'), (0, 'N')]
    """
    words = re.sub(r"WGS[\s_]*(19)?84", " ", text.upper())
    if match := ZONE_CODE.search(words):
        return int(match[2]), SOUTH if match[1] == "7" else "N"
    match = ZONE.fullmatch(words)
    if not match:
        return 0, "N"
    letters = match[2] or "N"
    return int(match[1]), letters if len(letters) == 1 else SOUTH if letters.startswith("S") else "N"


def of_zones(zones: pd.Series, east: np.ndarray, north: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes of UTM coordinates, each in its own zone.

    Args:
        zones: such as 33T, 34 N, 18S, 33 South, UTM zone 33N or EPSG:32633; nothing comes of any other.
        east: of each.
        north: of each.
    """
    from pyproj import Transformer  # noqa: PLC0415

    texts = texts_of(zones)
    known = {text: zone_of(text) for text in texts.unique()}
    number, letter = (np.array([known[text][part] for text in texts], dtype=object) for part in (0, 1))
    is_band = (north >= SOUTH_BAND[0]) & (north <= SOUTH_BAND[1]) & (letter == "S")
    is_south = (letter == SOUTH) | (letter < "N") | ((letter == "S") & ~is_band)
    across, along = np.full(len(east), np.nan), np.full(len(east), np.nan)
    is_utm = (east >= EASTINGS[0]) & (east < EASTINGS[1])
    for zone in range(1, 61):
        for south in (False, True):
            rows = (number == zone) & (is_south == south) & is_utm & np.isfinite(north)
            if rows.any():
                system = f"EPSG:{32700 + zone if south else 32600 + zone}"
                to_degrees = Transformer.from_crs(system, DEGREES, always_xy=True)
                across[rows], along[rows] = to_degrees.transform(east[rows], north[rows])
    return across, along


def places_of(rows: pd.DataFrame, named: dict[str, str | None]) -> tuple[np.ndarray, np.ndarray]:
    """First and second coordinate of each row; nan where a cell is none.

    Args:
        rows: the reader's table.
        named: the columns lat and lon, and zone if there is one; or both.
    """
    if named.get("both"):
        texts = texts_of(rows[named["both"]])
        known = {text: pair_of(text) for text in texts.unique()}
        pairs = np.array([known[text] for text in texts], dtype=float).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]
    lat, lon = rows[str(named["lat"])], rows[str(named["lon"])]
    across, along = coordinates_of(lon).to_numpy(), coordinates_of(lat, is_local(lon)).to_numpy()
    if named.get("zone"):
        zones = rows[str(named["zone"])]
        if not is_gauss_krueger(zones):
            return of_zones(zones, across, along)
        first = numbers_of(zones).to_numpy() * 1e6
        across, along = (np.where(part < EASTINGS[1], part + first, part) for part in (across, along))
    return across, along


def is_gauss_krueger(zones: pd.Series) -> bool:
    """Whether zones are those of Gauss-Krüger in the Balkans, whose number is the first digit of the easting.

    >>> is_gauss_krueger(pd.Series(["6", "7", ""])), is_gauss_krueger(pd.Series(["33", "34"]))
    (True, False)
    """
    texts = texts_of(zones).loc[lambda words: words != ""]
    return bool(len(texts) and texts.str.fullmatch(GAUSS_KRUEGER).all())


def are_degrees(named: dict[str, str | None], rows: pd.DataFrame) -> bool:
    """Whether the cells themselves say that they are degrees, or in which zone of UTM they are."""
    if named.get("zone"):
        return not is_gauss_krueger(rows[str(named["zone"])])
    column = named.get("both") or named.get("lat")
    texts = texts_of(rows[str(column)].head(200)).str.upper()
    says_so = texts.str.contains(
        rf"[°º′″]|\d\W*[{''.join(LETTERS)}]\W*$|^\W*[{''.join(LETTERS)}]\W*\d", regex=True
    )
    return bool((says_so | texts.str.fullmatch(MGRS) | texts.str.fullmatch(UTM)).mean() > MOST_SAY)


def points_of(rows: pd.DataFrame, named: dict[str, str | None]) -> np.ndarray:
    """A point for each row with both coordinates, an outline for a cell with those of three corners and more.

    Columns as `places_of` takes them.
    """
    import shapely  # noqa: PLC0415

    across, along = places_of(rows, named)
    known = ~np.isnan(across) & ~np.isnan(along)
    shapes = np.full(len(rows), None, dtype=object)
    shapes[known] = shapely.points(across[known], along[known])
    if named.get("both"):
        for place in np.flatnonzero(~known):
            corners = corners_in(str(rows[named["both"]].iloc[place]))
            shapes[place] = shapely.Polygon(corners) if corners else None
    return shapes


def corners_in(text: str) -> list[tuple[float, float]]:
    """Longitudes and latitudes of a cell with three places and more, one behind the other; else none.

    >>> corners_in("44.5, 17.25; 44.5, 17.26; 44.51, 17.26")[0]
    (17.25, 44.5)
    """
    for divider in (CORNERS, COMMAS):
        places = [pair_of(part) for part in divider.split(text) if part.strip(" ()[]")]
        if len(places) >= LEAST_CORNERS and not np.isnan(places).any():
            return places
    return []


def corners_of(rows: pd.DataFrame, named: dict[str, str | None], fill: bool = False) -> pd.DataFrame:
    """The rows as corners, in the order of the file.

    Args:
        rows: the reader's table.
        named: the columns lat, lon, zone or both; id (to which area a corner belongs); and where there are
            any order, shape, point_type, bearing, distance, from (see `traverse`).
        fill: an empty identifier is that of the row above.

    *Columns*: x, y, area, order, is_corner, group (of one shape, counted from 0 in the order of the file).
    """
    across, along = places_of(rows, named)
    area = texts_of(rows[str(named["id"])])
    area = area.mask(area == "").ffill().fillna("") if fill else area
    order, shape = named.get("order"), named.get("shape")
    kind = named.get("point_type") or order
    corners = pd.DataFrame({"x": across, "y": along, "area": area.to_numpy()})
    corners = traversed(corners, rows, named) if is_traverse(named) else corners
    corners["is_unread"] = is_unread(corners, rows, named)
    corners["order"] = _order(rows[order], area).to_numpy() if order else np.nan
    words = texts_of(rows[kind]).map(plain_words) if kind else pd.Series("", index=rows.index)
    corners["is_corner"] = [not _is_other(word) for word in words]
    part = texts_of(rows[shape]) if shape else _turns(corners)
    corners["group"] = pd.factorize(pd.Series(list(zip(corners["area"], part, strict=True))))[0]
    return corners


def _order(values: pd.Series, areas: pd.Series) -> pd.Series:
    """The numbers of corners; those behind letters, as in TP1 or A7-P1, where an area has no others."""
    numbers, texts = numbers_of(values), texts_of(values)
    parts = texts.str.extract(r"^(.*\D)(\d+)$").dropna()
    is_named = numbers.isna().all() and parts[0].str.strip().str.lower().groupby(areas).nunique().le(1).all()
    return pd.to_numeric(parts[1]).reindex(values.index).astype("float64") if is_named else numbers


def _is_other(words: str) -> bool:
    """Whether the words for a point are those of a landmark, a reference point or the like, and no corner."""
    return speaks_of("point_type", "other", words) and not speaks_of("point_type", "corner", words)


def _turns(corners: pd.DataFrame) -> list[int]:
    """How often an outline has begun anew: at a number that was there already, or after it closed."""
    turn: dict[str, int] = {}
    outlines: dict[str, dict[object, tuple[float, float]]] = {}
    turns = []
    for area, number, x, y, is_corner in corners[["area", "order", "x", "y", "is_corner"]].itertuples(
        index=False
    ):
        place, outline = (x, y), outlines.setdefault(area, {})
        is_numbered = not np.isnan(number)
        if is_corner and ("end" in outline or (is_numbered and outline.get(number, place) != place)):
            turn[area] = turn.get(area, 0) + 1
            outline = outlines[area] = {}
        if is_corner:
            has_closed = (
                not is_numbered and len(outline) >= LEAST_CORNERS and next(iter(outline.values())) == place
            )
            outline.setdefault("end" if has_closed else number if is_numbered else len(outline), place)
        turns.append(turn.get(area, 0))
    return turns


def polygons_of_corners(
    rows: pd.DataFrame, named: dict[str, str | None], fill: bool = False
) -> tuple[pd.DataFrame, np.ndarray]:
    """One row and one polygon for each shape of an area, from rows that each hold one corner.

    Landmarks and reference points are no corners; a shape of a single row is a point; of one with a corner
    that cannot be read nothing is drawn. Arguments are those of `corners_of`.
    """
    import shapely  # noqa: PLC0415

    corners = corners_of(rows, named, fill)
    drawn = corners[corners["is_corner"] | ~corners.groupby("area")["is_corner"].transform("any")]
    drawn = drawn.assign(group=pd.factorize(drawn["group"])[0])
    heads = drawn[~drawn["group"].duplicated()]
    first = rows.iloc[heads.index].reset_index(drop=True)
    if fill:
        first[str(named["id"])] = heads["area"].to_numpy()
    drawn = drawn[drawn["is_corner"]]
    alone = drawn[~drawn["group"].duplicated(keep=False)].dropna(subset=["x", "y"])
    drawn = drawn[~drawn.groupby("group")["is_unread"].transform("any")]
    known = drawn.dropna(subset=["x", "y"])
    is_ahead = known.groupby("group")["order"].ffill().isna()  # such as SP before TP1
    known = known.iloc[np.lexsort([known["order"].mask(is_ahead, -1), known["group"]])]
    known = known[known.groupby("group")["x"].transform("size") >= LEAST_CORNERS]
    shapes: np.ndarray = np.full(len(first), None, dtype=object)
    if len(known):
        group, place = np.unique(known["group"], return_inverse=True)
        rings: Any = shapely.linearrings(known[["x", "y"]].to_numpy(float), indices=place)
        shapes[group] = shapely.polygons(rings)
    shapes[alone["group"]] = shapely.points(alone[["x", "y"]].to_numpy(float))
    return first, shapes
