"""Holds the layers and the sizes of the code, read from its syntax trees."""

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ["dashboard", "pages", "charts", "analysis", "etl", "tests", "benchmarks"]
PYTHON = [ROOT / "app.py", *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
SCRIPTS = sorted(
    path for folder in FOLDERS for ending in ("*.js", "*.css") for path in (ROOT / folder).rglob(ending)
)
OURS = [path for path in PYTHON if path.parts[len(ROOT.parts)] not in ("tests", "benchmarks")]

# What of ours a module may import. The longest matching name decides.
MAY_IMPORT = {
    "app": {"dashboard.api"},
    "dashboard": {"dashboard", "charts.theme"},
    "dashboard.store": set(),
    "dashboard.view": {"dashboard.store"},
    "dashboard.api": {
        "dashboard.store",
        "dashboard.view",
        "dashboard.download",
        "analysis.reporting",
        "dashboard.feed",
    },
    "dashboard.feed": {"dashboard.store", "analysis"},
    "dashboard.card": {"dashboard", "analysis"},
    "dashboard.record": {"dashboard", "charts.theme", "analysis"},
    "dashboard.shell": {"dashboard"},
    "dashboard.areas": {"dashboard", "analysis"},
    "pages": {
        "dashboard.ui",
        "dashboard.store",
        "dashboard.view",
        "dashboard.address",
        "dashboard.step",
        "charts",
        "analysis",
        "dashboard.areas",
        "dashboard.bundle",
    },
    "charts": {"charts", "analysis"},
    "analysis": {"analysis"},
    "etl": {"etl"},
}
# Where a package of others may be imported; what is not named here may be imported anywhere.
ONLY_IN = {
    "streamlit": {"app", "dashboard", "pages"},
    "plotly": {"charts", "dashboard.drawing", "dashboard.ui"},
    "frictionless": {"etl"},
    "geopandas": {
        "etl",
        "analysis.area_shapes",
        "analysis.area_sums",
        "analysis.area_drawing",
        "dashboard.areas",
        "dashboard.shapes",
    },
    "shapely": {"etl", "analysis.area_shapes", "analysis.area_drawing", "dashboard.areas"},
    "pyogrio": {"dashboard.areas"},
    "pycountry": {"etl"},
    "tqdm": {"etl"},
}
TOUCH_FILES = {"dashboard.store", "dashboard.areas", "etl"}
# dashboard.areas touches contents in memory only: tests/test_areas_limits.py holds it to that.
PURE = {"charts", "analysis"}
OUTSIDE_WORLD = {"os", "io", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib", "requests"}
READS_OR_WRITES = re.compile(r"open|read_\w+|write_(text|bytes)|to_(parquet|pickle|feather)")
COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(rgb|hsl)a?\(")


def module(path):
    """Dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@functools.cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def is_within(name, names):
    """Whether a dotted name is one of the names or lies below one."""
    return any(name == other or name.startswith(f"{other}.") for other in names)


def imports(path):
    """Dotted names a file imports, `from a import b` as a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module(path)}: write imports in full, without dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(name):
    """What of ours the module may import."""
    layer = max((layer for layer in MAY_IMPORT if is_within(name, [layer])), key=len)
    return MAY_IMPORT[layer]


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


@each(OURS)
def test_a_module_imports_only_from_the_layers_below(path):
    layers = {layer.split(".")[0] for layer in MAY_IMPORT} | {"tests", "benchmarks"}
    ours = [name for name in imports(path) if name.split(".")[0] in layers]
    wrong = [name for name in ours if not is_within(name, allowed(module(path)))]
    assert not wrong, f"{module(path)} may import {sorted(allowed(module(path)))}, not {wrong}"


@each(OURS)
def test_packages_stay_in_their_layers(path):
    for name in imports(path):
        places = ONLY_IN.get(name.split(".")[0])
        assert not places or is_within(module(path), places), f"{name} belongs in {sorted(places)} only"


@each(OURS)
def test_only_the_store_and_the_build_touch_files(path):
    if is_within(module(path), TOUCH_FILES):
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            assert not READS_OR_WRITES.fullmatch(name), (
                f"line {node.lineno}: {name}() belongs in dashboard.store"
            )


@each([path for path in OURS if is_within(module(path), PURE)])
def test_charts_and_analysis_know_only_their_tables(path):
    wrong = [name for name in imports(path) if name.split(".")[0] in OUTSIDE_WORLD]
    assert not wrong, f"{module(path)} takes tables and gives figures or tables: {wrong} reach outside"


@each([path for path in OURS if module(path) != "charts.theme"])
def test_only_the_theme_names_colours(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = COLOUR.search(node.value)
            assert not found, f"line {node.lineno}: {found[0]}: take colours from charts.theme"


@each(PYTHON + SCRIPTS)
def test_files_stay_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < 400, f"{lines} lines: split it along what it does"


@each(PYTHON)
def test_functions_stay_short(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1 - docstring_lines(node)
            assert lines <= 30, f"line {node.lineno}: {node.name} has {lines} lines without its docstring"


def docstring_lines(function):
    """Lines that the docstring of a function takes."""
    if ast.get_docstring(function) is None:
        return 0
    return function.body[0].end_lineno - function.body[0].lineno + 1


@each(PYTHON)
def test_modules_are_named_for_what_they_hold(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "common", "misc", "data"}


@each([path for path in PYTHON if path.parent.name == "tests"])
def test_no_test_is_skipped(path):
    for node in ast.walk(tree(path)):
        name = getattr(node, "attr", "")
        assert name not in {"skip", "skipif", "xfail", "importorskip"}, f"line {node.lineno}: {name}: mend it"
