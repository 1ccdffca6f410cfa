"""What the records say of states outside a treaty at its meetings, as tables."""

from charts.chart import Chart, empty
from topics.tables import Tables
from topics.treaties.oslo_process import roles_at_meetings, treaty_events
from topics.treaties.status import standing_by_country, states_of, states_outside
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import standing_name


def outside_statements(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """What states of the view outside a treaty did or said at its meetings, as the records put it."""
    states = states_outside(tables, treaty, view.day, states_of(tables, view.members))
    rows = roles_at_meetings(tables, treaty_events(tables, treaty), states)
    rows = rows[rows["note"].fillna("") != ""].reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No record says what these states did or said"))
    rows = rows.rename(columns={"note": "statement"})
    rows = rows.sort_values("date", ascending=False, kind="stable", ignore_index=True)
    count = rows["country"].nunique()
    title = sentence("What {count} states outside said or did, newest first", count=count)
    if count == 1:
        name = country_names(tables)[rows["country"].iloc[0]]
        title = sentence("What {country} said or did, newest first", country=name)
    columns = ("date", "country", "statement", "role", "city")
    scope = sentence("{place} · all years", place=view.place)
    measure = sentence("At meetings of the {treaty}", treaty=treaty_name(tables, treaty))
    return Chart(title, rows, columns=columns, scope=scope, measure=measure)


def workshop_not_party(
    tables: Tables, view: View, *, treaty: str = "CCM", event: str = "CCM-MANILA-2019"
) -> Chart:
    """The states not party at a workshop, and where they stood then and stand now."""
    events = tables["events"]
    held = events[events["event"] == event]
    if held.empty:
        return empty(sentence("The workshop is not on record"))
    day, place = held["start"].iloc[0], f"{held['city'].iloc[0]} {held['kind'].iloc[0]}"
    rows = roles_at_meetings(tables, held, states_of(tables, tables["countries"]["country"]))
    then = rows["country"].map(tables.derive(standing_by_country, treaty, day.date()))
    now = rows["country"].map(tables.derive(standing_by_country, treaty, view.day))
    named = {
        name: codes.map(lambda code, on=on: standing_name(tables, treaty, code, on))
        for name, codes, on in (("standing_then", then, day.date()), ("standing_now", now, view.day))
    }
    rows = rows.assign(**named)
    rows = rows[then.isin(["outside", "signatory"])].reset_index(drop=True)
    return Chart(
        sentence("{count} states not party took part in the {place}", count=len(rows), place=place),
        rows,
        columns=("country", "standing_then", "standing_now", "role"),
        scope=sentence("World · {day}", day=long_date(day, "month")),
        measure=sentence("Their standing under the {treaty}", treaty=treaty_name(tables, treaty)),
    )
