"""Names of countries, cities and organisations, and where they stand in a text.

The names are those of pycountry, of data/raw and of etl/reader/words; the longest that fits counts.
Ministries, embassies, centres and the like are known by their form.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pycountry

from etl.reader.paragraphs import folded, tidy
from etl.reader.tables import pattern, rows, words

MONTHS = frozenset(calendar.month_name)
STATE = (
    r"(?:(?:[A-Z][a-z]+[- ]){0,2}(?:Republic|Kingdom|Commonwealth|Principality|State|Grand Duchy"
    r"|Sultanate|Federation|Union|Government|government|Confederation)\s+of\s+(?:the\s+)?)*?"
)
CAPITAL = r"[A-Z][\w'&/.-]*"
BEFORE_COUNTRY = re.compile(
    rf"(?:(?<=\bin )|(?<=\bat )|(?<=^)|(?<=- )|(?<=\d )|(?<=\d, ))((?:{CAPITAL} ?){{1,4}}), ?$"
)
# The Oslo Process and the Dubrovnik Action Plan are in no city.
NAMED_FOR_CITY = pattern("names", "named_for_city")
TOO_SHORT = {"", "SP", "MAG", "SEE", "AU", "HI", "DRC", "HALO"}  # acronyms that are words or other names


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
    country_pattern: re.Pattern[str]
    city_pattern: re.Pattern[str]
    organisation_pattern: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def names(raw: Path) -> Names:
    """Return all names that are known, those of the records in `raw` among them; read once a process."""
    countries, cities, organisations = country_names(raw), city_names(raw), organisation_names(raw)
    country_pattern = re.compile(
        rf"(?<![\w-])(?:(?P<name>{alternatives(countries)})|(?:{STATE})(?P<formal>{alternatives(countries)}))"
        r"(?![\w$]|\s?\$|\s+dollars?\b)"
    )
    return Names(
        countries=countries,
        cities=cities,
        points=city_points(raw),
        organisations=organisations,
        country_pattern=country_pattern,
        city_pattern=re.compile(rf"(?<![\w-])(?P<name>{alternatives(cities)})(?!\w)"),
        organisation_pattern=re.compile(rf"(?<![\w-])(?P<name>{alternatives(organisations)})(?!\w)"),
        forms=form_patterns(countries, country_pattern),
    )


def alternatives(texts: Iterable[str]) -> str:
    """Return a pattern of names, the longest first."""
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


def country_names(raw: Path) -> dict[str, tuple[str, str]]:
    """Return countries and nationalities by name: code and kind ('', former, adjective, not a state)."""
    result: dict[str, tuple[str, str]] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                result[tidy(name)] = (country.alpha_3, "")
    for row in rows(raw / "countries.csv"):
        result |= {tidy(row[field]): (row["country"], "") for field in ("name", "short_name") if row[field]}
    for row in rows(raw / "country_names.csv"):
        if " and " not in row["name"] or row["country"] != "SRB":
            result[tidy(row["name"])] = (row["country"], "former" if row["valid_to"] else "")
    return result | {tidy(row["name"]): (row["country"], row["kind"]) for row in words("countries")}


def city_names(raw: Path) -> dict[str, tuple[str, str]]:
    """Return the names of cities with the name used in the records and the country."""
    result: dict[str, tuple[str, str]] = {}
    for row in words("cities"):
        for city in row["cities"].split(";"):
            first, *others = city.split("=")
            result |= {tidy(name): (first, row["country"]) for name in (first, *others)}
    for row in [*rows(raw / "events.csv"), *rows(raw / "actors.csv")]:
        if row["city"] and row["country"]:
            result.setdefault(tidy(row["city"]), (row["city"], row["country"]))
    return result


def city_points(raw: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the coordinates that the records have for a city."""
    result: dict[tuple[str, str], tuple[str, str]] = {}
    for row in [*rows(raw / "actors.csv"), *rows(raw / "events.csv")]:
        if row["city"] and row["country"] and row["lat"]:
            result.setdefault((folded(row["city"]), row["country"]), (row["lat"], row["lon"]))
    return result


def organisation_names(raw: Path) -> dict[str, Organisation]:
    """Return organisations by name and acronym; those of the records come with their id."""
    result: dict[str, Organisation] = {}
    for row in rows(raw / "actors.csv"):
        name = re.sub(r"\s*\(.*", "", tidy(row["name"]))
        one = Organisation(name, row["kind"], row["country"], row["actor"])
        if row["kind"] != "person-office":
            result |= {tidy(text): one for text in {name, *row["acronym"].split("/")} - TOO_SHORT}
    for row in words("organisations"):
        known = result.get(row["acronym"]) or result.get(tidy(row["name"]))
        one = known or Organisation(row["name"], row["kind"], row["country"], "")
        for text in {row["name"], row["acronym"]} - TOO_SHORT:
            result.setdefault(tidy(text), one)
    return result


