"""Words for what a record rests on and since when it is known, and for subjects and kinds of change."""

BASES = {
    "survey": "survey",
    "estimate": "estimate of the whole",
    "government statement": "statement of a government",
    "register": "register of the depositary",
    "computed": "computed from what the source states",
    "projection": "projection",
    "report": "report",
    "monitor": "contributions itemised by the Monitor",
    "us_cwd": "United States programme",
    "announcement": "announcement",
    "itf": "report of ITF",
}
"""What a figure rests on."""
KNOWN_BASES = {
    "published": "when the source was published",
    "act": "the day of the act itself",
    "own date": "the date of the figure; the source states no day of publication",
}
"""What the day rests on since when a record is known."""
SUBJECTS = {
    "contamination": "Contaminated area",
    "release": "Released land and items destroyed",
    "casualties": "Casualties",
    "funding": "Funding",
    "stockpiles": "Stockpiles",
    "counts": "States at a meeting",
    "participants": "Who took part",
    "treaties": "Treaty dates",
}
"""What statements of sources that can disagree are about."""
CHANGES = {"added": "rows added", "changed": "cells changed", "withdrawn": "rows withdrawn"}
"""Kinds of changes between two editions."""
DOCUMENTS = {
    "monitor": "Landmine and Cluster Munition Monitor",
    "mine action review": "Mine Action Review",
    "depositary": "treaty depositary",
    "convention body": "body of a convention",
    "start document": "founding document",
    "mirror": "copy elsewhere",
    "geodata": "geographical data",
    "computed": "computed here",
}
"""Kinds of documents whose code needs more words."""
