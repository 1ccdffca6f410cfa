"""Words for the codes of land: class of area, method of release, scope, status, duties and deadlines."""

from topics.vocabulary.sentences import sentence

AREA_CLASSES = {
    "CHA": "confirmed (CHA)",
    "SHA": "suspected (SHA)",
    "CHA+SHA": "confirmed and suspected (CHA + SHA)",
    "TOTAL": "total estimate",
}
FULL_AREA_CLASSES = {
    "CHA": "confirmed hazardous area (CHA)",
    "SHA": "suspected hazardous area (SHA)",
    "CHA+SHA": "confirmed and suspected hazardous area (CHA + SHA)",
    "TOTAL": "estimate of the whole area",
}
"""For a card or a help text."""
BEST_AREAS = AREA_CLASSES | {
    "summed": "CHA and SHA of one source, added",
    "CHA": "confirmed area only (CHA)",
    "SHA": "suspected area only (SHA)",
    "none": "area not stated",
}
"""How the best area of a year was stated."""
AREA_UNITS = {
    "CHA": "km² confirmed",
    "SHA": "km² suspected",
    "CHA+SHA": "km² confirmed and suspected",
    "summed": "km² confirmed and suspected",
    "TOTAL": "km² estimated in all",
    "none": "area not stated",
}
"""The unit of an area with its class, as it stands beside the number."""
METHODS = {
    "clearance": "cleared",
    "technical_survey": "reduced by technical survey",
    "non_technical_survey": "cancelled by non-technical survey",
    "certified": "cleared or reduced by technical survey",
    "survey": "released by survey, its kind not stated",
    "total_released": "total release",
    "not_split": "rest of the total, method not stated",
}
"""Methods of release of IMAS in the order of their cost, two of them together, and what they add up to."""
SCOPES = {
    "national": "whole country",
    "subnational": "part of the country",
    "village": "single village",
    "subset": "part only",
    "partial_year": "part of the year",
    "survey_coverage": "surveyed, not released",
    "span": "several years",
}
"""What a figure covers."""
FIGURE_ROLES = {
    "line": "best available",
    "further": "other sources",
    "stack": "drawn",
    "rival": "other sources, never added",
    "sum": "drawn figures of all countries, added",
    "complete": "declared complete",
}
"""What a figure is in a chart."""
MEASURES = {
    "left": "land left, km² per 1 000 km²",
    "released": "total release of land in a mean year, km² per 1 000 km²",
    "cleared": "land cleared in a mean year, km² per 1 000 km²",
    "casualties": "casualties in a mean year, per million people",
}
"""What is set against the size of a country."""
PLACE_STATUSES = {
    "contaminated": "contaminated",
    "area_unknown": "contaminated, area not stated",
    "complete": "declared complete",
    "none_reported": "no contamination reported",
    "not_recent": "no recent figure",
    "no_data": "no data",
}
"""Status of a place on a day."""
DUTIES = {
    "clearance": "clearance",
    "stockpiles": "stockpile destruction",
    "initial_report": "first report",
    "report": "annual report",
}
DEADLINES = {
    "original": "first deadline",
    "request": "extension requested",
    "decision": "extended deadline",
    "refusal": "extension refused",
    "fulfilment": "completed",
    "missed": "deadline missed, a source says",
}
"""Steps of an obligation, in the order of time."""
DEADLINE_STATES = {
    "passed": "deadline passed; no extension or completion found",
    "requested": "deadline passed; extension requested, no decision found",
    "refused": "deadline passed; extension not approved",
    "extended": "extended; new deadline not found",
    "in force": "deadline ahead",
    "missed": "deadline missed, a source says",
    "no date": "no deadline found",
    "completed": "completed",
}
"""State of an obligation; of a deadline that has passed never that it was missed, unless a source says so."""
CALENDAR = {
    "clearance": "clearance deadline",
    "stockpiles": "stockpile deadline",
    "extension": "extension requested",
    "initial_report": "first report due",
    "report": "annual report due",
    "meeting": "meeting",
}
"""What a date of the reporting calendar is."""

NO_AREA = sentence("No contaminated area is on record")
