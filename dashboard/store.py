"""Reads tables (by `dashboard.published`), boundaries, editions, scripts; no other module opens a file."""

import json
from csv import DictReader
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pandas as pd
from pyarrow.compute import field

from dashboard import published
from dashboard.published import Published
from dashboard.settings import settings
from editions.comparison import COLUMNS, Declared, differences, ids_of, rows_of
from editions.descriptor import tables_of
from topics.tables import NOW, History, Tables, adapted

# Tables this small are read cell by cell more often than by column: plain strings take half the time.
pd.set_option("mode.string_storage", "python")

ROOT = Path(__file__).resolve().parent.parent
CLEAN = settings().data
"""Where the tables lie."""
EDITIONS = CLEAN.parent / "editions"
"""Where closed editions lie, see etl/editions.py."""
GEO = ROOT / "data" / "geo"
STATIC = ROOT / "dashboard" / "static"


def tables() -> tuple[str, ...]:
    """Names of all clean tables; none where there is no edition that is whole."""
    try:
        return _names(published.current(CLEAN))
    except LookupError:
        return ()


def boundaries() -> tuple[str, ...]:
    """Names of all boundary files."""
    return tuple(sorted(path.stem for path in GEO.glob("*.geojson")))


def snapshot(known: date | None = None, wording: str = "UN") -> Tables:
    """All clean tables as known on a day, in a wording; all readers of the same edition share it."""
    return _snapshot(published.current(CLEAN), known, wording, date.today())


def hold() -> None:
    """Let this run of a page, or this request, see one edition of the tables throughout: the newest."""
    published.hold(CLEAN)


def forget() -> None:
    """Forget all tables that were read: those of a former edition or day are asked for no more."""
    _snapshot.cache_clear()
    _frame.cache_clear()


def edition_written() -> int:
    """When the tables were last written as a whole."""
    return published.current(CLEAN).written


def package() -> dict:
    """The declaration of all tables, each once: that of `data/clean/datapackage.json`."""
    return _package(published.current(CLEAN))


def descriptor() -> dict:
    """The whole of `data/clean/datapackage.json`: each table as CSV, with its schema, and as Parquet."""
    return published.current(CLEAN).declared


def edition() -> date | None:
    """The day of the data as the package states it; None when it states none."""
    try:
        return _day(published.current(CLEAN))
    except LookupError:
        return None


def geometry(name: str) -> bytes:
    """A boundary file as GeoJSON text, outer rings clockwise as d3-geo has them on the sphere.

    Args:
        name: of the file; `file~unit~unit` is of these units alone.

    Raises:
        LookupError: there is no such file, or no such unit in it.
    """
    file, *units = name.split("~")
    if file not in boundaries():
        raise LookupError(f"No boundaries '{file}'. There are: {', '.join(boundaries()) or 'none'}")
    path = GEO / f"{file}.geojson"
    return _units(path, path.stat().st_mtime_ns, *units) if units else _content(path, path.stat().st_mtime_ns)


def layers() -> dict[str, dict[str, str]]:
    """Boundary files of a licence of their own: title, licence, licence_url, attribution, origin of each."""
    path = GEO / "layers.csv"
    return _layers(path, path.stat().st_mtime_ns) if path.is_file() else {}


def world_units(west: float, south: float, east: float, north: float) -> pd.DataFrame:
    """First-level units of the world, but for South East Europe, whose box meets one in degrees.

    *Columns*: country, subdivision, name, geometry (WKB).
    """
    west_of, south_of, east_of, north_of = (field("bbox", side) for side in ("xmin", "ymin", "xmax", "ymax"))
    is_near = (west_of <= east) & (east_of >= west) & (south_of <= north) & (north_of >= south)
    columns = ["country", "subdivision", "name", "geometry"]
    return pd.read_parquet(GEO / "world_admin1.parquet", columns=columns, filters=is_near)


def parquet(table: str) -> bytes:
    """A clean table as the Parquet file it lies in.

    Raises:
        LookupError: there is no such table.
    """
    return _table_file(table, "parquet")


def csv(table: str) -> bytes:
    """A clean table as the CSV file it lies in, as the descriptor says it.

    Raises:
        LookupError: there is no such table.
    """
    return _table_file(table, "csv")


def closed_editions() -> tuple[str, ...]:
    """Days of the closed editions, the earliest first."""
    path = EDITIONS / "index.json"
    return tuple(sorted(_declaration(path, path.stat().st_mtime_ns))) if path.is_file() else ()


def closed_file(day: str, name: str) -> bytes:
    """A file of a closed edition: `package.zip`, or `records.parquet`.

    Raises:
        LookupError: there is no such edition.
    """
    return _content(_closed(day) / name, 0)  # it never changes


def closed_records(day: str) -> list[tuple[str, str]]:
    """All rows of a closed edition as table and cells.

    Raises:
        LookupError: there is no such edition.
    """
    rows = pd.read_parquet(_closed(day) / "records.parquet")
    return list(zip(rows["table"], rows["cells"], strict=True))


def changes_between(since: str, until: str) -> pd.DataFrame:
    """What became different between a closed edition and a later one, or NOW.

    *Columns*: those of the table `changes`; `record` leads to a row of the tables as they are.

    Raises:
        LookupError: there is no such edition.
    """
    return _changes_between(edition_written(), since, until).copy(deep=False)


