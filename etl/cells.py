"""What is wrong with a single cell: its form, its bounds, its words, as the registry declares them."""

import re
from typing import Any

from etl.parse import PARSERS

WRITE = {
    "number": "a plain number such as 1740.5, with a point and no thousands mark",
    "integer": "a whole number such as 1740, with no thousands mark",
    "boolean": "yes or no",
}
Field = dict[str, Any]


def cell_fault(cell: str, field: Field) -> tuple[str, str] | None:
    """Return what is wrong with a cell and what to write instead, or None.

    Args:
        cell: as it is written, empty where nothing is stated.
        field: the declaration of its column.
    """
    rules = field.get("constraints")
    if not rules and "form" not in field and field["type"] == "string" and cell == cell.strip():
        return None  # any text
    rules = rules or {}
    if cell == "":
        return ("the cell is empty", "a value is needed here") if rules.get("required") else None
    try:
        fault = bounds_fault(read(cell, field), cell, rules)
    except ValueError as error:
        fault = str(error)
    return (fault, f"write {remedy(field)}") if fault else None


def read(cell: str, field: Field) -> object:
    """Return the value of a cell as the build reads it.

    Raises: ValueError that says what is wrong, when the cell is not of the form or the words of its column.
    """
    rules = field.get("constraints", {})
    pattern = rules.get("pattern")
    parser = PARSERS.get(field.get("form") or field["type"], str)
    if "form" not in field and pattern and not re.fullmatch(pattern, cell, re.ASCII):
        raise ValueError(f"{cell!r} is not what fits here")
    if cell not in rules.get("enum", [cell]):
        raise ValueError(f"{cell!r} is not what fits here")
    if cell != cell.strip():
        raise ValueError(f"{cell!r} begins or ends with a space")
    return parser(cell)


def bounds_fault(value: Any, cell: str, rules: dict[str, Any]) -> str:
    """Return which bound of its column a value passes, empty where it keeps them."""
    if "minimum" in rules and value < rules["minimum"]:
        return f"{cell} is below {rules['minimum']}"
    if "maximum" in rules and value > rules["maximum"]:
        return f"{cell} is above {rules['maximum']}"
    return ""


def remedy(field: Field) -> str:
    """Return what people are to write into a column."""
    words = field.get("constraints", {}).get("enum")
    if words:
        return f"one of {', '.join(words)}"
    return field.get("write") or WRITE.get(field["type"]) or "it as the registry says"
