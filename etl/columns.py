"""Steps that several clean tables share: dates, periods, basis of a figure, preferred among rivals."""

import pandas as pd

from etl.parse import partial_date, period

COMPUTED = r"(?i)\b(?:derived|computed|by subtraction|by addition|inferred)\b"


def dated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the frame with a text column as first possible day, and its precision beside it."""
    parsed = [partial_date(cell) if isinstance(cell, str) else (None, None) for cell in frame[column]]
    return frame.assign(
        **{
            column: pd.to_datetime(pd.Series([day for day, _ in parsed], index=frame.index)),
            f"{column}_precision": [precision for _, precision in parsed],
        }
    )


def with_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `year_from` and `year_to` read from `period`."""
    years = [period(cell) for cell in frame["period"]]
    return frame.assign(
        year_from=pd.array([first for first, _ in years], dtype="Int64"),
        year_to=pd.array([last for _, last in years], dtype="Int64"),
    )


def with_basis(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with what each figure rests on, in one word (see `basis` in the registry)."""
    kind = frame["source"].map(sources.set_index("source")["kind"])
    basis = pd.Series("report", index=frame.index)
    if "area_class" in frame:
        basis = basis.mask(frame["area_class"].isin(["CHA", "SHA", "CHA+SHA"]), "survey")
    basis = basis.mask(kind.eq("government"), "government statement").mask(kind.eq("depositary"), "register")
    if "area_class" in frame:
        basis = basis.mask(frame["area_class"].eq("TOTAL"), "estimate")
    note = frame["note"].fillna("")
    basis = basis.mask(note.str.contains(COMPUTED), "computed")
    return frame.assign(basis=basis.mask(note.str.startswith("projected"), "projection"))


def with_preferred(
    frame: pd.DataFrame, sources: pd.DataFrame, figure: list[str], newest: str = ""
) -> pd.DataFrame:
    """Return the frame with one row marked `preferred` in each group of rivals for the same figure.

    Rule: a statement before a projection, then the better source rank, then an original before a copy, then a
    row that states a value, then the newest date of the figure (`newest`) and of the publication.
    """
    looked_up = sources.set_index("source")
    order = pd.DataFrame(
        {
            "projected": frame["basis"].eq("projection"),
            "rank": pd.to_numeric(frame["source"].map(looked_up["rank"])),
            "copy": frame["source"].map(looked_up["copies"]).notna(),
            "empty": frame["area_km2"].isna() if "area_km2" in frame else False,
            "newest": -frame[newest].rank() if newest else 0,
            "published": frame["source"].map(looked_up["published"]).fillna(""),
        },
        index=frame.index,
    )
    order["published"] = -order["published"].rank(method="dense")
    best = order.sort_values(list(order), kind="stable").index
    first = ~frame.loc[best, figure].duplicated()
    return frame.assign(preferred=first.reindex(frame.index))


def numbers(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the frame with text columns as numbers."""
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in columns})
