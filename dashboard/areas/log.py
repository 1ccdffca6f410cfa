"""Keeps what a reader's file holds out of the log: of an error only its kind and place are told."""

import logging
import traceback

LOGGER = "streamlit.error_util"
"""Who writes that a page has failed."""
PRIVATE = ("pages/areas.py", "dashboard/areas/", "topics/hazard_areas/")
"""Where code works on a reader's file; words of its errors may be cells of that."""


def keep_private() -> None:
    """Let the log of failed pages hold no word of a reader's file."""
    logging.getLogger(LOGGER).addFilter(without_words)


def without_words(record: logging.LogRecord) -> bool:
    """Take the words of an error out of a record, where they may be those of a file; each is written."""
    kind, _, trace = record.exc_info or (None, None, None)
    if kind is None or not any(_is_private(frame.filename) for frame in traceback.extract_tb(trace)):
        return True
    places = "".join(traceback.format_tb(trace))
    record.exc_info, record.exc_text = (
        None,
        f"{places}{kind.__qualname__}, whose words may be those of a file",
    )
    return True


def _is_private(path: str) -> bool:
    return any(part in path.replace("\\", "/") for part in PRIVATE)
