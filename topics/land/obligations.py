"""The state of an obligation on a day, of its steps known by then: one rule for all pages."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables, known_on, with_records
from topics.vocabulary.dates import long_date
from topics.vocabulary.land import DEADLINE_STATES, DEADLINES
from topics.vocabulary.sentences import sentence

KEYS = ("country", "treaty", "article")
"""What tells one obligation from another."""
LATE = ("requested", "refused", "passed", "missed")
"""States in which the last deadline on record may be over."""
UNDECIDED = ("requested", "refused", "passed")
"""Of these those of which no source says that the deadline was missed."""
DEADLINE_STEPS = ("original", "decision")
"""Steps that set the day."""
DEADLINE_DUTIES = ("clearance", "stockpiles")
"""Duties that end with a deadline."""
DAYS = ("deadline", "requested_on", "requested_until", "completed_on")
COLUMNS = [*KEYS, "duty", "family", "task", "original", "extensions"]
COLUMNS += [name for day in DAYS for name in (day, f"{day}_precision")]
COLUMNS += ["state", "is_requested", "note", "record_id", "records", "is_stated"]
Step = dict[str, Any]


def obligations(tables: Tables, day: date | None = None) -> pd.DataFrame:
    """How each obligation stood on a day, today without one: a row per country, treaty and article.

    Only steps known by the day count (`known_since`: of a step its own date). A deadline is set by the treaty
    and moved by decisions alone: the latest one counts. A fulfilment ends the obligation; of several the
    preferred one counts. A request is pending until a later decision. Source: Convention on Cluster
    Munitions, Art. 3 and 4; Anti-Personnel Mine Ban Convention, Art. 4 and 5; docs/method.md.

    *Columns*: COLUMNS. duty (clearance, stockpiles, other), family and task are those of treaty_duties;
    original and deadline are the first and the latest deadline; extensions counts those granted;
    requested_on and requested_until are of the pending request; state is a key of DEADLINE_STATES;
    is_requested tells of a pending request; record_id is the record that decides, records names all, that
    one first.
    """
    return tables.derive(obligation_states, day or tables.today)


def obligation_states(tables: Tables, day: date) -> pd.DataFrame:
    """What `obligations` gives, worked out."""
    rows = obligation_steps(tables, day).sort_values([*KEYS, "preferred", "deadline"], kind="stable")
    grouped: dict[tuple[Hashable, ...], list[Step]] = {}
    for row in rows.to_dict("records"):
        grouped.setdefault(tuple(row[key] for key in KEYS), []).append(row)
    states = [_state_of(same, pd.Timestamp(day)) for same in grouped.values()]
    frame = pd.DataFrame(states, columns=COLUMNS)
    frame = frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("original", *DAYS)})
    return frame.astype({"extensions": "int64", "is_requested": "bool", "is_stated": "bool"})


def obligation_steps(tables: Tables, day: date) -> pd.DataFrame:
    """The steps known on a day, the preferred of that day marked, with what their article is about."""
    rows = known_on(tables["obligations"], day)
    duties, article = tables["treaty_duties"], ["treaty", "article"]
    duties = duties[duties["duty"].isin(DEADLINE_DUTIES)].rename(columns={"name": "task"})
    rows = rows.merge(duties[[*article, "duty", "family", "task"]], on=article, how="left")
    articles = rows["treaty"] + " Article " + rows["article"]
    return rows.fillna({"duty": "other", "family": "ALL"}).assign(task=rows["task"].fillna(articles))


def deadline_marks(tables: Tables) -> pd.DataFrame:
    """Every step of obligations on record, each with its record; of equal days the preferred one.

    A deadline is drawn at its day, a fulfilment and a request at theirs; a request whose day is not known at
    the day that it asks for, unless a decision granted that, and one that states neither nowhere. A deadline
    that a source calls missed is drawn as that.

    *Columns*: those of obligations, duty, family, task, mark (words of DEADLINES), day, day_precision,
    records, is_stated.
    """
    rows = with_records(obligation_steps(tables, tables.today))
    marks = _drawn_days(rows).assign(order=rows["obligation_step"].eq("missed"))
    marks = marks[marks["day"].notna() | marks["obligation_step"].eq("request")]
    marks = marks.sort_values(["order", "preferred"], ascending=False, kind="stable")
    kinds = marks["obligation_step"].mask(
        marks["obligation_step"].isin([*DEADLINE_STEPS, "missed"]), "deadline"
    )
    is_again = marks.assign(kind=kinds).duplicated([*KEYS, "kind", "day"]) & marks["day"].notna()
    marks = marks[~is_again].sort_values("day", kind="stable", ignore_index=True)
    return marks.assign(mark=marks["obligation_step"].map(DEADLINES)).drop(columns="order")


def _drawn_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Steps with the day at which each is drawn, and its precision."""
    is_act = rows["obligation_step"].isin(["request", "refusal", "fulfilment"]) & rows["date"].notna()
    days = rows["deadline"].mask(is_act, rows["date"])
    granted = pd.MultiIndex.from_frame(rows.loc[rows["obligation_step"].eq("decision"), [*KEYS, "deadline"]])
    is_granted = pd.MultiIndex.from_frame(rows[[*KEYS, "deadline"]]).isin(granted)
    return rows.assign(
        day=days.mask(rows["obligation_step"].eq("request") & rows["date"].isna() & is_granted),
        day_precision=rows["deadline_precision"].mask(is_act, rows["date_precision"]),
    )


