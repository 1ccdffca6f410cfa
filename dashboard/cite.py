"""Says where rows come from, of what date they are and what must be said with them; draws nothing."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

import pandas as pd

from topics.records.evidence import record_locators, record_sources
from topics.records.latest import latest_words
from topics.tables import Tables
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import shorten

STATUS_NOTE = (
    "References to Kosovo shall be understood to be in the context of "
    "UN Security Council resolution 1244 (1999)."
)
BOUNDARY_NOTE = "Boundaries and names shown do not imply endorsement; inner lines are indicative."
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&^=])")
SPACES = re.compile(r"[^\S\u202f\u00a0]+")
"""White space that may be joined; the unbreakable ones in numbers stay."""
PLACES = ("country", "recipient", "donor_country", "jurisdiction")
"""Columns with codes of countries, which files spell out."""
MOST_LETTERS = 60
"""Letters of a title in a source line."""
MOST_NAMED = 3
"""Documents that the source line of a picture names."""
MOST_PLACES = 3
"""Records of a row whose places in their document are named."""


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


def anchor(title: object, url: object) -> str:
    """The same link in HTML; it opens beside the page."""
    address, words = safe_url(url), html.escape(str(title))
    if not address:
        return words
    return f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def shown_text(text: object) -> str:
    """Plotly's text as a reader sees it: no line breaks, no marks, entities as letters.

    >>> shown_text("<b>Area</b><br>A &amp; B &lt;i&gt;")
    'Area A & B <i>'
    """
    words = re.sub(r"<br\s*/?>", " ", str(text or ""))
    words = re.sub(r"</?(b|i|em|strong|sub|sup|span)\b[^>]*>", "", words)
    return html.unescape(re.sub(SPACES, " ", words)).strip()


def sources_of(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """Ids of the documents that rows rest on, the most cited first: of their records, else their own."""
    return [source for source, _ in Counter(_cited(tables, rows)).most_common()]


def titles_and_urls(tables: Tables, sources: list[str]) -> list[tuple[str, str | None]]:
    """Title and safe address of documents."""
    known = tables.derive(documents)
    return [
        (str(known["title"].get(source, source)), safe_url(known["url"].get(source))) for source in sources
    ]


def documents(tables: Tables) -> pd.DataFrame:
    """The documents by id; one without a title goes by its id."""
    rows = tables["sources"].set_index("source", drop=False)
    return rows.assign(title=rows["title"].fillna(rows["source"]))


def with_sources(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with source, locator, source_title and source_url of their records, where they lack them.

    A row of several documents or of many records has no locator: it would not say of which.
    """
    known = tables.derive(documents)
    is_cited = {"source", "locator"} <= set(rows) and rows["source"].notna().all()
    if "records" in rows and not is_cited:
        sources, locators = tables.derive(record_sources), tables.derive(record_locators)
        cited = [_joined(map(sources.get, ids)) for ids in rows["records"]]
        within = [
            _joined(map(locators.get, ids)) if source in known.index and len(ids) <= MOST_PLACES else None
            for ids, source in zip(rows["records"], cited, strict=True)
        ]
        rows = rows.assign(source=_filled(rows, "source", cited), locator=_filled(rows, "locator", within))
    if "source" not in rows or "source_title" in rows:
        return rows
    titles, urls = known["title"].to_dict(), known["url"].to_dict()
    parts = [source_ids(cell) for cell in rows["source"]]
    return rows.assign(
        source_title=[_joined(titles.get(one, one) for one in cell) for cell in parts],
        source_url=[safe_url(urls.get(cell[0])) if len(cell) == 1 else None for cell in parts],
    )


def source_ids(cell: object) -> list[str]:
    """Ids of the documents in a cell of sources, which joins several."""
    return cell.split("; ") if isinstance(cell, str) else []


