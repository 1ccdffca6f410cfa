"""The rows of the curve of a treaty: each change of a count, dates of other sources, and meetings."""

from datetime import date

import pandas as pd

from topics.tables import Tables, with_records
from topics.treaties.counts import counts
from topics.treaties.deposits import deposits
from topics.treaties.steps import CONSENT, KEYS, LAST_DAY, Act, steps_of
from topics.treaties.words import act_words, date_words, entry_words, step_words
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import date_range
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines

MEETING, OTHER = "meetings", "dates of other sources"
"""In the column of curves: rows that count nothing."""


def curve_rows(tables: Tables, treaty: str, members: tuple[str, ...], day: date) -> pd.DataFrame:
    """What the curve of a treaty draws, each mark a row with its label; none where no state has joined.

    *Columns*: those of `described_rows` without its words, states_after, label.
    """
    rows = tables.derive(described_rows, treaty)
    after = _counts_after(rows, members, day)
    if after.isna().all():
        return rows.head(0)
    is_met = (rows["curve"] == MEETING) & (rows["counted_from"] <= pd.Timestamp(day))
    return _drawn(rows, after.fillna(rows["beside"].map(after)).mask(is_met, 0))


def labelled_counts(tables: Tables, treaty: str, members: tuple[str, ...], day: date) -> pd.DataFrame:
    """The changes of the counts of a treaty among some states up to a day.

    *Columns*: those of `described_counts` without its words, states_after, label.
    """
    rows = tables.derive(described_counts, treaty)
    return _drawn(rows, _counts_after(rows, members, day))


def _counts_after(rows: pd.DataFrame, members: tuple[str, ...], day: date) -> pd.Series:
    """The count after each change that counts among some states up to a day; missing for other rows."""
    is_counted = rows["country"].isin(members) & (rows["counted_from"] <= pd.Timestamp(day))
    return rows["change"].where(is_counted).groupby(rows["curve"]).cumsum()


def _drawn(rows: pd.DataFrame, after: pd.Series) -> pd.DataFrame:
    """The rows at a height, with their labels."""
    heights = after.dropna().astype("int64")
    rows = rows.loc[heights.index]
    cells = zip(rows["step_text"], heights, rows["source_text"], strict=True)
    labels = [
        f"{step}<br>Count: {height}<br>{source}" if isinstance(source, str) else step
        for step, height, source in cells
    ]
    rows = rows.drop(columns=["step_text", "source_text", "beside"], errors="ignore")
    return rows.assign(states_after=heights, label=labels).reset_index(drop=True)


def described_rows(tables: Tables, treaty: str) -> pd.DataFrame:
    """All that the curve of a treaty can draw: changes of the counts, dates of other sources, meetings.

    *Columns*: those of `described_counts`, `other_dates` and `marked_meetings`; beside (the number of the row
    that counts what another source dates).
    """
    changes, step = tables.derive(described_counts, treaty), ["country", "step"]
    counted = changes[changes["curve"] != "entries into force"].drop_duplicates(step)
    beside = pd.Series(counted.index, pd.MultiIndex.from_frame(counted[step]), name="beside")
    other = other_dates(tables, treaty).join(beside, on=step)
    return pd.concat([changes, other, marked_meetings(tables, treaty)], ignore_index=True)


def described_counts(tables: Tables, treaty: str) -> pd.DataFrame:
    """The changes of the counts of a treaty among all states, each step in words.

    *Columns*: those of `counts` without total, place of a deposit, in_force_on, records; step_text and
    source_text (markup of Plotly).
    """
    steps, keys = steps_of(tables, treaty), [*KEYS, "date"]
    placed = tables.derive(deposits, treaty).drop_duplicates(keys).set_index(keys)
    rows = steps.join(placed[["place", "in_force_on"]], on=keys)
    rows["place"] = rows["place"].where(rows["step"] == "deposited")
    rows["in_force_on"] = rows["in_force_on"].where(rows["step"].isin(["deposited", "in_force"]))
    entries = rows[rows["step"] == "in_force"].drop_duplicates(keys).set_index(keys).to_dict("index")
    rows = rows.assign(
        step_text=[_step_text(row, entries) for row in rows.to_dict("records")],
        source_text=[source_line(tables, source) for source in rows["source"]],
        records=[(record,) for record in rows["record_id"]],
    )
    return counts(rows).drop(columns="total")


def other_dates(tables: Tables, treaty: str) -> pd.DataFrame:
    """Dates that another source gives for a step: they count nowhere.

    *Columns*: those of treaty_actions, step, counted_from, curve, step_text, records, is_stated.
    """
    actions = tables["treaty_actions"]
    rows = actions[(actions["treaty"] == treaty) & ~actions["preferred"].astype(bool)]
    steps = rows["action"].map({"signature": "signed", **dict.fromkeys(CONSENT, "deposited")})
    ends = [
        day + LAST_DAY[exact] if exact in LAST_DAY else day
        for day, exact in zip(rows["date"], rows["date_precision"], strict=True)
    ]
    names = country_names(tables, full=True)
    labels = [
        lines(
            f"{bold(names[row['country']])}: {escape(act_words(row['action']))}, another date: "
            f"{escape(date_words(row['date'], row['date_precision']))}",
            "not counted",
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(step=steps, counted_from=pd.Series(ends, rows.index, "datetime64[ms]"))
    return with_records(rows.assign(curve=OTHER, step_text=labels))


def marked_meetings(tables: Tables, treaty: str) -> pd.DataFrame:
    """The meetings that led to a treaty and those of its parties.

    *Columns*: those of events, treaty, mark_title, mark_symbol, date, counted_from, curve, step_text,
    records, is_stated.
    """
    series, events = tables["series"], tables["events"]
    own = series.loc[(series["treaty"] == treaty) & series["mark_title"].notna()]
    rows = events[~events["is_preparatory"]].merge(own[["series", "mark_title", "mark_symbol"]], on="series")
    periods = zip(rows["start"], rows["end"], rows["date_precision"], strict=True)
    labels = [
        lines(bold(title), date_range(*period)) for title, period in zip(rows["title"], periods, strict=True)
    ]
    rows = rows.assign(treaty=treaty, curve=MEETING, step_text=labels, date=rows["start"])
    return with_records(rows.assign(counted_from=rows["start"]))


def _step_text(step: Act, entries: dict[tuple, Act]) -> str:
    """Who did what, and for a deposit its place and the entry into force that follows."""
    head = f"{bold(step['name'])}: {escape(step_words(step))}"
    if step["step"] != "deposited":
        return head
    place = f"place {step['place']}" if " " in step["place"] else f"{step['place']} deposit"
    entry = entries.get((step["treaty"], step["country"], step["date"]))
    return lines(head, escape(f"{place}; in force {entry_words(entry)}" if entry else place))
