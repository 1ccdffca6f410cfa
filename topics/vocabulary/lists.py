"""Words in a row, as a sentence has them."""

from collections.abc import Iterable


def listed(words: Iterable[str], most: int | None = None, noun: str = "") -> str:
    """Words joined by commas and "and"; of more than `most` the first ones and how many follow.

    Args:
        words: in their order.
        most: parts of the list, the count of the others is one of them; all words without it.
        noun: what the others are, in the plural.

    >>> listed(["Albania"]), listed(["Albania", "Croatia", "Serbia"])
    ('Albania', 'Albania, Croatia and Serbia')
    >>> listed(["Albania", "Croatia", "Greece", "Serbia"], most=3, noun="countries")
    'Albania, Croatia and 2 more countries'
    """
    every = list(words)
    if most is not None and len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more {noun}".strip()]
    *first, last = every or [""]
    return f"{', '.join(first)} and {last}" if first else last
