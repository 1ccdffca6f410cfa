"""Corrections: rows that change one raw cell, for a reason, and expire when the raw cell changes."""

import pandas as pd

from etl.problem import Problem

FILE = "data/raw/corrections.csv"


def corrected(frames: dict[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the raw tables with all corrections applied, and the corrections that no longer fit."""
    problems: list[Problem] = []
    changed = dict(frames)
    for line, row in frames["corrections"].iterrows():
        fault = correction_fault(row, changed)
        if fault:
            problems.append(Problem(FILE, int(str(line)), *fault))
            continue
        frame = changed[row["table"]].copy()
        frame.loc[matching(frame, row["key"]), row["field"]] = row["becomes"]
        changed[row["table"]] = frame
    return changed, problems


def matching(frame: pd.DataFrame, key: str) -> pd.Series:
    """Return which rows a key such as `country=BIH; period=2016; source=x` names.

    Raises: KeyError when it names a column that the table has not.
    """
    rows = pd.Series(True, index=frame.index)
    for part in key.split(";"):
        column, _, value = part.strip().partition("=")
        rows &= frame[column].fillna("") == value
    return rows


def correction_fault(row: pd.Series, frames: dict[str, pd.DataFrame]) -> tuple[str, str, str] | None:
    """Return column, fault and remedy of a correction that cannot be applied, or None."""
    if row["table"] not in frames:
        return "table", f"{row['table']!r} is no table", "one of " + ", ".join(sorted(frames))
    frame = frames[row["table"]]
    if row["field"] not in frame.columns:
        return "field", f"{row['field']!r} is no column of {row['table']}", ", ".join(frame.columns)
    try:
        named = frame[matching(frame, row["key"])]
    except KeyError as error:
        return "key", f"{error} is no column of {row['table']}", "field=value parts joined by ;"
    if len(named) != 1:
        return "key", f"it names {len(named)} rows of {row['table']}", "a key that names one row"
    cell = named[row["field"]].iloc[0]
    if cell != row["was"]:
        return (
            "was",
            f"stale: the raw cell is {cell!r}, not {row['was']!r}",
            "check the source, then mend or delete",
        )
    return None
