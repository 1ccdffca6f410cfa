"""Explains a term where it first stands in a figure; static/tip.js shows the explanation beside it."""

import re
from collections.abc import Sequence
from html import escape

from topics.records.glossary import form_key, terms
from topics.tables import Tables

MARKUP = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)
"""What stays as it is: links with their words, and tags."""


def explained(texts: Sequence[str], tables: Tables) -> list[str]:
    """Texts in which the first mention of each term of the glossary has its meaning beside it.

    Args:
        texts: escaped, in the order in which they are read; they may hold tags. Words of links are left as
            they are.
        tables: with the glossary.
    """
    known = tables.derive(terms)
    done = set()

    def marked(match: re.Match[str]) -> str:
        term, meaning = known.meanings.get(match[0]) or known.meanings[form_key(match[0])]
        if term in done:
            return match[0]
        done.add(term)
        words = escape(meaning)
        return f'<dfn class="term tipped" tabindex="0" aria-description="{words}">{match[0]}</dfn>'

    return [
        "".join(
            part if part.startswith("<") else known.pattern.sub(marked, part) for part in MARKUP.split(text)
        )
        for text in texts
    ]
