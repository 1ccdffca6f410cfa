"""Titles of the documents, and the line that names them in a hover text."""

from collections.abc import Iterable

from topics.tables import Tables
from topics.vocabulary.text import wrap


def source_titles(tables: Tables) -> dict[str, str]:
    """Titles of the documents by their id."""
    return tables.derive(_titles)


def source_line(tables: Tables, sources: object) -> str:
    """The line of a hover text that names a document, or the first of several and counts the others.

    Args:
        tables: sources.
        sources: an id, or several in their order, each counted once.
    """
    ids = [sources] if isinstance(sources, str) else list(sources) if isinstance(sources, Iterable) else []
    cited = list(dict.fromkeys(source for source in ids if isinstance(source, str)))
    if not cited:
        return ""
    others = f" and {len(cited) - 1} more" if len(cited) > 1 else ""
    return wrap(f"Source: {source_titles(tables).get(cited[0], cited[0])}{others}")


def _titles(tables: Tables) -> dict[str, str]:
    sources = tables["sources"]
    return dict(zip(sources["source"], sources["title"], strict=True))
