"""The files of a chart by their form; made without a page, for its buttons and for the API."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from charts.chart import OWN_FILE, Chart
from dashboard import chart_metadata, cite, download, files, frames, hxl, shapes, still, table
from dashboard.catalogue import dataset
from dashboard.chart_package import DIFFERS_BY_DAY, chart_package
from dashboard.drawing import Drawing
from topics.records.citation import Cited, bibtex, csl_json, ris

TEXT = "charset=utf-8"


@dataclass(frozen=True)
class Wanted:
    """A chart and what of it is wanted.

    `drawn` holds all steps of a map, `at` and `choice` say where it stands; `name` is that of its files,
    `url` where the world can open it, `address` what was asked for, `home` the dashboard. `given` are the
    parameters of single forms, by their names.
    """

    drawn: Drawing
    name: str
    url: str = ""
    address: str = ""
    home: str = ""
    options: Mapping[str, Hashable] = field(default_factory=dict)
    at: str | None = None
    choice: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_all_steps(self) -> bool:
        """Whether the rows of all steps of a map are wanted."""
        return self.given.get("steps") == "all"

    @cached_property
    def drawing(self) -> Drawing:
        """The chart at its step, or with all of them."""
        return self.drawn if self.has_all_steps else self.drawn.at(self.at, self.choice)

    @property
    def chart(self) -> Chart:
        """The chart at its step, or with all of them."""
        return self.drawing.chart

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows as files have them."""
        return cite.for_files(self.drawing.view.tables, self.chart.rows)

    @cached_property
    def about(self) -> list[tuple[str, str]]:
        """What a file says of itself."""
        return files.about_chart(self.drawing, self.url, self.given.get("only", ""))

    @property
    def file(self) -> str:
        """The name of a file without its ending."""
        return files.file_name(self.drawn.view, self.name) + ("-all-steps" if self.has_all_steps else "")


@dataclass(frozen=True)
class Form:
    """A form of a chart: what makes it, its media type, the parameters it reads beside those of all forms."""

    make: Callable[[Wanted], bytes]
    kind: str
    reads: tuple[str, ...] = ()
    is_file: bool = True
    """Whether a browser keeps it as a file instead of opening it."""


def _csv(wanted: Wanted) -> bytes:
    return frames.as_csv(wanted.rows, wanted.given)


def _json(wanted: Wanted) -> bytes:
    facts = wanted.drawing.facts
    head = {name: facts[name] for name in ("title", "subtitle", "filter", "step", "sources", "dated")}
    rows = wanted.chart.rows
    if "records" in rows:
        rows = cite.for_files(wanted.drawing.view.tables, rows).assign(records=rows["records"].map(list))
    return frames.as_json(rows, wanted.given, head)


def _xlsx(wanted: Wanted) -> bytes:
    columns = files.sheet_columns(wanted.drawing.view.tables, wanted.chart)
    hashtags = list(map(hxl.tag_of_words, columns)) if frames.is_tagged(wanted.given) else ()
    return download.xlsx(columns, wanted.about, hashtags=hashtags)


def _parquet(wanted: Wanted) -> bytes:
    return frames.as_parquet(frames.part(wanted.rows, wanted.given), dict(wanted.about))


def _geojson(wanted: Wanted) -> bytes:
    return shapes.geojson(shapes.features(wanted.chart.figure, wanted.rows), wanted.about)


def _geopackage(wanted: Wanted) -> bytes:
    return shapes.geopackage(shapes.features(wanted.chart.figure, wanted.rows), wanted.about)


def _figure(wanted: Wanted) -> bytes:
    """The figure; of a map at its step, as static/map.js draws it."""
    figure = json.loads(_standing(wanted).content)
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":")).encode()


def _svg(wanted: Wanted) -> bytes:
    return still.svg(_standing(wanted), only=wanted.given.get("only", "")).encode()


def _png(wanted: Wanted) -> bytes:
    return still.png(_standing(wanted), only=wanted.given.get("only", ""))


def _standing(wanted: Wanted) -> Drawing:
    """The chart at its step, whatever rows are wanted: a picture shows one."""
    return wanted.drawn.at(wanted.at, wanted.choice)


