"""Works out who took part, who met whom and how often; draws nothing and reads no files."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.once import once

PRESENT = (
    "participant",
    "host",
    "organiser",
    "speaker",
    "president",
    "observer",
    "endorsed",
    "signed",
    "not_endorsed",
)
"""Roles that mean a seat in the room; to pay for a meeting or to be invited to it does not."""
CLAIMS = ("stated", "inferred", "disputed")
"""How sure a participation is, the surest first."""
NATIONAL = (
    "Commission",
    "Mine Action",
    "Mine action",
    "mine action",
    "Mines and Munitions",
    "Minist",
    "BHMAC",
    "CROMAC",
    "ANAMA",
    "Protection and Rescue",
    "State Secretary",
    "Director General",
    "Permanent Mission",
    "President of the",
)
"""Words by which a body or an office of a state is told from an organisation that only has its seat there."""
REGIONAL = ("RACVIAC", "SEEMACC/ITF", "Roadmap local", "Roadmap regional", "Roadmap high-level")
"""Groups of series that are about South East Europe wherever they meet."""
WORLDWIDE = ("Oslo Process", "CCM formal meetings", "CCM intersessional meetings")
"""Series open to every state: they belong to every view, since lists of who came are rarely on record."""

KINDS = {
    "state": "State",
    "igo": "International organisation",
    "ngo": "Non-governmental organisation",
    "organisation": "Body or organisation",
    "person-office": "Person in an office",
}
"""Kinds of participants, in the order of a list."""
CONFERENCES = {"Oslo Conference": "OSLO-2007", "Lima Conference": "LIMA-2007"}
INDICATORS = {
    "states aligned with the declaration": "states endorsing",
    "states supporting the initiative": "states endorsing",
    "countries represented": "states attending",
}


def claims_up_to(least: str) -> tuple[str, ...]:
    """The claims at least as sure as one.

    >>> claims_up_to("inferred")
    ('stated', 'inferred')
    """
    return CLAIMS[: CLAIMS.index(least) + 1]


def attendances(event_participants: pd.DataFrame, claims: Sequence[str] = ("stated",)) -> pd.DataFrame:
    """One row per event and state that took part, by its name or by an authority of its own.

    An international organisation does not stand for the state of its seat.
    """
    return once(_attendances, event_participants, tuple(claims))


def _attendances(event_participants: pd.DataFrame, claims: tuple[str, ...]) -> pd.DataFrame:
    rows = event_participants
    rows = rows[rows["claim"].isin(claims) & rows["role"].isin(PRESENT) & rows["country"].notna()]
    words = "|".join(NATIONAL)
    office = rows["kind"].isin(["organisation", "person-office"]) & rows["participant"].str.contains(words)
    rows = rows[(rows["kind"] == "state") | office]
    order = rows["claim"].map({claim: place for place, claim in enumerate(CLAIMS)})
    order = order + 0.5 * (rows["kind"] != "state")
    rows = rows.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return rows.drop_duplicates(["event", "country"]).sort_index()


def left_out(event_participants: pd.DataFrame, claims: Sequence[str] = ("stated",)) -> dict[str, int]:
    """How many states at how many meetings are not counted because the claim is weaker, by claim."""
    counted = attendances(event_participants, claims)
    every = attendances(event_participants, CLAIMS)
    known = set(zip(counted["event"], counted["country"], strict=True))
    pairs = zip(every["event"], every["country"], strict=True)
    rest = every[[pair not in known for pair in pairs]]
    return {claim: int((rest["claim"] == claim).sum()) for claim in CLAIMS if claim not in claims}


def events_of(
    events: pd.DataFrame, event_participants: pd.DataFrame, members: Iterable[str], unplaced: bool = False
) -> pd.DataFrame:
    """Events held in one of some countries, attended by one of them or open to all states.

    Args:
        events: any part of the table.
        event_participants: the whole table.
        members: codes of the countries.
        unplaced: keep the regional series' events of which neither place nor participants are on record.
    """
    members = set(members)
    everyone = attendances(event_participants, CLAIMS[:2])
    attended = set(everyone.loc[everyone["country"].isin(members), "event"])
    keep = events["country"].isin(members) | events["event"].isin(attended)
    keep |= events["series"].isin(WORLDWIDE)
    if unplaced:
        unknown = events["country"].isna() & ~events["event"].isin(set(everyone["event"]))
        keep |= unknown & events["series_group"].isin(REGIONAL)
    return events[keep]


def states_shown(attended: pd.DataFrame, members: Iterable[str], most: int = 16) -> list[str]:
    """The members of a region that met others most, then the other states that they met most."""
    members = set(members)
    shared = attended[attended.duplicated("event", keep=False)]
    shared = shared[shared["event"].isin(shared.loc[shared["country"].isin(members), "event"])]
    counts = shared.groupby("country")["event"].nunique()
    order = sorted(counts.index, key=lambda country: (-counts[country], country))
    inside = [country for country in order if country in members][:most]
    others = [country for country in order if country not in members][: most - len(inside)]
    return inside + others if inside else []


def meetings_shared(events: pd.DataFrame, attended: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """Events at which all of some states took part."""
    seats = attended[attended["country"].isin(countries)].groupby("event")["country"].nunique()
    met = seats.index[seats == len(set(countries))]
    return events[events["event"].isin(met)]


def seats_shared(attended: pd.DataFrame, states: Iterable[str], members: Iterable[str]) -> pd.DataFrame:
    """Attendances of some states at meetings that one of the members shared with another of them."""
    seats = attended[attended["country"].isin(states)]
    seats = seats[seats.duplicated("event", keep=False)]
    return seats[seats["event"].isin(seats.loc[seats["country"].isin(members), "event"])]


def with_meetings(attended: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Attendances with the title, date and city of their meeting, the latest first."""
    known = events[["event", "title", "start", "date_precision", "city", "series_group"]]
    rows = attended.merge(known.rename(columns={"start": "date"}), on="event")
    return rows.sort_values(["date", "event", "country"], ascending=[False, True, True], kind="stable")


