"""Gathers what is due under the treaties and which meetings lie ahead, as rows and as an iCalendar file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from icalendar import Calendar, Event

from analysis import hazards, treaties

REPORTS = {"CCM": "Article 7(2)", "APMBC": "Article 7(2)"}
"""Treaties whose States Parties report each year by 30 April on the year before, and where it says so."""
DUE = (4, 30)
TASKS = {
    ("CCM", "3"): "Destruction of stockpiled cluster munitions due",
    ("CCM", "4"): "Clearance of cluster munition remnants due",
    ("APMBC", "4"): "Destruction of stockpiled anti-personnel mines due",
    ("APMBC", "5"): "Clearance of mined areas due",
}
KINDS = {
    "clearance": "Clearance deadline",
    "stockpiles": "Stockpile deadline",
    "extension": "Extension requested",
    "report": "Annual report due",
    "meeting": "Meeting",
}
COLUMNS = [
    "date",
    "date_precision",
    "kind",
    "title",
    "country",
    "treaty",
    "article",
    "state",
    "source",
    "locator",
    "basis",
    "note",
]
PRODUCT = "-//Mine action in South East Europe//Deadlines and reports//EN"


def duties(obligations: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Deadlines for land and stockpiles: those ahead and those that passed without a completion on record.

    Columns: those of COLUMNS. A request for an extension without a date of its own stands at the deadline.
    """
    rows = hazards.deadlines(obligations, today)
    rows = rows[rows["duty"].isin(["clearance", "stockpiles"]) & rows["state"].ne("completed")]
    rows = rows[rows["deadline"].notna()]
    pairs = zip(rows["treaty"], rows["article"], strict=True)
    titles = [TASKS.get(pair, f"{pair[0]} Article {pair[1]} due") for pair in pairs]
    kind = rows["duty"].mask(rows["state"].eq("requested"), "extension")
    found = rows.assign(title=titles, kind=kind, date=rows["deadline"])
    return found.assign(date_precision=rows["deadline_precision"])[COLUMNS]


def reports(
    treaty_actions: pd.DataFrame, countries: pd.DataFrame, today: pd.Timestamp, years: int = 2
) -> pd.DataFrame:
    """The annual reports that States Parties owe at the coming 30 Aprils.

    Source: Convention on Cluster Munitions, Art. 7(2); Anti-Personnel Mine Ban Convention, Art. 7(2).

    Columns: those of COLUMNS.
    """
    first = today.year + (today > pd.Timestamp(today.year, *DUE))
    members = sorted(countries["country"])
    found = treaties.steps(treaty_actions, countries, today.date())
    standing = treaties.standings(found, today.date(), members, tuple(REPORTS))
    parties = standing[standing["code"] == "party"]
    parts = [
        parties.assign(
            date=pd.Timestamp(year, *DUE),
            title=[f"Report on {year - 1} under {REPORTS[treaty]}" for treaty in parties["treaty"]],
        )
        for year in range(first, first + years)
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.assign(kind="report", article="7", state="due each year", date_precision="day")
    return rows.assign(basis="computed", note="Due each 30 April; the source is that of the ratification")[
        COLUMNS
    ]


def meetings(events: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Meetings on record that have not ended yet.

    Columns: those of COLUMNS.
    """
    ends = events["end"].fillna(events["start"])
    rows = events[ends >= today]
    rows = rows.assign(date=rows["start"], kind="meeting", treaty=None, article=None, state="announced")
    return rows[COLUMNS]


def calendar(
    obligations: pd.DataFrame,
    treaty_actions: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    today: pd.Timestamp,
) -> pd.DataFrame:
    """Deadlines, requests, annual reports and meetings, by date.

    Columns: those of COLUMNS.
    """
    parts = [duties(obligations, today), reports(treaty_actions, countries, today), meetings(events, today)]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=COLUMNS).astype({"date": "datetime64[s]"})
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values(["date", "kind", "country"], kind="stable").reset_index(drop=True)


def icalendar_file(
    rows: pd.DataFrame, names: Mapping[str, str], urls: Mapping[str, str], stamp: pd.Timestamp
) -> bytes:
    """An iCalendar file (RFC 5545) with one all-day entry per row.

    Args:
        rows: as `calendar` gives them.
        names: of countries.
        urls: addresses of the sources.
        stamp: when the data were made.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", "Mine action: deadlines and reports")
    for row in rows.itertuples():
        made.add_component(_entry(row, names, urls, stamp))
    return made.to_ical()


def _entry(row: Any, names: Mapping[str, str], urls: Mapping[str, str], stamp: pd.Timestamp) -> Event:
    place = names.get(row.country, row.country) if isinstance(row.country, str) else ""
    treaty = row.treaty if isinstance(row.treaty, str) else ""
    entry = Event()
    entry.add("summary", ": ".join(filter(None, [place, " ".join(filter(None, [row.title, treaty]))])))
    parts = (row.kind, treaty, row.article, row.country if place else row.title, f"{row.date:%Y%m%d}")
    entry.add("uid", "-".join(str(part).replace(" ", "") for part in parts if part) + "@see-mine-action")
    entry.add("dtstamp", stamp.to_pydatetime())
    entry.add("dtstart", row.date.date())
    entry.add("dtend", (row.date + pd.Timedelta(days=1)).date())
    entry.add("transp", "TRANSPARENT")
    url = urls.get(row.source)
    said = [KINDS[row.kind], str(row.state), f"Source: {url or row.source}"]
    if row.date_precision in ("month", "year"):
        said.insert(1, f"only the {row.date_precision} is known")
    entry.add("description", ". ".join(said))
    if url:
        entry.add("url", url)
    return entry
