"""Explains a term where it first stands on a page; static/tip.js shows the explanation beside it."""

import re
from html import escape

import streamlit as st

from topics.records.glossary import form_key, terms
from topics.tables import Tables

MARKUP = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)
"""What stays as it is: links with their words, and tags."""


def begin() -> None:
    """Begin a run of the script: no term has been explained yet."""
    st.session_state["explained"] = set()


def explained(html: str, tables: Tables) -> str:
    """Text in which the first mention on the page of each term of the glossary has its meaning beside it.

    Args:
        html: escaped text; it may hold tags. Words of links are left as they are.
        tables: with the glossary.
    """
    known = tables.derive(terms)
    explained_terms = st.session_state.setdefault("explained", set())

    def marked(match: re.Match[str]) -> str:
        term, meaning = known.meanings.get(match[0]) or known.meanings[form_key(match[0])]
        if term in explained_terms:
            return match[0]
        explained_terms.add(term)
        words = escape(meaning)
        return f'<dfn class="term tipped" tabindex="0" aria-description="{words}">{match[0]}</dfn>'

    parts = MARKUP.split(html)
    return "".join(part if part.startswith("<") else known.pattern.sub(marked, part) for part in parts)
