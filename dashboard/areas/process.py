"""`python -m dashboard.areas.process`: reads one file that comes in by a pipe, answers by another, and ends.

Whatever a file does to it, in time, memory or by a fault of a library, ends with it. It writes no file, and
what libraries print of a file goes nowhere.
"""

import json
import logging
import os
import sys
import threading
from typing import Any, BinaryIO

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError
from dashboard.areas.packing import packed
from dashboard.areas.reading import read

IDLE_SECONDS = 600
"""Time after which a process that was given no file ends."""
UNUSED = 75
"""Its exit status then."""


def main() -> None:
    """Read the file of the standard input and answer on the standard output."""
    answers = _private_output()
    _load()
    _limit()
    own = _read(sys.stdin.buffer)
    with answers:
        answers.write(packed(own))
    os._exit(0)  # the end of an interpreter takes as long as reading a small file


def _private_output() -> BinaryIO:
    """The pipe for the answer; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    logging.disable(logging.CRITICAL)
    return answers


def _load() -> None:
    """Import what files need before one comes."""
    import defusedxml.ElementTree  # noqa: F401, PLC0415
    import pyarrow.parquet  # noqa: F401, PLC0415
    import pyogrio.raw  # noqa: F401, PLC0415
    import python_calamine  # noqa: F401, PLC0415
    import shapely  # noqa: F401, PLC0415


def _limit() -> None:
    """Let the system hold the limits, where it can: memory, time, no file written, no picture of a crash."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    most: Any = limits.PROCESS_MEGABYTES * limits.MEGABYTE
    for kind, size in (
        (resource.RLIMIT_DATA, most + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (size, size))
        except (OSError, ValueError):  # a system that lets nobody set it: who started us watches as well
            continue


def _read(given: BinaryIO) -> Any:
    """The file of a stream, behind a line with the answers to its questions; or why it is not read."""
    end = threading.Timer(IDLE_SECONDS, os._exit, (UNUSED,))
    end.daemon = True
    end.start()
    head = given.readline()
    end.cancel()
    if not head:
        sys.exit(UNUSED)
    try:
        return read(given.read(), json.loads(head))
    except RefusedError as refused:
        return refused


if __name__ == "__main__":
    main()
