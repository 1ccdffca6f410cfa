"""Disagreements: where sources state different things about the same, how far apart and why."""

import streamlit as st

from dashboard import address
from dashboard.show import show
from topics.records.disagreements import ALL
from topics.records.disagreements_chart import disagreements
from topics.records.disagreements_table import disagreement_points, disagreement_statements
from topics.vocabulary.records import SUBJECTS

st.markdown(
    "Where documents state different things about the same, all of them stand beside each other; nothing is "
    "averaged. **Full** marks are the figures that the charts use, **open** marks those of other sources. A "
    "document that repeats another one confirms nothing. Meetings, treaties as a whole and the world belong "
    "to no country and are listed in every region."
)
subjects = {ALL: "All"} | SUBJECTS
subject = address.ask("kind", "About", tuple(subjects), names=subjects)
show(disagreements, optional=True, subject=subject)
show(disagreement_points, subject=subject)
show(disagreement_statements, optional=True, subject=subject)
