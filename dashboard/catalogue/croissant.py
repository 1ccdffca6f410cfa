"""The collection as Croissant 1.0 has it: files, and the columns of each table, for machine learning."""

from typing import Any

from dashboard import bundle, store
from dashboard.catalogue import dataset
from editions import package
from editions.descriptor import tables_of
from topics.records.citation import bibtex

Part = dict[str, Any]
CONFORMS = "http://mlcommons.org/croissant/1.0"
TERMS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField"),
    "transform",
)
CONTEXT: Part = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS},
}
"""The context that the specification gives, in its order of meaning."""
TYPES = {
    "string": "sc:Text",
    "number": "sc:Float",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissant(home: str) -> Part:
    """The collection with its files and the columns of its tables.

    Args:
        home: address of the dashboard, ending in a slash.
    """
    about, declared = store.package(), bundle.descriptor()
    return {
        **dataset.collection(home),
        "@context": CONTEXT,
        "conformsTo": CONFORMS,
        "citeAs": bibtex(package.cited(about)),
        "distribution": [_file(part, f"{home}{dataset.API}/") for part in declared["resources"]],
        "recordSet": [_records(part) for part in tables_of(declared)],
    }


def _file(part: Part, base: str) -> Part:
    return {
        "@type": "cr:FileObject",
        "@id": part["path"],
        "name": part["path"].rpartition("/")[2],
        "description": part["title"],
        "contentUrl": f"{base}{part['path']}",
        "contentSize": f"{part['bytes']} B",
        "encodingFormat": part["mediatype"],
        "sha256": part["hash"].removeprefix("sha256:"),
    }


def _records(part: Part) -> Part:
    table, key = part["table"], part["schema"].get("primaryKey", ())
    keys = {"key": [{"@id": f"{table}/{name}"} for name in key]} if key else {}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": ". ".join(filter(None, [part["title"], part.get("description")])),
        **keys,
        "field": [_field(part, field) for field in part["schema"]["fields"]],
    }


def _field(part: Part, field: Part) -> Part:
    unit = f"Unit: {field['unit']}" if field.get("unit") else ""
    words = ". ".join(filter(None, [field["title"], field.get("description"), unit]))
    return {
        "@type": "cr:Field",
        "@id": f"{part['table']}/{field['name']}",
        "name": field["name"],
        "description": words,
        "dataType": TYPES[field["type"]],
        "source": {"fileObject": {"@id": part["path"]}, "extract": {"column": field["name"]}},
    }
