"""Builds that are killed, that meet, that readers watch: whole tables lie there at every moment."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from filelock import FileLock

from dashboard import published
from editions.descriptor import DESCRIPTOR
from editions.package import Package, folder
from etl import publish as publishing
from etl.lock import NAME
from etl.publish import is_whole, publish, recover
from etl.registry import package as package_of_data
from etl.run import run
from tests.test_etl import contents, edit, private_copy

ROOT = Path(__file__).resolve().parent.parent
TOUCHES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "ctypes.dlsym", "shutil.rmtree"}
"""Audit events of steps that change files, or look at them."""
pytestmark = pytest.mark.xdist_group("builds")


class Killed(BaseException):
    """What stands for SIGKILL: nothing catches it, and nothing is tidied up."""


class Killer:
    """Ends what is done before a step of the file system."""

    def __init__(self) -> None:
        self.left = -1
        sys.addaudithook(self.hook)  # there is no taking away: it sleeps while `left` is negative

    def hook(self, event: str, _: tuple[object, ...]) -> None:
        if self.left >= 0 and event in TOUCHES:
            self.left -= 1
            if self.left < 0:
                raise Killed

    def kills(self, work: Callable[[], object], step: int) -> bool:
        """Whether the work was killed before a step, counted from 0."""
        self.left = step
        try:
            work()
        except Killed:
            return True
        finally:
            self.left = -1
        return False


KILLER = Killer()


def package(edition: int, names: tuple[str, ...] = ("first", "second", "third")) -> Package:
    """Small tables that hold the number of their edition."""
    fields = [{"name": "edition", "type": "integer", "title": "Edition"}]
    rows = pa.table({"edition": pa.array([edition] * 3, pa.int64())})
    parts = [({"name": n, "table": n, "title": n, "schema": {"fields": fields}}, rows) for n in names]
    return Package({"name": "small", "version": str(edition), "created": "2026-11-30"}, parts)


OLD, NEW = folder(package(1)), folder(package(2, ("first", "second", "fourth")))


def tables_seen(clean: Path) -> dict[str, bytes]:
    """What a dashboard that starts now shows."""
    published._folders.pop(clean, None)
    edition = published.current(clean)
    return {**edition.files, DESCRIPTOR: edition.text}


@pytest.fixture(params=["exchanged", "file by file"])
def clean(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tables, for both ways of putting others in their place."""
    if request.param == "file by file":
        monkeypatch.setattr(publishing, "exchanged", lambda *_: False)
    publish(package(1), tmp_path / "clean")
    return tmp_path / "clean"


def outcomes(clean: Path) -> Iterator[dict[str, bytes]]:
    """What readers see after a build was killed before each of its steps."""
    step, is_killed = 0, True
    while is_killed:
        is_killed = KILLER.kills(lambda: publish(package(2, ("first", "second", "fourth")), clean), step)
        yield tables_seen(clean)
        recover(clean)
        assert is_whole(clean)
        assert not list(clean.parent.glob(".clean-*"))
        publish(package(1), clean)
        step += 1


def test_a_build_killed_at_any_step_leaves_whole_tables(clean: Path) -> None:
    seen = list(outcomes(clean))
    assert len(seen) > 20
    assert all(tables in (OLD, NEW) for tables in seen)
    assert seen[0] == OLD
    assert seen[-1] == NEW