def dated_meetings(events: pd.DataFrame) -> pd.DataFrame:
    """Events as a reader looks them up: date, place, title, in the order of time."""
    rows = events.rename(columns={"start": "date"}).sort_values(["date", "event"], na_position="last")
    rows = rows.assign(end_precision=rows["date_precision"])
    first = ["date", "date_precision", "end", "end_precision", "city", "country", "lat", "lon", "title"]
    last = ["series_group", "series", "organisers", "funders", "source", "locator", "basis", "note"]
    return rows[first + last].reset_index(drop=True)


def deposits_announced(reported_figures: pd.DataFrame, treaty_actions: pd.DataFrame) -> pd.DataFrame:
    """What the notices of 2013 say of each ratification, beside the deposit in the register of the treaty.

    Columns: ordinal, country, action, date, date_precision, entry_into_force, source, locator, note.
    """
    rows = reported_figures[reported_figures["indicator"] == "ordinal of CCM ratification"]
    rows = rows[["country", "value", "source", "locator", "note"]].rename(columns={"value": "ordinal"})
    actions = treaty_actions[(treaty_actions["treaty"] == "CCM") & treaty_actions["preferred"]]
    actions = actions[actions["action"] != "signature"]
    known = actions[["country", "action", "date", "date_precision", "entry_into_force"]]
    found = rows.merge(known, on="country", how="left").sort_values("ordinal", ignore_index=True)
    columns = ["ordinal", *known.columns, "source", "locator", "note"]
    return found[columns]


def parts_played(event_participants: pd.DataFrame, events: Sequence[str]) -> pd.DataFrame:
    """Who took part in some events: a row each with all its roles, states first, disputed claims out.

    Columns: kind (in words), participant, event (the first), country, roles, source, locator, note.
    """
    rows = event_participants[event_participants["event"].isin(events)]
    rows = rows[rows["claim"] != "disputed"]
    found = rows.groupby(["kind", "participant"], sort=False).agg(
        event=("event", "first"),
        country=("country", "first"),
        roles=("role", lambda roles: ", ".join(dict.fromkeys(roles))),
        source=("source", "first"),
        locator=("locator", "first"),
        note=("note", "first"),
    )
    found = found.reset_index()
    order = found["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    found = found.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return found.assign(kind=found["kind"].map(KINDS)).reset_index(drop=True)


def missing_rounds(titles: Iterable[str]) -> list[int]:
    """Numbers of rounds that no title carries, up to the last one that does.

    >>> missing_rounds(["round 1 - Tirana", "2nd Regional Meeting", "round 5 - Skopje"])
    [3, 4]
    """
    texts = (re.search(r"\bround (\d+)|^(\d+)(?:st|nd|rd|th)\b", title) for title in titles)
    found = {int(text[1] or text[2]) for text in texts if text}
    return sorted(set(range(1, max(found, default=0))) - found)


def growth(event_counts: pd.DataFrame, reported_figures: pd.DataFrame) -> pd.DataFrame:
    """Counts of states per conference with what other documents report of the Oslo Process, as claim "alt".

    A figure that is there twice from the same document enters once, as states endorsing.
    """
    rows = pd.concat([event_counts, _reported(reported_figures)], ignore_index=True)
    joined = rows["indicator"] == "states endorsing"
    rows = rows.assign(order=~joined).sort_values("order", kind="stable")
    return rows.drop_duplicates(["event", "value", "source"]).drop(columns="order").reset_index(drop=True)


def _reported(reported_figures: pd.DataFrame) -> pd.DataFrame:
    rows = reported_figures
    rows = rows[rows["subject"].isin(CONFERENCES) & rows["indicator"].isin(INDICATORS)]
    return pd.DataFrame(
        {
            "event": rows["subject"].map(CONFERENCES),
            "indicator": rows["indicator"].map(INDICATORS),
            "value": rows["value"],
            "claim": "alt",
            "source": rows["source"],
            "locator": rows["locator"],
            "basis": rows["basis"],
            "note": rows["note"],
        }
    )
