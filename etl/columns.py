"""Steps that several clean tables share: dates, periods, basis and id of a figure, preferred among rivals."""

import hashlib

import pandas as pd

from etl.parse import partial_date, period
from etl.registry import Table


def dated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the frame with a text column as first possible day, and its precision beside it."""
    parsed = [partial_date(cell) if isinstance(cell, str) else (None, None) for cell in frame[column]]
    return frame.assign(
        **{
            column: pd.to_datetime(pd.Series([day for day, _ in parsed], index=frame.index)),
            f"{column}_precision": [precision for _, precision in parsed],
        }
    )


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame with texts as the numbers, dates and truth values that a clean table declares."""
    for field in table.fields:
        name, kind = field["name"], field["type"]
        if name not in frame or not is_text(frame[name]):
            continue
        if kind == "date":
            frame = dated(frame, name)
        elif kind in ("number", "integer"):
            frame = numbers(frame, name)
        elif kind == "boolean":
            frame = frame.assign(**{name: frame[name].eq("yes").where(frame[name].notna())})
    return frame


def is_text(cells: pd.Series) -> bool:
    """Tell whether a column holds cells as they are written."""
    return cells.dtype == object or isinstance(cells.dtype, pd.StringDtype)


def with_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `year_from` and `year_to` read from `period`."""
    years = [period(cell) for cell in frame["period"]]
    return frame.assign(
        year_from=pd.array([first for first, _ in years], dtype="Int64"),
        year_to=pd.array([last for _, last in years], dtype="Int64"),
    )


def with_basis(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with what each figure rests on, in one word (see `basis` in the registry).

    The raw column `basis` says it where it does not follow from the source and the class of area.
    """
    kind = frame["source"].map(sources.set_index("source")["kind"])
    basis = pd.Series("report", index=frame.index)
    area_class = frame.get("area_class", pd.Series(None, index=frame.index, dtype=object))
    basis = basis.mask(area_class.isin(["CHA", "SHA", "CHA+SHA"]), "survey")
    basis = basis.mask(kind.eq("government"), "government statement").mask(kind.eq("depositary"), "register")
    basis = basis.mask(area_class.eq("TOTAL"), "estimate")
    return frame.assign(basis=frame["basis"].fillna(basis) if "basis" in frame else basis)


def with_preferred(
    frame: pd.DataFrame, sources: pd.DataFrame, figure: list[str], newest: str = ""
) -> pd.DataFrame:
    """Return the frame with the order of the rivals for each figure, and the first of them `preferred`.

    Rule: a claim that no other document disputes, then a statement before a projection, then the better
    source rank, then an original before a copy, then a row that states a value, then the newest date of
    the figure (`newest`) and of the publication.
    """
    looked_up = sources.set_index("source")
    order = pd.DataFrame(
        {
            "disputed": frame["claim"].eq("disputed") if "claim" in frame else False,
            "projected": frame["basis"].eq("projection") if "basis" in frame else False,
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
    return ordered(frame, best, figure)


def ordered(frame: pd.DataFrame, best: pd.Index, figure: list[str]) -> pd.DataFrame:
    """Return the frame with id of the figure, place among its rivals and `preferred`.

    Args:
        frame: the rows.
        best: their index, the best first.
        figure: the columns that name a figure.
    """
    frame = frame.assign(figure_id=digests(frame, figure))
    place = frame.loc[best].groupby("figure_id", sort=False).cumcount() + 1
    return frame.assign(preference=place.reindex(frame.index), preferred=place.reindex(frame.index).eq(1))


def digests(frame: pd.DataFrame, columns: list[str]) -> list[str]:
    """Return an id per row that all rows share whose cells in some columns are the same."""
    return [digest([*columns, *cells]) for cells in texts(frame, columns)]


def numbers(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the frame with text columns as numbers."""
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in columns})


def digest(cells: list[str]) -> str:
    """Return ten letters that stand for some cells.

    >>> digest(["BIH", "2016"])
    '0591dad796'
    """
    return hashlib.blake2b("\x1f".join(cells).encode(), digest_size=5).hexdigest()


def texts(frame: pd.DataFrame, columns: list[str]) -> list[list[str]]:
    """Return the cells of some columns as texts, row by row; empty where there is none."""
    columns_of_texts = [[text(cell) for cell in frame[name].tolist()] for name in columns]
    return [list(cells) for cells in zip(*columns_of_texts, strict=True)]


def text(cell: object) -> str:
    """Return one cell as a text that does not depend on how it is held; empty for a missing one.

    >>> text(2016.0), text(pd.Timestamp("2016-12-31")), text("BIH"), text(pd.NaT)
    ('2016', '2016-12-31', 'BIH', '')
    """
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:  # noqa: PLR0124 - only NaN differs
        return ""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)
