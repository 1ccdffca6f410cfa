"""Takes files through all steps into a folder, which is put into its place when it is whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from hazard_areas import outcome
from hazard_areas.adding import Added
from hazard_areas.finishing import Plan, groups
from hazard_areas.opening import opened
from hazard_areas.problem import StoppedError
from hazard_areas.replacing import in_place
from hazard_areas.schedule import Schedule
from hazard_areas.source import Source, Wishes
from hazard_areas.spill import Summary
from hazard_areas.survey import Survey
from hazard_areas.understanding import Answers, columns_of, understood

Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What a run is to do."""

    files: tuple[Path, ...]
    out: Path
    repair: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    answers: Answers = field(default_factory=Answers)


def run(order: Order, schedule: Schedule, say: Say) -> None:
    """Check, place and sum the files; the folder stands when all is done, and not before.

    Raises:
        StoppedError: a file cannot be read, or the folder is not one of this command; nothing was written.
    """
    with in_place(order.out) as beside:
        spill = beside / ".spill"
        spill.mkdir()
        sources = [opened(number, path, order.wishes, spill) for number, path in enumerate(order.files)]
        columns = {source.number: columns_of(source, order.answers) for source in sources}
        summaries: list[Summary] = []
        for source in sources:
            for summary in schedule.survey(Survey(source, columns[source.number], order.repair, spill)):
                summaries.append(summary)
                say(f"{sum(one.rows for one in summaries):,} rows checked")
        _check(sources, summaries)
        plan = _plan(sources, columns, summaries, beside, order.answers)
        wanted = groups(summaries)
        with Added(plan) as added:
            for count, part in enumerate(schedule.finish(wanted, plan), 1):
                added.add(part)
                say(f"{count} of {len(wanted)} parts written")
        outcome.write(added, sources, summaries, order.repair)


def _check(sources: Sequence[Source], summaries: Sequence[Summary]) -> None:
    for source in sources:
        rows = [one for one in summaries if one.file == source.number]
        if not rows:
            raise StoppedError(f"{source.path}: the file has no rows.")
        if not sum(len(one.keys) for one in rows):
            raise StoppedError(
                f"{source.path}: no row has a shape that can be counted. Is {source.crs} the right "
                "coordinate system? Else give it: --crs EPSG:…"
            )


def _plan(
    sources: Sequence[Source],
    columns: Mapping[int, Mapping[str, str | None]],
    summaries: Sequence[Summary],
    out: Path,
    answers: Answers,
) -> Plan:
    ids, counts = np.unique(np.concatenate([one.ids for one in summaries]), return_counts=True)
    understandings = {
        source.number: understood(
            source, columns[source.number], [one for one in summaries if one.file == source.number], answers
        )
        for source in sources
    }
    names = tuple(source.path.name for source in sources)
    return Plan(out, names, _schema(sources), understandings, ids[counts > 1])


def _schema(sources: Sequence[Source]) -> pa.Schema:
    """The own columns of all files; one that differs in type is text."""
    kinds: dict[str, pa.DataType] = {}
    for one in (one for source in sources for one in source.schema):
        kind = one.type.value_type if pa.types.is_dictionary(one.type) else one.type
        kind = pa.string() if pa.types.is_null(kind) or kinds.get(one.name, kind) != kind else kind
        kinds[one.name] = kind
    return pa.schema(list(kinds.items()))
