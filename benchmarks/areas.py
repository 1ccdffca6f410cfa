"""Measures `python -m hazard_areas` against reading and writing the same file, into benchmarks/areas.md."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.areas_file import write

RESULTS = Path(__file__).with_name("areas.md")
SIZES = (10_000, 100_000, 1_000_000)
COPY = (
    "import sys, geopandas as gpd;"
    "areas = gpd.read_file(sys.argv[1], use_arrow=True);"
    "target = sys.argv[2];"
    "areas.to_parquet(target) if target.endswith('parquet') else areas.to_file(target, use_arrow=True)"
)
"""What reads a file as a whole and writes it again, by GeoPandas."""
HEAD = """\
# A million hazard areas

`python -m benchmarks.areas` writes this page: `python -m hazard_areas FILE --out DIR` on invented databases
(`python -m benchmarks.areas --make 1000000`: GeoPackage, outlines of 6 to 24 corners all over the region, one
in a hundred broken, one in thirty upon another, one in twenty-five a point, one in twenty without a date,
words in mixed case and languages), beside GeoPandas that only reads the file and writes it again, as
GeoParquet and as GeoPackage. Each is a process of its own, with its start and all imports.

| Areas | What | Processor s | Wall s | Peak MB | Load |
| ---: | --- | ---: | ---: | ---: | ---: |
"""
TAIL = """
Load: processes that wanted one of the {count} processors in the minute before, those of other work included;
wall time grows with it, processor time less.

What takes it, beyond reading and writing: whether outlines are valid, their way into a plane equal in area,
the unit in which each lies, one pass more over the disk so that neighbours lie together, and the words of
each chunk. Some two seconds are the same for any size: libraries, boundaries, the distinct days.
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
    file, python = folder / f"{count}.gpkg", sys.executable
    if not file.exists():
        subprocess.run(
            [python, "-m", "benchmarks.areas", "--make", str(count), "--to", str(file)], check=True
        )
    out = str(folder / "out")
    ways = {
        "read, write GeoParquet": [python, "-c", COPY, str(file), str(folder / "copy.parquet")],
        "read, write GeoPackage": [python, "-c", COPY, str(file), str(folder / "copy.gpkg")],
        "`hazard_areas`": [python, "-m", "hazard_areas", str(file), "--out", out, "--quiet"],
        "`hazard_areas --repair`": [
            python,
            "-m",
            "hazard_areas",
            str(file),
            "--out",
            out,
            "--quiet",
            "--repair",
        ],
    }
    lines = []
    for what, command in ways.items():
        one = cost(command)
        times = f"{one.processor:.1f} | {one.wall:.1f} | {one.megabytes:.0f} | {one.load:.1f}"
        lines.append(f"| {count:,} | {what} | {times} |")
        print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Make a database, or measure all sizes."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.areas", description=__doc__)
    options.add_argument("--make", type=int, metavar="COUNT", help="only write a database of so many areas")
    options.add_argument(
        "--to", type=Path, metavar="FILE", help="where to (.gpkg, .parquet, .fgb, .shp, .csv)"
    )
    options.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="COUNT", help="what to measure"
    )
    options.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help="where files lie meanwhile")
    chosen = options.parse_args()
    if chosen.make:
        write(chosen.make, chosen.to or Path(f"hazard-areas-{chosen.make}.gpkg"))
        return
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        lines = [line for count in chosen.sizes for line in measured(count, chosen.folder or Path(folder))]
    RESULTS.write_text(HEAD + "\n".join(lines) + "\n" + TAIL.format(count=os.cpu_count()), encoding="utf-8")


if __name__ == "__main__":
    main()
