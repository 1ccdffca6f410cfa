"""Says where figures come from, of what date they are and what must be said with them; draws nothing."""

import html
import re
from datetime import date
from functools import lru_cache
from numbers import Real
from urllib.parse import urlsplit

import pandas as pd

from dashboard.store import written
from dashboard.view import called, edition, load

STATUS_NOTE = (
    "References to Kosovo shall be understood to be in the context of "
    "UN Security Council resolution 1244 (1999)."
)
BOUNDARY_NOTE = "Boundaries and names shown do not imply endorsement; inner lines are indicative."
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&^=])")
SPACES = re.compile(r"[^\S\u202f\u00a0]+")
"""White space that may be joined; the unbreakable ones in numbers stay."""
PLACES = ("country", "recipient", "donor_country", "jurisdiction")


def escaped(text: object) -> str:
    r"""Text from the data as Markdown must be given it: shown letter by letter.

    >>> print(escaped("*a* <b> $1$"))
    \*a\* \<b\> \$1\$
    """
    words = re.sub(SPACES, " ", str(text)).strip()
    words = re.sub(r":(?=\w)", ":\u2060", MARKS.sub(r"\\\1", words))
    return re.sub(r"^(\d+)\.", r"\1\\.", words)


def safe_url(url: object) -> str | None:
    """An address a reader may be sent to: only http and https, else None.

    >>> safe_url("javascript:alert(1)"), safe_url("https://example.org/a b")
    (None, 'https://example.org/a%20b')
    """
    words = str(url).strip() if isinstance(url, str) else ""
    try:
        parts = urlsplit(words)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    unsafe: dict[str, str | int | None] = {
        " ": "%20",
        "(": "%28",
        ")": "%29",
        "<": "%3C",
        ">": "%3E",
        '"': "%22",
        "\\": "%5C",
        "|": "%7C",
    }
    return re.sub(r"[\x00-\x1f]", "", words).translate(str.maketrans(unsafe))


def link(title: object, url: object) -> str:
    """A Markdown link, or the bare title where there is no address to go to."""
    address = safe_url(url)
    return f"[{escaped(title)}]({address})" if address else escaped(title)


def shown_text(text: object) -> str:
    """Plotly's text as a reader sees it: no line breaks, no marks, entities as letters.

    >>> shown_text("<b>Area</b><br>A &amp; B &lt;i&gt;")
    'Area A & B <i>'
    """
    words = re.sub(r"<br\s*/?>", " ", str(text or ""))
    words = re.sub(r"</?(b|i|em|strong|sub|sup|span)\b[^>]*>", "", words)
    return html.unescape(re.sub(SPACES, " ", words)).strip()


def sources_of(records: pd.DataFrame) -> list[tuple[str, str | None]]:
    """Title and safe address of the distinct sources of some rows, the most cited first."""
    if "source" not in records:
        return []
    cited = records["source"].dropna().value_counts(sort=True).index
    known = _sources()
    found: dict[str, str | None] = dict(known.get(source, (source, None)) for source in cited)
    return [(title, safe_url(url)) for title, url in found.items()]


def with_sources(records: pd.DataFrame) -> pd.DataFrame:
    """The rows with the title and the address of their source beside."""
    if "source" not in records or "source_title" in records:
        return records
    known = _sources()
    cited = [known.get(source, (source, None)) for source in records["source"]]
    titles = pd.Series([title for title, _ in cited], index=records.index, dtype="str")
    urls = pd.Series([safe_url(url) for _, url in cited], index=records.index, dtype="str")
    return records.assign(source_title=titles, source_url=urls)


def for_files(records: pd.DataFrame) -> pd.DataFrame:
    """The rows as a file has them: with sources, names of countries and the note on status beside."""
    rows = with_sources(records).copy(deep=False)
    for name in PLACES:
        if name in rows and f"{name}_name" not in rows:
            rows.insert(rows.columns.get_loc(name) + 1, f"{name}_name", called(rows, name))
    if names_kosovo(rows) and "status_note" not in rows:
        rows = rows.assign(status_note=status_note())
    return rows


