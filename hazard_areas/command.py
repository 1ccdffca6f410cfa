"""Does what a command line asks for."""

import argparse
import gc
import sys
from contextlib import closing
from importlib import import_module

import pyarrow as pa

from dashboard.store import snapshot
from hazard_areas.options import COLUMNS, QUESTIONS
from hazard_areas.problem import StoppedError
from hazard_areas.run import Order, run
from hazard_areas.schedule import Schedule, Threads
from hazard_areas.source import Wishes
from hazard_areas.understanding import Answers
from topics.hazard_areas.terms import CODED, TERMS, codes_in_words

SHAPES = 100_000
"""New objects between two looks for garbage: Python looks after each 700, and no shape is any."""


def run_with(options: argparse.Namespace) -> None:
    """Run with the options of a command line.

    Raises:
        StoppedError: an option cannot be, or the run cannot go on.
    """
    pa.set_memory_pool(pa.system_memory_pool())  # that of Arrow itself gives little back
    gc.freeze()  # what is loaded stays
    gc.set_threshold(SHAPES)
    columns = dict(_column(text) for text in options.column)
    questions = dict(_answer(text) for text in options.answer)
    wishes = Wishes(options.layer, options.crs, options.encoding, columns, questions)
    answers = Answers(
        {term: name for term, name in columns.items() if term in TERMS},
        dict(_meaning(text) for text in options.means),
        options.unit,
        options.decimal,
        options.dates,
    )
    order = Order(tuple(options.files), options.out, options.repair, wishes, answers)
    say = _silent if options.quiet else _printed
    with closing(_schedule(options)) as schedule:
        run(order, schedule, say)
    if not options.quiet:
        print(f"\r{(order.out / 'report.md').read_text(encoding='utf-8')}")


def _schedule(options: argparse.Namespace) -> Schedule:
    if options.scheduler is None:
        return Threads(max(1, options.workers))
    try:
        cluster = import_module("hazard_areas.cluster")
    except ImportError as fault:
        raise StoppedError(f"{fault.name} is missing: pip install -r requirements-dask.txt") from fault
    schedule: Schedule = cluster.Cluster(options.scheduler)
    return schedule


def _column(text: str) -> tuple[str, str]:
    term, _, name = text.partition("=")
    if term not in COLUMNS or not name:
        raise StoppedError(f"--column {text}: write TERM=NAME. Terms are: {', '.join(COLUMNS)}.")
    return term, name


def _answer(text: str) -> tuple[str, str]:
    question, _, answer = text.partition("=")
    if question not in QUESTIONS or not answer:
        raise StoppedError(f"--answer {text}: write QUESTION=ANSWER. Questions are: {', '.join(QUESTIONS)}.")
    return question, answer


def _meaning(text: str) -> tuple[tuple[str, str], str]:
    named, _, code = text.rpartition("=")
    term, _, word = named.partition(":")
    if term not in CODED or ":" not in named:
        raise StoppedError(f"--means {text}: write TERM:WORD=CODE. Terms are: {', '.join(CODED)}.")
    codes = codes_in_words(snapshot())[term]
    if code not in codes:
        raise StoppedError(
            f"--means {text}: there is no code {code} of {term}. Codes are: {', '.join(codes)}."
        )
    return (term, word), code


def _printed(words: str) -> None:
    end = "" if sys.stdout.isatty() else "\n"
    print(f"\r{words}" if sys.stdout.isatty() else words, end=end, flush=True)


def _silent(words: str) -> None:
    pass
