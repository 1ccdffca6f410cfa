"""Tags the columns of rows as the Humanitarian Exchange Language does: a row of hashtags below the head."""

import re

import pandas as pd

from dashboard.rows import Column

TAGS = {
    "country": "#country+code+v_iso3",
    "country_name": "#country+name",
    "neighbour": "#country+code+v_iso3+neighbour",
    "partner": "#country+code+v_iso3+partner",
    "jurisdiction": "#country+code+list+jurisdiction",
    "jurisdiction_name": "#country+name+list+jurisdiction",
    "donor_country": "#country+code+v_iso3+funder",
    "donor_country_name": "#country+name+funder",
    "subdivision": "#loc+code",
    "iso_3166_2": "#adm1+code",
    "city": "#loc+city+name",
    "region": "#region+code",
    "un_region": "#region+name+un",
    "un_subregion": "#region+name+un_sub",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "date": "#date",
    "start": "#date+start",
    "end": "#date+end",
    "year": "#date+year",
    "year_from": "#date+start+year",
    "year_to": "#date+end+year",
    "hazard": "#item+hazard+code",
    "ordnance": "#item+ordnance+code",
    "method": "#activity+method+code",
    "action": "#activity+action+code",
    "project": "#activity+code",
    "sector": "#sector+name",
    "status": "#status+code",
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "unknown": "#affected+fate_unknown",
    "indicator": "#indicator+name",
    "unit": "#indicator+unit",
    "amount": "#value+amount",
    "amount_usd": "#value+usd",
    "currency": "#currency+code",
    "channel": "#channel+name",
    "donor": "#org+funder+name",
    "funders": "#org+funder+name+list",
    "implementer": "#org+impl+name",
    "recipient": "#beneficiary+code+recipient",
    "recipient_name": "#beneficiary+name+recipient",
    "organisers": "#org+organiser+name+list",
    "supporters": "#org+supporter+name+list",
    "participant": "#org+participant+name",
    "actor": "#org+code",
    "acronym": "#org+acronym",
    "party": "#org+code+party",
    "publisher": "#org+publisher+name",
    "event": "#event+code",
    "name": "#description+name",
    "title": "#description+title",
    "definition": "#description+definition",
    "sentence": "#description+sentence",
    "note": "#description+note",
    "status_note": "#description+status_note",
    "treaty": "#meta+treaty+code",
    "series_group": "#meta+series_group",
    "source": "#meta+source+code",
    "source_title": "#meta+source+name",
    "source_url": "#meta+source+url",
    "locator": "#meta+source+locator",
    "url": "#meta+url",
    "basis": "#meta+basis",
    "record_id": "#meta+record+id",
    "records": "#meta+record+id+list",
    "figure_id": "#meta+figure+id",
    "table": "#meta+table",
    "position": "#meta+position",
    "preference": "#meta+preference",
    "rank": "#meta+rank",
    "row": "#meta+line",
}
"""The hashtag of a column with its attributes, after the dictionary of HXL 1.1."""


def tag(name: str, cells: pd.Series) -> str:
    """The hashtag of a column: that of its name, else of a number or a day; other columns have none.

    >>> tag("country", pd.Series(["BIH"])), tag("area_km2", pd.Series([2.5])), tag("mark", pd.Series(["a"]))
    ('#country+code+v_iso3', '#indicator+area_km2+num', '')
    """
    if name in TAGS:
        return TAGS[name]
    attribute = re.sub(r"\W+", "_", name.lower())
    if pd.api.types.is_datetime64_any_dtype(cells):
        return f"#date+{attribute}"
    is_number = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)
    return f"#indicator+{attribute}+num" if is_number else ""


def tag_of_words(column: Column) -> str:
    """The hashtag of a column of a workbook, in which codes are written as words.

    >>> tag_of_words(Column("Country", ["Albania"], name="country"))
    '#country+name'
    >>> tag_of_words(Column("Country, code", ["ALB"], name="country-code"))
    '#country+code+v_iso3'
    >>> tag_of_words(Column("Released", ["2.5"], [2.5], "number", "released_km2"))
    '#indicator+released_km2+num'
    """
    name = column.name.removesuffix("-code")
    if name not in TAGS:
        attribute = re.sub(r"\W+", "_", name.lower())
        if column.kind == "number":
            return f"#indicator+{attribute}+num"
        dated = column.kind == "date" and zip(column.values or (), column.texts, strict=True)
        return f"#date+{attribute}" if dated and all(day or not text for day, text in dated) else ""
    return TAGS[name] if name != column.name else re.sub(r"\+code(\+v_iso3)?\b", "+name", TAGS[name])


def with_tags(csv: bytes, rows: pd.DataFrame) -> bytes:
    """The CSV of rows with their hashtags below its head."""
    head, end, lines = csv.partition(b"\r\n")
    return b"".join([head, end, ",".join(tag(str(name), rows[name]) for name in rows).encode(), end, lines])
