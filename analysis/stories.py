"""Says in sentences what the start documents tell of meetings and projects, computed from the tables."""

from collections.abc import Iterable

import pandas as pd

from analysis.names import names_then

RAKITJE, VISIT, SKOPJE = "DOC-RAK-2017", "DOC-VIS-2013", "DOC-SKO-2013"
SIGNING = "SIGN-2008"
BORDER, ASIA, COALITION, BUJANOVAC = "itf-eu-xborder", "itf-osce-ca", "cc-bih-deu", "srb-bujanovac-3"
PRESIDENCY = "President of the 3MSP"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence.

    >>> listed(["Albania", "Croatia", "Serbia"])
    'Albania, Croatia and Serbia'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def names_in(rows: pd.DataFrame, countries: pd.DataFrame, day: pd.Timestamp | None = None) -> str:
    """The countries of some rows in a sentence, each once, as they were called on a day."""
    names = countries["name"].str.replace(" (UNSCR 1244)", "", regex=False)
    then = names_then(countries.assign(short_name=names))
    return listed(dict.fromkeys(then(code, day or pd.NaT) for code in rows["country"].dropna()))


def rakitje(event_participants: pd.DataFrame, event_programme: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Who ran, paid and attended the workshop at Rakitje, and how many sessions it had."""
    rows = event_participants[event_participants["event"] == RAKITJE]
    states = rows[(rows["kind"] == "state") & (rows["claim"] == "stated")]
    payers = states[states["role"] == "funder"]
    guests = states[states["role"] == "participant"]
    runners = rows.loc[rows["role"] == "organiser", "participant"]
    sessions = event_programme.loc[event_programme["event"] == RAKITJE, "session"]
    numbered = sessions[sessions.str.match(r"\d")].nunique()
    return (
        f"{listed(dict.fromkeys(runners))} organised it, {names_in(payers, countries)} paid for all of it. "
        f"It had {numbered} sessions after the opening, on Articles 3 and 4 of the Convention on Cluster "
        f"Munitions; {names_in(guests, countries)} are named as participants."
    )


def visit(event_participants: pd.DataFrame, countries: pd.DataFrame, day: pd.Timestamp) -> str:
    """Who came, which states received him under their names of that day, and whom he met."""
    rows = event_participants[event_participants["event"] == VISIT]
    hosts = rows[(rows["kind"] == "state") & (rows["role"] == "host")]
    met = rows.loc[~rows["kind"].isin(["state"]) & (rows["role"] == "participant"), "participant"]
    guest = rows.loc[rows["role"] == "president", "participant"].iloc[0]
    return f"{guest} visited {names_in(hosts, countries, day)}. Named beside him: {listed(met)}."


def border_project(project_countries: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Where the cross-border project worked."""
    rows = project_countries[project_countries["project"] == BORDER]
    return f"The European Union paid and ITF carried it out, in {names_in(rows, countries)}."


def central_asia(projects: pd.DataFrame, project_countries: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Which states the Central Asia project joins, since when, and what is not known of it."""
    project = projects.set_index("project").loc[ASIA]
    rows = project_countries[project_countries["project"] == ASIA]
    unknown = [name for name in ("donor", "amount") if pd.isna(project[name])]
    end = f" The project is on record from {project['start'].year} to {project['end'].year}."
    gap = f" Not stated: {listed(unknown)}." if unknown else ""
    runners = listed(project["implementer"].split("; "))
    return f"{runners} bring together {names_in(rows, countries)}.{end}{gap}"


def founding(memberships: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Who founded SEEMACC, and when."""
    rows = memberships[(memberships["actor"] == "SEEMACC") & (memberships["status"] == "founder")]
    through = rows["note"].str.contains("ITF", na=False)
    return (
        f"The directors of the mine action centres of {names_in(rows[~through], countries)}, and ITF for "
        f"{names_in(rows[through], countries)}, agreed in {rows['since'].iloc[0]:%B %Y} on the South-Eastern "
        "Europe Mine Action Coordination Council."
    )


def oslo(growth: pd.DataFrame) -> str:
    """How many states the process had in Oslo, Lima and Dublin, rival counts side by side.

    Args:
        growth: counts, as `analysis.cooperation.growth` gives them.
    """

    def counts(event: str, indicator: str) -> list[float]:
        rows = growth[(growth["event"] == event) & (growth["indicator"] == indicator)]
        return sorted(set(rows["value"]), reverse=True)

    start = counts("OSLO-2007", "states endorsing")[0]
    present = " or ".join(f"{value:.0f}" for value in counts("LIMA-2007", "states attending"))
    support = min(counts("LIMA-2007", "states endorsing"))
    adopted = counts("DUBL-2008", "states endorsing")[0]
    signed = counts(SIGNING, "states endorsing")[0]
    return (
        f"{start:.0f} states backed the declaration of Oslo in February 2007. In Lima in May 2007, {present} "
        f"were present, depending on the source, and more than {support:.0f} supported the process. "
        f"{adopted:.0f} adopted the Convention in Dublin in May 2008, {signed:.0f} signed it in December."
    )


def rounds_not_found(local: list[int], regional: list[int]) -> str:
    """Which rounds of the Roadmap meetings no record was found of."""
    parts = [("local", local), ("regional", regional)]
    words = [f"{name} rounds {listed(map(str, numbers))}" for name, numbers in parts if numbers]
    return f"Not found: {listed(words)}." if words else ""
