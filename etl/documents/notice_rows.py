"""Rows from treaty notices: treaty actions, second sources for known ones, ranks and dates as figures."""

from etl.documents.findings import Cell, Doubt, Finding, Found, Reading, country_cell, doubt
from etl.documents.notices import SIX_MONTHS, Notice, deposit_month, notices
from etl.documents.paragraphs import locator
from etl.documents.records import state_names

JOINED = ("ratification", "accession", "acceptance", "approval", "succession")


def notice_rows(reading: Reading) -> Found:
    """Return the rows that the treaty notices of a document give."""
    told, found = notices(reading)
    found.doubts += repeated_ranks(told)
    found.doubts += missing_ranks(told)
    for notice in told:
        checked(notice, found)
        found.rows += [
            *figures(notice, reading),
            *other_actions(notice, reading),
            *action(notice, reading, found),
        ]
        found.rows += crosschecks(notice, reading, found)
    return found


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
    """Return ratification, accession and the like as a treaty action, unless the records speak against the word."""
    told = {what: notice.cells[what] for what in ("date", "entry_into_force") if what in notice.cells}
    if not told or notice.country not in state_names(reading.records):
        return []
    known = known_actions(notice, reading)
    kind = notice.cells["kind"].value if "kind" in notice.cells else ""
    others = [name for name in JOINED if name in known and name != kind]
    what = f"{notice.country} {notice.treaty} {kind or 'action'}"
    if not kind:
        found.doubts.append(
            doubt(what, "the document does not say whether by ratification or accession", notice.sentence)
        )
        return []
    if others:
        reason = f"the document says {kind}, the records say {others[0]} ({known[others[0]]['date']})"
        found.doubts.append(doubt(what, reason, notice.sentence))
        return []
    if (
        kind == "ratification"
        and not known
        and any(row["treaty"] == notice.treaty for row in reading.records.of("treaty_actions"))
    ):
        reason = "the records have no signature by it, and a state that did not sign accedes"
        found.doubts.append(doubt(what, reason, notice.sentence))
        return []
    note = ""
    if "date" not in told and notice.treaty in SIX_MONTHS:
        year, month = deposit_month(told["entry_into_force"].value)
        told["date"] = Cell(f"{year}-{month:02}", f"from {told['entry_into_force'].place}")
        note = "month of the deposit inferred from the entry into force by Art. 17(2)"
    return [
        finding(
            "treaty_actions", {**base(notice, reading), "action": notice.cells["kind"], **told}, notice, note
        )
    ]


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
    ranked = [notice for notice in told if "rank" in notice.cells]
    for notice in ranked:
        value = notice.cells["rank"].value
        same = [
            other.country
            for other in ranked
            if other.treaty == notice.treaty and other.cells["rank"].value == value
        ]
        if len(same) > 1:
            doubts.append(
                doubt(
                    f"{notice.country} rank {value}",
                    f"{' and '.join(same)} have the same ordinal",
                    notice.sentence,
                )
            )
    for one in doubts:
        for notice in ranked:
            if one.what == f"{notice.country} rank {notice.cells['rank'].value}":
                notice.cells = {what: each for what, each in notice.cells.items() if what != "rank"}
                break
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
        for low, high in zip(values, values[1:], strict=False):
            if len(values) >= 3 and 1 < high - low <= 3:
                gap = ", ".join(str(number) for number in range(low + 1, high))
                reason = f"no notice for number {gap}: the document goes from {low} to {high}"
                doubts.append(
                    doubt(f"{treaty} ordinal {gap}", reason, ranked[high].sentence, kept="nothing to keep")
                )
    return doubts