def meaning(match: re.Match[str], known: Names) -> tuple[str, str]:
    """Return code and kind of the country that a match names, alone or as Republic of, Government of."""
    return known.countries[match["name"] or match["formal"]]


def country_marks(text: str, known: Names) -> list[Mark]:
    """Return the countries and nationalities named in a text."""
    result = []
    for match in known.country_pattern.finditer(text):
        code, kind = meaning(match, known)
        if kind == "adjective":
            first = match.start("name" if match["name"] else "formal")
            result.append(Mark("adjective", code, first, match.end(), code))
        elif kind != "not a state":
            result.append(Mark("country", code, match.start(), match.end(), code, former=kind == "former"))
    return result


def city_marks(text: str, known: Names) -> list[Mark]:
    """Return the cities named in a text: known ones, and any that stands before its country."""
    result = [
        Mark("city", known.cities[match["name"]][0], *match.span(), known.cities[match["name"]][1])
        for match in known.city_pattern.finditer(text)
        if not NAMED_FOR_CITY.match(text, match.end())
    ]
    for match in known.country_pattern.finditer(text):
        before = BEFORE_COUNTRY.search(text[: match.start()])
        code, kind = meaning(match, known)
        if not before or kind or not code or overlaps(before.start(1), before.end(1), result):
            continue
        city = before[1].strip()
        if city.split()[0] not in MONTHS and city not in known.countries:
            result.append(Mark("city", city, before.start(1), before.start(1) + len(city), code))
    return sorted(result, key=lambda mark: mark.first)


def overlaps(first: int, last: int, marks: Iterable[Mark]) -> bool:
    """Tell whether a stretch overlaps one of the marks."""
    return any(first < mark.last and last > mark.first for mark in marks)


CAP = r"[A-Z][\w'&/-]*"
LEFT = r"(?:of|for|the|on|de|against|&)"
HEADS = (
    "University|Institute|Foundation|Agency|Directorate|Centre|Center|Fund|Trust|Coalition|Council|Committee"
    "|Organisation|Organization|Association|Federation|Bank|Authority|Secretariat|Executive|Survey|Academy"
)
OTHER = rf"(?!(?:the )?(?:Ministry|Office|Department|Embassy|{HEADS})\b)"  # another one begins
PHRASE = rf"{CAP}(?:(?: |, {OTHER})(?:(?:and|{LEFT}) ){{0,3}}{OTHER}{CAP}){{0,10}}"
NOT_ONE = pattern("names", "not_one")
OF_LAW = re.compile(r"\s+(?:Decision|Regulation|Conclusions)\b")
AND = re.compile(r"\b(?:United Nations|[Ii]nternational|[A-Z][a-z]+al|[A-Z][a-z]+ [A-Z][a-z]+) and $")


def organisation_marks(text: str, known: Names) -> list[Mark]:
    """Return the organisations named in a text, the longest name at each place."""
    every = []
    for match in known.organisation_pattern.finditer(text):
        one = known.organisations[match["name"]]
        every.append(Mark("organisation", one.name, *match.span(), one.country, one.type, one.actor))
    for form, kind in known.forms:
        for match in form.finditer(text):
            torn = kind == "organisation" and AND.search(text[: match.start()])
            if not (torn or NOT_ONE.search(match[0]) or OF_LAW.match(text, match.end())):
                every.append(formed_mark(match, kind, known))
    result: list[Mark] = []
    for mark in sorted(every, key=lambda mark: (mark.first - mark.last, not mark.actor)):
        if not overlaps(mark.first, mark.last, result):
            result.append(mark)
    return sorted(result, key=lambda mark: mark.first)


def formed_mark(match: re.Match[str], kind: str, known: Names) -> Mark:
    """Return the mark of an organisation known by its form; its country is one that stands in its name."""
    inside = country_marks(match[0], known)
    country = next((mark.country for mark in sorted(inside, key=lambda mark: mark.kind == "adjective")), "")
    seat = known.city_pattern.search(match[0])
    if seat and re.search(r"(?i:embassy|consulate)", match[0]):
        country = known.cities[seat["name"]][1]
    return Mark("organisation", " ".join(match[0].split()), match.start(), match.end(), country, kind)


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
        for row in words("organisation_forms")
    ]
    return tuple((re.compile(rf"(?<![\w-])(?:{form})(?!\w)"), kind) for form, kind in filled)
