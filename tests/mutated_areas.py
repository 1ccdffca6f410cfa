"""Files of hazard areas with a slip each: areas that can be shown and taken away, or one sentence.

`python -m tests.mutated_areas --runs 5000` makes a longer run than the tests do. Files are read as the server
reads them, but several in one process: one that is stopped for its time or memory is followed by a new one.
"""

import argparse
import json
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd
from pyogrio._vsi import ogr_vsi_listtree

from dashboard.areas import apart, process, writing
from dashboard.areas.limits import RefusedError
from dashboard.areas.packing import packed, unpacked
from dashboard.areas.places import boundaries
from dashboard.areas.reading import OwnFile, read
from tests.area_slips import SLIPS, originals
from tests.own_areas import as_guessed
from topics.hazard_areas import checks, shapes, terms

COMMAND = [sys.executable, "-m", "tests.mutated_areas", "--serve"]
SECONDS = 20


def fault(own: OwnFile) -> str:
    """What goes wrong with a file that was read, on its way through the page and into every export."""
    try:
        if own.shapes is not None and len(own.shapes) != len(own.rows):
            return f"{len(own.shapes)} shapes, {len(own.rows)} rows"
        if own.shapes is None and not is_placed(own.rows):
            return ""
        rows, outlines = as_guessed(own)
        if not shapes.is_shape(outlines).any():
            return ""
        crs = shapes.named_system(own.crs) or "EPSG:4326"
        shapes.share_of_degrees(outlines)
        theirs = own.rows.head(len(rows)).rename(columns=lambda name: f"file: {name}")
        rows = pd.concat([rows, theirs], axis=1)
        areas = checks.checked(rows, outlines, crs, boundaries(), repair=True)
        checks.remarks(areas, shapes.overlaps(areas[areas["problem"] == ""].reset_index(drop=True)))
        plain, _ = writing.writable(areas)
        for make, ending, _ in writing.files(plain, {"TITLE": "Areas"}).values():
            if len(read(make()).rows) != len(areas):
                return f"other rows come back from {ending}"
    except Exception:  # noqa: BLE001 - any is a fault
        return traceback.format_exc(limit=-4)
    return ""


def is_placed(rows: pd.DataFrame) -> bool:
    """Whether the columns of a place are guessed; else the page asks for them and goes no further."""
    guess = terms.guessed_shape(rows)
    identifier = terms.guessed_columns([str(name) for name in rows])["id"]
    has_place = guess["both"] or (guess["lat"] and guess["lon"])
    return bool(
        guess["wkt"] if guess["how"] == "wkt" else has_place and (identifier or guess["how"] == "points")
    )


def answer(content: bytes) -> tuple[str, str]:
    """How a file is answered (read, refused), and what is wrong with that."""
    try:
        own = unpacked(packed(read(content)))
    except RefusedError as refused:
        text = str(refused)
        is_plain = text.endswith((".", ")")) and text.count(". ") >= 1 and "Traceback" not in text
        return "refused", "" if is_plain else f"no sentence: {text}"
    except Exception:  # noqa: BLE001
        return "refused", traceback.format_exc(limit=-4)
    return "read", fault(own)


def serve() -> None:
    """Answer files that come in by the standard input, each behind its length."""
    answers = process._private_output()
    warnings.simplefilter("ignore")
    boundaries()
    process._limit()
    while head := sys.stdin.buffer.read(4):
        content = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        answers.write(json.dumps(answer(content)).encode() + b"\n")
        answers.flush()


class Server:
    """A process that reads files, started anew when one of them has ended it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None

    def answer(self, content: bytes) -> tuple[str, str]:
        """How a file is answered; `stopped` where it took too long or ended the process."""
        if self.process is None or self.process.poll() is not None:
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            self.process = subprocess.Popen(COMMAND, cwd=apart.ROOT, stdin=pipe, stdout=pipe, stderr=nowhere)
        alarm = threading.Timer(SECONDS, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write(struct.pack("<I", len(content)) + content)
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            alarm.cancel()
        return tuple(json.loads(line)) if line else ("stopped", "")

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()


def slips(runs: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Slips of all kinds in all files, the same for the same seed: the kind, the file, its content."""
    chance, files = Random(seed), originals()
    for number in range(runs):
        kind = list(SLIPS)[number % len(SLIPS)]
        endings, make = SLIPS[kind]
        fitting = [name for name in files if not endings or name.rpartition(".")[2] in endings.split()]
        name = chance.choice(fitting)
        yield kind, name, make(chance, files[name])


def left() -> set[str]:
    """What lies on disk, or in the memory that GDAL takes for a disk, after files were read."""
    places = Path(tempfile.gettempdir()).glob("*")
    return {str(path) for path in places if path.is_file()} | set(ogr_vsi_listtree("/vsimem/", "*"))


def tried(runs: int, seed: int) -> Iterator[tuple[str, str, bytes, str, str]]:
    """The slips with how each was answered and what is wrong with that."""
    server = Server()
    try:
        for kind, name, content in slips(runs, seed):
            yield kind, name, content, *server.answer(content)
    finally:
        server.close()


def main() -> int:
    """Try many slips; print those that are answered badly, and how many of each kind were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutated_areas", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="how many slips (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same slips for the same one (default: 1)")
    parser.add_argument("--keep", type=Path, help="a folder for files that are answered badly, or stopped")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return 0
    counts, bad, before = Counter[tuple[str, str]](), 0, left()
    for number, (kind, name, content, how, words) in enumerate(tried(options.runs, options.seed)):
        counts[kind, how] += 1
        bad += bool(words)
        if words:
            print(f"{number} {kind}, {name}: {words}", flush=True)
        if options.keep and (words or how == "stopped"):
            (options.keep / f"{number}_{how}_{name}").write_bytes(content)
    print(*(f"{count:>6} {kind}: {how}" for (kind, how), count in sorted(counts.items())), sep="\n")
    print(f"{bad} of {options.runs} answered badly; left on disk: {sorted(left() - before) or 'nothing'}")
    return bool(bad or left() - before)


if __name__ == "__main__":
    sys.exit(main())
