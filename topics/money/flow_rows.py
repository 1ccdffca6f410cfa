"""Rows of the map of money: each flow, donor and recipient of each step, with its sum and its words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts.map import Spot
from topics.money.places import STEPS, path
from topics.tables import Tables, united
from topics.vocabulary.countries import names_by_year
from topics.vocabulary.dates import listed_years
from topics.vocabulary.numbers import money, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

FLOW, DONOR, RECIPIENT = "flow", "donor", "recipient"
"""What a mark of the map is."""
MOST_LISTED = 12
MOVED = "drawn at the edge of the map, not at its place"
Row = Mapping[Any, Any]


def contributions_by_step(rows: pd.DataFrame, *, by_year: bool) -> dict[int, pd.DataFrame]:
    """The contributions of each year, or those up to each year."""
    years = range(rows["year"].min(), rows["year"].max() + 1)
    return {year: rows[rows["year"].eq(year) if by_year else rows["year"].le(year)] for year in years}


def flow_rows(
    tables: Tables,
    steps: Mapping[int, pd.DataFrame],
    column: Mapping[str, Spot],
    spots: Mapping[str, Spot],
) -> pd.DataFrame:
    """A row for each flow, donor and recipient of each step, the largest sums of a step first.

    Args:
        tables: countries, sources.
        steps: contributions of each step, with `is_moved`.
        column: where each donor stands.
        spots: where each recipient stands.

    *Columns*: step, mark (FLOW, DONOR, RECIPIENT), donor, recipient, amount_usd, contributions, years, lon,
    lat (of a flow: of its middle), label, records, is_stated.
    """
    names, titles = names_by_year(tables, steps), source_titles(tables)
    added = [row | {"step": step} for step, part in steps.items() for row in _added(part)]
    rows = pd.DataFrame(added).sort_values(["step", "amount_usd"], ascending=[True, False], kind="stable")
    rows = rows.reset_index(drop=True)
    places = [_spot(row, column, spots) for row in rows.itertuples()]
    labels = [_label(row, names[row.step], titles) for row in rows.itertuples()]
    lon, lat = ([spot[axis] for spot in places] for axis in (0, 1))
    return rows.assign(lon=lon, lat=lat, label=labels).drop(columns="given")


def _added(part: pd.DataFrame) -> list[dict[str, Any]]:
    """The sums of one step by flow, by donor and by recipient; `given`: what was added, the latest first."""
    groups: dict[tuple[str, str | None, str | None], list[Row]] = {}
    for row in part.sort_values(["year", "source"], ascending=False).to_dict("records"):
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
            "records": united(row["records"] for row in given),
            "is_stated": mark == FLOW and len(given) == 1,
            "given": given,
        }
        for (mark, donor, recipient), given in groups.items()
    ]


def _spot(row: Any, column: Mapping[str, Spot], spots: Mapping[str, Spot]) -> Spot:
    if row.mark == DONOR:
        return column[row.donor]
    end = spots[row.recipient]
    return end if row.mark == RECIPIENT else path(column[row.donor], end)[STEPS // 2]


def _label(row: Any, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """What a mark says: its sum, what it is made of, the latest source and how many more there are."""
    name, total = names.get(row.recipient, row.recipient), money(row.amount_usd)
    if row.mark == FLOW:
        head = f"{row.donor} to {name}"
        words = [f"{total} in {row.years}, {plural(row.contributions, 'contribution')}"]
    else:
        head = f"{row.donor} gave {total}" if row.mark == DONOR else f"{name} received {total}"
        words = _other_ends(row.given, RECIPIENT if row.mark == DONOR else DONOR, names)
    is_moved = row.mark == DONOR or (row.mark == RECIPIENT and row.given[0]["is_moved"])
    cited = source_line([one["source"] for one in row.given], titles)
    return lines(bold(head), *map(escape, words), wrap(MOVED) if is_moved else "", cited)


def _other_ends(given: Sequence[Row], end: str, names: Mapping[str, str]) -> list[str]:
    """Whom a donor gave how much, or from whom a recipient received it, the largest sums first."""
    amounts: dict[str, float] = {}
    for row in given:
        amounts[row[end]] = amounts.get(row[end], 0.0) + row["amount_usd"]
    largest = sorted(amounts.items(), key=lambda pair: -pair[1])[:MOST_LISTED]
    return [f"{names.get(code, code)}: {money(amount)}" for code, amount in largest]
