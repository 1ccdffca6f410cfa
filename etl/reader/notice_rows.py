"""Treaty notices as rows: actions, ordinals and days as reported, second sources of dates on record."""

from itertools import pairwise

from etl.reader.notices import JOINING, Notice, deposit_month, notices
from etl.reader.reading import Cell, Reading, of_mark

SIX_MONTHS = {
    "CCM": "2010-08-01",
    "APMBC": "1999-03-01",
}  # Art. 17(2) of both; and when they entered into force
FIRST_ACCESSION = 31  # nobody accedes before the treaty is in force, which 30 or 40 ratifications made it


def read_notices(reading: Reading) -> None:
    """Propose the rows that the treaty notices of a document give."""
    every = notices(reading)
    repeated_ranks(reading, every)
    missing_ranks(reading, every)
    for notice in every:
        ruled_out(reading, notice)
        base = {"treaty": Cell(notice.treaty), "country": country_cell(reading, notice)}
        figures(reading, notice, base)
        for what in ("signature", "withdrawal", "withdrawal_effective"):
            if what in notice.cells:
                cells = {**base, "action": Cell(what), "date": notice.cells[what]}
                add(reading, "treaty_actions", notice, cells)
        joining(reading, notice, base)
        crosschecks(reading, notice, base)


def add(reading: Reading, table: str, notice: Notice, cells: dict[str, Cell], note: str = "") -> None:
    """Propose a row from a notice; what was inferred lowers its confidence."""
    notes = list(dict.fromkeys([*notice.notes, *([note] if note else [])]))
    reading.row(table, notice.where, cells, "; ".join(notes), high=not notes)


def country_cell(reading: Reading, notice: Notice) -> Cell:
    """Return the state of a notice with its place: where it was named last before the sentence ends."""
    number = next(one.number for one in reading.paragraphs if one.paragraph == notice.where.paragraph)
    marks = [(one, mark) for one in reading.paragraphs[: number + 1] for mark in one.countries]
    mine = [
        (one, mark)
        for one, mark in marks
        if mark.value == notice.country and (one.number < number or mark.first < notice.where.last)
    ]
    return of_mark(notice.country, *mine[-1]) if mine else Cell(notice.country)


def ruled_out(reading: Reading, notice: Notice) -> None:
    """Take out of a notice what the treaty itself rules out."""
    force, day = notice.cells.get("force"), notice.cells.get("deposit")
    rank, what = notice.cells.get("rank"), f"{notice.country} {notice.treaty}"
    if notice.treaty not in SIX_MONTHS:
        return
    if rank and int(rank.value) < FIRST_ACCESSION and act(notice) == "accession":
        reading.doubt(f"{what} rank {rank.value}", "it counts accessions only", notice.where)
        notice.cells.pop("rank")
    if force is None:
        return
    wrong = ""
    if len(force.value) == 10 and not force.value.endswith("-01"):
        wrong = f"{force.value} is not the first of a month, from which Art. 17(2) binds a state"
    elif day and len(day.value) >= 7 and force.value != SIX_MONTHS[notice.treaty]:
        year, month = deposit_month(force.value)
        if day.value[:7] != f"{year}-{month:02}":
            wrong = f"a deposit on {day.value} does not lead to an entry into force on {force.value}"
    if wrong:
        reading.doubt(what, wrong, notice.where)
        notice.cells.pop("force")
        notice.cells.pop("deposit", None)


def act(notice: Notice) -> str:
    """Return by which act the state of a notice joins, empty if the document does not say."""
    return notice.cells["act"].value if "act" in notice.cells else ""


def figures(reading: Reading, notice: Notice, base: dict[str, Cell]) -> None:
    """Propose rank and entry into force as reported figures."""
    name = Cell(reading.states.get(notice.country, notice.country))
    shared = {"subject": name, "countries": base["country"]}
    if rank := notice.cells.get("rank"):
        indicator = Cell(f"ordinal of {notice.treaty} {act(notice) or 'State Party'}")
        cells = {**shared, "indicator": indicator, "value": rank, "unit": Cell("rank")}
        reading.row("reported_figures", notice.where, cells)
    if force := notice.cells.get("force"):
        cells = {**shared, "indicator": Cell("becomes State Party"), "date": force, "unit": Cell("date")}
        reading.row("reported_figures", notice.where, cells)


