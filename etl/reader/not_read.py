"""What the reader looks for and gave no row is listed with its sentence: not read, or read in part."""

import re
from collections.abc import Callable, Collection

from etl.reader.dates import iso
from etl.reader.letters import folded
from etl.reader.names import Mark
from etl.reader.notices import cues_in, treaties_in
from etl.reader.paragraphs import Paragraph, Sentence, place, position
from etl.reader.participants import ROLES
from etl.reader.quantities import amounts, areas, items
from etl.reader.reading import Reading, within
from etl.reader.tables import wordings
from etl.reader.titles import bare, nouns, title_around

PATTERN = wordings("not_read")
DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
SHORT_LINE = 60  # characters; it dates the page
MOST_NAMED = 6  # of what is left of a sentence
Point = tuple[int, int]  # line and character


def list_not_read(reading: Reading) -> None:
    """List each sentence with a date, a figure or a name that neither a row nor a doubt has."""
    doubted: dict[str, str] = {}
    for doubt in reading.doubts:
        doubted[doubt.place] = f"{doubted.get(doubt.place, '')} {doubt.what}"
    parties = {row.cells["country"].value for row in reading.rows if row.table == "treaty_actions"}
    used, titles = (
        used_in(reading),
        [row.cells["title"].value for row in reading.rows if row.table == "events"],
    )
    days = {one.value[4:] for row in reading.rows for one in row.cells.values() if DAY.fullmatch(one.value)}
    for one in reading.paragraphs:
        mine = [each for each in reading.read if each.paragraph is one]
        for sentence in one.sentences:
            doubt_of_it = doubted.get(place(one, sentence.first, sentence.last), "")
            in_part = any(each.first < sentence.last and sentence.first < each.last for each in mine)
            if PATTERN.aside.match(sentence.text) or (doubt_of_it and not in_part):
                continue
            known = {*parties, *days, *map(folded, titles)} if in_part else set[str]()
            every = dict.fromkeys(left_of(reading, one, sentence, used, known))
            if left := [each for each in every if each.partition(": ")[2] not in doubt_of_it]:
                what = "; ".join(left[:MOST_NAMED])
                reading.doubt(what, "read in part: this is not" if in_part else "not read", sentence)


def used_in(reading: Reading) -> list[tuple[Point, Point]]:
    """Return first and last character of all that rows rest on."""
    places = [one.place for row in reading.rows for one in row.cells.values()]
    every = re.findall(r"(\d+):(\d+)-(?:(\d+):)?(\d+)", " ".join(places))
    return [((int(a), int(b)), (int(c or a), int(d))) for a, b, c, d in every]


def left_of(
    reading: Reading, one: Paragraph, where: Sentence, used: list[tuple[Point, Point]], known: Collection[str]
) -> list[str]:
    """Return what a sentence holds that might be of a record and that no row has; `known` are read in it."""

    def left(first: int) -> bool:
        """Tell whether no row has what begins at an offset."""
        at = position(one, first)
        return not any(start <= at <= end for start, end in used)

    text = where.text
    figures = sorted([*amounts(text), *areas(text), *items(text)], key=lambda each: each.first)
    result = [f"figure: {each.text}" for each in figures if left(where.first + each.first)]
    days = [
        day
        for day in within(one.dates, where)
        if day.start[1] and left(day.first) and iso(day.start)[4:] not in known
    ]
    dates_page = len(text) < SHORT_LINE and any(iso(day.start) == reading.published for day in days)
    result += [f"date: {one.text[day.first : day.last]}" for day in days if not dates_page]
    result += [f"figure: {each[0]}" for each in PATTERN.counted.finditer(text)]
    named = [*within(one.countries, where), *within(one.organisations, where)]
    if one.heading or not (named or within(one.cities, where)):
        return result
    names = without_read(one, named, left, known)
    states = without_read(one, within(one.countries, where), left, known)
    titles = [title_around(one.text, noun) for noun in nouns(one.text, where.first, where.last)]
    if states and (treaties_in(text) or any(cue.what != "none" for cue in cues_in(one.text, where))):
        result += [f"treaty notice: {name}" for name in states]
    elif titles or PATTERN.speaks.search(text) or any(wording.search(text) for _, wording in ROLES):
        result += [f"role: {name}" for name in names]
    elif result or PATTERN.works.search(text):
        result += [f"gift or work: {name}" for name in names]
    return result + [
        f"meeting: {title}"
        for title, first, _ in titles
        if left(first) and not bare(title) and not any(folded(title) in name for name in known)
    ]


def without_read(
    one: Paragraph, named: list[Mark], left: Callable[[int], bool], known: Collection[str]
) -> list[str]:
    """Return the names in a sentence, in order, of those that no row of it has."""
    read = {mark.value for mark in named if mark.value in known or not left(mark.first)}
    every = sorted(named, key=lambda mark: mark.first)
    return [one.text[mark.first : mark.last] for mark in every if mark.value not in read]
