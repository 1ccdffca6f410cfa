"""Projects as rows, tied to the projects that the records have."""

import re

from etl.documents.characters import folded
from etl.documents.findings import Cell, Finding, Reading, cell, row
from etl.documents.project import Project
from etl.documents.quantities import Quantity, shown


def project_rows(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return projects as rows of the table."""
    taken = {record["project"] for record in reading.records.of("projects")}
    rows = []
    for project in projects:
        name = known_project(project, reading) or new_id(project, taken)
        taken.add(name)
        notes = list(project.notes)
        if other := project.converted:
            notes.append(f"the document converts to {other.unit} {shown(other.value)}")
        rows.append(
            row(
                "projects",
                project.where,
                high=project.high,
                note="; ".join(notes),
                project=Cell(name),
                title=project.title,
                start=project.start,
                end=project.end,
                implementer=listed(project.implementer, "; "),
                donor=listed(project.donor, "; "),
                countries=listed(project.countries, ";"),
                amount=valued(project, project.amount),
                currency=currency(project),
                area_km2=valued(project, project.area),
                mines=valued(project, project.mines),
                uxo=valued(project, project.uxo),
            )
        )
    return rows


def listed(cells: tuple[Cell, ...], mark: str) -> Cell:
    """Return several values as one cell."""
    return Cell(mark.join(one.value for one in cells), ", ".join(one.place for one in cells))


def valued(project: Project, quantity: Quantity | None) -> Cell | None:
    """Return a quantity as a cell."""
    if quantity is None:
        return None
    return cell(shown(quantity.value), project.where.paragraph, quantity.first, quantity.last)


def currency(project: Project) -> Cell | None:
    """Return the currency of a project as a cell."""
    amount = project.amount
    return cell(amount.unit, project.where.paragraph, amount.first, amount.last) if amount else None


def known_project(project: Project, reading: Reading) -> str:
    """Return the id of the project of the records that this one is: same money or ground, same countries."""
    countries = {one.value for one in project.countries}
    found = []
    for record in reading.records.of("projects"):
        theirs = set(record["countries"].split(";")) - {""}
        money = is_same(project.amount, record["amount"]) and record["currency"] == getattr(
            project.amount, "unit", ""
        )
        if (money or is_same(project.area, record["area_km2"])) and (countries & theirs or not countries):
            found.append(record["project"])
        elif (
            folded(record["title"]) == folded(project.title.value)
            and record["start"][:4] == project.start.value[:4]
        ):
            found.append(record["project"])
    return found[0] if len(found) == 1 else ""


def is_same(quantity: Quantity | None, text: str) -> bool:
    """Tell whether a quantity is the number in a cell of the records."""
    return quantity is not None and bool(text) and float(text) == float(quantity.value)


def new_id(project: Project, taken: set[str]) -> str:
    """Return a new id made of who carries out, who gives, where and when."""
    who = [folded(one.value) for one in (*project.implementer[:1], *project.donor[:1])]
    parts = [re.sub(r"[^a-z0-9]+", "", name)[:8] for name in who]
    parts += [one.value.lower() for one in project.countries[:3]]
    parts.append(project.start.value[:4] or project.end.value[:4])
    base = "-".join(part for part in parts if part) or "project"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
