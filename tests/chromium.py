"""Finds a Chromium that starts, fetches one if there is none, opens it; knows nothing of the dashboard."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

DOWNLOADS = "https://cdn.playwright.dev"
ARGUMENTS = [
    "--disable-gpu",
    # Without its own background traffic, the browser asks for nothing that the page did not ask for.
    "--disable-background-networking",
    "--disable-component-update",
    # No other host can be found: what needs the internet fails here as it would without.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def executable(playwright: Playwright) -> str | None:
    """Path of the browser to use: named in CHROMIUM, else Playwright's own, else one of the system."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    if Path(playwright.chromium.executable_path).exists():
        return None
    return shutil.which("chromium") or shutil.which("google-chrome")


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=executable(playwright), args=ARGUMENTS + as_root)


def version() -> str | None:
    """Version of the Chromium that starts here, None where none does."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error:
            return None
        found = browser.version
        browser.close()
        return found


def fetch_from_playwright() -> None:
    """Downloads Playwright's Chromium, where its server can be reached."""
    try:
        urllib.request.urlopen(DOWNLOADS, timeout=10).close()
    except urllib.error.HTTPError:
        pass  # the server answered: it can be reached
    except OSError:
        return
    run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)


def fetch_from_debian() -> None:
    """Installs the distribution's Chromium on Debian and its like."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*as_root, "apt-get", "update", "-qq"], seconds=120)
    run([*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], seconds=300)


def run(command: list[str], seconds: int) -> None:
    """Runs a command that may fail: what counts is whether a Chromium starts afterwards."""
    print(" ".join(command), flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, timeout=seconds, check=False, env=quiet)
    except (OSError, subprocess.TimeoutExpired) as problem:
        print(problem, flush=True)


def main() -> int:
    """Exit code: 0 when a Chromium starts."""
    for fetch in (None, fetch_from_playwright, fetch_from_debian):
        if fetch:
            fetch()
        found = version()
        if found:
            print(f"Chromium {found} starts")
            return 0
    print(
        "No Chromium starts here: install Chromium or Chrome, or name one: CHROMIUM=… make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
