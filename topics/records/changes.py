"""What became different in the data between two editions."""

import pandas as pd

from topics.records.documents import table_titles
from topics.records.evidence import record_index
from topics.tables import NOW, Tables
from topics.view import View
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.sentences import sentence

ALL = "all"
KINDS = ("added", "changed", "withdrawn")


def changes(
    tables: Tables, view: View, *, since: str = "", until: str = "", table: str = ALL, kind: str = ALL
) -> pd.DataFrame:
    """Changes of rows of the region, or of no country; where countries are chosen, of theirs alone.

    *Columns*: those of the table `changes`, table_title, label, records, is_stated.
    """
    rows = compared(tables, *ends(tables, since, until))
    inside = rows["country"].isna() | rows.index.isin(view.of(rows, skip=("years", "hazard")).index)
    if view.countries:
        inside &= rows["country"].notna()
    for column, code in (("table", table), ("kind", kind)):
        inside &= (code == ALL) | rows[column].eq(code)
    rows = rows[inside].reset_index(drop=True)
    titles, known = table_titles(tables), tables.derive(record_index).index
    return rows.assign(
        table_title=[titles.get(name, name) for name in rows["table"]],
        label=rows["key"],
        records=[(record,) if record in known else () for record in rows["record"]],
        is_stated=False,
    )


def editions(tables: Tables) -> tuple[str, ...]:
    """The editions that can be compared, the earliest first: closed ones by their day, NOW for later data.

    Those after the day shown cannot.
    """
    days = tuple(day for day in tables.history.days if day <= f"{tables.edition}")
    is_now = not tables.is_closed and tables.edition == tables.published
    return (*days, NOW) if is_now else days


def ends(tables: Tables, since: str = "", until: str = "") -> tuple[str, str]:
    """The two editions that are compared: of what is not named the last one, and the one before the other."""
    every = editions(tables)
    last = until or (every[-1] if every else NOW)
    place = every.index(last) if last in every else len(every) - 1
    return since or (every[place - 1] if place > 0 else ""), last


def obstacle(tables: Tables, since: str, until: str) -> str:
    """Why two editions cannot be compared, in words; empty where they can."""
    every = editions(tables)
    if len(every) < 2:
        return sentence("No earlier edition to compare with")
    if since not in every or until not in every:
        return sentence("No such edition of the data")
    if since == until:
        return sentence("The same edition twice: nothing can have changed")
    if every.index(since) > every.index(until):
        first, last = edition_title(since), edition_title(until)
        return sentence("From {first} to {last} is the wrong way round", first=first, last=last)
    return ""


def compared(tables: Tables, since: str, until: str) -> pd.DataFrame:
    """What became different between two editions. *Columns*: those of the table `changes`.

    The table has what each edition changed of the one before; what it has not is compared anew.
    """
    every, rows = editions(tables), tables["changes"]
    if obstacle(tables, since, until):
        return rows.iloc[:0]
    is_later = ~rows["edition"].isin(tables.history.days)
    rows = rows[is_later if until == NOW else rows["edition"].eq(until)]
    is_listed = len(rows) and every.index(until) == every.index(since) + 1
    return rows if is_listed else tables.history.differences(since, until)


def changed_tables(tables: Tables, since: str, until: str) -> dict[str, str]:
    """Tables with changes between two editions, in the order of the package, in words."""
    present = set(compared(tables, since, until)["table"])
    return {name: title for name, title in table_titles(tables).items() if name in present}


def edition_title(name: str) -> str:
    """An edition in words.

    >>> edition_title("2026-11-21"), edition_title(NOW)
    ('21 November 2026', 'the present data')
    """
    return sentence("the present data") if name == NOW else long_date(pd.Timestamp(name))


def short_title(name: str) -> str:
    """The same on little room.

    >>> short_title("2026-11-21"), short_title(NOW)
    ('21 Nov 2026', 'present data')
    """
    return sentence("present data") if name == NOW else short_date(pd.Timestamp(name))
