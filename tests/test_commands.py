"""The commands of `python -m etl`: what they print, and errors in words."""

import errno
import shutil
from pathlib import Path

import pytest

from etl.__main__ import COMMANDS, main
from etl.registry import package
from tests.test_etl import contents, private_copy

pytestmark = pytest.mark.xdist_group("etl")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the records, with its tables."""
    return private_copy(tmp_path)


def test_help_names_every_command(capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert all(
        name in said and words.split(";")[0][:40] in " ".join(said.split())
        for name, words in COMMANDS.items()
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_takes(name: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert "--data" in capsys.readouterr().out


def test_the_version_is_that_of_the_data(capsys: Said) -> None:
    assert main(["--version"]) == 0
    registry = package()
    expected = f"{registry['name']} {registry['version']}, data of {registry['created']}\n"
    assert capsys.readouterr().out == expected


def test_quiet_commands_print_problems_alone(data: Path, capsys: Said) -> None:
    every = [["check"], ["--check"], ["build"], []]
    for words in every[1:3]:
        assert main([*words, "--quiet", "--data", str(data)]) == 0
        assert capsys.readouterr() == ("", "")
    (data / "raw" / "events.csv").unlink()
    for words in every:
        assert main([*words, "--quiet", "--data", str(data)]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "data/raw/events.csv: the file is missing" in said.err
        assert said.err.endswith("1 problem; nothing was written\n")


def test_options_may_stand_before_and_after_the_command(data: Path, capsys: Said) -> None:
    assert main(["--data", str(data), "--quiet", "check"]) == 0
    assert main(["--quiet", "check", "--data", str(data)]) == 0
    assert capsys.readouterr() == ("", "")


def without(name: str, data: Path) -> None:
    shutil.rmtree(data / name) if (data / name).is_dir() else (data / name).unlink()


@pytest.mark.parametrize("words", [["check"], ["build"], ["edition"], ["--version"], ["read", "page.txt"]])
def test_a_folder_that_is_missing_is_an_error_in_words(
    words: list[str], tmp_path: Path, capsys: Said
) -> None:
    assert main([*words, "--data", str(tmp_path / "none")]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path / 'none'}: there is no such folder" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["datapackage.yaml", "raw"])
def test_a_part_that_is_missing_is_an_error_in_words(name: str, data: Path, capsys: Said) -> None:
    without(name, data)
    assert main(["check", "--data", str(data)]) == 1
    assert (
        capsys.readouterr().err
        == f"{data / name} is missing: put it back, or give the folder that holds it\n"
    )


def test_a_file_that_cannot_be_read_is_an_error_in_words(data: Path, capsys: Said) -> None:
    without("raw/events.csv", data)
    (data / "raw" / "events.csv").mkdir()
    assert main(["check", "--quiet", "--data", str(data)]) == 1
    assert "data/raw/events.csv: the file cannot be read (" in capsys.readouterr().err


def test_a_disk_that_is_full_is_an_error_in_words(
    data: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, content: bytes) -> int:  # noqa: ARG001
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    before = contents(data / "clean")
    (data / "raw" / "corrections.csv").write_text("table,key,field,was,becomes,reason,source\n")
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["--quiet", "--data", str(data)]) == 1
    assert capsys.readouterr().err.endswith("No space left on device\n")
    assert contents(data / "clean") == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [\n", ":2: this is no YAML"),
        ("just words\n", ": write at least name, version, created and resources"),
        ("", ": write at least name"),
        ("name: \x00\n", ":1: this is no YAML: a character that does not belong there"),
    ],
)
def test_a_registry_that_cannot_be_read_is_an_error_in_words(
    text: str, words: str, data: Path, capsys: Said
) -> None:
    (data / "datapackage.yaml").write_text(text, encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{data / 'datapackage.yaml'}{words}")
    assert len(said.splitlines()) == 1


def test_an_unknown_command_names_what_exists(capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bild"])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert all(name in said for name in COMMANDS)
