"""Holds the layers and the sizes of the code, read from its syntax trees."""

import ast
import functools
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("layers")  # where the syntax trees are read
ROOT = Path(__file__).parent.parent
FOLDERS = ["dashboard", "pages", "topics", "charts", "editions", "etl", "hazard_areas", "tests", "benchmarks"]
PYTHON = [ROOT / "app.py", *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
SCRIPTS = sorted(
    path for folder in FOLDERS for ending in ("*.js", "*.css") for path in (ROOT / folder).rglob(ending)
)
OURS = [path for path in PYTHON if path.parts[len(ROOT.parts)] not in ("tests", "benchmarks")]
TOPICS = sorted(path.name for path in (ROOT / "topics").iterdir() if (path / "__init__.py").is_file())
COMMON = {"topics.tables", "topics.view", "topics.vocabulary"}

# What of ours a module may import. The longest matching name decides.
MAY_IMPORT = {
    "app": {"dashboard.api", "dashboard.settings", "dashboard.start"},
    "dashboard": {"dashboard", "topics", "charts", "editions"},
    "dashboard.store": {"dashboard.published", "dashboard.settings", "topics.tables", "editions"},
    "dashboard.published": {"editions"},
    "pages": {"dashboard", "topics"},
    "charts": {"charts", "topics.vocabulary"},
    "topics": {"topics", "charts"},  # modules beside the topics compose several of them
    **{f"topics.{topic}": {f"topics.{topic}", "charts", *COMMON} for topic in TOPICS},
    "topics.tables": set(),
    "topics.view": COMMON,
    "topics.vocabulary": {"topics.vocabulary", "topics.tables"},
    "editions": {"editions", "topics.records.citation", "topics.vocabulary"},
    "etl": {"etl", "editions"},
    "hazard_areas": {
        "hazard_areas",
        "topics.hazard_areas",
        "dashboard.areas",
        "dashboard.store",
        "etl.publish",
        "etl.registry",
    },
}
COMPOSES = "Composes "
"""How the docstring of a module begins that puts several topics together."""
# Where a package of others may be imported; what is not named here may be imported anywhere.
ONLY_IN = {
    "streamlit": {"app", "dashboard", "pages"},
    "plotly": set(),
    "frictionless": {"etl"},
    "geopandas": {"etl", "hazard_areas", "topics.hazard_areas", "dashboard.areas", "dashboard.shapes"},
    "shapely": {"etl", "hazard_areas", "topics.hazard_areas", "dashboard.areas", "dashboard.still_outlines"},
    "py_mini_racer": {"dashboard.still"},
    "resvg_py": {"dashboard.still"},
    "pyogrio": {"hazard_areas", "dashboard.areas"},
    "pycountry": {"etl"},
    "tqdm": {"etl"},
}
DRAW = ("_chart", "_map", "_table")
"""How modules of a topic end that give charts; all others give rows."""
TOUCH_FILES = {"dashboard.store", "dashboard.published", "dashboard.areas", "etl", "hazard_areas"}
# dashboard.areas touches contents in memory only: tests/test_areas_limits.py holds it to that.
PURE = {"charts", "topics"}
OUTSIDE_WORLD = {"os", "io", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib", "requests"}
READS_OR_WRITES = re.compile(r"open|read_\w+|write_(text|bytes)|to_(parquet|pickle|feather)")
PROSE = ("note", "label", "locator", "hovertext")
"""Columns with sentences, which no program reads."""
COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(rgb|hsl)a?\(")


@functools.cache
def module(path):
    """Dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@functools.cache
def nodes(path):
    """All parts of the syntax tree of a file."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def is_within(name, names):
    """Whether a dotted name is one of the names or lies below one."""
    return any(name == other or name.startswith(f"{other}.") for other in names)


def imports(path):
    """Dotted names a file imports, `from a import b` as a.b."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module(path)}: write imports in full, without dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@functools.cache
def allowed(name):
    """What of ours the module may import."""
    if is_within(name, ["topics"]) and (docstring(name) or "").startswith(COMPOSES):
        return MAY_IMPORT["topics"]
    layer = max((layer for layer in MAY_IMPORT if is_within(name, [layer])), key=len)
    return MAY_IMPORT[layer]


def docstring(name):
    """The docstring of a module of ours."""
    path = next(path for path in OURS if module(path) == name)
    return ast.get_docstring(nodes(path)[0])


def test_modules_import_only_from_the_layers_below():
    layers = {layer.split(".")[0] for layer in MAY_IMPORT} | {"tests", "benchmarks"}
    wrong = [
        f"{module(path)} may import {sorted(allowed(module(path)))}, not {name}"
        for path in OURS
        for name in imports(path)
        if name.split(".")[0] in layers and not is_within(name, allowed(module(path)))
    ]
    assert not wrong, "\n".join(wrong)


def test_packages_stay_in_their_layers():
    wrong = [
        f"{module(path)}: {name} belongs in {sorted(places)} only"
        for path in OURS
        for name in imports(path)
        if (places := ONLY_IN.get(name.split(".")[0])) and not is_within(module(path), places)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_store_and_the_build_touch_files():
    wrong = [
        f"{module(path)}:{node.lineno}: {called(node)}() belongs in dashboard.store"
        for path in OURS
        if not is_within(module(path), TOUCH_FILES)
        for node in nodes(path)
        if isinstance(node, ast.Call) and READS_OR_WRITES.fullmatch(called(node))
    ]
    assert not wrong, "\n".join(wrong)


def called(node):
    """Last name of what a call calls."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def test_charts_and_topics_know_only_their_tables():
    wrong = [
        f"{module(path)} takes tables and gives figures or tables: {name} reaches outside"
        for path in OURS
        if is_within(module(path), PURE)
        for name in imports(path)
        if name.split(".")[0] in OUTSIDE_WORLD
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_that_draw_give_charts_and_all_others_rows():
    wrong = []
    for path in OURS:
        if not is_within(module(path), ["topics"]):
            continue
        draws = module(path).endswith(DRAW)
        for node in nodes(path)[0].body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                gives_chart = isinstance(node.returns, ast.Name) and node.returns.id == "Chart"
                if gives_chart != draws:
                    wrong.append(f"{module(path)}.{node.name}: {'give' if draws else 'do not give'} a Chart")
    assert not wrong, "\n".join(wrong)


def test_a_chart_takes_tables_view_and_named_options():
    wrong = [
        f"{module(path)}.{node.name}: write {node.name}(tables, view, *, option=default)"
        for path in OURS
        if is_within(module(path), ["topics"])
        for node in nodes(path)[0].body
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name)
        if node.returns.id == "Chart" and not node.name.startswith("_")
        if [argument.arg for argument in node.args.args] != ["tables", "view"]
        or any(default is None for default in node.args.kw_defaults)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_program_reads_a_note():
    wrong = [
        f"{module(path)}:{node.lineno}: a note is for people; what it means belongs into a column"
        for path in OURS
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "str"
        if any(isinstance(part, ast.Constant) and part.value in PROSE for part in ast.walk(node.value))
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_theme_names_colours():
    wrong = [
        f"{module(path)}:{node.lineno}: {found[0]}: take colours from charts.theme"
        for path in OURS
        if module(path) != "charts.theme"
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (found := COLOUR.search(node.value))
    ]
    assert not wrong, "\n".join(wrong)


def test_files_stay_short():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON + SCRIPTS}
    wrong = [f"{path.relative_to(ROOT)}: {count} lines" for path, count in lines.items() if count >= 400]
    assert not wrong, "split along what they do: " + "\n".join(wrong)


def test_functions_stay_short():
    wrong = [
        f"{module(path)}:{node.lineno}: {node.name} has {lines} lines without its docstring"
        for path in PYTHON
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := node.end_lineno - node.lineno + 1 - docstring_lines(node)) > 30
    ]
    assert not wrong, "\n".join(wrong)


def docstring_lines(function):
    """Lines that the docstring of a function takes."""
    if ast.get_docstring(function) is None:
        return 0
    return function.body[0].end_lineno - function.body[0].lineno + 1


def test_modules_are_named_for_what_they_hold():
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "data"}
    assert not [path for path in PYTHON if path.stem in vague]


def names(path):
    """Names that a file gives: of variables, arguments, functions and classes, with the line of each."""
    for node in nodes(path):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno


def test_names_say_what_the_thing_is():
    vague = {
        "found",
        "said",
        "told",
        "asked",
        "shown",
        "called",
        "kept",
        "made",
        "here",
        "once",
        "behind",
        "rest",
    }
    wrong = [
        f"{module(path)}:{line}: {name} tells nobody what is in it"
        for path in OURS
        for name, line in names(path)
        if name in vague
    ]
    assert not wrong, "\n".join(wrong)


def test_no_test_is_skipped():
    wrong = [
        f"{module(path)}:{node.lineno}: {node.attr}: mend it"
        for path in PYTHON
        if path.parent.name == "tests"
        for node in nodes(path)
        if getattr(node, "attr", "") in {"skip", "skipif", "xfail", "importorskip"}
    ]
    assert not wrong, "\n".join(wrong)
