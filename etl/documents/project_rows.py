"""Projects as rows, tied to the projects that the records have."""

import re

from etl.documents.characters import folded
from etl.documents.findings import Cell, Finding, Reading
from etl.documents.paragraphs import locator, place
from etl.documents.project import Project
from etl.documents.quantities import Quantity, shown


def project_rows(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return projects as rows of the table."""
    taken = {row["project"] for row in reading.records.of("projects")}
    rows, ids = [], set(taken)
    for project in projects:
        known = known_project(project, reading)
        name = known or new_id(project, ids)
        ids.add(name)
        cells = {
            "project": Cell(name), "title": project.title, "start": project.start, "end": project.end,
            "implementer": listed(project.implementer), "donor": listed(project.donor), "countries": listed(project.countries, ";"),
            "amount": value(project, project.amount), "currency": Cell(project.amount.unit, spot(project, project.amount)) if project.amount else Cell(""),
            "area_km2": value(project, project.area), "mines": value(project, project.mines), "uxo": value(project, project.uxo),
        }  # fmt: skip
        filled = {column: one for column, one in cells.items() if one.value}
        notes = list(project.notes)
        if project.converted:
            notes.append(
                f"the document converts to {project.converted.unit} {shown(project.converted.value)}"
            )
        note = "; ".join(notes)
        rows.append(
            Finding(
                "projects",
                filled,
                "high" if project.high else "medium",
                locator(project.where.paragraph, project.where.first),
                note[:1].upper() + note[1:],
            )
        )
    return rows


def listed(cells: tuple[Cell, ...], mark: str = "; ") -> Cell:
    """Return several values as one cell."""
    return Cell(mark.join(one.value for one in cells), ", ".join(one.place for one in cells))


def value(project: Project, quantity: Quantity | None) -> Cell:
    """Return a quantity as a cell."""
    return Cell(shown(quantity.value), spot(project, quantity)) if quantity else Cell("")


def spot(project: Project, quantity: Quantity) -> str:
    """Return where a quantity stands."""
    return place(project.where.paragraph, quantity.first, quantity.last)


def known_project(project: Project, reading: Reading) -> str:
    """Return the id of the project of the records that this one is: same money or ground in the same countries."""
    countries = {one.value for one in project.countries}
    found = []
    for row in reading.records.of("projects"):
        theirs = set(row["countries"].split(";")) - {""}
        same_money = (
            project.amount
            and row["amount"]
            and float(row["amount"]) == float(project.amount.value)
            and row["currency"] == project.amount.unit
        )
        same_area = project.area and row["area_km2"] and float(row["area_km2"]) == float(project.area.value)
        same_title = (
            folded(row["title"]) == folded(project.title.value)
            and row["start"][:4] == project.start.value[:4]
        )
        if (same_money or same_area) and (countries & theirs or not countries) or same_title:
            found.append(row["project"])
    return found[0] if len(found) == 1 else ""


def new_id(project: Project, taken: set[str]) -> str:
    """Return a new id made of who gives, who carries out, where and when."""
    parts = [
        *(
            re.sub(r"[^a-z0-9]+", "", folded(one.value))[:8]
            for one in (*project.implementer[:1], *project.donor[:1])
        ),
        *(one.value.lower() for one in project.countries[:3]),
        project.start.value[:4] or project.end.value[:4],
    ]
    base = "-".join(part for part in parts if part) or "project"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
