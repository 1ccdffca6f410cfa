"""One build: read, check, correct, set aside, normalise. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from etl import editions, set_aside
from etl.columns import typed
from etl.corrections import corrected
from etl.normalise import rule
from etl.problem import Problem
from etl.provenance import stated_days, traced
from etl.read import raw_table, reference_problems
from etl.registry import DATA, Table, package, tables
from etl.rules import rule_problems


@dataclass
class Build:
    """What a build has found so far."""

    raw: dict[str, pd.DataFrame] = field(default_factory=dict)
    clean: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def steps(build: Build, data: Path = DATA, today: date | None = None) -> Iterator[str]:
    """Fill the build step by step, yielding what was done; stops after the checks if there are problems."""
    registry = package(data)
    raw = tables(registry, "raw")
    for table in raw:
        build.raw[table.name], found = raw_table(table, data)
        build.problems += found
        yield f"read {table.name}"
    check(build, raw, today or date.today())
    yield "checked"
    if build.problems:
        return
    kept, aside = set_aside.parted(build.raw, raw)
    days = stated_days(kept)
    for table in tables(registry, "clean"):
        if table.name == editions.NAME:  # the last one: it looks at all others
            frame = editions.changes(build.clean, tables(registry, "clean"), data, registry["created"])
        else:
            frame = aside if table.name == "set_aside" else rule(table.name)(kept)
            frame = traced(typed(frame, table), table, days)
        build.clean[table.name] = frame
        yield f"made {table.name}"


def check(build: Build, raw: list[Table], today: date) -> None:
    """Add what is wrong between rows and tables, and apply the corrections."""
    build.problems += reference_problems(raw, build.raw)
    build.problems += rule_problems(build.raw, today)
    if not build.problems:
        build.raw, stale = corrected(build.raw)
        build.problems += stale
    build.problems.sort()
