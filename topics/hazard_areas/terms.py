"""Guesses what the columns and words of a reader's own table mean, and puts the rows into our terms."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.land import AREA_CLASSES

TERMS = {
    "id": "Identifier",
    "hazard": "Hazard",
    "area_class": "Class: confirmed or suspected",
    "status": "Status: open or closed",
    "area": "Area as your file states it",
    "date": "Date of survey or report",
}
"""What a row of ours may say of a hazard area, in the order of the page."""
STATUSES = {"open": "open", "closed": "closed: cleared, cancelled or otherwise released"}
CODED = ("hazard", "area_class", "status")
"""Terms that hold one of a few codes."""
UNITS = {"km2": ("km²", 1.0), "ha": ("hectares", 0.01), "m2": ("m²", 1e-6)}
COLUMN_NAMES = {
    "id": (
        r"haz(ard)?\w* (local )?id|(local|area|polygon|object|global) ?id|localid|identifier|id",
        r"guid|uuid|code|number|no|name|sifra",
    ),
    "hazard": (
        r"hazard ?type|type of hazard|hazard|hazard class(ification)?|contamination( type)?",
        r".*(ordnance|munition|weapon|device).*|threat|type|vrsta|tip",
    ),
    "area_class": (
        r"area ?class|area ?type|land ?class|cha ?(or )?sha|classification",
        r"class|category|klasa",
    ),
    "status": (r"(area |hazard |work |clearance )?status|status name|state of work", r"stanje|open closed"),
    "area": (
        r"area ?(in )?(km2|sq ?km|km|ha|hectares?|m2|sq ?m|sqm|m)|area ?size|size of area|size",
        r"(shape )?(st )?area|(povrsina|surface)( .*)?",
    ),
    "date": (
        r"(survey|report(ed)?|status|start|update|data) ?date|date( of .*)?|as of",
        r"year|datum|.*date.*",
    ),
}
"""Names of columns for each term, the surer ones first; matched on plain lower-case words."""
NEGATED = r"\b(un|not?|non)[ -]?(yet )?(fully )?"
STATUS_WORDS = (
    (
        "open",
        rf"{NEGATED}(clear|releas|complet|clos|cancel)|partial|in progress|suspend|ongoing|planned|pending",
    ),
    ("closed", r"\b(closed?|cleared|releas|cancel|complet|reduc|expired|inactive|done|zatvor|razmin|ocisc)"),
    ("open", r"\b(open|active|contaminat|remain|hazard|identified|confirmed|suspected|otvor|aktiv)"),
)
CLASS_WORDS = (
    ("SHA", r"\bsha\b|\bsuspect|\bunconfirmed|\bnot confirmed|\bsumnj|\bpossible"),
    ("CHA", r"\bcha\b|\bconfirmed|\bdha\b|\bdefined|\bpotvr"),
)
CLUSTER = r"cluster|\bcmr?\b|submunition|bomblet|\bkaset|\bklaster"
VEHICLE = r"anti ?(vehicle|tank)|\bat\b|\bavm?\b|\batm\b|\bpt\b|mixed|several"
PERSONNEL = r"anti ?person|\bapm?\b|\bapl\b|\bpp\b"
MINE = rf"\bmine|\bminsk|\bmina|\bminir|\bmrsp|{VEHICLE}|{PERSONNEL}"
REMNANT = r"\berw\b|\buxo\b|\baxo\b|unexplod|explosive remnant|battle ?area|\bnus\b|\beru\b"
SEVERAL = r"all|all hazards|several( hazards)?|multiple"
WKT_START = r"(?i)\s*(SRID=\d+;)?\s*(MULTI)?(POLYGON|POINT)\s*(Z|M|ZM)?\s*[(E]"
LATITUDE = r"(.* )?lat(itude)?( .*)?|y|(.* )?y ?coord(inate)?|northing|.*sirina"
LONGITUDE = r"(.* )?lon(g|gitude)?( .*)?|x|(.* )?x ?coord(inate)?|easting|.*duzina"
CORNER = r"(point|corner|vertex|turning point|tp) ?(no|nr|number|order|id|index|seq\w*)|(seq\w*|vertex|order)"
HOW = {"wkt": "text of the shape (WKT)", "points": "one point", "corners": "one corner of an outline"}
"""What a row of a sheet may hold of the place."""
MOST_VALUES = 60
"""Distinct words of a column that are offered for translation; a column with more is no list of codes."""
YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?")
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?(?: .*)?")


def codes_in_words(tables: Tables) -> dict[str, dict[str, str]]:
    """For each of the terms CODED its codes and the words for them."""
    classes = {code: AREA_CLASSES[code] for code in ("CHA", "SHA")}
    return {"hazard": dict(hazard_names(tables)), "area_class": classes, "status": STATUSES}


def guide(tables: Tables) -> pd.DataFrame:
    """What a file may say of an area and what for, in words.

    *Columns*: term, form, purpose.
    """
    forms = {term: "; ".join(words.values()) for term, words in codes_in_words(tables).items()}
    rows = (
        ("Shape", "polygon, or point", "the outline, which is checked and measured"),
        ("Identifier", "any text", "names an area in tables; repeated ones are reported"),
        ("Hazard", forms["hazard"], "sums are kept apart by hazard"),
        ("Class", forms["area_class"], "confirmed and suspected areas are kept apart"),
        ("Status", forms["status"], "closed areas are not counted"),
        (
            "Stated area",
            "km², hectares or m²",
            "compared with the measured area; counts where there is only a point",
        ),
        ("Date", "2024, 2024-05, 2024-05-31 or 31.5.2024", "goes into the export"),
    )
    return pd.DataFrame(rows, columns=["term", "form", "purpose"])


def plain_words(text: object) -> str:
    """A name or word in lower case without marks, for comparison.

    >>> plain_words("Hazard_TypeName (Površina)")
    'hazard type name povrsina'
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", "" if text is None else str(text))
    letters = unicodedata.normalize("NFKD", apart.replace("²", "2").replace("đ", "d"))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", letters).strip().lower()


