"""Runs a command of `python -m etl` over a folder of data, and says what came of it."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from editions.comparison import NAME
from editions.package import Package
from etl import editions
from etl.build import Build, checking, making
from etl.lock import alone
from etl.problem import refused
from etl.publish import package_of, publish, recover
from etl.registry import tables


def run(command: str, registry: dict[str, Any], data: Path, *, quiet: bool = False) -> int:
    """Build, check or close an edition, while no other command does; return 0, or 1 with problems.

    Args:
        command: build, check or edition.
        registry: from `package`.
        data: folder of the registry, raw, clean and editions.
        quiet: print problems alone.
    """
    started, build = time.perf_counter(), Build()
    with alone(data, writes=command != "check"):
        problems = attempted(command, build, registry, data, quiet=quiet)
    if problems:
        return refused(problems)
    if command == "check" and not quiet:
        print(f"No problem in {sum(map(len, build.raw.values())):,} rows of {len(build.raw)} files.")
    elif not quiet:
        summary(build.clean)
        print(f"{len(build.clean)} tables in {data / 'clean'}, {time.perf_counter() - started:.1f} s")
    return 0


def attempted(command: str, build: Build, registry: dict[str, Any], data: Path, *, quiet: bool) -> list[str]:
    """Fill a build and write what it gives; return what is wrong, and then nothing is written."""
    if command != "check":
        recover(data / "clean")
    problems = editions.faults(data)
    if problems:
        return problems
    follow(checking(build, registry, data), len(tables(registry, "raw")) + 1, quiet=quiet)
    if build.problems or command == "check":
        return list(map(str, build.problems))
    follow(making(build, registry, data), len(tables(registry, "clean")), quiet=quiet)
    package = package_of_build(build, registry)
    if command == "edition":
        problems = close_edition(build, registry, data, package)
        package = package_of_build(build, registry)
    if not problems:
        publish(package, data / "clean")
    return problems


def close_edition(build: Build, registry: dict[str, Any], data: Path, package: Package) -> list[str]:
    """Close the edition of the day that the registry bears; return why not, nothing when it was closed."""
    declared = tables(registry, "clean")
    fault = editions.close(build.clean, declared, data, package)
    if fault:
        return [fault]
    build.clean[NAME] = editions.changes(build.clean, declared, data, str(package.day))
    return []


def package_of_build(build: Build, registry: dict[str, Any]) -> Package:
    """Return the clean tables of a build as a data package."""
    return package_of(build.clean, tables(registry, "clean"), registry, raw_counts(build))


def raw_counts(build: Build) -> list[dict[str, object]]:
    """Return what became of each raw file: its rows, and how many were set aside."""
    aside = build.clean["set_aside"]["raw_file"].value_counts()
    paths = {name: f"raw/{name}.csv" for name in build.raw}
    return [
        {"path": path, "rows": len(build.raw[name]), "set_aside": int(aside.get(path, 0))}
        for name, path in paths.items()
    ]


def follow(steps: Iterator[str], total: int, *, quiet: bool) -> None:
    """Run steps: with a bar in a terminal, with plain lines elsewhere, without a word where that is asked."""
    if not quiet and sys.stderr.isatty():
        with tqdm(total=total, unit="step", leave=False) as bar:
            for step in steps:
                bar.set_description(step)
                bar.update()
        return
    for number, step in enumerate(steps, 1):
        if not quiet:
            print(f"{number}/{total} {step}", file=sys.stderr)


def summary(clean: dict[str, pd.DataFrame]) -> None:
    """Print a line per table: rows, sources, years."""
    for name, frame in clean.items():
        sources = f"{frame['source'].nunique()} sources" if "source" in frame else ""
        print(f"{name:24}{len(frame):>6} rows  {sources:>12}  {years(frame)}")


def years(frame: pd.DataFrame) -> str:
    """Return first and last year of a clean table, empty when it has none."""
    stated = pd.concat(
        [pd.to_numeric(frame[column]) for column in ("year", "year_from", "year_to") if column in frame]
        + [frame[column].dt.year for column in ("date", "as_of", "start") if is_date(frame, column)]
        or [pd.Series(dtype=float)]
    ).dropna()
    return f"{stated.min():.0f}–{stated.max():.0f}" if len(stated) else ""


def is_date(frame: pd.DataFrame, column: str) -> bool:
    """Tell whether a frame has a column of dates of that name."""
    return column in frame and pd.api.types.is_datetime64_any_dtype(frame[column])
