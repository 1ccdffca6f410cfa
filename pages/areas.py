"""A mine action centre's own file of hazard areas: read, understood, checked, summed beside our figures."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, table
from dashboard.areas import checking, folder, form, own_boundaries, placing, upload, writing
from dashboard.areas.limits import FEATURES, FILE_MEGABYTES
from dashboard.areas.placing import Placed
from dashboard.areas.values import Mapped, Upload
from dashboard.cite import escaped
from dashboard.controls import Controls, controls
from dashboard.current import tables, view
from dashboard.rows import columns_of, head, plain_columns
from dashboard.show import headlines, show
from topics.hazard_areas import selection
from topics.hazard_areas.areas_map import own_areas_map
from topics.hazard_areas.areas_table import own_sums, published_areas
from topics.hazard_areas.checks import outcome, remarks
from topics.hazard_areas.comparison_chart import own_beside_published
from topics.hazard_areas.operations import Shift, shift_sentences
from topics.hazard_areas.own_areas import OwnAreas, inside
from topics.hazard_areas.prepared_map import prepared_map
from topics.hazard_areas.prepared_table import prepared_sums
from topics.hazard_areas.shapes import repairable
from topics.hazard_areas.sums import answer, are_many, own_headlines
from topics.hazard_areas.terms import guide
from topics.hazard_areas.understood import understood
from topics.vocabulary.countries import country_names
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence

LEVELS = {
    "country": sentence("Countries"),
    "subdivision": sentence("Counties, cantons and districts"),
    "municipality": sentence("Municipalities"),
    "own_unit": sentence("Your boundaries"),
}
CELLS = {"number": sentence("Number of areas"), "size": sentence("km²")}
MOST_SHOWN = 1000
TERMS = ("row", "id", "hazard", "area_class", "status", "area_stated_km2", "date")


def ask_level(row: Controls, levels: tuple[str, ...]) -> str:
    """By which places sums are taken."""
    return str(address.ask("level", sentence("Sums by"), levels, names=LEVELS, kind="buttons", container=row))


def explain(level: str | None) -> None:
    """What a file may hold, for a reader who has not given one; figures on record, by the level if asked."""
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
    if level is None:
        st.header(sentence("What your file is compared with"), anchor=False)
        level = ask_level(controls("sums"), ("country", "subdivision"))
    show(published_areas, by_subdivision=level != "country")


def listed(rows: Any, columns: tuple[str, ...], words: str) -> None:
    """Draw own areas as a table with words for codes."""
    first = pd.DataFrame(rows)[[*columns, "date_precision"]].head(MOST_SHOWN)
    table.plain(columns_of(tables(), first, columns), words, table.NOT_STATED)


def ask_repair(mapped: Mapped) -> bool:
    """Whether invalid outlines are repaired."""
    broken = int(repairable(checking.checked(mapped, False)["problem_as_read"]).sum())
    label = sentence("Repair the invalid outlines ({count})", count=number(broken))
    return bool(broken and address.ask("repair", label, kind="switch", container=controls("repair")))


def check(mapped: Mapped, areas: Any, repair: bool) -> None:
    """Say what is wrong with the shapes, and what else a data manager would want to know."""
    wrong = areas[areas["problem_as_read"] != ""]
    if wrong.empty:
        st.success(sentence("Every shape is valid."), icon=":material/check_circle:")
    else:
        show_problems(areas, wrong)
    shifts = [Shift(**shift) for shift in areas.attrs.get("shifts", ())]
    ways = shift_sentences(shifts, country_names(tables(), full=True))
    for remark in [*ways, *remarks(areas, checking.overlapping(mapped, repair))]:
        st.markdown(f"- {escaped(remark)}")


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


def ask_filter(row: Controls, areas: Any) -> tuple[selection.Wanted, str]:
    """Which areas are wanted, and that in words; what a file does not tell apart is no control."""
    words = selection.choices(tables(), areas)
    wanted = {
        name: address.ask(
            name,
            label,
            tuple(words[name]),
            names=words[name],
            kind="many",
            container=row if len(words[name]) > 1 else None,
        )
        for name, label in selection.FILTERS.items()
    }
    return wanted, selection.selection_words(words, wanted)


def clear_filter() -> None:
    """Take the filter of areas out of the address."""
    for name in selection.FILTERS:
        st.query_params.pop(name, None)


def show_answer(given: Upload, mapped: Mapped, known: Placed, key: tuple) -> Any:
    """How much there is and what it was taken for; then filter, map and sums. Gives what is wanted."""
    whole = OwnAreas(key, given.name, known.areas, given.is_example, names=known.names)
    st.header(escaped(whole.titled(answer(tables(), view(), whole))), anchor=False)
    headlines(own_headlines, private=True, areas=whole)
    if words := outcome(known.areas):
        st.warning(words)
    st.caption("  \n".join(map(escaped, understood(tables(), known.areas, mapped.columns))))
    row = controls("own")
    wanted, words = ask_filter(row, known.areas)
    levels = tuple(level for level in LEVELS if level in known.areas)
    level = ask_level(row, levels)
    chosen = selection.selected(known.areas, wanted)
    if selection.has_filter(wanted):
        st.markdown(f"**{escaped(selection.outcome_words(len(chosen), len(known.areas), words))}**")
    hidden = len(chosen) - len(inside(chosen, view()))
    if hidden:
        outside = f"{plural(hidden, 'row')} outside the filter {escaped(view().words())}"
        st.caption(f"{outside} {'is' if hidden == 1 else 'are'} not shown here.")
    if chosen.empty:
        st.info(sentence("No area of your file fits this filter."), icon=":material/filter_alt:")
        st.button(sentence("Show all areas"), on_click=clear_filter)
        return chosen
    has_closed = "closed" in wanted["status"]
    own = OwnAreas(
        (*key, tuple(wanted.items())), given.name, chosen, given.is_example, has_closed, known.names
    )
    show_result(own, level, row)
    return chosen


def ask_by_size(row: Controls) -> bool:
    """Whether cells say how large their areas are, not how many."""
    label = sentence("Cells show")
    return address.ask("cells", label, tuple(CELLS), names=CELLS, kind="buttons", container=row) == "size"


def show_result(own: OwnAreas, level: str, row: Controls) -> None:
    """The map, both figures side by side, sums."""
    by_size = are_many(view(), own) and ask_by_size(row)
    show(own_areas_map, private=True, areas=own, by_size=by_size)
    show(own_sums, key=f"own_sums_{level}", private=True, areas=own, by=level)
    if level != "own_unit":
        show(own_beside_published, key=f"own_beside_{level}", private=True, areas=own, by=level)


def take_away(areas: Any, given: Upload) -> None:
    """The areas as files, with what was computed."""
    st.markdown(
        sentence(
            "{count}, in degrees (WGS 84), with problems, measured size, country and units, then your own "
            "columns.",
            count=plural(len(areas), "area"),
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


def show_prepared() -> str | None:
    """The areas of the folder that the settings name, for everybody; by which places, where there is one."""
    try:
        prepared = folder.prepared_areas()
    except LookupError as fault:
        st.warning(escaped(str(fault)))
        return None
    if prepared is None:
        return None
    row = controls("prepared")
    level = ask_level(row, ("country", "subdivision", "municipality"))
    by_size = ask_by_size(row)
    show(prepared_map, private=True, prepared=prepared, by_size=by_size)
    show(prepared_sums, key=f"prepared_sums_{level}", private=True, prepared=prepared, by=level)
    return level


def work_on(given: Upload) -> None:
    """Answer first, then what the file is taken for, then the check of its shapes."""
    file_place, answer_place, heading, question_place, check_place = (st.container() for _ in range(5))
    with file_place:
        opened = upload.opened_file(given, question_place)
    if opened is None:
        return
    heading.header(sentence("How your file was read"), anchor=False)
    with question_place:
        mapped = form.mapped(given, *opened)
        if mapped is None:
            return
        st.markdown(f"**{sentence('The first rows as they are understood')}**")
        listed(mapped.rows.head(6), TERMS, "the first rows as they are understood")
        st.markdown(f"**{sentence('Boundaries')}**")
        own_key, own_units = own_boundaries.ask() or ((), (None, []))
    with check_place:
        st.header(sentence("Check of the shapes"), anchor=False)
        repair = ask_repair(mapped)
    with answer_place:
        known = placing.placed_areas(mapped, repair, own_units[0], own_key)
        chosen = show_answer(given, mapped, known, (*mapped.key, repair, own_key))
        st.header(sentence("Download your areas"), anchor=False)
        take_away(chosen, given)
    with check_place:
        check(mapped, known.areas, repair)


uploaded = upload.upload()
st.caption(
    sentence(
        "Your file is private: it stays in the memory of this session and is deleted when you remove it or "
        "close the page."
    )
)
if uploaded is None:
    explain(show_prepared())
else:
    if uploaded.is_example:
        st.warning(sentence("Sample data: no such areas exist."))
    work_on(uploaded)
