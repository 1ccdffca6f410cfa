"""Says each recorded act of a state under a treaty in one sentence, for the news and for the feed."""

from typing import Any

import pandas as pd

from topics.tables import Tables, with_records
from topics.treaties.deposits import deposits
from topics.treaties.steps import CONSENT
from topics.treaties.words import NOT_ON_RECORD, treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names, name_lookup, with_article
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number, ordinal
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case
from topics.vocabulary.treaties import is_signed

INSTRUMENTS = {name: f"instrument of {name}" for name in CONSENT}
INSTRUMENTS["succession"] = "notification of succession"
JOINS = {"accession": "to", "succession": "to"}
""""Ratification of" a treaty, but "accession to" it."""
DECISIONS = {
    "withdrawal_decision": "{name} decided {day} to withdraw from {treaty}",
    "suspension": "{name} informed the United Nations {day} that it suspends the operation of {treaty}",
}
"""Acts that do not change where a state stands."""
REMARKS = {
    "agrees": "agrees with the order of deposit",
    "accession": "agrees; printed as a ratification",
    "differs": "another place than the order of deposit",
    "missing": "no notice on record",
}
"""What is to be said of a place that a notice printed."""
NOTICES_2013 = "ccm-notices-2013"
"""The document that holds the notices of spring 2013."""
Row = dict[str, Any]


def notices(tables: Tables) -> pd.DataFrame:
    """A notice for each act on record that counts, the newest first; acts of one day in the order of names.

    *Columns*: notice (a stable key), sentence, records, and those of treaty_actions; each states its record.
    """
    actions = tables["treaty_actions"]
    rows = actions[actions["preferred"].astype(bool) & actions["date"].notna()]
    placed = {treaty: _places(tables, treaty) for treaty in rows["treaty"].unique()}
    name_at = name_lookup(tables, full=True)
    keys, sentences, names = [], [], []
    for row in rows.to_dict("records"):
        name = name_at(row["country"], row["date"])
        place = placed[row["treaty"]].get((row["country"], row["date"]), {})
        keys.append(f"{row['treaty']}/{row['country']}/{row['action']}/{row['date']:%Y-%m-%d}")
        sentences.append(_sentence(tables, row, with_article(name, tables), place))
        names.append(name)
    rows = with_records(rows.assign(notice=keys, sentence=sentences, name=names))
    rows = rows.sort_values(["date", "name", "treaty"], ascending=[False, True, True], kind="stable")
    return rows.drop(columns="name").reset_index(drop=True)


def notices_in_view(tables: Tables, view: View, treaty: str) -> pd.DataFrame:
    """The notices under a treaty inside a view."""
    rows = tables.derive(notices)
    return view.of(rows[rows["treaty"] == treaty]).reset_index(drop=True)


def printed_places(tables: Tables, treaty: str, source: str) -> pd.DataFrame:
    """Ordinals that the notices in a document printed, beside the order of deposit; also what they skip.

    *Columns*: country, printed (the ordinal of the notice), ordinal, action, deposit, printed_entry (the day
    the notice gives), in_force_on, remark, records (of the notice, else of the deposit).
    """
    figures = tables["reported_figures"]
    stated = figures[figures["source"] == source].merge(tables["reported_figure_countries"], on="figure")
    ranks = stated[stated["unit"] == "rank"].set_index("country")
    entries = stated[stated["unit"] == "date"].set_index("country")
    rows = tables.derive(deposits, treaty)
    rows = rows[rows["ordinal"].between(ranks["value"].min(), ranks["value"].max())]
    rows = rows.rename(columns={"date": "deposit", "date_precision": "deposit_precision"})
    rows = rows.join(ranks["value"].rename("printed"), on="country")
    rows = rows.join(entries["date"].rename("printed_entry"), on="country")
    cited = [ranks["record_id"].to_dict(), entries["record_id"].to_dict()]
    records = [
        tuple(filter(None, [*(ids.get(country) for ids in cited), own]))
        for country, own in zip(rows["country"], rows["record_id"], strict=True)
    ]
    rows = rows.assign(records=records, remark=[_remark(row) for row in rows.to_dict("records")])
    columns = ["country", "printed", "ordinal", "action", "deposit", "printed_entry", "in_force_on"]
    return rows[[*columns, "remark", "records"]].reset_index(drop=True)


