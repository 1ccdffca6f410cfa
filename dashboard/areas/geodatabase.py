"""Reads layers of File Geodatabases and Shapefiles by GDAL, in memory, repacked under fixed names."""

import io
import re
import zipfile
from collections.abc import Mapping

import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import Layer, RefusedError
from topics.hazard_areas.questions import Question
from topics.vocabulary.sentences import sentence

PART = re.compile(
    r"(a[0-9a-f]{8}\.(gdbtable|gdbtablx|gdbindexes|spx|atx|freelist|horizon)|gdb|timestamps)", re.IGNORECASE
)
"""Names of the files of a File Geodatabase that are read."""
CATALOGUE = "a00000001.gdbtable"


def folders(files: Mapping[str, bytes]) -> list[str]:
    """The folders of an archive that are a File Geodatabase."""
    paths = [name.rpartition("/") for name in files]
    return [folder for folder, _, name in paths if name.lower() == CATALOGUE]


def geodatabase(files: Mapping[str, bytes], folder: str, answers: Mapping[str, str]) -> Layer:
    """A layer of the File Geodatabase that lies in a folder of an archive."""
    parts = {name.rpartition("/")[2]: name for name in files if name.rpartition("/")[0] == folder}
    content = packed({name: files[path] for name, path in parts.items() if PART.fullmatch(name)})
    names = layers_of(content)
    if not names:
        raise RefusedError(
            "The File Geodatabase has no layer with shapes. Export the layer of hazard areas into it."
        )
    question = layer_question(names)
    chosen = answers.get("layer")
    layer = rows_of(content, "OpenFileGDB", chosen if chosen in names else names[0])
    return layer._replace(questions=(question,) if question else ())


def layer_question(names: list[str]) -> Question | None:
    """Which layer of a file holds the areas, where there are several."""
    if len(names) < 2:
        return None
    text = sentence("The file holds {count} layers. Which one has your areas?", count=len(names))
    return Question("layer", text, {name: name for name in names})


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, so that GDAL meets nothing else that the reader packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def layers_of(content: bytes) -> list[str]:
    """The layers with shapes."""
    import pyogrio  # noqa: PLC0415 - only a page with a file needs it

    return [str(name) for name, kind in pyogrio.list_layers(content) if kind is not None]


def rows_of(content: bytes, driver: str, layer: str | None = None, encoding: str | None = None) -> Layer:
    """Attributes, shapes and coordinate system of a layer, read by a driver and no other."""
    import pyogrio  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    about = pyogrio.read_info(content, layer=layer, encoding=encoding)
    if about["driver"] != driver:
        raise RefusedError(f"The archive does not hold a {driver}. Export the layer again, and zip it.")
    limits.check_rows(max(about["features"], 0))
    limits.check_columns(len(about["fields"]))
    meta, _, shapes, columns = pyogrio.raw.read(content, layer=layer, encoding=encoding)
    if shapes is None:
        raise RefusedError("The layer has attributes but no shapes. Export the layer with its geometry.")
    rows = pd.DataFrame(dict(zip(meta["fields"], columns, strict=True)), index=range(len(shapes)))
    return Layer(rows, shapely.from_wkb(shapes, on_invalid="ignore"), meta["crs"] or None)
