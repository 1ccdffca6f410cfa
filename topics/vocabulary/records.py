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
DIFFERENCES = {
    "typing error": "typing error in one source",
    "domestic act": "a domestic act in one, the deposit abroad in the other",
    "day of the news": "day of the news in one, day of the deposit in the other",
    "entry into force": "entry into force in one, ratification in the other",
    "another date": "counted at different dates",
    "loose text": "one text is loose",
    "deposit not known": "one source did not know of the deposit",
    "expected": "expected before in one, counted after in the other",
    "invited": "invited in one, present in the other",
    "part of the year": "a part of the year in one, the whole year in the other",
    "moment of the meeting": "counted at different moments of the meeting",
    "copied paragraph": "a paragraph copied from another meeting",
    "part of the survey": "a part of the survey in one, the whole in the other",
    "several methods": "several methods of survey together in one, one method in the other",
    "destroyed": "held in one, destroyed in the other",
    "secondary source": "one is a secondary source",
}
"""What a record gives as the reason for which its figure differs, in the order of a sentence."""
YEAR_STATES = {
    "figure": "a figure",
    "part": "in part: several years, a part of the year or of the country, or words instead of a figure",
    "unverified": "a figure that was not seen in a source, left out",
    "complete": "none expected: declared complete, or no contamination reported",
    "ahead": "a figure cannot be out yet",
    "missing": "no data, which does not mean zero",
}
"""What is on record of a year, the most first."""
LAST_FIGURES = {
    "up_to_date": "latest read",
    "newer_missing": "newer one not read yet",
    "complete": "none expected",
}
"""How the last figure of a series stands to the last year of which one can be out."""
