"""One build: read, check, correct, set aside, normalise. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from editions.comparison import NAME
from etl import editions, set_aside
from etl.columns import typed
from etl.corrections import corrected
from etl.normalise import rule
from etl.problem import Problem
from etl.provenance import stated_days, traced
from etl.read import raw_table, reference_problems
from etl.registry import Table, tables
from etl.rules import rule_problems


@dataclass
class Build:
    """What a build has read, made and refused so far."""

    raw: dict[str, pd.DataFrame] = field(default_factory=dict)
    clean: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def steps(build: Build, registry: dict[str, Any], data: Path, today: date | None = None) -> Iterator[str]:
    """Fill the build step by step, yielding what was done; stops after the checks if there are problems.

    Args:
        build: is filled.
        registry: from `package`.
        data: folder of the registry, raw and editions.
        today: nothing that has happened is dated later; None for the day of the clock.
    """
    raw, clean = tables(registry, "raw"), tables(registry, "clean")
    for table in raw:
        build.raw[table.name], faults = raw_table(table, data)
        build.problems += faults
        yield f"read {table.name}"
    check(build, raw, today or date.today())
    yield "checked"
    if build.problems:
        return
    facts, aside = set_aside.parted(build.raw, raw)
    days = stated_days(facts)
    for table in clean:
        if table.name == NAME:  # the last one: it looks at all others
            build.clean[table.name] = editions.changes(build.clean, clean, data, str(registry["created"]))
        else:
            frame = aside if table.name == "set_aside" else rule(table.name)(facts)
            build.clean[table.name] = traced(typed(frame, table), table, days)
        yield f"made {table.name}"


def check(build: Build, raw: list[Table], today: date) -> None:
    """Add what is wrong between rows and tables, and apply the corrections."""
    build.problems += reference_problems(raw, build.raw)
    build.problems += rule_problems(build.raw, today)
    if not build.problems:
        build.raw, stale = corrected(build.raw)
        build.problems += stale
    build.problems.sort()