def _metadata(wanted: Wanted) -> bytes:
    facts = chart_metadata.metadata(wanted.drawing, wanted.name, wanted.url, wanted.options)
    return json.dumps(
        facts | {"forms": list(forms(wanted.drawn.chart))}, ensure_ascii=False, indent=1
    ).encode()


def _dataset(wanted: Wanted) -> bytes:
    """What search engines for data read of it."""
    facts = chart_metadata.metadata(wanted.drawing, wanted.name, wanted.url, wanted.options)
    kinds = {name: form.kind for name, form in forms(wanted.drawn.chart).items() if name in DATA}
    return frames.json_text(dataset.chart(facts, wanted.address, wanted.home, kinds))


def _table(wanted: Wanted) -> bytes:
    return table.table_html(wanted.drawing, wanted.given.get("rows") == "all").encode()


def _cited(wanted: Wanted) -> Cited:
    return files.citation(wanted.drawing, wanted.name, wanted.url)


def _package(wanted: Wanted) -> bytes:
    """The chart with its rows, its geometry and its figure, in one file."""
    chart, tables = wanted.chart, wanted.drawing.view.tables
    about = [pair for pair in wanted.about if pair[0] not in DIFFERS_BY_DAY]
    more = {"xlsx": download.xlsx(files.sheet_columns(tables, chart), about, tables.edition)}
    if chart.is_map:
        more["geojson"] = shapes.geojson(shapes.features(chart.figure, wanted.rows), about)
    if chart.figure:
        more["map.json" if chart.is_map else "plotly.json"] = _figure(wanted)
        more |= {"svg": _svg(wanted), "png": _png(wanted)}
    named = {f"{wanted.name}.{form}": content for form, content in more.items()}
    return chart_package(wanted.drawing, wanted.name, wanted.rows, about, named, wanted.url)


PART = ("columns", "limit", "offset")
OF_CSV = ("for", "hxl")
"""Parameters of CSV; a workbook takes the second one too."""
JSON = "application/json"
CSL = "application/vnd.citationstyles.csl+json"
FORMS = {
    "csv": Form(_csv, f"text/csv; {TEXT}", (*PART, *OF_CSV)),
    "json": Form(_json, JSON, PART, is_file=False),
    "xlsx": Form(_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("hxl",)),
    "parquet": Form(_parquet, "application/vnd.apache.parquet", PART),
    "geojson": Form(_geojson, "application/geo+json"),
    "gpkg": Form(_geopackage, "application/geopackage+sqlite3"),
    "svg": Form(_svg, f"image/svg+xml; {TEXT}", is_file=False),
    "png": Form(_png, "image/png", is_file=False),
    "plotly.json": Form(_figure, JSON, is_file=False),
    "map.json": Form(_figure, JSON, is_file=False),
    "metadata.json": Form(_metadata, JSON, is_file=False),
    "jsonld": Form(_dataset, "application/ld+json", is_file=False),
    "zip": Form(_package, "application/zip"),
    "bib": Form(lambda wanted: f"{bibtex(_cited(wanted))}\n".encode(), "application/x-bibtex"),
    "ris": Form(lambda wanted: ris(_cited(wanted)).encode(), "application/x-research-info-systems"),
    "csl.json": Form(lambda wanted: csl_json(_cited(wanted)).encode(), CSL),
    "table.html": Form(_table, f"text/html; {TEXT}", ("rows",), is_file=False),
}
"""All forms by their ending."""
DATA = ("csv", "json", "xlsx", "parquet", "geojson", "gpkg", "zip")
"""Forms with the rows."""
OF_OUR_DATA = ("jsonld", "zip", "bib", "ris", "csl.json")
"""Forms that a chart of a reader's own file has not."""


def forms(chart: Chart) -> dict[str, Form]:
    """The forms that a chart has."""
    without = {"plotly.json"} if chart.is_map else {"geojson", "gpkg", "map.json"}
    if not chart.figure:
        without |= {"plotly.json", "svg", "png"}
    if OWN_FILE in chart.rows:  # a GeoPackage passes through the disk; the others claim a licence
        without |= {"gpkg", *OF_OUR_DATA}
    return {name: form for name, form in FORMS.items() if name not in without}
