"""Units into which hazard areas are sorted: municipalities, the finest of each country, own boundaries."""

import csv
import json
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely

from dashboard import attribution, shapes, store
from dashboard.areas.places import boundaries, unit_names
from etl import municipalities
from topics.hazard_areas.places import own_units, placed

GEO = Path(__file__).parent.parent / "data" / "geo"
BIH = geopandas.read_file(GEO / "bih_municipalities.geojson").set_index("id")
KM2 = BIH.to_crs("EPSG:3035").area / 1e6
ENTITIES_KM2 = {"country": 51_209, "federation": 26_110, "BIH-brcko-district": 493}
"""As they are published."""
PUBLISHED_KM2 = {
    "Banja Luka": 1239,
    "Bijeljina": 734,
    "Prijedor": 834,
    "Zvornik": 376,
    "Gradiška": 762,
    "Teslić": 838,
    "Laktaši": 388,
    "Derventa": 515,
    "Novi Grad": 473,
    "Kozarska Dubica": 499,
    "Kotor Varoš": 564,
    "Srbac": 453,
    "Mrkonjić Grad": 677,
    "Brod": 229,
    "Srebrenica": 527,
    "Pale": 493,
    "Čelinac": 362,
    "Sokolac": 693,
    "Istočna Ilidža": 28,
    "Foča": 1135,
    "Bratunac": 293,
    "Šamac": 178,
    "Trebinje": 904,
    "Modriča": 320,
    "Nevesinje": 877,
    "Lopare": 293,
    "Ugljevik": 165,
    "Doboj": 772,
}
"""Of Republika Srpska, as the list of its municipalities in Wikipedia has them (census of 2013)."""
APART = {"Čelinac": 3, "Sokolac": 3, "Istočna Ilidža": 3, "Foča": 4, "Bratunac": 4, "Šamac": 4, "Trebinje": 5}
APART |= {"Modriča": 6, "Nevesinje": 7, "Lopare": 11, "Ugljevik": 12, "Doboj": 14}
"""Those more than 2 % from it, and how many: the outlines of the source differ, see data/geo/README.md."""
SARAJEVO = (18.4313, 43.8597)
"""Baščaršija, the old town."""


def at(*points: tuple[float, float]) -> geopandas.GeoDataFrame:
    """Hazard areas of about a hectare at longitudes and latitudes."""
    squares = [shapely.box(lon, lat, lon + 0.001, lat + 0.001) for lon, lat in points]
    return geopandas.GeoDataFrame({"problem": [""] * len(squares)}, geometry=squares, crs="EPSG:4326")


def test_an_area_lies_in_the_finest_unit_that_its_country_has():
    areas = at(SARAJEVO, (16.4, 43.55), (33.3, 35.1), (69.2, 34.5), (-150.0, 0.0))
    rows = placed(areas, boundaries(tuple(areas.total_bounds)))
    names = unit_names(boundaries(tuple(areas.total_bounds)))
    assert rows["country"].tolist() == ["BIH", "HRV", "CYP", "AFG", None]
    assert [names.get(code) for code in rows["subdivision"][1:]] == ["Split-Dalmatia", None, "Kabul", None]
    assert rows["subdivision"][0] == "BIH-sarajevo-canton"
    assert rows["municipality"].tolist() == ["BIH-stari-grad-sarajevo", None, None, None, None]


def test_municipalities_are_as_large_as_published():
    federation = BIH["parent"].str.contains("canton")
    assert KM2.sum() == pytest.approx(ENTITIES_KM2["country"], rel=0.02)
    assert KM2[federation].sum() == pytest.approx(ENTITIES_KM2["federation"], rel=0.02)
    assert KM2["BIH-brcko-district"] == pytest.approx(ENTITIES_KM2["BIH-brcko-district"], rel=0.02)
    by_name = KM2[~federation].groupby(BIH["name"]).sum()
    for name, published in PUBLISHED_KM2.items():
        assert by_name[name] == pytest.approx(published, rel=APART.get(name, 2) / 100), name


