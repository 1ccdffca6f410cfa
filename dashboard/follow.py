"""Addresses under which a reader follows what a page shows: feeds and a calendar with the present filter."""

from urllib.parse import urlencode

from dashboard.current import view
from dashboard.parameters import filters, written

ADDRESS = "api/v1"
ATOM, CALENDAR = ("wording",), ("wording", "hazard")
"""Filters that feeds take beside the place, and those of the calendar."""


def notices(treaty: str = "") -> str:
    """The feed of acts under a treaty, or under all, of the countries in view."""
    return _address("notices.atom", ATOM, treaty=treaty)


def changes(table: str = "", kind: str = "") -> str:
    """The feed of changes of the data, of a table and a kind alone where they are named."""
    return _address("changes.atom", ATOM, table=table, kind=kind)


def deadlines() -> str:
    """The calendar of deadlines and meetings of the countries in view."""
    return _address("deadlines.ics", CALENDAR)


def _address(name: str, also: tuple[str, ...], **more: str) -> str:
    """The address of a feed, from that of a page; it names the place, as feeds begin with the world."""
    there = view()
    place = {"countries": written(there.countries)} if there.countries else {"region": there.region}
    others = {one: text for one, text in filters(there).items() if one in also}
    stated = {one: text for one, text in more.items() if text}
    return f"{ADDRESS}/{name}?{urlencode(place | others | stated, safe=',')}"
