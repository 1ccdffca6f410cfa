"""Slips in records are refused in words at their line, or read with the meaning that they have."""

import pytest

from tests.mutated_records import Records, fault, slips
from tests.slips import SLIPS

RUNS, SEED = 200, 17
RECORDS = Records()
TRIED = list(slips(RECORDS, RUNS, SEED))


def test_every_file_and_every_kind_of_slip_is_tried() -> None:
    assert {table.name for _, table, _ in TRIED} == set(RECORDS.contents)
    assert {kind for kind, _, _ in TRIED} == set(SLIPS)


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_is_refused_in_words_or_read_as_it_is_meant(kind: str) -> None:
    wrong = [
        f"{table.name}:{slip.line}: {words}"
        for one, table, slip in TRIED
        if one == kind and (words := fault(RECORDS, table, slip))
    ]
    assert not wrong, "\n".join(wrong)