def source_line(records: pd.DataFrame, most: int = 3, rest: str = "see the table") -> str:
    """Markdown that names and links the first sources and counts the others."""
    cited = sources_of(records)
    return _line([link(short(title), url) for title, url in cited], most, rest, _none(records))


def source_words(records: pd.DataFrame, most: int = 3) -> str:
    """The same line as plain text, for pictures and workbooks."""
    cited = [short(title) for title, _ in sources_of(records)]
    return _line(cited, most, "listed with the data", _none(records))


def short(title: object, most: int = 90) -> str:
    """A title cut at a word so that a source line stays a line or two."""
    words = str(title)
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def dated(records: pd.DataFrame) -> str:
    """Of when the latest figure is, and of when the data are."""
    latest = _latest(records)
    edited = edition()
    words = [f"latest entry: {latest}" if latest else "", f"data as of {day(edited)}" if edited else ""]
    said = "; ".join(filter(None, words)) or "date not stated"
    return said[0].upper() + said[1:]


def day(value: date, precision: str = "day") -> str:
    """A date in words, as exact as it is known.

    >>> day(date(2023, 9, 1), "month"), day(date(2023, 9, 1))
    ('September 2023', '1 September 2023')
    """
    if precision == "year":
        return str(value.year)
    return f"{value:%B %Y}" if precision == "month" else f"{value.day} {value:%B %Y}"


def precision_column(records: pd.DataFrame, name: str) -> str | None:
    """The column that says how exact the dates of a column are, if there is one."""
    return next((column for column in (f"{name}_precision", "date_precision") if column in records), None)


def status_note() -> str:
    """The note that goes with every map, table, picture and file that shows Kosovo."""
    countries = load("countries")
    if "status_note" in countries:
        stated = countries.loc[countries["country"] == "XKX", "status_note"].dropna()
        if len(stated):
            return str(stated.iloc[0]).rstrip(".") + "."
    return STATUS_NOTE


def names_kosovo(records: pd.DataFrame) -> bool:
    """Whether any row is about Kosovo."""
    columns = [name for name in PLACES if name in records]
    if any((records[name] == "XKX").any() for name in columns):
        return True
    texts = [records[name] for name in records if pd.api.types.is_string_dtype(records[name])]
    return any(values.str.contains("Kosov", regex=False, na=False).any() for values in texts)


def _sources() -> dict[str, tuple[str, str | None]]:
    """Title and address of every document by its id."""
    return _sources_of(written("sources"))


@lru_cache(maxsize=2)
def _sources_of(edition: int) -> dict[str, tuple[str, str | None]]:  # noqa: ARG001
    known = load("sources")
    rows = zip(known["source"], known["title"].fillna(known["source"]), known["url"], strict=True)
    return {source: (title, url) for source, title, url in rows}


def _none(records: pd.DataFrame) -> str:
    """What stands in the place of a source: rows that say what is missing have none."""
    return "none, as nothing is on record" if "source" in records else "not stated"


def _line(words: list[str], most: int, rest: str, none: str) -> str:
    if not words:
        return f"Source: {none}"
    said = f" ({rest})" if rest else ""
    more = f"; and {len(words) - most} more{said}" if len(words) > most else ""
    return f"{'Source' if len(words) == 1 else 'Sources'}: {'; '.join(words[:most])}{more}"


def _latest(records: pd.DataFrame) -> str:
    for name in ("as_of", "year_to", "year", "date", "start"):
        values = records[name] if name in records else pd.Series(dtype="float64")
        if not values.notna().any():
            continue
        newest = values.max()
        if not isinstance(newest, pd.Timestamp):
            return str(int(float(newest))) if isinstance(newest, Real) else ""
        exact = precision_column(records, name)
        precision = records[exact].iloc[int((values == newest).to_numpy().argmax())] if exact else "day"
        return day(newest.date(), precision if isinstance(precision, str) else "day")
    return ""
