"""The collection and its charts as datasets of schema.org, which search engines for data read."""

import json
from collections.abc import Mapping
from typing import Any

from dashboard import store
from editions import package
from topics.vocabulary.sentences import sentence

Part = dict[str, Any]
CONTEXT = "https://schema.org/"
API = "api/v1"
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Signs that would end the script in which JSON stands."""


def collection(home: str) -> Part:
    """The whole collection.

    Args:
        home: address of the dashboard, ending in a slash.
    """
    about = store.package()
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": home,
        "url": home,
        **common(about),
        "description": about["description"],
        "creator": maintainers(about),
        "creditText": package.citation(about, home),
        "distribution": [
            download(f"{home}{API}/package.zip", "application/zip", sentence("All tables")),
            download(f"{home}{API}/datapackage.json", "application/json", sentence("Declaration")),
        ],
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{home}{API}/dcat.jsonld"},
    }


def as_script(home: str) -> str:
    """The collection as a script for the head of a page of HTML."""
    text = json.dumps(collection(home), ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)
    return f'<script type="application/ld+json">{text}</script>'


def chart(facts: Mapping[str, Any], address: str, home: str, kinds: Mapping[str, str]) -> Part:
    """A chart: the rows behind it, with the documents that they rest on.

    Args:
        facts: of `dashboard.chart_metadata`.
        address: of its description, which ends with .jsonld before the parameters.
        home: address of the dashboard, ending in a slash.
        kinds: media types of its forms by their endings.
    """
    about, columns = store.package(), [part["title"] for part in facts["columns"]]
    words = [facts["title"], facts["subtitle"], facts["note"], facts["status_note"]]
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        **common(about),
        "name": facts["title"],
        "description": " ".join(f"{text.rstrip('.')}." for text in words if text),
        "creator": maintainers(about),
        "creditText": facts["citation"]["text"],
        "isPartOf": {"@type": "Dataset", "@id": home, "name": about["title"]},
        "variableMeasured": columns,
        "distribution": [
            download(address.replace(".jsonld", f".{form}", 1), kind, form) for form, kind in kinds.items()
        ],
        "isBasedOn": [work(document) for document in facts["sources"]],
    }


def common(about: Mapping[str, Any]) -> Part:
    """What is said of the collection and of each part of it."""
    facts = {
        "name": about["title"],
        "version": about["version"],
        "datePublished": f"{package.day_of(about)}",
        "license": about["licenses"][0]["path"],
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "identifier": about.get("id"),
    }
    return {name: value for name, value in facts.items() if value}


def maintainers(about: Mapping[str, Any]) -> Part:
    """Who compiled the data, as CITATION.cff names them."""
    return {"@type": "Organization", "name": f"Maintainers of {about['title']}"}


def download(address: str, kind: str, name: str) -> Part:
    """A file."""
    return {"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": kind}


def work(document: Mapping[str, str]) -> Part:
    """A document that rows rest on."""
    facts = {
        "@type": "CreativeWork",
        "name": document["title"],
        "publisher": document["publisher"] and {"@type": "Organization", "name": document["publisher"]},
        "datePublished": document["published"],
        "url": document["url"],
    }
    return {name: value for name, value in facts.items() if value}
