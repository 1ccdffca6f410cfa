"""The charts of a page as a Panel app: `python -m benchmarks.peers.panel_page PAGE PORT`."""

import sys

import panel as pn

from benchmarks.peers.figures import START, figures, names
from dashboard import store

pn.extension("plotly")


def build(page: str) -> pn.Column:
    """The app of one page for one reader."""
    codes = {name: code for code, name in names(store.snapshot()).items()}
    region = pn.widgets.RadioButtonGroup(options=codes, value=START)
    panes = [pn.pane.Plotly(one, sizing_mode="stretch_width", height=450) for one in figures(page, START)]

    def draw(event: object) -> None:
        for pane, one in zip(panes, figures(page, event.new), strict=True):
            pane.object = one

    region.param.watch(draw, "value")
    return pn.Column(region, *panes, sizing_mode="stretch_width")


if __name__ == "__main__":
    pn.serve(lambda: build(sys.argv[1]), address="127.0.0.1", port=int(sys.argv[2]), show=False)
