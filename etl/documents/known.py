"""Proposed rows beside those of the records: new, there already, or saying something else."""

import re

from etl.documents.characters import folded

KEYS = {
    "sources": ("source",),
    "treaty_actions": ("treaty", "country", "action"),
    "treaty_crosschecks": ("treaty", "country", "what", "source"),
    "events": ("event",),
    "event_participants": ("event", "participant", "role"),
    "event_programme": ("event", "position"),
    "oslo_process": ("event", "claim"),
    "memberships": ("organisation", "country", "status"),
    "projects": ("project",),
    "reported_figures": ("subject", "indicator", "unit", "source"),
}
# What two rows of one key must agree in, as far as both say it.
COMPARED = {
    "treaty_actions": ("date", "entry_into_force"),
    "treaty_crosschecks": ("date",),
    "events": ("start", "end", "city", "country", "states"),
    "event_participants": ("country",),
    "event_programme": ("country",),
    "oslo_process": ("states", "endorsing"),
    "memberships": ("since",),
    "projects": ("start", "end", "countries", "amount", "currency", "area_km2", "mines", "uxo"),
    "reported_figures": ("value", "date"),
}
DATES = ("date", "start", "end", "since", "entry_into_force")


def compared(table: str, row: dict[str, str], there: list[dict[str, str]]) -> tuple[str, str]:
    """Return "new", "in the records" or "differs", and where or in what."""
    key = KEYS[table]
    same = [other for other in there if all(other.get(column, "") == row.get(column, "") for column in key)]
    if not same:
        return "new", ""
    verdicts = [differences(table, row, other) for other in same]
    agreeing = next((other for other, verdict in zip(same, verdicts, strict=True) if not verdict), None)
    if agreeing is not None:
        return "in the records", agreeing.get("line", "")
    if table in ("reported_figures", "treaty_crosschecks"):
        return "new", ""
    return "differs", f"line {same[0].get('line', '')} of data/raw/{table}.csv has {verdicts[0]}"


def differences(table: str, row: dict[str, str], other: dict[str, str]) -> str:
    """Return the cells in which two rows of one key contradict each other."""
    return ", ".join(
        f"{column} {other[column]} instead of {row[column]}"
        for column in COMPARED.get(table, ())
        if row.get(column) and other.get(column) and not agrees(column, row[column], other[column])
    )


def agrees(column: str, one: str, other: str) -> bool:
    """Tell whether two cells say the same, one perhaps less exactly.

    >>> agrees("start", "2022-11", "2022-11-14"), agrees("city", "Tarčin", "Tarcin"), agrees("amount", "2850000", "2850000.0")
    (True, True, True)
    """
    if column in DATES:
        return one.startswith(other) or other.startswith(one)
    if re.fullmatch(r"\d+(\.\d+)?", one) and re.fullmatch(r"\d+(\.\d+)?", other):
        return float(one) == float(other)
    return folded(one) == folded(other)