def guessed_columns(columns: list[str]) -> dict[str, str | None]:
    """The column that most likely holds each term, each column once; None where none is likely.

    >>> guessed_columns(["Hazard ID", "HazardType", "Area (m2)", "Remarks"])["area"]
    'Area (m2)'
    """
    guesses: dict[str, str | None] = dict.fromkeys(TERMS)
    for turn in range(2):
        for term, patterns in COLUMN_NAMES.items():
            if guesses[term] is None:
                free = [name for name in columns if name not in guesses.values()]
                guesses[term] = next((name for name in free if _is_called(name, patterns[turn])), None)
    return guesses


def guessed_shape(rows: pd.DataFrame) -> dict[str, str | None]:
    """Where the shape stands in a sheet: how (a key of HOW), and the columns wkt, lat, lon, order.

    >>> guessed_shape(pd.DataFrame({"Name": ["a"], "Lat": ["44"], "Long": ["17"]}))["lon"]
    'Long'
    """
    names = [str(name) for name in rows]
    texts = [name for name in names if _texts(rows[name].head(50)).str.match(WKT_START).mean() > 0.5]
    guesses = {
        key: next((name for name in names if _is_called(name, pattern)), None)
        for key, pattern in (("lat", LATITUDE), ("lon", LONGITUDE), ("order", CORNER))
    }
    how = "wkt" if texts else "corners" if guesses["order"] else "points"
    return {"how": how, "wkt": texts[0] if texts else None, **guesses}


def guessed_unit(column: str | None) -> str | None:
    """The unit that the name of a column states.

    >>> guessed_unit("Area_SqKm"), guessed_unit("AREA_M2"), guessed_unit("Povrsina")
    ('km2', 'm2', None)
    """
    words = plain_words(column)
    if re.search(r"(km ?2|sq ?km|\bkm)\b", words):
        return "km2"
    if re.search(r"(\bha|hectares?)\b", words):
        return "ha"
    return "m2" if re.search(r"(m ?2|sq ?m|\bsqm|\bm)\b", words) else None


def fitting_unit(stated: pd.Series, area_km2: pd.Series) -> str | None:
    """The unit in which stated areas come nearest to those of their polygons; None where none comes near."""
    ratio = (stated / area_km2).where((area_km2 > 0) & (stated > 0)).median()
    fits = {unit: ratio * factor for unit, (_, factor) in UNITS.items()}
    near = [unit for unit, value in fits.items() if 0.2 < value < 5]
    return near[0] if near else None


def guessed_code(term: str, value: object) -> str | None:
    """The code of ours for a word of the reader's; None where it says neither.

    >>> guessed_code("hazard", "AP mines"), guessed_code("hazard", "Cluster munitions (KUB)")
    ('AP_MINES', 'CMR')
    >>> guessed_code("status", "Not cleared"), guessed_code("area_class", "Suspected Hazardous Area")
    ('open', 'SHA')
    """
    words = plain_words(value)
    if term == "hazard":
        return _hazard(words)
    rules = STATUS_WORDS if term == "status" else CLASS_WORDS
    fitting = [code for code, pattern in rules if re.search(pattern, words)]
    if term == "area_class" and len(fitting) > 1:
        return "SHA" if "not confirmed" in words else None
    return fitting[0] if fitting else None


