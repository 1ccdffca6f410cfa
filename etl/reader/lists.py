"""Lists of names in a sentence: states, organisations and office holders, one after the other.

A list is read as far as its items are names; words that are none end it.
"""

import re
from dataclasses import dataclass

from etl.reader.names import Mark
from etl.reader.numerals import NUMBER_WORDS, NUMERAL
from etl.reader.reading import Marked
from etl.reader.tables import pattern

PERSON = pattern("lists", "person")
SEPARATOR = pattern("lists", "separator")
JOINS = re.compile(r"[,;/]|\b(?:and|as well as|along with|together with|in cooperation with)\b")
# "representatives of 3 States from South-East Europe:" leads to names.
INTRODUCTION = re.compile(r"[^.;:()]{0,110}?[:(]\s*")
FILLER = pattern("lists", "filler")
COUNT = re.compile(
    rf"(?:(?:more than|over|about|nearly|almost|some|at least|around) )?(?:{NUMERAL}|{NUMBER_WORDS})"
    r"\s+(?:[a-z-]+\s+){0,3}?(?i:states|countries|governments|persons|people|participants|organi[sz]ations)\b"
)
# "SALW Commissions from Albania and Serbia": what is listed are the states.
BODIES = re.compile(
    r"(?:[A-Z][\w()-]+ ){0,5}(?:Commissions|Centres|Centers|Ministries|Authorities|Agencies)"
    r"(?: [A-Z][a-z]+)? (?:of|from|in) (?:the )?"
)
GROUP = pattern("lists", "group")
OF_STATE = re.compile(r"\s+(?i:presidency|government(?! [A-Z])|authorities|delegation)\b")
HELD_WITH = re.compile(r"'s\s+[A-Z]|\s+(?:[A-Z][\w-]+)")


@dataclass(frozen=True)
class Item:
    """One name of a list: a mark, or an office holder by the words of the text."""

    kind: str  # state, organisation, person-office
    first: int
    last: int
    mark: Mark | None = None


def listed(one: Marked, first: int, last: int) -> tuple[list[Item], int]:
    """Return the names that a stretch lists from its first character on, and where the list ends."""
    result: list[Item] = []
    at = first + len(one.text[first:last]) - len(one.text[first:last].lstrip(" :"))
    while at < last:
        item, end = item_at(one, at, last)
        if end <= at:
            break
        result += [item] if item else []
        separator = SEPARATOR.match(one.text, end, last)
        at = separator.end() if separator and JOINS.search(separator[0]) else end
        if at == end:
            break
    return result, at


def item_at(one: Marked, at: int, last: int) -> tuple[Item | None, int]:
    """Return the name that stands at a place, and where it ends; no name for a group without one."""
    text = one.text
    starts = [at]
    introduction = INTRODUCTION.match(text, at, last)
    named = (mark.first for mark in (*one.countries, *one.organisations))
    if introduction and not any(at <= first < introduction.end() for first in named):
        starts.append(introduction.end())
    filler = FILLER.match(text, at, last)
    starts += [filler.end()] if filler else []
    bodies = BODIES.match(text, starts[-1], last)
    starts = [bodies.end()] if bodies else starts
    for start in starts:
        if item := name_at(one, start, last):
            return item, item.last
    group = COUNT.match(text, at, last) or GROUP.match(text, at, last)
    return None, group.end() if group else at


def name_at(one: Marked, at: int, last: int) -> Item | None:
    """Return the state, organisation or office holder whose name begins at a place."""
    text = one.text
    at += len(text[at:last]) - len(re.sub(r"^(?:the|The|an?)\s+", "", text[at:last]))
    person = PERSON.match(text, at, last)
    if person and not one_of(one.organisations, at):
        return Item("person-office", person.start("who"), person.end("who"))
    if mark := one_of(one.organisations, at):
        return Item("organisation", mark.first, mark.last, mark)
    if mark := one_of(one.countries, at):
        if HELD_WITH.match(text[mark.last : last]) and not text[mark.last :].startswith((" and ", " (")):
            return None  # Spain's Guardia Civil, Croatia Control
        return Item("state", mark.first, mark.last, mark)
    if mark := one_of(one.adjectives, at):
        state = OF_STATE.match(text, mark.last, last)
        following = re.match(r"(?: of (?:the )?[A-Z]\w+)?", text[state.end() :]) if state else None
        end = state.end() + following.end() if state and following else mark.last
        return Item("state", mark.first, end, mark) if state else None
    return None


def one_of(marks: tuple[Mark, ...], at: int) -> Mark | None:
    """Return the mark that begins at a place; the word "the" of a name may stand before it."""
    return next(
        (mark for mark in marks if mark.value and mark.first <= at < mark.last and mark.first >= at - 4), None
    )
