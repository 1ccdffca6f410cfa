"""The OpenAPI document of the routes, made from charts and tables."""

import inspect
from collections.abc import Iterable
from typing import Any

from dashboard import chart_address, chart_options, frames, store
from dashboard.api import shares
from dashboard.api import tables as routes_of_tables
from dashboard.api.charts import OF_ALL_FORMS, first_sentence
from dashboard.chart_forms import FORMS, OF_CSV, PART
from dashboard.parameters import FIRST_KNOWN, written
from topics.records.changes import KINDS
from topics.tables import NOW, WORDINGS, Tables
from topics.view import FIRST_YEAR, last_year

Part = dict[str, Any]
TEXT: Part = {"type": "string"}
DAY: Part = {"type": "string", "format": "date"}
JSON, LINKED = FORMS["json"].kind, FORMS["jsonld"].kind
ATOM, CALENDAR = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"
MAP = ("geojson", "gpkg", "map.json")
WITHOUT = {"map": ("plotly.json",), "chart": MAP, "table": (*MAP, "svg", "png", "plotly.json")}
"""Forms that charts do not have, by the end of the name of their module."""


def openapi(tables: Tables, home: str) -> Part:
    """The document: every route with every parameter.

    Args:
        tables: their codes are the values.
        home: address of the dashboard.
    """
    about = tables.package
    return {
        "openapi": "3.1.0",
        "info": {
            "title": about["title"],
            "description": about["description"],
            "version": about["version"],
            "license": {"name": about["licenses"][0]["title"], "url": about["licenses"][0]["path"]},
        },
        "servers": [{"url": f"{home}api/v1"}],
        "paths": _chart_paths() | _table_paths(tables) | _other_paths(tables) | _package_paths(),
        "components": {
            "parameters": tables.derive(parameters_in_common),
            "schemas": tables.derive(schemas_of_options) | {"problem": PROBLEM},
            "responses": {
                "problem": {"description": "What is wrong, and what exists", "content": PROBLEMS},
                "too_many": {"description": shares.TOO_MANY, "headers": RETRY_AFTER, "content": PROBLEMS},
            },
        },
    }


FILTERS = {
    "region": "Region",
    "countries": "Countries, ISO 3166-1 alpha-3, joined by commas",
    "years": "First and last year",
    "hazard": "Hazard",
    "known": "The data as known on a day",
    "wording": "Wording for Kosovo: United Nations or European Union",
    "edition": "The data as they are (now), or a closed edition by its day",
}
OTHERS = {
    "columns": "Names of columns, joined by commas: these alone",
    "limit": "At most so many rows",
    "offset": "So many rows are left out at the start",
    "for": "CSV alone: texts that spreadsheets would run are escaped, and a mark says UTF-8",
    "hxl": "CSV and XLSX alone: the hashtags of the Humanitarian Exchange Language stand below the head",
    "rows": "The table alone: all rows instead of the first ones",
    "at": "Step of a map, such as a year",
    "map": "Choice of a map, such as a hazard",
    "steps": "The rows of all steps of a map",
    "only": "The class of a map that its reader made stand out",
    "name": "Of the file, in place of the chart's",
    "page": "The page that the citation names, in place of this address",
}
"""Parameters that are no filter, and what they ask for."""
NUMBER: Part = {"type": "integer", "minimum": 0, "maximum": frames.MOST}
OTHER_SCHEMAS: Part = {
    "limit": NUMBER,
    "offset": NUMBER,
    "for": {"type": "string", "enum": ["spreadsheet"]},
    "hxl": {"type": "string", "enum": ["0", "1"]},
    "rows": {"type": "string", "enum": ["all"]},
    "steps": {"type": "string", "enum": ["all"]},
    "name": TEXT | {"pattern": "^[A-Za-z0-9_-]{1,80}$"},
}
PROBLEM: Part = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "parameter": TEXT,
        "exists": {"type": "array", "items": TEXT},
    },
}
RETRY_AFTER: Part = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
PROBLEMS: Part = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}


def parameters_in_common(tables: Tables) -> Part:
    """Parameters that several routes take, by name."""
    hazards = tables["hazards"]
    filters = {
        "region": _enum(tables["regions"]["region"]),
        "countries": _many(tables["countries"]["country"]),
        "years": TEXT | {"pattern": "^[0-9]{4}-[0-9]{4}$"},
        "hazard": _enum(hazards.loc[hazards["in_filter"], "hazard"]),
        "known": DAY,
        "wording": _enum(WORDINGS),
        "edition": _enum((NOW, *store.closed_editions())),
    }
    years = f" ({FIRST_YEAR}-{last_year(tables)})"
    words = FILTERS | {
        "years": FILTERS["years"] + years,
        "known": f"{FILTERS['known']} ({FIRST_KNOWN} or later)",
    }
    schemas = filters | OTHER_SCHEMAS
    return {
        name: _parameter(name, words.get(name) or OTHERS[name], schemas.get(name, TEXT))
        for name in words | OTHERS
    }


def schemas_of_options(tables: Tables) -> Part:
    """What each option of a chart may be, by its name."""
    return {name: _values(chart_options.values(tables, name)) for name in chart_options.VALUES}


