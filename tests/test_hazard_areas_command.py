"""Holds `python -m hazard_areas` to what the page says of the same file, in chunks and on a cluster."""

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
from hazard_areas import adding, finishing, outcome, source, whole
from hazard_areas.__main__ import main
from tests.hazard_folders import areas_of, few, files_of, report_of, written
from tests.own_areas import as_guessed
from topics.hazard_areas import checks, shapes
from topics.hazard_areas.prepared import squares

pytestmark = pytest.mark.xdist_group("hazard-areas")
COUNT = 1500

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
def small_chunks():
    """Chunks and groups so small that a file of the tests has several; no process to read each file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK", 400)
        patch.setattr(finishing, "MOST", 300)
        patch.setattr(adding, "MOST_APART", 100)
        patch.setattr(whole, "read_apart", read)
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


def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys):
    path = written(few().head(3), tmp_path / "areas.gpkg")
    assert main([str(path), "--out", str(tmp_path)]) == 1
    assert "holds something else" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["areas.gpkg"]


def test_a_run_that_breaks_off_leaves_the_former_folder(tmp_path, monkeypatch, capsys):
    path, out = written(few().head(9), tmp_path / "areas.gpkg"), tmp_path / "out"
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
