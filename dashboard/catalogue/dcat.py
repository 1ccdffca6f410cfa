"""The collection and its closed editions as a catalogue of DCAT 3, for portals of open data."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard import bundle, editions, store
from dashboard.catalogue import dataset
from dashboard.catalogue.dataset import API
from editions import package
from editions.files import sha256

Part = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
ZIP = "application/zip"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def catalogue(home: str) -> Part:
    """The catalogue: the data as they are, and each closed edition.

    Args:
        home: address of the dashboard, ending in a slash.
    """
    about, base = store.package(), f"{home}{API}/"
    itself = f"{base}dcat.jsonld"
    days = [edition["day"] for edition in editions.editions()]
    return {
        "@context": CONTEXT,
        "@id": itself,
        "@type": "dcat:Catalog",
        **_common(about),
        "foaf:homepage": {"@id": home},
        "dcat:service": {
            "@id": base.rstrip("/"),
            "@type": "dcat:DataService",
            "dct:title": _english("API"),
            "dcat:endpointURL": {"@id": base.rstrip("/")},
            "dcat:endpointDescription": {"@id": f"{base}openapi.json"},
            "dcat:servesDataset": {"@id": f"{itself}#now"},
        },
        "dcat:dataset": [
            _now(itself, base, days),
            *(_edition(itself, base, days, place) for place in range(len(days))),
        ],
    }


def _now(itself: str, base: str, days: list[str]) -> Part:
    """The data as they are; each edition is a version of them."""
    about, whole = store.package(), bundle.bundle()
    files = [*bundle.descriptor()["resources"], _whole("package.zip", len(whole), sha256(whole))]
    versions = {"dcat:hasVersion": [{"@id": f"{itself}#{day}"} for day in days]} if days else {}
    latest = {"dcat:previousVersion": {"@id": f"{itself}#{days[0]}"}} if days else {}
    return _dataset(f"{itself}#now", about, base, files) | versions | latest


def _edition(itself: str, base: str, days: list[str], place: int) -> Part:
    """A closed edition, with the one before it."""
    day, former = days[place], days[place + 1 : place + 2]
    about = json.loads(editions.edition_file(day, editions.DESCRIPTOR)[1])
    zipped, book = editions.package_file(day)[1], editions.edition_file(day, package.WORKBOOK)[1]
    files = [
        *about["resources"],
        _whole("package.zip", len(zipped), sha256(zipped)),
        _whole(package.WORKBOOK, len(book), sha256(book)) | {"mediatype": WORKBOOK},
    ]
    described = _dataset(f"{itself}#{day}", about, f"{base}editions/{day}/", files)
    links = {"dcat:isVersionOf": "now"} | ({"dcat:previousVersion": former[0]} if former else {})
    return described | {name: {"@id": f"{itself}#{other}"} for name, other in links.items()}


def _dataset(name: str, about: Mapping[str, Any], base: str, files: list[Part]) -> Part:
    return {
        "@id": name,
        "@type": "dcat:Dataset",
        **_common(about),
        "dct:identifier": about.get("id") or name,
        "dcat:version": about["version"],
        "dct:language": {"@id": ENGLISH},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/IRREG"},
        "dcat:distribution": list(_distributions(name, base, files, about["licenses"][0]["path"])),
    }


def _distributions(name: str, base: str, files: list[Part], licence: str) -> Iterator[Part]:
    for file in files:
        address = {"@id": f"{base}{file['path']}"}
        yield {
            "@id": f"{name}/{file['path']}",
            "@type": "dcat:Distribution",
            "dct:title": _english(f"{file['title']} ({file['path'].rpartition('.')[2].upper()})"),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file['mediatype']}"},
            "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
            "dct:license": {"@id": licence},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {
                    "@value": file["hash"].removeprefix("sha256:"),
                    "@type": "xsd:hexBinary",
                },
            },
        }


def _common(about: Mapping[str, Any]) -> Part:
    """What is said of the catalogue and of each dataset."""
    return {
        "dct:title": _english(about["title"]),
        "dct:description": _english(about["description"]),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": dataset.maintainers(about)["name"]},
        "dct:license": {"@id": about["licenses"][0]["path"]},
        "dct:issued": {"@value": f"{package.day_of(about)}", "@type": "xsd:date"},
    }


def _whole(path: str, size: int, checksum: str) -> Part:
    """A file with all tables, as a descriptor has its files."""
    return {"path": path, "title": "All tables", "mediatype": ZIP, "bytes": size, "hash": checksum}


def _english(text: str) -> Part:
    return {"@value": text, "@language": "en"}
