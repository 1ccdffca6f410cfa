"""Rows that are no facts: kept out of the clean tables, listed with the reason."""

import pandas as pd

from etl.parse import period
from etl.registry import Table

PLACES = ("country", "recipient")
DATES = ("as_of", "period", "completed_on", "year")
MEANINGS = (
    *(
        "scope",
        "basis",
        "difference",
        "counted_by",
        "counted_to",
        "rounded",
        "coverage",
        "at_border",
        "border_with",
    ),
    *("reported_in", "item", "used_date", "other_date", "through", "example", "named_year"),
)
"""Columns that say how to take a row, not what it states."""
NOT_SEEN = "not seen in a source"
# The records came in two halves that overlap.
REPEATING = {"stockpiles": ["country", "munitions", "submunitions", "completed_on", "source"]}
COLUMNS = ["raw_file", "row", "record", "country", "year", "hazard", "method", "reason", "source"]
OMITTED = ("source", "locator", "verified", *MEANINGS)


def parted(
    frames: dict[str, pd.DataFrame], tables: list[Table]
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the raw tables without the rows that are no facts, and those rows.

    *Columns* of the second: COLUMNS.
    """
    facts, aside = {}, []
    for table in tables:
        frame = frames[table.name]
        why = reasons(table.name, frame, frames)
        facts[table.name] = frame[why.isna()] if why.notna().any() else frame
        if why.notna().any():
            aside.append(aside_rows(table, frame, why.dropna()))
    return facts, pd.concat([pd.DataFrame(columns=COLUMNS, dtype=object), *aside], ignore_index=True)


def reasons(name: str, frame: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> pd.Series:
    """Return why each row of a raw table is set aside, null for the rows that are kept."""
    why = pd.Series(None, index=frame.index, dtype=object)
    if "event" in frame and name != "events":
        events = frames["events"]
        gone = events.loc[events["verified"].eq("no"), "event"]
        why = why.mask(frame["event"].isin(gone), "its event was not seen in a source")
    if name == "oslo_process_see":
        why = why.mask(doubled(frame, frames["event_participants"]), "named in event_participants already")
    if name == "global_contamination":
        why = why.mask(frame["country"].isna(), "a world total without an area: no country")
    if name == "treaty_actions":
        why = why.mask(frame["date"].isna(), "neither day nor year of the action was seen")
    if name in REPEATING:
        why = why.mask(frame.duplicated(REPEATING[name]), "repeats another row of the same source")
    if "verified" in frame:
        why = why.mask(frame["verified"].eq("no"), NOT_SEEN)
    return why


def doubled(matrix: pd.DataFrame, named: pd.DataFrame) -> pd.Series:
    """Tell which states of the Oslo Process matrix are named as taking part in the same event elsewhere."""
    states = named[named["kind"].eq("state")]
    there = pd.MultiIndex.from_frame(states[["event", "country"]])
    present = matrix["role"].isin(["participant", "host", "observer"])
    return present & pd.MultiIndex.from_frame(matrix[["event", "country"]]).isin(there)


def aside_rows(table: Table, frame: pd.DataFrame, why: pd.Series) -> pd.DataFrame:
    """Return the rows that were set aside in the columns of the table `set_aside`."""
    rows = frame.loc[why.index]
    stated = [column for column in table.columns if column not in OMITTED]
    record = [
        "; ".join(f"{column} {cell}" for column, cell in zip(stated, cells, strict=True) if cell)
        for cells in rows[stated].to_numpy().tolist()
    ]
    cells = {name: rows[name] for name in ("hazard", "method", "source") if name in rows}
    facts = {
        "country": first_of(rows, PLACES),
        "year": [first_year(cell) for cell in first_of(rows, DATES)],
        **cells,
    }
    aside = pd.DataFrame({"raw_file": table.path, "row": rows.index, "record": record, "reason": why})
    return aside.assign(**facts).reindex(columns=COLUMNS)


def first_of(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Return the cells of the first of some columns that a table has; none where it has none."""
    empty = pd.Series(None, index=rows.index, dtype=object)
    return next((rows[name] for name in columns if name in rows), empty)


def first_year(cell: object) -> int | None:
    """Return the first year of a date or period; none where there is no such cell."""
    years = [year for year in period(cell) if year] if isinstance(cell, str) else []
    return years[0] if years else None
