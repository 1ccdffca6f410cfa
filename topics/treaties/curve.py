"""The rows of the curve of a treaty: each change of a count, dates of other sources, and meetings."""

import pandas as pd

from topics.tables import Tables, with_records
from topics.treaties.deposits import deposits
from topics.treaties.steps import CONSENT, KEYS, LAST_DAY, steps_of
from topics.treaties.words import act_words, date_words, entry_words, step_words
from topics.view import View
from topics.vocabulary.dates import date_range
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines

MEETING, OTHER = "meetings", "dates of other sources"
"""In the column of curves: rows that count nothing."""


def curve_rows(tables: Tables, view: View, treaty: str, changes: pd.DataFrame) -> pd.DataFrame:
    """What the curve of a treaty draws, each mark a row with its label.

    Args:
        tables: treaty_actions, events, series, sources.
        view: up to which day.
        treaty: its code.
        changes: of the counts of the treaty, from `treaty_counts`.

    *Columns*: those of the changes with states_after instead of total; place and in_force_on of a deposit; title,
    mark_title and mark_symbol of a meeting; curve (a count, MEETING or OTHER).
    """
    parts = (
        step_rows(tables, treaty, changes),
        _other_dates(tables, treaty, changes),
        _meetings(tables, view, treaty),
    )
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def step_rows(tables: Tables, treaty: str, changes: pd.DataFrame) -> pd.DataFrame:
    """A row for each change of a count, with the place of the deposit and its entry into force."""
    keys = [*KEYS, "date"]
    placed = tables.derive(deposits, treaty).drop_duplicates(keys).set_index(keys)
    rows = changes.rename(columns={"total": "states_after"}).join(placed[["place", "in_force_on"]], on=keys)
    rows["place"] = rows["place"].where(rows["step"] == "deposited")
    entries = steps_of(tables, treaty).query("step == 'in_force'").drop_duplicates(keys).set_index(keys)
    later = {key: entry_words(entry) for key, entry in entries.to_dict("index").items()}
    titles = source_titles(tables)
    labels = []
    for row in rows.to_dict("records"):
        place = ""
        if row["step"] == "deposited":
            words = f"place {row['place']}" if " " in row["place"] else f"{row['place']} deposit"
            entry = later.get((treaty, row["country"], row["date"]))
            place = f"{words}; in force {entry}" if entry else words
        head = f"{bold(row['name'])}: {escape(step_words(row))}"
        count = f"Count: {row['states_after']}"
        labels.append(lines(head, escape(place), count, source_line(row["source"], titles)))
    return rows.assign(label=labels, records=[(record,) for record in rows["record_id"]])


def _other_dates(tables: Tables, treaty: str, changes: pd.DataFrame) -> pd.DataFrame:
    """Dates that another source gives for a step, at the height of the date that counts."""
    actions = tables["treaty_actions"]
    rows = actions[(actions["treaty"] == treaty) & ~actions["preferred"].astype(bool)]
    steps = rows["action"].map({"signature": "signed", **dict.fromkeys(CONSENT, "deposited")})
    heights = changes[changes["curve"] != "entries into force"].drop_duplicates(["country", "step"])
    heights = heights[["country", "step", "name", "total"]].rename(columns={"total": "states_after"})
    rows = with_records(rows.assign(step=steps)).merge(heights, on=["country", "step"])
    titles = source_titles(tables)
    lasts = [
        day + LAST_DAY[exact] if exact in LAST_DAY else day
        for day, exact in zip(rows["date"], rows["date_precision"], strict=True)
    ]
    labels = [
        lines(
            f"{bold(row['name'])}: {escape(act_words(row['action']))}, another date: "
            f"{escape(date_words(row['date'], row['date_precision']))}",
            "not counted",
            source_line(row["source"], titles),
        )
        for row in rows.to_dict("records")
    ]
    return rows.assign(curve=OTHER, label=labels, counted_from=pd.Series(lasts, rows.index, "datetime64[ms]"))


def _meetings(tables: Tables, view: View, treaty: str) -> pd.DataFrame:
    """The meetings that led to the treaty, and those of its parties, as marks on the axis."""
    series, events = tables["series"], tables["events"]
    own = series[(series["treaty"] == treaty) & series["mark_title"].notna()]
    rows = events[events["start"] <= pd.Timestamp(view.day)].merge(
        own[["series", "mark_title", "mark_symbol"]], on="series"
    )
    days = [date_range(*cell) for cell in rows[["start", "end", "date_precision"]].itertuples(index=False)]
    labels = [lines(bold(title), day) for title, day in zip(rows["title"], days, strict=True)]
    return with_records(rows).assign(
        curve=MEETING, treaty=treaty, label=labels, date=rows["start"], counted_from=rows["start"]
    )
