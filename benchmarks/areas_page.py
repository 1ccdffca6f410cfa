"""Measures what a file of many own hazard areas takes on the server: `python -m benchmarks.areas_page`."""

import io
import sys
import time

import geopandas as gpd
import numpy as np
import shapely

from dashboard.areas.places import boundaries
from dashboard.areas.reading import read
from dashboard.store import snapshot
from topics.hazard_areas import outlines, shapes, terms
from topics.hazard_areas.checks import checked
from topics.hazard_areas.comparison import compared
from topics.hazard_areas.sums import counted
from topics.view import View

CORNERS = 16
WHERE = (15.5, 42.0, 22.5, 45.5)


def invented(count: int) -> gpd.GeoDataFrame:
    """Invented areas all over the west of the region, with an outline of some hundred metres each."""
    chance = np.random.default_rng(1)
    west, south, east, north = WHERE
    middle = np.column_stack([chance.uniform(west, east, count), chance.uniform(south, north, count)])
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    reach = chance.uniform(0.0005, 0.004, (count, 1)) * chance.uniform(0.7, 1.3, (count, CORNERS))
    corners = np.stack([np.cos(turn) * reach * 1.35, np.sin(turn) * reach], axis=-1) + middle[:, None]
    kinds, classes = chance.choice(["AP mines", "UXO"], count), chance.choice(["CHA", "SHA"], count)
    cells = {"Hazard ID": np.arange(count), "Hazard type": kinds, "Area class": classes}
    return gpd.GeoDataFrame(cells, geometry=shapely.polygons(corners), crs="EPSG:4326")


def measured(content: bytes) -> dict[str, float]:
    """Seconds of processor time of each step."""
    times, last = {}, time.process_time()

    def note(step: str) -> None:
        nonlocal last
        now = time.process_time()
        times[step], last = now - last, now

    tables, units = snapshot(), boundaries()
    note("tables and boundaries")
    file = read(content)
    note("read")
    columns = terms.guessed_columns(list(file.rows))
    words = {term: terms.counted_values(file.rows, columns[term]).index for term in ("hazard", "area_class")}
    codes = {term: {word: terms.guessed_code(term, word) for word in words[term]} for term in words}
    rows = terms.in_our_terms(file.rows, columns, codes)
    note("our terms")
    areas = checked(rows.assign(row=range(len(rows))), file.shapes, "EPSG:4326", units)
    note("check, measure, place")
    shapes.overlaps(areas)
    note("overlaps")
    compared(tables, View(tables), areas, by_subdivision=True)
    note("compare")
    outlines.gridded(counted(tables, areas))
    note("squares of the map")
    return times


def main() -> None:
    """Print the times for each format."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    areas = invented(count)
    for driver in ("GPKG", "GeoJSON", "Parquet"):
        buffer = io.BytesIO()
        areas.to_file(buffer, driver=driver) if driver != "Parquet" else areas.to_parquet(buffer)
        times = measured(buffer.getvalue())
        steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in times.items())
        print(f"{driver}, {count} areas: {sum(times.values()):.1f} s ({steps})")


if __name__ == "__main__":
    main()
