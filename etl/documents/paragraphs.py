"""Paragraphs of a document, and the place of each character in it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.documents.characters import tidy

WIDEST_WRAP = 130  # characters; a longer line was not broken by a typist or a mail program
NARROWEST_WRAP = 50
HEADING_LENGTH = 160
LONGEST_PARAGRAPH = 4000
BULLET = re.compile(r"\s*(?:[-*•·▪‣◦>#|]+\s+|\(?\d{1,2}[.)]\s+)")
SENTENCE_END = re.compile(
    r"[.!?][\"')\]]*\d{0,2}(?=\s+[\"'(\[]*[A-Z0-9])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z])"
    r"|(?<=\d{4})\.(?=[A-Z][a-z])|[;:](?=\s+[-•]\s)"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Prof|Gen|Col|Lt|Amb|Hon|No|nos?|vs|approx|ca|cf|e\.g|i\.e"
    r"|etc|sq|d|Inc|Ltd|Co"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Art|Arts|para|pp?|vol|ed)|\b(?:[A-Z]\.)*[A-Z])\.$"
)


@dataclass(frozen=True)
class Line:
    """A line of the plain text: its number, its page (0 outside PDF) and whether markup calls it a heading."""

    text: str
    number: int
    page: int = 0
    heading: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Joined lines; `pieces` are (offset in text, line, column), `headings` those above it, nearest last."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    page: int = 0
    heading: bool = False
    headings: tuple[str, ...] = ()


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
    return (
        f"{start_line}:{start}-{end}" if start_line == end_line else f"{start_line}:{start}-{end_line}:{end}"
    )


def position(paragraph: Paragraph, offset: int) -> tuple[int, int]:
    """Return line and character of an offset."""
    before = [piece for piece in paragraph.pieces if piece[0] <= offset]
    start, line, column = before[-1]
    return line, column + offset - start + 1


def locator(paragraph: Paragraph, offset: int = 0) -> str:
    """Return the place that a record keeps: the line, and the page where there is one."""
    line = f"line {position(paragraph, offset)[0]}"
    return f"page {paragraph.page}, {line}" if paragraph.page else line


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Return the paragraphs of a text, wrapped lines joined, each with the headings above it."""
    joined = joined_lines(lines)
    above: list[str] = []
    found = []
    for number, group in enumerate(joined):
        after = joined[number + 1] if number + 1 < len(joined) else []
        one = paragraph(group, tuple(above[-4:]))
        heads = group[0].heading or is_heading(one.text, after)
        found += cut(replace(one, heading=heads))
        if heads:
            above.append(one.text)
    return found


def cut(one: Paragraph) -> list[Paragraph]:
    """Return a paragraph in parts that are not too long, cut between sentences where there are any."""
    if len(one.text) <= LONGEST_PARAGRAPH:
        return [one]
    ends = [sentence.last for sentence in sentences(one) if sentence.last <= LONGEST_PARAGRAPH]
    last = max(ends, default=0) or one.text.rfind(" ", 0, LONGEST_PARAGRAPH) + 1 or LONGEST_PARAGRAPH
    first = last + len(one.text[last:]) - len(one.text[last:].lstrip())
    head = replace(one, text=one.text[:last], pieces=tuple(piece for piece in one.pieces if piece[0] < last))
    return [head, *cut(behind(one, first))]


def behind(one: Paragraph, first: int) -> Paragraph:
    """Return the rest of a paragraph from an offset on, its places kept."""
    line, column = position(one, first)
    pieces = ((0, line, column - 1), *((offset - first, *at) for offset, *at in one.pieces if offset > first))
    return replace(
        one, text=one.text[first:], pieces=tuple((start, number, at) for start, number, at in pieces)
    )


def joined_lines(lines: list[Line]) -> list[list[Line]]:
    """Return the lines grouped: those that a typist broke at the margin belong together."""
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    width = max(lengths, default=0)
    wraps = NARROWEST_WRAP <= width <= WIDEST_WRAP
    groups: list[list[Line]] = []
    open_group = False
    for line in lines:
        if not line.text.strip():
            open_group = False
            continue
        if wraps and open_group and continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
        open_group = True
    return groups


def continues(before: Line, line: Line, width: int) -> bool:
    """Tell whether a line goes on the one before: its first word would not have fitted there."""
    if line.heading or before.heading or BULLET.match(line.text):
        return False
    word = line.text.split()[0]
    slack = 12 if line.page else 0  # in print letters differ in width
    return len(before.text.rstrip()) + 1 + len(word) > width - slack


def paragraph(group: list[Line], headings: tuple[str, ...]) -> Paragraph:
    """Return one paragraph of some lines; a bullet before it is left out."""
    text, pieces = "", []  # runs of blanks become one: each stretch between them is a piece of its own
    for line in group:
        words = tidy(line.text).rstrip()
        start = len(words) - len(words.lstrip())
        if not text and (bullet := BULLET.match(words)) and bullet.end() < len(words):
            start = bullet.end()
        text += " " if text else ""
        for word in re.finditer(r"\S+(?: \S+)*", words[start:]):
            text += " " if text and not text.endswith(" ") else ""
            pieces.append((len(text), line.number, start + word.start()))
            text += word[0]
    return Paragraph(text, tuple(pieces), group[0].page, headings=headings)


def is_heading(text: str, after: list[Line]) -> bool:
    """Tell whether a line stands over what follows it, by its length and end."""
    if not after or len(text) > HEADING_LENGTH or not re.search(r"[^\W\d_]{3}", text):
        return False
    return text[-1] not in ".;,!?" and text.count("|") < 2 and not text.endswith('."')


@lru_cache(maxsize=2048)
def sentences(one: Paragraph) -> list[Sentence]:
    """Return the sentences of a paragraph.

    >>> text = "H.E. Ms. Kaya spoke on 3 May. All 12 States agreed."
    >>> [one.text for one in sentences(Paragraph(text, ((0, 1, 0),)))]
    ['H.E. Ms. Kaya spoke on 3 May.', 'All 12 States agreed.']
    """
    starts, found = 0, []
    for end in SENTENCE_END.finditer(one.text):
        if ABBREVIATION.search(one.text[max(starts, end.start() - 12) : end.start() + 1]):
            continue
        found.append(Sentence(one, starts, end.end()))
        starts = end.end() + len(one.text[end.end() :]) - len(one.text[end.end() :].lstrip())
    if one.text[starts:].strip():
        found.append(Sentence(one, starts, len(one.text)))
    return found
