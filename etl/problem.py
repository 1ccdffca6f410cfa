"""What is wrong with an input, said so that it can be mended."""

import sys
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is, what it is and what to write instead."""

    file: str
    line: int
    column: str
    what: str
    write: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        column = f" {self.column}:" if self.column else ""
        return f"{place}:{column} {self.what}: {self.write}"


def refused(problems: Collection[object]) -> int:
    """Print what is wrong, and that nothing was written; the exit status."""
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}; nothing was written"
    print(*problems, count, sep="\n", file=sys.stderr)
    return 1
