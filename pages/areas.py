"""A mine action centre's own file of hazard areas: read, understood, checked, summed beside our figures."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis import area_shapes, area_sums, area_terms, hazards
from charts import theme
from charts.areas import own_areas_map, own_beside_published, size
from dashboard import address, ui
from dashboard.areas import checking, form, upload, writing
from dashboard.areas.limits import FEATURES, FILE_MEGABYTES
from dashboard.areas.values import Mapped, Upload
from dashboard.view import FITTING, chosen, load, names

LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and districts"}
MOST_SHOWN = 1000
SPOKEN = {
    "row": "Row",
    "id": "Identifier",
    "hazard": "Hazard",
    "area_class": "Class",
    "status": "Status",
    "area_stated_km2": "Stated, km²",
    "area_km2": "Measured, km²",
    "date": "Date",
    "found": "What is wrong",
}
"""Columns of a table of own areas, as a reader meets them."""
DIFFERENCE = "Difference, km²"
OWN = {"own_km2": "area_km2", "own_areas": "areas", "own_class": "area_class", "difference_km2": DIFFERENCE}
"""Columns of a comparison that speak of the own file, and what they are called in a row of their own."""
COLUMNS = ["country", "place", "Hazard", "Whose", "area_km2", DIFFERENCE, "area_class", "areas", "as_of"]
SUMMED = {
    "country": "Country",
    "subdivision": "Place",
    "family": "Hazard",
    "area_class": "Class",
    "areas": "Areas",
    "area_km2": "Counted, km²",
    "area_stated_km2": "Stated, km²",
}
READ = (
    ("Shape", "polygon, or point", "the outline, which is checked and measured"),
    ("Identifier", "any text", "names an area in tables; repeated ones are reported"),
    ("Hazard", "; ".join(area_terms.HAZARDS.values()), "sums are kept apart by hazard"),
    ("Class", "; ".join(area_terms.CLASSES.values()), "confirmed and suspected areas are kept apart"),
    ("Status", "; ".join(area_terms.STATUSES.values()), "closed areas are not counted"),
    (
        "Stated area",
        "km², hectares or m²",
        "held against the measured area; counts where there is only a point",
    ),
    ("Date", "2024, 2024-05, 2024-05-31 or 31.5.2024", "goes into the export"),
)
"""What a file may hold, and what for."""

view = chosen()
countries, subdivisions, sources = load("countries"), load("subdivisions"), load("sources")


def explain() -> None:
    """What a file may hold, for a reader who has not given one."""
    st.header("What is read", anchor=False)
    st.markdown(
        f"Up to {theme.number(FEATURES)} areas and {FILE_MEGABYTES} MB. A Shapefile goes into one zip with "
        "its .shp, .shx, .dbf and .prj. A sheet (CSV, XLSX) has a column with the outline as text (WKT), or "
        "coordinates of a point, or one row for each corner as IMSMA exports them. The columns may be called "
        "anything: they are guessed and you can change what each means."
    )
    st.table(pd.DataFrame(READ, columns=["Column", "What it may say", "What it is for"]).set_index("Column"))
    level = address.ask("level", "Sums by", tuple(LEVELS), names=LEVELS, kind="buttons")
    records = area_sums.published(view.of(load("contamination")), level)
    records = records.sort_values(["country", "family"], kind="stable")
    ui.table(
        _in_words(hazards.worded(records)),
        key="published_areas",
        title="What your sums are held against",
        note="The latest figure on record of each place and hazard, inside the filter.",
        columns=["country", "place", "Hazard", "area_class", "area_km2", "as_of"],
    )


def preview(mapped: Mapped) -> None:
    """The first rows as they are understood."""
    st.markdown("**The first rows in our terms**")
    _rows(
        mapped.rows.head(6), [name for name in SPOKEN if name in mapped.rows], "the first rows in our terms"
    )


def _rows(rows: pd.DataFrame, columns: list[str], what: str) -> None:
    """Own areas as a table with words for codes."""
    shown = pd.DataFrame(rows)[columns].head(MOST_SHOWN).copy()
    for term, words in area_terms.CODES.items():
        if term in shown:
            shown[term] = shown[term].map(words)
    if "date" in shown:
        lengths = rows["date_precision"].map({"year": 4, "month": 7}).fillna(10).astype(int)
        texts = shown["date"].dt.strftime("%Y-%m-%d")
        shown["date"] = [
            text if pd.isna(text) else text[:length] for text, length in zip(texts, lengths, strict=False)
        ]
    number = st.column_config.NumberColumn(format="%.4f")
    st.dataframe(
        shown.rename(columns=SPOKEN),
        hide_index=True,
        column_config={SPOKEN[name]: number for name in ("area_km2", "area_stated_km2")},
        placeholder="not stated",
        alt=f"Table: {what}. {len(shown)} rows.",
    )


def check(mapped: Mapped) -> tuple[Any, bool]:
    """Say what is wrong, repair on request, and give the areas and whether they were repaired."""
    first = checking.checked(mapped, False)
    broken = int(area_shapes.repairable(first["found"]).sum())
    repair = bool(
        broken
        and address.ask("repair", f"Repair the invalid outlines ({theme.number(broken)})", kind="switch")
    )
    areas = checking.checked(mapped, repair) if repair else first
    wrong = areas[areas["found"] != ""]
    if wrong.empty:
        st.success("Every shape is valid.", icon=":material/check_circle:")
    else:
        _wrong(areas, wrong)
    for sentence in _remarks(areas, mapped, repair):
        st.markdown(f"- {ui.escaped(sentence)}")
    return areas, repair


def _wrong(areas: Any, wrong: Any) -> None:
    """The rows with a problem, and what becomes of them."""
    left, mended = int((areas["problem"] != "").sum()), int(areas["repaired"].sum())
    total = theme.number(len(areas))
    if mended:
        st.warning(
            f"{theme.number(mended)} outlines were repaired; look at the new sizes before you use them. "
            f"{theme.number(left)} of {total} rows are left out."
        )
    else:
        st.warning(f"{theme.number(left)} of {total} rows cannot be counted and are left out as they are.")
    columns = ["row", "id", "found", *(["area_km2"] if mended else []), "area_stated_km2"]
    _rows(wrong, columns, "rows with a problem")
    listed = pd.DataFrame(wrong.drop(columns="geometry"))[columns].rename(columns=SPOKEN)
    st.download_button(
        f"All {theme.number(len(wrong))} problems (CSV)",
        lambda: writing.table(listed),
        "hazard-areas-problems.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _remarks(areas: Any, mapped: Mapped, repair: bool) -> list[str]:
    """What a data manager would want to know besides, in sentences; nothing where all is well."""
    good = areas[areas["problem"] == ""]
    closed, outside = int(good["status"].eq("closed").sum()), int(good["country"].isna().sum())
    repeated, points = int(area_sums.repeated(areas).sum()), int(good["area_km2"].isna().sum())
    said = [
        (closed, "{} closed (cleared, cancelled or released): in the export, but not counted."),
        (points, "{} without an outline: counted with the area that your file states."),
        (outside, f"{{}} more than {area_sums.NEAR_KM:g} km outside the 15 countries: in no sum of a place."),
        (repeated, "{} with an identifier that stands more than once."),
    ]
    sentences = [text.format(_rows_words(count)) for count, text in said if count]
    if outside > len(good) / 2:
        sentences.append(
            "Most areas lie outside: is the coordinate system right, and does longitude come first?"
        )
    return [*sentences, *_sizes(areas), *_overlaps(checking.overlapping(mapped, repair))]


def _sizes(areas: Any) -> list[str]:
    """Whether stated and measured areas agree."""
    good, differing = areas[areas["problem"] == ""], area_sums.differing(areas)
    unit = area_terms.fitting_unit(good["area_stated_km2"], good["area_km2"])
    if unit and unit != "km2":
        return ["The stated areas fit their outlines better in another unit: look at step 2."]
    if differing.empty:
        return []
    worst = differing.iloc[0]
    stated, measured = size(worst["area_stated_km2"]), size(worst["area_km2"])
    said = (
        f"{_rows_words(len(differing))} with a stated area that differs by more than 10 % from the outline; "
        f"most of all row {worst['row']}: {stated} stated, {measured} measured."
    )
    return [said]


def _overlaps(pairs: pd.DataFrame) -> list[str]:
    """Whether ground is counted twice."""
    if pairs.empty:
        return []
    many = "More than " if len(pairs) >= area_shapes.MOST_PAIRS else ""
    count, shared = theme.number(len(pairs)), size(pairs["shared_km2"].sum())
    said = (
        f"{many}{count} pair{'s' * (len(pairs) > 1)} of outlines overlap, on {shared} in all: this ground is "
        f"counted twice. The first: rows {pairs['one'].iloc[0]} and {pairs['other'].iloc[0]}."
    )
    return [said]


def _rows_words(count: int) -> str:
    return f"{theme.number(count)} row{'s' * (count != 1)}"


def result(areas: Any, kept: Upload, mapped: Mapped, repair: bool) -> None:
    """Headlines, the map, both figures side by side, sums."""
    shown = _inside(areas)
    level = address.ask("level", "Sums by", tuple(LEVELS), names=LEVELS, kind="buttons")
    _headlines(shown)
    prefix = "Invented example. " if kept.is_example else ""
    compared = checking.compared(mapped, repair, view, shown, "country")
    filtered = (*mapped.choices, mapped.crs, mapped.swapped, repair, view.words(), *view.members)
    ui.show(
        _map(filtered, prefix, shown, compared),
        _both(compared, kept),
        key="own_areas_map",
        columns=COLUMNS,
        note="Point at an area for what your file says of it, at a country for both figures. Confirmed areas "
        "are filled more densely. Outlines are simplified for the drawing only.",
    )
    if level != "country":
        compared = checking.compared(mapped, repair, view, shown, level)
    label = "an invented example" if kept.is_example else f"the file “{kept.name}”"
    note = (
        f"Your file is {label}: what it says is no record of ours. Published figures are the latest on "
        "record; where one speaks of confirmed or of suspected area only, so does the sum beside it."
    )
    ui.show(
        _prefixed(own_beside_published(compared, countries, subdivisions, sources), prefix),
        _both(compared, kept),
        key=f"own_beside_{level}",
        columns=COLUMNS,
        note=ui.escaped(note),
    )
    _sums(shown, level)


@st.cache_data(scope="session", max_entries=2, show_spinner="Drawing the map …")
def _map(filtered: tuple, prefix: str, _areas: Any, _compared: pd.DataFrame) -> Any:  # noqa: ARG001
    rows = area_sums.counted(_areas)
    shaped = _areas.loc[rows.index].assign(counted_km2=rows["counted_km2"])
    return _prefixed(own_areas_map(shaped, _compared, countries, subdivisions, sources), prefix)


def _prefixed(figure: Any, prefix: str) -> Any:
    return figure.update_layout(title_text=prefix + (figure.layout.title.text or ""))


def _inside(areas: Any) -> Any:
    """The areas that the filter lets through; those outside all countries while no country is chosen."""
    keep = areas["country"].isin(view.members) | (areas["country"].isna() & (not view.countries))
    if view.hazard in FITTING:
        keep &= areas["hazard"].isin(FITTING[view.hazard]) | areas["hazard"].isna()
    hidden = int((~keep).sum())
    if hidden:
        st.caption(f"{_rows_words(hidden)} outside the filter {ui.escaped(view.words())} are not shown here.")
    return areas[keep]


def _headlines(areas: Any) -> None:
    rows = area_sums.counted(areas)
    rest = rows[rows["area_class"].isna()]
    parts = {
        "Confirmed": rows[rows["area_class"] == "CHA"],
        "Suspected": rows[rows["area_class"] == "SHA"],
    } | ({"Class not stated": rest} if len(rest) else {})
    with ui.figure_row():
        ui.headline("Areas counted", float(len(rows)), note="valid and not closed")
        for label, part in parts.items():
            value, unit = size(part["counted_km2"].sum(min_count=1)), ""
            if theme.THIN in value:
                value, unit = value.rsplit(theme.THIN, 1)
            known = value if part["counted_km2"].notna().any() else None
            ui.headline(label, known, unit=unit, note=_rows_words(len(part)))


def _both(compared: pd.DataFrame, kept: Upload) -> pd.DataFrame:
    """The comparison with a row for each side, so that each names its source."""
    keys = [name for name in ("country", "subdivision", "family") if name in compared]
    own = compared.dropna(subset="own_areas")[[*keys, *OWN]].rename(columns=OWN)
    own = own.assign(whose="your file", source=f"Your file “{kept.name}”, which is no record of ours")
    other = compared.dropna(subset="published_km2").rename(columns={"published_km2": "area_km2"})
    other = other.drop(columns=[*OWN]).assign(whose="published")
    rows = pd.concat([own, other], ignore_index=True).rename(columns={"whose": "Whose"})
    rows = rows.assign(family=rows["family"].map(area_sums.FAMILY_WORDS))
    rows["country"] = rows["country"].replace(area_sums.NOT_STATED, "outside the region")
    return _in_words(rows.sort_values(keys, kind="stable"))


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the name of the subdivision in place of its code, and the hazard under its own title."""
    if "subdivision" in rows and rows["subdivision"].notna().any():
        units = subdivisions.set_index("subdivision")["name"]
        rows = rows.assign(place=rows["subdivision"].map(units))
    return rows.drop(columns="subdivision", errors="ignore").rename(columns={"family": "Hazard"})


