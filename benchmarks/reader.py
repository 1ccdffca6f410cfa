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
SENDER = "127.0.0.1"
"""The address of the network from which a reader asks; on Linux all of 127.0.0.0/8 are of this machine."""


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

    def __init__(self, address: str, sender: str = SENDER) -> None:
        """A reader of a page, with the address of the network from which it asks: one of this machine."""
        parts = urlsplit(address)
        self.host, self.page, self.sender = parts.netloc, parts.path.strip("/"), sender
        self.requests: Requests | None = None

    async def open(self) -> Self:
        """Begin the session as a browser does: with the page, which may come with a cookie."""
        self.requests = Requests(self.host, self.sender)
        await self.requests.get(f"/{self.page}")
        self.socket = await connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            additional_headers=self.requests.cookie,
            local_addr=(self.sender, 0),
        )
        return self

    async def fetch(self, address: str) -> bytes:
        """Fetch a figure, as a browser does: packed, over a connection that stays.

        Raises:
            RuntimeError: the answer is an error.
            TimeoutError: it does not come.
        """
        assert self.requests is not None
        async with asyncio.timeout(PATIENCE):
            return await self.requests.get(address)

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
        if self.requests:
            self.requests.close()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Requests:
    """A connection over which one request after the other is sent, with the cookie that the server gave."""

    def __init__(self, host: str, sender: str) -> None:
        self.host, self.sender = host, sender
        self.cookie: dict[str, str] = {}
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> bytes:
        """The body of an answer, as it was sent.

        Raises:
            RuntimeError: the answer is an error.
        """
        is_reused = self.streams is not None
        try:
            return await self.answered(address)
        except (ConnectionError, EOFError):
            self.close()
            if not is_reused:
                raise
        return await self.answered(address)  # the server had closed a connection that was long silent

    async def answered(self, address: str) -> bytes:
        """The body of the answer to one request."""
        server, _, port = self.host.partition(":")
        if self.streams is None:
            self.streams = await asyncio.open_connection(server, int(port), local_addr=(self.sender, 0))
        source, target = self.streams
        headers = {"Host": self.host, "Accept-Encoding": "gzip"} | self.cookie
        lines = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
        target.write(f"GET {address} HTTP/1.1\r\n{lines}\r\n".encode())
        status, *head = (await source.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        stated = {name.lower(): text for name, _, text in (line.partition(": ") for line in head)}
        body = await body_of(source, stated)
        if "set-cookie" in stated:
            self.cookie = {"Cookie": stated["set-cookie"].split(";")[0]}
        if stated.get("connection") == "close":
            self.close()
        if " 200 " not in status:
            raise RuntimeError(f"{address}: {status}")
        return body

    def close(self) -> None:
        """Close the connection; the next request opens another one."""
        if self.streams:
            self.streams[1].close()
            self.streams = None


async def body_of(source: asyncio.StreamReader, stated: dict[str, str]) -> bytes:
    """The body of an answer with these headers."""
    if stated.get("transfer-encoding") != "chunked":
        return await source.readexactly(int(stated.get("content-length", 0)))
    parts = []
    while size := int(await source.readline(), 16):
        parts.append(await source.readexactly(size))
        await source.readline()
    await source.readline()
    return b"".join(parts)


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
