"""The first pass: a chunk of a file is checked, measured, placed and laid down beside the output."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from hazard_areas.examining import examined, located
from hazard_areas.source import Source
from hazard_areas.spill import Summary, spilled


@dataclass(frozen=True)
class Survey:
    """What the first pass over a file needs."""

    source: Source
    columns: Mapping[str, str | None]
    """The own column that holds each term."""
    repair: bool
    folder: Path


def surveyed(table: pa.Table, first: int, survey: Survey) -> Summary:
    """A chunk whose first row is that of this number, counted from 0."""
    frame = examined(located(table, first, survey.source), survey.repair)
    return spilled(frame, survey.columns, survey.folder)
