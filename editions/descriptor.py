"""The descriptor of a data package (v2): each table as CSV with its schema, and as a Parquet file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from editions.files import sha256

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PARQUET = "application/vnd.apache.parquet"
DESCRIPTOR = "datapackage.json"
"""Name of its file."""
NEXT = ".clean-next"
"""Name of the folder beside that of the tables in which a build writes the next ones."""
Descriptor = dict[str, Any]


def described(about: Mapping[str, Any], resources: Sequence[Descriptor], **more: Any) -> Descriptor:
    """Return a descriptor: of the whole, of the tables, then of other files; `created` as RFC 3339."""
    ordered = sorted(resources, key=lambda part: "schema" not in part)
    created = {"created": f"{str(about['created'])[:10]}T00:00:00Z"} if about.get("created") else {}
    return {"$schema": PROFILE, **about, **created, "resources": ordered, **more}


def table_resources(
    declared: Mapping[str, Any], path: str, csv: bytes, parquet: bytes, rows: int
) -> list[Descriptor]:
    """Return what describes a table: as CSV, and the same table as a Parquet file.

    Args:
        declared: name, title, schema and what else is said of it.
        path: of the files without their ending.
        csv: the one file.
        parquet: the other.
        rows: of the table.
    """
    name = declared["name"]
    return [
        {
            **declared,
            "type": "table",
            **_file(f"{path}.csv", csv, "csv", "text/csv"),
            "encoding": "utf-8",
            "rows": rows,
        },
        {
            "name": f"{name}-parquet",
            "title": declared["title"],
            "type": "file",
            **_file(f"{path}.parquet", parquet, "parquet", PARQUET),
        },
    ]


def within(folder: str, package: Descriptor) -> Descriptor:
    """Return a descriptor that lies above the folder of its files: paths begin with that folder."""
    return {
        **package,
        "resources": [part | {"path": f"{folder}/{part['path']}"} for part in package["resources"]],
    }


def tables_of(package: Descriptor) -> list[Descriptor]:
    """Return the resources that are tables."""
    return [part for part in package["resources"] if "schema" in part]


def differing(package: Descriptor, read: Callable[[str], bytes]) -> list[str]:
    """Return the paths of the files that are not as a descriptor says; those without a checksum may be any.

    Args:
        package: the descriptor.
        read: gives the content of a file by its path.
    """
    return [
        part["path"]
        for part in package["resources"]
        if part.get("hash", "") not in ("", f"sha256:{sha256(read(part['path']))}")
    ]


def _file(path: str, content: bytes, form: str, mediatype: str) -> Descriptor:
    return {
        "path": path,
        "format": form,
        "mediatype": mediatype,
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
    }
