"""Measures `python -m hazard_areas` against reading and writing the same file, into benchmarks/areas.md."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.areas_file import write

RESULTS = Path(__file__).with_name("areas.md")
SIZES = (10_000, 100_000, 1_000_000)
COPY = (
    "import sys, geopandas as gpd;"
    "source, target = sys.argv[1:];"
    "is_parquet = source.endswith('parquet');"
    "areas = gpd.read_parquet(source) if is_parquet else gpd.read_file(source, use_arrow=True);"
    "areas.to_parquet(target) if target.endswith('parquet') else areas.to_file(target, use_arrow=True)"
)
"""What reads a file as a whole and writes it again, by GeoPandas, Parquet compressed as by the command."""
WAYS = (
    ("GeoPackage", "read, write GeoPackage"),
    ("GeoPackage", "read, write GeoParquet"),
    ("GeoPackage", "`hazard_areas`"),
    ("GeoParquet", "read, write GeoParquet"),
    ("GeoParquet", "`hazard_areas`"),
)
"""What is measured: of which file, and what is done; files of the first are written by the second line."""
HEAD = """\
# A million hazard areas

`python -m benchmarks.areas` writes this page: `python -m hazard_areas FILE --out DIR` on invented databases
(`python -m benchmarks.areas --make 1000000`: outlines of 6 to 24 corners all over the region, one in a
hundred broken, one in thirty upon another, one in twenty-five a point, one in twenty without a date, words
in mixed case and languages), beside GeoPandas that only reads the same file as a whole and writes it again.
Each is a process of its own, with its start and all imports. *Times*: seconds of the command in those of the
lines above it that read the same file, by the clock and of processors.

| Areas | File | What | Processor s | Wall s | Peak MB | Load | Times, wall | Times, processor |
| ---: | --- | --- | ---: | ---: | ---: | ---: | --- | --- |
"""
TAIL = """
Load: processes that wanted one of the {count} processors in the minute before, those of other work
included; wall time grows with it, processor time less.

What takes it, beyond reading and writing: whether outlines are valid, their way into a plane equal in area,
the unit in which each lies, one pass more over the disk so that neighbours lie together, and the words of
each chunk. A second and a half is the same for any size: libraries, boundaries, the distinct days.

Peak memory is that of the chunks that are worked on at the same time, three with two threads; there is one
alone at 10,000. Beyond grow the table of sums, with a row at most for each combination of unit, year, hazard,
class and status, and some bytes for each area: see *Time and memory* in [docs/areas.md](../docs/areas.md).
"""


class Cost(NamedTuple):
    """What a process took: seconds of processors and of the wall, peak memory in MB, and the load before."""

    processor: float
    wall: float
    megabytes: float
    load: float


def cost(command: list[str]) -> Cost:
    """Run a command to its end."""
    load, start = os.getloadavg()[0], time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, load)


def measured(count: int, folder: Path) -> list[str]:
    """A line for each way to work on so many areas."""
    start = folder / f"{count}.gpkg"
    if not start.exists():
        make = [sys.executable, "-m", "benchmarks.areas", "--make", str(count), "--to", str(start)]
        subprocess.run(make, check=True)
    files = {"GeoPackage": start, "GeoParquet": folder / f"{count}.parquet"}
    lines: list[str] = []
    copies: dict[str, list[Cost]] = {name: [] for name in files}
    for source, what in WAYS:
        if what.startswith("read"):
            target = files["GeoParquet"] if source == "GeoPackage" else folder / "copy.parquet"
            target = folder / "copy.gpkg" if what.endswith("GeoPackage") else target
            one = cost([sys.executable, "-c", COPY, str(files[source]), str(target)])
            copies[source].append(one)
            times = " | "
        else:
            command = ["-m", "hazard_areas", str(files[source]), "--out", str(folder / "out")]
            one = cost([sys.executable, *command, "--quiet"])
            by_clock = ", ".join(f"{one.wall / copy.wall:.1f}" for copy in copies[source])
            times = f"{by_clock} | " + ", ".join(
                f"{one.processor / copy.processor:.1f}" for copy in copies[source]
            )
        figures = f"{one.processor:.1f} | {one.wall:.1f} | {one.megabytes:.0f} | {one.load:.1f}"
        lines.append(f"| {count:,} | {source} | {what} | {figures} | {times} |")
        print(lines[-1], flush=True)
    return lines


def standing(sizes: Sequence[int]) -> dict[int, list[str]]:
    """The lines of the page by number of areas, without those of sizes that are measured anew."""
    lines: dict[int, list[str]] = {}
    for line in RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else ():
        cell = line.strip("| ").partition(" |")[0].replace(",", "")
        if cell.isdigit() and int(cell) not in sizes and line.count("|") == HEAD.splitlines()[-1].count("|"):
            lines.setdefault(int(cell), []).append(line)
    return lines


def main() -> None:
    """Make a database, or measure all sizes."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.areas", description=__doc__)
    options.add_argument("--make", type=int, metavar="COUNT", help="only write a database of so many areas")
    options.add_argument(
        "--to", type=Path, metavar="FILE", help="where to (.gpkg, .parquet, .fgb, .shp, .csv)"
    )
    options.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=SIZES,
        metavar="COUNT",
        help="what to measure; the others stay",
    )
    options.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help="where files lie meanwhile")
    chosen = options.parse_args()
    if chosen.make:
        write(chosen.make, chosen.to or Path(f"hazard-areas-{chosen.make}.gpkg"))
        return
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        lines = {count: measured(count, chosen.folder or Path(folder)) for count in chosen.sizes}
    lines |= standing(chosen.sizes)
    table = "\n".join(line for count in sorted(lines) for line in lines[count])
    RESULTS.write_text(HEAD + table + "\n" + TAIL.format(count=os.cpu_count()), encoding="utf-8")


if __name__ == "__main__":
    main()
