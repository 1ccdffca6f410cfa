"""Heads of the columns of tables on screen and in files, where the declared title is none or too long."""

from collections.abc import Mapping
from typing import Any

from topics.tables import Tables

UNITS = {"km2": "km²", "pct": "%", "eur": "EUR", "usd": "USD"}
"""How the name of a column ends that holds a figure, and its unit."""
HEADS = {
    "action": "Act",
    "age": "Looking ahead",
    "amount": "Amount",
    "amount_usd": "Amount, USD",
    "apart": "How far apart",
    "area_stated_km2": "Stated area, km²",
    "areas": "Number of areas",
    "at_risk": "States still waiting",
    "attended": "Conferences attended",
    "becomes": "Now",
    "brier": "Brier score",
    "brier_published": "Brier score of the model",
    "changed_column": "Column",
    "changed_row": "Row",
    "community": "Group in the network",
    "completed_on": "Completed",
    "cost_real_eur": "Cost, EUR in real terms",
    "counted": "What is counted",
    "countries_with_data": "Countries with data",
    "crps": "CRPS, years",
    "crps_published": "CRPS of the model, years",
    "day": "Date",
    "deadline": "Deadline",
    "declared": "Declared",
    "definition": "Meaning",
    "deposited": "States that deposited",
    "deposits_in_5_years": "Deposits in five years",
    "did": "What it did",
    "due": "What is due",
    "effect_on": "Took effect",
    "eigenvector": "Eigenvector centrality",
    "expected": "Expected",
    "fact": "Record",
    "fall_km2_per_year": "Fall, km² a year",
    "family": "Hazard group",
    "field": "Column",
    "figures": "Figures",
    "first_pct": "Ranked first, % of samples",
    "first_report": "First report due",
    "for_state": "Stands for its country",
    "from_km2": "Area at first, km²",
    "high_km2": "Highest area, km²",
    "high_pct": "Upper bound, %",
    "id": "Identifier",
    "in_force_on": "In force",
    "in_our_words": "Title in our words",
    "is_exact": "Exact day",
    "is_total": "Total of the methods",
    "is_waiting": "Still waiting",
    "items": "Items destroyed",
    "items_per_km2": "Items per km²",
    "joined": "States that joined",
    "key": "Row",
    "kind_title": "Kind",
    "latest": "Latest year",
    "least_days": "Least wait, days",
    "length_months": "Length, months",
    "likelihood": "Likelihood of meeting the deadline",
    "likely_by_now": "Likelihood by now",
    "low_km2": "Lowest area, km²",
    "low_pct": "Lower bound, %",
    "m2_per_item": "m² per item",
    "middle_pct": "Median, %",
    "missing": "Years missing",
    "months": "Months since signature",
    "munitions": "Cluster munitions destroyed",
    "needed_km2_per_year": "Pace needed, km² a year",
    "never_pct": "Not by 2100, % of simulations",
    "next_report": "Next report due",
    "notified_on": "Notified",
    "original": "First deadline",
    "p10": "10 % of simulations by",
    "p25": "25 % of simulations by",
    "p50": "50 % of simulations by",
    "p75": "75 % of simulations by",
    "p90": "90 % of simulations by",
    "pace_km2_per_year": "Pace, km² a year",
    "pairs_linked_pct": "Pairs linked, %",
    "per_size": "Amount per size",
    "pit": "PIT",
    "problem_as_read": "What is wrong",
    "ratio_pct": "Ratio, %",
    "requested_until": "Requested until",
    "row": "Line",
    "sources": "Sources",
    "standing": "Status",
    "standing_now": "Status now",
    "standing_then": "Status then",
    "state": "Status of the deadline",
    "state_title": "Status",
    "statement": "Statement",
    "states_after": "States after it",
    "states_met": "States met",
    "step": "Year",
    "step_name": "Act",
    "stood_in": "Figure of",
    "submunitions": "Submunitions destroyed",
    "to_km2": "Area at last, km²",
    "treaty_name": "Treaty",
    "was": "Before",
    "within_filter": "In the chosen region",
    "without_data": "Without data",
}
"""Heads by the name of the column, with their units."""


def head_of(name: str, declared: Mapping[str, str]) -> str:
    """The head of a column in words, with its unit.

    Args:
        name: of the column.
        declared: heads of the declared columns.
    """
    return HEADS.get(name) or declared.get(name) or plain_head(name)


def declared_heads(tables: Tables) -> dict[str, str]:
    """Titles of all declared columns with their units, by name; of the same name the first counts."""
    return heads_of(tables.package)


def heads_of(package: Mapping[str, Any]) -> dict[str, str]:
    """The same of a declaration."""
    fields = [field for part in package.get("resources", ()) for field in part["schema"]["fields"]]
    return {field["name"]: _with_unit(field) for field in reversed(fields) if field.get("title")}


def plain_head(name: str) -> str:
    """The head of a column that has no other.

    >>> plain_head("difference_km2"), plain_head("event_title")
    ('Difference, km²', 'Event')
    """
    words, _, unit = name.rpartition("_")
    plain = (words if unit in UNITS else name.removesuffix("_title")).replace("_", " ")
    plain = f"{plain[:1].upper()}{plain[1:]}"
    return f"{plain}, {UNITS[unit]}" if unit in UNITS else plain


def _with_unit(field: Mapping[str, str]) -> str:
    unit = field.get("unit")
    return f"{field['title']}, {unit}" if unit and unit not in field["title"] else field["title"]
