"""A file in, its plain text out, line by line; or a sentence on why not. No code of it is run."""

import io
import logging
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from etl.reader.paragraphs import Line
from etl.reader.tables import word_list, wordings
from etl.reader.webpage import page

PATTERN = wordings("text")
LARGEST_FILE = 10_000_000  # bytes
LONGEST_TEXT = 500_000  # characters
LONGEST_LINE = 10_000
MOST_PAGES = 400
ENGLISH = word_list("english")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
JOINED = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
# Archives, Word and other Office files, RTF, pictures.
OTHER_FORMS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
)
DAMAGE = (PyPdfError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Document:
    """The text of a file, and what the file says of itself."""

    name: str
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
    """Return the text of a file; raises ValueError with the reason why it cannot be read."""
    content = content_of(path)
    form = form_of(content, path)
    head: dict[str, str] = {}
    if form == "pdf":
        lines = pdf_lines(content)
    elif form == "html":
        lines, head = page(decoded(content))
    else:
        plain = re.sub("[\f\v\x85\u2028\u2029]", " ", INVISIBLE.sub("", decoded(content)))
        lines = [Line(line, number) for number, line in enumerate(re.split("\r\n|\r|\n", plain), 1)]
    if fault := fault_of(lines, form):
        raise ValueError(fault)
    return Document(path.name, form, tuple(lines), **head)


def content_of(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    if not path.is_file():
        what = "a folder: name the files in it" if path.is_dir() else "not a file that can be read"
        raise ValueError(what if path.exists() else "there is no such file")
    if path.stat().st_size > LARGEST_FILE:
        megabytes = f"{path.stat().st_size / 1e6:.0f} MB"
        raise ValueError(f"{megabytes}: a document of more than {LARGEST_FILE // 10**6} MB is not read")
    try:
        content = path.read_bytes()
    except PermissionError:
        raise ValueError("no permission to read it") from None
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ValueError("the file is empty")
    return content


def form_of(content: bytes, path: Path) -> str:
    """Return text, html or pdf by what the file holds, whatever its name."""
    if content.startswith(OTHER_FORMS):
        raise ValueError("an Office file, a picture or an archive: save its text as plain text, HTML or PDF")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    head = content[:4096].replace(b"\x00", b"").decode("latin-1")
    return (
        "html"
        if PATTERN.markup.search(head) or path.suffix.lower() in (".html", ".htm", ".xhtml")
        else "text"
    )


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8, else in the encoding that fits best."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content[:200_000]).best()
    if best is None:
        raise ValueError("not a text in any encoding that is known here")
    return content.decode(best.encoding, errors="replace")


def pdf_lines(content: bytes) -> list[Line]:
    """Return the lines of the text layer of a PDF, numbered through."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("a locked PDF: save a copy without a password")
        if len(reader.pages) > MOST_PAGES:
            raise ValueError(f"{len(reader.pages)} pages: a PDF of more than {MOST_PAGES} pages is not read")
        pages = [(each.extract_text() or "").translate(JOINED) for each in reader.pages]
    except DAMAGE as error:
        reason = f"a damaged PDF ({type(error).__name__}): print it to a new PDF, or save its text"
        raise ValueError(reason) from None
    every = [
        (line, number)
        for number, text in enumerate(pages, 1)
        for line in [*unicodedata.normalize("NFC", text).splitlines(), ""]
    ]
    return [Line(line, number, on_page) for number, (line, on_page) in enumerate(every, 1)]


def fault_of(lines: list[Line], form: str) -> str:
    """Return why a text is not read: it is empty, too long, garbled or not English."""
    text = "\n".join(line.text for line in lines)
    odd = sum(letter == "\ufffd" or (ord(letter) < 32 and letter not in "\t\n\f\r") for letter in text)
    if not text.strip():
        return "no text layer: a scan must be put through OCR first" if form == "pdf" else "no text in it"
    if len(text) > LONGEST_TEXT or any(len(line.text) > LONGEST_LINE for line in lines):
        longest = f"{LONGEST_TEXT:,} characters or a line of more than {LONGEST_LINE:,}"
        return f"a text of more than {longest} is not read: cut it into its parts"
    if odd > len(text) / 50:
        return "not a text: too many characters that are none"
    return "" if reads_as_english(text) else "the text does not read as English: only English is read"


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
