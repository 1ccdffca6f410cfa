"""Times what a reader sees: the moment the last chart of a page stopped changing, read inside Chromium."""

import base64
import contextlib
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, TimeoutError

# Runs before the page's own scripts: notes the last change inside a chart and the last thing the reader did.
WATCH = """
window.lastDrawn = window.lastAct = 0;
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
for (const act of ['click', 'keydown', 'input'])
    document.addEventListener(act, () => { window.lastAct = performance.now() }, true);
"""
PATIENCE = 30_000
"""Milliseconds until a chart has changed, where one will."""
QUIET = 600
"""Milliseconds without a change after which a page is drawn."""
# A chart has changed, or our page is there and has none.
HAS_CHANGED = """() => window.lastDrawn > window.lastAct
    || document.querySelector('.foot') && !document.querySelector('.chart')"""
SPENT = "window.lastDrawn > window.lastAct ? window.lastDrawn - window.lastAct : NaN"
STATE = """() => [window.lastDrawn, document.readyState,
    document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState]"""
DRAW_ALL = "() => { window.lastAct = performance.now(); dispatchEvent(new Event('beforeprint')) }"


@dataclass
class Traffic:
    """Bytes that came to the page: over HTTP as sent, over the websocket before its compression."""

    http: int = 0
    socket: int = 0

    def taken(self) -> float:
        """Kilobytes since the last time it was asked."""
        size = self.http + self.socket
        self.http = self.socket = 0
        return size / 1000


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


def drawn_ms(page: Page) -> float:
    """Milliseconds from the reader's last act, or the start of the visit, to the last change of a chart.

    It asks seldom and little, since each question takes time from what is measured. Not a number where no
    chart changes.
    """
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(HAS_CHANGED, timeout=PATIENCE, polling=200)
    before = None
    while (now := page.evaluate(STATE)) != before:
        before = now
        page.wait_for_timeout(QUIET)
    return page.evaluate(SPENT)


def draw_all_ms(page: Page) -> float:
    """Milliseconds more until the charts of a drawn page that are out of view are drawn too."""
    if not page.locator(".chart[data-waiting]").count():
        return 0
    page.evaluate(DRAW_ALL)
    return drawn_ms(page)
