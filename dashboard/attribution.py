"""What boundary files with a licence of their own ask to be said of the maps that draw them."""

from html import escape
from typing import Any

from dashboard import store
from dashboard.cite import anchor
from topics.vocabulary.sentences import sentence


def plain(figure: dict[str, Any]) -> str:
    """One sentence for each such file that a figure draws; empty where there is none."""
    return " ".join(f"{layer['attribution']}." for layer in _layers(figure))


def of_layers() -> str:
    """One sentence for each such file there is."""
    return " ".join(f"{layer['attribution']}." for layer in store.layers().values())


def linked(figure: dict[str, Any]) -> str:
    """The same as HTML, with a link to the licence."""
    return " ".join(
        escape(f"{layer['attribution']}.").replace(
            escape(layer["licence"]), anchor(layer["licence"], layer["licence_url"])
        )
        for layer in _layers(figure)
    )


def origins(figure: dict[str, Any]) -> str:
    """Where the outlines come from, and their licence, which a file that holds them keeps."""
    return "\n".join(
        sentence(
            "{title}: {origin}. Their outlines are under {licence} ({address}), also in this file.",
            title=layer["title"],
            origin=layer["origin"],
            licence=layer["licence"],
            address=layer["licence_url"],
        )
        for layer in _layers(figure)
    )


def _layers(figure: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of data/geo/layers.csv of the files that a figure draws."""
    files = [str(layer.get("file", "")).partition("~")[0] for layer in figure.get("layers", ())]
    known = store.layers()
    return [known[file] for file in dict.fromkeys(files) if file in known]
