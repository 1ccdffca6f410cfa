"""Words for who took part in a meeting, as what and how surely, and short names of meetings."""

from collections.abc import Mapping

from topics.tables import Tables

ROLES = {
    "signed": "signed",
    "endorsed": "endorsed",
    "host": "host",
    "organiser": "organiser",
    "president": "president",
    "speaker": "speaker",
    "supporter": "supporter",
    "funder": "funder",
    "participant": "participant",
    "observer": "observer",
    "invited": "invited",
    "not_endorsed": "did not endorse",
    "not_signed": "did not sign",
    "absent": "absent",
}
"""What a state or an organisation was at a meeting, in the order of a key."""
DEEDS = {
    "host": "hosted",
    "organiser": "organised",
    "supporter": "supported a meeting",
    "funder": "funded a meeting",
    "participant": "took part",
    "speaker": "spoke",
    "president": "presided",
    "observer": "observed",
}
"""The same roles as what somebody did."""
CLAIMS = {
    "stated": "stated",
    "inferred": "inferred, not stated",
    "disputed": "disputed",
    "main": "main figure",
    "alt": "another figure",
    "alt2": "another figure",
}
"""How sure it is that somebody took part, or which of several counts a figure is; the surest first."""
PARTICIPANTS = {
    "state": "state",
    "igo": "international organisation",
    "ngo": "non-governmental organisation",
    "organisation": "body or organisation",
    "person-office": "person in an office",
}
"""Kinds of participants, in the order of a list."""
COUNTS = {"states attending": "attended", "states endorsing": "endorsed or signed"}
PLANNED = "planned"
"""The form of a meeting that was announced, and of which nothing says that it was held."""


def circles(tables: Tables) -> Mapping[str, str]:
    """The circle of meetings of each group of series that belongs to one, in the order of the table."""
    return tables.derive(_circles)


def meeting_names(tables: Tables) -> Mapping[str, str]:
    """Short names of meetings by their id: the city and the kind, "Zagreb workshop"."""
    return tables.derive(_meeting_names)


def _circles(tables: Tables) -> dict[str, str]:
    groups = tables["series_groups"].dropna(subset=["circle"]).sort_values("position", kind="stable")
    return dict(zip(groups["series_group"], groups["circle"], strict=True))


def _meeting_names(tables: Tables) -> dict[str, str]:
    events = tables["events"]
    names = events["city"].fillna("") + " " + events["kind"].fillna("meeting").str.replace("_", " ")
    return dict(zip(events["event"], names.str.strip(), strict=True))
