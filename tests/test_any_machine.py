"""Holds code and files to what Linux, macOS and Windows and Python 3.11 to 3.14 have in common."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.test_layers import OURS, PYTHON, ROOT, module

POSIX = "crypt|curses|fcntl|grp|nis|posix|pty|pwd|resource|spwd|syslog|termios"
"""Modules that Windows lacks."""
GONE = "aifc|asynchat|asyncore|cgi|cgitb|distutils|imghdr|imp|pipes|pkg_resources|telnetlib"
"""Modules that a Python up to 3.14 has lost."""
SOMEWHERE = (
    r"(os)\.(chown|fork|forkpty|getuid|geteuid|killpg|mkfifo|setsid|uname)",
    r"(signal)\.(SIGALRM|SIGHUP|SIGKILL|SIGUSR1|alarm|setitimer)",
    r"(socket)\.(AF_UNIX|SO_REUSEPORT)",
    r"(time)\.(tzset)",
)
"""What not every system has; `hasattr(os, "fork")` in the same file says that it is asked."""
LINES = {
    rf"^(?:import|from) (?:{POSIX})\b": "not on Windows; import it within a try",
    rf"^ *(?:import|from) (?:{GONE})\b": "not in Python 3.14",
    r"\bos\.rename\(": "fails on Windows where the file is there: os.replace",
    r"\blocale\.setlocale\(": "another machine has other locales",
    r"%[-#][dHIjmMSUwWy]\b": "no form of dates on Windows",
    r"^(?! *>>>).*[\"'](?:/tmp|/var|/dev|/proc|/etc|/usr|/home|[A-Z]:\\\\)[/\"'\\]": "not on every system",
    r"\bmultiprocessing\.(?:Process|Pool)\(": "forks on Linux alone: get_context('spawn')",
    r"get_context\([\"']fork": "not on Windows",
}
"""What a line may not hold, and why."""
TEXT = re.compile(r"\b(?:open|read_text|write_text|run|Popen|check_output)\(")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
BAD_LETTERS = re.compile(r'[<>:"|?*\\]|[. ]$')
NOT_OURS = {".git", ".venv", "build", "node_modules", "__pycache__", "screenshots", "proposals"}


def wrong_lines(text: str) -> Iterator[str]:
    for pattern, why in LINES.items():
        yield from (f"{match[0]}: {why}" for match in re.finditer(pattern, text, re.MULTILINE))


def wrong_names(text: str) -> Iterator[str]:
    for match in re.finditer("|".join(rf"\b{one}\b" for one in SOMEWHERE), text):
        owner, name = match[0].split(".")
        if f'hasattr({owner}, "{name}")' not in text:
            yield f"{match[0]}: not on every system"


def wrong_texts(text: str) -> Iterator[str]:
    """Text that is read or written in the encoding, or with the ends of lines, of the machine."""
    for node in ast.walk(ast.parse(text)) if TEXT.search(text) else ():
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = {one.arg for one in node.keywords}
        modes = {one.value for one in node.args if isinstance(one, ast.Constant)} & {"r", "w", "a", "x"}
        if name == "open" and (modes or (isinstance(node.func, ast.Name) and len(node.args) == 1)):
            name = "write_text" if modes - {"r"} else "read_text"
        is_process = name in ("run", "Popen", "check_output") and "text" in given
        if (is_process or name in ("read_text", "write_text")) and "encoding" not in given:
            yield f"{ast.unparse(node)}: state the encoding"
        if name == "write_text" and "newline" not in given:
            yield f"{ast.unparse(node)}: writes the ends of lines of the machine, state newline"


def problems(paths: list[Path], *checks: Callable[[str], Iterator[str]]) -> list[str]:
    texts = ((path, path.read_text(encoding="utf-8")) for path in paths if path != Path(__file__))
    return [f"{module(path)}: {one}" for path, text in texts for check in checks for one in check(text)]


def test_the_product_uses_nothing_that_one_system_alone_has() -> None:
    wrong = problems(OURS, wrong_lines, wrong_names, wrong_texts)
    assert not wrong, "\n".join(wrong)


def test_the_tests_run_on_every_system() -> None:
    wrong = problems([path for path in PYTHON if path not in OURS], wrong_names)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import fcntl", wrong_lines),
        ("    from distutils import core", wrong_lines),
        ("os.rename(a, b)", wrong_lines),
        ("day.strftime('%-d %B')", wrong_lines),
        ('f"{day:%-d %B}"', wrong_lines),
        ("x = '/tmp/a'", wrong_lines),
        ("multiprocessing.Process(target=f)", wrong_lines),
        ("os.fork()", wrong_names),
        ("path.read_text()", wrong_texts),
        ("path.write_text('a', encoding='utf-8')", wrong_texts),
        ("open('a')", wrong_texts),
        ("path.open('w', encoding='utf-8')", wrong_texts),
        ("subprocess.run(['git'], text=True)", wrong_texts),
    ],
)
def test_what_breaks_elsewhere_is_seen(code: str, check: Callable[[str], Iterator[str]]) -> None:
    assert list(check(code))


def test_every_file_can_be_written_on_every_system() -> None:
    files = [path.relative_to(ROOT) for path in walk(ROOT)]
    folded: dict[str, Path] = {}
    for path in files:
        for part in path.parts:
            assert part.split(".")[0].lower() not in RESERVED, f"{path}: Windows keeps this name to itself"
            assert not BAD_LETTERS.search(part), f"{path}: Windows cannot write this name"
        same = folded.setdefault(path.as_posix().lower(), path)
        assert same == path, f"{path} and {same} are one file on macOS and Windows"
        assert len(path.as_posix()) < 160, f"{path}: with a folder before it too long for Windows"


def walk(folder: Path) -> Iterator[Path]:
    """All files of the project, without what is made or fetched."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            is_cache = path.name.endswith("_cache") or path.name.startswith((".clean-", ".hypothesis"))
            if path.name not in NOT_OURS and not is_cache:
                yield from walk(path)
        else:
            yield path
