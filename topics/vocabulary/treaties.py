"""Words for treaties, which are rows of a table, for their steps and for where a state stands."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from topics.tables import Tables

STANDINGS = {
    "party": "State Party",
    "consented": "consented, not yet in force",
    "signatory": "signatory",
    "withdrawn": "withdrawn",
    "outside": "not a State Party",
}
"""Where a state stands under a treaty that is signed."""
NOT_SIGNED = "not signed"
"""Instead of "not a State Party", while the treaty is open for signature."""
UNSIGNED_STANDINGS = {"party": "High Contracting Party", "outside": "not bound"}
"""Words of treaties that are not open for signature: states notify their consent at once."""
ENTRY_NOT_KNOWN = "consented, day of entry into force not known"
"""Instead of "not yet in force", where the treaty may be in force: the day of the deposit is not known."""
NO_STATE = "not counted"
"""Instead of a standing, for an area that is no state."""
RULES = {
    "signature": "who can sign",
    "deposit": "depositary",
    "entry": "entry into force",
    "entry_for_a_state": "entry into force for a state",
    "succession": "succession",
    "withdrawal": "withdrawal",
    "armed_conflict": "withdrawal in an armed conflict",
    "extension": "extension of a deadline",
    "request": "request for an extension",
    "clearance": "clearance",
    "stockpiles": "stockpiles",
    "initial_report": "first report",
    "report": "annual report",
}
"""What a rule of a treaty is about."""
CURVES = {
    "signatures": "Signed",
    "deposits": "Joined",
    "entries into force": "Bound",
}
STEPS = {
    "signed": "signed",
    "deposited": "deposited",
    "in_force": "is bound",
    "withdrawn": "withdrew",
    "joins the group": "joined the group",
    "leaves the group": "left the group",
}
"""What a state does at a step of a curve."""


def treaty_names(tables: Tables) -> Mapping[str, str]:
    """Names of treaties in a sentence and a title, by their code, in the order of the table."""
    return tables.derive(_names, "name")


def treaty_labels(tables: Tables) -> Mapping[str, str]:
    """Names of treaties where there is little room: "Mine Ban"."""
    return tables.derive(_names, "label")


def is_signed(tables: Tables, treaty: str) -> bool:
    """Whether a treaty is signed; to one that is not, states notify their consent at once."""
    return bool(tables.derive(_names, "is_signed").get(treaty, True))


def can_be_signed(tables: Tables, treaty: str, day: date) -> bool:
    """Whether a treaty is open for signature on a day: from its opening until it enters into force.

    Source: CCM, Art. 15 and 16(2); APMBC, Art. 15 and 16(2); ATT, Art. 21: after that, states accede.
    """
    opened = tables.derive(_names, "opened").get(treaty)
    in_force = tables.derive(_names, "entry_into_force").get(treaty)
    return bool(pd.notna(opened) and opened <= pd.Timestamp(day) and not in_force <= pd.Timestamp(day))


def standing_name(tables: Tables, treaty: str, standing: str, day: date) -> str:
    """A standing of a state in the words of a treaty on a day.

    "Not signed" are states only while the treaty is open for signature.
    """
    if standing == "outside" and can_be_signed(tables, treaty, day):
        return NOT_SIGNED
    return (STANDINGS if is_signed(tables, treaty) else STANDINGS | UNSIGNED_STANDINGS)[standing]


def duty_name(tables: Tables, treaty: str, article: str) -> str:
    """What an article asks for: "mined areas, APMBC Art. 5"; only the article where the table has no duty."""
    duty = tables.derive(_duties, "name").get((treaty, article))
    return ", ".join(filter(None, [duty, article_name(treaty, article)]))


def due_name(tables: Tables, treaty: str, article: str) -> str:
    """What is due under an article: "Clearance of mined areas due"."""
    return tables.derive(_duties, "due").get((treaty, article)) or f"{article_name(treaty, article)} due"


def article_name(treaty: str, article: str) -> str:
    """An article of a treaty.

    >>> article_name("CCM", "4")
    'CCM Art. 4'
    """
    return f"{treaty} Art. {article}"


def _names(tables: Tables, name: str) -> dict:
    rows = tables["treaties"].sort_values("position", kind="stable")
    return dict(zip(rows["treaty"], rows[name], strict=True))


def _duties(tables: Tables, name: str) -> dict[tuple[str, str], str]:
    rows = tables["treaty_duties"]
    return dict(zip(zip(rows["treaty"], rows["article"], strict=True), rows[name], strict=True))