def test_a_municipality_holds_the_place_that_bears_its_name():
    """Two of the source bear the name of the other: what is right is shown by points of GeoNames."""
    with (GEO.parent / "raw" / "subdivisions.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["polygon"] and row["level"] == "municipality"]
    points = [row for row in rows if row["lat"]]
    assert len(rows) > len(points) > 40
    for row in points:
        assert BIH.geometry[row["polygon"]].contains(shapely.Point(float(row["lon"]), float(row["lat"])))
    for row in rows:
        assert row["polygon"] == row["subdivision"], "sums of own areas meet the figures on record by it"
        assert row["parent"] in (BIH["parent"][row["polygon"]], "BIH-republika-srpska")
    assert BIH.geometry["BIH-bratunac"].contains(shapely.Point(19.331, 44.184))


def test_a_layer_of_its_own_licence_says_so_wherever_it_is_drawn():
    layer = store.layers()["bih_municipalities"]
    assert layer["licence"] == "ODbL 1.0"
    figure = {"layers": [{"kind": "areas", "file": "bih_municipalities~BIH-konjic"}, {"kind": "names"}]}
    assert attribution.plain(figure) == f"{layer['attribution']}."
    assert f'href="{layer["licence_url"]}"' in attribution.linked(figure)
    assert layer["licence_url"] in attribution.origins(figure)
    assert attribution.plain({"layers": [{"kind": "areas", "file": "see_admin1"}]}) == ""
    given_away = json.loads(shapes.with_rings_turned(store.geometry("bih_municipalities"), "note"))
    assert given_away["attribution"] == layer["attribution"]
    assert given_away["licence_url"] == layer["licence_url"]
    head = store.geometry("bih_municipalities~BIH-konjic")
    assert layer["attribution"].encode() in head, "in the file itself"
    assert b"BIH-teslic" not in head
    with pytest.raises(LookupError, match="No unit 'BIH-nowhere' in bih_municipalities"):
        store.geometry("bih_municipalities~BIH-nowhere")


def outlines(tmp_path, monkeypatch, names):
    """A file of squares with these names, and rows for two of them."""
    squares = [shapely.box(west, 44, west + 1, 45) for west in range(15, 15 + len(names))]
    geopandas.GeoDataFrame({"shapeName": names}, geometry=squares, crs="EPSG:4326").to_file(
        tmp_path / "x.gpkg"
    )
    head = "unit,country,name,parent,name_in_source\n"
    rows = "HRV-una,HRV,Una,HRV-lika,Općina Una\nHRV-rama,HRV,Rama,HRV-lika,Rama\nBIH-x,BIH,X,BIH-y,X\n"
    (tmp_path / "municipalities.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "layers.csv").write_text("layer,title\nhrv_municipalities,Municipalities\n", encoding="utf-8")
    monkeypatch.setattr(municipalities, "FOLDER", tmp_path)
    return tmp_path / "x.gpkg"


def test_a_country_more_is_rows_and_a_command(tmp_path, monkeypatch):
    original = outlines(tmp_path, monkeypatch, ["Rama", "Općina Una"])
    content = json.loads(municipalities.build("HRV", original, "shapeName").read_text(encoding="utf-8"))
    assert content["title"] == "Municipalities"
    assert [one["id"] for one in content["features"]] == ["HRV-rama", "HRV-una"]
    assert content["features"][1]["properties"] == {"iso3": "HRV", "name": "Una", "parent": "HRV-lika"}


def test_an_outline_without_a_row_is_refused(tmp_path, monkeypatch):
    original = outlines(tmp_path, monkeypatch, ["Rama", "Una"])
    with pytest.raises(ValueError, match=r"in x\.gpkg or municipalities\.csv alone: Općina Una, Una"):
        municipalities.build("HRV", original, "shapeName")


def test_units_of_the_world_are_whole_and_none_is_better_known():
    units = geopandas.read_parquet(GEO / "world_admin1.parquet")
    assert units.geometry.is_valid.all()
    assert units["subdivision"].is_unique
    assert units["name"].str.len().gt(1).all()
    ours = {one[:3] for one in BIH.index} | {"HRV", "SRB", "XKX", "MKD", "TUR", "CYP"}
    assert not ours & set(units["country"])
    published = {"AFG": 652_230, "UKR": 603_550, "COL": 1_141_748, "KHM": 181_035, "AGO": 1_246_700}
    areas = units[units["country"].isin(published)].to_crs("EPSG:6933").dissolve("country").area / 1e6
    for country, square_km in published.items():
        assert areas[country] == pytest.approx(square_km, rel=0.02), country


def test_without_a_place_the_region_alone_is_read():
    assert set(boundaries()["country"]) < set(boundaries((60.0, 30.0, 70.0, 36.0))["country"])
    assert "AFG" not in set(boundaries()["country"])


def own(names, shapes, crs="EPSG:4326"):
    return geopandas.GeoDataFrame({"label": names}, geometry=shapes, crs=crs)


def test_own_boundaries_are_units_told_apart_and_what_differs_is_said():
    squares = [shapely.box(west, 44, west + 1, 45) for west in (15, 16, 17)]
    bow = shapely.Polygon([(18, 44), (19, 45), (19, 44), (18, 45)])
    over = shapely.box(15.5, 44.5, 16.5, 45.5)
    file = own(["Trnovo", " Trnovo", None, "Foča", "Rama", "Una"], [*squares, bow, over, shapely.Point(1, 1)])
    units, remarks = own_units(file, "label")
    assert units["own_unit"].tolist() == ["Trnovo (row 1)", "Trnovo (row 2)", "row 3", "Foča", "Rama"]
    assert units.geometry.is_valid.all()
    assert remarks == [
        "1 boundary without an outline: left out.",
        "1 boundary with an invalid outline: repaired.",
        "1 boundary without a name: named by their row.",
        "2 boundaries with a name that stands more than once: told apart by their row.",
        "2 pairs of boundaries overlap: an area counts for the first.",
    ]
    rows = placed(at((15.2, 44.2), (17.5, 44.5), (25.0, 50.0)), units)
    assert rows["own_unit"].tolist() == ["Trnovo (row 1)", "row 3", None]


def test_own_boundaries_in_metres_are_turned_into_degrees():
    squares = geopandas.GeoSeries([shapely.box(15, 44, 16, 45)], crs="EPSG:4326").to_crs("EPSG:3908")
    units, remarks = own_units(own(["Una"], squares, "EPSG:3908"), "label")
    assert units.total_bounds == pytest.approx([15, 44, 16, 45], abs=0.05)
    assert not remarks


@pytest.mark.parametrize(
    ("file", "name", "words"),
    [
        (own(["Una"], [shapely.box(0, 0, 1, 1)]), "name", "No column “name”. There are: label"),
        (own(["Una"], [shapely.box(0, 0, 1, 1)], None), "label", "names no coordinate system"),
        (own(["Una"], [shapely.Point(0, 0)]), "label", "has no polygon"),
    ],
)
def test_what_is_no_file_of_boundaries_is_refused_in_words(file, name, words):
    with pytest.raises(ValueError, match=words):
        own_units(file, name)


def test_areas_with_a_problem_are_placed_nowhere():
    areas = at(SARAJEVO).assign(problem="no shape")
    assert pd.isna(placed(areas, boundaries())["municipality"]).all()
