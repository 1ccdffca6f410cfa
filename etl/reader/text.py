"""A file in, its plain text out, line by line; or a sentence on why not. No code of it is run."""

import codecs
import io
import logging
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from charset_normalizer import from_bytes
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from etl.reader import webpage
from etl.reader.paragraphs import Line
from etl.reader.tables import word_list

ENGLISH = word_list("english")


def reads_as_english(text: str) -> bool:
    """Tell whether a text is English by its small words; a list of names and dates has few of any language.

    >>> reads_as_english("The meeting was held in Oslo."), reads_as_english("Tirana (2 May 2012)")
    (True, True)
    >>> reads_as_english("Der Minister hat die Konferenz in der Stadt eröffnet und wurde dort begrüßt.")
    False
    """
    every = re.findall(r"[^\W\d_]+", text)
    plain = [word for word in every if not word[0].isupper()]
    foreign = sum(letter.isalpha() and not letter.isascii() for letter in text)
    if foreign > 0.3 * sum(map(len, every)):
        return False
    return len(plain) < 8 or sum(word in ENGLISH for word in plain) >= 0.12 * len(plain)


MOST_PAGES = 400
DAMAGE = (PyPdfError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


def pdf_lines(content: bytes) -> list[Line]:
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
    except DAMAGE as error:
        raise ValueError(
            f"a damaged PDF ({type(error).__name__}): print it to a new PDF, or save its text"
        ) from None
    return numbered(pages)


def numbered(pages: list[str]) -> list[Line]:
    """Return the lines of all pages, numbered through; letters that print joins are parted."""
    result: list[Line] = []
    for page, text in enumerate(pages, 1):
        for line in unicodedata.normalize("NFC", text.translate(JOINED)).splitlines():
            result.append(Line(line, len(result) + 1, page))
        result.append(Line("", len(result) + 1, page))
    return result


JOINED = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})


LARGEST_FILE = 10_000_000  # bytes
LONGEST_TEXT = 500_000  # characters
LONGEST_LINE = 20_000
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
OTHER_FORMATS = {
    b"PK\x03\x04": "a ZIP archive, perhaps a Word or LibreOffice file: save it as plain text, HTML or PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file: save it as plain text, HTML or PDF",
    b"{\\rtf": "an RTF file: save it as plain text, HTML or PDF",
    b"\x89PNG": "a picture: there is no text to read in it",
    b"\xff\xd8\xff": "a picture: there is no text to read in it",
    b"GIF8": "a picture: there is no text to read in it",
    b"\x1f\x8b": "a compressed file: unpack it first",
}


POST = re.compile(r"\W*@\w+: ")  # of a social network, shown beside the text of a page


class UnreadableError(ValueError):
    """A file that cannot be read, and why."""


@dataclass(frozen=True)
class Document:
    """The text of a file, and what the file says of itself."""

    name: str
    path: Path
    form: str  # text, html or pdf
    lines: tuple[Line, ...]
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """All lines in one."""
        return "\n".join(line.text for line in self.lines)


def document(path: Path) -> Document:
    """Return the text of a file.

    Raises: UnreadableError with the reason.
    """
    content = content_of(path)
    form = form_of(content, path)
    head: dict[str, str] = {}
    if form == "pdf":
        lines = pdf_lines(content)
    elif form == "html":
        lines, head = webpage.page(decoded(content))
    else:
        lines = plain_lines(decoded(content))
    lines = [replace(line, text="") if POST.match(line.text) else line for line in lines]
    checked(lines, form)
    return Document(path.name, path, form, tuple(lines), **head)


def content_of(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    if not path.is_file():
        what = "a folder: name the files in it" if path.is_dir() else "not a file that can be read"
        raise UnreadableError(what if path.exists() else "there is no such file")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableError(
                f"{size / 1e6:.0f} MB: a document of more than {LARGEST_FILE // 10**6} MB is not read"
            )
        content = path.read_bytes()
    except PermissionError:
        raise UnreadableError("no permission to read it") from None
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("the file is empty")
    return content


def form_of(content: bytes, path: Path) -> str:
    """Return text, html or pdf by what the file holds, whatever its name."""
    for start, what in OTHER_FORMATS.items():
        if content.startswith(start):
            raise UnreadableError(what)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    head = content[:4096].replace(b"\x00", b"").lstrip().lower()
    markup = re.search(rb"<!doctype html|<html|<head|<body|<(?:p|div|h[1-6]|article|table|ul)[\s>]", head)
    return "html" if markup or path.suffix.lower() in (".html", ".htm", ".xhtml") else "text"


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16 as marked, else by what fits best."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\x00" in content:
        raise UnreadableError("not a text: it holds binary data")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[:200_000]).best()
        if best is None:
            raise UnreadableError("not a text in any encoding that is known here") from None
        return content.decode(best.encoding, errors="replace")


def plain_lines(text: str) -> list[Line]:
    """Return the lines of a plain text, as an editor counts them."""
    plain = re.sub("[\f\v\x85\u2028\u2029]", " ", INVISIBLE.sub("", text))
    return [Line(line, number) for number, line in enumerate(re.split("\r\n|\r|\n", plain), 1)]


def checked(lines: list[Line], form: str) -> None:
    """Raise UnreadableError for a text that is empty, too long, garbled or not English."""
    text = "\n".join(line.text for line in lines)
    if not text.strip():
        raise UnreadableError(
            "no text layer: a scan must be put through OCR first" if form == "pdf" else "no text in it"
        )
    if len(text) > LONGEST_TEXT or any(len(line.text) > LONGEST_LINE for line in lines):
        longest = f"{LONGEST_TEXT:,} characters or a line of more than {LONGEST_LINE:,}"
        raise UnreadableError(f"a text of more than {longest} is not read: cut it into its parts")
    odd = sum(letter == "\ufffd" or (ord(letter) < 32 and letter not in "\t\n\f\r") for letter in text)
    if odd > len(text) / 50:
        raise UnreadableError("not a text: too many characters that are none")
    if not reads_as_english(text):
        raise UnreadableError("the text does not read as English: only English documents are read")
