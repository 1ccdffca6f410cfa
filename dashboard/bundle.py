"""The whole collection as one file, and how to name it: the package, its terms and its citation."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard import address, cite
from dashboard.store import edition, package, parquet, snapshot, tables
from topics.vocabulary.dates import long_date


def bundle() -> bytes:
    """All tables with their declaration, a README and the licence; byte by byte the same for one edition."""
    day = edition() or date(1980, 1, 1)
    contents = {f"{table}.parquet": parquet(table) for table in tables()}
    texts = {"README.md": readme(), "LICENCE.md": f"# Licence\n\n{terms()}\n"}
    contents |= {name: text.encode() for name, text in texts.items()}
    contents["datapackage.json"] = json.dumps(package(), ensure_ascii=False, indent=1).encode()
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            archive.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content)
    return buffer.getvalue()


def readme() -> str:
    """What a reader of the package must know."""
    about = package()
    listed = [f"- `{part['path']}`: {part['title']}, {part['rows']} rows" for part in about["resources"]]
    return "\n\n".join(
        [
            f"# {about['title']}",
            about["description"],
            f"Cite as: {citation()}",
            terms(),
            (
                "Every row that states a fact names its document (`source`, listed in `sources.parquet`) and "
                "the place in it (`locator`). An empty cell means not found, never zero. `preferred` marks "
                "the one figure of several; a row of several years is never a year. Units: "
                "`datapackage.json`."
            ),
            f"Status note: {cite.status_note(snapshot())}",
            "\n".join(listed) + "\n",
        ]
    )


def terms() -> str:
    """The terms of the compilation and of what it is buffer from."""
    licence = package()["licenses"][0]
    return (
        f"The compiled tables: {licence['title']} (<{licence['path']}>). Share and adapt them for any "
        "purpose, name the sources, say what you changed. The documents keep the terms of their publishers. "
        "Outlines of countries: Natural Earth, public domain. The code: Apache License 2.0."
    )


def citation() -> str:
    """How to name this collection in a text."""
    home = address.public_link().partition("?")[0].removesuffix("/sources")
    parts = [package()["title"], "compiled data", edition_words(), "CC BY 4.0", home]
    return f"{', '.join(filter(None, parts))}. Source of each figure as named in its row."


def edition_words() -> str:
    """Which edition the data are, and of what day."""
    day = edition()
    return f"edition {package()['version']}" + (f", data as of {long_date(day)}" if day else "")
