"""Disagreements: where sources state different things about the same, how far apart and why."""

import pandas as pd
import streamlit as st

from analysis import disagreements as found
from analysis.statements import KINDS
from charts import disagreements as charts
from dashboard import address, ui
from dashboard.store import package
from dashboard.view import chosen, load

ALL = "all"
MOST = {True: 5, False: 40}
"""Lines in a panel, where all kinds are shown and where one is."""
OF_GROUP = ["low", "high", "ratio", "days", "documents", "origins"]
"""Columns that say something of all statements on one point."""
POINTS = ["about", "apart", "reason", "documents", "origins"]
STATEMENTS = ["about", "states", "role", "reason", "hazard", "part", "as_of", "repeats"]


@st.cache_data(max_entries=8, show_spinner=False)
def all_disagreements(built: tuple[str, ...], known: object) -> pd.DataFrame:  # noqa: ARG001
    """Every disagreement of the tables, worked out once for each build and day of knowledge."""
    return found.disagreements({name: load(name) for name in found.TABLES})


def inside(rows: pd.DataFrame) -> pd.DataFrame:
    """The disagreements of the view; what belongs to no country or hazard passes that test."""
    keep = rows.index.isin(view.of(rows, skip=("country", "hazard")).index)
    keep &= rows["country"].isna() | rows.index.isin(view.of(rows, skip=("years", "hazard")).index)
    keep &= rows["hazard"].isna() | rows.index.isin(view.of(rows, skip=("years", "country")).index)
    return rows[rows["group"].isin(rows.loc[keep, "group"])]


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The statements with what a table says of them in words."""
    titles = load("sources").set_index("source")["title"]
    about = charts.subjects(rows, load("countries"))
    apart = {row.group: charts.spread(row) for row in found.leads(rows).itertuples()}
    return rows.assign(
        about=rows["group"].map(about),
        apart=rows["group"].map(apart).fillna("").replace("", None),
        states=[charts.stated(row) for row in rows.itertuples()],
        role=rows["lead"].astype(bool).map({True: "preferred", False: "rival"}),
        as_of=rows["day"].where(rows["kind"].eq("contamination")),
        as_of_precision=rows["precision"],
        repeats=rows["copy_of"].map(titles),
    )


view = chosen()
st.markdown(
    "Nothing is averaged here: where documents state different things about the same, all stand beside each "
    "other. **Full** is the figure that the charts use, **open** are its rivals. A document that repeats "
    "another one confirms nothing. Meetings, treaties as a whole and the world belong to no country and are "
    "listed in every region."
)
kinds = {ALL: "All", **KINDS}
kind = address.ask("kind", "About", tuple(kinds), names=kinds)
rows = inside(all_disagreements(tuple(part["hash"] for part in package()["resources"]), view.known))
rows = in_words(rows if kind == ALL else rows[rows["kind"] == kind])
if rows.empty:
    ui.empty("No disagreement between sources is on record", level=2)
else:
    countries, sources = load("countries"), load("sources")
    drawn = charts.drawn(rows, MOST[kind == ALL])
    if len(drawn):
        ui.show(
            lambda: charts.spread_of_statements(rows, countries, sources, MOST[kind == ALL]),
            drawn.drop(columns=OF_GROUP),  # so that a mark is found by its own figure alone
            key="disagreements",
            note=(
                "The widest spread on top, at most five of a kind: choose one to see all of it. Why they "
                "differ is said in the list below."
                if kind == ALL
                else "The widest spread on top. Why they differ is said in the list below."
            ),
            columns=STATEMENTS,
        )
    points = found.leads(rows)
    ui.table(
        points,
        key="disagreement_points",
        title=f"All {len(points)} points, the widest apart first" if len(points) > 1 else "The only point",
        note=(
            "The reason follows written rules. *Documents* speak of the point; those that repeat one "
            "another, or come from one publisher, have one *origin*. The source named is that of the "
            "preferred statement."
        ),
        columns=POINTS,
    )
    ui.table(
        rows,
        key="disagreement_statements",
        title=f"Each of the {len(rows)} statements with its source",
        columns=STATEMENTS,
    )
