"""Shows what the words of a reader's file are taken for, and lets the reader change it."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.cite import escaped
from dashboard.current import tables
from topics.hazard_areas import terms
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

UNKNOWN = ""
MOST_WORDS = 6
NOT_STATED = sentence("not stated")
NOT_UNDERSTOOD = {
    "hazard": NOT_STATED,
    "area_class": NOT_STATED,
    "status": sentence("not understood: counted as open"),
}
"""What a word is that is taken for no code."""
Codes = dict[str, dict[str, str | None]]


def codes_of(rows: pd.DataFrame, named: dict[str, str | None], key: str) -> Codes:
    """The code for each word of the columns that hold codes; the list is open to the reader."""
    codes: Codes = {}
    lists: dict[str, pd.Series] = {}
    missing = [term for term in terms.CODED if named[term] is None]
    with st.container(key="figure-row-all"):
        for term in missing:
            codes[term] = {"": _all_rows(term, key)} if term != "status" else {}
    for term in (term for term in terms.CODED if term not in missing):
        column = str(named[term])
        counts = terms.counted_values(rows, column)
        if terms.is_list(counts):
            lists[term] = counts
            codes[term] = {str(word): terms.guessed_code(term, word) for word in counts.index}
        elif len(counts):
            codes[term] = {}
            _too_many(column, len(counts))
    if lists:
        st.markdown(f"**{sentence('What the words of your file are taken for')}**")
        st.caption(
            sentence(
                "A status counts as closed only where it says nothing else. Change what is wrong under "
                "“Counts as”."
            )
        )
    for term, counts in lists.items():
        if term == "status" and (note := _unsure_note(list(codes[term]))):
            st.warning(escaped(note), icon=":material/help:")
        codes[term] = _edited(term, str(named[term]), counts, codes[term], key)
    return codes


def _unsure_note(statuses: list[str]) -> str:
    """That statuses count as open of which centres do not all mean the same; nothing where there is none."""
    unsure = [f"“{word}”" for word in terms.unsure_statuses(statuses)]
    if not unsure:
        return ""
    return sentence(
        "Centres mean different things by {words}. They count as open; change what is closed below.",
        words=listed(unsure, MOST_WORDS),
    )


def _too_many(column: str, count: int) -> None:
    """Say that a column is no list of words."""
    words = sentence(
        "“{column}” has {count} different texts: too many to be a list of words. It is not used.",
        column=column,
        count=number(count),
    )
    st.warning(escaped(words), icon=":material/warning:")


def _all_rows(term: str, key: str) -> str | None:
    words = terms.codes_in_words(tables())[term]
    return (
        st.selectbox(
            f"{terms.TERMS[term].split(':')[0]} of all rows",
            [UNKNOWN, *words],
            format_func=lambda code: words.get(code, NOT_STATED),
            key=f"{key}-all-{term}",
        )
        or None
    )


def _edited(
    term: str, column: str, counts: pd.Series, guesses: dict[str, str | None], key: str
) -> dict[str, str | None]:
    """A table of the words in a column with what each stands for, which the reader can change."""
    words: dict[str, str] = {**terms.codes_in_words(tables())[term], "": NOT_UNDERSTOOD[term]}
    table = pd.DataFrame(
        {
            "word": [str(word) for word in counts.index],
            "means": [words[guesses[str(word)] or ""] for word in counts.index],
            "rows": counts.to_numpy(),
        }
    )
    edited: Any = st.data_editor(
        table,
        hide_index=True,
        disabled=["word", "rows"],
        key=f"{key}-codes-{term}-{column}",
        column_config={
            "word": st.column_config.TextColumn(f"{terms.TERMS[term].split(':')[0]} in your file"),
            "means": st.column_config.SelectboxColumn(
                "Counts as", options=list(words.values()), required=True
            ),
            "rows": st.column_config.NumberColumn("Rows", width="small"),
        },
        alt=f"Table: what the words of the column {column} mean.",
    )
    codes = {label: code or None for code, label in words.items()}
    return {str(word): codes[means] for word, means in zip(edited["word"], edited["means"], strict=True)}
