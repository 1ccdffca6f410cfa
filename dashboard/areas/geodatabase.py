"""Reads layers of File Geodatabases and Shapefiles by GDAL, in memory, repacked under fixed names."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import Layer, RefusedError
from dashboard.areas.names import unlike
from topics.hazard_areas.cells import texts_of
from topics.hazard_areas.questions import Question, tables_note
from topics.vocabulary.sentences import sentence

PART = re.compile(
    r"(a[0-9a-f]{8}\.(gdbtable|gdbtablx|gdbindexes|spx|atx|freelist|horizon)|gdb|timestamps)", re.IGNORECASE
)
"""Names of the files of a File Geodatabase that are read."""
CATALOGUE = "a00000001.gdbtable"
ITEMS = "GDB_Items"
"""The table of a File Geodatabase that defines its layers and the words for codes."""


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
    name = chosen if chosen in names else names[0]
    layer = rows_of(content, "OpenFileGDB", name)
    rows = layer.rows.assign(**coded_words(layer.rows, _domains(content, name)))
    notes = tuple(tables_note(layers_of(content, with_shapes=False)))
    return layer._replace(rows=rows, questions=(question,) if question else (), notes=notes)


def coded_words(rows: pd.DataFrame, domains: Mapping[str, Mapping[str, str]]) -> dict[str, pd.Series]:
    """Columns of codes with the words for them; a code without a word stays.

    Args:
        rows: a table.
        domains: the words by code, by column.
    """
    words = {}
    for name in (name for name in rows if domains.get(name)):
        texts = texts_of(rows[name])
        known = texts.map(dict(domains[name]))
        words[name] = known.where(known.notna(), rows[name].astype(object).where(texts.ne(""), None))
    return words


def _domains(content: bytes, layer: str) -> dict[str, dict[str, str]]:
    """The words for codes in the columns of a layer, as the catalogue of the geodatabase defines them."""
    trees = _definitions(content)
    coded = {
        tree.findtext("DomainName"): {
            code.findtext("Code", ""): code.findtext("Name", "") for code in tree.iter("CodedValue")
        }
        for tree in trees
        if tree.find("CodedValues") is not None
    }
    of_layer = (one for one in trees if one.findtext("Name") == layer)
    own = next((one for one in of_layer if one.find("GPFieldInfoExs/*") is not None), None)
    if own is None:
        return {}
    fields = {one.findtext("Name", ""): one.findtext("DomainName") for one in own.iter("GPFieldInfoEx")}
    kinds = {one.findtext("SubtypeCode", ""): one.findtext("SubtypeName", "") for one in own.iter("Subtype")}
    known = {name: coded.get(domain, {}) for name, domain in fields.items()}
    return known | ({own.findtext("SubtypeFieldName", ""): kinds} if kinds else {})


def _definitions(content: bytes) -> list[Any]:
    """The definitions of a catalogue as trees; none of an old or a damaged one."""
    import pyogrio  # noqa: PLC0415
    from defusedxml import ElementTree  # noqa: PLC0415

    try:
        _, _, _, (texts,) = pyogrio.raw.read(
            content, layer=ITEMS, columns=["Definition"], read_geometry=False
        )
        return [ElementTree.fromstring(text) for text in map(str, texts) if text.lstrip().startswith("<")]
    except (pyogrio.errors.DataLayerError, ElementTree.ParseError, ValueError):
        return []


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


def layers_of(content: bytes, with_shapes: bool = True) -> list[str]:
    """The layers with shapes, or the tables without."""
    import pyogrio  # noqa: PLC0415 - only a page with a file needs it

    return [str(name) for name, kind in pyogrio.list_layers(content) if (kind is not None) == with_shapes]


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
    rows = pd.DataFrame(dict(enumerate(columns)), index=range(len(shapes)))
    rows = rows.set_axis(unlike(list(meta["fields"])), axis=1)
    return Layer(rows, shapely.from_wkb(shapes, on_invalid="ignore"), meta["crs"] or None)
