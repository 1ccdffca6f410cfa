"""What is wrong with an input, said so that it can be mended."""

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
