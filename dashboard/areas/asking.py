"""Draws the questions that a reader's file leaves open; the session keeps the answers."""

import hashlib
from typing import Any

import streamlit as st

from dashboard.cite import escaped
from topics.hazard_areas.questions import Question
from topics.vocabulary.sentences import sentence

MOST_BUTTONS = 6
"""Choices that are drawn as buttons; more become a list."""


def ask(question: Question, key: str) -> str | None:
    """The answer to a question: the guess until the reader answers, None while there is neither."""
    options = list(question.choices)
    place = options.index(question.guess) if question.guess in options else None
    state = hashlib.sha256(repr(options).encode()).hexdigest()[:8]
    is_marked = len(options) <= MOST_BUTTONS
    draw: Any = st.radio if is_marked else st.selectbox
    answer = draw(
        escaped(question.text),
        options,
        index=place,
        format_func=lambda code: escaped(question.choices[code]) if is_marked else question.choices[code],
        key=f"{key}-{question.key}-{state}",
    )
    if answer is None:
        st.info(sentence("Answer this question to go on."), icon=":material/arrow_upward:")
    return None if answer is None else str(answer)


def answers(questions: tuple[Question, ...], key: str) -> dict[str, str] | None:
    """The answers to several questions by their keys; None while one is open."""
    given = {question.key: ask(question, key) for question in questions}
    known = {name: answer for name, answer in given.items() if answer is not None}
    return known if len(known) == len(given) else None
