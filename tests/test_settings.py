"""Holds settings to their values: a bad one is a sentence, and the server does not start."""

import os
import re
import subprocess
import sys
from dataclasses import fields

import pytest

from dashboard.settings import EXIT_STATUS, PREFIX, READERS, SettingError, Settings, read
from tests.server import ROOT


def test_without_variables_settings_are_as_by_default() -> None:
    assert read({"PATH": "/bin", "HOME": "/"}) == Settings()
    assert read({f"{PREFIX}PUBLIC_URL": " "}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PUBLIC_URL", "https://mines.example.org/see", "https://mines.example.org/see/"),
        ("HOSTS", "a.example.org, *.example.net", ("a.example.org", "*.example.net")),
        ("EMBEDDERS", "'none'", ("'none'",)),
        ("MAINTAINER_EMAIL", "data@example.org", "data@example.org"),
        ("DATA", str(ROOT), ROOT),
        ("HAZARD_AREAS", str(ROOT), ROOT),
        ("WARM_UP", "0", False),
    ],
)
def test_a_setting_is_read(name: str, text: str, value: object) -> None:
    assert getattr(read({PREFIX + name: text}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PUBLIC_URL", "mines.example.org"),
        ("PUBLIC_URL", "ftp://mines.example.org/"),
        ("HOSTS", "a b"),
        ("HOSTS", "https://example.org"),
        ("EMBEDDERS", "example.org; script-src *"),
        ("MAINTAINER_EMAIL", "nobody"),
        ("MAINTAINER_EMAIL", "a@example.org?cc=b"),
        ("DATA", "/no/such/folder"),
        ("HAZARD_AREAS", "/no/such/folder"),
        ("WARM_UP", "yes"),
    ],
)
def test_a_bad_setting_names_itself_and_what_to_set(name: str, text: str) -> None:
    with pytest.raises(SettingError, match=rf"^{PREFIX}{name} is '.*'\. Set it to .+\.$"):
        read({PREFIX + name: text})


def test_an_unknown_setting_names_those_there_are() -> None:
    with pytest.raises(SettingError, match=f"{PREFIX}HOST. There are: .*{PREFIX}HOSTS"):
        read({f"{PREFIX}HOST": "a"})


def test_every_setting_is_read_and_stands_in_the_instructions() -> None:
    names = [one.name for one in fields(Settings)]
    assert list(READERS) == names
    text = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert re.findall(rf"^\| `{PREFIX}(\w+)` ", text, re.MULTILINE) == [name.upper() for name in names]


def test_the_server_does_not_start_with_a_bad_setting() -> None:
    environment = os.environ | {f"{PREFIX}WARM_UP": "maybe"}
    command = [sys.executable, "-c", "import app"]
    ran = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == EXIT_STATUS
    assert ran.stderr.strip().splitlines()[-1] == f"{PREFIX}WARM_UP is 'maybe'. Set it to 0 or 1."
