"""The values of each option of a chart, by the name of the option; one name means one thing everywhere."""

from collections.abc import Callable, Iterable

from topics.tables import Tables

OPTIONS: dict[str, Callable[[Tables], Iterable]] = {
    "treaty": lambda tables: tables["treaties"]["treaty"],
    "duty": lambda tables: ("clearance", "stockpiles", "all"),  # noqa: ARG005
    "compare": lambda tables: (("BIH", "HRV"), ("SVN",)),  # noqa: ARG005 - with figures, and without
    "area_class": lambda tables: ("best", "CHA", "SHA", "TOTAL"),  # noqa: ARG005
    "scale": lambda tables: ("log", "linear"),  # noqa: ARG005
    "at": lambda tables: (2014, 1066),  # noqa: ARG005 - the step of a map, and none
}
"""Options that are switches are walked without being named here."""
