"""A reader without a browser: opens a session of the dashboard, asks for views, counts what comes."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60
"""Seconds until an answer must have come."""


@dataclass(frozen=True)
class Run:
    """One answer: milliseconds until its script had finished, messages and bytes until then.

    `figures` are the addresses from which a browser fetches the charts of the page.
    """

    ms: float
    messages: int
    size: int
    figures: tuple[str, ...]


class Reader:
    """A session: `async with Reader("http://127.0.0.1:8501/treaties") as reader: await reader.rerun()`."""

    socket: ClientConnection

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.stream, self.page = f"ws://{parts.netloc}/_stcore/stream", parts.path.strip("/")

    async def open(self) -> Self:
        """Begin the session."""
        self.socket = await connect(self.stream, subprotocols=["streamlit"], max_size=None)
        return self

    async def rerun(self, query: str = "") -> Run:
        """Ask for a view, as the browser does at the start and when the address has changed.

        Raises:
            RuntimeError: the page has failed, or is none.
            TimeoutError: the answer does not come.
        """
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = query, self.page
        begun, messages, size, figures = time.perf_counter(), 0, 0, []
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                content = await self.socket.recv()
                messages, size = messages + 1, size + len(content)
                answer = ForwardMsg.FromString(content)
                figures += figure_addresses(answer)
                if self.is_last(answer):
                    return Run(1000 * (time.perf_counter() - begun), messages, size, tuple(figures))

    def is_last(self, message: ForwardMsg) -> bool:
        """Whether a message says that the script has finished; RuntimeError where it has failed."""
        kind, element = message.WhichOneof("type"), message.delta.new_element
        if kind == "page_not_found":
            raise RuntimeError(f"No page '{self.page}'")
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self.page}: {element.exception.type}: {element.exception.message}")
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    async def close(self) -> None:
        """End the session."""
        await self.socket.close()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def figure_addresses(message: ForwardMsg) -> Iterator[str]:
    """The address of the data of a chart, where a message is one's head."""
    element = message.delta.new_element
    head, found, body = element.bidi_component.bytes.partition(b"\n")
    if not found or body:
        return
    about = json.loads(head)
    given = dict(parse_qsl(about["query"])) | about["start"]
    given |= {"level": about["level"], "theme": about["theme"]}
    path = about["address"].replace("/charts/", "/figures/")
    yield f"/{path}?{urlencode({name: text for name, text in given.items() if text})}"
