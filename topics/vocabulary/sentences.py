"""Gives each sentence of the interface in the language of the reader; today that is English alone."""

from gettext import NullTranslations
from typing import Any

LANGUAGE = NullTranslations()


def sentence(text: str, /, **parts: Any) -> str:
    """A whole sentence, title or label; numbers and names are parts of it.

    `pybabel extract -k sentence` collects the texts for translators.

    >>> sentence("{parties} of {states} states have joined", parties=8, states=12)
    '8 of 12 states have joined'
    """
    return LANGUAGE.gettext(text).format(**parts)
