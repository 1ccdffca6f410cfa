"""The report of a run in words."""

from typing import Any

from topics.hazard_areas.checks import DIFFERS
from topics.hazard_areas.operations import Shift, shift_sentences
from topics.hazard_areas.places import NEAR_KM
from topics.hazard_areas.terms import TERMS

REMARKS = {
    "repaired": "with an outline that was repaired: look at the size before you use it",
    "stated_differs": f"with a stated area that differs by more than {DIFFERS:.0%} from the outline",
    "id_repeated": "with an identifier that stands more than once",
    "outside": f"more than {NEAR_KM:g} km outside all boundaries: in no sum of a place",
    "no_size": "without an outline and without a stated area: counted, but in no sum of km²",
    "not_compared": "too wide to be compared with others for overlaps",
    "area_not_read": "with a stated area that is no number, or two (give --decimal, --unit): left empty",
    "date_not_read": "with a date that is none, or two (give --dates): left empty",
}
"""What is said of single rows, by the code in remarks.csv."""
NOT_UNDERSTOOD = {"status": "not understood: counted as open"}
MOST_WORDS = 40


def markdown(report: dict[str, Any]) -> str:
    """The report for people."""
    lines = ["# Hazard areas", "", *_counts(report), ""]
    lines += ["| Status | Areas | km² |", "| --- | ---: | ---: |"]
    lines += [_total(one, one["status"] or "not stated") for one in report["by_status"]]
    lines += ["", "| Country | Areas | km² |", "| --- | ---: | ---: |"]
    lines += [_total(one, one["country"] or "outside all boundaries") for one in report["by_country"]]
    lines += [
        "",
        "km²: as measured, for a point as stated. Sums by place, year, hazard and status: `sums.csv`.",
    ]
    for file in report["files"]:
        lines += ["", *_file(file)]
    return "\n".join(lines) + "\n"


def _counts(report: dict[str, Any]) -> list[str]:
    aside = sum(report["set_aside"].values())
    lines = [f"{report['rows']:,} rows: {report['areas']:,} areas, {aside:,} rows set aside.", ""]
    lines += [
        f"- Set aside (`set_aside.csv`): {count:,} rows: {why}." for why, count in report["set_aside"].items()
    ]
    lines += [
        f"- {count:,} rows {REMARKS[code]} (`{code}` in `remarks.csv`)."
        for code, count in report["remarks"].items()
    ]
    pairs, km2 = report["overlaps"]["pairs"], report["overlaps"]["shared_km2"]
    if pairs:
        lines.append(
            f"- {pairs:,} pairs of outlines overlap, on {km2:,.3f} km² in all, which count twice "
            "(`overlaps.csv`)."
        )
    return lines


def _total(total: dict[str, Any], name: str) -> str:
    km2 = "" if total["counted_km2"] is None else f"{total['counted_km2']:,.3f}"
    return f"| {name} | {total['areas']:,} | {km2} |"


def _file(file: dict[str, Any]) -> list[str]:
    layer = f", layer {file['layer']}" if file["layer"] else ""
    lines = [f"## {file['name']}", "", f"{file['kind']}{layer}, {file['rows']:,} rows, {file['system']}.", ""]
    lines += [
        f"- {words}"
        for words in (*file["notes"], *shift_sentences([Shift(**one) for one in file["shifts"]], {}))
    ]
    lines += ["", "| Term | Column | Read as |", "| --- | --- | --- |"]
    how = {"area": file["unit"], "date": {"dmy": "day first", "mdy": "month first"}.get(file["dates"] or "")}
    lines += [
        f"| {TERMS[term]} | {column or 'none'} | {how.get(term) or ''} |"
        for term, column in file["columns"].items()
    ]
    for term, words in file["words"].items():
        lines += [
            "",
            f"| {TERMS[term].partition(':')[0]} in the file | Rows | Counts as |",
            "| --- | ---: | --- |",
        ]
        missing = NOT_UNDERSTOOD.get(term, "not stated")
        lines += [
            f"| {one['word']} | {one['rows']:,} | {one['code'] or missing} |" for one in words[:MOST_WORDS]
        ]
        if len(words) > MOST_WORDS:
            lines.append(f"| and {len(words) - MOST_WORDS} more, in `report.json` | | |")
    return lines
