"""Runs both passes on a cluster of Dask: chunks are the partitions of a GeoDataFrame of dask-geopandas."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dask
import dask_geopandas
import pandas as pd
import pyarrow as pa
from dask import dataframe
from distributed import Client

from hazard_areas.examining import examined, located
from hazard_areas.finishing import Group, Part, Plan, finished
from hazard_areas.problem import StoppedError
from hazard_areas.source import Source, tables
from hazard_areas.spill import Summary, laid_down, spilled
from hazard_areas.survey import Survey

PATIENCE = 10
"""Seconds in which a scheduler must answer."""
AT_ONCE = 64
"""Groups that the scheduler is given at a time, so that no result waits in memory for long."""


class Cluster:
    """The cluster at an address, whose workers see the folder of the output under the same path."""

    def __init__(self, address: str) -> None:
        dask.config.set({"dataframe.convert-string": False})
        try:
            self.client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as fault:
            raise StoppedError(
                f"{address}: no scheduler of Dask answers there. Start one: dask scheduler"
            ) from fault

    def survey(self, survey: Survey) -> Iterator[Summary]:
        """As Schedule has it: this process cuts the file into chunks on disk, the workers do all else."""
        chunks, first = [], 0
        for table in tables(survey.source):
            path = survey.folder / f"raw-{survey.source.number}-{first}.arrow"
            laid_down(table, path)
            chunks.append((path, first))
            first += table.num_rows
        if not chunks:
            return
        empty = _partition(chunks[0], survey.source).iloc[:0]
        areas = dataframe.from_map(_partition, chunks, source=survey.source, meta=empty)
        checked = areas.map_partitions(examined, survey.repair, meta=examined(empty, survey.repair))
        if not isinstance(checked, dask_geopandas.GeoDataFrame):
            raise TypeError("dask-geopandas does not know the frames of GeoPandas")
        summaries = checked.map_partitions(
            _told, survey, meta=pd.DataFrame({"summary": pd.Series(dtype=object)})
        )
        yield from summaries.compute(scheduler=self.client)["summary"]

    def finish(self, groups: Iterable[Group], plan: Plan) -> Iterator[Part]:
        """As Schedule has it."""
        shared = self.client.scatter(plan, broadcast=True)
        waiting = list(groups)
        for start in range(0, len(waiting), AT_ONCE):
            futures = self.client.map(finished, waiting[start : start + AT_ONCE], plan=shared, pure=False)
            yield from self.client.gather(futures)

    def close(self) -> None:
        """As Schedule has it."""
        self.client.close()


def _partition(chunk: tuple[Path, int], source: Source) -> Any:
    path, first = chunk
    with pa.memory_map(str(path)) as file:
        return located(pa.ipc.open_file(file).read_all(), first, source)


def _told(frame: Any, survey: Survey) -> pd.DataFrame:
    return pd.DataFrame({"summary": [spilled(frame, survey.columns, survey.folder)]})
