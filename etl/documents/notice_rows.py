"""Treaty notices of a document, one for each state, and their rows: actions, second sources, ranks."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from etl.documents.dates import Period, iso, periods, with_year
from etl.documents.notices import NOT_FIRST, SIX_MONTHS, Told, statements
from etl.documents.paragraphs import Sentence, locator
from etl.documents.reading import Cell, Doubt, Finding, Found, Reading, country_cell, doubt
from etl.documents.records import state_names


@dataclass
class Notice:
    """What a document says of one country and one treaty."""

    treaty: str
    country: str
    sentence: Sentence
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def gathered(told: list[Told], reading: Reading, found: Found) -> list[Notice]:
    """Return one notice for each treaty and country; two values for one thing leave both out."""
    notes: dict[tuple[str, str], Notice] = {}
    for key in dict.fromkeys((each.treaty, each.country) for each in told):
        mine = [each for each in told if (each.treaty, each.country) == key]
        notice = notes.setdefault(key, Notice(*key, mine[0].sentence))
        kinds_told = [each for each in mine if each.what == "instrument"] or [
            each for each in mine if each.what == "kind"
        ]
        plain = [each for each in mine if each.what not in ("kind", "instrument")]
        for each in [*kinds_told[:1], *settled(plain, reading, found)]:
            what = "kind" if each.what == "instrument" else each.what
            known = notice.cells.get(what)
            if known and known.value != each.cell.value:
                both = f"{what.replace('_', ' ')} is told twice, as {known.value} and as {each.cell.value}"
                found.doubts.append(doubt(f"{key[1]} {key[0]}", both, each.sentence))
                notice.cells[what] = Cell("")
            elif not known:
                notice.cells[what] = each.cell
                notice.sentence = (
                    each.sentence if what in ("rank", "entry_into_force", "date") else notice.sentence
                )
                notice.notes += [each.note] if each.note else []
        notice.cells = {what: one for what, one in notice.cells.items() if one.value}
    return list(notes.values())


def settled(told: list[Told], reading: Reading, found: Found) -> list[Told]:
    """Return statements with whole dates: the year from the entry into force or from the document."""
    forces = [each for each in told if each.what == "entry_into_force" and each.period]
    force = next((each.cell.value for each in forces if each.period and each.period.has_year), "")
    whole = []
    for each in told:
        if each.period is None:
            whole.append(each)
            continue
        day, note = dated_whole(each.period, force, each.what == "entry_into_force", reading)
        missing = "no day is stated" if each.period.when == "today" else "no year is stated"
        fault = missing if day is None else day.fault
        if day is None or fault:
            what = f"{each.country} {each.treaty} {each.what.replace('_', ' ')}"
            found.doubts.append(doubt(what, fault, each.sentence))
            continue
        what, note = each.what, note or each.note
        if what == "became":
            first = day.start[2] == 1 or each.treaty not in SIX_MONTHS
            what = "entry_into_force" if first else "date"
            note = note or ("" if first else NOT_FIRST)
        whole.append(replace(each, what=what, cell=Cell(iso(day.start), each.cell.place), note=note))
    return whole


def dated_whole(one: Period, force: str, ahead: bool, reading: Reading) -> tuple[Period | None, str]:
    """Return a period with its year and what was inferred for it; None if nothing gives the year."""
    if one.has_year:
        return one, ""
    if one.when == "today":
        days = periods(reading.published) if len(reading.published) == 10 else []
        return (days[0] if days else None), "the day of the document: it says today"
    dated = year_by_force(one, force) or with_year(one, reading.published, ahead=ahead)
    return dated, "year inferred from what else the document says"


def year_by_force(day: Period, force: str) -> Period | None:
    """Return a day of deposit in the year that fits an entry into force six months later."""
    if not force:
        return None
    year, month = deposit_month(force)
    return (
        replace(day, start=(year, *day.start[1:]), end=(year, *day.end[1:]))
        if day.start[1] == month
        else None
    )


def deposit_month(force: str) -> tuple[int, int]:
    """Return year and month of the deposit that an entry into force on the first of a month follows from.

    >>> deposit_month("2013-11-01"), deposit_month("2016-03-01")
    ((2013, 5), (2015, 9))
    """
    months = int(force[:4]) * 12 + int(force[5:7]) - 1 - 6
    return months // 12, months % 12 + 1


JOINED = ("ratification", "accession", "acceptance", "approval", "succession")


def notice_rows(reading: Reading) -> Found:
    """Return the rows that the treaty notices of a document give."""
    found = Found()
    every = statements(reading, found)
    told = [one for one in gathered(every, reading, found) if set(one.cells) - {"kind"}]
    found.doubts += repeated_ranks(told)
    found.doubts += missing_ranks(told)
    for notice in told:
        checked(notice, found)
        unlike(notice, every, found)
        found.rows += [
            *figures(notice, reading),
            *other_actions(notice, reading),
            *action(notice, reading, found),
        ]
        found.rows += crosschecks(notice, reading, found)
    return found


FIRST_ACCESSION = 31  # nobody accedes before the Convention is in force, which 30 ratifications made it


def unlike(notice: Notice, told: list[Told], found: Found) -> None:
    """Take out of a notice two rival instruments, and the rank of "the first State to accede"."""
    same = [each for each in told if (each.treaty, each.country) == (notice.treaty, notice.country)]
    instruments = list(dict.fromkeys(each.cell.value for each in same if each.what == "instrument"))
    if len(instruments) > 1:
        reason = f"the document names an instrument of {' and one of '.join(instruments)}"
        found.doubts.append(doubt(f"{notice.country} {notice.treaty}", reason, notice.sentence))
        notice.cells.pop("kind", None)
    for each in same:
        accedes = notice.treaty in SIX_MONTHS and "accede" in each.sentence.text
        if each.what == "rank" and accedes and int(each.cell.value) < FIRST_ACCESSION:
            reason = "it counts accessions only: a State can accede once the treaty is in force"
            what = f"{notice.country} rank {each.cell.value}"
            found.doubts.append(doubt(what, reason, notice.sentence))
            notice.cells.pop("rank", None)


def checked(notice: Notice, found: Found) -> None:
    """Take out of a notice the dates that the treaty itself rules out."""
    force, day = notice.cells.get("entry_into_force"), notice.cells.get("date")
    if force is None or notice.treaty not in SIX_MONTHS:
        return
    wrong = ""
    if len(force.value) == 10 and not force.value.endswith("-01"):
        wrong = (
            f"{force.value} is not the first of a month, from which {notice.treaty} Art. 17(2) binds a state"
        )
    elif (
        day
        and len(day.value) >= 7
        and f"{deposit_month(force.value)[0]}-{deposit_month(force.value)[1]:02}" != day.value[:7]
    ):
        wrong = f"a deposit on {day.value} does not lead to an entry into force on {force.value}"
        wrong = "" if force.value in ("2010-08-01", "1999-03-01") else wrong
    if wrong:
        found.doubts.append(doubt(f"{notice.country} {notice.treaty}", wrong, notice.sentence))
        notice.cells.pop("entry_into_force")
        notice.cells.pop("date", None)


def figures(notice: Notice, reading: Reading) -> list[Finding]:
    """Return rank and entry into force as reported figures."""
    name = state_names(reading.records).get(notice.country, notice.country)
    kind = notice.cells["kind"].value if "kind" in notice.cells else "State Party"
    rows = []
    for what, indicator, unit in (
        ("rank", f"ordinal of {notice.treaty} {kind}", "rank"),
        ("entry_into_force", "becomes State Party", "date"),
    ):
        if one := notice.cells.get(what):
            value = {"value": one} if what == "rank" else {"date": one}
            cells = {
                "subject": Cell(name),
                "indicator": Cell(indicator),
                "unit": Cell(unit),
                "countries": country_cell(reading, notice.country, notice.sentence),
                **value,
            }
            rows.append(finding("reported_figures", cells, notice))
    return rows


def finding(table: str, cells: dict[str, Cell], notice: Notice, note: str = "") -> Finding:
    """Return a row from a notice; what was inferred lowers its confidence."""
    notes = (
        "; ".join(dict.fromkeys([*notice.notes, *([note] if note else [])]))
        if table != "reported_figures"
        else ""
    )
    where = locator(notice.sentence.paragraph, notice.sentence.first)
    return Finding(table, cells, "medium" if notes else "high", where, notes)


def other_actions(notice: Notice, reading: Reading) -> list[Finding]:
    """Return signature and withdrawal as treaty actions."""
    return [
        finding(
            "treaty_actions",
            {**base(notice, reading), "action": Cell(what), "date": notice.cells[what]},
            notice,
        )
        for what in ("signature", "withdrawal", "withdrawal_effective")
        if what in notice.cells
    ]


def base(notice: Notice, reading: Reading) -> dict[str, Cell]:
    """Return the cells that each row of a notice has."""
    return {"treaty": Cell(notice.treaty), "country": country_cell(reading, notice.country, notice.sentence)}


def known_actions(notice: Notice, reading: Reading) -> dict[str, dict[str, str]]:
    """Return the actions that the records have for the country and treaty of a notice."""
    return {
        row["action"]: row
        for row in reading.records.of("treaty_actions")
        if (row["treaty"], row["country"]) == (notice.treaty, notice.country)
    }


def action(notice: Notice, reading: Reading, found: Found) -> list[Finding]:
    """Return ratification, accession and the like as a treaty action, unless the records say another."""
    told = {what: one for what, one in notice.cells.items() if what in ("date", "entry_into_force")}
    if not told or notice.country not in state_names(reading.records):
        return []
    kind = notice.cells.get("kind", Cell(""))
    if reason := against(notice, kind.value, reading):
        what = f"{notice.country} {notice.treaty} {kind.value or 'action'}"
        found.doubts.append(doubt(what, reason, notice.sentence))
        return []
    note = ""
    if "date" not in told and notice.treaty in SIX_MONTHS:
        year, month = deposit_month(told["entry_into_force"].value)
        told["date"] = Cell(f"{year}-{month:02}", f"from {told['entry_into_force'].place}")
        note = "month of the deposit inferred from the entry into force by Art. 17(2)"
    return [finding("treaty_actions", base(notice, reading) | {"action": kind} | told, notice, note)]


def against(notice: Notice, kind: str, reading: Reading) -> str:
    """Return what speaks against an action of that kind, nothing if nothing does."""
    if not kind:
        return "the document does not say whether by ratification or accession"
    known = known_actions(notice, reading)
    others = [name for name in JOINED if name in known and name != kind]
    if others:
        return f"the document says {kind}, the records say {others[0]} ({known[others[0]]['date']})"
    recorded = any(row["treaty"] == notice.treaty for row in reading.records.of("treaty_actions"))
    if kind == "ratification" and not known and recorded:
        return "the records have no signature by it, and a state that did not sign accedes"
    return ""


def crosschecks(notice: Notice, reading: Reading, found: Found) -> list[Finding]:
    """Return the document as a second source for dates that the records have already."""
    known = known_actions(notice, reading)
    record = next((known[name] for name in JOINED if name in known), None)
    rows = []
    for what, column, name in (
        ("entry_into_force", "entry_into_force", "entry_into_force"),
        ("date", "date", "deposit"),
    ):
        one = notice.cells.get(what)
        if one is None or record is None or not record[column]:
            continue
        agrees = record[column].startswith(one.value) or one.value.startswith(record[column])
        if not agrees:
            reason = (
                f"{name.replace('_', ' ')} {one.value}, but the records have {record[column]}"
                f" ({record['source']})"
            )
            found.doubts.append(
                doubt(f"{notice.country} {notice.treaty}", reason, notice.sentence, kept="kept as a rival")
            )
        cells = {
            **base(notice, reading),
            "what": Cell(name),
            "date": one,
            "agrees": Cell("yes" if agrees else "no"),
        }
        rows.append(finding("treaty_crosschecks", cells, notice))
    return rows


def repeated_ranks(told: list[Notice]) -> list[Doubt]:
    """Return the ranks that two countries are given, and take them out of their notices."""
    doubts = []
    ranked: dict[tuple[str, str], list[Notice]] = {}
    for notice in told:
        if "rank" in notice.cells:
            ranked.setdefault((notice.treaty, notice.cells["rank"].value), []).append(notice)
    for (_, rank), same in ranked.items():
        reason = f"{' and '.join(notice.country for notice in same)} have the same ordinal"
        for notice in same if len(same) > 1 else ():
            doubts.append(doubt(f"{notice.country} rank {rank}", reason, notice.sentence))
            del notice.cells["rank"]
    return doubts


def missing_ranks(told: list[Notice]) -> list[Doubt]:
    """Return the ordinals that a run of notices leaves out: 78, 80, 81 lacks the 79th."""
    doubts = []
    for treaty in dict.fromkeys(notice.treaty for notice in told):
        ranked = {
            int(notice.cells["rank"].value): notice
            for notice in told
            if notice.treaty == treaty and "rank" in notice.cells
        }
        values = sorted(ranked)
        for low, high in pairwise(values):
            if len(values) >= 3 and 1 < high - low <= 3:
                gap = ", ".join(str(number) for number in range(low + 1, high))
                reason = f"no notice for number {gap}: the document goes from {low} to {high}"
                doubts.append(
                    doubt(f"{treaty} ordinal {gap}", reason, ranked[high].sentence, kept="nothing to keep")
                )
    return doubts
