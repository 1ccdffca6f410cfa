"""Opens pages of the dashboard in Chromium and notes what is there; judges nothing."""

import ast
import contextlib
import functools
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parent.parent
SCREENSHOTS = ROOT / "tests" / "screenshots"
WIDTHS = {"desk": (1400, 900), "phone": (390, 844)}
LOOKS = (("desk", False), ("phone", True))
"""Width and darkness of a survey: each width and each light once, in half the time of all four."""
SETTLE_SECONDS = 60
HIGHEST = 480
"""Pixels of a chart of any page: it fits a screen with its words."""

# The script has run, nothing is loading, and every chart has its drawing; so it was at each look for a while.
IS_SETTLED = """wholly => {
    const app = document.querySelector('[data-testid="stApp"]');
    dispatchEvent(new Event('beforeprint')); // charts out of view are drawn too
    const charts = [...document.querySelectorAll('.chart')];
    const drawn = app && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('.foot, [data-testid="stException"]')
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && !document.querySelector(':is(html, .chart)[data-waiting]')
        && charts.every(one => one.offsetParent === null || one.querySelector('.main-svg, .map-drawing'));
    wholly.since = drawn ? wholly.since ?? performance.now() : null;
    return drawn && performance.now() - wholly.since >= wholly.ms;
}"""


@dataclass
class Visit:
    """An open page, with what went wrong in it and what it asked other hosts for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    unchanged: str = ""
    """The address of a page that is as it was when it was opened."""


@contextlib.contextmanager
def visit(browser: Browser, address: str, width: str = "desk", dark: bool = False, *, changes: bool = True):
    """A visit to an address by somebody who remembers nothing of earlier ones, with everything drawn.

    Args:
        browser: in which a page of this width and light is open already, or will be.
        address: what the page of the visit before shows, if nothing was changed there, is not opened anew.
        width: by its name.
        dark: whether the system of the reader is dark.
        changes: whether the page shows other things after the visit.
    """
    found = reader(browser, urlsplit(address)._replace(path="", query="").geturl(), width, dark)
    if found.unchanged != address:
        go(found, address)
    found.unchanged = ""
    yield found
    found.unchanged = "" if changes else address


@functools.cache
def reader(browser: Browser, home: str, width: str, dark: bool) -> Visit:
    """The page of all visits of this width and light: a new one would compile all scripts anew."""
    return first_page(browser, home, width, dark)


def go(found: Visit, address: str) -> None:
    """Goes to an address with nothing remembered and nothing noted, and waits until all is drawn."""
    found.page.context.clear_cookies()
    if found.page.url != "about:blank":
        found.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    found.page.mouse.move(0, 0)
    found.unchanged = ""
    found.errors.clear()
    found.outside.clear()
    found.page.goto(address)
    settle(found.page)


def new_reader(browser: Browser, width: str, dark: bool) -> BrowserContext:
    """A browser of its own for one reader: nothing cached, nothing remembered."""
    across, down = WIDTHS[width]
    return browser.new_context(
        viewport={"width": across, "height": down},
        color_scheme="dark" if dark else "light",
        is_mobile=width == "phone",
        has_touch=width == "phone",
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )


def first_page(browser: Browser, address: str, width: str, dark: bool) -> Visit:
    """An empty page of a new reader; what goes wrong in it is noted from now on."""
    found = Visit(new_reader(browser, width, dark).new_page())
    home = urlsplit(address).netloc
    found.page.on("request", lambda request: note_foreign(found, request.url, home))
    found.page.on("websocket", lambda socket: note_foreign(found, socket.url, home))
    found.page.on("pageerror", lambda error: found.errors.append(f"{error.name}: {error.message}"))
    found.page.on("console", lambda message: note_error(found, message))
    return found


def note_foreign(found: Visit, address: str, home: str) -> None:
    """Notes a request to another host."""
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != home:
        found.outside.append(address)


def note_error(found: Visit, message) -> None:
    """Notes a console message that is an error."""
    if message.type == "error":
        found.errors.append(f"{message.text} ({message.location.get('url', '')})")


def drawn(page: Page) -> list:
    """The data of all charts of a page: traces of Plotly, or a map as a whole."""
    return page.evaluate(FIGURES)


def filter_words(page: Page) -> str:
    """The line that says in words what is filtered."""
    return page.locator(".status").first.text_content().removeprefix("Shown: ")


def choose(page: Page, label: str, option: str) -> None:
    """Chooses an option of a list of the filters, as a reader does, and waits for the answer."""
    before = filter_words(page)
    filters = page.locator(".st-key-filters")
    if not filters.is_visible():
        page.get_by_role("button", name="Filter", exact=True).click()
    filters.get_by_label(label, exact=True).select_option(option)
    page.wait_for_function(
        "before => document.querySelector('.status').textContent !== before", arg=f"Shown: {before}"
    )
    settle(page)


def settle(page: Page) -> None:
    """Returns once the page has been wholly drawn for a quarter of a second."""
    page.wait_for_function(IS_SETTLED, arg={"ms": 250}, timeout=SETTLE_SECONDS * 1000, polling=50)


def painted(page: Page) -> None:
    """Returns once a change has been painted, and what follows it."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@contextlib.contextmanager
