"""The values of each option of a chart, by the name of the option; one name means one thing everywhere."""

from collections.abc import Callable, Iterable
from datetime import date

from tests import prepared_areas
from tests.own_areas import example
from topics.records.gaps import INDICATORS
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.records import SUBJECTS
from topics.what_if import cases

OPTIONS: dict[str, Callable[[Tables], Iterable]] = {
    "treaty": lambda tables: tables["treaties"]["treaty"],
    "treaties": lambda _: [("CCM", "ATT"), ("CCW-PV",)],
    "groups": lambda _: [("EU", "NATO", "UN-SOUTHERN-EUROPE"), ("SIDS",)],
    "own": lambda _: [("BIH", "HRV", "SRB")],
    "count": lambda _: ["deposits", "signatures", "entries into force"],
    "year": lambda _: [2009, 2013, 2026],
    "day": lambda _: [date(1997, 12, 3), date(2010, 3, 1)],
    "region": lambda tables: tables["regions"]["region"],
    "series_group": lambda tables: tables["series_groups"]["series_group"],
    "series_groups": lambda _: [("Oslo Process",), ("Roadmap local", "Other")],
    "events": lambda _: [("OSLO-2007", "DUBL-2008")],
    "circle": lambda _: ["CCM meetings", "RACVIAC"],
    "cities": lambda _: [("Skopje", "online"), ("Oslo",)],
    "find": lambda _: ("racviac coalition", "no such words"),
    "document_kind": lambda _: ("monitor",),
    "document": lambda _: ["ccm-notices-2013", "un-m49"],
    "event": lambda _: ["CCM-MANILA-2019", "OSLO-2007"],
    "table": sorted,
    "since": lambda tables: [*tables.history.days, "now", "1999-01-01"],
    "until": lambda tables: [*tables.history.days, "now"],
    "kind": lambda _: ["added", "changed", "withdrawn"],
    "subject": lambda _: SUBJECTS,
    "by": lambda _: ("indicator",),
    "indicator": lambda _: INDICATORS,
    "country": lambda _: ("HRV", "SVN"),
    "method": lambda _: ("total_released", "clearance", "technical_survey", "non_technical_survey"),
    "measure": lambda _: ("left", "released", "cleared", "casualties"),
    "family": lambda tables: tables["hazard_families"]["family"],
    "duty": lambda tables: ("clearance", "stockpiles", "all"),  # noqa: ARG005
    "case": lambda tables: (*cases(tables, View(tables, "WORLD")), "AAA-MINES"),
    "pace": lambda _: (25, 500),
    "cancelled": lambda _: (50, 95),
    "extra": lambda _: (20, 200),
    "compare": lambda tables: (("BIH", "HRV"), ("SVN",)),  # noqa: ARG005 - with figures, and without
    "area_class": lambda tables: ("best", "CHA", "SHA", "TOTAL"),  # noqa: ARG005
    "hazard": lambda _: ("CMR", "none"),
    "scale": lambda tables: ("log", "linear"),  # noqa: ARG005
    "at": lambda tables: (2014, 1066),  # noqa: ARG005 - the step of a map, and none
    "themes": lambda _: [("use",), ("seemacc", "itf"), ("none",)],
    "project": lambda _: ("", "cc-bih-deu", "none"),
    "source": lambda _: ("itf-regional-cooperation-2009", "none"),
    "actor": lambda _: ("SEEMACC", "RACVIAC"),
    "state": lambda _: ("SRB", "HRV", "CYP"),
    "party": lambda _: ("DEU", "UNDP", "none"),
    "partners": lambda _: ((), ("NOR", "USA", "ITF", "DEU", "EU", "UNDP")),
    "claim": lambda _: ("stated", "inferred"),
    "least": lambda _: (1, 10),
    "most": lambda _: (6, 40),
    "flow": lambda _: ("monitor", "us", "announced", "itf"),
    "donor": lambda _: ("Germany", "European Union", "Ireland", "none"),
    "recipient": lambda _: ("HRV", "SRB", "MDA"),
    "areas": lambda _: (example(),),
    "prepared": lambda _: (prepared_areas.example(),),
    "together": lambda _: (("BIH", "HRV"), ("SVN", "TUR", "AFG")),
}
"""Options that are switches are walked without being named here."""
