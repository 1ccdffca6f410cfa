"""Units into which hazard areas are sorted: the finest of each country, or a reader's own boundaries."""

import geopandas
import pandas as pd
import pytest
import shapely

from dashboard.areas.places import boundaries, unit_names
from topics.hazard_areas.places import own_units, placed

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
