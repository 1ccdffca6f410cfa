"""Holds the documents to the project: commands, files, links and pages that they name exist."""

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from tests.visits import page_list

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split())
FOLDERS = "benchmarks|charts|dashboard|data|docs|etl|pages|tests|topics"
each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def text(document):
    return document.read_text(encoding="utf-8")


def code(document):
    """What a document shows as code, inline and in blocks."""
    return re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", text(document), re.S)


def anchors(document):
    """Names that links into a document can use, as GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.+)$", text(document), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_document
def test_make_commands_exist(document):
    named = {
        target for snippet in code(document) for target in re.findall(r"\bmake ([a-z]+)", "".join(snippet))
    }
    assert named <= TARGETS, f"the Makefile has {sorted(TARGETS)}"


@each_document
def test_files_named_exist(document):
    for snippet in code(document):
        for name in re.findall(rf"(?<![\w./-])(?:{FOLDERS})/[\w./-]*\w", "".join(snippet)):
            assert (ROOT / name).exists(), f"{name}: no such file"


@each_document
def test_relative_links_lead_somewhere(document):
    for link in re.findall(r"\]\(([^)\s]+)\)", text(document)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), f"{link}: no such file"
        assert not anchor or anchor in anchors(target), f"{link}: {target.name} has {sorted(anchors(target))}"


def test_readme_tells_every_command():
    told = set(re.findall(r"^\| `make ([a-z]+)` \|", text(ROOT / "README.md"), re.M))
    assert told == {"run", "data", "edition", "check", "test", "bench", "lock", "sbom", "clean"}
    assert told <= TARGETS


def test_readme_tells_every_page():
    table = text(ROOT / "README.md").split("| Page |")[1].split("\n\n")[0]
    entries = dict.fromkeys(entry for _, entry, *_ in page_list())
    assert re.findall(r"^\| ([\w& ]+) \|", table, re.M) == list(entries)


def test_readme_starts_with_the_two_commands():
    first_screen = text(ROOT / "README.md").splitlines()[:25]
    assert any("git clone" in line for line in first_screen)
    assert "make run" in first_screen


def test_pinned_versions_agree_with_the_readme():
    settings = tomllib.loads(text(ROOT / "pyproject.toml"))
    assert settings["tool"]["ruff"]["target-version"] == "py311"
    assert "Python 3.11, 3.12,\n3.13 or 3.14" in text(ROOT / "README.md")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned(name):
    lines = [line for line in text(ROOT / name).splitlines() if line and not line.startswith(("#", "-r "))]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+~=\d+(\.\d+)+", line) for line in lines), lines


def test_ci_runs_the_tests_and_nothing_else():
    commands = text(ROOT / ".ci/run").splitlines()
    assert commands[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def counted_rows():
    """Lines of the table in docs/method.md: file, rows in, rows kept, set aside, why, clean tables."""
    line = r"^\| `(\w+\.csv)` \| [^|]* \| (\d+) \| (\d+) \| (\d+) \| ([^|]*) \| ([^|]*) \|$"
    return re.findall(line, text(ROOT / "docs/method.md"), re.M)


@pytest.fixture(scope="module")
def set_aside():
    return pd.read_parquet(ROOT / "data/clean/set_aside.parquet")


@pytest.mark.parametrize("counted", counted_rows(), ids=lambda counted: counted[0])
def test_method_says_why_rows_were_set_aside_and_what_became_of_the_rest(counted, set_aside):
    name, _, _, _, why, tables = counted
    left_out = set_aside[set_aside["raw_file"].str.endswith(f"/{name}")]
    told = re.findall(r"([^;(]*[^;( ]) \((\d+)\)", why.replace("; ", ";"))
    assert {reason: int(rows) for reason, rows in told} == left_out["reason"].value_counts().to_dict()
    for table in re.findall(r"\w+", tables.split(";")[0]):
        assert (ROOT / f"data/clean/{table}.parquet").exists(), table


def test_method_adds_up():
    total = re.search(r"^\| \*\*All\*\* \|.*$", text(ROOT / "docs/method.md"), re.M)[0]
    sums = [sum(int(counted[place]) for counted in counted_rows()) for place in (1, 2, 3)]
    assert re.findall(r"\*\*(\d+)\*\*", total) == [str(one) for one in sums]
