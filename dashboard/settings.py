"""Settings of who runs the server: environment variables, read and checked once at the start."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "MINE_ACTION_"
EXIT_STATUS = 78
"""Of a process that a setting kept from starting (EX_CONFIG of sysexits.h); systemd leaves it there."""
ROOT = Path(__file__).parent.parent
HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.[a-z]{2,}", re.IGNORECASE)
SITE = re.compile(r"\*|'self'|'none'|https?://[a-z0-9*.:-]+", re.IGNORECASE)


class SettingError(ValueError):
    """A setting that cannot be, in a sentence."""


@dataclass(frozen=True)
class Settings:
    """What can be set; every field is a variable of its name in capitals after the prefix."""

    public_url: str = ""
    """Where readers open it, such as https://mines.example.org/see/: what links in files begin with."""
    hosts: tuple[str, ...] = ()
    """Names by which it may be asked for, `*.example.org` for all below one; all names where none is set."""
    embedders: tuple[str, ...] = ("*",)
    """Sites that may show a chart of ours in a frame; pages of the dashboard are shown in none."""
    maintainer_email: str = ""
    """Where reports of errors go."""
    data: Path = ROOT / "data" / "clean"
    """The folder of the tables."""
    hazard_areas: Path | None = None
    """A folder of `python -m hazard_areas`, which the page Own areas shows."""
    warm_up: bool = True
    """Whether default views are drawn beforehand."""


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment.

    Raises:
        SettingError: a variable has no such value, or there is no such setting.
    """
    texts = {
        name.removeprefix(PREFIX).lower(): text.strip()
        for name, text in environment.items()
        if name.startswith(PREFIX)
    }
    known = {one.name for one in fields(Settings)}
    for name in texts.keys() - known:
        exists = ", ".join(f"{PREFIX}{one.upper()}" for one in sorted(known))
        raise SettingError(f"There is no setting {PREFIX}{name.upper()}. There are: {exists}.")
    return Settings(**{name: READERS[name](name, text) for name, text in texts.items() if text})


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Those of this process.

    Raises:
        SettingError: one of them cannot be.
    """
    return read(os.environ)


def _url(name: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _bad(name, text, "an address such as https://mines.example.org/")
    return f"{text.rstrip('/')}/"


def _each(pattern: re.Pattern[str], wanted: str) -> Callable[[str, str], tuple[str, ...]]:
    def several(name: str, text: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in text.split(",") if part.strip())
        for part in parts:
            if not pattern.fullmatch(part):
                raise _bad(name, part, wanted)
        return parts

    return several


def _email(name: str, text: str) -> str:
    if not EMAIL.fullmatch(text):
        raise _bad(name, text, "an address such as data@example.org")
    return text


def _folder(name: str, text: str) -> Path:
    if not Path(text).is_dir():
        raise _bad(name, text, "a folder that exists")
    return Path(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise _bad(name, text, "0 or 1")
    return text == "1"


def _bad(name: str, text: str, wanted: str) -> SettingError:
    return SettingError(f"{PREFIX}{name.upper()} is '{text}'. Set it to {wanted}.")


READERS: dict[str, Callable[[str, str], Any]] = {
    "public_url": _url,
    "hosts": _each(HOST, "names such as mines.example.org, parted by commas"),
    "embedders": _each(SITE, "sites such as https://example.org, parted by commas, or '*' or 'none'"),
    "maintainer_email": _email,
    "data": _folder,
    "hazard_areas": _folder,
    "warm_up": _switch,
}
"""How the text of a setting is read."""
