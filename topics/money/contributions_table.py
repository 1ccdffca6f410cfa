"""Single contributions, each with its stage: reported, announced or planned."""

import pandas as pd

from charts.chart import Chart, empty
from topics.money.flows import ALL, BY_DONOR, contributions
from topics.money.words import contribution_labels, no_contribution
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import with_article
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

GIVEN = "given"
"""What the Monitor reports and what donors announced, in one list."""
MONEY = ("amount", "currency", "amount_usd", "stage")
COLUMNS = ("year", "donor", "recipient", *MONEY)
OF_DONOR = ("year", "recipient", *MONEY, "overlap")


def contribution_list(tables: Tables, view: View, *, flow: str = GIVEN, donor: str = ALL) -> Chart:
    """Every contribution of a flow, or reported and announced ones, those too that another record holds."""
    flows = BY_DONOR if flow == GIVEN else (flow,)
    parts = [contributions(tables, view, flow=one, donor=donor, is_repeated=True) for one in flows]
    rows = pd.concat(parts)
    if rows.empty:
        return empty(no_contribution("" if flow == GIVEN else flow))
    by, ascending = ["year", "amount_usd", "donor"], [False, False, True]
    rows = rows.sort_values(by, ascending=ascending, kind="stable", ignore_index=True)
    rows = rows.assign(label=contribution_labels(tables, rows))
    columns = COLUMNS if donor == ALL else OF_DONOR
    return Chart(_title(tables, rows, flow, donor), rows, note=_note(flow), columns=columns)


def _title(tables: Tables, rows: pd.DataFrame, flow: str, donor: str) -> str:
    """How many contributions are listed, and of whom."""
    count = plural(len(rows), "contribution")
    if donor != ALL:
        return sentence("{count} of {donor}", count=count, donor=with_article(donor, tables))
    if flow == "us":
        return sentence("{amounts} of the United States programme", amounts=plural(len(rows), "amount"))
    if flow == "itf":
        return sentence("{donations} to ITF, for no single country", donations=plural(len(rows), "donation"))
    if flow == "announced":
        return sentence("{announcements} and plans", announcements=plural(len(rows), "announcement"))
    if flow == "monitor":
        return sentence("{count} itemised by the Monitor", count=count)
    reported = int(rows["stage"].eq("reported").sum())
    promised = len(rows) - reported
    return sentence(
        "{reported} contributions reported, {promised} promised", reported=reported, promised=promised
    )


def _note(flow: str) -> str:
    """What the stages mean, and what ITF did with a donation."""
    if flow == "itf":
        return sentence("Given to ITF as a whole and passed on by it, so for no single country.")
    if flow not in (GIVEN, "announced"):
        return ""
    return sentence(
        "Reported: listed by the Monitor. Announced, planned: a promise, payment not on record. Overlap: "
        "counted in another row already."
    )
