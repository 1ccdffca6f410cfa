"""Gives each sentence of the interface in the language of the reader; today that is English alone."""

from gettext import NullTranslations
from typing import Any

LANGUAGE = NullTranslations()
MOST_WORDS, MOST_LETTERS = 12, 90
"""Of a title."""


def sentence(text: str, /, **parts: Any) -> str:
    """A whole sentence, title or label; numbers and names are parts of it.

    `pybabel extract -k sentence -k counted_sentence:2,3` collects the texts for translators.

    >>> sentence("{parties} of {states} states have joined", parties=8, states=12)
    '8 of 12 states have joined'
    """
    return LANGUAGE.gettext(text).format(**parts)


def counted_sentence(count: int, one: str, many: str) -> str:
    """What is counted, in the form of its number; nothing where there is none.

    >>> [counted_sentence(count, "{count} state", "{count} states") for count in (0, 1, 2)]
    ['', '1 state', '2 states']
    """
    return LANGUAGE.ngettext(one, many, count).format(count=count) if count else ""


def first_short(*titles: str) -> str:
    """The first of some titles that is not too long; the last one where all are.

    >>> first_short("A deadline of " + 12 * "a long name ", "The next deadline is on 1 March 2027")
    'The next deadline is on 1 March 2027'
    """
    short = (one for one in titles if len(one) <= MOST_LETTERS and len(one.split()) <= MOST_WORDS)
    return next(short, titles[-1])


def more_countries_in_table(count: int) -> str:
    """How many countries a drawing leaves to its table; nothing where it draws all."""
    return counted_sentence(
        max(count, 0), "{count} more country is in the table.", "{count} more countries are in the table."
    )


def more_in_table(count: int) -> str:
    """How many rows a drawing leaves to its table; nothing where it draws all.

    >>> more_in_table(3), more_in_table(1), more_in_table(0)
    ('3 more are in the table.', '1 more is in the table.', '')
    """
    return counted_sentence(max(count, 0), "{count} more is in the table.", "{count} more are in the table.")
