"""Holds the boundaries: whole, clockwise, with the ids that tables and maps use."""

import csv
import json
import shutil
from itertools import chain, pairwise
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely.geometry import shape

from charts.extent import extent_of
from etl import boundaries, boundary_names, geography
from tests.tables import TABLES

ROOT = Path(__file__).parent.parent
GEO = ROOT / "data" / "geo"
FILES = sorted(path.stem for path in GEO.glob("*.geojson"))
COVERAGES = [
    "bih_entities",
    "bih_municipalities",
    "context",
    "context_overview",
    "see_admin1",
    "see_countries",
    "see_countries_overview",
]


def read(name):
    """The features of a boundary file."""
    return json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def units(name):
    return [(feature["id"], shape(feature["geometry"])) for feature in read(name)]


def ids(name):
    return {key for key, _ in units(name)}


def segments(geometry):
    """Pieces between two corners, whichever way they run."""
    polygons = geometry["coordinates"]
    rings = chain.from_iterable(polygons if geometry["type"] == "MultiPolygon" else [polygons])
    return {frozenset(map(tuple, ends)) for ring in rings for ends in pairwise(ring)}


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


SUBDIVISIONS = rows(ROOT / "data" / "raw" / "subdivisions.csv")


@pytest.mark.parametrize("name", FILES)
def test_polygons_are_valid_and_in_degrees(name):
    for key, polygon in units(name):
        assert polygon.geom_type in ("Polygon", "MultiPolygon"), key
        assert polygon.is_valid, f"{key}: {shapely.is_valid_reason(polygon)}"
        west, south, east, north = polygon.bounds
        assert west >= -180, key
        assert east <= 180, key
        assert south >= -90, key
        assert north <= 90, key


