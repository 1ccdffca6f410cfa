"""Tells columns of one name apart."""

from collections.abc import Callable, Iterable


def unlike(names: Iterable[str], taken: Iterable[str] = (), alike: Callable[[str], str] = str) -> list[str]:
    """Names of columns, each only one time.

    Args:
        names: as they stand; an empty one becomes that of its place.
        taken: names that no column may have.
        alike: what two names have in common that cannot stand beside each other.

    >>> unlike(["id", "id (2)", "id", ""]), unlike(["Name", "NAME", "fid"], ["fid"], str.lower)
    (['id', 'id (2)', 'id (3)', 'column 4'], ['Name', 'NAME (2)', 'fid (2)'])
    """
    known = set(taken)
    unique = []
    for place, name in enumerate(names, 1):
        plain = different = str(name).strip() or f"column {place}"
        number = 2
        while alike(different) in known:
            different, number = f"{plain} ({number})", number + 1
        known.add(alike(different))
        unique.append(different)
    return unique
