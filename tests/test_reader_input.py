"""Bad input to the reader of documents: a clear message, nothing written, nothing of the file run."""

import io
import os
import re
import struct
import subprocess
import sys
import textwrap
import time
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from etl.__main__ import main
from etl.reader import apart
from etl.reader.apart import read
from etl.reader.text import LONGEST_LINE, LONGEST_TEXT, document
from etl.registry import DATA

NOTICE = (
    "Chad deposited its instrument of ratification of the Convention on Cluster Munitions on 26 March 2013."
)
ENGLISH = (
    "It was said that the work of the States is to go on as it has been at the meeting for a year. " * 40
)
GERMAN = (
    "Die Konferenz wurde am 3. Mai 2012 von dem Minister in der Stadt eröffnet und von vielen Gästen besucht."
)
CROATIAN = "<p>Skup je održan u Zadru 3. svibnja 2012. na poziv vlade, a na njemu su bili i gosti.</p>"
SERBIAN = "Састанак је одржан у Београду 3. маја 2012. године, а отворио га је министар одбране."


def pdf_of(lines):
    """A PDF of one page with these lines as its text layer."""
    text = "BT /F1 11 Tf 14 TL 40 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    stream = zlib.compress(text.encode("latin-1"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def locked(content):
    """The PDF behind a password."""
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def nested(depth):
    return b"<html><body>" + b"<div>" * depth + NOTICE.encode() + b"</div>" * depth + b"</body></html>"


