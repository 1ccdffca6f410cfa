"""A reader's own hazard areas as a value that charts take: checked, measured and placed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from topics.view import View, members
from topics.vocabulary.hazards import hazard_family
from topics.vocabulary.sentences import sentence

NO_FILE = "No file of hazard areas is loaded"


@dataclass(frozen=True)
class OwnAreas:
    """The areas of a reader's file; those of the same file, read in the same way, are equal.

    `choices` names the content of the file and how it was read, `file` what the file is called, `rows` are
    the areas as `checks.checked` gives them (a GeoDataFrame in degrees).
    """

    choices: Hashable
    file: str
    rows: Any = field(compare=False, repr=False)
    is_example: bool = False
    has_closed: bool = False
    """Whether closed areas count too: the reader asked for them."""
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Names of the units in which they lie, by code."""

    @property
    def source(self) -> str:
        """What stands in the place of a source."""
        return (
            sentence("Sample data, invented")
            if self.is_example
            else sentence("Your file “{file}”, not checked by this collection", file=self.file)
        )

    def titled(self, title: str) -> str:
        """A title, which says of an example that it is one and not the reader's file."""
        words = title.removeprefix(sentence("Your file: "))
        return sentence("Sample data: {title}", title=words) if self.is_example else title


def of_file(rows: pd.DataFrame, source: str) -> pd.DataFrame:
    """Rows that rest on a file and on no record: *columns* records, is_stated, is_own, source besides."""
    return rows.assign(records=[()] * len(rows), is_stated=False, is_own=True, source=source)


def inside(areas: Any, view: View) -> Any:
    """The areas inside a view; its years do not cut.

    Areas in no country of the region are inside while no place is chosen, those of no stated hazard always.
    """
    fits = areas["country"].isin(view.members)
    if not view.countries and view.region == View.region:
        fits |= ~areas["country"].isin(members(view.tables, view.region))
    if view.hazard != "ALL":
        family = hazard_family(view.tables, view.hazard)
        fits &= areas["hazard"].isin(family) | areas["hazard"].isna()
    return areas[fits]
