"""Serves the limit: a page written by hand that draws the same charts with plotly.js, and nothing else."""

import contextlib
import gzip
import json
import threading
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent
PLOTLY = HERE.parent / "vendor" / "plotly" / "plotly.min.js"


@contextlib.contextmanager
def serving(figures: dict, port: int):
    """Address of the page that draws `figures`, {"before": [...], "after": [...]}; all of it in memory."""
    routes = [
        answer("/", (HERE / "limit.html").read_text(encoding="utf-8"), "text/html", "no-cache"),
        answer("/plotly.min.js", PLOTLY.read_text(encoding="utf-8"), "text/javascript"),
        answer("/figures.json", json.dumps(figures), "application/json"),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join()


def answer(path: str, text: str, kind: str, cached: str = "max-age=3600") -> Route:
    """A route with one answer, packed once; the browser keeps it as it keeps Streamlit's own scripts."""
    body = gzip.compress(text.encode())
    headers = {"Content-Encoding": "gzip", "Cache-Control": cached, "Content-Type": kind}
    return Route(path, lambda _: Response(body, headers=headers))