@pytest.mark.parametrize("name", FILES)
def test_exterior_rings_run_clockwise(name):
    turned = [
        key for key, polygon in units(name) for part in shapely.get_parts(polygon) if part.exterior.is_ccw
    ]
    assert not turned, "d3-geo takes the rest of the globe for these: shapely.orient_polygons turns them"


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique(name):
    keys = [key for key, _ in units(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", COVERAGES)
def test_neighbours_share_their_borders(name):
    assert shapely.coverage_is_valid([polygon for _, polygon in units(name)])


def test_countries_of_the_world_hardly_overlap():
    polygons = [polygon for _, polygon in units("world")]
    pairs = shapely.STRtree(polygons).query(polygons, predicate="overlaps").T
    overlap = sum(
        polygons[one].intersection(other_polygon).area
        for one, other in pairs
        for other_polygon in [polygons[other]]
        if one < other
    )
    assert overlap < 0.001, "square degrees"


def test_first_level_units_make_up_their_countries():
    countries = dict(units("see_countries"))
    parts = {}
    for key, polygon in units("see_admin1"):
        parts.setdefault(key[:3], []).append(polygon)
    assert set(countries) - set(parts) == {"CYP"}
    assert parts.pop("HUN") == [dict(units("see_admin1"))["HUN-baranya"]], "the one the records name"
    for country, polygons in parts.items():
        apart = shapely.union_all(polygons).symmetric_difference(countries[country]).area
        assert apart < 0.002 * countries[country].area, country


def test_entities_make_up_bosnia_and_herzegovina():
    whole = dict(units("see_countries"))["BIH"]
    entities = shapely.union_all([polygon for _, polygon in units("bih_entities")])
    assert entities.symmetric_difference(whole).area < 0.002 * whole.area


def test_maps_name_the_units_of_the_files():
    """The tables of the maps name the units that the boundary files hold."""
    see, world = extent_of(TABLES, "see"), extent_of(TABLES, "world")
    for level in ("", "_overview"):
        assert set(see.units) == ids(f"see_countries{level}")
        assert set(see.context) == ids(f"context{level}")
    assert set(world.units) == ids("world")
    named = {row["country"] for row in rows(ROOT / "data" / "raw" / "countries.csv")}
    without = named - ids("world")
    assert without == {"NKR"}, "no recognised state, and no polygon of it"


@pytest.mark.parametrize("name", ["see_countries", "see_countries_overview", "see_admin1", "world"])
def test_disputed_lines_are_shared_corner_by_corner(name):
    """static/map_borders.js finds the line of two units by the segments that both have."""
    features = {one["id"]: one for one in read(name)}
    disputed = {key: one["properties"].get("disputed", []) for key, one in features.items()}
    pairs = {(key[:3], other[:3]) for key, others in disputed.items() for other in others}
    assert pairs == {
        (country, neighbour)
        for country, neighbours in boundary_names.DISPUTED.items()
        for neighbour in neighbours
        if {country, neighbour} <= {key[:3] for key in features}
    }
    outlines = dict(units(name))
    for key, others in disputed.items():
        for other in others:
            shared = segments(features[key]["geometry"]) & segments(features[other]["geometry"])
            drawn = shapely.MultiLineString([list(ends) for ends in shared]).length
            whole = outlines[key].intersection(outlines[other]).length
            assert drawn == pytest.approx(whole), (key, other)
            near = outlines[key].boundary.intersection(outlines[other].buffer(0.01)).length
            assert drawn == pytest.approx(near, abs=0.1), "degrees: the rest is no line of both"


def test_every_polygon_a_subdivision_names_exists():
    by_level = {}
    for row in SUBDIVISIONS:
        if row["polygon"]:
            by_level.setdefault(row["level"], set()).add(row["polygon"])
    assert by_level["first"] | by_level["entity"] == ids("see_admin1") | ids("bih_entities")
    assert by_level["municipality"] < ids("bih_municipalities")


def test_subdivisions_are_unique_and_their_parents_exist():
    keys = [row["subdivision"] for row in SUBDIVISIONS]
    assert len(keys) == len(set(keys))
    assert {row["parent"] for row in SUBDIVISIONS if row["parent"]} <= set(keys)
    assert all(row["subdivision"].startswith(row["country"] + "-") for row in SUBDIVISIONS)


def test_points_lie_in_their_country_and_say_where_they_come_from():
    countries = dict(units("see_countries"))
    for row in SUBDIVISIONS:
        assert bool(row["lat"]) == bool(row["lon"]) == bool(row["source"]), row["subdivision"]
        if row["lat"]:
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            assert countries[row["country"]].distance(point) < 0.05, row["subdivision"]


def test_label_points_lie_in_their_polygons():
    polygons = {**dict(units("see_countries")), **dict(units("see_admin1"))}
    for row in rows(GEO / "label_points.csv"):
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        assert polygons[row["id"]].distance(point) < 0.01, row["id"]


def test_what_follows_from_the_boundaries_is_up_to_date(tmp_path, monkeypatch):
    for path in GEO.glob("*.geojson"):
        shutil.copy(path, tmp_path)
    for name in ("see_countries", "world"):
        without = [one | {"properties": {"iso3": one["id"]}} for one in read(name)]
        collection = {"type": "FeatureCollection", "features": without}
        (tmp_path / f"{name}.geojson").write_text(json.dumps(collection), encoding="utf-8")
    (tmp_path / "locator.geojson").unlink()
    (tmp_path / "raw").mkdir()
    monkeypatch.setattr(geography, "FOLDER", tmp_path)
    monkeypatch.setattr(geography, "DATA", tmp_path)
    geography.build()
    for name in FILES:
        assert (tmp_path / f"{name}.geojson").read_bytes() == (GEO / f"{name}.geojson").read_bytes(), name
    made = (tmp_path / "raw" / "borders.csv").read_text(encoding="utf-8")
    assert made == (GEO.parent / "raw" / "borders.csv").read_text(encoding="utf-8")


def first_level(*squares):
    """Natural Earth's table for squares of two degrees: adm1_code, adm0_a3, name, west, south."""
    rows = [
        {
            "adm1_code": code,
            "iso_3166_2": code.replace("RUS", "RU"),
            "adm0_a3": land,
            "name": name,
            "name_en": name,
            "region": "Prizren",
            "type_en": "Canton",
            "geometry": shapely.segmentize(shapely.box(west, south, west + 2, south + 2), 0.2),
        }
        for code, land, name, west, south in squares
    ]
    return geopandas.GeoDataFrame(rows, crs="EPSG:4326")


def test_the_builder_joins_what_belongs_together_and_shares_borders():
    squares = first_level(
        ("SRB-1", "SRB", "Jablanica", 20, 43),
        ("KOS-1", "KOS", "Prizren", 20, 41),
        ("KOS-2", "KOS", "Dragash", 22, 41),
        ("RUS-283", "RUS", "Crimea", 34, 45),
        ("UKR-1", "UKR", "Kherson", 32, 45),
    )
    lands = [
        boundary_names.country(*row, 40) for row in zip(squares["adm0_a3"], squares["name"], strict=True)
    ]
    whole = boundaries.region(squares.assign(land=lands))
    assert dict(zip(whole["unit"], whole["land"], strict=True)) == {
        "": "UKR",
        "Jablanica": "SRB",
        "Prizren": "XKX",
    }
    for tolerance in boundaries.LEVELS.values():
        drawn = boundaries.on_grid(boundaries.simplified(whole, tolerance))
        assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
        corners = shapely.get_num_coordinates(drawn.geometry.to_numpy())
        assert (corners < shapely.get_num_coordinates(whole.geometry.to_numpy())).all()


def test_the_builder_refuses_units_that_overlap():
    squares = first_level(("SRB-1", "SRB", "Jablanica", 20, 43), ("SRB-2", "SRB", "Toplica", 21, 43))
    whole = boundaries.region(squares.assign(land="SRB"))
    with pytest.raises(ValueError, match="neighbours overlap"):
        boundaries.simplified(whole, 600)


def test_the_overview_is_the_lighter_level():
    for name in ("see_countries", "context"):
        assert (GEO / f"{name}_overview.geojson").stat().st_size < (GEO / f"{name}.geojson").stat().st_size