def test_folders_change_places_where_the_system_can(tmp_path: Path) -> None:
    for number, name in enumerate(("one", "other")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{number}").touch()
    could = publishing.exchanged(tmp_path / "one", tmp_path / "other")
    assert could == (sys.platform in ("linux", "darwin"))
    assert (tmp_path / "one" / ("1" if could else "0")).exists()
    assert not publishing.exchanged(tmp_path / "one", tmp_path / "none")


def test_tables_that_are_the_same_are_left_alone(clean: Path) -> None:
    before = (clean / DESCRIPTOR).stat()
    publish(package(1), clean)
    after = (clean / DESCRIPTOR).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_readers_never_see_two_builds_mixed(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four readers, 20 builds: each sees whole editions, one per request, and the last one at the end."""
    monkeypatch.setattr(published, "AGAIN", 0)
    numbers: list[set[int]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            published.hold(clean)
            files = [published.current(clean).files[f"{name}.csv"] for name in ("first", "second")]
            numbers.append({int(line) for text in files for line in text.split()[1:]})

    tables_seen(clean)
    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for number in range(2, 22):
            publish(package(number), clean)
    finally:
        stop.set()
    for reader in readers:
        reader.join()
    assert {len(one) for one in numbers} == {1}
    assert len({max(one) for one in numbers}) > 1
    assert b"21" in published.current(clean).files["third.csv"]


def test_a_folder_that_is_copied_over_shows_once_it_is_whole(clean: Path, monkeypatch) -> None:
    monkeypatch.setattr(published, "AGAIN", 0)
    assert tables_seen(clean) == OLD
    for name, content in sorted(
        NEW.items()
    ):  # as rsync and git do: the descriptor in the midst of the others
        assert published.current(clean).text == OLD[DESCRIPTOR]
        (clean / name).write_bytes(content)
    assert published.current(clean).text == NEW[DESCRIPTOR]


def test_one_run_sees_one_edition_and_the_next_the_new_one(clean: Path) -> None:
    tables_seen(clean)
    published.hold(clean)
    publish(package(2), clean)
    assert published.current(clean).text == OLD[DESCRIPTOR]
    published.hold(clean)
    assert published.current(clean).declared["version"] == "2"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (shutil.rmtree, r"No datapackage\.json"),
        (lambda clean: (clean / "first.csv").unlink(), r"No first\.csv"),
        (
            lambda clean: (clean / "first.csv").write_bytes(b"x"),
            r"first\.csv is not as datapackage\.json says",
        ),
        (lambda clean: (clean / DESCRIPTOR).write_bytes(b"{"), r"datapackage\.json cannot be read"),
    ],
)
def test_tables_that_are_not_whole_are_an_error_in_words(clean: Path, spoil, words, monkeypatch) -> None:
    monkeypatch.setattr(published, "PATIENCE", 0.1)
    spoil(clean)
    with pytest.raises(LookupError, match=f"{words}.*run python -m etl"):
        tables_seen(clean)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "etl", *words]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the records, with its tables."""
    return private_copy(tmp_path)


def test_a_second_command_waits_and_says_so(data: Path) -> None:
    lock = FileLock(data / NAME)
    with (
        lock,
        subprocess.Popen(
            command("check", "--data", str(data)),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as second,
    ):
        assert second.stderr is not None
        assert f"Another build works on {data}: waiting" in second.stderr.readline()
        lock.release()
        assert "No problem in" in second.communicate()[0]
    assert second.returncode == 0


def test_two_builds_at_once_do_no_harm(data: Path) -> None:
    before = contents(data / "clean")
    edit("projects.csv", lambda text: text.replace("2850000", "2850001"))(data)
    builds = [
        subprocess.Popen(command("build", "--quiet", "--data", str(data)), cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [build.wait() for build in builds] == [0, 0], [build.communicate()[1] for build in builds]
    now = contents(data / "clean")
    assert set(now) == set(before)
    assert now["projects.csv"] != before["projects.csv"]
    assert is_whole(data / "clean")


@pytest.mark.parametrize("last", ["checked", "made changes"])
def test_a_build_that_is_killed_leaves_the_tables_and_the_lock_free(data: Path, last: str) -> None:
    """After the last table is made the new ones are written beside, and moved into place."""
    before = contents(data / "clean")
    edit("projects.csv", lambda text: text.replace("2850000", "2850001"))(data)
    with subprocess.Popen(
        command("--data", str(data)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as build:
        assert build.stderr is not None
        assert any(last in line for line in build.stderr)
        build.kill()
    assert is_whole(data / "clean")
    assert set(contents(data / "clean")) == set(before)
    assert run("check", package_of_data(data), data, quiet=True) == 0
