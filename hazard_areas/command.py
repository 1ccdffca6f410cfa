"""Does what a command line asks for."""

import argparse
import sys
from contextlib import closing
from importlib import import_module

from dashboard.store import snapshot
from hazard_areas.problem import StoppedError
from hazard_areas.run import Order, run
from hazard_areas.schedule import Schedule, Threads
from hazard_areas.source import Wishes
from hazard_areas.understanding import Answers
from topics.hazard_areas.terms import CODED, TERMS, codes_in_words


def run_with(options: argparse.Namespace) -> None:
    """Run with the options of a command line.

    Raises:
        StoppedError: an option cannot be, or the run cannot go on.
    """
    wishes = Wishes(options.layer, options.crs, options.encoding)
    answers = Answers(
        dict(_column(text) for text in options.column),
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
    if term not in TERMS or not name:
        raise StoppedError(f"--column {text}: write TERM=NAME. Terms are: {', '.join(TERMS)}.")
    return term, name


def _meaning(text: str) -> tuple[tuple[str, str], str]:
    named, _, code = text.rpartition("=")
    term, _, word = named.partition(":")
    if term not in CODED or not word:
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
