"""Rows of the map of money: each flow, donor and recipient of each step, with its sum and its words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts.extent import Spot
from charts.map import MOVED
from charts.steps import Row
from topics.money.places import STEPS, Pair
from topics.tables import Tables, united
from topics.vocabulary.countries import names_by_year
from topics.vocabulary.dates import listed_years
from topics.vocabulary.numbers import money, plural
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

FLOW, DONOR, RECIPIENT = "flow", "donor", "recipient"
"""What a mark of the map is."""
MOST_LISTED = 12


def flow_rows(
    tables: Tables,
    steps: Mapping[int, list[Row]],
    column: Mapping[str, Spot],
    spots: Mapping[str, Spot],
    paths: Mapping[Pair, list[Spot]],
) -> pd.DataFrame:
    """A row for each flow, donor and recipient of each step, the largest sums of a step first.

    Steps hold contributions, the latest first; `column` says where each donor stands, `spots` where each
    recipient does, `paths` is of `flow_paths`.

    *Columns*: step, mark (FLOW, DONOR, RECIPIENT), donor, recipient, amount_usd, contributions, years, stage,
    lon, lat (of a flow: of its middle), label, records, is_stated.
    """
    names = names_by_year(tables, steps)
    added = [row | {"step": step} for step, part in steps.items() for row in _added(part)]
    rows = pd.DataFrame(added).sort_values(["step", "amount_usd"], ascending=[True, False], kind="stable")
    rows = rows.reset_index(drop=True)
    places = [
        column[row.donor]
        if row.mark == DONOR
        else spots[row.recipient]
        if row.mark == RECIPIENT
        else paths[row.donor, row.recipient][STEPS // 2]
        for row in rows.itertuples()
    ]
    labels = [_label(row, names[row.step], tables) for row in rows.itertuples()]
    lon, lat = ([spot[axis] for spot in places] for axis in (0, 1))
    return rows.assign(lon=lon, lat=lat, label=labels).drop(columns="given")


def _added(part: Sequence[Row]) -> list[dict[str, Any]]:
    """The sums of one step by flow, by donor and by recipient; `given`: what was added."""
    groups: dict[tuple[str, str | None, str | None], list[Row]] = {}
    for row in part:
        donor, recipient = row["donor"], row["recipient"]
        for key in ((FLOW, donor, recipient), (DONOR, donor, None), (RECIPIENT, None, recipient)):
            groups.setdefault(key, []).append(row)
    return [
        {
            "mark": mark,
            "donor": donor,
            "recipient": recipient,
            "amount_usd": sum(row["amount_usd"] for row in given),
            "contributions": len(given),
            "years": listed_years(row["year"] for row in given),
            "stage": " or ".join(sorted({row["stage"] for row in given})),
            "records": united(row["records"] for row in given),
            "is_stated": mark == FLOW and len(given) == 1,
            "given": given,
        }
        for (mark, donor, recipient), given in groups.items()
    ]


def _label(row: Any, names: Mapping[str, str], tables: Tables) -> str:
    """What a mark says: its sum, what it is made of, the latest source and how many more there are."""
    name, total = names.get(row.recipient, row.recipient), money(row.amount_usd)
    if row.mark == FLOW:
        head = f"{row.donor} to {name}"
        words = [f"{total} in {row.years}, {plural(row.contributions, 'contribution')}"]
    else:
        head = f"{row.donor} gave {total}" if row.mark == DONOR else f"{name} received {total}"
        words = _other_ends(row.given, RECIPIENT if row.mark == DONOR else DONOR, names)
    is_moved = row.mark == DONOR or (row.mark == RECIPIENT and row.given[0]["is_moved"])
    cited = source_line(tables, [one["source"] for one in row.given])
    return lines(bold(head), *map(escape, words), wrap(MOVED) if is_moved else "", cited)


def _other_ends(given: Sequence[Row], end: str, names: Mapping[str, str]) -> list[str]:
    """Whom a donor gave how much, or from whom a recipient received it, the largest sums first."""
    amounts: dict[str, float] = {}
    for row in given:
        amounts[row[end]] = amounts.get(row[end], 0.0) + row["amount_usd"]
    largest = sorted(amounts.items(), key=lambda pair: -pair[1])[:MOST_LISTED]
    return [f"{names.get(code, code)}: {money(amount)}" for code, amount in largest]