def _hazard(words: str) -> str | None:
    cluster, mine, other = (bool(re.search(pattern, words)) for pattern in (CLUSTER, MINE, REMNANT))
    if cluster + mine + other > 1 or re.fullmatch(SEVERAL, words):
        return "ALL"
    if cluster or other:
        return "CMR" if cluster else "ERW"
    if mine:
        only_personnel = re.search(PERSONNEL, words) and not re.search(VEHICLE, words)
        return "AP_MINES" if only_personnel else "MINES_MIXED"
    return None


def counted_values(rows: pd.DataFrame, column: str) -> pd.Series:
    """How often each word of a column occurs, the most frequent first; empty cells left out."""
    return _texts(rows[column]).loc[lambda words: words != ""].value_counts().sort_index(kind="stable")


def is_list(counts: pd.Series) -> bool:
    """Whether the words of a column are few enough to be codes."""
    return 0 < len(counts) <= MOST_VALUES


def in_our_terms(
    rows: pd.DataFrame,
    columns: Mapping[str, str | None],
    codes: Mapping[str, Mapping[str, str | None]],
    unit: str = "km2",
) -> pd.DataFrame:
    """The rows as we name things; what is not stated stays empty.

    Args:
        rows: the reader's table.
        columns: for each term the column that holds it, or None.
        codes: for hazard, area_class and status the code that each word stands for.
        unit: of the stated area, a key of UNITS.

    *Columns*: id, hazard, area_class, status, area_stated_km2, date, date_precision.
    """
    blank = pd.Series("", index=rows.index, dtype="str")
    texts = {term: _texts(rows[name]) if (name := columns.get(term)) else blank for term in TERMS}
    coded = {term: texts[term].map(dict(codes.get(term, {}))) for term in CODED}
    dates, precisions = dates_of(texts["date"])
    return pd.DataFrame(
        {
            "id": texts["id"].where(texts["id"] != ""),
            **{term: values.astype(object).where(values.notna(), None) for term, values in coded.items()},
            "area_stated_km2": numbers_of(texts["area"]) * UNITS[unit][1],
            "date": dates,
            "date_precision": precisions,
        }
    )


def numbers_of(texts: pd.Series) -> pd.Series:
    """Numbers written with a point or a comma; what may be read in two ways is left out.

    >>> numbers_of(pd.Series(["1 740.5", "0,25", "1.234.567,8", "1,234", "about 3"])).tolist()
    [1740.5, 0.25, 1234567.8, nan, nan]
    """
    numbers = (
        pd.to_numeric(texts, errors="coerce")
        .astype("float64")
        .replace([float("inf"), -float("inf")], float("nan"))
    )
    left = numbers.isna() & (texts != "")
    return numbers.fillna(_marked_numbers(texts[left])) if left.any() else numbers


def _marked_numbers(texts: pd.Series) -> pd.Series:
    """Numbers with marks between thousands, or with a comma for the decimals."""
    words = texts.astype(str).str.replace(r"[\s\u00a0\u202f']", "", regex=True)
    ambiguous = words.str.fullmatch(r"-?[1-9]\d{0,2},\d{3}")
    european = words.str.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}|-?\d+,\d+")
    english = words.str.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}")
    points = words.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    words = words.mask(european, points).mask(english, words.str.replace(",", "", regex=False))
    plain = words.str.fullmatch(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?") & ~ambiguous
    return pd.to_numeric(words.where(plain), errors="coerce").astype("float64")


def dates_of(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Dates with year first, or day before month before year, and how exact each is.

    >>> [str(date)[:10] for date in dates_of(pd.Series(["2019", "2019-12", "31.12.2019", "soon"]))[0]]
    ['2019-01-01', '2019-12-01', '2019-12-31', 'NaT']
    """
    known = {text: _date(text) for text in texts.unique()}
    parts = texts.map(known)
    dates = pd.Series([date for date, _ in parts], index=texts.index, dtype="datetime64[s]")
    precisions = pd.Series([precision for _, precision in parts], index=texts.index, dtype=object)
    return dates, precisions


def _date(text: str) -> tuple[pd.Timestamp, str | None]:
    if match := YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := DAY_FIRST.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        return pd.NaT, None
    precision = "day" if day else "month" if month else "year"
    try:
        return pd.Timestamp(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        return pd.NaT, None


def _texts(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").fillna("")
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype(object).where(values.notna(), "").astype(str).str.strip()


def _is_called(name: str, pattern: str) -> bool:
    return bool(re.fullmatch(pattern, plain_words(name)))
