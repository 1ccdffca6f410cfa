"""Holds `python -m hazard_areas` to what the page says of the same file, in chunks and on a cluster."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from distributed import LocalCluster

from benchmarks import areas_file
from dashboard.areas import folder, places
from dashboard.areas.reading import read
from dashboard.settings import Settings
from hazard_areas import finishing, outcome, source
from hazard_areas.__main__ import main
from tests.own_areas import as_guessed
from topics.hazard_areas import checks, shapes
from topics.hazard_areas.prepared import squares

pytestmark = pytest.mark.xdist_group("hazard-areas")
COUNT = 1500
Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
def small_chunks():
    """Chunks and groups so small that a file of the tests has several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK", 400)
        patch.setattr(finishing, "MOST", 300)
        yield


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """An invented database as GeoPackage."""
    path = tmp_path_factory.mktemp("database") / "areas.gpkg"
    areas_file.write(COUNT, path)
    return path


@pytest.fixture(scope="module")
def prepared(database):
    """The folder that the command writes of it."""
    out = database.with_name("out")
    assert main([str(database), "--out", str(out), "--repair", "--quiet"]) == 0
    return out


@pytest.fixture(scope="module")
def on_page(database):
    """The same areas as the page checks them."""
    file = read(database.read_bytes())
    rows, outlines = as_guessed(file)
    return checks.checked(rows, outlines, file.crs, places.boundaries(), repair=True)


def areas_of(out):
    return gpd.read_parquet(out / "areas").sort_values("row", ignore_index=True)