def for_files(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows as a file has them: with sources, names of countries and the note on status beside."""
    named = with_sources(tables, rows).copy(deep=False)
    for name in PLACES:
        if name in named and f"{name}_name" not in named:
            named.insert(named.columns.get_loc(name) + 1, f"{name}_name", names_at_dates(named, tables, name))
    if "records" in named:
        named = named.assign(records=[" ".join(ids) for ids in named["records"]])
    if names_kosovo(named) and "status_note" not in named:
        named = named.assign(status_note=status_note(tables))
    return named.drop(columns="label", errors="ignore")


def headline_sources(tables: Tables, rows: pd.DataFrame) -> str:
    """HTML with the source of the first record of a headline, on which its value rests."""
    return _source_line(tables, rows, list(dict.fromkeys(_cited(tables, rows))), 1, "see the page")


def source_line(tables: Tables, rows: pd.DataFrame, most: int, more: str) -> str:
    """HTML that names and links the first sources of rows and counts the others."""
    return _source_line(tables, rows, sources_of(tables, rows), most, more)


def source_words(tables: Tables, rows: pd.DataFrame) -> str:
    """The same line as plain text, for pictures and workbooks."""
    sources = sources_of(tables, rows)
    return _line(list(_short_titles(tables, sources, MOST_NAMED)), len(sources), "listed with the data", rows)


def as_of(tables: Tables, rows: pd.DataFrame) -> str:
    """Of when the latest record of the rows is, and of when the data are."""
    return ". ".join(filter(None, [latest(tables, rows), edition_words(tables)]))


def edition_words(tables: Tables) -> str:
    """Of when the data are."""
    if tables.is_closed:
        return sentence("Data of the closed edition of {day}", day=long_date(tables.published))
    return sentence("Data as of {day}", day=long_date(tables.edition))


def latest(tables: Tables, rows: pd.DataFrame) -> str:
    """Of when the latest record of the rows is; empty where none has a date."""
    words = latest_words(tables, rows)
    return sentence("Latest entry: {day}", day=words) if words else ""


def status_note(tables: Tables) -> str:
    """The note that goes with every map, table, picture and file that shows Kosovo."""
    return tables.derive(stated_status_note)


def stated_status_note(tables: Tables) -> str:
    """What `status_note` gives, looked up."""
    countries = tables["countries"]
    stated = countries.loc[countries["country"] == "XKX", "status_note"].dropna()
    return str(stated.iloc[0]).rstrip(".") + "." if len(stated) else STATUS_NOTE


def names_kosovo(rows: pd.DataFrame) -> bool:
    """Whether any row is about Kosovo."""
    columns = [name for name in PLACES if name in rows]
    if any((rows[name] == "XKX").any() for name in columns):
        return True
    texts = [rows[name] for name in rows if pd.api.types.is_string_dtype(rows[name])]
    return any(words.str.contains("Kosov", regex=False, na=False).any() for words in texts)


def _cited(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """The document of each record of the rows; of a row without a record its own source."""
    sources = tables.derive(record_sources)
    records = rows["records"] if "records" in rows else [()] * len(rows)
    own = rows["source"] if "source" in rows else [None] * len(rows)
    cells = [
        source
        for ids, stated in zip(records, own, strict=True)
        for source in ([sources.get(record) for record in ids] if ids else [stated])
    ]
    return [source for source in cells if isinstance(source, str)]


def _filled(rows: pd.DataFrame, name: str, others: list[str | None]) -> pd.Series:
    """A column of rows, and other cells where it states nothing."""
    own = rows[name].astype("object") if name in rows else pd.Series(None, rows.index, dtype="object")
    return own.where(own.notna(), others)


def _joined(cells: Iterable[object]) -> str | None:
    return "; ".join(dict.fromkeys(cell for cell in cells if isinstance(cell, str))) or None


def _source_line(tables: Tables, rows: pd.DataFrame, sources: list[str], most: int, more: str) -> str:
    words = [anchor(title, url) for title, url in _short_titles(tables, sources, most).items()]
    return _line(words, len(sources), more, rows)


def _short_titles(tables: Tables, sources: list[str], most: int) -> dict[str, str | None]:
    """The first documents by their shortened titles, with addresses; none is named like another."""
    short: dict[str, str | None] = {}
    for title, url in titles_and_urls(tables, sources[: 5 * most]):
        short.setdefault(shorten(title, MOST_LETTERS), url)
    return dict(list(short.items())[:most])


def _line(words: list[str], count: int, more: str, rows: pd.DataFrame) -> str:
    """A line of the first sources of rows; rows that say what is missing have none."""
    if words:
        others = f"; and {number(count - len(words))} more ({more})" if count > len(words) else ""
        return f"{'Source' if count == 1 else 'Sources'}: {'; '.join(words)}{others}"
    return (
        sentence("Nothing on record, so no source") if "source" in rows else sentence("Counted in all tables")
    )
