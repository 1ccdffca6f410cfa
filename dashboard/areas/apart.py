"""Has a reader's file read by a process of its own, within limits of time and memory.

The process is started anew, not forked, so that it is the same on every system; one waits beforehand, since
starting takes a second. It reads one file and ends, and the memory of the file with it.
"""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError
from dashboard.areas.packing import unpacked
from dashboard.areas.process import UNUSED
from dashboard.areas.reading import OwnFile

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "dashboard.areas.process")
AT_ONCE = 2
"""Files that are read at the same time; others wait."""
LATER = 1.0
"""Seconds after an answer until the next process is started, so that its start delays no reader."""
LOOK = 0.02
"""Seconds between two looks at the memory of a process."""
KILLED = -9
"""Exit status of a process that the system ended for want of memory; Windows has none such."""
QUIET = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "CPL_LOG": os.devnull,
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""What libraries are told: no threads and memory in reserve, no messages."""
_turns = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_spare: list[subprocess.Popen] = []


def read_apart(content: bytes, answers: Mapping[str, str] | None = None) -> OwnFile:
    """A file of hazard areas, as `reading.read` gives it.

    Raises:
        RefusedError: it cannot be read or goes beyond a limit; the text says what to do.
    """
    limits.check_size(content)
    given = json.dumps(dict(answers or {})).encode() + b"\n" + content
    with _turns:
        answer = _answer(given, content)
    later = threading.Timer(LATER, prepare)
    later.daemon = True
    later.start()
    try:
        return unpacked(answer)
    except (pickle.UnpicklingError, EOFError, ValueError) as problem:
        if isinstance(problem, RefusedError):
            raise
        raise limits.damaged() from problem


def prepare() -> None:
    """Have a process ready for the next file."""
    with _lock:
        while _spare and _spare[-1].poll() is not None:
            _spare.pop()
        if not _spare:
            _spare.append(_started())


def _started() -> subprocess.Popen:
    return subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **QUIET},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _taken() -> subprocess.Popen:
    """The process that waits, or a new one."""
    with _lock:
        return _spare.pop() if _spare else _started()


def _answer(given: bytes, content: bytes) -> bytes:
    """What a process answers to a file; one that ended for want of work just then is replaced."""
    for process in (_taken(), None):
        watched = _Watched(process or _started(), limits.seconds(content))
        answer = watched.answer(given)
        if watched.process.returncode != UNUSED:
            break
    if watched.is_late:
        raise limits.too_long(content)
    if watched.is_large or watched.process.returncode == KILLED:
        raise limits.too_much()
    if watched.process.returncode != 0:
        raise limits.damaged()
    return answer


class _Watched:
    """A process that is stopped when it takes too long or too much memory."""

    def __init__(self, process: subprocess.Popen, seconds: float) -> None:
        self.process, self.end = process, time.monotonic() + seconds
        self.is_late = self.is_large = False

    def answer(self, given: bytes) -> bytes:
        """Give the process its input and return its output."""
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            answer, _ = self.process.communicate(given)
        finally:
            self.process.kill()
            watch.join()
        return answer

    def _watch(self) -> None:
        most = limits.PROCESS_MEGABYTES * limits.MEGABYTE
        try:
            size = psutil.Process(self.process.pid).memory_info
            least = size().rss
            while self.process.poll() is None:
                self.is_late = time.monotonic() > self.end
                self.is_large = size().rss - least > most
                if self.is_late or self.is_large:
                    self.process.kill()
                    return
                time.sleep(LOOK)
        except psutil.Error:
            return
