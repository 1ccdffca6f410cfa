"""Organisations in a text: known ones by name, ministries, embassies, centres and the like by their form."""

import re

from etl.documents.names import Mark, Names, country_marks

CAP = r"[A-Z][\w'&/-]*"
LINK = r"(?:of|for|and|the|on|de|in|against|&)"
LEFT = r"(?:of|for|the|on|de|in|against|&)"
PHRASE = rf"{CAP}(?:,? (?:{LINK} ){{0,3}}{CAP}){{0,10}}"
HEADS = (
    "University|Institute|Foundation|Agency|Directorate|Centre|Center|Fund|Trust|Coalition|Council|Committee"
    "|Organisation|Organization|Association|Federation|Bank|Authority|Secretariat|Executive|Survey|Academy"
)
FORMS = (
    (r"Delegation of the European Union (?:to|in) (?:the )?@COUNTRY", "organisation"),
    (r"(?:EU|European Union) Delegation (?:to|in) (?:the )?@COUNTRY", "organisation"),
    (
        (r"Permanent (?:Representation|Mission|Delegation) of (?:the )?@COUNTRY(?: (?:to|at) (?:the" r" )?")
        + PHRASE
        + ")?",
        "organisation",
    ),
    (
        r"@ADJECTIVE Permanent (?:Mission|Representation|Delegation)(?: (?:to|at) (?:the )?"
        + CAP
        + r")?(?: in "
        + CAP
        + ")?",
        "organisation",
    ),
    (
        (
            r"(?:@ADJECTIVE )?(?:Embassy|Consulate|embassy)(?: of (?:the )?@COUNTRY)?(?: (?:in|to)"
            r" (?:the )?"
        )
        + CAP
        + ")?",
        "organisation",
    ),
    (
        (
            r"(?:(?:Federal|@ADJECTIVE) )?(?:Ministry|Office|Department|Commission|Agency"
            r"|Directorate) (?:of|for) "
            r"(?!Mine Action of)(?:the )?(?:Foreign Affairs|Defen[cs]e|Interior|Internal Affairs"
            r"|Security|Civil Affairs|State|Justice"
            r"|External Relations|Mine Action|Home Affairs)(?:(?:,)? and (?:of )?(?:the"
            r" )?(?:[A-Z][\w-]*|Regional|European|Regional Integration)"
            r"(?: [A-Z][\w-]+){0,2})?(?: of (?:the )?@COUNTRY)?"
        ),
        "organisation",
    ),
    (r"(?:Government )?Office (?:of|for) Mine Action(?: (?:of|in) (?:the )?@COUNTRY)?", "organisation"),
    (
        (
            r"(?:OSCE|UNDP|UNMAS|UNODC|UNICEF|NATO|EU) (?:Office|Mission|Programme Office|Liaison"
            r" Office|Country Office) (?:in|to) (?:the )?(?:@COUNTRY|"
        )
        + CAP
        + ")",
        "igo",
    ),
    (r"(?:National )?Mine Action Cent(?:re|er) (?:of|in) (?:the )?@COUNTRY", "organisation"),
    (r"SALW Commissions?", "organisation"),
    (
        (
            rf"(?:{CAP} )(?:(?:{LEFT} ){{0,3}}{CAP} ){{0,8}}(?:{HEADS})(?! of State)(?: (?:of|for)"
            rf" (?:the )?{PHRASE})?"
        ),
        "organisation",
    ),
    (rf"(?:{HEADS}) (?:of|for) (?:the )?{PHRASE}", "organisation"),
    (r"(?<=NGO )" + CAP + r"(?: " + CAP + r"){0,3}|(?<=NGO \")" + CAP + r"(?: " + CAP + r"){0,3}", "ngo"),
)
NOT_ONE = re.compile(
    r"(?i:\b(?:States? part(?:y|ies)|convention|treaty|meeting|conference|workshop|seminar"
    r"|article|protocol|declaration|resolution)\b)"
    r"|\b(?:Manager|Director|Advis[eo]r|President|Minister|Ambassador|Chairman)\b|^(?:Council"
    r" Decision|The|This|In|On|At|As|Key)\b|Council Decision"
)


def organisation_marks(text: str, known: Names) -> list[Mark]:
    """Return the organisations named in a text, the longest name at each place."""
    found = [known_mark(match, known) for match in known.organisation_pattern.finditer(text)]
    for form, kind in patterns(known):
        for match in form.finditer(text):
            if not NOT_ONE.search(match[0]) and not re.match(
                r"\s+(?:Decision|Regulation|Conclusions)\b", text[match.end() :]
            ):
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
    seat = known.city_pattern.search(match[0])
    if seat and re.search(r"(?i:embassy|consulate)", name):
        country = known.cities[seat["name"]][1]
    return Mark(
        "organisation",
        with_current_names(name, inside, match[0], known),
        match.start(),
        match.end(),
        country,
        kind,
    )


def with_current_names(name: str, inside: list[Mark], text: str, known: Names) -> str:
    """Return the name of an organisation with the country called as it is called now."""
    for mark in reversed(inside):
        if mark.kind == "country" and mark.value in known.shown:
            before = text[: mark.first]
            if re.match(r"(?:[A-Z][a-z]+ )*(?:Republic|Kingdom|State|former)", text[mark.first :], re.I):
                before = re.sub(r"\bthe $", "", before)
            text = before + known.shown[mark.value] + text[mark.last :]
    return " ".join(text.split())


CACHE: dict[int, list[tuple[re.Pattern[str], str]]] = {}


def patterns(known: Names) -> list[tuple[re.Pattern[str], str]]:
    """Return the forms with the names of countries and nationalities filled in."""
    if id(known) not in CACHE:
        country = known.country_pattern.pattern.replace("?P<name>", "?:").replace("?P<formal>", "?:")
        adjectives = "|".join(name for name, (_, kind) in known.countries.items() if kind == "adjective")
        CACHE.clear()
        CACHE[id(known)] = [
            (
                re.compile(
                    r"(?<![\w-])"
                    + form.replace("@COUNTRY", f"(?:{country})").replace("@ADJECTIVE", f"(?:{adjectives})")
                    + r"(?!\w)"
                ),
                kind,
            )
            for form, kind in FORMS
        ]
    return CACHE[id(known)]
