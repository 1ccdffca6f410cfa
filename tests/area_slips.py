"""Slips that happen to files of hazard areas, one function per kind; tests/mutated_areas.py makes them."""

import functools
import io
import json
import re
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

CASES = Path(__file__).parent / "areas"
ODD_TEXTS = (
    *("", " ", "\0", "\ufeff", "=1+1", "9" * 40, "1e309", "-1e308", "NaN", "Infinity", "12,5 ha", "½"),
    *("0000-00-00", "99999-01-01", "31.06.2024", "1747353600000000", "POLYGON ((", "POINT EMPTY", "x" * 9000),
)
ODD_VALUES = (None, True, -1, 10**400, 1e308, float("nan"), [], {}, [[]], [[[]]], [[None, 1]], "x", {"a": 1})
GPX = """<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="44" lon="17"><name>LM</name></wpt>
<trk><name>H1</name><trkseg><trkpt lat="44" lon="17"/><trkpt lat="44" lon="17.01"/>
<trkpt lat="44.01" lon="17.01"/></trkseg></trk></gpx>"""


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of files by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def some_areas() -> gpd.GeoDataFrame:
    """Three areas with cells of several kinds."""
    cells = {
        "Hazard_ID": ["A", "B", None],
        "Area_m2": [10.5, None, 3],
        "Seen": pd.to_datetime(["2024-05-31", None, "1999-01-01"]),
        "Length": pd.to_timedelta([1, 2, None], unit="D"),
    }
    shapes = [shapely.box(17, 44, 17.01, 44.01), shapely.Point(17, 44), shapely.box(18, 44, 18.1, 44.1)]
    return gpd.GeoDataFrame(cells, geometry=shapes, crs="EPSG:4326")


@functools.cache
def originals() -> dict[str, bytes]:
    """Whole files of every format by name: the cases, and those that a program writes."""
    files = {path.name: path.read_bytes() for path in sorted(CASES.iterdir())}
    areas = some_areas()
    buffer = io.BytesIO()
    areas.to_parquet(buffer)
    plain = areas.drop(columns="Length")
    with TemporaryDirectory() as folder:
        polygons = plain[plain.geom_type == "Polygon"]
        pyogrio.write_dataframe(polygons, Path(folder) / "a.gdb", driver="OpenFileGDB", layer="areas")
        polygons.to_file(Path(folder) / "layer.shp")
        plain.to_file(Path(folder) / "a.gpkg", layer="areas")
        parts = (Path(folder) / "a.gdb").iterdir()
        files["areas.gdb.zip"] = zipped({f"a.gdb/{part.name}": part.read_bytes() for part in parts})
        files["layer.zip"] = zipped({one.name: one.read_bytes() for one in Path(folder).glob("layer.*")})
        files["areas.gpkg"] = (Path(folder) / "a.gpkg").read_bytes()
    rows = pd.DataFrame(plain.drop(columns="geometry")).assign(wkt=shapely.to_wkt(plain.geometry.to_numpy()))
    texts = {"areas.gpx": GPX.encode(), "outlines.csv": rows.to_csv().encode()}
    return files | texts | {"areas.parquet": buffer.getvalue()}


SLIPS: dict[str, tuple[str, Callable[[Random, bytes], bytes]]] = {}
"""By kind: the endings of the files that it happens to, and the function that makes it."""


def slip(endings: str) -> Callable:
    """Add a function to the slips."""

    def added(make: Callable[[Random, bytes], bytes]) -> Callable[[Random, bytes], bytes]:
        SLIPS[make.__name__] = (endings, make)
        return make

    return added


@slip("")
def bytes_at_random(chance: Random, content: bytes) -> bytes:
    parts = bytearray(content)
    for _ in range(chance.choice([1, 2, 5, 20])):
        place, how = chance.randrange(len(parts)), chance.random()
        if how < 0.5:
            parts[place] = chance.randrange(256)
        elif how < 0.7:
            del parts[place : place + chance.randrange(1, 50)]
        else:
            parts[place:place] = chance.randbytes(8)
        if not parts:
            break
    return bytes(parts)


@slip("")
def cut_off(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(1, len(content))]


@slip("zip xlsx")
def a_member_changed(chance: Random, content: bytes) -> bytes:
    files = unzipped(content)
    name = chance.choice(sorted(name for name in files if files[name]))
    return zipped(files | {name: chance.choice([bytes_at_random, cut_off])(chance, files[name])})


@slip("zip xlsx")
def numbers_in_the_directory(chance: Random, content: bytes) -> bytes:
    """Offsets, sizes and counts of the archive that are beyond it."""
    parts = bytearray(content)
    marks = [match.start() for match in re.finditer(rb"PK\x01\x02|PK\x05\x06", content)]
    place = chance.choice(marks) + chance.choice([8, 10, 12, 16, 20, 24, 28, 30, 42])
    if place + 4 <= len(parts):
        number = chance.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000])
        parts[place : place + 4] = struct.pack("<I", number)
    return bytes(parts)


@slip("zip")
def lengths_of_a_shapefile(chance: Random, content: bytes) -> bytes:
    files = unzipped(content)
    names = [name for name in files if name.lower().endswith((".shp", ".shx", ".dbf"))]
    if not names:
        return bytes_at_random(chance, content)
    name = chance.choice(names)
    parts = bytearray(files[name])
    place = chance.choice([4, 8, 10, 24, 28, 32, 100, 104, 108, 112, 144, 148, 152])
    order = chance.choice("<>")
    if place + 4 <= len(parts):
        number = chance.choice([0, 1, 50, 255, 65535, 2**31 - 1, -1, -(2**31)])
        parts[place : place + 4] = struct.pack(f"{order}i", number)
    return zipped(files | {name: bytes(parts)})


