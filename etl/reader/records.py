"""What data/raw knows: its rows with their lines, the names of states, the treaties that a text names."""

import re
from collections import Counter
from pathlib import Path

from etl.reader.tables import rows, words

Rows = list[dict[str, str]]
TREATY = re.compile("|".join(f"(?P<{row['treaty']}>{row['pattern']})" for row in words("treaties")))
# The records list these by their shorter name.
SHORT_NAMES = ("LAO", "COD", "SYR", "RUS", "IRN", "PRK")


def records(raw: Path) -> dict[str, Rows]:
    """Return the rows of all tables of a folder; `line` is the line of each in its file."""
    return {
        path.stem: [{**row, "line": str(line)} for line, row in enumerate(rows(path), 2)]
        for path in sorted(raw.glob("*.csv"))
    }


def state_names(known: dict[str, Rows]) -> dict[str, str]:
    """Return the names of states as the records list them."""
    return {
        row["country"]: row["short_name"] if row["country"] in SHORT_NAMES else row["name"]
        for row in known["countries"]
    }


def name_on(known: dict[str, Rows], country: str, day: str) -> str:
    """Return the name that a country bore on a day, as the records write it."""
    for row in known["country_names"]:
        until = row["valid_to"] or "9999"
        if (row["country"], row["wording"]) == (country, "UN") and row["valid_from"] <= day <= until:
            return row["name"]
    return state_names(known).get(country, country)


def usual_participants(known: dict[str, Rows]) -> dict[str, str]:
    """Return the name under which each actor is listed as a participant most often."""
    counts = Counter(
        (row["actor"], row["participant"])
        for row in known["event_participants"]
        if row["actor"] and row["kind"] != "person-office"
    )
    return {actor: name for (actor, name), _ in reversed(counts.most_common())}


def treaties_in(text: str) -> list[str]:
    """Return the treaties named in a text, in order.

    >>> treaties_in("ratified the Convention on Cluster Munitions and the Mine Ban Treaty")
    ['CCM', 'APMBC']
    """
    return [str(match.lastgroup).replace("_", "-") for match in TREATY.finditer(text)]


def main_treaty(text: str) -> str:
    """Return the treaty that a document is about: the only one, or named three times as often as others.

    >>> main_treaty("Iraq ratifies the CCM. Bolivia ratifies the CCM."), main_treaty("the CCM and the ATT")
    ('CCM', '')
    """
    counted = Counter(treaties_in(text)).most_common(2)
    if not counted or counted[0][0] == "other":
        return ""
    alone = len(counted) == 1 or counted[0][1] >= 3 * counted[1][1]
    return counted[0][0] if alone else ""