def clearance_completions(tables: Tables, day: date | None = None) -> pd.DataFrame:
    """Obligations to clear land that were completed by a day, by date: rows of `obligations`.

    Only what stands as an obligation; the status of a place on a day reads the areas too.
    """
    rows = obligations(tables, day)
    rows = rows[rows["state"].eq("completed") & rows["duty"].eq("clearance")]
    return rows.sort_values("completed_on", kind="stable", ignore_index=True)


def state_words(row: Any) -> str:
    """How an obligation stands, of its row as `itertuples` gives it, with its date: "due 1 March 2027"."""
    day = long_date(row.deadline, row.deadline_precision)
    if row.state == "completed":
        return sentence("completed {day}", day=long_date(row.completed_on, row.completed_on_precision))
    if pd.isna(row.deadline):
        return DEADLINE_STATES[row.state]
    words = {
        "in force": sentence("due {day}", day=day),
        "missed": sentence("deadline of {day} missed, a source says", day=day),
        "extended": sentence("deadline of {day} extended; new deadline not found", day=day),
        "refused": sentence("deadline of {day} passed; extension not approved", day=day),
        "passed": sentence("deadline of {day} passed; no extension or completion found", day=day),
        "requested": sentence("deadline of {day} passed; no decision found", day=day),
    }
    return "; ".join(filter(None, [words[row.state], request_words(row)]))


def request_words(row: Any) -> str:
    """The pending request of an obligation: "extension to August 2030 requested (March 2024)"."""
    if not row.is_requested:
        return ""
    until = long_date(row.requested_until, row.requested_until_precision)
    since = long_date(row.requested_on, row.requested_on_precision)
    if pd.isna(row.requested_on):
        return (
            sentence("extension to {day} requested", day=until)
            if pd.notna(row.requested_until)
            else sentence("extension requested")
        )
    if pd.isna(row.requested_until):
        return sentence("extension requested ({since})", since=since)
    return sentence("extension to {day} requested ({since})", day=until, since=since)


def _state_of(rows: list[Step], day: pd.Timestamp) -> dict[str, Any]:
    """One obligation of its steps, the preferred and latest last: deadlines, request, completion, state."""
    dated = [row for row in rows if row["obligation_step"] in DEADLINE_STEPS and pd.notna(row["deadline"])]
    latest = max(reversed(dated), key=lambda row: row["deadline"], default=None)  # of equal ones the last
    first = [row["deadline"] for row in dated if row["obligation_step"] == "original"]
    met = [row for row in rows if row["obligation_step"] == "fulfilment"]
    deadline = latest["deadline"] if latest else pd.NaT
    pending = None if met else _pending_request(rows, deadline)
    state = "completed" if met else _open_state(rows, latest, day, is_requested=pending is not None)
    decisive = met[-1] if met else latest or pending or rows[-1]
    others = [row["record_id"] for row in rows if row is not decisive]
    return decisive | {
        "original": first[-1] if first else pd.NaT,
        "extensions": len({row["deadline"] for row in dated if row["obligation_step"] == "decision"}),
        **_day("deadline", latest, "deadline"),
        **_day("requested_on", pending, "date"),
        **_day("requested_until", pending, "deadline"),
        **_day("completed_on", met[-1] if met else None, "date"),
        "state": state,
        "is_requested": pending is not None,
        "records": (decisive["record_id"], *others),
        "is_stated": not others and decisive["obligation_step"] != "request",
    }


def _day(name: str, row: Step | None, column: str) -> dict[str, Any]:
    """A day of an obligation and its precision, from a step."""
    known = row is not None and pd.notna(row[column])
    return {
        name: row[column] if row is not None and known else pd.NaT,
        f"{name}_precision": row[f"{column}_precision"] if row is not None and known else None,
    }


def _pending_request(rows: list[Step], deadline: pd.Timestamp) -> Step | None:
    """The request that no later decision has answered and no deadline on record satisfies.

    Of several the latest that states what it asks for.
    """
    answered = [row["known_since"] for row in rows if row["obligation_step"] in ("decision", "refusal")]
    last = max(filter(pd.notna, answered), default=pd.NaT)
    requests = [row for row in rows if row["obligation_step"] == "request"]
    requests = [row for row in requests if not (pd.notna(last) and _day_of_request(row) <= last)]
    requests = [row for row in requests if not row["deadline"] <= deadline]
    return max(requests, key=lambda row: (pd.notna(row["deadline"]), _day_of_request(row)), default=None)


def _day_of_request(row: Step) -> pd.Timestamp:
    """The day of a request as far as it is known, else that since which it is known."""
    return next((day for day in (row["date"], row["known_since"]) if pd.notna(day)), pd.Timestamp.min)


def _open_state(rows: list[Step], latest: Step | None, day: pd.Timestamp, *, is_requested: bool) -> str:
    """The state of an obligation that is not fulfilled, of its steps and the one that sets its deadline."""
    deadline = latest["deadline"] if latest else pd.NaT
    if pd.notna(deadline) and deadline >= day:
        return "in force"
    since = latest["known_since"] if latest else pd.Timestamp.min
    later = {
        row["obligation_step"] for row in rows if pd.isna(row["deadline"]) and row["known_since"] > since
    }
    about_it = {row["obligation_step"] for row in rows if row["deadline"] == deadline}
    known = {
        "extended": "decision" in later,
        "missed": "missed" in about_it,
        "requested": is_requested,
        "refused": "refusal" in later,
        "no date": pd.isna(deadline),
    }
    return next((state for state, holds in known.items() if holds), "passed")