def printed_places_note(tables: Tables, *, treaty: str = "CCM", document: str = NOTICES_2013) -> str:
    """Which place no notice printed, and where the notices are wrong."""
    rows, names = printed_places(tables, treaty, document), country_names(tables, full=True)
    missing = rows[rows["printed"].isna()]
    if len(missing) != 1:
        return sentence("The notices write “83th” and call Andorra's accession a ratification.")
    return sentence(
        "No notice is on record for one place: the {place} is {country}. "
        "The notices write “83th” and call Andorra's accession a ratification.",
        place=ordinal(int(missing["ordinal"].iloc[0])),
        country=names[missing["country"].iloc[0]],
    )


def use_figures(tables: Tables, _view: View, *, document: str = NOTICES_2013) -> pd.DataFrame:
    """How many places of use a document reports, as a headline figure."""
    figures = tables["reported_figures"]
    rows = figures[figures["source"].eq(document) & figures["unit"].eq("locations")]
    rows = rows.merge(tables["reported_figure_countries"], on="figure")
    names = country_names(tables)
    return pd.DataFrame(
        {
            "heading": [f"Places of use in {names[code]}" for code in rows["country"]],
            "value": [f"at least {number(value)}" for value in rows["value"]],
            "unit": "",
            "remark": [f"in the six months to {long_date(day)}" for day in rows["date"]],
            "records": [(record,) for record in rows["record_id"]],
        }
    )


def _remark(row: Row) -> str:
    if pd.isna(row["printed"]):
        return REMARKS["missing"]
    if row["printed"] != row["ordinal"]:
        return REMARKS["differs"]
    return REMARKS["accession" if row["action"] == "accession" else "agrees"]


def _places(tables: Tables, treaty: str) -> dict[tuple[str, pd.Timestamp], Row]:
    rows = tables.derive(deposits, treaty)
    return {(row["country"], row["date"]): row for row in rows.to_dict("records")}


def on_date(day: pd.Timestamp, precision: str) -> str:
    """A date in a sentence, as exact as it is known.

    >>> on_date(pd.Timestamp("2014-01-01"), "year"), on_date(pd.Timestamp("2014-01-01"), "day")
    ('in 2014 (day not on record)', 'on 1 January 2014')
    """
    words = long_date(day, precision)
    return f"in {words} ({NOT_ON_RECORD})" if precision in ("year", "month") else f"on {words}"


def _sentence(tables: Tables, act: Row, name: str, place: Row) -> str:
    day, treaty = on_date(act["date"], act["date_precision"]), f"the {treaty_name(tables, act['treaty'])}"
    if act["action"] in CONSENT:
        consent = _deposited(act, treaty, is_signed(tables, act["treaty"]))
        words = f"{name} {consent} {day}{_ranked(place)}{_bound(act, place)}"
    elif act["action"] == "withdrawal":
        words = f"{name} gave notice of its withdrawal from {treaty} {day}"
    elif act["action"] == "withdrawal_effective":
        took = "took" if act["date"] <= pd.Timestamp(tables.edition) else "takes"
        words = f"the withdrawal of {name} from {treaty} {took} effect {day}"
    elif act["action"] in DECISIONS:
        words = DECISIONS[act["action"]].format(name=name, treaty=treaty, day=day)
    elif act["action"] == "provisional_application":
        words = f"{name} declared {day} that it would apply {treaty} provisionally"
    else:
        words = f"{name} signed {treaty} {day}"
    return f"{sentence_case(words)}."


def _deposited(act: Row, treaty: str, signed: bool) -> str:
    if not signed:
        return f"notified its consent to be bound by {treaty}"
    return f"deposited its {INSTRUMENTS[act['action']]} {JOINS.get(act['action'], 'of')} {treaty}"


def _ranked(place: Row) -> str:
    """The place of a deposit: exact, shared with others of that day, or only between two."""
    if not place:
        return ""
    first, last = int(place["first"]), int(place["last"])
    if first == last:
        return f", the {ordinal(first)}" if pd.notna(place["ordinal"]) else ""
    if pd.notna(place["ordinal"]):
        return f", sharing places {first} to {last} with others of that day"
    return f", between the {ordinal(first)} and the {ordinal(last)}"


def _bound(act: Row, place: Row) -> str:
    """The entry into force for the state."""
    entry = place.get("in_force_on")
    if entry is None or pd.isna(entry):
        return "; the day of its entry into force is not on record"
    if act["action"] == "succession":
        return f"; the succession counts from {long_date(entry)}"
    return f"; in force on {long_date(entry)}"
