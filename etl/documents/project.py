"""A project as a document tells it."""

from dataclasses import dataclass, field

from etl.documents.findings import Cell
from etl.documents.paragraphs import Sentence
from etl.documents.quantities import Quantity


@dataclass(frozen=True)
class Project:
    """Period, who carries it out, who gives, where, money, ground and items."""

    title: Cell
    where: Sentence
    start: Cell = field(default=Cell(""))
    end: Cell = field(default=Cell(""))
    implementer: tuple[Cell, ...] = ()
    donor: tuple[Cell, ...] = ()
    countries: tuple[Cell, ...] = ()
    amount: Quantity | None = None
    converted: Quantity | None = None
    area: Quantity | None = None
    mines: Quantity | None = None
    uxo: Quantity | None = None
    notes: tuple[str, ...] = ()
    high: bool = True
