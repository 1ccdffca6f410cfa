"""Says each recorded act of a state under a treaty in one sentence, for the news and for the feed."""

from datetime import date

import pandas as pd

from analysis import treaties as law
from analysis.deposits import deposits, ordinal_words
from analysis.once import once

ARTICLE = (
    *(
        "ARE",
        "BHS",
        "CAF",
        "COD",
        "COK",
        "COM",
        "DOM",
        "GBR",
        "GMB",
        "KOR",
        "LAO",
        "MDV",
        "MHL",
        "NLD",
        "PHL",
    ),
    *("SLB", "SYC", "USA", "VAT"),
)
"""States whose name takes "the" in a sentence."""
WHOLE = {
    "BIH": "Bosnia and Herzegovina",
    "COD": "Democratic Republic of the Congo",
    "LAO": "Lao People's Democratic Republic",
}
"""Names in full of states whose short name is an abbreviation."""
COLUMNS = ("notice", "treaty", "country", "action", "date", "date_precision", "sentence")
TAIL = ("source", "locator", "basis", "note")
INSTRUMENTS = {name: f"instrument of {name}" for name in law.CONSENT} | {
    "succession": "notification of succession"
}
JOINS = {"accession": "to", "succession": "to"}
""""Ratification of" a treaty, but "accession to" it."""


def notices(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    country_names: pd.DataFrame,
    treaties: pd.DataFrame,
    edition: date | None = None,
) -> pd.DataFrame:
    """A notice per act on record that counts, the newest first; an act of one day in the order of names.

    *Columns*: notice (a stable key), treaty, country, action, date, date_precision, sentence, source,
    locator, basis, note.
    """
    return once(_notices, treaty_actions, countries, country_names, treaties, edition)


def _notices(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    country_names: pd.DataFrame,
    treaties: pd.DataFrame,
    edition: date | None,
) -> pd.DataFrame:
    found = law.steps(treaty_actions, countries, edition)
    acts = treaty_actions[treaty_actions["preferred"].astype(bool) & treaty_actions["date"].notna()]
    placed = {treaty: _places(found, treaty) for treaty in set(acts["treaty"]) & set(law.RULES)}
    titles, spoken = _titles(treaties), names_by_day(countries, country_names)
    rows = []
    for act in acts[acts["treaty"].isin(placed)].to_dict("records"):
        name = name_on(act["country"], act["date"], spoken)
        place = placed[act["treaty"]].get((act["country"], act["date"]), {})
        key = f"{act['treaty']}/{act['country']}/{act['action']}/{act['date']:%Y-%m-%d}"
        is_past = edition is None or act["date"] <= pd.Timestamp(edition)
        said = _sentence(act | {"is_past": is_past}, name, titles.get(act["treaty"], act["treaty"]), place)
        rows.append(act | {"notice": key, "sentence": said, "order": name.removeprefix("the ")})
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *TAIL, "order"])
    frame = frame.sort_values(["date", "order", "treaty"], ascending=[False, True, True], kind="stable")
    return frame[[*COLUMNS, *TAIL]].reset_index(drop=True)


def _titles(treaties: pd.DataFrame) -> dict[str, str]:
    """Short titles as a sentence needs them."""
    short = treaties["short_title"].where(treaties["short_title"] != treaties["treaty"], treaties["title"])
    return dict(zip(treaties["treaty"], short, strict=True))


def _places(found: pd.DataFrame, treaty: str) -> dict[tuple[str, pd.Timestamp], dict]:
    rows = deposits(found, treaty)
    return {(row["country"], row["stated"]): row for row in rows.to_dict("records")}


def names_by_day(countries: pd.DataFrame, country_names: pd.DataFrame) -> dict[str, list[tuple]]:
    """Names of each country with the days between which they hold, the names of today last."""
    known: dict[str, list[tuple]] = {}
    for row in country_names[country_names["wording"] == "UN"].to_dict("records"):
        begins, ends = row["valid_from"], row["valid_to"]
        begins = pd.Timestamp.min if pd.isna(begins) else begins
        ends = pd.Timestamp.max if pd.isna(ends) else ends
        known.setdefault(row["country"], []).append((begins, ends, row["name"]))
    for code, name in zip(countries["country"], countries["short_name"], strict=True):
        known.setdefault(code, []).append((pd.Timestamp.min, pd.Timestamp.max, WHOLE.get(code, name)))
    return known


def name_on(country: str, day: pd.Timestamp, spoken: dict[str, list[tuple]]) -> str:
    """The name of a state on a day, with its article.

    Args:
        country: its code.
        day: the day of the act.
        spoken: from `names_by_day`.
    """
    held = spoken.get(country, [])
    name = next((name for begins, ends, name in held if begins <= day <= ends), country)
    return f"the {name}" if country in ARTICLE or name == "Czech Republic" else name


def said_on(day: pd.Timestamp, precision: str) -> str:
    """A date in a sentence, as exact as it is known.

    >>> said_on(pd.Timestamp("2014-01-01"), "year")
    'in 2014 (day not on record)'
    """
    if precision == "year":
        return f"in {day.year} (day not on record)"
    return f"in {day:%B %Y} (day not on record)" if precision == "month" else f"on {day.day} {day:%B %Y}"


def _sentence(act: dict, name: str, title: str, place: dict) -> str:
    day, treaty = said_on(act["date"], act["date_precision"]), f"the {title}"
    if act["action"] in law.CONSENT:
        said = f"{name} {_deposited(act, treaty)} {day}{_ranked(place)}{_bound(act, place)}"
    elif act["action"] == "withdrawal":
        said = f"{name} gave notice of its withdrawal from {treaty} {day}"
    elif act["action"] == "withdrawal_effective":
        took = "took" if act["is_past"] else "takes"
        said = f"the withdrawal of {name} from {treaty} {took} effect {day}"
    elif act["action"] == "provisional_application":
        said = f"{name} declared {day} that it would apply {treaty} provisionally"
    else:
        said = f"{name} signed {treaty} {day}"
    return f"{said[0].upper()}{said[1:]}."


def _deposited(act: dict, treaty: str) -> str:
    if not law.rule(act["treaty"]).is_signed:
        return f"notified its consent to be bound by {treaty}"
    return f"deposited its {INSTRUMENTS[act['action']]} {JOINS.get(act['action'], 'of')} {treaty}"


def _ranked(place: dict) -> str:
    """The place of a deposit: exact, shared with others of that day, or only between two."""
    if not place:
        return ""
    first, last = int(place["first"]), int(place["last"])
    if first == last:
        return f", the {ordinal_words(first)}"
    if pd.notna(place["ordinal"]):
        return f", sharing places {first} to {last} with others of that day"
    return f", between the {ordinal_words(first)} and the {ordinal_words(last)}"


def _bound(act: dict, place: dict) -> str:
    """The entry into force for the state."""
    entry = place.get("entry_into_force")
    if entry is None or pd.isna(entry):
        return "; the day of its entry into force is not on record"
    if act["action"] == "succession" and pd.isna(act["entry_into_force"]):
        return f"; counted as in force from {entry.day} {entry:%B %Y}"
    return f"; in force on {entry.day} {entry:%B %Y}"
