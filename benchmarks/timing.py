"""Times what a reader sees: the moment the last chart of a page stopped changing, read inside Chromium."""

import base64
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

# Runs before the page's own scripts: notes the last change inside a chart, the last thing the reader did, and
# how long plotly.js has drawn since then.
WATCH = """
window.lastDrawn = window.lastAct = window.drawing = 0;
const watch = new MutationObserver(changes => {
    const inChart = change => (change.target.closest ?? (() => null)).call(
        change.target, '.js-plotly-plot, .map');
    if (changes.some(inChart)) window.lastDrawn = performance.now();
});
const all = { subtree: true, childList: true, attributes: true };
watch.observe(document, all);
const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function (how) {
    const root = attachShadow.call(this, how);
    watch.observe(root, all); // Panel draws in the shadow
    return root;
};
for (const act of ['click', 'keydown'])
    document.addEventListener(act, () => { window.lastAct = performance.now(); window.drawing = 0 }, true);
let library;
Object.defineProperty(window, 'Plotly', { get: () => library, set: given => {
    library = given;
    const { react } = given;
    given.react = (...figure) => {
        const begun = performance.now();
        const drawn = react(...figure);
        drawn.then(() => { window.drawing += performance.now() - begun });
        return drawn;
    };
} });
"""

SETTLE_SECONDS = 60
STATE = """() => ({
    drawn: window.lastDrawn,
    isDone: document.body.dataset.drawn === '1' || document.querySelector('.st-key-foot') !== null
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
        && [...document.querySelectorAll('.chart')].every(
            one => !one.offsetParent || one.querySelector('.main-svg, .map-drawing')),
})"""
SPENT = """() => ({
    change: window.lastDrawn - window.lastAct,
    drawing: window.drawing,
})"""


@dataclass
class Traffic:
    """Bytes that came to the page: over HTTP as sent, over the websocket before its compression."""

    http: int = 0
    socket: int = 0


def watched(context: BrowserContext) -> tuple[Page, Traffic]:
    """A page whose drawing and traffic are noted from its first byte."""
    page = context.new_page()
    page.add_init_script(WATCH)
    traffic = Traffic()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: add_http(traffic, event))
    session.on("Network.webSocketFrameReceived", lambda event: add_frame(traffic, event["response"]))
    return page, traffic


def add_http(traffic: Traffic, event: dict) -> None:
    """Counts one finished answer."""
    traffic.http += int(event["encodedDataLength"])


def add_frame(traffic: Traffic, frame: dict) -> None:
    """Counts one frame; binary ones arrive here as Base64."""
    content = frame["payloadData"]
    traffic.socket += len(base64.b64decode(content)) if frame["opcode"] == 2 else len(content.encode())


def settle(page: Page) -> None:
    """Returns once the script has run and no chart has changed for two fifths of a second.

    It asks seldom and little, since each question takes time from what is measured.

    Raises:
        TimeoutError: the page is not drawn in time.
    """
    before = seen = None
    for _ in range(SETTLE_SECONDS * 5):
        page.wait_for_timeout(200)
        now = page.evaluate(STATE)
        if now == seen == before and now["isDone"]:
            return
        before, seen = seen, now
    raise TimeoutError(f"{page.url} was not drawn within {SETTLE_SECONDS} s")


def drawn_ms(page: Page) -> float:
    """Milliseconds from the start of the visit to the last change of a chart."""
    return page.evaluate("window.lastDrawn")


def repainted_ms(page: Page) -> dict[str, float]:
    """Milliseconds from the reader's last act to the last change of a chart; `drawing` those in plotly.js."""
    return page.evaluate(SPENT)
