"""What data/raw knows: its rows, its regions and treaties, and where a text speaks of them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from etl.documents.names import rows
from etl.documents.paragraphs import Paragraph


@dataclass(frozen=True)
class Records:
    """Rows of data/raw by table, each with its line in the file."""

    tables: dict[str, list[dict[str, str]]]

    def of(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table."""
        return self.tables.get(table, [])


NEEDED_TEXT = (
    "sources countries regions region_members treaties treaty_actions treaty_crosschecks actors"
    " events oslo_process event_participants event_programme memberships projects reported_figures"
    " country_names"
)
NEEDED = NEEDED_TEXT.split()


def records(raw: Path) -> Records:
    """Return the records of a folder; `line` is the line of each row in its file."""
    tables = {
        table: [{**row, "line": str(line)} for line, row in enumerate(rows(raw / f"{table}.csv"), 2)]
        for table in NEEDED
    }
    return Records(tables)


def members(known: Records, region: str, day: str = "") -> list[str]:
    """Return the countries of a region on a day; M49 regions and sub-regions go by the countries' table."""
    listed = [
        row["country"]
        for row in known.of("region_members")
        if row["region"] == region
        and (not day or ((row["since"] or "0") <= day and (not row["until"] or day <= row["until"])))
    ]
    if listed:
        return listed
    if region == "WB":
        return ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"]
    title = region.replace("_", " ").casefold()
    return [
        row["country"]
        for row in known.of("countries")
        if title in (row["un_region"].casefold(), row["un_subregion"].casefold())
        or (
            title == "latin america"
            and row["un_subregion"] in ("Caribbean", "Central America", "South America")
        )
    ]


def state_names(known: Records) -> dict[str, str]:
    """Return the names of countries as the records print them."""
    return {row["country"]: row["name"] for row in known.of("countries")}


def name_on(known: Records, country: str, name: str, day: str) -> str:
    """Return the name that a country bore on a day, as the records write it; `name` if it had no other."""
    for row in known.of("country_names"):
        until = row["valid_to"] or "9999"
        if (row["country"], row["wording"]) == (country, "UN") and row["valid_from"] <= day <= until:
            return row["name"]
    return name


def usual_participants(known: Records) -> dict[str, str]:
    """Return the name under which each actor is listed as a participant most often."""
    counts: dict[tuple[str, str], int] = {}
    for row in known.of("event_participants"):
        if row["actor"] and row["kind"] != "person-office":
            counts[row["actor"], row["participant"]] = counts.get((row["actor"], row["participant"]), 0) + 1
    best: dict[str, str] = {}
    for (actor, name), _ in sorted(counts.items(), key=lambda item: item[1]):
        best[actor] = name
    return best


WORDS = (
    ("SEE", r"south[- ]?east(?:ern)?[- ]europe(?:an)?|\bSEE\b|\bSE Europe|(?<!western )\bbalkans?\b"),
    ("WB", r"western balkans?"),
    ("CENTRAL_ASIA", r"central[- ]asian?"),
    ("CAUCASUS", r"(?:south(?:ern)? )?caucas(?:us|ian)"),
    (
        "ASIA_PACIFIC",
        (
            r"asia[- ](?:and the )?pacific|asia and (?:the )?pacific|pacific"
            r"|south[- ]?east(?:ern)?[- ]asian?|(?<!central )(?<!central-)\basian?\b"
        ),
    ),
    ("LATIN_AMERICA", r"latin[- ]americ(?:a|an)|caribbean|central americ(?:a|an)|south americ(?:a|an)"),
    ("AFRICA", r"africa(?:n)?\b"),
    ("EUROPE", r"(?<!east )(?<!eastern )(?<!east-)europe(?:an)?\b(?! union| commission)"),
    ("MIDDLE_EAST", r"middle east|arab (?:states|countries|league)|\bMENA\b"),
)
PATTERN = re.compile("|".join(f"(?P<{code}>(?i:{pattern}))" for code, pattern in WORDS))
MIDDLE_EAST = "BHR CYP DZA EGY IRN IRQ ISR JOR KWT LBN LBY MAR OMN PSE QAT SAU SDN SYR TUN TUR ARE YEM"
NEIGHBOURS = {"CAUCASUS": ["ARM", "AZE", "GEO"], "MIDDLE_EAST": MIDDLE_EAST.split()}
REGIONS = {
    "SEE": "South East Europe",
    "WB": "the Western Balkans",
    "CENTRAL_ASIA": "Central Asia",
    "CAUCASUS": "the Caucasus",
    "ASIA_PACIFIC": "Asia and the Pacific",
    "LATIN_AMERICA": "Latin America",
    "AFRICA": "Africa",
    "EUROPE": "Europe",
    "MIDDLE_EAST": "the Middle East",
}


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


TREATIES = {
    "CCM": (
        r"\bCCM\b(?!-)|(?i:convention on cluster[- ]munitions?|cluster munitions? convention"
        r"|cluster[- ]bomb (?:ban|treaty))"
    ),
    "APMBC": (
        r"\bAPMBC\b|(?i:mine ban (?:treaty|convention)|ottawa (?:treaty|convention)"
        r"|anti-?personnel mine[- ]ban convention)"
    ),
    "ATT": r"\bATT\b|(?i:arms trade treaty)",
    "CCW-APII": r"(?i:amended protocol ii\b)",
    "CCW-PV": r"(?i:protocol v\b)",
    "other": (
        r"\bCCW\b|(?i:convention on (?:certain )?conventional weapons|chemical weapons convention"
        r"|biological weapons convention|firearms protocol|geneva conventions?"
        r"|convention on the rights|nuclear[- ]\w+ treaty)"
    ),
}
TREATY = re.compile(
    "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in TREATIES.items())
)


def treaties_in(text: str) -> list[tuple[str, int]]:
    """Return the treaties named in a text, each with its place.

    >>> found = treaties_in("ratified the Convention on Cluster Munitions and the Mine Ban Treaty")
    >>> [name for name, _ in found]
    ['CCM', 'APMBC']
    """
    return [(str(match.lastgroup).replace("_", "-"), match.start()) for match in TREATY.finditer(text)]


def main_treaty(text: str) -> str:
    """Return the treaty that a document is about: the only one, or named three times as often as others."""
    counted = Counter(name for name, _ in treaties_in(text)).most_common(2)
    if not counted or counted[0][0] == "other":
        return ""
    if len(counted) == 2 and counted[0][1] < 3 * counted[1][1]:
        return ""
    return counted[0][0]


def treaty_at(paragraph: Paragraph, first: int, last: int, otherwise: str) -> str:
    """Return the treaty named in a stretch of text, else in the headings above, else `otherwise`."""
    here = treaties_in(paragraph.text[first:last])
    if here:
        return here[0][0]
    for heading in reversed(paragraph.headings):
        if named := treaties_in(heading):
            return named[0][0]
    return otherwise
