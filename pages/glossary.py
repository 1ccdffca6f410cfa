"""The terms that a reader meets on these pages, in plain words."""

from dashboard.show import show
from topics.records.glossary_table import glossary

show(glossary)
