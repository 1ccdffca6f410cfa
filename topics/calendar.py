"""Composes what is due under the treaties with the meetings ahead, as rows and as an iCalendar file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from icalendar import Calendar, Event

from topics.land.obligations import DEADLINE_DUTIES, obligations
from topics.records.evidence import record_index
from topics.tables import Tables, with_records
from topics.treaties.rules import first_report_due, next_report_due
from topics.treaties.status import standings
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import families
from topics.vocabulary.land import CALENDAR
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case
from topics.vocabulary.treaties import due_name, treaty_names

MOST_NAMED = 15
"""Countries that a sentence names; more are counted."""
YEARS_AHEAD = 2
"""Annual reports that the calendar knows ahead."""
COLUMNS = ["date", "date_precision", "due", "title", "country", "treaty", "article", "family", "state"]
COLUMNS += ["records", "is_stated", "note"]
PRODUCT = "-//Mine action in South East Europe//Deadlines and reports//EN"


def calendar_rows(tables: Tables, countries: tuple[str, ...]) -> pd.DataFrame:
    """Deadlines, requests and reports of some countries, and all meetings ahead, by date.

    *Columns*: COLUMNS, source. due is a key of vocabulary.land.CALENDAR; family the hazard of a deadline.
    """
    parts = [_deadlines(tables), _reports(tables, countries), _meetings(tables)]
    rows = pd.concat([part[COLUMNS] for part in parts if len(part)] or [_deadlines(tables)[COLUMNS]])
    rows = rows[rows["country"].isin(countries) | rows["due"].eq("meeting")]
    sources = tables.derive(record_index)["source"]
    cited = [sources.get(records[0]) if records else None for records in rows["records"]]
    return rows.assign(source=cited).sort_values(["date", "due", "country"], kind="stable", ignore_index=True)


def calendar_in_view(tables: Tables, view: View) -> pd.DataFrame:
    """The rows of the countries of a view; of one hazard the deadlines that it has, and all reports."""
    rows = calendar_rows(tables, view.members)
    if view.hazard == "ALL":
        return rows
    family = families(tables).get(view.hazard)
    return rows[rows["family"].isna() | rows["family"].eq(family)].reset_index(drop=True)


def meetings_ahead_words(tables: Tables) -> str:
    """A sentence where no meeting ahead is on record, else nothing."""
    return "" if len(_meetings(tables)) else "No meeting ahead is on record."


def not_bound_words(tables: Tables, view: View) -> list[str]:
    """For each treaty with deadlines who of the view is not bound by it, and so has none: a sentence each."""
    duties = view.of(tables["treaty_duties"])
    treaties = tuple(dict.fromkeys(duties.loc[duties["duty"].isin(DEADLINE_DUTIES), "treaty"]))
    rows = standings(tables, tables.today, view.members, treaties)
    outside, names = rows[rows["standing_code"].ne("party")], country_names(tables, full=True)
    return [
        f"Not bound by the {treaty_names(tables)[treaty]}, so without a deadline under it: "
        f"{listed(sorted(names[code] for code in part['country']), most=MOST_NAMED, noun='countries')}."
        for treaty, part in outside.groupby("treaty", sort=False)
    ]


def _deadlines(tables: Tables) -> pd.DataFrame:
    """Deadlines for land and stockpiles: those ahead and those that are over without a completion.

    An extension that is requested after the deadline stands at the deadline.
    """
    rows = obligations(tables)
    rows = rows[rows["duty"].isin(DEADLINE_DUTIES) & rows["state"].ne("completed")]
    rows = rows[rows["deadline"].notna()]
    pairs = zip(rows["treaty"], rows["article"], strict=True)
    return rows.assign(
        title=[due_name(tables, *pair) for pair in pairs],
        due=rows["duty"].mask(rows["state"].eq("requested"), "extension"),
        date=rows["deadline"],
        date_precision=rows["deadline_precision"],
        is_stated=False,
    )


def _reports(tables: Tables, countries: tuple[str, ...]) -> pd.DataFrame:
    """The first and the annual reports that states owe from today on; they rest on the act and the duty."""
    duties = tables["treaty_duties"].rename(columns={"record_id": "rule", "due": "what"})
    duties = duties[duties["duty"].isin(["initial_report", "report"])]
    every, codes = tuple(tables["countries"]["country"]), tuple(dict.fromkeys(duties["treaty"]))
    rows = tables.derive(standings, tables.today, every, codes)
    rows = rows[rows["country"].isin(countries) & rows["in_force_on"].notna()]
    rows = rows[rows["standing_code"].isin(["party", "consented"])]
    rows = rows[["country", "treaty", "in_force_on", "records"]].merge(duties, on="treaty")
    common = {"date_precision": "day", "state": "due by the treaty", "is_stated": False, "family": None}
    common["note"] = "Due by the article named; the source is that of the ratification"
    dated = [
        row
        | common
        | {"date": day, "title": title, "due": row["duty"], "records": (*row["records"], row["rule"])}
        for row in rows.to_dict("records")
        for day, title in _report_days(row, pd.Timestamp(tables.today))
    ]
    return pd.DataFrame(dated, columns=COLUMNS)


def _report_days(row: dict[str, Any], today: pd.Timestamp) -> list[tuple[pd.Timestamp, str]]:
    """The coming days of one duty to report, each with its title."""
    if row["duty"] == "initial_report":
        day = first_report_due(row["in_force_on"], row["within"], row["unit"])
        return [(day, f"{row['what']} under Article {row['article']}")] if day >= today else []
    first = next_report_due(row["each_year"], row["in_force_on"], today)
    days = [first + pd.DateOffset(years=years) for years in range(YEARS_AHEAD)]
    return [(day, f"Report on {day.year - 1} under Article {row['article']}") for day in days]


def _meetings(tables: Tables) -> pd.DataFrame:
    """Meetings on record that are not over."""
    rows = tables["events"]
    rows = with_records(rows[rows["end"].fillna(rows["start"]) >= pd.Timestamp(tables.today)])
    nothing = dict.fromkeys(("treaty", "article", "family"))
    return rows.assign(date=rows["start"], due="meeting", state="announced", **nothing)


def icalendar_file(view: View) -> bytes:
    """An iCalendar file (RFC 5545) with one all-day entry for each row of `calendar_in_view`."""
    tables = view.tables
    names, urls = country_names(tables), tables["sources"].set_index("source")["url"].to_dict()
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    name = sentence("Mine action, deadlines and reports: {place}", place=view.undated)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    stamp = pd.Timestamp(tables.edition)
    for row in calendar_in_view(tables, view).astype(object).to_dict("records"):
        stated = {name: None if isinstance(value, float) else value for name, value in row.items()}
        calendar.add_component(_entry(stated, names, urls, stamp))
    return calendar.to_ical()


def _entry(
    row: dict[str, Any], names: Mapping[str, str], urls: Mapping[str, str], stamp: pd.Timestamp
) -> Event:
    place, treaty = names.get(row["country"], ""), row["treaty"] or ""
    title = " ".join(filter(None, [row["title"], treaty]))
    article = (row["article"] or "").partition("(")[0]
    key = (row["due"], treaty, article, row["country"] if place else row["title"], f"{row['date']:%Y%m%d}")
    entry = Event()
    entry.add("summary", ": ".join(filter(None, [place, title])))
    entry.add("uid", "-".join(part.replace(" ", "") for part in key if part) + "@see-mine-action")
    entry.add("dtstamp", stamp.to_pydatetime())
    entry.add("dtstart", row["date"].date())
    entry.add("dtend", (row["date"] + pd.Timedelta(days=1)).date())
    entry.add("transp", "TRANSPARENT")
    url, precision = urls.get(row["source"]), row["date_precision"]
    exact = f"only the {precision} is known" if precision in ("month", "year") else ""
    facts = [sentence_case(CALENDAR[row["due"]]), exact, str(row["state"]), f"Source: {url or row['source']}"]
    entry.add("description", ". ".join(filter(None, facts)))
    if isinstance(url, str):
        entry.add("url", url)
    return entry
