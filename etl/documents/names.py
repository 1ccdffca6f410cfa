"""Names of countries, cities and organisations, and where they stand in a text.

The names are those of pycountry, of data/raw and of etl/documents/words; the longest that fits counts.
Ministries, embassies, centres and the like are known by their form.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry

from etl.documents.paragraphs import folded, tidy

FOLDER = Path(__file__).resolve().parent / "words"
STATE = (
    r"(?:(?:[A-Z][a-z]+[- ]){0,2}(?:Republic|Kingdom|Commonwealth|Principality|State|Grand Duchy"
    r"|Sultanate|Federation|Union|Government|government|Confederation)\s+of\s+(?:the\s+)?)*?"
)
CAPITAL = r"[A-Z][\w'&/.-]*"


@dataclass(frozen=True)
class Mark:
    """A name in a text: what it is, its code or its name in full, and where it stands."""

    kind: str  # country, adjective, city, organisation
    value: str
    first: int
    last: int
    country: str = ""
    type: str = ""  # of an organisation: igo, ngo, organisation
    actor: str = ""
    former: bool = False


@dataclass(frozen=True)
class Organisation:
    """An organisation that is known by name."""

    name: str
    acronym: str
    type: str
    country: str
    actor: str


@dataclass(frozen=True)
class Names:
    """All names, and the patterns that find them."""

    countries: dict[str, tuple[str, str]]
    cities: dict[str, tuple[str, str]]
    points: dict[tuple[str, str], tuple[str, str]]
    organisations: dict[str, Organisation]
    shown: dict[str, str]
    country_pattern: re.Pattern[str]
    city_pattern: re.Pattern[str]
    organisation_pattern: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], str], ...]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, none if there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def names(raw: Path) -> Names:
    """Return all names that are known, those of the records in `raw` among them."""
    files = [raw / f"{table}.csv" for table in ("countries", "country_names", "events", "actors")]
    return read_names(raw, tuple(file.stat().st_mtime_ns for file in files if file.is_file()))


@cache
def read_names(raw: Path, _as_of: tuple[int, ...]) -> Names:
    """Return all names; read once as long as the files stay what they are."""
    countries, cities, organisations = country_names(raw), city_names(raw), organisation_names(raw)
    shown = {row["country"]: current_name(row) for row in rows(raw / "countries.csv")}
    country_pattern = re.compile(
        rf"(?<![\w-])(?:(?P<name>{alternatives(countries)})|(?:{STATE})(?P<formal>{alternatives(countries)}))"
        r"(?![\w$]|\s?\$|\s+dollars?\b)"
    )
    return Names(
        countries=countries,
        cities=cities,
        points=city_points(raw),
        organisations=organisations,
        shown=shown,
        country_pattern=country_pattern,
        city_pattern=re.compile(rf"(?<![\w-])(?P<name>{alternatives(cities)})(?!\w)"),
        organisation_pattern=re.compile(rf"(?<![\w-])(?P<name>{alternatives(organisations)})(?!\w)"),
        forms=form_patterns(countries, country_pattern),
    )


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of names, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def current_name(row: dict[str, str]) -> str:
    """Return the name under which the records list a state: in full, but Lao PDR and DR Congo."""
    return row["short_name"] if row["country"] in ("LAO", "COD", "SYR", "RUS", "IRN", "PRK") else row["name"]


def country_names(raw: Path) -> dict[str, tuple[str, str]]:
    """Return countries and nationalities by name: code and kind ('', former, adjective, not a state)."""
    found: dict[str, tuple[str, str]] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                found[tidy(name)] = (country.alpha_3, "")
    for row in rows(raw / "countries.csv"):
        found |= {tidy(row[field]): (row["country"], "") for field in ("name", "short_name") if row[field]}
    for row in rows(raw / "country_names.csv"):
        if " and " not in row["name"] or row["country"] != "SRB":
            found[tidy(row["name"])] = (row["country"], "former" if row["valid_to"] else "")
    own = rows(FOLDER / "countries.csv")
    found |= {tidy(row["name"]): (row["country"], row["kind"]) for row in own}
    return found


def city_names(raw: Path) -> dict[str, tuple[str, str]]:
    """Return the names of cities with the name used in the records and the country."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows(FOLDER / "cities.csv"):
        for city in row["cities"].split(";"):
            first, *others = city.split("=")
            found |= {tidy(name): (first, row["country"]) for name in (first, *others)}
    for table in ("events", "actors"):
        for row in rows(raw / f"{table}.csv"):
            if row["city"] and row["country"] and row["city"] not in found:
                found[tidy(row["city"])] = (row["city"], row["country"])
    return found


