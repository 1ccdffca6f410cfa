"""Composes money, land and cooperation: what partners did in a state, who is missing, what is near."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from topics.cooperation.participants import COUNTED
from topics.cooperation.projects import in_order, parties
from topics.land.status import APART, NO_DATA, country_statuses
from topics.money.flows import contributions
from topics.tables import Tables, united, with_records
from topics.view import View
from topics.vocabulary.meetings import DEEDS

FIRST = "BIH"
"""The state that is planned for first, where it is in the view."""
PARTNERS = ("DEU", "EU", "ITF")
MOST_PARTNERS = 6
STATED = COUNTED[:1]
"""Only participants that a source states count as partners at a meeting."""
ENTRY = ["partner", "deed", "did", "year", "what", "amount", "currency", "source", "locator", "basis", "note"]
ENTRY += ["records", "is_stated"]
IN_NEIGHBOUR, ON_BORDER = "in the neighbour", "on a border"


class Line(NamedTuple):
    """A line of the plan in plain words: what it is about, and what is known of it."""

    about: str
    words: str


def states(view: View) -> tuple[str, ...]:
    """The states that can be planned for, that of the view which comes first at the head."""
    return tuple(sorted(view.members, key=lambda code: code != FIRST))


def partner_entries(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Everything on record between a state and its partners (states and partner_organisations), by year.

    *Columns*: ENTRY. deed is money, project, meeting or membership; did says it in words, what names it.
    """
    parts = [
        work(tables, state, partners).reindex(columns=ENTRY)
        for work in (_money, _projects, _meetings, _memberships)
    ]
    filled = [part.astype({"year": "float64", "amount": "float64"}) for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=ENTRY)
    rows = pd.concat(filled)
    order = {partner: place for place, partner in enumerate(partners)}
    rows = rows.assign(order=rows["partner"].map(order)).sort_values(["order", "year", "did"], kind="stable")
    return rows.drop(columns="order").reset_index(drop=True)


