"""Writes what was measured: ratios beside what is wanted, and medians."""

import statistics
from collections.abc import Iterable, Mapping
from math import isfinite, nan

from benchmarks.servers import BY_HAND, OURS, PEERS

Medians = dict[str, float]
COLUMNS = {
    "cold": "cold ms",
    "warm": "warm ms",
    "all": "warm, all charts ms",
    "new": "new filter ms",
    "again": "again ms",
    "cpu_again": "server CPU ms",
    "kb_cold": "kB cold",
    "kb_warm": "kB warm",
    "kb_new": "kB filter",
    "memory": "server MB",
    "session": "MB per session",
    "messages": "messages",
    "script": "script ms",
}
"""Of the table of medians."""
COMPARED = ("cold", "warm", "new", "again", "cpu_again", "kb_cold")
"""Rows of the table of ratios."""
RIVALS = (*PEERS, BY_HAND)
WANTED: dict[str, dict[str, float]] = {
    "cold": {"dash": 0.8, BY_HAND: 2},
    "warm": {"dash": 1.2, "panel": 1},
    "new": {"dash": 1, "panel": 1, BY_HAND: 2},
    "again": {"dash": 1, "panel": 1, BY_HAND: 2},
    "cpu_again": {"dash": 1},
}
"""The highest ratio to each rival that is wanted."""


def medians(runs: Iterable[Medians]) -> Medians:
    """The medians of the runs of one server, by what was measured."""
    runs = list(runs)
    return {kind: statistics.median(run[kind] for run in runs) for kind in runs[0]}


def ratio(page: Mapping[str, Medians], kind: str, rival: str) -> float:
    """Ours to that of a rival; not a number where one of them is not known."""
    ours, theirs = (page.get(server, {}).get(kind, nan) for server in (OURS, rival))
    return ours / theirs if theirs else nan


def ratios(pages: Mapping[str, Mapping[str, Medians]]) -> str:
    """A table of ours to each rival, and what is wanted."""
    heads = ("page", "", *(f"ours / {rival}" for rival in RIVALS), "wanted")
    lines = [
        (
            name,
            COLUMNS[kind].removesuffix(" ms"),
            *(marked(ratio(page, kind, rival), WANTED.get(kind, {}).get(rival)) for rival in RIVALS),
            ", ".join(f"{rival} ≤ {most:g}" for rival, most in WANTED.get(kind, {}).items() if rival in page),
        )
        for name, page in pages.items()
        for kind in COMPARED
        if any(isfinite(ratio(page, kind, rival)) for rival in RIVALS)
    ]
    return table(heads, lines)


def marked(value: float, most: float | None) -> str:
    """A ratio, bold where it is higher than wanted."""
    words = digits(value, 2)
    return f"**{words}**" if most is not None and value > most else words


def missed(pages: Mapping[str, Mapping[str, Medians]]) -> str:
    """One sentence: which ratios are higher than wanted."""
    found = [
        f"{name}, {COLUMNS[kind].removesuffix(' ms')}: {value:.2f} of {rival}"
        for name, page in pages.items()
        for kind, wanted in WANTED.items()
        for rival, most in wanted.items()
        if (value := ratio(page, kind, rival)) > most
    ]
    return f"Higher than wanted: {'; '.join(found)}." if found else "All as wanted."


def values(pages: Mapping[str, Mapping[str, Medians]]) -> str:
    """The table of medians."""
    lines = [
        (name, server, *(digits(measured.get(kind, nan), kind == "session") for kind in COLUMNS))
        for name, page in pages.items()
        for server, measured in page.items()
    ]
    return table(("page", "server", *COLUMNS.values()), lines)


def digits(value: float, places: int) -> str:
    """A number, a dash where there is none."""
    return f"{value:.{int(places)}f}" if isfinite(value) else "–"


def table(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """A table in Markdown, numbers to the right."""
    heads = tuple(heads)
    rule = ("---", "---", *["--:"] * (len(heads) - 2))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, rule, *lines))
