"""A document to proposals: what is read of each kind, and what is left."""

from pathlib import Path

from etl.reader.event_rows import read_meetings
from etl.reader.not_read import list_not_read
from etl.reader.notice_rows import read_notices
from etl.reader.projects import read_projects
from etl.reader.proposals import Proposals, proposals
from etl.reader.reading import Reading, opened
from etl.reader.text import document
from etl.registry import package, tables


def read(path: Path, data: Path, source: str = "") -> Proposals:
    """Return the proposals of a document.

    Raises: ValueError with the reason why it cannot be read.
    """
    raw = {table.name: table for table in tables(package(data), "raw")}
    return proposals(reading_of(path, data), raw, source)


def reading_of(path: Path, data: Path) -> Reading:
    """Return a document with all that is read in it."""
    reading = opened(document(path), data / "raw")
    read_notices(reading)
    read_meetings(reading)
    read_projects(reading)
    list_not_read(reading)
    return reading
