"""Who joined which treaty, and when: curves, groups, Oslo Process, standing, waits, outsiders, news."""

import streamlit as st

from dashboard import address
from dashboard.current import tables, view
from dashboard.show import show
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.words import introduction
from topics.treaties.years_chart import deposits_per_year
from topics.vocabulary.treaties import treaty_names

PARTS = {"curve": "Curve"}

names = treaty_names(tables())
treaty = address.ask("treaty", "Treaty", tuple(names), names=names, kind="buttons")
st.markdown(introduction(tables(), view(), treaty=treaty))
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part == "curve":
    show(ratification_curve, treaty=treaty, share=address.ask("share", "Show as %", kind="switch"))
    show(deposits_per_year, treaty=treaty)
