"""Gathers what partners have done in an affected state, who is missing, and what lies around it."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis import hazards

ORGANISATIONS = {
    "EU": ("European Union", r"European Union|\bEU\b"),
    "ITF": ("ITF Enhancing Human Security", r"\bITF\b"),
    "NPA": ("Norwegian People's Aid", r"Norwegian People|\bNPA\b"),
    "UNDP": ("UNDP", r"\bUNDP\b"),
    "SEESAC": ("SEESAC", r"\bSEESAC\b|Clearinghouse for the Control of Small Arms"),
    "RACVIAC": ("RACVIAC", r"\bRACVIAC\b"),
    "SEEMACC": ("SEEMACC", r"\bSEEMACC\b|Mine Action Coordination Council"),
    "GICHD": ("GICHD", r"\bGICHD\b|Geneva International Centre for Humanitarian"),
    "HALO": ("The HALO Trust", r"\bHALO\b"),
    "NATO": ("NATO", r"\bNATO\b|North Atlantic Treaty"),
    "DCA": ("DanChurchAid", r"DanChurchAid"),
}
"""Organisations that can be partners: code, name and how the records write them."""
EXAMPLES = (
    ("Germany and Bosnia and Herzegovina", "cc-bih-deu"),
    ("European Union across borders, through ITF", "itf-eu-xborder"),
    ("SEEMACC, with the United States", "itf-seemacc-us"),
    ("European Union on the Hungarian–Croatian border", "hu-hr-1"),
    ("European Union on the Hungarian–Croatian border, second project", "hu-hr-2"),
)
"""Coalitions that were: a title and the project that tells of it."""
SEAT_ROLES = {
    "host": "hosted",
    "organiser": "organised",
    "funder": "funded a meeting",
    "participant": "took part",
    "speaker": "spoke",
    "president": "presided",
    "observer": "observed",
}
COLUMNS = ["partner", "did", "year", "what", "amount", "currency", "source", "locator", "basis", "note"]


def neighbours(borders: pd.DataFrame, country: str) -> list[str]:
    """Countries and areas that share a land border."""
    return borders.loc[borders["country"] == country, "neighbour"].tolist()


def partner_names(countries: pd.DataFrame) -> dict[str, str]:
    """All possible partners by code: states and organisations."""
    states = dict(zip(countries["country"], countries["short_name"].fillna(countries["name"]), strict=True))
    return states | {code: name for code, (name, _) in ORGANISATIONS.items()}


def pattern(code: str, names: Mapping[str, str]) -> str:
    """How the records write a partner, as a regular expression."""
    if code in ORGANISATIONS:
        return ORGANISATIONS[code][1]
    other = {"USA": r"|United States|\bUSA?\b|\bU\.S\.", "GBR": "|United Kingdom", "TUR": "|Türkiye|Turkey"}
    return rf"\b{re.escape(names.get(code, code))}\b{other.get(code, '')}"


def given(funding: pd.DataFrame, country: str, partner: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Money of a partner to the state, and through it where it is the channel. Columns: those of COLUMNS."""
    rows = funding[funding["recipient"].eq(country)]
    gave = rows["donor_country"].eq(partner) | rows["donor"].fillna("").str.contains(pattern(partner, names))
    passed = rows["channel"].fillna("").str.contains(pattern(partner, names)) & ~gave
    told = rows["overlap"].astype(bool).map({True: " (told again in another row)", False: ""})
    basis = rows["basis"].map({"announcement": "announced", "us_cwd": "programme of the United States"})
    what = basis.fillna("reported") + ", " + rows["sector"].fillna("sector not stated") + told
    by = "through it, from " + rows["donor"].fillna("a donor not stated")
    rows = rows.assign(
        partner=partner, did=gave.map({True: "funded", False: "channelled"}), what=what.mask(passed, by)
    )
    return rows[gave | passed][COLUMNS]


