"""Words for kinds of money, which are never added to each other."""

FLOWS = {
    "monitor": "itemised by the Monitor",
    "us": "United States programme",
    "announced": "announced or planned",
    "itf": "given to ITF",
}
"""Parts of the contributions that may be added within themselves."""
FLOW_PHRASES = FLOWS | {"us": "of the United States programme"}
"""The same after an amount or a contribution."""
TOTALS = {
    "recipient_international": "international funding",
    "recipient_national": "national funding",
    "recipient_total": "total funding",
    "itf_income": "income of ITF",
    "itf_spending": "spending of ITF",
    "cumulative_claim": "multi-year total",
}
"""Kinds of totals that a source states."""
