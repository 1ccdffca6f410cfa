"""From files of hazard areas to a folder: checked, placed, summed by place, year, hazard and status."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from etl.registry import DATA, package
from hazard_areas.problem import StoppedError
from topics.hazard_areas.cells import DECIMALS, ORDERS
from topics.hazard_areas.terms import CODED, TERMS, UNITS

EPILOG = (
    "Files may be GeoPackage, GeoParquet, FlatGeobuf, Shapefile, File Geodatabase, or CSV with WKT or "
    "points. DIR appears when all is done; one that this command wrote before is replaced. See docs/areas.md."
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, 1 where something is wrong, 130 where somebody stopped it."""
    options = parser().parse_args(arguments)
    try:
        if options.version:
            registry = package(DATA)
            print(f"{registry['name']} {registry['version']}")
            return 0
        if not options.files or options.out is None:
            raise StoppedError("Give the files, and where to write: python -m hazard_areas FILE… --out DIR")
        command = import_module("hazard_areas.command")  # its libraries take a second to load
        command.run_with(options)
        return 0
    except StoppedError as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.out}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was written", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    one = argparse.ArgumentParser(prog="python -m hazard_areas", description=__doc__, epilog=EPILOG)
    one.add_argument("files", nargs="*", type=Path, metavar="FILE")
    one.add_argument("--out", type=Path, metavar="DIR", help="folder to write")
    one.add_argument("--repair", action="store_true", help="mend outlines that are invalid")
    one.add_argument("--layer", metavar="NAME", help="layer of the files, where they have several")
    one.add_argument("--crs", metavar="EPSG:N", help="coordinate system, in place of what the files say")
    one.add_argument("--encoding", metavar="NAME", help="of the texts of CSV and Shapefile")
    terms = f"own column for a term ({', '.join(TERMS)}); may stand several times"
    one.add_argument("--column", action="append", default=[], metavar="TERM=NAME", help=terms)
    codes = f"code for a word of {', '.join(CODED)}, such as status:Done=closed; may stand several times"
    one.add_argument("--means", action="append", default=[], metavar="TERM:WORD=CODE", help=codes)
    one.add_argument("--unit", choices=list(UNITS), help="of stated areas")
    one.add_argument("--decimal", choices=DECIMALS, help="mark before decimals in texts")
    one.add_argument("--dates", choices=ORDERS, help="order of day and month in texts such as 05/06/2024")
    workers = "threads that work at the same time (default: as many as processors, up to 4)"
    count = min(os.cpu_count() or 1, 4)
    one.add_argument("--workers", type=int, default=count, metavar="N", help=workers)
    cluster = (
        "work on the Dask cluster at this address, which must see the same folders (requirements-dask.txt)"
    )
    one.add_argument("--scheduler", metavar="ADDRESS", help=cluster)
    one.add_argument("--quiet", action="store_true", help="print problems alone")
    one.add_argument("--version", action="store_true", help="name and version, and no more")
    return one


if __name__ == "__main__":
    sys.exit(main())
