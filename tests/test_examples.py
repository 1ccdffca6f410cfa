"""The examples make their charts from the API; the repository says how to cite it as its formats ask."""

import json
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import plotly.graph_objects as go
import pytest
import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.routes import ROUTES
from etl.registry import package
from tests.server import free_port

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = json.loads((ROOT / "examples/land_released.ipynb").read_text(encoding="utf-8"))
SCRIPT = ROOT / "examples/land_released.R"
CFF_FIELDS = {
    *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers"),
    *("keywords", "license", "license-url", "message", "preferred-citation", "references", "repository"),
    *("repository-artifact", "repository-code", "title", "type", "url", "version"),
}
"""What a CITATION.cff may hold at its top, by the format 1.2.0."""


@pytest.fixture(scope="module")
def api():
    """Address of the API on a server of its own."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=ROUTES), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/api/v1"
    server.should_exit = True
    thread.join()


def test_the_notebook_makes_its_charts(api, monkeypatch, capsys):
    monkeypatch.setenv("MINE_ACTION_API", api)
    names = {}
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "land_released.ipynb", "exec"), names)
    for name in ("figure", "own"):
        assert isinstance(names[name], go.Figure)
        assert names[name].data
    assert names["figure"].layout.title.text == names["about"]["title"]
    assert names["rows"]["source"].notna().all()
    printed = capsys.readouterr().out
    assert names["about"]["title"] in printed
    assert "resolution 1244" in printed


def test_the_notebook_is_as_its_format_asks():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in NOTEBOOK["cells"]:
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None)


def test_the_addresses_of_the_script_answer():
    client, text = TestClient(Starlette(routes=ROUTES)), SCRIPT.read_text(encoding="utf-8")
    view = re.search(r'view <- "(.*)"', text)[1]
    paths = re.findall(r'paste0\(api, "(/.*?)", view\)', text)
    assert len(paths) == 2
    for path in paths:
        assert client.get(f"/api/v1{path}{view}").status_code == 200
    columns = client.get(f"/api/v1{paths[0]}{view}").text.partition("\r\n")[0].split(",")
    assert {"area_km2", "country_name", "year", *re.findall(r"rows\$(\w+)", text)} <= set(columns)


def test_the_script_makes_its_chart_where_r_is(api, tmp_path):
    if (command := shutil.which("Rscript")) is None:
        return
    run = subprocess.run(
        [command, SCRIPT, "chart.pdf"],
        cwd=tmp_path,
        env={"MINE_ACTION_API": api, "PATH": str(Path(command).parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    assert "@misc{" in run.stdout


def test_the_citation_of_the_repository_is_as_its_format_asks():
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(about) <= CFF_FIELDS
    assert (about["cff-version"], about["type"], about["license"]) == ("1.2.0", "dataset", "CC-BY-4.0")
    assert all(set(author) == {"name"} for author in about["authors"])


def test_codemeta_is_as_its_vocabulary_asks():
    about = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert (about["@context"], about["type"]) == ("https://w3id.org/codemeta/3.0", "SoftwareSourceCode")
    assert about["license"] == "https://spdx.org/licenses/Apache-2.0"
    assert {"name", "description", "author", "version", "dateModified"} <= set(about)


def test_the_deposit_is_as_zenodo_asks():
    about = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert {"upload_type", "title", "creators", "description", "access_right", "license"} <= set(about)
    assert (about["upload_type"], about["access_right"], about["license"]) == ("dataset", "open", "cc-by-4.0")
    assert re.fullmatch("[a-z]{3}", about["language"])


def test_all_of_them_name_the_edition_of_the_registry():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    codemeta, zenodo = (
        json.loads((ROOT / name).read_text(encoding="utf-8")) for name in ("codemeta.json", ".zenodo.json")
    )
    registry = package()
    assert {about["version"] for about in (cff, codemeta, zenodo)} == {registry["version"]}
    days = {cff["date-released"], codemeta["dateModified"], zenodo["publication_date"]}
    assert days == {registry["created"]}
    titles = {cff["title"], codemeta["name"], zenodo["title"]}
    assert titles == {registry["title"]}
    assert cff["authors"] == zenodo["creators"] == [{"name": one["name"]} for one in codemeta["author"]]
