"""Writes docs/licences.md from the list of components (CycloneDX) of the locked packages: `make sbom`."""

import json
import sys
from pathlib import Path

UNSTATED = {"protobuf": "BSD-3-Clause", "pydeck": "Apache-2.0", "resvg-py": "MIT"}
"""Licences of packages that state none in a form programs read, from the licence file in each."""
CLASSIFIER = "License :: OSI Approved :: "
HEAD = """# Licences of what is installed

Made by `make sbom` from [requirements.lock](../requirements.lock), as each package states its own; versions
stand there, texts in the packages. What is built into the scripts of the pages is listed beside each of them,
in [vendor](../vendor). The component lists of a release (CycloneDX) are among its files.

| Package | Licence |
|---|---|
"""


def licence(component: dict) -> str:
    """The first licence that a component states.

    Raises:
        SystemExit: it states none, and UNSTATED does not know it.
    """
    for stated in component.get("licenses", ()):
        text = stated.get("expression") or stated["license"].get("id") or stated["license"]["name"]
        return text.removeprefix(CLASSIFIER)
    name = normal(component["name"])
    if name not in UNSTATED:
        sys.exit(f"{name} states no licence: read its licence file, and write it into {__file__}.")
    return UNSTATED[name]


def normal(name: str) -> str:
    """The name of a package as the lock writes it."""
    return name.lower().replace("_", "-")


def table(components: list[dict]) -> str:
    """All components with their licences, in the order of the lock."""
    rows = sorted((normal(one["name"]), licence(one)) for one in components)
    return HEAD + "".join(f"| {name} | {text} |\n" for name, text in rows)


if __name__ == "__main__":
    components = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["components"]
    Path(sys.argv[2]).write_text(table(components), encoding="utf-8", newline="\n")