def resized(page: Page, across: int, down: int):
    """The page in a window of another size, drawn for it; at the end it has its own again."""
    before = page.viewport_size
    page.set_viewport_size({"width": across, "height": down})
    try:
        settle(page)
        yield
    finally:
        page.set_viewport_size(before)


# What of a page can be read at once: its words, what its charts are called, how many lines its maps have,
# how far it sticks out, which words of its charts are cut off, and where these begin and how high they are.
SEEN = """() => {
    const texts = selector => [...document.querySelectorAll(selector)].map(found => found.innerText.trim());
    const main = document.querySelector('[data-testid="stMain"]');
    return {
        titles: texts('h1'),
        words: `${main.innerText} ${document.querySelector('.status')?.textContent}`,
        exceptions: texts('[data-testid="stException"]'),
        charts: [...document.querySelectorAll('.chart')].map(chart => chart.ariaLabel),
        tables: document.querySelectorAll('.data-table').length,
        outlines: [...document.querySelectorAll('.map-drawing')]
            .map(drawing => drawing.querySelectorAll('path, circle').length),
        plain_links: [...document.querySelectorAll('a[href]')].filter(link => link.checkVisibility()
            && ['0, 0, 238', '85, 26, 139', '158, 158, 255', '208, 173, 240'].includes(
                getComputedStyle(link).color.slice(4, -1))).map(link => link.textContent),
        overflow: Math.max(main.scrollWidth - main.clientWidth,
            document.documentElement.scrollWidth - document.documentElement.clientWidth),
        cut: [...document.querySelectorAll('.chart text')].filter(word => {
            const room = word.closest('.chart').getBoundingClientRect();
            const { left, right } = word.getBoundingClientRect();
            return right > left && word.textContent.trim()
                && (left < room.left - 1 || right > room.right + 1);
        }).map(word => word.textContent),
        height: main.scrollHeight,
        boxes: [...document.querySelectorAll('.chart')].filter(chart => chart.offsetParent).map(chart => {
            const { top, height } = chart.getBoundingClientRect();
            return [Math.round(top), Math.round(height)];
        }),
    };
}"""
FIGURES = """() => [...document.querySelectorAll('.chart:not(:empty)')].map(
    ({ map, data }) => JSON.parse(JSON.stringify(map?.figure ?? data,
        (name, value) => ArrayBuffer.isView(value) ? [...value] : value)))"""


@dataclass(frozen=True)
class Survey:
    """What a page that was opened by its address showed."""

    titles: list[str]
    words: str
    exceptions: list[str]
    charts: list[str | None]
    tables: int
    outlines: list[int]
    plain_links: list[str]
    overflow: int
    cut: list[str]
    boxes: list[tuple[int, int]]
    tree: str
    errors: list[str]
    outside: list[str]
    violations: list[str]


def pages() -> dict[str, str]:
    """Name and path of every page: the first one lives at the root."""
    return {name: "" if place == 0 else name for place, (name, *_) in enumerate(page_list())}


def page_list() -> list[tuple[str, str, str, str]]:
    """Name, entry, name among its sisters and filters of every page, read from the frame's list."""
    return list(literal("PAGES"))


def literal(name: str):
    """A constant of the list of pages, without importing Streamlit."""
    script = ast.parse((ROOT / "dashboard" / "contents.py").read_text(encoding="utf-8"))
    values = [
        node.value for node in script.body if isinstance(node, ast.Assign) and node.targets[0].id == name
    ]
    return ast.literal_eval(values[0])


def survey(browser: Browser, address: str, name: str, width: str, dark: bool) -> Survey:
    """Goes to one page by its address and says what was there; PICTURES=1 keeps a picture of it."""
    with visit(browser, f"{address}/{pages()[name]}", width, dark, changes=False) as found:
        seen = found.page.evaluate(SEEN)
        tree = found.page.locator("body").aria_snapshot()
        violations = serious_violations(found.page)
        height = seen.pop("height")
        if os.environ.get("PICTURES"):
            picture(found.page, name, height)
        return Survey(
            **seen, tree=tree, errors=[*found.errors], outside=[*found.outside], violations=violations
        )


AXE = """() => {
    axe.configure({ rules: [{ id: 'color-contrast', selector: ':not(svg *)' }] });
    return axe.run(document, { resultTypes: ['violations'], preload: false });
}"""
"""Words in drawings are left out of contrast: axe-core takes `color` for their ink, where it is `fill`."""


def serious_violations(page: Page) -> list[str]:
    """What axe-core counts as serious or critical, one line for each rule and element."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['target']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def picture(page: Page, name: str, height: int) -> None:
    """Keeps a picture of the whole page, for review by eye."""
    SCREENSHOTS.mkdir(exist_ok=True)
    across = page.viewport_size["width"]
    light = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    with resized(page, across, min(height + 120, 12000)):
        page.screenshot(path=SCREENSHOTS / f"{name}-{across}-{light}.png")
