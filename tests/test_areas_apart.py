"""Holds the process that reads a reader's file: it gives what was read, keeps its limits, leaves nothing."""

import io
import logging
import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import psutil
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from dashboard.areas import apart, limits, log, upload
from dashboard.areas.limits import RefusedError
from dashboard.areas.packing import packed, unpacked
from dashboard.areas.reading import OwnFile, read
from dashboard.areas.values import Upload
from tests import mutated_areas
from tests.area_slips import originals

SMALL = b"ID;Lat;Lon\n1;44,5;17,25\n"
FORMATS = [
    *("a02_shapefile_local_cs.zip", "a06_three_kml.zip", "a07_epsg31276_sarajevo.geojson", "a15_esri.json"),
    *("a24_title_rows.xlsx", "a26_points_without_area.csv", "a30_old_workbook.xls", "areas.gdb.zip"),
    *("areas.gpkg", "areas.parquet", "areas.gpx"),
]
CANARY = "Kanarinac7"
PREPARE = apart.prepare
NOTHING_LEFT = """
import os, sys, tempfile
from dashboard.areas import process
answers = process._private_output()
process._limit()
print("words of a library"), os.write(2, b"words of another")
try:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
    answers.write(b"written")
except OSError as problem:
    answers.write(b"not written")
answers.flush()
"""


def running(word):
    """The processes that this one has started and that have a word in their command."""
    return [one for one in psutil.Process().children() if word in " ".join(one.cmdline())]


@pytest.fixture(autouse=True)
def no_process_that_waits(monkeypatch):
    """Each test starts what it needs, also where a page was opened before; the one that waits is a test."""
    while apart._spare:
        waiting = apart._spare.pop()
        waiting.kill()
        waiting.communicate()
    monkeypatch.setattr(apart, "_spare", [])
    monkeypatch.setattr(apart, "prepare", lambda: None)


@pytest.mark.parametrize("name", originals())
def test_what_arrives_is_what_was_read(name):
    try:
        own = read(originals()[name])
    except RefusedError as refused:
        with pytest.raises(RefusedError) as other:
            unpacked(packed(refused))
        assert str(other.value) == str(refused)
        return
    same = unpacked(packed(own))
    cells = own.rows.astype(object).where(own.rows.notna(), None)
    pd.testing.assert_frame_equal(same.rows.astype(object).where(same.rows.notna(), None), cells)
    assert (same.shapes is None) == (own.shapes is None)
    assert own.shapes is None or shapely.equals_identical(same.shapes, own.shapes)[own.shapes != None].all()  # noqa: E711
    assert (same.kind, same.crs, same.notes, same.numbers) == (own.kind, own.crs, own.notes, own.numbers)
    assert [(one.key, dict(one.choices), one.guess) for one in same.questions] == [
        (one.key, dict(one.choices), one.guess) for one in own.questions
    ]


def test_cells_of_rare_kinds_arrive_as_plain_ones():
    cells = [np.int64(3), np.bool_(True), pd.NaT, ["a", 1], pd.Timedelta("1D"), 10**30]
    own = unpacked(packed(OwnFile("CSV", pd.DataFrame({"a": pd.Series(cells, dtype=object)}))))
    assert own.rows["a"].tolist() == [3, True, None, "['a', 1]", "1 days 00:00:00", 10**30]


def test_nothing_but_plain_values_is_made_of_an_answer():
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps(subprocess.Popen))


def test_a_process_reads_answers_refuses_and_ends(monkeypatch, tmp_path):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    own = apart.read_apart(SMALL)
    assert own.rows["Lat"].tolist() == ["44,5"]
    with pytest.raises(RefusedError, match="gzip"):
        apart.read_apart(b"\x1f\x8b\x08")
    assert not list(tmp_path.iterdir())
    assert not running("dashboard.areas.process")


def test_one_process_waits_and_reads_the_next_file(monkeypatch):
    monkeypatch.setattr(apart, "LATER", 1000)
    PREPARE()
    PREPARE()
    (waiting,) = running("dashboard.areas.process")
    assert len(apart.read_apart(SMALL).rows) == 1
    assert not waiting.is_running()
    assert not running("dashboard.areas.process")


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import time; time.sleep(60)", "more than 1 seconds"),
        ("x = b'a' * 300_000_000; import time; time.sleep(60)", "more than 100 MB of memory"),
        ("import os; os.abort()", "not what it says it is"),
        ("raise SystemExit(3)", "damaged"),
        ("print('no answer')", "damaged"),
        ("pass", "damaged"),
    ],
    ids=["endless", "large", "broken off", "ended", "other answer", "no answer"],
)
def test_whatever_happens_to_the_process_is_one_sentence(monkeypatch, program, words):
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-S", "-c", program))
    monkeypatch.setattr(limits, "PROCESS_SECONDS", (1, 0))
    monkeypatch.setattr(limits, "PROCESS_MEGABYTES", 100)
    with pytest.raises(RefusedError, match=words):
        apart.read_apart(SMALL)
    assert not running(program)


def test_a_process_that_waited_too_long_is_replaced(monkeypatch):
    gone = subprocess.Popen(
        [sys.executable, "-S", "-c", "raise SystemExit(75)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    monkeypatch.setattr(apart, "_spare", [gone])
    assert len(apart.read_apart(SMALL).rows) == 1


def test_a_reading_process_writes_no_file_and_prints_nothing():
    run = subprocess.run(
        [sys.executable, "-c", NOTHING_LEFT], cwd=apart.ROOT, capture_output=True, check=True, timeout=60
    )
    written = b"written" if sys.platform == "win32" else b"not written"
    assert (run.stdout, run.stderr) == (written, b""), "Windows has no such limit"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_file_is_in_the_log(name, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    own = read(originals()[name])
    rows = own.rows.assign(
        **{CANARY: [CANARY * 100] * len(own.rows), f"{CANARY} 2": [[CANARY]] * len(own.rows)}
    )
    rows = rows.map(lambda cell: f"{cell} {CANARY}" if isinstance(cell, str) and cell.isalpha() else cell)
    capfd.readouterr()
    caplog.clear()
    assert not mutated_areas.fault(OwnFile(own.kind, rows, own.shapes, own.crs))
    out, err = capfd.readouterr()
    assert CANARY not in out + err + caplog.text


def test_an_error_is_logged_without_its_words(monkeypatch):
    def fails(*_):
        raise KeyError(CANARY)

    written = io.StringIO()
    logger, handler = logging.getLogger(log.LOGGER), logging.StreamHandler(written)
    logger.addHandler(handler)
    log.keep_private()
    monkeypatch.setattr(upload, "read_apart", fails)
    monkeypatch.setattr(upload, "prepare", lambda: None)
    try:
        page = AppTest.from_file(str(apart.ROOT / "pages" / "areas.py"), default_timeout=60)
        page.session_state[upload.FILE] = Upload("areas.csv", b"a,b")
        page.run()
    finally:
        logger.removeHandler(handler)
        logger.removeFilter(log.without_words)
    assert page.exception
    assert ("KeyError" in written.getvalue(), CANARY in written.getvalue()) == (True, False)


def test_damaged_files_are_areas_or_a_sentence_and_leave_nothing():
    before = mutated_areas.left()
    answers = list(mutated_areas.tried(runs=40, seed=4))
    assert not [(kind, name, words) for kind, name, _, _, words in answers if words]
    assert len({how for _, _, _, how, _ in answers} & {"read", "refused"}) == 2
    assert mutated_areas.left() <= before
