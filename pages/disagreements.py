"""Disagreements: where sources state different things about the same, how far apart and why."""

from dashboard import address
from dashboard.controls import controls
from dashboard.show import show
from topics.records.disagreements import ALL
from topics.records.disagreements_chart import disagreements
from topics.records.disagreements_table import disagreement_points, disagreement_statements
from topics.vocabulary.records import SUBJECTS

subjects = {ALL: "All subjects"} | SUBJECTS
subject = address.ask("kind", "About", tuple(subjects), names=subjects, container=controls())
show(disagreements, optional=True, subject=subject)
show(disagreement_points, subject=subject)
show(disagreement_statements, optional=True, subject=subject)