# The bomb is 240 MB until it is packed: made when it is needed, not whenever tests are collected.
BAD = {
    "empty.txt": (b"", "the file is empty"),
    "large.txt": (b"x" * 10_000_001, "10 MB: a document of more than 10 MB is not read"),
    "blank.txt": (b" \n\t\r\n \xef\xbb\xbf", "the file is empty"),
    "binary.txt": (struct.pack("<200I", *range(200)), "not a text"),
    "word.docx": (b"PK\x03\x04" + b"word/document.xml" * 9, "an Office file, a picture or an archive"),
    "word.doc": (b"\xd0\xcf\x11\xe0" + b"x" * 90, "an Office file, a picture or an archive"),
    "scan.png": (b"\x89PNG\r\n" + b"x" * 90, "an Office file, a picture or an archive"),
    "german.txt": (GERMAN.encode(), "only English is read"),
    "croatian.html": (CROATIAN.encode(), "only English is read"),
    "serbian.txt": (SERBIAN.encode(), "only English is read"),
    "long-line.txt": (b"word " * (LONGEST_LINE // 5 + 1), "cut it into its parts"),
    "long.txt": (b"A line of words.\n" * (LONGEST_TEXT // 17 + 1), "more than 500,000 characters"),
    "empty.html": (b"<html><body><script>var a = 1;</script></body></html>", "no text in it"),
    "deep.html": (nested(20_000), "nested more than 250 deep"),
    "broken.pdf": (b"%PDF-1.7\n" + b"garbage " * 90, "a damaged PDF"),
    "cut.pdf": (pdf_of([NOTICE])[:300], "PDF"),
    "bomb.pdf": (lambda: pdf_of(["a" * 30_000_000] * 8), "a damaged PDF"),
    "scan.pdf": (pdf_of([]), "no text layer: a scan must be put through OCR first"),
    "locked.pdf": (locked(pdf_of([NOTICE])), "a locked PDF: save a copy without a password"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused(name, tmp_path):
    content, message = BAD[name]
    path = tmp_path / name
    path.write_bytes(content() if callable(content) else content)
    with pytest.raises(ValueError, match=re.escape(message)):
        document(path)


def test_a_bad_file_beside_a_good_one_leaves_nothing(tmp_path, capsys):
    path, good = tmp_path / "word.doc", tmp_path / "good.txt"
    path.write_bytes(BAD["word.doc"][0])
    good.write_text(NOTICE, encoding="utf-8")
    assert main(["read", str(good), str(path), "--out", str(tmp_path / "out")]) == 1
    printed = capsys.readouterr().err
    assert f"{path}: an Office file" in printed and "1 problem; nothing was written" in printed
    assert set(tmp_path.iterdir()) == {path, good}


def test_files_that_are_not_there(tmp_path, capsys):
    wrong = {"none.txt": "there is no such file", ".": "a folder: name the files in it"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        wrong["pipe.txt"] = "not a file that can be read"
    assert main(["read", *(str(tmp_path / name) for name in wrong), "--out", str(tmp_path / "out")]) == 1
    printed = capsys.readouterr().err
    assert all(printed.count(message) == 1 for message in wrong.values())
    assert f"{len(wrong)} problems; nothing was written" in printed


def test_a_file_that_takes_too_long_is_left(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(apart, "LONGEST_TIME", 0.01)
    path = tmp_path / "page.txt"
    path.write_text(NOTICE, encoding="utf-8")
    assert main(["read", str(path), "--out", str(tmp_path / "out")]) == 1
    assert f"{path}: reading it took more than 0.01 seconds" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_reader_that_dies_takes_nothing_with_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(apart, "MODULE", "this")  # a module that prints something else
    path = tmp_path / "page.txt"
    path.write_text(NOTICE, encoding="utf-8")
    assert main(["read", str(path), "--out", str(tmp_path / "out")]) == 1
    assert f"{path}: the reader came to a sudden end with it" in capsys.readouterr().err


def test_earlier_proposals_are_not_overwritten(tmp_path, capsys):
    path, out = tmp_path / "good.txt", tmp_path / "out"
    path.write_text(NOTICE, encoding="utf-8")
    assert main(["read", str(path), "--out", str(out)]) == 0
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    assert main(["read", str(path), "--out", str(out)]) == 1
    assert "it is there already" in capsys.readouterr().err
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before
    assert main(["read", str(path), "--out", str(tmp_path / "no" / "folder")]) == 1
    assert "the folder that it should lie in is not there" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["a.txt", "--accept", "b"], ["a.txt", "b.txt", "--source", "one"]], ids=str
)
def test_wrong_use_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["read", *arguments])
    assert stopped.value.code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("utf-8.txt", b"\xef\xbb\xbf" + NOTICE.encode()),
        ("utf-16.txt", NOTICE.encode("utf-16")),
        ("latin-1.txt", (NOTICE + " Côte d'Ivoire and Österreich.").encode("latin-1")),
        ("soft.txt", NOTICE.replace("Munitions", "Muni\u00adtions").encode()),
        ("windows.txt", "\r\n".join(textwrap.wrap(NOTICE, 60)).encode()),
        ("page.html", f"<p>{NOTICE}</p>".encode()),
        ("page.txt", f"<!doctype html><p>{NOTICE}</p>".encode()),
        ("paper.pdf", pdf_of(textwrap.wrap(NOTICE, 60))),
        ("paper.txt", pdf_of([NOTICE])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_forms_and_encodings(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    actions = [row.cells for row in read(path, DATA).rows if row.table == "treaty_actions"]
    assert [(row["country"], row["date"]) for row in actions] == [("TCD", "2013-03-26")]


def test_entities_and_outside_files_stay_outside(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    page = (
        f'<!DOCTYPE html [{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        f"<html><body><p>{NOTICE} &e11; &file; &#x27;</p>"
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    )
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    text = document(path).text
    assert "26 March 2013" in text and "hidden words" not in text and len(text) < len(page)


def test_no_cell_is_a_formula(tmp_path):
    text = '=HYPERLINK("http://agency.example";"x")\n\n'
    text += "+cmd The workshop was held in Tirana, Albania, on 3 May 2012.\n"
    path = tmp_path / "page.txt"
    path.write_text(text + "@SUM(A1) It was organised by -1+1 Norwegian People's Aid.\n", encoding="utf-8")
    assert main(["read", str(path), "--out", str(tmp_path / "out")]) == 0
    for table in (tmp_path / "out").glob("*.csv"):
        for row in table.read_text(encoding="utf-8").splitlines():
            assert not [cell for cell in row.split(",") if cell.lstrip('"')[:1] in ("=", "+", "@")], row


@pytest.mark.parametrize(
    "text",
    [
        "The area of " + "1,234," * 500 + "5 m2 was cleared in 2010 by ITF in the project.",
        "the Republic of " * 300 + "Serbia on 3 May 2012",
        "attended by " + "Albania, " * 300 + "and Croatia in Oslo on 3 May 2012",
        'The workshop "' + "a b " * 900 + "held on 3 May 2012",
        "EUR 5 million " * 300,
        "As the State to ratify the CCM " * 150 + "Chad will become a State Party on 1 September 2013.",
        "meeting" + " " * 9000 + "held on 3 May 2012 in Oslo",
    ],
    ids=lambda text: text[:24],
)
def test_repetition_does_not_stall_the_reader(text, tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(f"{text}\n\n{ENGLISH}\n\n{NOTICE}\n", encoding="utf-8")
    started = time.perf_counter()
    tables = [row.table for row in read(path, DATA).rows]
    assert "treaty_actions" in tables
    assert time.perf_counter() - started < apart.LONGEST_TIME / 2


def test_nothing_of_a_file_is_run(tmp_path, monkeypatch):
    """Neither a process nor a connection is started by what a file holds."""

    def refuse(*_, **__):
        raise AssertionError("a document started something")

    for name in ("subprocess.Popen", "socket.socket.connect", "os.system", "webbrowser.open"):
        monkeypatch.setattr(name, refuse)
    path = tmp_path / "page.html"
    path.write_text(
        f'<html><head><base href="http://agency.example"><link rel="stylesheet" href="a.css"></head><body>'
        f'<img src="http://agency.example/a.png"><script src="http://agency.example/a.js"></script>{NOTICE}</body></html>',
        encoding="utf-8",
    )
    assert [row.table for row in read(path, DATA).rows if row.table == "treaty_actions"]


def test_the_build_does_not_load_the_reader():
    """The libraries of the reader take a second to load; the build needs none of them."""
    code = "import sys, etl.__main__; print([name for name in sys.modules if name in sys.argv[1:]])"
    libraries = ("etl.reader", "lxml", "pypdf", "pycountry", "charset_normalizer")
    done = subprocess.run(
        [sys.executable, "-c", code, *libraries], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
