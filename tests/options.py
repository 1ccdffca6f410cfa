"""The values of each option of a chart, by the name of the option; one name means one thing everywhere."""

from collections.abc import Callable, Iterable

from topics.tables import Tables

OPTIONS: dict[str, Callable[[Tables], Iterable]] = {
    "treaty": lambda tables: tables["treaties"]["treaty"],
    "duty": lambda tables: ("clearance", "stockpiles", "all"),  # noqa: ARG005
}
"""Options that are switches are walked without being named here."""
