"""Files of a few invented areas, and what the command wrote of them."""

import functools
import json

import geopandas as gpd
import pandas as pd
import pyogrio

from benchmarks import areas_file


def areas_of(out):
    return gpd.read_parquet(out / "areas").sort_values("row", ignore_index=True)


def files_of(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def report_of(out):
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


@functools.cache
def few():
    """A few invented areas."""
    middles, width = areas_file.cells(1500)
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
