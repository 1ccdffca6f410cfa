"""A small folder of prepared hazard areas as charts take it, without the files."""

import pandas as pd

from topics.hazard_areas.prepared import PreparedAreas

PLANE = "EPSG:3035"
SUMS = [
    ("BIH", "BIH-BIH", None, "Bosnia and Herzegovina", 2024, "CMR", "CHA", "open", 3, 0.5),
    ("BIH", "BIH-BIH", None, "Bosnia and Herzegovina", 2024, "CMR", "CHA", "closed", 2, 0.2),
    ("SRB", None, None, None, None, None, None, None, 1, 0.1),
    (None, None, None, None, 2020, "AP_MINES", "SHA", "open", 1, None),
]
GRID = [
    (20, 240, 116, "CMR", "open", 3, 0.5),
    (20, 240, 116, "CMR", "closed", 2, 0.2),
    (20, 252, 118, None, None, 1, 0.1),
    (20, 253, 119, "AP_MINES", "open", 1, None),
    (5, 960, 464, "CMR", "open", 2, 0.4),
    (5, 961, 464, "CMR", "open", 1, 0.1),
    (5, 1008, 472, None, None, 1, 0.1),
    (5, 1012, 476, "AP_MINES", "open", 1, None),
]


def example() -> PreparedAreas:
    """Five areas that are not closed, one of no stated hazard, one in no country; two rows were set aside."""
    names = ["country", "subdivision", "municipality", "name", "year", "hazard", "area_class", "status"]
    sums = pd.DataFrame(SUMS, columns=[*names, "areas", "counted_km2"])
    sums = sums.assign(area_stated_km2=sums["counted_km2"], area_km2=sums["counted_km2"])
    grid = pd.DataFrame(GRID, columns=["km", "cell_x", "cell_y", "hazard", "status", "areas", "counted_km2"])
    report = {"set_aside": {"self-intersection": 2}}
    return PreparedAreas("example", "prepared", report, sums, grid.assign(plane=PLANE))
