"""Opens the folder of prepared hazard areas that settings name; only reads, and only what was summed."""

import json
from functools import lru_cache
from typing import Any

from dashboard.settings import settings
from topics.hazard_areas.prepared import PreparedAreas

REPORT, SUMS, GRID = "report.json", "sums.csv", "grid.parquet"
CODES = ("country", "subdivision", "municipality", "name", "hazard", "area_class", "status")


def prepared_areas() -> PreparedAreas | None:
    """The areas of the folder, read anew when another run has replaced it; None where settings name none.

    Raises:
        LookupError: the folder is not one of `python -m hazard_areas`; in words for the reader.
    """
    folder = settings().hazard_areas
    if folder is None:
        return None
    try:
        return _read(folder, (folder / REPORT).stat().st_mtime_ns)
    except (OSError, ValueError, KeyError) as fault:
        raise LookupError(
            f"The folder {folder.name} cannot be read as prepared hazard areas. Write it with: "
            f"python -m hazard_areas FILE… --out {folder.name}"
        ) from fault


@lru_cache(maxsize=1)
def _read(folder: Any, written: int) -> PreparedAreas:
    import pandas as pd  # noqa: PLC0415

    report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    kinds = {**dict.fromkeys(CODES, "object"), "year": "Int64"}
    sums = pd.read_csv(folder / SUMS, dtype=kinds, keep_default_na=False, na_values=[""])
    sums = sums.assign(**{name: sums[name].where(sums[name].notna(), None) for name in CODES})
    return PreparedAreas((str(folder), written), folder.name, report, sums, pd.read_parquet(folder / GRID))