def carried_out(
    projects: pd.DataFrame,
    country_projects: pd.DataFrame,
    country: str,
    partner: str,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """Projects in the state that a partner paid or carried out. Columns: those of COLUMNS."""
    mine = country_projects.loc[country_projects["country"] == country, "project"]
    rows = projects[projects["project"].isin(mine)]
    wanted = pattern(partner, names)
    paid = rows["donor"].fillna("").str.contains(wanted)
    ran = rows["implementer"].fillna("").str.contains(wanted)
    did = paid.map({True: "paid a project", False: "carried out a project"})
    did = did.mask(paid & ran, "paid and carried out a project")
    years = rows["start"].fillna(rows["end"]).dt.year
    return rows.assign(partner=partner, did=did, year=years, what=rows["title"])[paid | ran][COLUMNS]


def met(
    events: pd.DataFrame,
    event_participants: pd.DataFrame,
    country: str,
    partner: str,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """Meetings that the state attended or hosted and the partner attended. Columns: those of COLUMNS."""
    seats = event_participants[
        event_participants["claim"].eq("stated") & event_participants["role"].isin(SEAT_ROLES)
    ]
    own = seats.loc[seats["country"].eq(country) & seats["kind"].eq("state"), "event"]
    hosted = events.loc[events["country"].eq(country), "event"]
    state = seats["kind"].eq("state") & seats["country"].eq(partner)
    body = seats["kind"].ne("state") & seats["participant"].fillna("").str.contains(pattern(partner, names))
    theirs = seats[(body if partner in ORGANISATIONS else state) & seats["event"].isin([*own, *hosted])]
    theirs = theirs.drop_duplicates("event").merge(events[["event", "title", "start", "city"]], on="event")
    return theirs.assign(
        partner=partner,
        did=theirs["role"].map(SEAT_ROLES),
        year=theirs["start"].dt.year,
        what=theirs["title"] + ", " + theirs["city"].fillna("place not stated"),
        amount=float("nan"),
        currency=None,
    )[COLUMNS]


def belongs(memberships: pd.DataFrame, country: str, partner: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Organisations to which both belong, or the state's tie to the partner. Columns: those of COLUMNS."""
    own = memberships[memberships["country"].eq(country)]
    if partner in ORGANISATIONS:
        rows = own[own["actor"].str.contains(pattern(partner, names))]
        did = rows["status"].fillna("member")
    else:
        shared = set(own["actor"]) & set(memberships.loc[memberships["country"].eq(partner), "actor"])
        rows = memberships[memberships["country"].eq(partner) & memberships["actor"].isin(shared)]
        did = "both belong: " + rows["status"].fillna("member")
    return rows.assign(
        partner=partner,
        did=did,
        year=rows["since"].dt.year,
        what=rows["actor"],
        amount=float("nan"),
        currency=None,
    )[COLUMNS]


def record(tables: Mapping[str, pd.DataFrame], country: str, partners: Sequence[str]) -> pd.DataFrame:
    """Everything on record between a state and its partners, by partner and year.

    Args:
        tables: funding, projects, project_countries, events, event_participants, memberships, countries.
        country: the affected state.
        partners: codes of states and of ORGANISATIONS.

    Columns: those of COLUMNS.
    """
    names = partner_names(tables["countries"])
    parts: list[pd.DataFrame] = []
    for partner in partners:
        parts += [
            given(tables["funding"], country, partner, names),
            carried_out(tables["projects"], tables["project_countries"], country, partner, names),
            met(tables["events"], tables["event_participants"], country, partner, names),
            belongs(tables["memberships"], country, partner, names),
        ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat([part.astype({"year": "float64"}) for part in parts], ignore_index=True)
    return rows.sort_values(["partner", "year", "did"], kind="stable").reset_index(drop=True)


def missing(tables: Mapping[str, pd.DataFrame], country: str, partners: Sequence[str]) -> pd.DataFrame:
    """Donors that gave to the state and are not among the partners, the last giver first.

    Columns: partner, name, last_year, amount_usd (counted rows only).
    """
    names = partner_names(tables["countries"])
    rows = tables["funding"]
    rows = rows[rows["recipient"].eq(country)].dropna(subset=["year"])
    known = "|".join(pattern(partner, names) for partner in partners) or "(?!)"
    rows = rows[~rows["donor"].fillna("").str.contains(known) & ~rows["donor_country"].isin(partners)]
    may_add = rows["basis"].eq("monitor") & ~rows["overlap"].astype(bool)
    rows = rows.assign(counted=rows["amount_usd"].where(may_add))
    found = rows.groupby("donor").agg(
        last_year=("year", "max"),
        amount_usd=("counted", lambda values: values.sum(min_count=1)),
        source=("source", "last"),
    )
    return found.sort_values("last_year", ascending=False).reset_index()


def operators(projects: pd.DataFrame, project_countries: pd.DataFrame, country: str) -> pd.DataFrame:
    """Who carried out projects in the state. Columns: operator, projects, first_year, last_year, source."""
    here = project_countries.loc[project_countries["country"] == country, "project"]
    rows = projects[
        projects["project"].isin(here) & projects["implementer"].notna() & ~projects["cumulative"]
    ]
    rows = rows.assign(operator=rows["implementer"].str.split(r";\s*")).explode("operator")
    year = rows["start"].fillna(rows["end"]).dt.year
    found = (
        rows.assign(year=year)
        .groupby("operator")
        .agg(
            projects=("project", "nunique"),
            first_year=("year", "min"),
            last_year=("year", "max"),
            source=("source", "first"),
        )
    )
    return found.sort_values(["projects", "last_year"], ascending=False).reset_index()


def border_land(contamination: pd.DataFrame, borders: pd.DataFrame, country: str) -> pd.DataFrame:
    """The area left in each neighbour, and what rows say of land on a border of either side.

    Columns: those of contamination, about (left in the neighbour, on the border).
    """
    around = neighbours(borders, country)
    left = hazards.area_left(contamination)
    left = left[left["country"].isin(around) & left["family"].isin(["MINES", "CMR"])].assign(
        about="left in the neighbour"
    )
    said = contamination["note"].fillna("").str.contains(r"\bborder", case=False)
    placed = contamination["subdivision"].fillna("").str.contains("border")
    near = contamination[(said | placed) & contamination["country"].isin([country, *around])]
    rows = pd.concat([left, near.assign(about="on the border")], ignore_index=True)
    return (
        rows[[*contamination.columns, "about"]]
        .sort_values(["about", "country", "as_of"])
        .reset_index(drop=True)
    )


def examples(projects: pd.DataFrame, project_countries: pd.DataFrame) -> pd.DataFrame:
    """The coalitions that were. Columns: those of projects, example, countries."""
    places = project_countries.groupby("project")["country"].agg(", ".join)
    told = pd.DataFrame(EXAMPLES, columns=["example", "project"])
    rows = told.merge(projects, on="project")
    return rows.assign(countries=rows["project"].map(places))


def yearly_money(funding: pd.DataFrame, country: str) -> pd.DataFrame:
    """International money per year, counted rows only. Columns: year, amount_usd, donors, source."""
    rows = funding[
        funding["recipient"].eq(country) & funding["basis"].eq("monitor") & ~funding["overlap"].astype(bool)
    ]
    rows = rows.dropna(subset=["year", "amount_usd"])
    found = rows.groupby("year").agg(
        amount_usd=("amount_usd", "sum"), donors=("donor", "nunique"), source=("source", "last")
    )
    return found.reset_index()
