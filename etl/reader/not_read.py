"""Sentences that hold what the reader looks for and gave no row: each is listed as not read."""

from etl.reader.dates import iso
from etl.reader.notices import cues_in
from etl.reader.paragraphs import Paragraph, Sentence, place
from etl.reader.participants import ROLES
from etl.reader.quantities import amounts, areas, items
from etl.reader.reading import Reading, within
from etl.reader.tables import wordings
from etl.reader.titles import nouns

PATTERN = wordings("not_read")
SHORT_LINE = 60  # characters; it dates the page


def list_not_read(reading: Reading) -> None:
    """List each sentence with a date, a figure or a name in a role that neither a row nor a doubt is of."""
    doubted = {doubt.place for doubt in reading.doubts}
    for one in reading.paragraphs:
        mine = [each for each in reading.read if each.paragraph is one]
        for sentence in one.sentences:
            touched = any(each.first < sentence.last and sentence.first < each.last for each in mine)
            at = place(one, sentence.first, sentence.last)
            if touched or at in doubted or PATTERN.aside.match(sentence.text):
                continue
            if what := content(reading, one, sentence):
                reading.doubt(what, "not read", sentence)


def content(reading: Reading, one: Paragraph, where: Sentence) -> str:
    """Return what a sentence holds that might be a record, nothing if it holds none."""
    text, states = where.text, within(one.countries, where)
    named = [*states, *within(one.organisations, where)]
    days = [iso(day.start) for day in within(one.dates, where) if day.has_year and day.start[1]]
    if figures := [*amounts(text), *areas(text), *items(text)]:
        return f"figure: {figures[0].text}"
    if days and not (len(text) < SHORT_LINE and days[0] == reading.published):
        return f"date: {days[0]}"
    if states and not one.heading and any(cue.what != "none" for cue in cues_in(one.text, where)):
        return "treaty notice"
    if named and (PATTERN.speaks.search(text) or any(wording.search(text) for _, wording in ROLES)):
        return f"role of {one.text[named[0].first : named[0].last]}"
    return "meeting" if named and within(one.cities, where) and nouns(text) else ""
