"""A mine action centre's own file of hazard areas: read, understood, checked, summed beside our figures."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, table
from dashboard.areas import checking, form, upload, writing
from dashboard.areas.limits import FEATURES, FILE_MEGABYTES
from dashboard.areas.values import Mapped, Upload
from dashboard.cite import escaped
from dashboard.controls import controls
from dashboard.current import tables, view
from dashboard.rows import columns_of, head, plain_columns
from dashboard.show import headlines, show
from topics.hazard_areas.areas_map import own_areas_map
from topics.hazard_areas.areas_table import own_sums, published_areas
from topics.hazard_areas.checks import outcome, remarks
from topics.hazard_areas.comparison_chart import own_beside_published
from topics.hazard_areas.operations import Shift, shift_sentences
from topics.hazard_areas.own_areas import OwnAreas, inside
from topics.hazard_areas.shapes import repairable
from topics.hazard_areas.sums import own_headlines
from topics.hazard_areas.terms import guide
from topics.vocabulary.countries import country_names
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence

LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and districts"}
MOST_SHOWN = 1000
TERMS = ("row", "id", "hazard", "area_class", "status", "area_stated_km2", "date")


def ask_by_subdivision() -> bool:
    """Whether sums are taken by parts of countries."""
    level = address.ask(
        "level", "Sums by", tuple(LEVELS), names=LEVELS, kind="buttons", container=controls("sums")
    )
    return level == "subdivision"


def explain() -> None:
    """What a file may hold, for a reader who has not given one."""
    st.header(sentence("What a file may hold"), anchor=False)
    st.markdown(
        sentence(
            "Up to {areas} areas and {size} MB. Zip a Shapefile with its .shp, .shx, .dbf and .prj, and a "
            "File "
            "Geodatabase with its folder. A sheet (CSV, XLSX) needs the outline as WKT, the "
            "coordinates of a point (degrees in any spelling, metres, UTM with its zone, MGRS), or one row "
            "for "
            "each corner as in IMSMA exports. Columns may have any name; what is not sure is asked.",
            areas=number(FEATURES),
            size=FILE_MEGABYTES,
        )
    )
    names = {"term": "Column", "form": "What it may say", "purpose": "What it is for"}
    table.plain(plain_columns(guide(tables()).rename(columns=names)), "What a file may hold")
    show(published_areas, by_subdivision=ask_by_subdivision())


def listed(rows: Any, columns: tuple[str, ...], words: str) -> None:
    """Draw own areas as a table with words for codes."""
    first = pd.DataFrame(rows)[[*columns, "date_precision"]].head(MOST_SHOWN)
    table.plain(columns_of(tables(), first, columns), words, table.NOT_STATED)


def check(mapped: Mapped) -> tuple[Any, bool]:
    """Say what is wrong, repair on request, and give the areas and whether they were repaired."""
    areas = checking.checked(mapped, False)
    broken = int(repairable(areas["problem_as_read"]).sum())
    label = f"Repair the invalid outlines ({number(broken)})"
    repair = bool(broken and address.ask("repair", label, kind="switch", container=controls("repair")))
    areas = checking.checked(mapped, repair)
    wrong = areas[areas["problem_as_read"] != ""]
    if wrong.empty:
        st.success("Every shape is valid.", icon=":material/check_circle:")
    else:
        show_problems(areas, wrong)
    shifts = [Shift(**shift) for shift in areas.attrs["shifts"]]
    ways = shift_sentences(shifts, country_names(tables(), full=True))
    for remark in [*ways, *remarks(areas, checking.overlapping(mapped, repair))]:
        st.markdown(f"- {escaped(remark)}")
    return areas, repair


def show_problems(areas: Any, wrong: Any) -> None:
    """The rows with a problem, and what becomes of them."""
    st.warning(outcome(areas))
    measured = ("area_km2",) if areas["repaired"].any() else ()
    columns = ("row", "id", "problem_as_read", *measured, "area_stated_km2")
    listed(wrong, columns, "rows with a problem")
    problems = pd.DataFrame(wrong.drop(columns="geometry"))[[*columns]].rename(columns=head)
    download(
        f"All {plural(len(wrong), 'problem')} (CSV)",
        lambda: writing.table(problems),
        "-problems.csv",
        "text/csv",
    )


def show_result(areas: OwnAreas) -> None:
    """Headlines, the map, both figures side by side, sums."""
    hidden = len(areas.rows) - len(inside(areas.rows, view()))
    if hidden:
        outside = f"{plural(hidden, 'row')} outside the filter {escaped(view().words())}"
        st.caption(f"{outside} {'is' if hidden == 1 else 'are'} not shown here.")
    by_subdivision = ask_by_subdivision()
    headlines(own_headlines, private=True, areas=areas)
    show(own_areas_map, private=True, areas=areas)
    key = f"own_beside_{'subdivision' if by_subdivision else 'country'}"
    show(own_beside_published, key=key, private=True, areas=areas, by_subdivision=by_subdivision)
    show(own_sums, level=3, private=True, areas=areas, by_subdivision=by_subdivision)


def take_away(areas: Any, given: Upload) -> None:
    """The areas as files, with what was computed."""
    st.markdown(
        sentence(
            "In degrees (WGS 84), with problems, measured size, country and first-level unit, then your own "
            "columns."
        )
    )
    plain, notes = writing.writable(areas)
    for note in notes:
        st.caption(escaped(note))
    with st.container(horizontal=True):
        for name, (make, ending, kind) in writing.files(plain, writing.about(tables(), given)).items():
            download(name, make, f".{ending}", kind)


def download(label: str, make: Any, ending: str, kind: str) -> None:
    """A button that makes a file of own areas when it is clicked."""
    name = f"hazard-areas{ending}"
    st.download_button(label, make, name, kind, on_click="ignore", icon=":material/download:")


given = upload.upload()
st.caption(
    sentence(
        "Your file is private: it stays in the memory of this session and is deleted when you remove it or "
        "close the page."
    )
)
if given is None:
    explain()
else:
    if given.is_example:
        st.warning(sentence("Sample data: no such areas exist."))
    own = upload.opened_file(given)
    if own is not None:
        st.header(sentence("Columns"), anchor=False)
        mapped = form.mapped(given, *own)
        if mapped is not None:
            st.markdown(f"**{sentence('The first rows as they are understood')}**")
            listed(mapped.rows.head(6), TERMS, "the first rows as they are understood")
            st.header(sentence("Check"), anchor=False)
            areas, repair = check(mapped)
            st.header(sentence("Result"), anchor=False)
            show_result(OwnAreas((*mapped.key, repair), given.name, areas, given.is_example))
            st.header(sentence("Download your areas"), anchor=False)
            take_away(areas, given)
