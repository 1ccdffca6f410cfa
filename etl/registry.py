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
    may_be_empty: bool
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
        may_be_empty=bool(resource.get("may_be_empty")),
        descriptor=resource,
    )


def table_name(resource: str) -> str:
    """Return the table of a resource name.

    >>> table_name("raw-treaty-actions")
    'treaty_actions'
    """
    return resource.partition("-")[2].replace("-", "_")


class RegistryError(ValueError):
    """What is wrong with the folder of data or its registry, in a sentence."""


def package(data: Path = DATA) -> dict[str, Any]:
    """Return the registry as it is written.

    Raises: RegistryError when the folder or a part of it is not there, or is no registry.
    """
    if not data.is_dir():
        raise RegistryError(f"{data}: there is no such folder: give one with datapackage.yaml and raw in it")
    path = data / "datapackage.yaml"
    missing = next((one for one in (path, data / "raw") if not one.exists()), None)
    if missing:
        raise RegistryError(f"{missing} is missing: put it back, or give the folder that holds it")
    try:
        written = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "a character that does not belong there"
        raise RegistryError(f"{path}:{mark.line + 1 if mark else 1}: this is no YAML: {what}") from error
    except ValueError as error:
        raise RegistryError(f"{path}: this is no text in UTF-8: save it as such") from error
    if not isinstance(written, dict) or not {"name", "version", "created", "resources"} <= set(written):
        raise RegistryError(f"{path}: write at least name, version, created and resources")
    return written


def tables(registry: dict[str, Any], kind: str) -> list[Table]:
    """Return the raw or the clean tables of the registry.

    Raises: RegistryError when the declaration of one has not all its parts.
    """
    declared = [item for item in registry["resources"] if item["name"].startswith(kind + "-")]
    try:
        return [table_of(item) for item in declared]
    except (KeyError, TypeError) as error:
        raise RegistryError(f"datapackage.yaml: a {kind} table lacks {error}: see the others") from error
