"""Paragraphs and sentences of a document in one form of characters, and the place of each in the file."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from etl.reader.dates import Period
from etl.reader.letters import tidy
from etl.reader.names import Mark
from etl.reader.tables import wordings

PATTERN = wordings("paragraphs")
WIDEST_WRAP = 130  # characters; a longer line was not broken by a typist or a mail program
NARROWEST_WRAP = 50
HEADING_LENGTH = 160
LONGEST_ITEM = 80


@dataclass(frozen=True)
class Line:
    """A line of the plain text: its number, its page (0 outside PDF), and whether it is a heading."""

    text: str
    number: int
    page: int = 0
    heading: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Joined lines and their marks; `pieces` are (offset, line, column), the last of `headings` is near."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    page: int = 0
    number: int = 0
    heading: bool = False
    headings: tuple[str, ...] = ()
    dates: tuple[Period, ...] = ()
    countries: tuple[Mark, ...] = ()
    adjectives: tuple[Mark, ...] = ()
    cities: tuple[Mark, ...] = ()
    organisations: tuple[Mark, ...] = ()

    @cached_property
    def sentences(self) -> list["Sentence"]:
        """Its sentences.

        >>> text = "H.E. Ms. Kaya spoke on 3 May. All 12 States agreed."
        >>> [one.text for one in Paragraph(text, ((0, 1, 0),)).sentences]
        ['H.E. Ms. Kaya spoke on 3 May.', 'All 12 States agreed.']
        """
        ends = [
            end.end()
            for end in PATTERN.sentence_end.finditer(self.text)
            if not PATTERN.abbreviation.search(self.text[max(0, end.start() - 12) : end.start() + 1])
        ]
        stretches = pairwise([0, *ends, len(self.text)])
        blanks = ((first, last, PATTERN.blanks.match(self.text, first, last)) for first, last in stretches)
        return [
            Sentence(self, blank.end(), last) for _, last, blank in blanks if blank and blank.end() < last
        ]


@dataclass(frozen=True)
class Sentence:
    """A stretch of a paragraph; offsets are those of the paragraph."""

    paragraph: Paragraph
    first: int
    last: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.paragraph.text[self.first : self.last]


def place(paragraph: Paragraph, first: int, last: int) -> str:
    """Return where characters stand: line, first and last character, both counted from 1.

    >>> place(Paragraph("As the 91st State", ((0, 11, 0),)), 7, 11)
    '11:8-11'
    """
    start_line, start = position(paragraph, first)
    end_line, end = position(paragraph, max(first, last - 1))
    return f"{start_line}:{start}-" + (f"{end}" if start_line == end_line else f"{end_line}:{end}")


def position(paragraph: Paragraph, offset: int) -> tuple[int, int]:
    """Return line and character of an offset."""
    start, line, column = [piece for piece in paragraph.pieces if piece[0] <= offset][-1]
    return line, column + offset - start + 1


def locator(paragraph: Paragraph, offset: int = 0) -> str:
    """Return the place that a record keeps: the line, and the page where there is one."""
    line = f"line {position(paragraph, offset)[0]}"
    return f"page {paragraph.page}, {line}" if paragraph.page else line


def paragraphs(lines: list[Line], typed: bool = True) -> list[Paragraph]:
    """Return the paragraphs of a text, each with the headings above it; `typed` lines may be wrapped."""
    groups = joined_lines(lines, typed)
    above: list[str] = []
    result = []
    for number, group in enumerate(groups):
        one = paragraph(group, tuple(above[-4:]))
        heads = group[0].heading or (number + 1 < len(groups) and is_heading(one.text))
        result.append(replace(one, heading=heads, number=number))
        above += [one.text] if heads else []
    return result


def joined_lines(lines: list[Line], typed: bool) -> list[list[Line]]:
    """Return the lines grouped: those that a typist broke at the margin, and a list with its introduction."""
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    width = max(lengths, default=0)
    wraps = typed and NARROWEST_WRAP <= width <= WIDEST_WRAP
    groups: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if not line.text.strip():
            before = None
            continue
        if before and ((wraps and continues(before, line, width)) or is_listed(groups[-1][0], line)):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line
    return groups


def is_listed(lead: Line, line: Line) -> bool:
    """Tell whether a line is a name in a list that the line "It was attended by:" introduces."""
    if lead.heading or not lead.text.rstrip().endswith(":") or PATTERN.bullet.match(lead.text):
        return False
    named = PATTERN.bullet.match(line.text) and not re.search(r":|\d{3}", line.text)
    return bool(named) and len(line.text) <= LONGEST_ITEM


def continues(before: Line, line: Line, width: int) -> bool:
    """Tell whether a line goes on the one before: its first word would not have fitted there."""
    if (
        line.heading
        or before.heading
        or PATTERN.bullet.match(line.text)
        or PATTERN.item.match(line.text.strip())
    ):
        return False
    slack = 12 if line.page else 0  # in print letters differ in width
    return len(before.text.rstrip()) + 1 + len(line.text.split()[0]) > width - slack


def paragraph(group: list[Line], headings: tuple[str, ...]) -> Paragraph:
    """Return one paragraph of some lines; a bullet before it is left out."""
    text, pieces = "", []  # runs of blanks become one: each stretch between them is a piece of its own
    for line in group:
        words = tidy(line.text).rstrip()
        listed = bool(text) and is_listed(group[0], line)
        bullet = PATTERN.bullet.match(words) if listed or not text else None
        start = bullet.end() if bullet and bullet.end() < len(words) else 0
        text += ", " if listed and not text.endswith(":") else " " if text else ""
        for word in re.finditer(r"\S+(?: \S+)*", words[start:]):
            text += " " if text and not text.endswith(" ") else ""
            pieces.append((len(text), line.number, start + word.start()))
            text += word[0]
    return Paragraph(text, tuple(pieces), group[0].page, headings=headings)


def is_heading(text: str) -> bool:
    """Tell whether a line stands over what follows it, by its length and end."""
    if len(text) > HEADING_LENGTH or PATTERN.item.match(text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    return text[-1] not in ".;,!?" and text.count("|") < 2 and not text.endswith('."')
