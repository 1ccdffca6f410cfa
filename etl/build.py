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
from etl.corrections import at_correction, corrected
from etl.normalise import rule
from etl.problem import Problem
from etl.provenance import stated_days, traced
from etl.read import raw_table
from etl.references import reference_problems
from etl.registry import Table, tables
from etl.rules import rule_problems

# Texts as Python strings: they are read cell by cell more often than by column.
pd.set_option("mode.string_storage", "python")


@dataclass
class Build:
    """What a build has read, made and refused so far."""

    raw: dict[str, pd.DataFrame] = field(default_factory=dict)
    clean: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def steps(build: Build, registry: dict[str, Any], data: Path, today: date | None = None) -> Iterator[str]:
    """Fill a build step by step, yielding what was done; stops after the checks if there are problems.

    Args:
        build: is filled.
        registry: from `package`.
        data: folder of the registry, raw, clean and editions.
        today: nothing that has happened is dated later; None for the day of the clock.
    """
    yield from checking(build, registry, data, today)
    if not build.problems:
        yield from making(build, registry, data)


def checking(build: Build, registry: dict[str, Any], data: Path, today: date | None = None) -> Iterator[str]:
    """Read the raw tables and find what is wrong in them, yielding what was done; arguments as of `steps`."""
    raw = tables(registry, "raw")
    for table in raw:
        build.raw[table.name], faults = raw_table(table, data)
        build.problems += faults
        yield f"read {table.name}"
    check(build, raw, data, today or date.today())
    yield "checked"


def check(build: Build, raw: list[Table], data: Path, today: date) -> None:
    """Add what is wrong between rows and tables, and apply the corrections."""
    build.problems += between(build, raw, data, today)
    if not build.problems:
        build.raw, build.problems, lines = corrected(build.raw, raw)
        if lines:
            faults = between(build, raw, data, today)
            build.problems += [at_correction(problem, lines) for problem in faults]
    build.problems.sort()


def between(build: Build, raw: list[Table], data: Path, today: date) -> list[Problem]:
    """Return what is wrong between rows and tables; a cell with a fault of its own is not named again."""
    names = {f"data/{table.path}": table.name for table in raw}
    unread = {names[problem.file] for problem in build.problems if not problem.column}
    faulty = {(problem.file, problem.line, problem.column) for problem in build.problems}
    return [
        problem
        for problem in (
            *reference_problems(raw, build.raw, unread, data / "clean"),
            *rule_problems(build.raw, today),
        )
        if (problem.file, problem.line, problem.column) not in faulty
    ]


def making(build: Build, registry: dict[str, Any], data: Path) -> Iterator[str]:
    """Make the clean tables of raw ones without a problem, yielding what was done."""
    facts, aside = set_aside.parted(build.raw, tables(registry, "raw"))
    days, clean = stated_days(facts), tables(registry, "clean")
    for table in clean:
        if table.name == NAME:  # the last one: it looks at all others
            build.clean[table.name] = editions.changes(build.clean, clean, data, str(registry["created"]))
        else:
            frame = aside if table.name == "set_aside" else rule(table.name)(facts)
            build.clean[table.name] = traced(typed(frame, table), table, days)
        yield f"made {table.name}"
