"""What the command line takes."""

import argparse
import os
from pathlib import Path

from topics.hazard_areas.cells import DECIMALS, ORDERS
from topics.hazard_areas.terms import CODED, PLACES, TERMS, UNITS

DESCRIPTION = (
    "From files of hazard areas to a folder: checked, placed, summed by place, year, hazard and status."
)
EPILOG = (
    "Files may be GeoPackage, GeoParquet, FlatGeobuf, Shapefile, File Geodatabase, zipped ones, GeoJSON, "
    "Esri JSON, KML, KMZ, GPX, CSV and workbooks with WKT, points or corners. DIR appears when all is done; "
    "one that this command wrote before is replaced. See docs/areas.md."
)
COLUMNS = (*TERMS, "wkt", *PLACES)
QUESTIONS = ("file", "first_row", "corners", "fill", "start", "lines", "exchange", "zones", "waypoints")
"""Keys of the questions of the page that have no option of their own."""


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    one = argparse.ArgumentParser(prog="python -m hazard_areas", description=DESCRIPTION, epilog=EPILOG)
    one.add_argument("files", nargs="*", type=Path, metavar="FILE")
    one.add_argument("--out", type=Path, metavar="DIR", help="folder to write")
    one.add_argument("--repair", action="store_true", help="mend outlines that are invalid")
    one.add_argument("--layer", metavar="NAME", help="layer or sheet of the files, where they have several")
    one.add_argument("--crs", metavar="EPSG:N", help="coordinate system, in place of what the files say")
    one.add_argument("--encoding", metavar="NAME", help="of the texts of CSV and Shapefile")
    _add_meanings(one)
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


def _add_meanings(one: argparse.ArgumentParser) -> None:
    """Let the command line say what columns and cells mean."""
    terms = f"own column for a term ({', '.join(COLUMNS)}); may stand several times"
    one.add_argument("--column", action="append", default=[], metavar="TERM=NAME", help=terms)
    codes = (
        f"code for a word of {', '.join(CODED)}, such as status:Done=closed, or for all rows of files "
        "without such a column, hazard:=CMR; may stand several times"
    )
    one.add_argument("--means", action="append", default=[], metavar="TERM:WORD=CODE", help=codes)
    questions = (
        f"to what else is asked of a file ({', '.join(QUESTIONS)}), as the sentence says with which the "
        "command stops; may stand several times"
    )
    one.add_argument("--answer", action="append", default=[], metavar="QUESTION=ANSWER", help=questions)
    one.add_argument("--unit", choices=list(UNITS), help="of stated areas")
    one.add_argument("--decimal", choices=DECIMALS, help="mark before decimals in texts")
    one.add_argument("--dates", choices=ORDERS, help="order of day and month in texts such as 05/06/2024")
