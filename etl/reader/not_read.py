"""Sentences that hold what the reader looks for and gave no row: each is listed as not read."""

import re

from etl.reader.dates import iso
from etl.reader.notices import cues_in
from etl.reader.paragraphs import Sentence, place
from etl.reader.participants import ROLES
from etl.reader.quantities import amounts, areas, items
from etl.reader.reading import Marked, Reading, days_in, within
from etl.reader.titles import nouns

ASIDE = re.compile(r"Accessed \d")
SHORT_LINE = 60  # characters; it dates the page
SPEAKS = re.compile(r"(?i)\b(?:presentations?|statements?|addresses|address|remarks)\b")


def list_not_read(reading: Reading) -> None:
    """List each sentence with a date, a figure or a name in a role that neither a row nor a doubt is of."""
    doubted = {doubt.place for doubt in reading.doubts}
    for one in reading.paragraphs:
        mine = [each for each in reading.read if each.paragraph == one.paragraph]
        for sentence in one.sentences:
            touched = any(each.first < sentence.last and sentence.first < each.last for each in mine)
            at = place(one.paragraph, sentence.first, sentence.last)
            if touched or at in doubted or ASIDE.match(sentence.text):
                continue
            if what := content(reading, one, sentence):
                reading.doubt(what, "not read", sentence)


def content(reading: Reading, one: Marked, where: Sentence) -> str:
    """Return what a sentence holds that might be a record, nothing if it holds none."""
    text = where.text
    named = [*within(one.countries, where), *within(one.organisations, where)]
    days = [day for day in days_in(one, where) if day.has_year and (day.start[1] or day.season)]
    figures = [*amounts(text, reading.comma), *areas(text, reading.comma), *items(text, reading.comma)]
    if figures:
        return f"figure: {figures[0].text}"
    if days and not (len(text) < SHORT_LINE and iso(days[0].start) == reading.published):
        return f"date: {iso(days[0].start)}"
    acts = {what for what, _, _, _ in cues_in(one.text, where)} - {"none"}
    if acts and within(one.countries, where) and not one.paragraph.heading:
        return "treaty notice"
    if named and (SPEAKS.search(text) or any(pattern.search(text) for _, _, _, pattern in ROLES)):
        return f"role of {one.text[named[0].first : named[0].last]}"
    return "meeting" if named and within(one.cities, where) and nouns(text) else ""