def frame_of(parquet: bytes) -> pd.DataFrame:
    """The rows of a Parquet file."""
    return pd.read_parquet(BytesIO(parquet))


def scripts() -> tuple[str, ...]:
    """Names of our own scripts."""
    return tuple(sorted(path.stem for path in STATIC.glob("*.js")))


def assets_written() -> int:
    """When the newest of our scripts, styles and libraries was written."""
    files = [*STATIC.glob("*.js"), *STATIC.glob("*.css"), *(ROOT / "vendor").glob("*/*.min.js")]
    return max(path.stat().st_mtime_ns for path in files)


def asset(name: str) -> bytes:
    """A script or style of the dashboard itself."""
    path = STATIC / name
    return _content(path, path.stat().st_mtime_ns)


def library(name: str) -> bytes:
    """The part of a library that charts (plotly) or maps (d3) use, see vendor."""
    path = ROOT / "vendor" / name / f"{name}.min.js"
    return _content(path, path.stat().st_mtime_ns)


def documentation() -> str:
    """The documentation of the routes, in Markdown."""
    return (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def codemeta() -> dict:
    """What codemeta.json says of the project; empty where it is not installed."""
    path = ROOT / "codemeta.json"
    return _declaration(path, path.stat().st_mtime_ns) if path.is_file() else {}


def front_scripts() -> tuple[str, ...]:
    """Names of all scripts of Streamlit's front end."""
    return tuple(sorted(path.name for path in (_front() / "js").glob("*.js")))


def front_script(name: str) -> bytes | None:
    """A script or style of Streamlit's front end, None when there is no such file."""
    path = _front() / name
    return _content(path, path.stat().st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=1)
def _front() -> Path:
    """Folder of Streamlit's front end, found without importing it."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise LookupError("No package 'streamlit': run make run, or pip install -r requirements.txt")
    return Path(spec.origin).parent / "static" / "static"


def _table_file(table: str, form: str) -> bytes:
    if table not in tables():
        raise LookupError(f"No table '{table}'. There are: {', '.join(tables()) or _unbuilt()}")
    return published.current(CLEAN).files[f"{table}.{form}"]


def _closed(day: str) -> Path:
    if day not in closed_editions():
        closed = ", ".join(closed_editions()) or "none; make edition closes one"
        raise LookupError(f"No closed edition of '{day}'. There are: {closed}")
    return EDITIONS / day


def _unbuilt() -> str:
    return f"none in {CLEAN.name}: run python -m etl"


def _names(one: Published) -> tuple[str, ...]:
    return tuple(sorted(name.removesuffix(".parquet") for name in one.files if name.endswith(".parquet")))


def _day(one: Published) -> date | None:
    try:
        return date.fromisoformat(str(one.declared.get("created", ""))[:10])
    except ValueError:
        return None


@lru_cache(maxsize=128)
def _frame(one: Published, table: str) -> pd.DataFrame:
    return frame_of(one.files[f"{table}.parquet"])


@lru_cache(maxsize=4)
def _declaration(path: Path, written: int) -> dict:  # noqa: ARG001
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _package(one: Published) -> dict:
    return one.declared | {"resources": tables_of(one.declared)}


@lru_cache(maxsize=256)
def _content(path: Path, written: int) -> bytes:  # noqa: ARG001
    return path.read_bytes()


@lru_cache(maxsize=64)
def _units(path: Path, written: int, *units: str) -> bytes:
    """Some units of a boundary file."""
    content = json.loads(_content(path, written))
    features = {feature["id"]: feature for feature in content["features"]}
    if missing := sorted(set(units) - set(features)):
        raise LookupError(f"No unit '{missing[0]}' in {path.stem}. There are: {', '.join(features)}")
    content["features"] = [features[unit] for unit in units]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=1)
def _layers(path: Path, written: int) -> dict[str, dict[str, str]]:  # noqa: ARG001
    with path.open(encoding="utf-8", newline="") as lines:
        return {row.pop("layer"): row for row in DictReader(lines)}


@lru_cache(maxsize=12)
def _snapshot(one: Published, known: date | None, wording: str, today: date) -> Tables:
    frames = {table: _frame(one, table) for table in _names(one)}
    return Tables(
        adapted(frames, known, wording),
        version=one.written,
        published=_day(one) or today,
        today=today,
        known=known,
        wording=wording,
        package=_package(one),
        history=History(closed_editions(), changes_between),
    )


@lru_cache(maxsize=8)
def _changes_between(written: int, since: str, until: str) -> pd.DataFrame:  # noqa: ARG001
    frames = dict(snapshot())
    declared = [
        Declared(part["table"], tuple(part["schema"]["fields"]), tuple(part["schema"].get("primaryKey", ())))
        for part in package()["resources"]
    ]
    before = closed_records(since)
    after = rows_of(frames, declared) if until == NOW else closed_records(until)
    ids = ids_of(frames, declared, after) if until == NOW else {}
    rows = differences(before, after, declared, f"{edition()}" if until == NOW else until, ids)
    for table, name in (("countries", "country"), ("sources", "source")):
        rows[name] = rows[name].where(rows[name].isin(set(frames[table][name])))
    return rows[COLUMNS]
