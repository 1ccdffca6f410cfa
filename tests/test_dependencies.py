"""Holds what is installed to what is written: list, lock, imports and licences name the same packages."""

import json
import re
import sys
from functools import cache

import pytest
from packaging.requirements import Requirement

from deploy import licences
from tests.server import ROOT

LISTS = {
    "requirements.txt": "requirements.lock",
    "requirements-dev.txt": "requirements-dev.lock",
    "requirements-bench.txt": "requirements-bench.lock",
    "requirements-uv.txt": "requirements-uv.lock",
}
PRODUCT = ("app.py", "charts", "dashboard", "editions", "etl", "pages", "topics")
CLUSTER = "requirements-dask.txt"
"""What only several machines at once need: installed by hand, and with the tests."""
TESTS = ("tests",)
BEHIND = "{lock} is behind {name}: run `make lock` and commit it"
IMPORT = re.compile(r"^ *(?:from (?=\S+ import )|import (?=[\w. ,]*(?:#|$)))(\w+)", re.MULTILINE)
INSTALLED_AS = {
    "PIL": "pillow",
    "citeproc": "citeproc-py",
    "dateutil": "python-dateutil",
    "hxl": "libhxl",
    "py_mini_racer": "mini-racer",
    "yaml": "pyyaml",
}
"""Names of packages that are not those of their modules."""
each_list = pytest.mark.parametrize(("name", "lock"), LISTS.items())


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def listed(name: str) -> dict[str, Requirement]:
    """The requirements of a list of people's."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith(("#", "-r "))]
    return {one.name.lower(): one for one in map(Requirement, lines)}


@cache
def locked(name: str) -> dict[str, list[dict]]:
    """What a lock installs: for each package its entries, with requirement, hashes and who wants it."""
    entries: dict[str, list[dict]] = {}
    for entry in re.split(r"\n(?=[a-z0-9])", text(name))[1:]:
        head, *lines = entry.splitlines()
        one = Requirement(head.removesuffix(" \\"))
        hashes = {line.strip(" \\") for line in lines if "--hash=" in line}
        entries.setdefault(one.name, []).append({"one": one, "hashes": hashes, "lines": entry})
    return entries


@each_list
def test_the_lock_holds_what_the_list_asks_for_and_no_more(name: str, lock: str) -> None:
    wanted_by_list = {one for one, entries in locked(lock).items() if f" -r {name}" in entries[0]["lines"]}
    assert wanted_by_list == set(listed(name)), BEHIND.format(name=name, lock=lock)
    for one, requirement in listed(name).items():
        for entry in locked(lock)[one]:
            (exactly,) = entry["one"].specifier
            assert requirement.specifier.contains(exactly.version), BEHIND.format(name=name, lock=lock)


@each_list
def test_the_lock_knows_every_file_by_its_hash_and_names_no_place(name: str, lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ", text(lock)), name
    for package, entries in locked(lock).items():
        for entry in entries:
            assert entry["hashes"], package
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in entry["hashes"])


@pytest.mark.parametrize(
    ("first", "other"),
    [("requirements.lock", "requirements-dev.lock"), ("requirements-dev.lock", "requirements-bench.lock")],
)
def test_tests_and_benchmarks_run_with_the_files_of_the_product(first: str, other: str) -> None:
    first_files, other_files = (
        {name: files(one) for name, one in locked(lock).items()} for lock in (first, other)
    )
    both = first_files.keys() & other_files.keys()
    assert both == set(first_files) or "bench" in other
    for package in both:
        assert first_files[package] == other_files[package], f"{package}: run `make lock`, commit all locks"


def files(entries: list[dict]) -> list[tuple[str, set[str]]]:
    """The versions of a package with the hashes of their files."""
    return [(str(one["one"].specifier), one["hashes"]) for one in entries]


def imported(folders: tuple[str, ...]) -> set[str]:
    """Packages of others that the modules of these folders import, by the names they are installed by."""
    paths = [ROOT / one for one in folders if one.endswith(".py")]
    paths += [path for one in folders for path in (ROOT / one).rglob("*.py")]
    modules = {name for path in paths for name in IMPORT.findall(path.read_text(encoding="utf-8"))}
    ours = {path.name for path in ROOT.iterdir() if path.is_dir()} | {"app"}
    return {INSTALLED_AS.get(one, one.replace("_", "-")) for one in modules - ours - sys.stdlib_module_names}


def test_all_that_is_imported_is_named_in_the_list() -> None:
    product, tests = imported(PRODUCT), imported(TESTS)
    unnamed = product - set(listed("requirements.txt"))
    assert not unnamed, f"write into requirements.txt, then `make lock`: {unnamed}"
    unnamed = imported(("hazard_areas",)) - set(listed("requirements.txt")) - set(listed(CLUSTER))
    assert not unnamed, f"write into {CLUSTER}, then `make lock`: {unnamed}"
    unnamed = tests - {one for name in (*LISTS, CLUSTER) for one in listed(name)}
    assert not unnamed, f"write into requirements-dev.txt, then `make lock`: {unnamed}"
    assert set(listed("requirements.txt")) <= product, "no module imports what is named"


def test_everything_is_installed_from_the_lock() -> None:
    for name, line in {
        "Makefile": "install,--require-hashes -r requirements-bench.lock",
        "deploy/Dockerfile": "--require-hashes -r requirements.lock",
        ".github/workflows/tests.yaml": "--require-hashes -r requirements-dev.lock",
        "README.md": "--require-hashes -r requirements.lock",
    }.items():
        assert line in text(name), name


def test_licences_are_listed_for_all_that_is_installed() -> None:
    elsewhere = {
        package
        for package, entries in locked("requirements.lock").items()
        if all("win32" in str(one["one"].marker) for one in entries)
    }
    rows = dict(re.findall(r"^\| (\S+) \| (.+) \|$", text("docs/licences.md"), re.MULTILINE))
    rows.pop("Package", None)
    assert set(rows) == set(locked("requirements.lock")) - elsewhere, "run `make sbom`"
    bound = [f"{package}: {licence}" for package, licence in rows.items() if re.search(r"(?<!L)GPL", licence)]
    assert not bound, f"a licence that binds all that uses it: {bound}"


def test_a_licence_is_read_as_it_is_stated() -> None:
    stated = [
        {"name": "A_b", "licenses": [{"license": {"name": "License :: OSI Approved :: BSD License"}}]},
        {"name": "c", "licenses": [{"expression": "MIT OR Apache-2.0"}, {"license": {"id": "MIT"}}]},
        {"name": "resvg_py"},
    ]
    rows = licences.table(stated).split("|---|---|\n")[1]
    assert rows == "| a-b | BSD License |\n| c | MIT OR Apache-2.0 |\n| resvg-py | MIT |\n"
    with pytest.raises(SystemExit, match="unknown states no licence"):
        licences.licence({"name": "unknown"})


def test_the_scripts_of_the_pages_are_locked_by_their_hashes_without_a_place() -> None:
    lock = json.loads(text("vendor/package-lock.json"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert not [name for name, one in packages.items() if "resolved" in one], (
        "npm config set omit-lockfile-registry-resolved true"
    )
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