def donors_not_chosen(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Donors that gave to the state and are not among the partners, the last giver first.

    *Columns*: donor, last_year, amount_usd (itemised by the Monitor, without what is repeated), records.
    """
    rows = with_records(tables["funding"])
    rows = rows[rows["recipient"].eq(state) & rows["year"].notna() & rows["donor"].notna()]
    meant = parties(tables, rows["donor"])
    chosen = meant.loc[meant["party"].isin(partners), "row"]
    rows = rows[~rows.index.isin(chosen) & ~rows["donor_country"].isin(partners)]
    counted = contributions(tables, View(tables, countries=(state,)))["record_id"]
    rows = rows.assign(counted=rows["amount_usd"].where(rows["record_id"].isin(counted)))
    grouped = rows.groupby("donor", as_index=False).agg(
        last_year=("year", "max"),
        amount_usd=("counted", lambda amounts: amounts.sum(min_count=1)),
        records=("records", united),
    )
    return grouped.sort_values(["last_year", "donor"], ascending=[False, True], ignore_index=True)


def last_money(tables: Tables, state: str) -> tuple[int, float, int] | None:
    """The last year with international money that may be added: year, US dollars, number of donors."""
    rows = contributions(tables, View(tables, countries=(state,))).dropna(subset=["year", "amount_usd"])
    if rows.empty:
        return None
    last = rows[rows["year"] == rows["year"].max()]
    return int(last["year"].iloc[0]), float(last["amount_usd"].sum()), int(last["donor"].nunique())


def operators(tables: Tables, state: str) -> pd.DataFrame:
    """Who carried out single projects in the state, those with most projects first.

    *Columns*: operator, projects.
    """
    rows = _projects_in(tables, state)
    rows = rows[rows["implementer"].notna() & ~rows["cumulative"]]
    rows = rows.assign(operator=rows["implementer"].str.split(r";\s*")).explode("operator")
    counts = rows.groupby("operator", as_index=False).agg(projects=("project", "nunique"))
    return counts.sort_values(["projects", "operator"], ascending=[False, True], ignore_index=True)


def neighbours(tables: Tables, state: str) -> list[str]:
    """Countries and areas that share a land border."""
    borders = tables["borders"]
    return borders.loc[borders["country"] == state, "neighbour"].tolist()


def neighbour_statuses(tables: Tables, state: str) -> pd.DataFrame:
    """The status of each neighbour for mines and cluster munition remnants, where anything is on record.

    *Columns*: those of `land.status.place_statuses`.
    """
    around = neighbours(tables, state)
    rows = pd.concat([country_statuses(tables, family, day=tables.today) for family in APART])
    rows = rows[rows["country"].isin(around) & rows["status"].ne(NO_DATA)]
    return rows.sort_values(["country", "family"], ignore_index=True)


def border_areas(tables: Tables, state: str) -> pd.DataFrame:
    """What records say of land on a border of the state, or of a neighbour with it, by country and date.

    Land of a neighbour of which the source names no border counts as well.

    *Columns*: those of contamination, records, is_stated.
    """
    rows = with_records(tables["contamination"])
    near = [state, *neighbours(tables, state)]
    rows = rows[rows["at_border"].eq(True) & rows["country"].isin(near)]
    rows = rows[rows["country"].eq(state) | rows["border_with"].fillna(state).eq(state)]
    return rows.sort_values(["country", "as_of"], ignore_index=True)


def past_coalitions(tables: Tables) -> pd.DataFrame:
    """The projects of past coalitions, in order of time.

    *Columns*: those of projects, countries (codes, "BIH;HRV").
    """
    places = tables["project_countries"].groupby("project")["country"].agg(";".join)
    rows = tables["projects"]
    rows = in_order(rows[rows["example"].notna()])
    return rows.assign(countries=rows["project"].map(places))


def _money(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Money of a partner to the state, and through it where it is the channel."""
    rows = with_records(tables["funding"])
    rows = rows[rows["recipient"].eq(state)]
    by_code = pd.DataFrame({"row": rows.index, "party": rows["donor_country"]}).dropna()
    gave = pd.concat([by_code, parties(tables, rows["donor"])]).drop_duplicates()
    passed = parties(tables, rows["channel"])
    both = pd.concat([gave.assign(did="funded"), passed.assign(did="channelled")])
    both = both.drop_duplicates(["row", "party"])
    rows = _of_partners(rows, both, partners)
    repeated = rows["overlap"].astype("bool").map({True: " (repeated in another record)", False: ""})
    stage = rows["stage"].mask(rows["basis"].eq("us_cwd"), "programme of the United States")
    gift = stage + ", " + rows["sector"].fillna("sector not stated").str.replace("_", " ") + repeated
    source = "through it, from " + rows["donor"].fillna("a donor not stated")
    return rows.assign(deed="money", what=gift.where(rows["did"].eq("funded"), source))


def _projects(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Projects in the state that a partner paid or carried out."""
    rows = with_records(_projects_in(tables, state))
    paid, ran = (parties(tables, rows[column]) for column in ("donor", "implementer"))
    both = paid.assign(paid=True).merge(ran.assign(ran=True), on=["row", "party"], how="outer")
    words = {
        "paid": "paid a project",
        "ran": "carried out a project",
        "both": "paid and carried out a project",
    }
    did = both["paid"].notna().map({True: "paid", False: "ran"}).mask(both["paid"].eq(both["ran"]), "both")
    rows = _of_partners(rows, both.assign(did=did.map(words)), partners)
    year = rows["start"].fillna(rows["end"]).dt.year
    return rows.assign(deed="project", year=year, what=rows["title"])


def _meetings(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Meetings that the state attended or hosted and a partner attended; the first seat of each counts."""
    seats, events = with_records(tables["event_participants"]), tables["events"]
    seats = seats[seats["claim"].isin(STATED) & seats["role"].isin(DEEDS)]
    is_state = seats["kind"].eq("state")
    own = seats.loc[seats["country"].eq(state) & is_state, "event"]
    shared = seats[seats["event"].isin([*own, *events.loc[events["country"].eq(state), "event"]])]
    by_code = shared.loc[shared["kind"].eq("state"), "country"]
    meant = parties(tables, shared.loc[shared["kind"].ne("state"), "participant"])
    meant = meant[~meant["party"].isin(tables["countries"]["country"])]
    meant = pd.concat([pd.DataFrame({"row": by_code.index, "party": by_code.to_numpy()}), meant])
    rows = _of_partners(shared, meant, partners).sort_values("seat", kind="stable")
    rows = rows.drop_duplicates(["partner", "event"])
    rows = rows.merge(events[["event", "title", "start", "city"]], on="event")
    what = rows["title"] + ", " + rows["city"].fillna("place not stated")
    return rows.assign(deed="meeting", did=rows["role"].map(DEEDS), year=rows["start"].dt.year, what=what)


def _memberships(tables: Tables, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Organisations to which both belong, or the state's tie to a partner that is one."""
    rows = with_records(tables["memberships"])
    own = rows[rows["country"].eq(state)]
    ties = _of_partners(own, parties(tables, own["actor"]), partners)
    ties = ties.assign(did=ties["status"].fillna("member"))
    shared = rows[rows["country"].isin(partners) & rows["actor"].isin(own["actor"])]
    shared = shared.assign(partner=shared["country"], did="both belong: " + shared["status"].fillna("member"))
    both = pd.concat([ties, shared])
    return both.assign(deed="membership", year=both["since"].dt.year, what=both["actor"])


def _projects_in(tables: Tables, state: str) -> pd.DataFrame:
    places, rows = tables["project_countries"], tables["projects"]
    return rows[rows["project"].isin(places.loc[places["country"] == state, "project"])]


def _of_partners(rows: pd.DataFrame, meant: pd.DataFrame, partners: Sequence[str]) -> pd.DataFrame:
    """Rows that mean a partner, once for each; `seat` is the place of the row in its table.

    `meant` pairs the index of rows (row) with parties (party), maybe with further columns.
    """
    chosen = meant[meant["party"].isin(partners)].rename(columns={"party": "partner", "row": "seat"})
    return chosen.merge(rows, left_on="seat", right_index=True)
