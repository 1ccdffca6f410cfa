"""The whole collection as a data package: what a folder, an archive and the API hold of it."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa

from editions import files
from editions.descriptor import DESCRIPTOR, Descriptor, described, table_resources, tables_of, within
from topics.records.citation import Cited, bibtex, cff, csl_json, plain, ris
from topics.vocabulary.dates import long_date

FOLDER = "tables"
"""Of the tables in an archive, and below the API."""
WORKBOOK = "tables.xlsx"
MOST_LETTERS = 31
"""Of the name of a sheet."""
RULES_OF_READING = (
    "Every row that states a fact names its document (`source`, listed in `sources`) and the place in it "
    "(`locator`). An empty cell means not found, never zero. `preferred` marks the one figure of several; a "
    "row of several years is never a year. Units: `datapackage.json`."
)

FORMS = (
    f"Each table is there as CSV and as Parquet; `{WORKBOOK}` holds all of them; what a spreadsheet would "
    f"run as a formula is a text there. `{files.CHECKSUMS}` lists checksums."
)


@dataclass(frozen=True)
class Package:
    """The collection at one edition."""

    about: Mapping[str, Any]
    """What the descriptor says of the whole: name, title, version, created, licenses, homepage, …"""
    tables: Sequence[tuple[Descriptor, pa.Table]]
    """Each table with what the descriptor says of it: name, table, title, schema."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else the descriptor holds."""

    @property
    def day(self) -> date:
        """Of the edition."""
        return day_of(self.about)


def folder(package: Package) -> dict[str, bytes]:
    """The tables as CSV and Parquet with their descriptor, by name of the file."""
    contents: dict[str, bytes] = {}
    resources = []
    for declared, rows in package.tables:
        csv, parquet = files.csv_file(rows), files.parquet_file(rows)
        name = declared["table"]
        contents |= {f"{name}.csv": csv, f"{name}.parquet": parquet}
        resources += table_resources(declared, name, csv, parquet, rows.num_rows)
    contents[DESCRIPTOR] = as_json(described(package.about, resources, **package.more))
    return contents


def archive(package: Package) -> bytes:
    """All of an edition: tables in three forms, descriptor, README, licence, citations, checksums."""
    tables = folder(package)
    declared = json.loads(tables.pop(DESCRIPTOR))
    contents = {f"{FOLDER}/{name}": content for name, content in tables.items()}
    contents[DESCRIPTOR] = as_json(within(FOLDER, declared))
    contents[WORKBOOK] = workbook({part["table"]: rows for part, rows in package.tables}, package.day)
    return files.archive(contents | documents(package, declared), package.day)


def documents(package: Package, declared: Descriptor) -> dict[str, bytes]:
    """README, licence and citations of an edition, by name of the file."""
    texts = {
        "README.md": readme(package, declared),
        "LICENCE.md": f"# Licence\n\n{terms(package.about)}\n",
        "CITATION.cff": cff(cited(package.about), licence(package.about), package.about["description"]),
    }
    return {name: text.encode() for name, text in texts.items()} | citations(cited(package.about))


def citations(of: Cited) -> dict[str, bytes]:
    """A citation for people and for reference managers, by name of the file."""
    texts = {"bib": f"{bibtex(of)}\n", "ris": ris(of), "csl.json": csl_json(of), "txt": f"{plain(of)}\n"}
    return {f"citation.{form}": text.encode() for form, text in texts.items()}


def cited(about: Mapping[str, Any]) -> Cited:
    """The collection with what a citation of it needs."""
    return Cited(
        key=f"{about['name']}-{day_of(about)}",
        title=about["title"],
        published=day_of(about),
        url=home(about),
        record=f"Compiled data, edition {about['version']}, {licence_words(about)}",
        kind="dataset",
        version=about["version"],
    )


def readme(package: Package, declared: Descriptor) -> str:
    """What a reader of the package must know."""
    about = package.about
    listed = [
        f"- `{FOLDER}/{part['path']}`: {part['title']}, {part['rows']} rows" for part in tables_of(declared)
    ]
    parts = [
        f"# {about['title']}",
        about["description"],
        f"Cite as: {citation(about)}",
        terms(about),
        RULES_OF_READING,
        *status_notes(package),
        FORMS,
        "\n".join(listed) + "\n",
    ]
    return "\n\n".join(parts)


def citation(about: Mapping[str, Any], address: str = "") -> str:
    """How to name the collection in a text."""
    parts = [about["title"], "compiled data", edition_words(about), licence_words(about)]
    parts.append(home(about) or address)
    return f"{', '.join(filter(None, parts))}. Source of each figure as named in its row."


def home(about: Mapping[str, Any]) -> str:
    """Where the collection is: its DOI, else its home page; empty where it has neither."""
    return str(about.get("id") or about.get("homepage") or "")


def edition_words(about: Mapping[str, Any]) -> str:
    """Which edition the data are, and of what day."""
    return f"edition {about['version']}, data as of {long_date(day_of(about))}"


def day_of(about: Mapping[str, Any]) -> date:
    """The day of an edition, of its `created`."""
    return date.fromisoformat(str(about["created"])[:10])


def licence(about: Mapping[str, Any]) -> str:
    """The SPDX name of the licence of the compilation."""
    return about["licenses"][0]["name"]


def licence_words(about: Mapping[str, Any]) -> str:
    """The licence as people write it: CC BY 4.0."""
    return licence(about).replace("CC-", "CC ").replace("-4", " 4")


def terms(about: Mapping[str, Any]) -> str:
    """The terms of the compilation and of what it is made from."""
    named = about["licenses"][0]
    return (
        f"The compiled tables: {named['title']} (<{named['path']}>). Share and adapt them for any purpose, "
        "name the sources, say what you changed. The documents keep the terms of their publishers. Outlines "
        "of countries: Natural Earth, public domain. The code: Apache License 2.0."
    )


def status_notes(package: Package) -> list[str]:
    """The notes on the status of countries, which go with all tables that name them."""
    countries = [rows for declared, rows in package.tables if declared["table"] == "countries"]
    rows = [row for table in countries for row in table.to_pylist() if row.get("status_note")]
    return [f"Status note, {row['name']}: {row['status_note'].rstrip('.')}." for row in rows]


def workbook(tables: Mapping[str, pa.Table], day: date) -> bytes:
    """Tables as sheets of a workbook, with numbers and days as such cells."""
    import xlsxwriter  # noqa: PLC0415 - needed only here

    buffer = io.BytesIO()
    options: dict[str, Any] = dict.fromkeys(("strings_to_formulas", "strings_to_urls"), False)
    options |= {"in_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.combine(day, time.min)})
        bold = book.add_format({"bold": True})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name[:MOST_LETTERS])
            sheet.freeze_panes(1, 0)
            for place, (head, cells) in enumerate(rows.to_pydict().items()):
                sheet.write_string(0, place, head, bold)
                sheet.write_column(1, place, cells)
    return buffer.getvalue()


def as_json(descriptor: Descriptor) -> bytes:
    """A descriptor as it is written."""
    return f"{json.dumps(descriptor, ensure_ascii=False, indent=1)}\n".encode()
