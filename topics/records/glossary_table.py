"""The glossary as a table: each term in plain words, with the source in which its meaning was read."""

from charts.chart import Chart, empty
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, sentence_case, wrap


def glossary(tables: Tables, view: View) -> Chart:
    """All terms by the alphabet, whatever the filter."""
    rows = tables["glossary"]
    if rows.empty:
        return empty(sentence("No term is on record"))
    rows = rows.sort_values("term", key=lambda terms: terms.str.casefold()).reset_index(drop=True)
    short = (" (" + rows["abbreviation"] + ")").fillna("")
    labels = [lines(bold(row["term"]), wrap(row["definition"])) for row in rows.to_dict("records")]
    return Chart(
        sentence("{count} terms in plain words", count=number(len(rows))),
        with_records(rows.assign(term_title=rows["term"].map(sentence_case) + short, label=labels)),
        note=sentence("The meanings are in our words; the source of each says it in its own."),
        columns=("term_title", "definition"),
        scope=sentence("all terms, not filtered"),
    )