def _summed(areas: Any, level: str) -> pd.DataFrame:
    """The sums of the file in words."""
    sums = area_sums.sums(areas, level)
    sums["country"] = sums["country"].map({**names(), area_sums.NOT_STATED: "outside the region"})
    if level == "subdivision":
        units = subdivisions.set_index("subdivision")["name"]
        sums["subdivision"] = sums["subdivision"].map(units).fillna("no subdivision")
    classes = {**area_terms.CLASSES, area_sums.NOT_STATED: "class not stated"}
    sums["family"] = sums["family"].map(area_sums.FAMILY_WORDS)
    sums["area_class"] = sums["area_class"].replace(classes)
    return sums.rename(columns=SUMMED)


def _sums(areas: Any, level: str) -> None:
    """The sums of the file as a table and a file."""
    sums = _summed(areas, level)
    st.subheader("Sums of your file", anchor=False)
    number = st.column_config.NumberColumn(format="%.4f")
    st.dataframe(
        sums,
        hide_index=True,
        column_config={"Counted, km²": number, "Stated, km²": number},
        placeholder="not stated",
        alt=f"Table: sums of your file. {len(sums)} rows.",
    )
    st.download_button(
        "Sums (CSV)",
        lambda: writing.table(sums),
        f"hazard-areas-by-{level}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def take_away(areas: Any, kept: Upload) -> None:
    """The areas as files, with what was computed."""
    about = {
        "TITLE": "Invented example, not data" if kept.is_example else f"Hazard areas of the file {kept.name}",
        "NOTE": "Measured in an equal-area projection and sorted into countries and first-level units by a "
        f"point inside; boundaries are indicative. {writing.status_note()}",
    }
    st.markdown(
        "Your areas in degrees (WGS 84), with your own columns behind ours: what was found, measured size, "
        "country and first-level unit. In the CSV no cell can run as a formula."
    )
    files = {
        "GeoPackage": (lambda: writing.geopackage(areas, about), "gpkg", "application/geopackage+sqlite3"),
        "GeoParquet": (lambda: writing.geoparquet(areas), "parquet", "application/vnd.apache.parquet"),
        "GeoJSON": (lambda: writing.geojson(areas), "geojson", "application/geo+json"),
        "CSV": (lambda: writing.csv(areas), "csv", "text/csv"),
    }
    with st.container(horizontal=True):
        for name, (made, ending, kind) in files.items():
            st.download_button(
                name, made, f"hazard-areas.{ending}", kind, on_click="ignore", icon=":material/download:"
            )


st.markdown(
    "Load your own hazard areas, see what is wrong with them, and hold their sums against the figures on "
    "record. **Your file stays in this session**: it is worked on in the memory of the server, shown to "
    "nobody else, kept nowhere, and gone when you remove it or close the page."
)
st.header("1 Your file", anchor=False)
kept = upload.upload()
digest = kept.digest if kept else ""
if st.session_state.get("own-drawn") != digest:
    _map.clear()
    st.session_state["own-drawn"] = digest
if kept is None:
    explain()
else:
    if kept.is_example:
        st.warning("**Invented example.** No such areas exist; the shapes show how this page works.")
    found = upload.chosen_layer(kept)
    if found is not None:
        st.header("2 What the columns mean", anchor=False)
        mapped = form.mapped(kept, found)
        if mapped is not None:
            preview(mapped)
            st.header("3 Check", anchor=False)
            areas, repair = check(mapped)
            st.header("4 Result", anchor=False)
            result(areas, kept, mapped, repair)
            st.header("5 Take away", anchor=False)
            take_away(areas, kept)
