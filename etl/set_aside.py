"""Rows that are no facts: kept out of the clean tables, listed with the reason."""

import pandas as pd

from etl.registry import Table

NOT_SEEN = "not seen in a source"
YEAR_CONFIRMED = r"year \d{4} (?:confirmed|per|\()|signatory, year \d{4} confirmed"
# The records came in two halves that overlap.
REPEATING = {"stockpiles": ["country", "munitions", "submunitions", "completed_on", "source"]}
COLUMNS = ["raw_file", "row", "record", "reason", "source"]


def parted(
    frames: dict[str, pd.DataFrame], tables: list[Table]
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the raw tables without the rows that are no facts, and those rows.

    *Columns* of the second: raw_file, row, record, reason, source.
    """
    frames = {**frames, "treaty_actions": year_only(frames["treaty_actions"])}
    kept, aside = {}, []
    for table in tables:
        frame = frames[table.name]
        why = reasons(table.name, frame, frames)
        kept[table.name] = frame[why.isna()]
        aside.append(listed(table, frame, why.dropna()))
    return kept, pd.concat(aside, ignore_index=True)


def year_only(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the treaty actions; an unseen day whose year is confirmed is cut down to that year."""
    note = actions["note"].fillna("")
    confirmed = actions["verified"].eq("no") & note.str.contains(YEAR_CONFIRMED)
    year = note.str.extract(r"year (\d{4})")[0]
    changed = actions.assign(date=actions["date"].mask(confirmed, year))
    return changed.assign(verified=actions["verified"].mask(confirmed, "partial"))


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
    if name == "reported_figures":
        why = why.mask(frame["unit"].eq("notice"), "a notice without a figure")
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


def listed(table: Table, frame: pd.DataFrame, why: pd.Series) -> pd.DataFrame:
    """Return the rows that were set aside in the columns of the table `set_aside`."""
    rows = frame.loc[why.index]
    shown = [column for column in table.columns if column not in ("source", "locator", "verified")]
    record = [
        "; ".join(f"{column} {cell}" for column, cell in zip(shown, cells, strict=True) if cell)
        for cells in rows[shown].to_numpy().tolist()
    ]
    source = rows.get("source", None)
    return pd.DataFrame(
        {"raw_file": table.path, "row": rows.index, "record": record, "reason": why, "source": source},
        columns=COLUMNS,
    )
