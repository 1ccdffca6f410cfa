"""What the reader looks for and gave no row is listed with its sentence: not read, or read in part."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from etl.reader.dates import iso
from etl.reader.letters import folded
from etl.reader.names import Mark
from etl.reader.notices import cues_in, treaties_in
from etl.reader.paragraphs import Sentence, place, position
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


@dataclass(frozen=True)
class Rest:
    """A sentence beside all that rows rest on: stretches of the text, and values that are read in it."""

    where: Sentence
    used: list[tuple[Point, Point]]
    known: Collection[str]

    def has(self, first: int) -> bool:
        """Tell whether no row has what begins at an offset of the paragraph."""
        at = position(self.where.paragraph, first)
        return not any(start <= at <= end for start, end in self.used)

    def named(self, marks: list[Mark]) -> list[str]:
        """Return the names, in order, of those that no row of the sentence has."""
        read = {mark.value for mark in marks if mark.value in self.known or not self.has(mark.first)}
        every = sorted(marks, key=lambda mark: mark.first)
        return [self.where.paragraph.text[mark.first : mark.last] for mark in every if mark.value not in read]

    def values(self, published: str) -> list[str]:
        """Return its figures and dates; the day of the document, alone on a line, is none."""
        one, text = self.where.paragraph, self.where.text
        figures = sorted([*amounts(text), *areas(text), *items(text)], key=lambda each: each.first)
        days = [day for day in within(one.dates, self.where) if day.start[1] and self.has(day.first)]
        days = [day for day in days if iso(day.start)[4:] not in self.known]
        if len(text) < SHORT_LINE and any(iso(day.start) == published for day in days):
            days = []
        return [
            *(f"figure: {each.text}" for each in figures if self.has(self.where.first + each.first)),
            *(f"date: {one.text[day.first : day.last]}" for day in days),
            *(f"figure: {each[0]}" for each in PATTERN.counted.finditer(text)),
        ]

    def meetings(self) -> list[str]:
        """Return the titles of its meetings, those of rows left out."""
        one = self.where.paragraph
        titles = [title_around(one.text, noun) for noun in nouns(one.text, self.where.first, self.where.last)]
        full = [title for title, first, _ in titles if self.has(first) and not bare(title)]
        return [title for title in full if not any(folded(title) in name for name in self.known)]

    def parts(self, published: str) -> list[str]:
        """Return what it holds that might be of a record and that no row has."""
        one, text, result = self.where.paragraph, self.where.text, self.values(published)
        states, bodies = within(one.countries, self.where), within(one.organisations, self.where)
        if one.heading or not (states or bodies or within(one.cities, self.where)):
            return result
        of_treaty = treaties_in(text) or any(cue.what != "none" for cue in cues_in(one.text, self.where))
        in_role = PATTERN.speaks.search(text) or any(wording.search(text) for _, wording in ROLES)
        if of_treaty and self.named(states):
            result += [f"treaty notice: {name}" for name in self.named(states)]
        elif in_role or nouns(text):
            result += [f"role: {name}" for name in self.named([*states, *bodies])]
        elif result or PATTERN.works.search(text):
            result += [f"gift or work: {name}" for name in self.named([*states, *bodies])]
        return result + [f"meeting: {title}" for title in self.meetings()]


def list_not_read(reading: Reading) -> None:
    """List each sentence with a date, a figure or a name that neither a row nor a doubt has."""
    doubted: dict[str, str] = {}
    for doubt in reading.doubts:
        doubted[doubt.place] = f"{doubted.get(doubt.place, '')} {doubt.what}"
    used, values = used_in(reading), values_in(reading)
    for one in reading.paragraphs:
        mine = [each for each in reading.read if each.paragraph is one]
        for sentence in one.sentences:
            doubt_of_it = doubted.get(place(one, sentence.first, sentence.last), "")
            in_part = any(each.first < sentence.last and sentence.first < each.last for each in mine)
            if PATTERN.aside.match(sentence.text) or (doubt_of_it and not in_part):
                continue
            remainder = Rest(sentence, used, values if in_part else frozenset())
            every = dict.fromkeys(remainder.parts(reading.published))
            if left := [each for each in every if each.partition(": ")[2] not in doubt_of_it]:
                what = "; ".join(left[:MOST_NAMED])
                reading.doubt(what, "read in part: this is not" if in_part else "not read", sentence)


def used_in(reading: Reading) -> list[tuple[Point, Point]]:
    """Return first and last character of all that rows rest on."""
    places = [one.place for row in reading.rows for one in row.cells.values()]
    every = re.findall(r"(\d+):(\d+)-(?:(\d+):)?(\d+)", " ".join(places))
    return [((int(a), int(b)), (int(c or a), int(d))) for a, b, c, d in every]


def values_in(reading: Reading) -> Collection[str]:
    """Return the parties, the days without their year, and the titles that rows have."""
    parties = {row.cells["country"].value for row in reading.rows if row.table == "treaty_actions"}
    titles = {folded(row.cells["title"].value) for row in reading.rows if row.table == "events"}
    every = {one.value for row in reading.rows for one in row.cells.values()}
    return parties | titles | {value[4:] for value in every if DAY.fullmatch(value)}
