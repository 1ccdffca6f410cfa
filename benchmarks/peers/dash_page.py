"""The charts of a page as a Dash app: `python -m benchmarks.peers.dash_page PAGE PORT`."""

import sys

import waitress
from dash import Dash, Input, Output, dcc, html

from benchmarks.peers.figures import START, figures, names
from dashboard import store


def app(page: str) -> Dash:
    """The app of one page, packed as Dash can."""
    built = Dash(__name__, compress=True)
    keys = [f"chart-{place}" for place in range(len(figures(page, START)))]
    built.layout = html.Div(
        [
            dcc.RadioItems(names(store.snapshot()), START, id="region"),
            *(dcc.Graph(id=key, figure=one) for key, one in zip(keys, figures(page, START), strict=True)),
        ]
    )

    @built.callback(
        [Output(key, "figure") for key in keys], Input("region", "value"), prevent_initial_call=True
    )
    def draw(region: str) -> list[dict]:
        return figures(page, region)

    return built


if __name__ == "__main__":
    waitress.serve(app(sys.argv[1]).server, host="127.0.0.1", port=int(sys.argv[2]), threads=4)
