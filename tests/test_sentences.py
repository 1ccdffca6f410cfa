"""Holds the sentences of the interface: each whole, once, with its parts by name, to be translated."""

import ast
import re
import string
from collections import Counter

from tests.test_layers import OURS, called, module, nodes

SENTENCE_WORDS = 4
"""Words from which a text is a sentence that stands in one place."""


def calls():
    """Every call of `sentence`, with the module it stands in."""
    for path in OURS:
        for node in nodes(path):
            if isinstance(node, ast.Call) and called(node) == "sentence":
                yield f"{module(path)}:{node.lineno}", node


def test_a_sentence_is_a_literal_whose_parts_have_names():
    wrong = []
    for place, node in calls():
        text = node.args[0]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            wrong.append(f"{place}: write the sentence as one literal text, so that it can be collected")
            continue
        parts = {name for _, name, *_ in string.Formatter().parse(text.value) if name is not None}
        given = {keyword.arg for keyword in node.keywords}
        if parts != given and None not in given:
            wrong.append(f"{place}: parts {sorted(parts)} of the sentence, given are {sorted(given)}")
    assert not wrong, "\n".join(wrong)


def test_a_sentence_stands_in_one_place():
    texts = Counter(
        node.args[0].value
        for _, node in calls()
        if isinstance(node.args[0], ast.Constant)
        and len(re.findall(r"\w+", node.args[0].value)) >= SENTENCE_WORDS
    )
    twice = [text for text, count in texts.items() if count > 1]
    assert not twice, twice