def city_points(raw: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the coordinates that the records have for a city."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for table in ("actors", "events"):
        for row in rows(raw / f"{table}.csv"):
            if row["city"] and row["country"] and row["lat"]:
                found.setdefault((folded(row["city"]), row["country"]), (row["lat"], row["lon"]))
    return found


def organisation_names(raw: Path) -> dict[str, Organisation]:
    """Return organisations by name and acronym; those of the records come with their id."""
    found: dict[str, Organisation] = {}
    acronyms: dict[str, str] = {}
    known = [row for row in rows(raw / "actors.csv") if row["kind"] != "person-office"]
    for row in known:
        name = re.sub(r"\s*\(.*", "", tidy(row["name"]))
        one = Organisation(name, row["acronym"].split("/")[0], row["kind"], row["country"], row["actor"])
        for word in {name, *row["acronym"].split("/")} - {"", "SP", "MAG", "SEE"}:
            found[tidy(word)] = one
        acronyms |= {one.acronym: row["actor"]} if one.acronym else {}
    for row in rows(FOLDER / "organisations.csv"):
        actor = acronyms.get(row["acronym"], "")
        canonical = next((one for one in found.values() if actor and one.actor == actor), None)
        canonical = canonical or found.get(tidy(row["name"]))
        one = canonical or Organisation(row["name"], row["acronym"], row["kind"], row["country"], actor)
        for word in {row["name"], row["acronym"]} - {"", "AU", "HI", "DRC", "MAG", "HALO"}:
            found.setdefault(tidy(word), one)
    return found


def meant(match: re.Match[str], known: Names) -> tuple[str, str]:
    """Return code and kind of the country that a match names, alone or as Republic of, Government of."""
    return known.countries[match["name"] or match["formal"]]


def country_marks(text: str, known: Names) -> list[Mark]:
    """Return the countries and nationalities named in a text."""
    found = []
    for match in known.country_pattern.finditer(text):
        code, kind = meant(match, known)
        if kind != "not a state":
            first = (
                match.start() if kind != "adjective" else match.start("name" if match["name"] else "formal")
            )
            what = "adjective" if kind == "adjective" else "country"
            found.append(Mark(what, code, first, match.end(), code, former=kind == "former"))
    return found


# The Oslo Process and the Dubrovnik Action Plan are in no city.
NAMED_FOR_CITY = re.compile(
    r"[ -](?:[Pp]rocess|Declaration|Convention|Treaty|Protocol|Action Plan|Agreement)\b"
)


def city_marks(text: str, known: Names) -> list[Mark]:
    """Return the cities named in a text: known ones, and any that stands before its country."""
    found = []
    for match in known.city_pattern.finditer(text):
        if NAMED_FOR_CITY.match(text, match.end()):
            continue
        city, country = known.cities[match["name"]]
        found.append(Mark("city", city, match.start(), match.end(), country))
    for match in known.country_pattern.finditer(text):
        before = re.search(
            rf"(?:(?<=\bin )|(?<=\bat )|(?<=^)|(?<=- )|(?<=\d )|(?<=\d, ))((?:{CAPITAL} ?){{1,4}}), ?$",
            text[: match.start()],
        )
        code, kind = meant(match, known)
        if (
            before
            and not kind
            and code
            and not any(mark.last > before.start(1) and mark.first < before.end(1) for mark in found)
        ):
            city = before[1].strip()
            if city.split()[0] not in MONTHS and city not in known.countries:
                found.append(Mark("city", city, before.start(1), before.start(1) + len(city), code))
    return sorted(found, key=lambda mark: mark.first)


MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
}


def country_after(text: str, last: int, known: Names) -> Mark | None:
    """Return the country that stands right behind a place, as in Budva, Montenegro."""
    found = known.country_pattern.match(text, last + len(text[last:]) - len(text[last:].lstrip(" ,(")))
    if not found or found.start() == last:
        return None
    code, kind = meant(found, known)
    return Mark("country", code, found.start(), found.end(), code) if code and kind != "adjective" else None


CAP = r"[A-Z][\w'&/-]*"
LEFT = r"(?:of|for|the|on|de|in|against|&)"
HEADS = (
    "University|Institute|Foundation|Agency|Directorate|Centre|Center|Fund|Trust|Coalition|Council|Committee"
    "|Organisation|Organization|Association|Federation|Bank|Authority|Secretariat|Executive|Survey|Academy"
)
OTHER = rf"(?!(?:the )?(?:Ministry|Office|Department|Embassy|{HEADS})\b)"  # another one begins
PHRASE = rf"{CAP}(?:(?: |, {OTHER})(?:(?:and|{LEFT}) ){{0,3}}{OTHER}{CAP}){{0,10}}"
NOT_ONE = re.compile(
    r"(?i:\b(?:States? part(?:y|ies)|convention|treaty|meeting|conference|workshop|seminar|article"
    r"|protocol|declaration|resolution)\b)|^(?:[Ee]mbassy|Consulate)$|\b(?:Manager|Director"
    r"|Advis[eo]r|President|Minister|Ambassador|Chairman)\b|^(?:Council Decision|The|This|In|On|At"
    r"|As|Key)\b|Council Decision"
)


