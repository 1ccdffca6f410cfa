"""New tables while readers read: an answer, and a run of a page, is of one edition, the next of the new."""

import json
import shutil
import threading
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Route
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import bar, published, store
from dashboard.api.routes import ROUTES
from editions.descriptor import DESCRIPTOR, tables_of
from editions.package import Package
from etl.publish import publish
from tests import alone, server

CHANGED = ("clearance", "treaty_actions")
"""Tables of which the second edition has a row less."""
CLIENT = TestClient(Starlette(routes=ROUTES))


def edition(day: str, less: int = 0) -> Package:
    """The real tables under another day, some with fewer rows."""
    declared, parts = store.descriptor(), []
    for part in tables_of(declared):
        rows = pq.read_table(BytesIO(store.parquet(part["table"]))).replace_schema_metadata()
        count = len(rows) - less * (part["table"] in CHANGED)
        parts.append((part, rows.slice(0, count)))
    about = {key: value for key, value in declared.items() if key not in ("resources", "$schema")}
    return Package(about | {"created": day}, parts)


FIRST, SECOND = edition("2027-01-15"), edition("2027-02-16", less=1)


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_tables: None) -> Path:  # noqa: ARG001
    """A folder with the first edition, which the dashboard reads."""
    publish(FIRST, tmp_path / "clean")
    monkeypatch.setattr(store, "CLEAN", tmp_path / "clean")
    monkeypatch.setattr(published, "AGAIN", 0)
    return tmp_path / "clean"


def counts() -> tuple[int, ...]:
    """Numbers of rows of the changed tables in one answer of the server."""
    listed = {part["name"]: part["rows"] for part in CLIENT.get("/api/v1/tables").json()}
    return tuple(listed[name] for name in CHANGED)


def test_an_answer_is_of_one_edition_and_the_next_of_the_new_one(clean: Path) -> None:
    before = counts()
    after = tuple(number - 1 for number in before)
    answers: list[tuple[int, ...]] = []

    def ask() -> None:
        answers.extend(counts() for _ in range(20))

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for package in (SECOND, FIRST, SECOND):
        publish(package, clean)
    for reader in readers:
        reader.join()
    assert set(answers) <= {before, after}
    assert counts() == after


def test_a_page_is_of_one_edition_and_the_next_run_of_the_new_one(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = bar.head_html

    def while_it_is_drawn(*parts: object) -> str:
        publish(SECOND, clean)
        return drawn(*parts)

    monkeypatch.setattr(bar, "head_html", while_it_is_drawn)
    app = AppTest.from_file(str(store.ROOT / "dashboard" / "shell.py"), default_timeout=60)
    app.switch_page("../pages/gaps.py").run()
    assert not app.exception
    assert "as of 15 January 2027" in alone.words(app)
    assert "as of 16 February 2027" not in alone.words(app)
    app.run()
    assert not app.exception
    assert "as of 16 February 2027" in alone.words(app)


def test_a_mixture_is_shown_to_nobody(clean: Path, tmp_path: Path) -> None:
    before = counts()
    publish(SECOND, tmp_path / "other")
    paths = sorted((tmp_path / "other").iterdir())
    for path in [path for path in paths if path.read_bytes() != (clean / path.name).read_bytes()]:
        assert counts() == before
        shutil.copy(path, clean)
    assert json.loads((clean / DESCRIPTOR).read_bytes())["created"][:10] == "2027-02-16"
    assert counts() == tuple(number - 1 for number in before)


@pytest.mark.browser
def test_a_figure_of_the_new_edition_brings_the_whole_page(browser: Browser, clean: Path) -> None:
    """Figures are let through once the tables are others: the whole page becomes one of these."""
    with server.dashboard(MINE_ACTION_DATA=str(clean)) as address:
        page, waiting, is_open = browser.new_page(), [], threading.Event()

        def gate(route: Route) -> None:
            route.continue_() if is_open.is_set() else waiting.append(route)

        page.route("**/figures/**", gate)
        page.goto(f"{address}/treaties")
        page.wait_for_selector(".foot >> text=as of 15 January 2027", timeout=30_000)
        page.wait_for_selector(".figure h2")
        page.wait_for_timeout(500)
        assert waiting
        publish(edition("2027-02-16", less=200), clean)
        is_open.set()
        for route in waiting:
            route.continue_()
        page.wait_for_selector(".foot >> text=as of 16 February 2027", timeout=30_000)
        page.close()
