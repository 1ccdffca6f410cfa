"""The clean tables as one immutable snapshot, as known on a day, in a wording; the records of rows."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from threading import RLock
from typing import Any, NamedTuple

import pandas as pd

Records = tuple[str, ...]
"""Ids of the clean rows that a row of a chart rests on."""
NOW = "now"
"""Name of the data as they are, beside the days of closed editions."""
WORDINGS = {"UN": "UN", "EU": "EU"}
"""Whose wording for Kosovo a reader may choose."""
EU_NAME = "Kosovo*"
EU_NOTE = (
    "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
    "the ICJ Opinion on the Kosovo declaration of independence."
)
KOSOVO = r"\bKosovo\b(?: \(UNSCR 1244\))?(?!\*)"
"""How our own words name it, replaced in the other wording."""
TEXTS = ("note", "title", "participant", "sought", "looked_in")
"""Columns with words of our own."""
QUOTED = ("sources", "set_aside", "changes")
"""Tables whose words are titles of documents, or cells as they are."""


def _no_difference(since: str, until: str) -> pd.DataFrame:
    raise LookupError(f"No closed edition '{since}' to compare '{until}' with")


class History(NamedTuple):
    """The closed editions up to some tables: their days, the earliest first, and how any two differ.

    `differences(since, until)` gives rows with the columns of the table `changes`; `until` may be NOW.
    `is_closed` says that the tables are those of the last of these editions.
    """

    days: tuple[str, ...] = ()
    differences: Callable[[str, str], pd.DataFrame] = _no_difference
    is_closed: bool = False


class Tables(Mapping[str, pd.DataFrame]):
    """The clean tables as known on a day, in a wording: one snapshot that all readers share.

    `published` is the day of the data, `edition` that or the earlier day as of which they are shown; `today`
    is the day that counts as today. `known` is None where the tables are shown as they are. `package`
    declares the tables and their columns.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        *,
        version: Hashable = 0,
        published: date = date(1970, 1, 1),
        today: date = date(1970, 1, 1),
        known: date | None = None,
        wording: str = "UN",
        package: Mapping[str, Any] | None = None,
        history: History | None = None,
    ) -> None:
        self.key = (version, published, today, known, wording)
        self.published, self.known, self.wording = published, known, wording
        self.package = package or {"resources": ()}
        self.history = history or History()
        self.edition, self.today = min(published, known or published), known or today
        self._frames = dict(frames)
        self._derived: dict[tuple[Hashable, ...], Any] = {}
        self._locks: dict[tuple[Hashable, ...], RLock] = {}

    @property
    def is_closed(self) -> bool:
        """Whether these are the tables of a closed edition, of the day `published`."""
        return self.history.is_closed

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            raise LookupError(f"No table '{name}'. There are: {', '.join(sorted(self._frames))}")
        return self._frames[name].copy(deep=False)

    def __contains__(self, name: object) -> bool:
        return name in self._frames

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self is other

    def derive(self, work: Callable[..., Any], *arguments: Hashable) -> Any:
        """What follows from these tables alone, worked out once: `tables.derive(treaty_steps)`.

        Who wants something else does not wait for it.

        Args:
            work: a public function of a module that takes the tables first.
            arguments: what else it takes.
        """
        key = (work, *arguments)
        if key not in self._derived:
            with self._locks.setdefault(key, RLock()):
                if key not in self._derived:
                    self._derived[key] = work(self, *arguments)
        result = self._derived[key]
        return result.copy(deep=False) if isinstance(result, pd.DataFrame) else result


def united(records: Iterable[Records]) -> Records:
    """The records of several rows together, each once, in their order.

    >>> united([("a", "b"), ("b",), ("c",)])
    ('a', 'b', 'c')
    """
    return tuple(dict.fromkeys(chain.from_iterable(records)))


def with_records(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a clean table with `records`, the tuple of their one id; they state what the record states."""
    return rows.assign(records=[(record,) for record in rows["record_id"]], is_stated=True)


def adapted(frames: Mapping[str, pd.DataFrame], known: date | None, wording: str) -> dict[str, pd.DataFrame]:
    """Clean tables by name as known on a day, None for all that is known, in a wording."""
    tables = dict(frames)
    if known:
        tables = {table: known_on(rows, known) for table, rows in tables.items()}
        tables["countries"] = named_on(tables["countries"], tables["country_names"], known)
    if wording == "EU":
        tables = {table: in_eu_wording(table, rows) for table, rows in tables.items()}
    return tables


def known_on(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of a clean table that were known on a day; of each figure the best of them is preferred."""
    if "known_since" not in rows:
        return rows
    since = rows["known_since"]
    rows = rows[since.isna() | (since <= pd.Timestamp(day))]
    if "preferred" not in rows:
        return rows
    first = rows.groupby("figure_id")["preference"].transform("min")
    return rows.assign(preferred=rows["preference"].eq(first))


def named_on(countries: pd.DataFrame, country_names: pd.DataFrame, day: date) -> pd.DataFrame:
    """The countries under the names they had on a day; where none is on record, under those of today."""
    then = pd.Timestamp(day)
    begun = country_names["valid_from"].isna() | (country_names["valid_from"] <= then)
    lasts = country_names["valid_to"].isna() | (country_names["valid_to"] >= then)
    held = country_names[begun & lasts & country_names["wording"].eq("UN")]
    held = held[held["country"] != "XKX"].drop_duplicates("country").set_index("country")["name"]
    names = countries["country"].map(held)
    return countries.assign(
        name=names.fillna(countries["name"]), short_name=names.fillna(countries["short_name"])
    )


def in_eu_wording(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """A table with Kosovo in the wording of the European Union; quoted words stay as they are."""
    if table in ("countries", "country_names"):
        there = rows["country"].eq("XKX")
        words = {"name": EU_NAME, "short_name": EU_NAME, "status_note": EU_NOTE}
        rows = rows.assign(**{name: rows[name].mask(there, words[name]) for name in words if name in rows})
        return rows[~(there & rows["wording"].eq("EU"))] if "wording" in rows else rows
    if table in QUOTED:
        return rows
    columns = [name for name in TEXTS if name in rows]
    return rows.assign(**{name: rows[name].str.replace(KOSOVO, EU_NAME, regex=True) for name in columns})