def _chart_paths() -> Part:
    paths: Part = {"/charts": _path("All charts", [], {JSON})}
    for name, work in chart_address.charts().items():
        forms = [form for form in FORMS if form not in WITHOUT[work.__module__.rsplit("_", 1)[-1]]]
        options = chart_address.in_address(work)
        given = [_form(forms), *_common(*FILTERS)]
        given += [_option(option) for option in options.values()]
        given += _common(*OF_ALL_FORMS, *PART, *OF_CSV, "rows")
        kinds = {FORMS[form].kind for form in forms}
        paths[f"/charts/{name}.{{form}}"] = _path(first_sentence(work), given, kinds)
    return paths


def _table_paths(tables: Tables) -> Part:
    paths: Part = {"/tables": _path("All tables", [], {JSON})}
    names = (*FILTERS, *PART, *OF_CSV)
    for part in tables.package["resources"]:
        forms = routes_of_tables.forms(tables[part["table"]])
        kinds = {FORMS[form].kind for form in forms}
        paths[f"/tables/{part['table']}.{{form}}"] = _path(
            part["title"], [_form(forms), *_common(*names)], kinds
        )
    return paths


def _other_paths(tables: Tables) -> Part:
    name = {"name": "name", "in": "path", "required": True, "schema": _enum(store.boundaries())}
    treaty, day = _parameter("treaty", "Treaty", _ref("treaty")), _parameter("date", "Day", DAY)
    followed = _common("region", "countries", "wording")
    kinds = [_parameter("table", "Table", _enum(sorted(tables))), _parameter("kind", "Kind", _enum(KINDS))]
    sizes = [_parameter(size, "In pixels", NUMBER) for size in ("maxwidth", "maxheight")]
    embedded = [
        _parameter("url", "Of the embedded chart", TEXT),
        *sizes,
        _parameter("format", "Of the answer", _enum(["json"])),
    ]
    words = [_parameter("q", "Words to look for", TEXT), *_common("wording")]
    common = _common("region", "countries", "known", "wording", "edition", *PART)
    return {
        "/standing": _path("Standing under treaties at the end of a day", [treaty, day, *common], {JSON}),
        "/boundaries/{name}.geojson": _path("Outlines", [name], {FORMS["geojson"].kind}),
        "/search": _path("Countries, treaties, meetings and documents by name", words, {JSON}),
        "/deadlines.ics": _path("What is due", [*followed, *_common("hazard")], {CALENDAR}),
        "/notices.atom": _path("Acts under treaties", [treaty, *followed], {ATOM}),
        "/changes.atom": _path("Changes of the data", [*kinds, *followed], {ATOM}),
        "/oembed": _path("How another site shows a chart, see oembed.com", embedded, {JSON}),
    }


def _package_paths() -> Part:
    edition = {"name": "day", "in": "path", "required": True, "schema": _enum(store.closed_editions())}
    file = {"name": "file", "in": "path", "required": True, "schema": TEXT}
    until = _parameter("until", "A later edition, or now", TEXT)
    changes = [edition, _form(("csv", "json")), until, *_common(*PART)]
    return {
        "/datapackage.json": _path("Declaration of all tables", [], {JSON}),
        "/dataset.jsonld": _path("The collection as schema.org has it", [], {LINKED}),
        "/croissant.json": _path("The collection as Croissant 1.0 has it", [], {LINKED}),
        "/dcat.jsonld": _path("The data and the closed editions, as DCAT 3 has them", [], {LINKED}),
        "/package.zip": _path("All tables in one file", [], {"application/zip"}),
        "/editions": _path("Closed editions", [], {JSON}),
        "/editions/{day}/changes.{form}": _path(
            "Changes since an edition", changes, {JSON, FORMS["csv"].kind}
        ),
        "/editions/{day}/{file}": _path("A file of a closed edition", [edition, file], {"*/*"}),
    }


def _path(words: str, parameters: list[Part], kinds: set[str]) -> Part:
    content: Part = {kind: {} for kind in sorted(kinds)}
    problem = {"$ref": "#/components/responses/problem"}
    answers = {
        "200": {"description": words, "content": content},
        "304": {"description": "The copy is still good"},
        "400": problem,
        "404": problem,
        "429": {"$ref": "#/components/responses/too_many"},
    }
    return {"get": {"summary": words, "parameters": parameters, "responses": answers}}


def _form(forms: Iterable[str]) -> Part:
    return {"name": "form", "in": "path", "required": True, "schema": _enum(forms)}


def _option(option: inspect.Parameter) -> Part:
    name, default = option.name, option.default
    schema = _enum(["0", "1"]) if isinstance(default, bool) else _ref(name)
    if isinstance(default, tuple):
        schema = {"type": "array", "items": schema}
    words = f"As by default: {written(default)}" if written(default) else "As by default: none"
    return _parameter(name, words, schema)


def _parameter(name: str, words: str, schema: Part) -> Part:
    joined = {"style": "form", "explode": False} if schema.get("type") == "array" else {}
    part = {"name": name, "in": "query", "description": words, "schema": schema}
    return part | {"allowEmptyValue": True} | joined


def _common(*names: str) -> list[Part]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}


def _enum(values: Iterable[str]) -> Part:
    return {"type": "string", "enum": list(values)}


def _many(values: Iterable[str]) -> Part:
    return {"type": "array", "items": _enum(values)}


def _values(values: chart_options.Values) -> Part:
    if values is None:
        return TEXT
    if isinstance(values, range):
        return {"type": "integer", "minimum": values[0], "maximum": values[-1]}
    return DAY if isinstance(values, chart_options.Days) else _enum(values)
