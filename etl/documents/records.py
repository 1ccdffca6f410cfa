"""What data/raw already knows, read once: treaty actions, events, projects, actors, members of regions."""

from dataclasses import dataclass
from pathlib import Path

from etl.documents.names import rows


@dataclass(frozen=True)
class Records:
    """Rows of data/raw by table, each with its line in the file."""

    tables: dict[str, list[dict[str, str]]]

    def of(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table."""
        return self.tables.get(table, [])


NEEDED_TEXT = (
    "sources countries regions region_members treaties treaty_actions treaty_crosschecks actors"
    " events oslo_process event_participants event_programme memberships projects reported_figures"
)
NEEDED = NEEDED_TEXT.split()


def records(raw: Path) -> Records:
    """Return the records of a folder; `line` is the line of each row in its file."""
    tables = {
        table: [{**row, "line": str(line)} for line, row in enumerate(rows(raw / f"{table}.csv"), 2)]
        for table in NEEDED
    }
    return Records(tables)


def members(known: Records, region: str, day: str = "") -> list[str]:
    """Return the countries of a region on a day; M49 regions and sub-regions go by the countries' table."""
    listed = [
        row["country"]
        for row in known.of("region_members")
        if row["region"] == region
        and (not day or ((row["since"] or "0") <= day and (not row["until"] or day <= row["until"])))
    ]
    if listed:
        return listed
    if region == "WB":
        return ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"]
    title = region.replace("_", " ").casefold()
    return [
        row["country"]
        for row in known.of("countries")
        if title in (row["un_region"].casefold(), row["un_subregion"].casefold())
        or (
            title == "latin america"
            and row["un_subregion"] in ("Caribbean", "Central America", "South America")
        )
    ]


def state_names(known: Records) -> dict[str, str]:
    """Return the names of countries as the records print them."""
    return {row["country"]: row["name"] for row in known.of("countries")}


def usual_participants(known: Records) -> dict[str, str]:
    """Return the name under which each actor is listed as a participant most often."""
    counts: dict[tuple[str, str], int] = {}
    for row in known.of("event_participants"):
        if row["actor"] and row["kind"] != "person-office":
            counts[row["actor"], row["participant"]] = counts.get((row["actor"], row["participant"]), 0) + 1
    best: dict[str, str] = {}
    for (actor, name), _ in sorted(counts.items(), key=lambda item: item[1]):
        best[actor] = name
    return best
