"""Regions of the world as titles name them, and which countries lie in them."""

import re

from etl.documents.records import Records, members

WORDS = (
    ("SEE", r"south[- ]?east(?:ern)?[- ]europe(?:an)?|\bSEE\b|\bSE Europe|(?<!western )\bbalkans?\b"),
    ("WB", r"western balkans?"),
    ("CENTRAL_ASIA", r"central[- ]asian?"),
    ("CAUCASUS", r"(?:south(?:ern)? )?caucas(?:us|ian)"),
    (
        "ASIA_PACIFIC",
        (
            r"asia[- ](?:and the )?pacific|asia and (?:the )?pacific|pacific|south[-"
            r" ]?east(?:ern)?[- ]asian?|(?<!central )(?<!central-)\basian?\b"
        ),
    ),
    ("LATIN_AMERICA", r"latin[- ]americ(?:a|an)|caribbean|central americ(?:a|an)|south americ(?:a|an)"),
    ("AFRICA", r"africa(?:n)?\b"),
    ("MIDDLE_EAST", r"middle east|arab (?:states|countries|league)|\bMENA\b"),
)
PATTERN = re.compile("|".join(f"(?P<{code}>(?i:{pattern}))" for code, pattern in WORDS))
MIDDLE_EAST = "BHR CYP DZA EGY IRN IRQ ISR JOR KWT LBN LBY MAR OMN PSE QAT SAU SDN SYR TUN TUR ARE YEM"
NEIGHBOURS = {
    "CAUCASUS": ["ARM", "AZE", "GEO"],
    "MIDDLE_EAST": MIDDLE_EAST.split(),
}
TITLES = {
    "SEE": "South East Europe", "WB": "the Western Balkans", "CENTRAL_ASIA": "Central Asia", "CAUCASUS": "the Caucasus",
    "ASIA_PACIFIC": "Asia and the Pacific", "LATIN_AMERICA": "Latin America", "AFRICA": "Africa", "MIDDLE_EAST": "the Middle East",
}  # fmt: skip


def regions_in(text: str) -> list[tuple[str, int, int]]:
    """Return the regions named in a text, each with its place.

    >>> [code for code, _, _ in regions_in("RACVIAC workshop in South East Europe, and the Western Balkans")]
    ['SEE', 'WB']
    """
    return [(str(match.lastgroup), match.start(), match.end()) for match in PATTERN.finditer(text)]


def countries_of(known: Records, region: str) -> set[str]:
    """Return the countries of a region; South East Europe is taken in its wider sense."""
    if region in NEIGHBOURS:
        return set(NEIGHBOURS[region])
    if region == "ASIA_PACIFIC":
        return set(members(known, "ASIA")) | set(members(known, "OCEANIA"))
    if region == "SEE":
        return set(members(known, "SEE")) | set(members(known, "SEE15"))
    if region == "CENTRAL_ASIA":
        return set(members(known, "CENTRAL_ASIA")) | {"AFG", "MNG"}
    return set(members(known, region))
