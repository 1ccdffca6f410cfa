"""The data package is valid as a folder and as an archive, and the same bytes each time."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
import rispy
import yaml
from frictionless import Package

from dashboard import bundle, store
from dashboard.chart_forms import FORMS, Wanted
from dashboard.drawing import drawing
from editions import files
from editions.package import Package as Collection
from editions.package import documents
from tests.tables import view
from topics.land.contamination_map import contamination_map
from topics.treaties.curve_chart import ratification_curve

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ROOT / "data" / "clean"


def faults(path):
    """What frictionless finds wrong with a package."""
    report = Package(str(path)).validate()
    return [report.errors, *(task.errors for task in report.tasks if not task.valid)], len(report.tasks)


def unpacked(content, folder):
    """A package in a folder, its checksums compared; the path of its descriptor."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    lines = (folder / files.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    for digest, name in (line.split("  ", 1) for line in lines):
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    named = {line.split("  ", 1)[1] for line in lines}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert named == there - {files.CHECKSUMS}
    return folder / "datapackage.json"


def test_the_folder_is_a_valid_package():
    assert faults(CLEAN / "datapackage.json") == ([[]], 2 * len(store.tables()))


def test_the_archive_is_a_valid_package(tmp_path):
    path = unpacked(bundle.bundle(), tmp_path)
    assert faults(path) == ([[]], 2 * len(store.tables()))
    assert json.loads(path.read_text(encoding="utf-8")) == bundle.descriptor()


def test_the_archive_holds_what_the_folder_holds(tmp_path):
    unpacked(bundle.bundle(), tmp_path)
    for table in store.tables():
        assert (tmp_path / f"tables/{table}.csv").read_bytes() == store.csv(table)
        assert (tmp_path / f"tables/{table}.parquet").read_bytes() == store.parquet(table)
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx", read_only=True)
    assert set(book.sheetnames) == set(store.tables())


@pytest.mark.parametrize("table", store.tables())
def test_csv_and_parquet_say_the_same(table):
    rows = pq.read_table(io.BytesIO(store.parquet(table))).replace_schema_metadata()
    days = {one.name: pa.date32() for one in rows.schema if pa.types.is_timestamp(one.type)}
    kinds = pa.csv.ConvertOptions(
        column_types={one.name: days.get(one.name, one.type) for one in rows.schema},
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        null_values=[""],
    )
    options = pa.csv.ParseOptions(newlines_in_values=True)
    assert pa.csv.read_csv(io.BytesIO(store.csv(table)), None, options, kinds).cast(rows.schema) == rows


def test_the_archive_is_the_same_each_time():
    store_once = bundle.bundle()
    bundle._bundle.cache_clear()
    assert bundle.bundle() == store_once


def test_the_archive_says_how_to_cite_it(tmp_path):
    unpacked(bundle.bundle(), tmp_path)
    about = yaml.safe_load((tmp_path / "CITATION.cff").read_text(encoding="utf-8"))
    assert (about["title"], about["license"]) == (store.package()["title"], "CC-BY-4.0")
    entry = rispy.loads((tmp_path / "citation.ris").read_bytes().decode())[0]
    item = json.loads((tmp_path / "citation.csl.json").read_text(encoding="utf-8"))[0]
    assert entry["title"] == item["title"] == about["title"]
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert bundle.citation(store.package(), "") in readme
    assert "resolution 1244 (1999)" in readme


def test_a_doi_stands_in_every_citation():
    doi = "https://doi.org/10.5281/zenodo.1"
    about = {name: value for name, value in store.package().items() if name != "resources"} | {"id": doi}
    texts = documents(Collection(about, []), {"resources": []})
    cited = {name for name, text in texts.items() if doi in text.decode()}
    assert cited == set(texts) - {"LICENCE.md"}


def test_a_collection_without_countries_has_no_note_on_status():
    about = {name: value for name, value in store.package().items() if name != "resources"}
    readme = documents(Collection(about, []), {"resources": []})["README.md"].decode()
    assert "Status note" not in readme


@pytest.mark.parametrize("day", store.closed_editions())
def test_a_closed_edition_is_a_valid_package(day, tmp_path):
    path = unpacked(store.closed_file(day, "package.zip"), tmp_path)
    wrong, count = faults(path)
    assert (wrong, count > 60) == ([[]], True)
    assert json.loads(path.read_text(encoding="utf-8"))["created"].startswith(day)


@pytest.mark.parametrize("work", [ratification_curve, contamination_map])
def test_a_chart_is_a_valid_package_with_its_picture(work, tmp_path):
    wanted = Wanted(drawing(work, view(), {}, dark=False), work.__name__)
    path = unpacked(FORMS["zip"].make(wanted), tmp_path)
    assert faults(path) == ([[]], 2)
    for form in ("svg", "png"):
        assert (tmp_path / f"{work.__name__}.{form}").read_bytes() == FORMS[form].make(wanted)
        assert f"`{work.__name__}.{form}`" in (tmp_path / "README.md").read_text(encoding="utf-8")
