"""Pictures of charts without a browser: the scripts of the page draw in V8, resvg paints."""

import atexit
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any

from charts.chart import OWN_FILE
from dashboard import bundle, cite, store
from dashboard.drawing import Drawing
from dashboard.still_outlines import outlines
from dashboard.still_scripts import linked

FONTS = store.ROOT / "vendor" / "fonts"
LIGHT, BOLD, SIGNS = "NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf", "DejaVuSans.ttf"
"""Files of letters; the last one has signs that the others have not."""
USUAL_MEMORY, MOST_MEMORY = 50_000_000, 400_000_000
"""Bytes of what is drawn: with more V8 tidies up after it, with most it stops."""
MOST_SECONDS = 30
"""For one picture; a map of the world takes half a second."""
CONTROLS = "\n\r\t"
"""What has no width."""
MOST_KEPT = 200
"""Pictures kept in memory; some 100 kB each."""
_lock, _drawing = Lock(), Lock()
"""Of what is kept; of the engine, which draws one picture at a time."""
_kept: OrderedDict[str, Any] = OrderedDict()


def svg(
    drawn: Drawing, width: int = 900, height: int | None = None, only: str = "", *, is_bare: bool = False
) -> str:
    """A chart on white paper with all its words around it, its words as text.

    Args:
        drawn: a chart with a figure; a map is drawn at the step at which it stands.
        width: of the picture in pixels.
        height: in pixels; without it as much as the chart needs. With both the picture is laid out for a
            larger sheet and scaled, until the chart has room.
        only: label of a class of a map; the others are faded.
        is_bare: without the words around it, for a page that has them.

    Raises:
        ValueError: the chart has no figure.
    """
    drawn = drawn.at(None, None)
    figure = drawn.figure
    if not figure:
        raise ValueError(f"No figure to draw: {drawn.chart.title}")
    files = outlines(figure, width) if drawn.chart.is_map else {}
    only = only if only in [look["label"] for look in figure.get("classes", ())] else ""
    words = {"words": {} if is_bare else words_of(drawn, only), "only": only}
    size = {"width": width, "height": height, "is_bare": is_bare}
    parts = {name: json.dumps(part, ensure_ascii=False) for name, part in (words | size).items()}
    text = _object(parts | {"figure": drawn.content.decode(), "files": _object(files)})
    name = hashlib.sha256(text.encode()).hexdigest()
    return str(_once(name, lambda: _drawn(text, name), drawn))


def png(drawn: Drawing, width: int = 1200, height: int = 630, only: str = "") -> bytes:
    """The same as an image of so many pixels, for links to a chart in messages and posts.

    Raises:
        ValueError: the chart has no figure.
    """
    picture = svg(drawn, width, height, only)
    name = hashlib.sha256(picture.encode()).hexdigest()
    return bytes(_once(name, lambda: painted(picture), drawn))


def painted(picture: str) -> bytes:
    """A picture in SVG as PNG, its words in letters of ours."""
    import resvg_py  # noqa: PLC0415 - only needed for pictures

    fonts = [str(FONTS / name) for name in (LIGHT, BOLD, SIGNS)]
    options: dict[str, Any] = {
        "sans_serif_family": "Noto Sans",
        "skip_system_fonts": True,
        "font_files": fonts,
    }
    return bytes(resvg_py.svg_to_bytes(picture, **options))


def words_of(drawn: Drawing, only: str = "") -> dict[str, Any]:
    """What stands around a chart: title, subtitle, lines below."""
    facts, tables = drawn.facts, drawn.view.tables
    alone = f"only “{only}” in full colour, other classes faded" if only else ""
    projection = drawn.figure.get("extent", {}).get("words", "")
    sources = f"{facts['sources']}. {'. '.join(filter(None, [facts['dated'], projection]))}."
    note = facts["note"] or cite.status_note(tables)
    return {
        "title": facts["title"],
        "subtitle": " · ".join(filter(None, [facts["subtitle"], facts["step"], alone])),
        "lines": [sources, " ".join(filter(None, [note, bundle.citation(tables.package, "")]))],
    }


def _once(name: str, work: Callable[[], Any], drawn: Drawing) -> Any:
    """What is made of a drawing, kept unless it is of a reader's own file."""
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
            return _kept[name]
    result = work()
    with _lock:
        if OWN_FILE not in drawn.chart.rows:
            _kept[name] = result
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return result


def _drawn(text: str, name: str) -> str:
    """What our scripts draw of what is asked as JSON; `name` begins with a letter in all ids."""
    letters = sorted({*text, *map(chr, range(32, 127))} - set(CONTROLS))
    more = {"advances": {"light": _advances(LIGHT, letters), "bold": _advances(BOLD, letters)}}
    script = f"still({{...{text}, ...{json.dumps(more | {'name': f's{name[:8]}'})}}})"
    with _drawing:
        engine = _engine()
        try:
            picture = str(engine.eval(script, timeout_sec=MOST_SECONDS).get(timeout=MOST_SECONDS))
            if engine.heap_stats()["used_heap_size"] > USUAL_MEMORY:
                engine.low_memory_notification()
            return picture
        except Exception:
            _engine.cache_clear()  # what stopped half-way is not used again
            raise


def _object(parts: Mapping[str, str]) -> str:
    """An object as JSON has it, of parts that are JSON already."""
    return f"{{{', '.join(f'{json.dumps(name)}: {part}' for name, part in parts.items())}}}"


@lru_cache(maxsize=1)
def _engine() -> Any:
    """V8 with our scripts, the part of plotly.js and a document in which they draw."""
    from py_mini_racer import MiniRacer  # noqa: PLC0415 - takes a quarter of a second

    engine = MiniRacer()
    engine.set_hard_memory_limit(MOST_MEMORY)
    for script in (store.library("linkedom").decode(), linked("still"), store.library("plotly").decode()):
        engine.eval(f"{script}\n;0")
    return engine


@atexit.register
def _close() -> None:
    """End V8 before Python does: later it waits for threads that are gone, for ever, or crashes."""
    if _engine.cache_info().currsize:
        _engine().close()


def _advances(file: str, letters: list[str]) -> dict[str, float]:
    return {letter: _advance(file, letter) for letter in letters}


@lru_cache(maxsize=4000)
def _advance(file: str, letter: str) -> float:
    """How wide a letter of size 1 is."""
    return round(_font(file).getlength(letter) / 1000, 3)


@lru_cache(maxsize=2)
def _font(file: str) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - only needed for pictures

    return ImageFont.truetype(FONTS / file, 1000, layout_engine=ImageFont.Layout.BASIC)
