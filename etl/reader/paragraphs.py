"""Paragraphs and sentences of a document in one form of characters, and the place of each in the file."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.reader.tables import pattern

FORMS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
        " ",
    ),
}
TABLE = str.maketrans(FORMS)


def tidy(text: str) -> str:
    r"""Return a text with one kind of dash, quotation mark, apostrophe and space; as long as it was.

    >>> tidy("20 – 21 November\u00a02019, “ITF’s”")
    '20 - 21 November 2019, "ITF\'s"'
    """
    return text.translate(TABLE)


def folded(text: str) -> str:
    """Return a name without accents and capitals, to compare it.

    >>> folded("Tarčin") == folded("Tarcin")
    True
    """
    plain = text.replace("đ", "dj").replace("Đ", "Dj").replace("ø", "o").replace("Ø", "O").replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()


WIDEST_WRAP = 130  # characters; a longer line was not broken by a typist or a mail program
NARROWEST_WRAP = 50
HEADING_LENGTH = 160
LONGEST_ITEM = 80
LONGEST_PARAGRAPH = 4000  # characters of a line
BULLET = re.compile(r"\s*(?:[-*•·▪‣◦>#|]+\s+|\(?\d{1,2}[.)]\s+)")
# "Tirana: 14.06.2021", "Podgorica | 7 June 2018", "12-13 June 2017, Zadar": a line of a list.
ITEM = pattern("paragraphs", "item")
OPEN_END = re.compile(r"(?:\b(?:of|on|the|and|or|for|in|to|an?|by|with|from|at|as)|,)$")
SENTENCE_END = pattern("paragraphs", "sentence_end")
BLANKS = re.compile(r"\s*")
ABBREVIATION = pattern("paragraphs", "abbreviation")


@dataclass(frozen=True)
class Line:
    """A line of the plain text: its number, its page (0 outside PDF), and whether it is a heading."""

    text: str
    number: int
    page: int = 0
    heading: bool = False
    column: int = 0  # of its first character, where it is the later part of a long line


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


def paragraphs(lines: list[Line], typed: bool = True) -> list[Paragraph]:
    """Return the paragraphs of a text, each with the headings above it; `typed` lines may be wrapped."""
    joined = joined_lines([part for line in lines for part in parts(line)], typed)
    above: list[str] = []
    result = []
    for number, group in enumerate(joined):
        after = joined[number + 1] if number + 1 < len(joined) else []
        one = paragraph(group, tuple(above[-4:]))
        heads = group[0].heading or is_heading(one.text, after)
        result.append(replace(one, heading=heads))
        if heads:
            above.append(one.text)
    return result


def parts(line: Line) -> list[Line]:
    """Return a line in parts that are not too long, cut between words, with an empty line between them."""
    if len(line.text) <= LONGEST_PARAGRAPH:
        return [line]
    last = line.text.rfind(" ", 0, LONGEST_PARAGRAPH) + 1 or LONGEST_PARAGRAPH
    after = replace(line, text=line.text[last:], column=line.column + last)
    return [replace(line, text=line.text[:last]), replace(line, text=""), *parts(after)]


def joined_lines(lines: list[Line], typed: bool) -> list[list[Line]]:
    """Return the lines grouped: those that a typist broke at the margin, and a list with its introduction."""
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    width = max(lengths, default=0)
    full = sum(length > width - 15 for length in lengths)
    wraps = typed and NARROWEST_WRAP <= width <= WIDEST_WRAP
    clear = full >= max(2, len(lengths) / 5)  # many lines as long as the longest: a margin
    groups: list[list[Line]] = []
    open_group = False
    for line in lines:
        if not line.text.strip():
            open_group = False
            continue
        before = groups[-1][-1] if open_group else None
        wrapped = before and wraps and continues(before, line, width) and (clear or goes_on(before, line))
        if wrapped or (before and is_listed(groups[-1][0], line)):
            groups[-1].append(line)
        else:
            groups.append([line])
        open_group = True
    return groups


def is_listed(lead: Line, line: Line) -> bool:
    """Tell whether a line is a name in a list that the line "It was attended by:" introduces."""
    if lead.heading or not lead.text.rstrip().endswith(":") or BULLET.match(lead.text):
        return False
    named = BULLET.match(line.text) and not re.search(r":|\d{3}", line.text)
    return bool(named) and len(line.text) <= LONGEST_ITEM


def continues(before: Line, line: Line, width: int) -> bool:
    """Tell whether a line goes on the one before: its first word would not have fitted there."""
    if line.heading or before.heading or BULLET.match(line.text) or ITEM.match(line.text.strip()):
        return False
    word = line.text.split()[0]
    slack = 12 if line.page else 0  # in print letters differ in width
    return len(before.text.rstrip()) + 1 + len(word) > width - slack


def goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line goes on with a sentence that the one before has not ended."""
    return bool(re.match(r"\s*[a-z\d(]", line.text) or OPEN_END.search(before.text.rstrip()))


def paragraph(group: list[Line], headings: tuple[str, ...]) -> Paragraph:
    """Return one paragraph of some lines; a bullet before it is left out."""
    text, pieces = "", []  # runs of blanks become one: each stretch between them is a piece of its own
    for line in group:
        words = tidy(line.text).rstrip()
        start = len(words) - len(words.lstrip())
        bullet = BULLET.match(words)
        listed = bool(text) and is_listed(group[0], line)
        if bullet and bullet.end() < len(words) and (not text or listed):
            start = bullet.end()
        text += ", " if listed and not text.endswith(":") else " " if text else ""
        for word in re.finditer(r"\S+(?: \S+)*", words[start:]):
            text += " " if text and not text.endswith(" ") else ""
            pieces.append((len(text), line.number, line.column + start + word.start()))
            text += word[0]
    return Paragraph(text, tuple(pieces), group[0].page, headings=headings)


def is_heading(text: str, after: list[Line]) -> bool:
    """Tell whether a line stands over what follows it, by its length and end."""
    if not after or len(text) > HEADING_LENGTH or ITEM.match(text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    return text[-1] not in ".;,!?" and text.count("|") < 2 and not text.endswith('."')


@lru_cache(maxsize=2048)
def sentences(one: Paragraph) -> list[Sentence]:
    """Return the sentences of a paragraph.

    >>> text = "H.E. Ms. Kaya spoke on 3 May. All 12 States agreed."
    >>> [one.text for one in sentences(Paragraph(text, ((0, 1, 0),)))]
    ['H.E. Ms. Kaya spoke on 3 May.', 'All 12 States agreed.']
    """
    starts, result = 0, []
    for end in SENTENCE_END.finditer(one.text):
        if ABBREVIATION.search(one.text[max(starts, end.start() - 12) : end.start() + 1]):
            continue
        result.append(Sentence(one, starts, end.end()))
        blanks = BLANKS.match(one.text, end.end())
        starts = blanks.end() if blanks else end.end()
    if one.text[starts:].strip():
        result.append(Sentence(one, starts, len(one.text)))
    return result
