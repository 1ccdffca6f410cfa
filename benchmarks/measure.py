"""Measures every page in Chromium, beside a page written by hand with the same charts: `make bench`."""

import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import limit, timing
from tests import chromium, server
from tests.visits import settle

HERE = Path(__file__).parent
RUNS = 5
CHANGE = "years=2010-2018"


def median(values: list[float]) -> float:
    """Median, 0 for none."""
    return statistics.median(values) if values else 0.0
