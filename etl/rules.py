"""Rules between cells: what one column says about another, and about today."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from etl.parse import last_day, partial_date, period
from etl.problem import Problem

# A thing that has happened cannot be dated after today; deadlines and announced meetings can.
PAST = {
    "treaty_actions": "date",
    "treaty_crosschecks": "date",
    "contamination": "as_of",
    "global_contamination": "as_of",
    "obligations": "date",
    "sources": "published",
}
ORDERED = (
    ("treaty_actions", "date", "entry_into_force", "entry into force {b} comes before the deposit {a}"),
    ("events", "start", "end", "the end {b} comes before the start {a}"),
    ("projects", "start", "end", "the end {b} comes before the start {a}"),
    ("obligations", "date", "deadline", "the deadline {b} comes before the step {a}"),
    ("region_members", "since", "until", "until {b} comes before since {a}"),
    ("country_names", "valid_from", "valid_to", "the end {b} comes before the start {a}"),
)
RETROACTIVE = {("treaty_actions", "entry_into_force"): ("action", "succession")}
"""Where the second date may come first: a succession is deposited later than the day it counts from."""
STEPS = {"original": "deadline", "missed": "deadline", "fulfilment": "date"}
"""What a step of an obligation must state; a meeting stands for its date."""
PERIODS = ("clearance", "casualties", "global_clearance", "global_casualties")


def rule_problems(frames: dict[str, pd.DataFrame], today: date) -> list[Problem]:
    """Return the cells that contradict each other or the calendar."""
    return [
        *future(frames, today),
        *unordered(frames),
        *unstated_steps(frames["obligations"]),
        *periods(frames, today),
        *rounded(frames),
    ]


def is_date(text: object) -> bool:
    """Tell whether a cell is a date that the calendar has."""
    try:
        partial_date(str(text))
    except ValueError:
        return False
    return True


def future(frames: dict[str, pd.DataFrame], today: date) -> Iterator[Problem]:
    """Yield what is said to have happened after today."""
    for name, column in PAST.items():
        for line, cell in frames[name][column].dropna().items():
            if is_date(cell) and partial_date(cell)[0] > today:
                yield Problem(
                    f"data/raw/{name}.csv", line, column, f"{cell} is in the future", "check the year"
                )


def unordered(frames: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield the pairs of dates that run backwards."""
    for name, first, second, words in ORDERED:
        rows = frames[name]
        if (name, second) in RETROACTIVE:
            column, word = RETROACTIVE[name, second]
            rows = rows[rows[column] != word]
        for line, a, b in rows[[first, second]].dropna().itertuples():
            if is_date(a) and is_date(b) and last_day(b) < partial_date(a)[0]:
                yield Problem(
                    f"data/raw/{name}.csv", line, second, words.format(a=a, b=b), "check both in the source"
                )


def unstated_steps(obligations: pd.DataFrame) -> Iterator[Problem]:
    """Yield the steps of obligations that do not state the day that makes them one."""
    for step, column in STEPS.items():
        is_dated = obligations[column].notna() | (obligations["event"].notna() & (column == "date"))
        rows = obligations[obligations["obligation_step"].eq(step) & ~is_dated]
        for line in rows.index:
            yield Problem(
                "data/raw/obligations.csv", int(line), column, f"{step} without a {column}", "write the day"
            )


def periods(frames: dict[str, pd.DataFrame], today: date) -> Iterator[Problem]:
    """Yield the periods that run backwards, end in the future or are none."""
    for name in PERIODS:
        for line, cell in frames[name]["period"].dropna().items():
            try:
                start, end = period(cell)
            except ValueError:
                continue  # it is named already
            if start and start > end:
                yield Problem(
                    f"data/raw/{name}.csv", line, "period", f"{cell} runs backwards", "first year first"
                )
            if end > today.year:
                yield Problem(
                    f"data/raw/{name}.csv", line, "period", f"{cell} ends in the future", "check it"
                )


def rounded(frames: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield what is called rounded but is no column of its table."""
    for name, frame in frames.items():
        for line, cell in frame["rounded"].dropna().items() if "rounded" in frame else ():
            if not set(cell.split(";")) <= set(frame.columns):
                place = f"data/raw/{name}.csv", int(str(line)), "rounded"
                yield Problem(*place, f"{cell!r} is no column", "write one such as area_km2")
