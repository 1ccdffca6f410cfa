"""The whole collection as one file, and how to name it: the package, its terms and its citation."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard import address, store
from editions import package
from editions.descriptor import Descriptor, within
from editions.files import arrow_table


def bundle() -> bytes:
    """All tables, their descriptor, README, licence, citations; byte by byte the same for one edition."""
    return _bundle(store.edition_written())


def descriptor(folder: str = package.FOLDER) -> Descriptor:
    """The descriptor of all tables as it stands above the folder in which they are."""
    return within(folder, store.descriptor())


def terms() -> str:
    """The terms of the compilation and of what it is made from."""
    return package.terms(store.package())


def citation(about: Mapping[str, Any], home: str | None = None) -> str:
    """How to name this collection in a text.

    Args:
        about: its declaration, of the edition that is cited.
        home: where the world finds it; empty where it does not, None for that of the page that is open.
    """
    if home is None:
        home = address.public_link().partition("?")[0].removesuffix("/sources")
    return package.citation(about, home)


@lru_cache(maxsize=1)
def _bundle(written: int) -> bytes:  # noqa: ARG001
    about, tables = store.package(), store.snapshot()
    parts = [
        (part, arrow_table(tables[part["table"]], part["schema"]["fields"])) for part in about["resources"]
    ]
    whole = {name: value for name, value in about.items() if name not in ("resources", "raw", "$schema")}
    return package.archive(package.Package(whole, parts, {"raw": about["raw"]}))
