"""Composes stockpiles, obligations and casualties to the parts of a plan beside land: stockpiles, victims."""

from typing import Any

import pandas as pd

from topics.coalition import Line
from topics.land.casualties import casualty_years
from topics.land.obligations import obligations, state_words
from topics.tables import Tables, with_records
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case


def beside_land(tables: Tables, state: str) -> list[Line]:
    """What a plan holds beside land."""
    return [*stockpile_lines(tables, state), *victim_lines(tables, state)]


def stockpile_lines(tables: Tables, state: str) -> list[Line]:
    """What is left of the duty to destroy stockpiles, and what was destroyed."""
    rows = obligations(tables)
    rows = rows[rows["country"].eq(state) & rows["duty"].eq("stockpiles")]
    lines = [
        Line(
            sentence_case(row.task),
            sentence(
                "{state} ({treaty} Article {article}).",
                state=state_words(row),
                treaty=row.treaty,
                article=row.article,
            ),
        )
        for row in rows.itertuples()
    ]
    destroyed = destroyed_stockpile(tables, state)
    if destroyed.empty:
        return lines or [Line(sentence("Stockpiles"), no_data())]
    return [*lines, Line(sentence("Stockpile destroyed"), _destroyed(next(destroyed.itertuples())))]


def no_data() -> str:
    """That nothing is on record."""
    return sentence("no data found. No data does not mean zero.")


def _destroyed(row: Any) -> str:
    """How much was destroyed, and by when."""
    day, munitions = long_date(row.completed_on, row.completed_on_precision), number(row.munitions)
    if pd.isna(row.submunitions):
        return sentence("{munitions} cluster munitions, by {day}.", munitions=munitions, day=day)
    return sentence(
        "{munitions} cluster munitions with {submunitions} submunitions, by {day}.",
        munitions=munitions,
        submunitions=number(row.submunitions),
        day=day,
    )


def destroyed_stockpile(tables: Tables, state: str) -> pd.DataFrame:
    """The last record of a whole stockpile that a state destroyed, with its number; no row without one."""
    rows = with_records(tables["stockpiles"])
    rows = rows[rows["country"].eq(state) & rows["scope"].eq("national") & rows["completed_on"].notna()]
    rows = rows[rows["munitions"].gt(0)].sort_values(["completed_on", "preference"], ascending=[False, True])
    return rows.head(1)


def victim_lines(tables: Tables, state: str) -> list[Line]:
    """How many people are known to have been killed or injured: over all years, and in the last one."""
    span, year = casualty_span(tables, state), last_casualties(tables, state)
    parts = []
    if span is not None:
        fates = [f"{number(span[fate])} {fate}" for fate in ("killed", "injured") if pd.notna(span[fate])]
        years = year_range(span["year_from"], span["year_to"])
        among = f" ({listed(fates)})" if fates else ""
        parts.append(f"{plural(int(span['total']), 'casualty', 'casualties')}{among}, {years}")
    if year is not None and (span is None or year["year"] >= span["year_to"]):
        last = plural(int(year["persons"]), "casualty", "casualties") if year["persons"] else sentence("none")
        parts.append(sentence("{casualties} in {year}", casualties=last, year=f"{year['year']:.0f}"))
    words = sentence("{counts}, as far as counted.", counts="; ".join(parts)) if parts else no_data()
    return [Line(sentence("Victims to assist"), words)]


def casualty_span(tables: Tables, state: str) -> dict[str, Any] | None:
    """The largest count over several years of all hazards and the whole country.

    Counts that tell the injured from the killed come first: the injured are who is to be assisted.
    """
    rows = with_records(tables["casualties"])
    rows = rows[rows["country"].eq(state) & rows["hazard"].eq("ALL") & rows["scope"].eq("national")]
    rows = rows[rows["year_from"].lt(rows["year_to"]) & rows["total"].notna()]
    rows = rows.assign(is_split=rows["injured"].notna())
    rows = rows.sort_values(["is_split", "total", "year_to"], ascending=False, kind="stable")
    return next(iter(rows.to_dict("records")), None)


def last_casualties(tables: Tables, state: str) -> dict[str, Any] | None:
    """The count that is drawn for the last year with one."""
    rows = tables["casualties"]
    rows = casualty_years(rows[rows["country"] == state])
    rows = rows[rows["role"] == "stack"].sort_values("year", ascending=False)
    return next(iter(rows.to_dict("records")), None)


def duty_records(tables: Tables, state: str) -> list[tuple[str, ...]]:
    """The records of these lines."""
    rows = obligations(tables)
    rows = rows[rows["country"].eq(state) & rows["duty"].eq("stockpiles")]
    counts = [casualty_span(tables, state), last_casualties(tables, state)]
    counted = [row["records"] for row in counts if row is not None]
    return [*rows["records"], *destroyed_stockpile(tables, state)["records"], *counted]