@slip("zip")
def parts_of_a_shapefile(chance: Random, content: bytes) -> bytes:
    """A part that is missing, is twice there, or has other words."""
    files = unzipped(content)
    name = chance.choice(sorted(files))
    odd = (b"", b'PROJCS["x"]', b'GEOGCS["broken', b"EPSG:4326", b"UTF-99", b"+proj=tmerc +k=0", b"\xff\xfe")
    words = chance.choice(odd)
    endings = [one for one in files if one.lower().endswith((".prj", ".cpg"))]
    if endings and chance.random() < 0.7:
        return zipped(files | {chance.choice(endings): words})
    return zipped({one: part for one, part in files.items() if one != name} or {"x": b""})


@slip("gpkg")
def tables_of_a_geopackage(chance: Random, content: bytes) -> bytes:
    database = sqlite3.connect(":memory:")
    is_log = content[18:20] == b"\x02\x02"
    database.deserialize(content[:18] + b"\x01\x01" + content[20:] if is_log else content)
    layer, column = database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchone()
    statements = (
        "UPDATE gpkg_geometry_columns SET column_name = 'other'",
        "UPDATE gpkg_geometry_columns SET column_name = NULL",
        "UPDATE gpkg_geometry_columns SET table_name = 'other'",
        "UPDATE gpkg_geometry_columns SET srs_id = 'thirty'",
        "UPDATE gpkg_geometry_columns SET srs_id = 99999999999999999999",
        "UPDATE gpkg_spatial_ref_sys SET organization = 'EPSG', organization_coordsys_id = 'x'",
        "UPDATE gpkg_spatial_ref_sys SET definition = x'ff00', organization = NULL",
        "DELETE FROM gpkg_spatial_ref_sys",
        "DROP TABLE gpkg_spatial_ref_sys",
        f'ALTER TABLE "{layer}" RENAME COLUMN "{column}" TO "moved"',
        f'UPDATE "{layer}" SET "{column}" = substr("{column}", 1, 20)',
        f'UPDATE "{layer}" SET "{column}" = \'text\'',
        f'UPDATE "{layer}" SET "{column}" = zeroblob(70)',
        f'ALTER TABLE "{layer}" ADD COLUMN "=a""b" DEFAULT x\'00ff\'',
        f'DROP TABLE "{layer}"',
    )
    for statement in chance.sample(statements, chance.choice([1, 1, 2])):
        try:
            database.execute(statement)
        except sqlite3.Error:
            continue
    database.commit()
    return database.serialize()


@slip("parquet")
def columns_of_a_parquet_file(chance: Random, content: bytes) -> bytes:
    """Cells of kinds that are rare, dates beyond any calendar, and words on shapes that do not fit."""
    table = pq.read_table(io.BytesIO(content))
    columns = (
        pa.array([2**62, None, -(2**62)]).cast(pa.timestamp("us")),
        pa.array([10**15, 0, -(10**15)]).cast(pa.timestamp("s")),
        pa.array([2**31 - 1, 0, -(2**31)], pa.int32()).cast(pa.date32()),
        pa.array([1, None, 2**62]).cast(pa.duration("ns")),
        pa.array(["1.5", None, "9" * 30]).cast(pa.decimal128(38, 4)),
        pa.array([b"\xff\x00", None, b"text"]),
        pa.array([2**64 - 1, 0, None], pa.uint64()),
        pa.array(["a", "b", None]).dictionary_encode(),
        pa.array([{"a": 1}, None, {"a": 2}]),
        pa.array([1, 2, 3]).cast(pa.time64("us")),
        pa.array([0, 1, None]).cast(pa.timestamp("ms", "Asia/Kabul")),
        pa.nulls(3),
    )
    for number in range(chance.choice([1, 3])):
        name = chance.choice([f"c{number}", "Date", "Area", "=x", "fid", "ID"])
        if name not in table.column_names:
            table = table.append_column(name, chance.choice(columns))
    geo = json.loads(table.schema.metadata[b"geo"])
    if chance.random() < 0.4:
        geo = odd_somewhere(chance, geo)
    table = table.replace_schema_metadata({b"geo": json.dumps(geo).encode()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def odd_somewhere(chance: Random, tree: object) -> object:
    """A tree of values with another one at some place."""
    if isinstance(tree, dict) and tree and chance.random() < 0.9:
        key = chance.choice(list(tree))
        return tree | {key: odd_somewhere(chance, tree[key])}
    if isinstance(tree, list) and tree and chance.random() < 0.9:
        place = chance.randrange(len(tree))
        return [odd_somewhere(chance, one) if number == place else one for number, one in enumerate(tree)]
    return chance.choice((*ODD_VALUES, *ODD_TEXTS))


@slip("geojson json")
def values_of_a_json_tree(chance: Random, content: bytes) -> bytes:
    tree = json.loads(content)
    for _ in range(chance.choice([1, 2, 6])):
        tree = odd_somewhere(chance, tree)
    return json.dumps(tree).encode()


@slip("csv kml gpx")
def words_of_a_text(chance: Random, content: bytes) -> bytes:
    words = re.split(rb"([,;\t\r\n<>\"= ])", content)
    for _ in range(chance.choice([1, 2, 5])):
        odd = (*(text.encode() for text in ODD_TEXTS), b"\n", b'"', b",", b"\xff", b"<a>", b"&a;")
        words[chance.randrange(len(words))] = chance.choice(odd)
    return b"".join(words)
