"""What goes from step to step: the file as it was given, and the file in our terms."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Upload:
    """A file as the reader gave it; it lives in the session and nowhere else."""

    name: str
    content: bytes
    is_example: bool = False

    @cached_property
    def digest(self) -> str:
        """Changes with the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True)
class Mapped:
    """A file in our terms: rows, their shapes, where these lie, and what was not understood."""

    rows: pd.DataFrame
    shapes: np.ndarray
    crs: str
    swapped: bool
    choices: tuple

    @property
    def columns(self) -> dict[str, str | None]:
        """The column of the file that holds each term."""
        return dict(self.choices[1])

    @property
    def key(self) -> tuple:
        """What tells files, and ways to read them, apart."""
        return *self.choices, self.crs, self.swapped
