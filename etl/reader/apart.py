"""`python -m etl.reader.apart FILE DATA SOURCE`: one document read in a process of its own, told as JSON.

Nothing is forked. What a hostile file does to that process, in time or memory, ends with it.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from etl.reader.event_rows import read_meetings
from etl.reader.not_read import list_not_read
from etl.reader.notices import read_notices
from etl.reader.projects import read_projects
from etl.reader.proposals import Proposal, Proposals, proposals
from etl.reader.reading import Doubt, Reading, opened
from etl.reader.text import document
from etl.registry import Table, package, tables

LONGEST_TIME = 30  # seconds that the reading of one document may take
MODULE = "etl.reader.apart"
ROOT = Path(__file__).resolve().parent.parent.parent


def reading_of(path: Path, data: Path) -> Reading:
    """Return a document with all that is read in it, and what is not; raises ValueError with the reason."""
    reading = opened(document(path), data / "raw")
    for read_kind in (read_notices, read_meetings, read_projects, list_not_read):
        read_kind(reading)
    return reading


def read(path: Path, data: Path, source: str = "") -> Proposals:
    """Return the proposals of a document, as `source` if it has an id in the records."""
    return proposals(reading_of(path, data), raw_tables(data), source)


@lru_cache(maxsize=1)
def raw_tables(data: Path) -> dict[str, Table]:
    """Return the raw tables of the registry by name; read once a process."""
    return {table.name: table for table in tables(package(data), "raw")}


def read_apart(path: Path, data: Path, source: str) -> Proposals | str:
    """Return the proposals of a document read in another process, or why there are none."""
    command = [sys.executable, "-m", MODULE, str(path.resolve()), str(data.resolve()), source]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=LONGEST_TIME, check=False)
        answer = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        return f"reading it took more than {LONGEST_TIME} seconds: cut it into its parts"
    except ValueError:
        return "the reader came to a sudden end with it: give its text as a plain text file"
    if "fault" in answer:
        return str(answer["fault"])
    rows = tuple(Proposal(**row) for row in answer["rows"])
    doubts = tuple(Doubt(**doubt) for doubt in answer["doubts"])
    return Proposals(**{**answer, "lines": tuple(answer["lines"]), "rows": rows, "doubts": doubts})


def main(path: str, data: str, source: str) -> None:
    """Print the proposals of a document, or why there are none, as JSON."""
    try:
        answer = asdict(read(Path(path), Path(data), source))
    except ValueError as error:
        answer = {"fault": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
