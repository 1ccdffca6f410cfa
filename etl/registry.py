"""The registry data/datapackage.yaml, read once: which tables there are and what their columns mean."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from editions.comparison import Declared

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


@dataclass(frozen=True)
class Table(Declared):
    """One resource of the registry; what its keys mean stands at the head of that file."""

    title: str
    path: str
    references: tuple[tuple[str, str, str], ...]
    made_from: tuple[str, ...]
    dated_by: tuple[str, ...]
    is_act: bool
    descriptor: dict[str, Any]

    def field(self, column: str) -> dict[str, Any]:
        """Return the declaration of one column."""
        return next(field for field in self.fields if field["name"] == column)


def table_of(resource: dict[str, Any]) -> Table:
    """Return one resource of the registry as a table."""
    schema = resource["schema"]
    references = tuple(
        (key["fields"][0], table_name(key["reference"]["resource"]), key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    )
    return Table(
        name=resource["table"],
        title=resource["title"],
        path=resource["path"],
        fields=tuple(schema["fields"]),
        key=tuple(schema.get("primaryKey", [])),
        references=references,
        made_from=tuple(resource.get("from", [])),
        dated_by=tuple(resource.get("dated_by", [])),
        is_act=bool(resource.get("is_act")),
        descriptor=resource,
    )


def table_name(resource: str) -> str:
    """Return the table of a resource name.

    >>> table_name("raw-treaty-actions")
    'treaty_actions'
    """
    return resource.partition("-")[2].replace("-", "_")


def package(data: Path = DATA) -> dict[str, Any]:
    """Return the registry as it is written."""
    with (data / "datapackage.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def tables(registry: dict[str, Any], kind: str) -> list[Table]:
    """Return the raw or the clean tables of the registry."""
    return [table_of(item) for item in registry["resources"] if item["name"].startswith(kind + "-")]
