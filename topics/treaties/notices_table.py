"""The news of a treaty as tables: notices, places that notices printed, dates that sources differ on."""

import pandas as pd

from charts.chart import Chart, empty
from topics.tables import Tables, with_records
from topics.treaties.notices import NOTICES_2013, notices_in_view, printed_places, printed_places_note
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

ALL_STATES = "all states"


def treaty_notices(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """A sentence for each act under a treaty inside the view, the newest first."""
    rows, name = notices_in_view(tables, view, treaty), treaty_name(tables, treaty)
    if rows.empty:
        return empty(sentence("No notice under the {treaty} is on record", treaty=name))
    cells = zip(rows["sentence"], rows["source"], strict=True)
    rows = rows.assign(
        label=[lines(wrap(sentence), source_line(tables, source)) for sentence, source in cells]
    )
    title = sentence("Latest acts under the {treaty}", treaty=name)
    return Chart(title, rows, columns=("date", "country", "action", "sentence"))


def notices_2013(tables: Tables, view: View, *, treaty: str = "CCM", document: str = NOTICES_2013) -> Chart:
    """What the site of the Convention announced in spring 2013, beside the order of deposit."""
    rows = printed_places(tables, treaty, document)
    if not rows["printed"].notna().any():
        return empty(sentence("No notice with a printed place is on record"))
    names = country_names(tables, full=True)
    printed = ["none" if pd.isna(place) else f"{place:.0f}" for place in rows["printed"]]
    rows = rows.assign(
        printed=printed,
        printed_entry=rows["printed_entry"].dt.strftime("%Y-%m-%d").fillna("none"),
        label=[
            lines(bold(names[row["country"]]), wrap(row["remark"]), source_line(tables, document))
            for row in rows.to_dict("records")
        ],
        is_stated=False,
    )
    return Chart(
        _agreement(rows),
        rows,
        note=printed_places_note(tables, treaty=treaty, document=document),
        columns=("country", "printed", "ordinal", "action", "deposit", "printed_entry", "in_force_on"),
        scope=sentence("World · spring 2013"),
        measure=sentence("Places in the notices of the {treaty}", treaty=treaty_name(tables, treaty)),
    )


def _agreement(rows: pd.DataFrame) -> str:
    """How many of the places that are printed agree with the order of deposit."""
    stated = rows[rows["printed"] != "none"]
    agreeing = int((stated["printed"] == stated["ordinal"].astype(str)).sum())
    return sentence(
        "{agreeing} of {printed} printed places agree with the order of deposit",
        agreeing=agreeing,
        printed=len(stated),
    )


def treaty_conflicts(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Dates and places on which sources differ, of all treaties and states, the chosen treaty first."""
    rows, names = tables["treaty_conflicts"], country_names(tables, full=True)
    if rows.empty:
        return empty(sentence("No date on which sources differ is on record"))
    rows = with_records(rows.sort_values("treaty", key=lambda codes: codes != treaty, kind="stable"))
    rows = rows.assign(document_used=rows["source_used"].map(source_titles(tables)))
    labels = [
        lines(bold(f"{names.get(row['country'], ALL_STATES)}, {row['treaty']}"), wrap(row["other_value"]))
        for row in rows.to_dict("records")
    ]
    return Chart(
        sentence("{count} dates and places on which sources differ", count=len(rows)),
        rows.assign(label=labels).reset_index(drop=True),
        note=sentence("The value used is drawn; the other one stays on record and counts nowhere."),
        columns=("treaty", "country", "what", "value_used", "document_used", "other_value", "note"),
        scope=sentence("World · {day}", day=long_date(tables.edition)),
        measure=sentence("All treaties"),
    )
