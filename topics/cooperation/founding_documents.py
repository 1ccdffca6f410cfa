"""What the founding documents say of meetings and projects, in sentences and headline figures."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from topics.cooperation.meetings import group_colours, in_circle
from topics.cooperation.meetings_table import COALITIONS
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import name_lookup, with_article
from topics.vocabulary.dates import date_range, long_date, year_range
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.text import sentence_case

BORDER, ASIA = "itf-eu-xborder", "itf-osce-ca"


@dataclass(frozen=True)
class Story:
    """What a document says: a heading, sentences in plain words, the id of the document."""

    heading: str
    text: str
    source: str


def rakitje(tables: Tables) -> Story | None:
    """Who ran, paid for and attended the workshop at Rakitje; none before it is on record."""
    event = _event(tables, COALITIONS)
    if event is None:
        return None
    rows, programme = (tables[name] for name in ("event_participants", "event_programme"))
    rows, sessions = rows[rows["event"] == COALITIONS], programme[programme["event"] == COALITIONS]
    states = rows[(rows["kind"] == "state") & (rows["claim"] == "stated")]
    runners, supporters = (
        listed(dict.fromkeys(rows.loc[rows["role"] == role, "participant"]))
        for role in ("organiser", "supporter")
    )
    text = (
        f"{_date(event)}, {event['city']}. {runners} organised it, {supporters} supported it, "
        f"{_names(tables, states[states['role'] == 'funder'])} paid for all of it. It had "
        f"{plural(sessions['session_number'].nunique(), 'session')} after the opening, on Articles 3 and 4 "
        f"of the Convention on Cluster Munitions; "
        f"{_names(tables, states[states['role'] == 'participant'])} are named as participants."
    )
    month = long_date(event["start"], "month")
    heading = f"{event['city']} workshop, {month}: the country coalition"
    return Story(heading, text, event["source"])


def visit(tables: Tables, code: str = "DOC-VIS-2013") -> Story | None:
    """Who came in May 2013, which states received him, and whom he met; none before it is on record."""
    event = _event(tables, code)
    if event is None:
        return None
    rows = tables["event_participants"]
    rows = rows[rows["event"] == code]
    hosts = rows[(rows["kind"] == "state") & (rows["role"] == "host")]
    met = rows.loc[(rows["kind"] != "state") & (rows["role"] == "participant"), "participant"]
    guest = rows.loc[rows["role"] == "president", "participant"].iloc[0]
    text = (
        f"{_date(event)}. {guest} visited {_names(tables, hosts, event['start'])}. Named beside him: "
        f"{listed(met)}. The days of the workshop in Skopje are not stated, only those of the visit."
    )
    month = long_date(event["start"], "month")
    heading = f"The President of the Third Meeting in Belgrade and Skopje, {month}"
    return Story(heading, text, event["source"])


def seemacc(tables: Tables, actor: str = "SEEMACC") -> Story | None:
    """Who founded the council of mine action centres, and when; none before it is on record."""
    rows, border = tables["memberships"], _project(tables, BORDER)
    rows = rows[(rows["actor"] == actor) & (rows["status"] == "founder")]
    if rows.empty or border is None:
        return None
    through = rows["through"].notna()
    text = (
        f"The directors of the mine action centres of {_names(tables, rows[~through])}, and "
        f"{listed(rows.loc[through, 'through'].unique())} for {_names(tables, rows[through])}, agreed in "
        f"{long_date(rows['since'].iloc[0], 'month')} on the South-Eastern Europe Mine Action Coordination "
        "Council."
    )
    return Story("SEEMACC and ITF: regional cooperation since 2000", text, border["source"])


def oslo(tables: Tables, source: str = "oslo-process-lima-2007", last: str = "SIGN-2008") -> Story | None:
    """How many states the process had in Oslo, Lima and Dublin, rival counts beside each other."""
    if _event(tables, last) is None:
        return None

    def counts(event: str, indicator: str) -> list[float]:
        return sorted(_counts(tables, event, indicator), reverse=True)

    present = " or ".join(number(value) for value in counts("LIMA-2007", "states attending"))
    text = (
        f"{number(counts('OSLO-2007', 'states endorsing')[0])} states backed the declaration of Oslo in "
        f"February 2007. In Lima in May 2007, {present} were present, depending on the source, and more than "
        f"{number(counts('LIMA-2007', 'states endorsing')[-1])} supported the process. "
        f"{number(counts('DUBL-2008', 'states endorsing')[0])} adopted the Convention in Dublin in May 2008, "
        f"{number(counts(last, 'states endorsing')[0])} signed it in December."
    )
    return Story("Oslo Process, 2007 to 2008: how a treaty gathered states", text, source)


def roadmap(tables: Tables, source: str = "seesac-roadmap-coordination") -> Story | None:
    """What the meetings of the Roadmap are, and which of its rounds are not on record."""
    events = in_circle(tables, "Roadmap")
    if events.empty:
        return None
    text = (
        "Local, regional and high-level meetings follow the Western Balkans' Roadmap on the control of small "
        f"arms. {missing_rounds_words(tables)}"
    )
    return Story("Every Roadmap coordination meeting, with city and date", text, source)


def missing_rounds_words(tables: Tables, circle: str = "Roadmap") -> str:
    """Which numbered rounds of each group of a circle no record was found of."""
    events = in_circle(tables, circle).dropna(subset=["round"])
    words = [
        f"{group.removeprefix(circle).strip()} {'rounds' if len(numbers) > 1 else 'round'} "
        f"{listed(map(str, numbers))}"
        for group, part in events.groupby("series_group")
        if (numbers := missing_rounds(part["round"]))
    ]
    return f"Not found: {listed(words)}." if words else ""


def missing_rounds(rounds: pd.Series) -> list[int]:
    """Numbers of rounds that no meeting has, up to the last one that does.

    >>> missing_rounds(pd.Series([1.0, 2.0, 5.0]))
    [3, 4]
    """
    known = set(rounds.astype(int))
    return sorted(set(range(1, max(known, default=0))) - known)


def border_heading(tables: Tables) -> str:
    """The heading of the cross-border project: its years and its grant."""
    project = _project(tables, BORDER)
    if project is None:
        return ""
    years = year_range(project["start"].year, project["end"].year)
    amount = money(project["amount"], project["currency"])
    return f"The cross-border project, {years}: {amount} of {with_article(project['donor'], tables)}"


def border_sentence(tables: Tables) -> str:
    """Who paid for the cross-border project, who carried it out and where."""
    project = _project(tables, BORDER)
    if project is None:
        return ""
    where = _names(tables, _of_project(tables, BORDER))
    donor = sentence_case(with_article(project["donor"], tables))
    return f"{donor} paid and {project['implementer']} carried it out, in {where}."


def asia_heading(tables: Tables) -> str:
    """How many states the Central Asia project joins."""
    return f"The Central Asia project joins {plural(len(_of_project(tables, ASIA)), 'state')}"


def asia_sentence(tables: Tables) -> str:
    """Which states the Central Asia project joins, since when, and what is not known of it."""
    project = _project(tables, ASIA)
    if project is None:
        return ""
    unknown = [name for name in ("donor", "amount") if pd.isna(project[name])]
    years = year_range(project["start"].year, project["end"].year)
    return (
        f"{listed(project['implementer'].split('; '))} bring together "
        f"{_names(tables, _of_project(tables, ASIA))}. The project is on record for {years}."
        + (f" Not stated: {listed(unknown)}." if unknown else "")
    )


def border_figures(tables: Tables, _view: View, *, project: str = BORDER) -> pd.DataFrame:
    """What a project paid and cleared, as headline figures."""
    row = _row(tables, "projects", "project", project)
    figures = []
    if row is not None:
        figures = [
            (f"Grant of {with_article(row['donor'], tables)}", money(row["amount"], row["currency"]), ""),
            ("Land cleared", row["area_km2"], "km²"),
            ("Mines destroyed", f"more than {number(row['mines'])}", ""),
            ("Unexploded ordnance destroyed", row["uxo"], "items"),
        ]
    rows = pd.DataFrame(figures, columns=["heading", "value", "unit"], dtype=object)
    rows = rows.assign(remark="", records=[(row["record_id"],)] * len(rows) if row else [])
    converted = _converted(tables, row["source"]) if row else None
    if converted is not None:
        rows.loc[0, "remark"] = f"{money(converted.value)}, converted on {long_date(converted.date)}"
        rows.at[0, "records"] = (*rows.at[0, "records"], converted.record_id)
    return rows


def _converted(tables: Tables, source: str) -> Any:
    """The amount in US dollars that a document prints beside another currency; None where it prints none."""
    rows = tables["reported_figures"]
    rows = rows[rows["source"].eq(source) & rows["unit"].eq("USD")]
    return next(rows.itertuples(), None)


def roadmap_figures(tables: Tables, _view: View, *, circle: str = "Roadmap") -> pd.DataFrame:
    """How many meetings each group of a circle held, as headline figures."""
    groups = in_circle(tables, circle).groupby("series_group")["record_id"].agg(tuple)
    groups = groups.reindex([group for group in group_colours(tables) if group in groups.index])
    words = [f"{sentence_case(group.removeprefix(circle).strip())} meetings" for group in groups.index]
    records = groups.tolist()
    rows = pd.DataFrame({"heading": words, "value": [len(ids) for ids in records], "records": records})
    return rows.assign(unit="", remark="")


def _event(tables: Tables, code: str) -> dict | None:
    return _row(tables, "events", "event", code)


def _project(tables: Tables, code: str) -> dict | None:
    return _row(tables, "projects", "project", code)


def _row(tables: Tables, name: str, key: str, code: str) -> dict | None:
    rows = tables[name]
    return next(iter(rows[rows[key] == code].to_dict("records")), None)


def _of_project(tables: Tables, code: str) -> pd.DataFrame:
    rows = tables["project_countries"]
    return rows[rows["project"] == code]


def _date(event: dict) -> str:
    return date_range(event["start"], event["end"], event["date_precision"])


def _names(tables: Tables, rows: pd.DataFrame, day: pd.Timestamp = pd.NaT) -> str:
    """The countries of some rows in a sentence, each once, under their names on a day."""
    name_at = name_lookup(tables, full=True)
    return listed(dict.fromkeys(name_at(code, day) for code in rows["country"].dropna()))


def _counts(tables: Tables, event: str, indicator: str) -> set[float]:
    """What documents count of a conference."""
    counts, figures = tables["event_counts"], tables["reported_figures"]
    own = counts[(counts["event"] == event) & (counts["indicator"] == indicator)]
    others = figures[(figures["event"] == event) & (figures["event_indicator"] == indicator)]
    return {*own["value"], *others["value"]}
