"""Gives each sentence of the interface in the language of the reader; today that is English alone."""

from gettext import NullTranslations
from typing import Any

LANGUAGE = NullTranslations()
MOST_WORDS, MOST_LETTERS = 12, 90
"""Of a title."""


def sentence(text: str, /, **parts: Any) -> str:
    """A whole sentence, title or label; numbers and names are parts of it.

    `pybabel extract -k sentence` collects the texts for translators.

    >>> sentence("{parties} of {states} states have joined", parties=8, states=12)
    '8 of 12 states have joined'
    """
    return LANGUAGE.gettext(text).format(**parts)


def first_short(*titles: str) -> str:
    """The first of some titles that is not too long; the last one where all are.

    >>> first_short("A deadline of " + 12 * "a long name ", "The next deadline is on 1 March 2027")
    'The next deadline is on 1 March 2027'
    """
    short = (one for one in titles if len(one) <= MOST_LETTERS and len(one.split()) <= MOST_WORDS)
    return next(short, titles[-1])
