"""A chart to take away whole: its rows as a data package, README, citations and checksums, in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from pandas.api import types

from dashboard import bundle, store
from dashboard.drawing import Drawing
from dashboard.files import citation
from dashboard.rows import titles
from editions import files
from editions.descriptor import Descriptor, described, table_resources
from editions.package import as_json, citations
from topics.records.citation import Cited, cff
from topics.vocabulary.heads import plain_head

DIFFERS_BY_DAY = ("Cite as", "Downloaded")
"""What a file says of itself that is not the same each day, and that a package leaves out."""
MOST_LETTERS = 60
"""Of the name of a package."""
FORMS = (
    "The rows are there as CSV and Parquet for programs (`datapackage.json` says what columns mean) and as "
    "a workbook for people. An empty cell means not found, never zero. A chart with a figure is there as a "
    "picture too (SVG, PNG)."
)


def chart_package(
    drawn: Drawing,
    name: str,
    rows: pd.DataFrame,
    about: Sequence[tuple[str, str]],
    more: Mapping[str, bytes],
    url: str = "",
) -> bytes:
    """A chart as an archive, byte by byte the same for one edition and filter.

    Args:
        drawn: the chart, at its step.
        name: of its files.
        rows: as files have them.
        about: what a file says of itself, without DIFFERS_BY_DAY.
        more: other files, by their name.
        url: where the world can open the chart; empty where it cannot.
    """
    fields = [field_of(str(column), rows[column]) for column in rows]
    table = files.arrow_table(typed(rows, fields), fields)
    csv, parquet = files.csv_file(table), files.parquet_file(table)
    declared = {"name": _name(name), "title": drawn.chart.title, "schema": {"fields": fields}}
    resources = table_resources(declared, name, csv, parquet, len(rows))
    cited = replace(citation(drawn, name, url), accessed=None)
    contents = {f"{name}.csv": csv, f"{name}.parquet": parquet, **more}
    contents["datapackage.json"] = as_json(described(_whole(drawn, name), resources))
    contents |= documents(drawn, cited, about, contents)
    return files.archive(contents, drawn.view.tables.edition)


def documents(
    drawn: Drawing, cited: Cited, about: Sequence[tuple[str, str]], names: Mapping[str, bytes]
) -> dict[str, bytes]:
    """README, licence and citations of a chart, by name of the file."""
    licence = drawn.view.tables.package["licenses"][0]["name"]
    listed = "\n".join(f"- `{one}`" for one in sorted(names))
    facts = [f"**{head}.** {text}" for head, text in about if head != "Title"]
    readme = [f"# {drawn.chart.title}", *facts, FORMS, listed]
    texts = {
        "README.md": "\n\n".join(readme) + "\n",
        "LICENCE.md": f"# Licence\n\n{bundle.terms()}\n",
        "CITATION.cff": cff(cited, licence, drawn.facts["subtitle"] or drawn.chart.title),
    }
    return {one: text.encode() for one, text in texts.items()} | citations(cited)


def field_of(name: str, cells: pd.Series) -> dict[str, Any]:
    """What a descriptor says of a column of a chart: as the tables declare it, else what its cells are."""
    declared = _declared().get(name, {})
    kind = kind_of(cells) if cells.notna().any() else declared.get("type", "string")
    known = {key: declared[key] for key in ("title", "description", "unit") if key in declared}
    return {"name": name, "type": kind, "title": titles().get(name) or plain_head(name)} | known


def kind_of(cells: pd.Series) -> str:
    """The type of the cells of a column as Table Schema names it.

    >>> [kind_of(pd.Series(cells)) for cells in ([1, 2], [1.5, None], [True], ["a", 1], [date(2020, 1, 1)])]
    ['integer', 'number', 'boolean', 'string', 'date']
    """
    if types.is_datetime64_any_dtype(cells):
        return "date"
    stated = cells.dropna()
    if len(stated) and all(isinstance(cell, bool) for cell in stated):
        return "boolean"
    if types.is_numeric_dtype(cells):
        whole = types.is_integer_dtype(cells)
        return "integer" if whole else "number"
    if len(stated) and all(isinstance(cell, date) for cell in stated):
        return "date"
    return "string"


def typed(rows: pd.DataFrame, fields: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows with cells of the types of their columns; what is no text among texts becomes one."""
    return pd.DataFrame({field["name"]: _typed(rows[field["name"]], field["type"]) for field in fields})


def _typed(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "string":
        texts = [
            None if is_missing else str(cell) for cell, is_missing in zip(cells, cells.isna(), strict=True)
        ]
        return pd.Series(texts, cells.index, dtype=object)
    return pd.to_datetime(cells) if kind == "date" else cells


def _whole(drawn: Drawing, name: str) -> Descriptor:
    """What the descriptor says of the package."""
    about = drawn.view.tables.package
    return {
        "name": _name(name),
        "title": drawn.chart.title,
        "description": drawn.facts["subtitle"],
        "version": about["version"],
        "created": f"{drawn.view.tables.edition}",
        "licenses": about["licenses"],
    }


def _name(name: str) -> str:
    """A name as descriptors have it."""
    return name.lower().replace("_", "-")[:MOST_LETTERS]


def _declared() -> dict[str, dict[str, Any]]:
    """What the tables say of their columns, by name; of the same name the first counts."""
    fields = [field for part in store.package()["resources"] for field in part["schema"]["fields"]]
    return {field["name"]: field for field in reversed(fields)}
