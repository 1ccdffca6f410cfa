"""The text layer of a PDF, page by page."""

import io
import logging
import unicodedata

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from etl.documents.paragraphs import Line

MOST_PAGES = 400


def lines(content: bytes) -> list[Line]:
    """Return the lines of the text layer.

    Raises: ValueError when the file is damaged, locked or too long.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("a locked PDF: save a copy without a password")
        if len(reader.pages) > MOST_PAGES:
            raise ValueError(f"{len(reader.pages)} pages: a PDF of more than {MOST_PAGES} pages is not read")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (
        PyPdfError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OverflowError,
    ) as error:
        raise ValueError(
            f"a damaged PDF ({type(error).__name__}): print it to a new PDF, or save its text"
        ) from None
    return numbered(pages)


def numbered(pages: list[str]) -> list[Line]:
    """Return the lines of all pages, numbered through; letters that print joins are parted."""
    found: list[Line] = []
    for page, text in enumerate(pages, 1):
        for line in unicodedata.normalize("NFC", text.translate(JOINED)).splitlines():
            found.append(Line(line, len(found) + 1, page))
        found.append(Line("", len(found) + 1, page))
    return found


JOINED = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
