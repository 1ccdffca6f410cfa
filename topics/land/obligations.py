"""The state of an obligation on a day: one rule for deadlines, clearance, overview, country and gaps."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables, with_records, without_later_completion
from topics.vocabulary.dates import long_date
from topics.vocabulary.land import DEADLINE_STATES, DEADLINES

KEYS = ("country", "treaty", "article")
"""What tells one obligation from another."""
LATE = ("requested", "passed", "missed")
"""States in which the last deadline on record may be over."""
COLUMNS = [*KEYS, "duty", "family", "task", "original", "deadline", "deadline_precision", "extensions"]
COLUMNS += ["completed_on", "completed_on_precision", "state", "note", "record_id", "records", "is_stated"]


def obligations(tables: Tables, day: date | None = None) -> pd.DataFrame:
    """How each obligation stood on a day, today without one: a row per country, treaty and article.

    An extension counts from its grant on, where that is not stated from the day it was known on; a completion
    from its date on, and it ends the obligation. Without one the latest deadline granted counts, then the
    words of a source that it was missed; a request alone moves no deadline. Of several completions the
    preferred one counts, one of an obligation with a deadline before others. Source: Convention on Cluster
    Munitions, Art. 3 and 4; Anti-Personnel Mine Ban Convention, Art. 4 and 5; docs/method.md.

    *Columns*: COLUMNS. duty (clearance, stockpiles, other), family and task are those of treaty_duties;
    original and deadline are the first and the latest deadline; extensions counts those granted; state is a
    key of DEADLINE_STATES; record_id is the record that decides, records names all, that one first.
    """
    return tables.derive(obligation_states, day or tables.today)


def obligation_states(tables: Tables, day: date) -> pd.DataFrame:
    """What `obligations` gives, worked out."""
    rows = obligation_rows(tables, day).sort_values([*KEYS, "preferred", "deadline"], kind="stable")
    grouped: dict[tuple[Hashable, ...], list[dict]] = {}
    for row in rows.to_dict("records"):
        grouped.setdefault(tuple(row[key] for key in KEYS), []).append(row)
    states = [_state_of(same, pd.Timestamp(day)) for same in grouped.values()]
    frame = pd.DataFrame(states, columns=COLUMNS)
    dates = ("original", "deadline", "completed_on")
    frame = frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})
    return frame.astype({"extensions": "int64", "is_stated": "bool"})


def obligation_rows(tables: Tables, day: date) -> pd.DataFrame:
    """The rows of the table that count on a day, with duty, family and task of their article."""
    rows, then = tables["obligations"], pd.Timestamp(day)
    granted = rows["granted_on"].fillna(rows["known_since"])
    rows = without_later_completion(rows[~(rows["kind"].eq("extension") & (granted > then))], then)
    duties = tables["treaty_duties"].rename(columns={"name": "task"})
    article = ["treaty", "article"]
    rows = rows.merge(duties[[*article, "duty", "family", "task"]], on=article, how="left")
    articles = rows["treaty"] + " Article " + rows["article"]
    return rows.fillna({"duty": "other", "family": "ALL"}).assign(task=rows["task"].fillna(articles))


def deadline_marks(tables: Tables) -> pd.DataFrame:
    """Every deadline and every completion on record, each with its record; of equal dates the preferred one.

    A request for an extension that names no day has no date.

    *Columns*: those of obligations, duty, family, task, mark (words of DEADLINES), date, date_precision,
    records, is_stated.
    """
    rows = with_records(obligation_rows(tables, tables.today))
    kinds = rows["status"].where(rows["status"].isin(["missed", "requested"]), rows["kind"])
    due = rows.assign(mark=kinds, date=rows["deadline"], date_precision=rows["deadline_precision"])
    exact = rows["completed_on_precision"]
    done = rows.assign(mark="completed", date=rows["completed_on"], date_precision=exact)
    marks = pd.concat([due, done], ignore_index=True)
    marks = marks[marks["date"].notna() | marks["mark"].eq("requested")]
    marks = marks.sort_values("preferred", ascending=False, kind="stable")
    marks = marks.drop_duplicates([*KEYS, "mark", "date"])
    marks = marks.sort_values("date", kind="stable", ignore_index=True)
    return marks.assign(mark=marks["mark"].map(DEADLINES))


def clearance_completions(tables: Tables, day: date | None = None) -> pd.DataFrame:
    """Obligations to clear land that were completed by a day, by date: rows of `obligations`.

    Only what stands as an obligation; the status of a place on a day reads the areas too.
    """
    rows = obligations(tables, day)
    rows = rows[rows["state"].eq("completed") & rows["duty"].eq("clearance")]
    return rows.sort_values("completed_on", kind="stable", ignore_index=True)


def state_words(row: Any) -> str:
    """How an obligation stands, of its row as `itertuples` gives it, with its date: "due 1 March 2027"."""
    due = long_date(row.deadline, row.deadline_precision)
    if row.state == "completed":
        return f"completed {long_date(row.completed_on, row.completed_on_precision)}"
    if row.state == "in force":
        return f"due {due}"
    if row.state == "requested":
        return DEADLINE_STATES["requested"] + ("" if pd.isna(row.deadline) else f"; last deadline {due}")
    if row.state == "passed":
        return f"deadline {due} passed; no extension or completion found"
    if row.state == "missed":
        return f"deadline {due} missed, as the source says"
    return DEADLINE_STATES["no date"]


def _state_of(rows: list[dict], day: pd.Timestamp) -> dict[str, Any]:
    """One obligation of its rows, the preferred and latest last: deadlines, completion and state on a day."""
    dated = [row for row in rows if pd.notna(row["deadline"]) and row["status"] != "requested"]
    met = [row for row in rows if pd.notna(row["completed_on"])]
    met = [row for row in met if pd.notna(row["deadline"])] or met
    latest = max(reversed(dated), key=lambda row: row["deadline"], default=None)  # of equal ones the last
    first = [row["deadline"] for row in dated if row["kind"] == "original"]
    decisive = met[-1] if met else latest or rows[-1]
    deadline = latest["deadline"] if latest else pd.NaT
    others = [row["record_id"] for row in rows if row is not decisive]
    return decisive | {
        "original": first[-1] if first else pd.NaT,
        "deadline": deadline,
        "deadline_precision": latest["deadline_precision"] if latest else None,
        "extensions": len({row["deadline"] for row in dated if row["kind"] == "extension"}),
        "state": _state({row["status"] for row in rows}, bool(met), deadline, day),
        "records": (decisive["record_id"], *others),
        "is_stated": not others and decisive["status"] != "requested",
    }


def _state(statuses: set[str], is_met: bool, deadline: pd.Timestamp, day: pd.Timestamp) -> str:
    if is_met:
        return "completed"
    if pd.notna(deadline) and deadline >= day:
        return "in force"
    if "missed" in statuses:
        return "missed"
    if "requested" in statuses:
        return "requested"
    return "no date" if pd.isna(deadline) else "passed"
