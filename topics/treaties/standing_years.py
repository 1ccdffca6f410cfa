"""Where each country stands under a treaty at the end of each year: the rows of the map."""

from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables, united
from topics.treaties.status import AREA, standing_by_country
from topics.treaties.steps import steps_of
from topics.treaties.words import step_words
from topics.vocabulary.countries import country_names, name_lookup
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap
from topics.vocabulary.treaties import NO_STATE, standing_name

COLUMNS = ["country", "unit", "step", "standing_code", "standing", "label", "records"]


def standing_years(tables: Tables, treaty: str, day: date) -> pd.DataFrame:
    """The standing of all countries, by name, at the end of each year since the first act of any state.

    *Columns*: country, unit (the same), step (the year), standing_code, standing (in the words of the
    treaty), label, records (of the steps taken until then).
    """
    steps = steps_of(tables, treaty)
    steps = steps[steps["counted_from"] <= pd.Timestamp(day)]
    if steps.empty:
        return pd.DataFrame(columns=COLUMNS)
    taken: dict[str, list[dict[str, Any]]] = {}
    for step in steps.to_dict("records"):
        taken.setdefault(step["country"], []).append(step)
    names, codes = country_names(tables), tables["countries"]["country"].tolist()
    codes.sort(key=lambda code: names.get(code, code))
    name_at, labels = name_lookup(tables, full=True), dict[tuple, str]()
    rows = []
    for year in range(steps["counted_from"].min().year, day.year + 1):
        end = min(date(year, 12, 31), day)
        standing = tables.derive(standing_by_country, treaty, end)
        for country in codes:
            past = [step for step in taken.get(country, ()) if step["counted_from"] <= pd.Timestamp(end)]
            code, name = standing.get(country, AREA), name_at(country, pd.Timestamp(end))
            words = NO_STATE if code == AREA else standing_name(tables, treaty, code, end)
            key = (country, name, words, len(past))
            if key not in labels:
                labels[key] = _label(tables, name, words, past)
            records = united((step["record_id"],) for step in past)
            rows.append((country, country, year, code, words, labels[key], records))
    return pd.DataFrame(rows, columns=COLUMNS)


def _label(tables: Tables, name: str, standing: str, steps: list[dict[str, Any]]) -> str:
    """The standing of a state, each step that led to it, and their source."""
    acts = [escape(sentence_case(step_words(step))) for step in steps]
    sources = [step["source"] for step in steps]
    return lines(bold(name), wrap(sentence_case(standing)), *acts, source_line(tables, sources))
