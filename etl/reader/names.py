"""Names of countries, cities and organisations in a text, from pycountry, data/raw and words/*.csv."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pycountry

from etl.reader.letters import folded, tidy
from etl.reader.tables import filled, patterns, rows, word_list, wordings, words

PATTERN = wordings("names")
FORMAL = patterns("names")["FORMAL"]
TOO_SHORT = {"", *word_list("acronyms that are words")}


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


@dataclass(frozen=True)
class Names:
    """All names, and the patterns that find them."""

    countries: dict[str, tuple[str, str]]  # code and kind: '', adjective, not a state
    cities: dict[str, tuple[str, str]]  # name in the records and country
    points: dict[tuple[str, str], tuple[str, str]]  # of city and country, as the records have them
    organisations: dict[str, Mark]
    country_pattern: re.Pattern[str]
    city_pattern: re.Pattern[str]
    organisation_pattern: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def names(raw: Path) -> Names:
    """Return all names that are known, those of the records in `raw` among them; read once a process."""
    every = [*rows(raw / "actors.csv"), *rows(raw / "events.csv")]
    placed = [row for row in every[::-1] if row["city"] and row["country"]]  # of two the first counts
    countries, cities, organisations = country_names(raw), city_names(placed), organisation_names(raw)
    country = rf"(?:{FORMAL})??(?P<name>{alternatives(countries)})(?![\w$]|\s?\$|\s+dollars?\b)"
    points = {(folded(row["city"]), row["country"]): (row["lat"], row["lon"]) for row in placed if row["lat"]}
    return Names(
        countries,
        cities,
        points,
        organisations,
        re.compile(rf"(?<![\w-]){country}"),
        re.compile(rf"(?<![\w-])(?P<name>{alternatives(cities)})(?!\w)"),
        re.compile(rf"(?<![\w-])(?P<name>{alternatives(organisations)})(?!\w)"),
        form_patterns(countries, country.replace("?P<name>", "?:")),
    )


def alternatives(texts: Iterable[str]) -> str:
    """Return a pattern of names, the longest first."""
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


def country_names(raw: Path) -> dict[str, tuple[str, str]]:
    """Return countries and nationalities by name: code and kind."""
    result: dict[str, tuple[str, str]] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                result[tidy(name)] = (country.alpha_3, "")
    for row in rows(raw / "countries.csv"):
        result |= {tidy(row[field]): (row["country"], "") for field in ("name", "short_name") if row[field]}
    for row in rows(raw / "country_names.csv"):
        if " and " not in row["name"] or row["country"] != "SRB":
            result[tidy(row["name"])] = (row["country"], "")
    return result | {tidy(row["name"]): (row["country"], row["kind"]) for row in words("countries")}


def city_names(placed: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the names of cities with the name used in the records and the country."""
    result: dict[str, tuple[str, str]] = {}
    for row in words("cities"):
        for city in row["cities"].split(";"):
            first, *others = city.split("=")
            result |= {tidy(name): (first, row["country"]) for name in (first, *others)}
    return {tidy(row["city"]): (row["city"], row["country"]) for row in placed} | result


def organisation_names(raw: Path) -> dict[str, Mark]:
    """Return organisations by name and acronym; those of the records come with their id."""
    result: dict[str, Mark] = {}
    for row in rows(raw / "actors.csv"):
        name = re.sub(r"\s*\(.*", "", tidy(row["name"]))
        one = Mark("organisation", name, 0, 0, row["country"], row["kind"], row["actor"])
        if row["kind"] != "person-office":
            result |= {tidy(text): one for text in {name, *row["acronym"].split("/")} - TOO_SHORT}
    for row in words("organisations"):
        known = result.get(row["acronym"]) or result.get(tidy(row["name"]))
        one = known or Mark("organisation", row["name"], 0, 0, row["country"], row["kind"])
        for text in {row["name"], row["name"].replace("Centre", "Center"), row["acronym"]} - TOO_SHORT:
            result.setdefault(tidy(text), one)
    return result


def form_patterns(
    countries: dict[str, tuple[str, str]], country: str
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the forms of organisations with the names of countries and nationalities filled in."""
    adjectives = "|".join(name for name, (_, kind) in countries.items() if kind == "adjective")
    parts = patterns("names") | {"COUNTRY": f"(?:{country})", "ADJECTIVE": f"(?:{adjectives})"}
    every = [(filled(row["pattern"], parts), row["kind"]) for row in words("organisation_forms")]
    return tuple((re.compile(rf"(?<![\w-])(?:{form})(?!\w)"), kind) for form, kind in every)


def country_marks(text: str, known: Names, year: str = "") -> list[Mark]:
    """Return the countries and nationalities in a text; since June 2006 "Serbia and Montenegro" are two."""
    result = []
    for match in known.country_pattern.finditer(text):
        code, kind = known.countries[match["name"]]
        if code == "SCG" and year >= "2007":
            middle = text.find(" and ", *match.span())
            result.append(Mark("country", "SRB", match.start(), middle, "SRB"))
            result.append(Mark("country", "MNE", middle + 5, match.end(), "MNE"))
        elif kind != "not a state":
            first = match.start("name") if kind == "adjective" else match.start()
            result.append(Mark(kind or "country", code, first, match.end(), code))
    return result


def city_marks(text: str, known: Names) -> list[Mark]:
    """Return the cities named in a text: known ones, and any that stands before its country."""
    result = []
    for match in known.city_pattern.finditer(text):
        city, country = known.cities[match["name"]]
        if not PATTERN.named_for_city.match(text, match.end()):
            result.append(Mark("city", city, *match.span(), country))
    for match in known.country_pattern.finditer(text):
        before = PATTERN.before_country.search(text[: match.start()])
        code, kind = known.countries[match["name"]]
        if not before or kind or not code or overlaps(before.start(1), before.end(1), result):
            continue
        city = before[1].strip()
        if city.split()[0] not in calendar.month_name and city not in known.countries:
            result.append(Mark("city", city, before.start(1), before.start(1) + len(city), code))
    return sorted(result, key=lambda mark: mark.first)


def overlaps(first: int, last: int, marks: Iterable[Mark]) -> bool:
    """Tell whether a stretch overlaps one of the marks."""
    return any(first < mark.last and last > mark.first for mark in marks)


def organisation_marks(text: str, known: Names) -> list[Mark]:
    """Return the organisations named in a text, the longest name at each place."""
    every = []
    for match in known.organisation_pattern.finditer(text):
        every.append(replace(known.organisations[match["name"]], first=match.start(), last=match.end()))
    for form, kind in known.forms:
        every += [
            formed(match, kind, known)
            for match in form.finditer(text)
            if not PATTERN.not_one.search(match[0])
        ]
    result: list[Mark] = []
    for mark in sorted(every, key=lambda mark: (mark.first - mark.last, not mark.actor)):
        if not overlaps(mark.first, mark.last, result):
            result.append(mark)
    return sorted(result, key=lambda mark: mark.first)


def formed(match: re.Match[str], kind: str, known: Names) -> Mark:
    """Return the mark of an organisation known by its form; its country is one that stands in its name."""
    inside = sorted(country_marks(match[0], known), key=lambda mark: mark.kind == "adjective")
    country = inside[0].country if inside else ""
    seat = known.city_pattern.search(match[0]) if PATTERN.mission.search(match[0]) else None
    country = known.cities[seat["name"]][1] if seat else country
    return Mark("organisation", " ".join(match[0].split()), *match.span(), country, kind)