OF_LAW = re.compile(r"\s+(?:Decision|Regulation|Conclusions)\b")
# "United Nations Interregional Crime and Justice Research Institute": neither the UN nor one of justice.
GENERAL = ("United Nations", "European Union")
LONGER = re.compile(
    r" (?!Secretar|Development Co|Office|Delegation|Member|Presiden|Commission)[A-Z][a-z]+ [A-Z(]"
)
AND = re.compile(r"\b(?:United Nations|[Ii]nternational|[A-Z][a-z]+al|[A-Z][a-z]+ [A-Z][a-z]+) and $")


def organisation_marks(text: str, known: Names) -> list[Mark]:
    """Return the organisations named in a text, the longest name at each place."""
    found = [known_mark(match, known) for match in known.organisation_pattern.finditer(text)]
    found = [mark for mark in found if not (mark.value in GENERAL and LONGER.match(text, mark.last))]
    for form, kind in known.forms:
        for match in form.finditer(text):
            torn = kind == "organisation" and AND.search(text[: match.start()])
            if not (torn or NOT_ONE.search(match[0]) or OF_LAW.match(text, match.end())):
                found.append(formed_mark(match, kind, known))
    kept: list[Mark] = []
    for one in sorted(found, key=lambda one: (one.first - one.last, not one.actor)):
        if all(one.last <= other.first or one.first >= other.last for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def known_mark(match: re.Match[str], known: Names) -> Mark:
    """Return the mark of an organisation known by name."""
    one = known.organisations[match["name"]]
    return Mark("organisation", one.name, match.start(), match.end(), one.country, one.type, one.actor)


def formed_mark(match: re.Match[str], kind: str, known: Names) -> Mark:
    """Return the mark of an organisation known by its form; its country is one that stands in its name."""
    name = " ".join(match[0].split())
    inside = country_marks(match[0], known)
    country = next((mark.country for mark in inside if mark.kind == "country"), "")
    country = country or next((mark.country for mark in inside), "")
    value, actor = with_current_names(inside, match[0], known), ""
    seat = known.city_pattern.search(match[0])
    if seat and re.search(r"(?i:embassy|consulate)", name):
        city, country = known.cities[seat["name"]]
        value = re.sub(rf"\b{re.escape(seat['name'])}\b", city, value)
        actor = known.organisations[value].actor if value in known.organisations else ""
    value = value.replace("Small Arms and Light Weapons (SALW)", "SALW")
    value = value.replace("Small Arms and Light Weapons Commission", "SALW Commission")
    return Mark("organisation", value, match.start(), match.end(), country, kind, actor)


def with_current_names(inside: list[Mark], text: str, known: Names) -> str:
    """Return the name of an organisation with the country called as it is called now."""
    for mark in reversed(inside):
        if mark.kind == "country" and mark.value in known.shown:
            before = text[: mark.first]
            if re.match(r"(?:[A-Z][a-z]+ )*(?:Republic|Kingdom|State|former)", text[mark.first :], re.I):
                before = re.sub(r"\bthe $", "", before)
            text = before + known.shown[mark.value] + text[mark.last :]
    return " ".join(text.split())


def form_patterns(
    countries: dict[str, tuple[str, str]], country_pattern: re.Pattern[str]
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the forms of organisations with the names of countries and nationalities filled in."""
    country = country_pattern.pattern.replace("?P<name>", "?:").replace("?P<formal>", "?:")
    adjectives = "|".join(name for name, (_, kind) in countries.items() if kind == "adjective")
    parts = {"COUNTRY": f"(?:{country})", "ADJECTIVE": f"(?:{adjectives})", "PHRASE": PHRASE, "HEAD": HEADS}
    parts |= {"WORD": CAP, "LEFT": LEFT}
    filled = [
        (re.sub("@([A-Z]+)", lambda part: parts[part[1]], row["pattern"]), row["kind"])
        for row in rows(FOLDER / "organisation_forms.csv")
    ]
    return tuple((re.compile(rf"(?<![\w-])(?:{form})(?!\w)"), kind) for form, kind in filled)
