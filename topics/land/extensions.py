"""How a deadline ahead may be extended: which meeting decides, and when it is to be requested."""

from typing import Any

import pandas as pd

from topics.land.obligations import obligations
from topics.tables import Tables

DECIDING = ("meeting_of_states_parties", "review_conference")
"""Kinds of meetings that decide."""
BETWEEN = pd.DateOffset(months=13)
"""Meetings are yearly: with none on record in so long before a deadline, the last one is not on record."""
LAW = ["extension", "request"]
"""Rules of the treaties that a row states."""
COLUMNS = ["country", "treaty", "article", "deadline", "deadline_precision", "meeting", "meeting_from"]
COLUMNS += ["request_due", *LAW, "records", "is_stated"]


def extensions_ahead(tables: Tables) -> pd.DataFrame:
    """For each obligation with a deadline ahead: the law of its extension, and the meeting that decides.

    That is the last meeting of the parties or review conference before the deadline; it is known where one is
    on record in the year before. Where the treaty names a time for requests, they are due so long before the
    first day of the meeting. Source: rows of treaty_rules (Convention on Cluster Munitions, Art. 3(3) to (5)
    and 4(5) to (8); Anti-Personnel Mine Ban Convention, Art. 5(3) to (6)).

    *Columns*: COLUMNS. meeting is an id of events; extension and request are the rules in words.
    """
    rows = obligations(tables)
    rows = rows[rows["state"].eq("in force")].sort_values("deadline", kind="stable")
    rules, meetings = tables["treaty_rules"], _deciding_meetings(tables)
    frame = pd.DataFrame(
        [_extension(row, rules, meetings) for row in rows.to_dict("records")], columns=COLUMNS
    )
    days = {name: pd.to_datetime(frame[name]) for name in ("deadline", "meeting_from", "request_due")}
    return frame[frame["extension"].ne("")].assign(**days).reset_index(drop=True)


def _deciding_meetings(tables: Tables) -> pd.DataFrame:
    """Meetings of the parties with their treaty, by the day on which they begin."""
    treaties = tables["series"].set_index("series")["treaty"]
    rows = tables["events"]
    rows = rows[rows["kind"].isin(DECIDING) & rows["start"].notna()]
    return rows.assign(treaty=rows["series"].map(treaties)).sort_values("start", kind="stable")


def _extension(row: dict[str, Any], rules: pd.DataFrame, meetings: pd.DataFrame) -> dict[str, Any]:
    """What holds for one obligation."""
    deadline = row["deadline"]
    law = rules[rules["treaty"].eq(row["treaty"]) & rules["rule"].isin(LAW)]
    law = law[law["article"].str.startswith(f"{row['article']}(")]
    before = meetings["start"].between(deadline - BETWEEN, deadline)
    last = meetings[meetings["treaty"].eq(row["treaty"]) & before].tail(1)
    months = law.loc[law["rule"].eq("request"), "number"].dropna()
    begins = last["start"].iloc[0] if len(last) else pd.NaT
    is_known = len(last) > 0 and len(months) > 0
    words = {rule: " ".join(law.loc[law["rule"].eq(rule), "statement"]) for rule in LAW}
    return {name: row.get(name) for name in COLUMNS} | {
        "meeting": last["event"].iloc[0] if len(last) else None,
        "meeting_from": begins,
        "request_due": begins - pd.DateOffset(months=int(months.iloc[0])) if is_known else pd.NaT,
        **words,
        "records": (*row["records"], *law["record_id"], *last["record_id"]),
        "is_stated": False,
    }
