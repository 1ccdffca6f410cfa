"""Holds `python -m hazard_areas` to the forms of files, to what it is told of them, and to its sentences."""

import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from dashboard.areas import places
from dashboard.areas.reading import read
from hazard_areas import opening, whole
from hazard_areas.__main__ import main
from tests.hazard_folders import areas_of, few, report_of, written
from tests.own_areas import as_guessed
from topics.hazard_areas import checks

pytestmark = pytest.mark.xdist_group("hazard-areas")
CASES = Path(__file__).parent / "areas"


@pytest.fixture(scope="module", autouse=True)
def in_this_process():
    """No process that reads each file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "read_apart", read)
        yield


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a06_three_kml.zip", []),
        ("a15_esri.json", []),
        ("a20_two_shapes_per_hazard.csv", ["--crs", "EPSG:4326"]),
        ("a24_title_rows.xlsx", ["--crs", "EPSG:4326"]),
        ("a29_merged_ids.xlsx", ["--crs", "EPSG:4326"]),
        ("a31_coded_values.zip", []),
    ],
)
def test_forms_of_the_page_are_read_as_on_it(name, options, tmp_path):
    file = read((CASES / name).read_bytes())
    rows, outlines = as_guessed(file)
    expected = checks.checked(rows, outlines, file.crs or "EPSG:4326", places.boundaries())
    assert main([str(CASES / name), "--out", str(tmp_path / "out"), "--quiet", *options]) == 0
    areas, report = areas_of(tmp_path / "out"), report_of(tmp_path / "out")
    assert report["files"][0]["kind"] == file.kind
    for column in ("id", "hazard", "status", "municipality"):
        assert areas[column].fillna("").tolist() == expected[column].fillna("").tolist(), column
    assert areas.geometry.geom_equals_exact(expected.geometry, 1e-9).all()
    assert all(
        any(question.text in note for note in report["files"][0]["notes"]) for question in file.questions
    )


@pytest.mark.parametrize("ending", [".geojson", ".csv", ".zip"])
def test_files_that_are_too_large_for_the_page_are_read_in_chunks(ending, tmp_path, monkeypatch):
    rows = few()[few().geom_type == "Polygon"]
    path = written(rows, tmp_path / f"areas{ending.replace('.zip', '.shp')}")
    if ending == ".zip":
        path = Path(shutil.make_archive(str(tmp_path / "areas"), "zip", tmp_path))
    for name in ("FEATURES", "UNPACKED_MEGABYTES"):
        monkeypatch.setattr(opening, name, 0)
    monkeypatch.setattr(opening, "opened_whole", None)
    system = ["--crs", "EPSG:4326"] if ending == ".csv" else []
    assert main([str(path), "--out", str(tmp_path / "out"), "--quiet", *system]) == 0
    assert areas_of(tmp_path / "out")["id"].tolist() == rows[rows.is_valid]["hazard_localid"].tolist()


@pytest.mark.parametrize("ending", [".gpkg", ".parquet", ".fgb", ".gdb", ".shp", ".csv", ".txt"])
def test_every_form_is_read(ending, tmp_path):
    if ending == ".gdb":
        polygons = few()[few().geom_type == "Polygon"]
        path = tmp_path / "areas.gdb"
        pyogrio.write_dataframe(
            polygons, path, driver="OpenFileGDB", geometry_type="MultiPolygon", promote_to_multi=True
        )
    else:
        path = written(few(), tmp_path / f"areas{ending}")
    system = ["--crs", "EPSG:4326"] if ending in (".csv", ".txt") else []
    assert main([str(path), "--out", str(tmp_path / "out"), "--quiet", *system]) == 0
    areas, report = areas_of(tmp_path / "out"), report_of(tmp_path / "out")
    rows = few()[few().geom_type == "Polygon"] if ending in (".shp", ".gdb") else few()
    valid = rows if ending == ".txt" else rows[rows.is_valid]
    assert report["rows"] == len(rows)
    assert areas["id"].tolist() == valid["hazard_localid"].tolist() or ending == ".fgb"
    assert sorted(areas["id"]) == sorted(valid["hazard_localid"])
    assert (
        areas["status"].eq("closed").sum()
        == valid["status"].isin(["Cleared", "cleared", "Released", "Očišćeno"]).sum()
    )
    first = {".txt": 3, ".csv": 2}.get(ending, 1)
    assert areas["row"].min() in (first, first + 1)


def test_a_national_grid_is_moved_as_on_the_page(tmp_path):
    near = few().cx[15.8:19.6, 42.6:45.2]
    path = written(near.to_crs("EPSG:3908"), tmp_path / "areas.gpkg")
    assert main([str(path), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    file = read(path.read_bytes())
    rows, outlines = as_guessed(file)
    expected = checks.checked(rows, outlines, file.crs, places.boundaries())
    areas = areas_of(tmp_path / "out")
    assert len(areas)
    assert areas.geometry.geom_equals_exact(
        expected[expected["problem"] == ""].geometry.reset_index(drop=True), 1e-9
    ).all()
    words = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "Moved to WGS 84" in words


def test_several_files_are_one_and_their_columns_all_there(tmp_path):
    one = written(few().head(20), tmp_path / "one.gpkg")
    other = few().iloc[19:40].rename(columns={"operator": "team"}).assign(remarks=7)
    other = written(other, tmp_path / "other.parquet")
    assert main([str(one), str(other), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    areas, remarks = (
        gpd.read_parquet(tmp_path / "out" / "areas"),
        pd.read_csv(tmp_path / "out" / "remarks.csv"),
    )
    assert areas.groupby("file", observed=True).size().to_dict() == {
        "one.gpkg": int(few().head(20).is_valid.sum()),
        "other.parquet": int(few().iloc[19:40].is_valid.sum()),
    }
    assert {"file: operator", "file: team"} <= set(areas)
    assert areas.loc[areas["file"] == "other.parquet", "file: remarks"].eq("7").all()
    assert remarks[remarks["remark"] == "id_repeated"]["file"].tolist() == ["one.gpkg", "other.parquet"]


def test_what_can_be_read_in_two_ways_is_left_empty_until_it_is_told(tmp_path):
    rows = (
        few()
        .head(6)
        .assign(date_of_survey="05/06/2019", area_m2=["1.000", "2.000", "3.000", "4.500", "5.000", "6.000"])
    )
    path, out = written(rows, tmp_path / "areas.gpkg"), tmp_path / "out"
    assert main([str(path), "--out", str(out), "--quiet"]) == 0
    areas = areas_of(out)
    assert areas["date"].isna().all()
    assert areas["area_stated_km2"].isna().all()
    assert (
        report_of(out)["remarks"]["date_not_read"] == report_of(out)["remarks"]["area_not_read"] == len(areas)
    )
    told = ["--dates", "mdy", "--decimal", ",", "--unit", "ha"]
    assert main([str(path), "--out", str(out), "--quiet", *told]) == 0
    areas = areas_of(out)
    assert pd.to_datetime(areas["date"]).eq(pd.Timestamp("2019-05-06")).all()
    assert areas["area_stated_km2"].iloc[0] == pytest.approx(10)


def test_columns_and_words_can_be_told(tmp_path):
    path, out = written(few().assign(phase="Zeta"), tmp_path / "areas.gpkg"), tmp_path / "out"
    told = ["--column", "status=phase", "--means", "status:Zeta=closed"]
    assert main([str(path), "--out", str(out), "--quiet", *told]) == 0
    assert areas_of(out)["status"].eq("closed").all()
    assert report_of(out)["files"][0]["words"]["status"] == [{"word": "Zeta", "rows": 60, "code": "closed"}]
    path = written(few().drop(columns="hazard_type"), tmp_path / "other.gpkg")
    assert main([str(path), "--out", str(out), "--quiet", "--means", "hazard:=CMR"]) == 0
    assert areas_of(out)["hazard"].eq("CMR").all()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["none.gpkg"], "none.gpkg: there is no such file."),
        (["areas.kml"], "areas.kml: The file is text, but its lines do not name columns"),
        (["lines.geojson", "--answer", "lines=x"], "--answer lines=x answers nothing. 1 shapes are lines"),
        (["lines.geojson", "--answer", "x=y"], "--answer x=y: write QUESTION=ANSWER. Questions are: file, "),
        (["south.csv", "--crs", "EPSG:4326"], "Give: --answer exchange=as_is for “no: they lie around 44"),
        (["south.csv", "--column", "wkt=x"], "there is no column “x”. There are: lat, lon."),
        (
            ["none.csv"],
            "Give --column wkt=NAME, or --column lat=NAME and --column lon=NAME. There are: a, b.",
        ),
        (["areas.csv"], "the file names no coordinate system. Give it: --crs EPSG:4326"),
        (["areas.csv", "--crs", "EPSG:1"], "There is no coordinate system EPSG:1."),
        (["areas.gpkg", "--layer", "x"], "there is no layer “x”. There are: areas."),
        (
            ["areas.gpkg", "--column", "status=x"],
            "there is no column “x” for status. There are: hazard_localid",
        ),
        (["areas.gpkg", "--column", "x=y"], "--column x=y: write TERM=NAME. Terms are: id, hazard"),
        (["areas.gpkg", "--means", "status:x=y"], "there is no code y of status. Codes are: open, closed."),
        (["broken.gpkg"], "the file cannot be read"),
        (["broken.parquet"], "the file cannot be read"),
        (["areas.gpkg", "--scheduler", "tcp://127.0.0.1:1"], "no scheduler of Dask answers there."),
        ([], "Give the files, and where to write"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_nothing_is_written(
    words, answer, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for name in ("areas.gpkg", "areas.csv"):
        written(few().head(3), tmp_path / name)
    for name in ("areas.kml", "broken.gpkg", "broken.parquet"):
        Path(name).write_bytes(b"x")
    Path("south.csv").write_text("lat,lon\n17.1,44.5\n17.2,44.6\n")
    Path("none.csv").write_text("a,b\nx,y\n")
    lines = gpd.GeoDataFrame({"id": [1]}, geometry=[few().geometry.iloc[0].exterior], crs="EPSG:4326")
    lines.to_file("lines.geojson")
    monkeypatch.setattr("hazard_areas.cluster.PATIENCE", 0.2)
    assert main([*words, "--out", "out", "--quiet"]) == 1
    said = capsys.readouterr()
    assert answer in said.err
    assert len(said.err.splitlines()) == 1
    assert not Path("out").exists()