def files_of(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def report_of(out):
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def test_areas_are_as_the_page_says(prepared, on_page):
    areas, expected = areas_of(prepared), on_page[on_page["problem"] == ""].reset_index(drop=True)
    assert areas["row"].tolist() == expected["row"].tolist()
    for name in (
        "id",
        "hazard",
        "area_class",
        "status",
        "date_precision",
        *("country", "subdivision", "municipality"),
    ):
        cells = areas[name].astype(object)
        assert (
            cells.where(cells.notna(), None).tolist()
            == expected[name].astype(object).where(expected[name].notna(), None).tolist()
        ), name
    np.testing.assert_allclose(areas["area_km2"], expected["area_km2"], rtol=1e-6)
    np.testing.assert_allclose(areas["area_stated_km2"], expected["area_stated_km2"])
    assert pd.to_datetime(areas["date"]).tolist() == expected["date"].tolist()
    assert areas.geometry.geom_equals_exact(expected.geometry, 1e-9).all()
    assert areas["repaired"].tolist() == expected["repaired"].tolist()
    assert areas["repaired"].any()
    assert areas.crs == "EPSG:4326"


def test_overlaps_across_chunks_and_tiles_are_those_of_the_whole_file(prepared, on_page):
    valid = on_page[(on_page["problem"] == "") & on_page["area_km2"].notna()].reset_index(drop=True)
    pairs = shapes.overlaps(valid)
    expected = {
        tuple(sorted(valid["row"].iloc[[one, other]])): km2
        for one, other, km2 in pairs.itertuples(index=False)
    }
    listed = pd.read_csv(prepared / "overlaps.csv")
    found_pairs = dict(
        zip(zip(listed["row_one"], listed["row_other"], strict=True), listed["shared_km2"], strict=True)
    )
    assert len(expected) > 10
    assert found_pairs.keys() == expected.keys()
    assert list(found_pairs.values()) == pytest.approx(
        [expected[pair] for pair in found_pairs], rel=1e-4, abs=1e-6
    )
    assert report_of(prepared)["overlaps"]["pairs"] == len(expected)


def test_a_file_is_written_for_each_country_with_boxes(prepared):
    folders = {path.name for path in (prepared / "areas").iterdir()}
    assert {"country=BIH", "country=TUR"} <= folders
    box = (15.7, 43.5, 19.0, 45.0)
    part = gpd.read_parquet(prepared / "areas" / "country=BIH", bbox=box)
    whole = gpd.read_parquet(prepared / "areas" / "country=BIH")
    assert 0 < len(part) < len(whole)
    assert part["row"].tolist() == whole[whole.intersects(shapely.box(*box))]["row"].tolist()


def test_sums_grid_and_rows_set_aside_are_all_rows(prepared):
    report, sums = report_of(prepared), pd.read_csv(prepared / "sums.csv")
    grid, aside = pd.read_parquet(prepared / "grid.parquet"), pd.read_csv(prepared / "set_aside.csv")
    areas = areas_of(prepared)
    assert report["rows"] == COUNT == len(areas) + len(aside)
    assert sums["areas"].sum() == report["areas"] == len(areas)
    counted = areas["area_km2"].fillna(areas["area_stated_km2"]).sum()
    assert sums["counted_km2"].sum() == pytest.approx(counted)
    for _, cells in grid.groupby("km"):
        assert cells["areas"].sum() == len(areas)
        assert cells["counted_km2"].sum() == pytest.approx(counted)
    years = areas.groupby(pd.to_datetime(areas["date"]).dt.year).size()
    assert sums.groupby("year")["areas"].sum().tolist() == years.tolist()


def test_rows_that_cannot_be_counted_are_listed_with_all_that_they_hold(database, tmp_path):
    assert main([str(database), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    aside, listed = (
        gpd.read_parquet(tmp_path / "out" / "set_aside.parquet"),
        pd.read_csv(tmp_path / "out" / "set_aside.csv"),
    )
    assert aside["row"].tolist() == listed["row"].tolist()
    assert listed["reason"].str.startswith("self-intersection at ").all()
    own = pyogrio.read_dataframe(database).iloc[aside["row"] - 1].reset_index(drop=True)
    assert aside["file: remarks"].tolist() == own["remarks"].tolist()
    assert aside.geometry.geom_equals_exact(own.geometry, 0).all()
    assert report_of(tmp_path / "out")["set_aside"] == {"self-intersection": len(listed)}


def test_a_cluster_gives_the_same_files(database, prepared, tmp_path):
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        words = [str(database), "--out", str(tmp_path / "out"), "--repair", "--quiet"]
        assert main([*words, "--scheduler", cluster.scheduler_address]) == 0
    assert files_of(tmp_path / "out") == files_of(prepared)


@pytest.fixture(scope="module")
def few():
    """A few invented areas."""
    middles, width = areas_file.cells(COUNT)
    return areas_file.frame(0, middles[:60], width)


def written(rows, path):
    """A file of areas in the form of its ending."""
    texts = pd.DataFrame(rows.drop(columns="geometry"))
    if path.suffix == ".csv":
        texts.assign(wkt=rows.geometry.to_wkt()).to_csv(path, index=False)
    elif path.suffix == ".txt":
        inside = rows.geometry.representative_point()
        path.write_text(
            "Export of the register\n" + texts.assign(lon=inside.x, lat=inside.y).to_csv(sep=";", index=False)
        )
    elif path.suffix == ".parquet":
        rows.to_parquet(path)
    else:
        rows = rows[rows.geom_type == "Polygon"] if path.suffix == ".shp" else rows
        pyogrio.write_dataframe(rows, path, geometry_type=None if path.suffix == ".shp" else "Unknown")
    return path


@pytest.mark.parametrize("ending", [".gpkg", ".parquet", ".fgb", ".gdb", ".shp", ".csv", ".txt"])
def test_every_form_is_read(few, ending, tmp_path):
    if ending == ".gdb":
        few = few[few.geom_type == "Polygon"]
        path = tmp_path / "areas.gdb"
        pyogrio.write_dataframe(
            few, path, driver="OpenFileGDB", geometry_type="MultiPolygon", promote_to_multi=True
        )
    else:
        path = written(few, tmp_path / f"areas{ending}")
    system = ["--crs", "EPSG:4326"] if ending in (".csv", ".txt") else []
    assert main([str(path), "--out", str(tmp_path / "out"), "--quiet", *system]) == 0
    areas, report = areas_of(tmp_path / "out"), report_of(tmp_path / "out")
    rows = few[few.geom_type == "Polygon"] if ending in (".shp", ".gdb") else few
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


def test_a_national_grid_is_moved_as_on_the_page(few, tmp_path):
    near = few.cx[15.8:19.6, 42.6:45.2]
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


def test_several_files_are_one_and_their_columns_all_there(few, tmp_path):
    one = written(few.head(20), tmp_path / "one.gpkg")
    other = few.iloc[19:40].rename(columns={"operator": "team"}).assign(remarks=7)
    other = written(other, tmp_path / "other.parquet")
    assert main([str(one), str(other), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    areas, remarks = (
        gpd.read_parquet(tmp_path / "out" / "areas"),
        pd.read_csv(tmp_path / "out" / "remarks.csv"),
    )
    assert areas.groupby("file", observed=True).size().to_dict() == {
        "one.gpkg": int(few.head(20).is_valid.sum()),
        "other.parquet": int(few.iloc[19:40].is_valid.sum()),
    }
    assert {"file: operator", "file: team"} <= set(areas)
    assert areas.loc[areas["file"] == "other.parquet", "file: remarks"].eq("7").all()
    assert remarks[remarks["remark"] == "id_repeated"]["file"].tolist() == ["one.gpkg", "other.parquet"]


def test_what_can_be_read_in_two_ways_is_left_empty_until_it_is_told(few, tmp_path):
    rows = few.head(6).assign(
        date_of_survey="05/06/2019", area_m2=["1.000", "2.000", "3.000", "4.500", "5.000", "6.000"]
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


def test_columns_and_words_can_be_told(few, tmp_path):
    path, out = written(few.assign(phase="Zeta"), tmp_path / "areas.gpkg"), tmp_path / "out"
    told = ["--column", "status=phase", "--means", "status:Zeta=closed"]
    assert main([str(path), "--out", str(out), "--quiet", *told]) == 0
    assert areas_of(out)["status"].eq("closed").all()
    assert report_of(out)["files"][0]["words"]["status"] == [{"word": "Zeta", "rows": 60, "code": "closed"}]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["none.gpkg"], "none.gpkg: there is no such file."),
        (["areas.kml"], "files of this kind are not read. Export it as one of .gpkg"),
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
    words, answer, few, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for name in ("areas.gpkg", "areas.csv"):
        written(few.head(3), tmp_path / name)
    for name in ("areas.kml", "broken.gpkg", "broken.parquet"):
        Path(name).write_bytes(b"x")
    monkeypatch.setattr("hazard_areas.cluster.PATIENCE", 0.2)
    assert main([*words, "--out", "out", "--quiet"]) == 1
    said = capsys.readouterr()
    assert answer in said.err
    assert len(said.err.splitlines()) == 1
    assert not Path("out").exists()


def test_a_folder_with_something_else_is_left_alone(few, tmp_path, capsys):
    path = written(few.head(3), tmp_path / "areas.gpkg")
    assert main([str(path), "--out", str(tmp_path)]) == 1
    assert "holds something else" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["areas.gpkg"]


def test_a_run_that_breaks_off_leaves_the_former_folder(few, tmp_path, monkeypatch, capsys):
    path, out = written(few.head(9), tmp_path / "areas.gpkg"), tmp_path / "out"
    assert main([str(path), "--out", str(out), "--quiet"]) == 0
    before = files_of(out)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outcome, "markdown", full)
    assert main([str(path), "--out", str(out), "--quiet", "--repair"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert files_of(out) == before
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.endswith(".lock")) == [
        "areas.gpkg",
        "out",
    ]


def test_the_page_opens_the_folder(prepared, monkeypatch):
    monkeypatch.setattr(folder, "settings", lambda: Settings(hazard_areas=prepared))
    opened = folder.prepared_areas()
    assert opened == folder.prepared_areas()
    assert opened.sums["areas"].sum() == opened.report["areas"]
    cells = squares(opened.grid)
    assert cells["cell_km"].is_monotonic_decreasing
    for _, part in cells.groupby("cell_km"):
        assert part["areas"].sum() == opened.report["areas"]
    finest = cells[cells["cell_km"] == cells["cell_km"].min()].iloc[0]
    areas = areas_of(prepared)
    assert areas.representative_point().within(finest.geometry.buffer(1e-6)).sum() == finest["areas"]


def test_a_folder_of_something_else_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "settings", lambda: Settings(hazard_areas=tmp_path))
    with pytest.raises(
        LookupError, match=r"cannot be read as prepared hazard areas. Write it with: python -m hazard_areas"
    ):
        folder.prepared_areas()
    monkeypatch.setattr(folder, "settings", Settings)
    assert folder.prepared_areas() is None


def test_help_and_version_are_there(capsys: Said):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    assert "--scheduler ADDRESS" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("see-mine-action ")