def on_record(reading: Reading, notice: Notice) -> dict[str, dict[str, str]]:
    """Return the actions that the records have for the state and treaty of a notice."""
    return {
        row["action"]: row
        for row in reading.records["treaty_actions"]
        if (row["treaty"], row["country"]) == (notice.treaty, notice.country)
    }


def joining(reading: Reading, notice: Notice, base: dict[str, Cell]) -> None:
    """Propose ratification, accession and the like as a treaty action, unless the records say another."""
    dates = {"date": notice.cells.get("deposit"), "entry_into_force": notice.cells.get("force")}
    cells = {what: one for what, one in dates.items() if one}
    if not cells or notice.country not in reading.states:
        return
    if reason := against(reading, notice):
        reading.doubt(f"{notice.country} {notice.treaty} {act(notice) or 'action'}", reason, notice.where)
        return
    note = ""
    if "date" not in cells and notice.treaty in SIX_MONTHS:
        year, month = deposit_month(cells["entry_into_force"].value)
        cells["date"] = Cell(f"{year}-{month:02}", f"from {cells['entry_into_force'].place}")
        cells["basis"] = Cell("computed")
        note = "month of the deposit inferred from the entry into force by Art. 17(2)"
    add(reading, "treaty_actions", notice, {**base, "action": notice.cells["act"], **cells}, note)


def against(reading: Reading, notice: Notice) -> str:
    """Return what speaks against proposing the action of a notice, nothing if nothing does."""
    if not act(notice):
        return "the document does not say whether by ratification or accession"
    known = on_record(reading, notice)
    other = next((name for name in JOINING if name in known and name != act(notice)), "")
    if other:
        return f"the document says {act(notice)}, the records say {other} ({known[other]['date']})"
    recorded = any(row["treaty"] == notice.treaty for row in reading.records["treaty_actions"])
    if act(notice) == "ratification" and not known and recorded:
        return "the records have no signature by it, and a state that did not sign accedes"
    return ""


def crosschecks(reading: Reading, notice: Notice, base: dict[str, Cell]) -> None:
    """Propose the document as a second source for dates that the records have already."""
    known = on_record(reading, notice)
    record = next((known[name] for name in JOINING if name in known), {})
    for what, column, name in (
        ("force", "entry_into_force", "entry_into_force"),
        ("deposit", "date", "deposit"),
    ):
        one, there = notice.cells.get(what), record.get(column, "")
        if one is None or not there:
            continue
        agrees = there.startswith(one.value) or one.value.startswith(there)
        if not agrees:
            reason = f"{name} {one.value}, but the records have {there} ({record['source']})"
            reading.doubt(
                f"{notice.country} {notice.treaty}", reason, notice.where, outcome="kept as a rival"
            )
        cells = {**base, "what": Cell(name), "date": one, "agrees": Cell("yes" if agrees else "no")}
        add(reading, "treaty_crosschecks", notice, cells)


def repeated_ranks(reading: Reading, every: list[Notice]) -> None:
    """List the ranks that two states are given, and take them out of their notices."""
    ranked: dict[tuple[str, str], list[Notice]] = {}
    for notice in every:
        if "rank" in notice.cells:
            ranked.setdefault((notice.treaty, notice.cells["rank"].value), []).append(notice)
    for (_, rank), same in ranked.items():
        reason = f"{' and '.join(notice.country for notice in same)} have the same ordinal"
        for notice in same if len(same) > 1 else ():
            reading.doubt(f"{notice.country} rank {rank}", reason, notice.where)
            notice.cells.pop("rank")


def missing_ranks(reading: Reading, every: list[Notice]) -> None:
    """List the ordinals that a run of notices leaves out: 78, 80, 81 lacks the 79th."""
    for treaty in dict.fromkeys(notice.treaty for notice in every):
        mine = [notice for notice in every if notice.treaty == treaty and "rank" in notice.cells]
        ranked = {int(notice.cells["rank"].value): notice for notice in mine}
        for low, high in pairwise(sorted(ranked)) if len(ranked) >= 3 else ():
            if 1 < high - low <= 3:
                gap = ", ".join(str(number) for number in range(low + 1, high))
                reason = f"no notice for number {gap}: the document goes from {low} to {high}"
                reading.doubt(
                    f"{treaty} ordinal {gap}", reason, ranked[high].where, outcome="nothing to keep"
                )
