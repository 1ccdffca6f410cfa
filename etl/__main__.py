"""`python -m etl`: data/raw to data/clean, or a list of problems and nothing written."""

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from editions.comparison import NAME
from editions.package import Package
from etl import editions
from etl.build import Build, steps
from etl.publish import package_of, publish, recover
from etl.registry import DATA, package, tables


def main(arguments: list[str] | None = None) -> int:
    """Build or check the tables, close an edition or `read` documents; return 0, or 1 with problems."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["read"]:
        reader = import_module("etl.reader.command")  # its libraries are loaded only when it is asked for
        return int(reader.main(words[1:]))
    more = "python -m etl read --help: propose rows from documents"
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__, epilog=more)
    parser.add_argument("what", nargs="?", choices=["edition"], help="close the edition of datapackage.yaml")
    parser.add_argument("--check", action="store_true", help="check the records only, write nothing")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of datapackage.yaml, raw and clean")
    options = parser.parse_args(words)
    started = time.perf_counter()
    recover(options.data / "clean")
    build, registry = Build(), package(options.data)
    problems = editions.faults(options.data)
    if not problems:
        follow(build, registry, options.data)
        problems = list(map(str, build.problems))
    if options.what == "edition" and not problems:
        problems = close_edition(build, registry, options.data)
    if problems:
        print(*problems, f"{len(problems)} problems; nothing was written", sep="\n", file=sys.stderr)
        return 1
    if options.check:
        print(f"No problem in {sum(map(len, build.raw.values())):,} rows of {len(build.raw)} files.")
        return 0
    publish(package_of_build(build, registry), options.data / "clean")
    summary(build.clean)
    print(f"{len(build.clean)} tables in data/clean, {time.perf_counter() - started:.1f} s")
    return 0


def close_edition(build: Build, registry: dict[str, Any], data: Path) -> list[str]:
    """Close the edition of the day that the registry bears; return why not, nothing when it was closed."""
    declared, package_now = tables(registry, "clean"), package_of_build(build, registry)
    fault = editions.close(build.clean, declared, data, package_now)
    if fault:
        return [fault]
    build.clean[NAME] = editions.changes(build.clean, declared, data, str(package_now.day))
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


def follow(build: Build, registry: dict[str, Any], data: Path) -> None:
    """Run the steps: with a bar in a terminal, with plain lines elsewhere."""
    total = len(registry["resources"]) + 1
    if sys.stderr.isatty():
        with tqdm(total=total, unit="step", leave=False) as bar:
            for step in steps(build, registry, data):
                bar.set_description(step)
                bar.update()
    else:
        for number, step in enumerate(steps(build, registry, data), 1):
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


if __name__ == "__main__":
    sys.exit(main())
