"""Starts what many readers are let loose on: an empty page of Streamlit, the dashboard behind nginx."""

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import servers
from tests import server

PROXY = server.ROOT / "deploy" / "nginx.conf"


@contextlib.contextmanager
def empty() -> Iterator[tuple[str, int]]:
    """The address of an empty page of Streamlit, and its process."""
    port = server.free_port()
    page = server.ROOT / "benchmarks" / "peers" / "empty_page.py"
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(page), *options],
        cwd=server.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        servers.answered(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def dashboards(count: int) -> Iterator[tuple[str, list[int]]]:
    """The address of the dashboard, and its processes; several stand behind nginx.

    They draw beforehand what readers open most, and rest once that is done.
    """
    with contextlib.ExitStack() as stack:
        ports = [server.free_port() for _ in range(count)]
        addresses = [stack.enter_context(server.dashboard(port, MINE_ACTION_WARM_UP="1")) for port in ports]
        pids = [servers.listener(port) for port in ports]
        yield addresses[0] if count == 1 else stack.enter_context(proxy(ports)), pids


@contextlib.contextmanager
def proxy(ports: list[int]) -> Iterator[str]:
    """The address of nginx before the dashboard on these ports, configured as deploy/nginx.conf says.

    Raises:
        RuntimeError: there is no nginx here.
    """
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx is None:
        raise RuntimeError("No nginx: install it (apt install nginx), or measure with PROCESSES=1")
    port = server.free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # started by root, its workers are others
        (Path(folder) / "nginx.conf").write_text(configuration(ports, port, folder), encoding="utf-8")
        process = subprocess.Popen([nginx, "-p", folder, "-c", "nginx.conf", "-g", "daemon off;"])
        try:
            servers.answered(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def configuration(ports: list[int], port: int, folder: str) -> str:
    """deploy/nginx.conf for processes on these ports, itself on another one, its files in a folder."""
    upstream = "".join(f"    server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;\n" for one in ports)
    text = re.sub(r"(    server 127\.0\.0\.1:\d+ .*\n)+", upstream, PROXY.read_text(encoding="utf-8"))
    return text.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace("/tmp/", f"{folder}/")
