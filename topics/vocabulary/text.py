"""Text of the data for labels and hover texts of Plotly: escaped, wrapped, joined line by line."""

import re
import textwrap

WIDTH = 46
"""Letters in a line of a hover text, so that it fits a phone."""


def escape(text: object) -> str:
    """Text as Plotly must be given it: shown letter by letter, never as markup; nothing where it is missing.

    >>> escape("<b>A & B</b>"), escape(float("nan"))
    ('&lt;b&gt;A &amp; B&lt;/b&gt;', '')
    """
    if text is None or text != text:  # noqa: PLR0124  # missing: the one value that is not itself
        return ""
    words = re.sub(r"[\x00-\x1f\x7f]+", " ", str(text))
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrap(text: object, width: int = WIDTH) -> str:
    """A text for a hover label, escaped and in short lines; nothing where there is none.

    >>> wrap("Mines & remnants", 10)
    'Mines &amp;<br>remnants'
    """
    if not isinstance(text, str):
        return ""
    short = [text.rstrip()] if len(text) <= width and "\t" not in text else textwrap.wrap(text, width)
    return "<br>".join(escape(line) for line in short)


def bold(text: object) -> str:
    """The head of a hover label: a text in bold, escaped and in short lines.

    >>> bold("Bosnia & Herzegovina")
    '<b>Bosnia &amp; Herzegovina</b>'
    """
    return f"<b>{wrap(text if isinstance(text, str) else str(text))}</b>"


def lines(*parts: str) -> str:
    """The parts that are not empty, one below the other; each is escaped already.

    >>> lines("<b>Albania</b>", "", "0.2 km²")
    '<b>Albania</b><br>0.2 km²'
    """
    return "<br>".join(filter(None, parts))


def shorten(text: object, most: int = 90) -> str:
    """A text cut at a word.

    >>> shorten("Clearing Cluster Munition Remnants 2020", 20)
    'Clearing Cluster …'
    """
    words = str(text)
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def sentence_case(text: str) -> str:
    """A text with a capital at its beginning, the other letters as they are.

    >>> sentence_case("mines of the JNA")
    'Mines of the JNA'
    """
    return f"{text[:1].upper()}{text[1:]}"
