"""Which treaty a sentence speaks of."""

import re
from collections import Counter

from etl.documents.paragraphs import Paragraph

NAMES = {
    "CCM": (
        r"\bCCM\b(?!-)|(?i:convention on cluster[- ]munitions?|cluster munitions? convention"
        r"|cluster[- ]bomb (?:ban|treaty))"
    ),
    "APMBC": (
        r"\bAPMBC\b|(?i:mine ban (?:treaty|convention)|ottawa (?:treaty|convention)|anti-?personnel"
        r" mine[- ]ban convention)"
    ),
    "ATT": r"\bATT\b|(?i:arms trade treaty)",
    "CCW-APII": r"(?i:amended protocol ii\b)",
    "CCW-PV": r"(?i:protocol v\b)",
    "other": (
        r"\bCCW\b|(?i:convention on (?:certain )?conventional weapons|chemical weapons"
        r" convention|biological weapons"
        r" convention|firearms protocol|geneva conventions?|convention on the rights|nuclear[- ]\w+ treaty)"
    ),
}
PATTERN = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in NAMES.items()))


def treaties_in(text: str) -> list[tuple[str, int]]:
    """Return the treaties named in a text, each with its place.

    >>> [name for name, _ in treaties_in("ratified the Convention on Cluster Munitions and the Mine Ban Treaty")]
    ['CCM', 'APMBC']
    """
    return [(str(match.lastgroup).replace("_", "-"), match.start()) for match in PATTERN.finditer(text)]


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
