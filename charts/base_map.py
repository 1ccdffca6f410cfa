"""The sheet every map is drawn on: projection, neighbours, outlines, hatching, labels; knows no figures.

Traces are plain dictionaries as Plotly reads them. Boundaries come from the dashboard's own server by address.
"""

from collections.abc import Sequence

import pandas as pd

from charts import theme

SEE = ("ALB", "BGR", "BIH", "CYP", "GRC", "HRV", "HUN", "MDA", "MKD", "MNE", "ROU", "SRB", "SVN", "TUR", "XKX")
"""Units of see_countries.geojson."""
NEIGHBOURS = tuple(
    "ARM AUT AZE BEL BLR CHE CZE DEU DZA EGY FRA GEO IRN IRQ ISR ITA JOR KAZ KWT LBN LBY LIE LTU LUX MCO MLT NLD "
    "POL PSE RUS SAU SMR SVK SYR TKM TUN UKR VAT".split()
)
"""Units of context.geojson."""
TERRITORIES = tuple(
    "ABW AIA ALA ASM ATF BLM BMU CUW CYM FLK FRO GGY GIB GRL GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR NCL NFK PCN "
    "PRI PYF SGS SHN SPM SXM TCA TWN UMI VGB VIR WLF".split()
)
"""Units of world.geojson that the table of countries does not name: drawn as land without a statement."""
SMALL = tuple(
    "AND ATG BHR BRB COK DMA FSM GRD KIR KNA LCA LIE MCO MDV MHL MLT NIU NRU PLW SGP SMR STP SYC TON TUV VAT VCT".split()
)
"""States too small to be seen on a world map: drawn as a point as well."""
NO_POLYGON = ("NKR",)
"""Named in the records, but without a polygon: drawn as a point."""

SEE_FRAME = {"lon": (13.0, 45.0), "lat": (34.4, 48.8)}
LABELS = {
    "ALB": ("Albania", "bottom center"),
    "BIH": ("Bosnia and<br>Herzegovina", "middle center"),
    "HRV": ("Croatia", "top center"),
    "MDA": ("Moldova", "middle center"),
    "MKD": ("North<br>Macedonia", "middle center"),
    "MNE": ("Montenegro", "middle left"),
    "SVN": ("Slovenia", "top center"),
}
"""Name and place of a label where the short name over the label point does not fit."""


def layout(extent: str, height: int = 560) -> dict:
    """The layout of a map: no axes, no base map, the projection of its extent."""
    geo: dict = {"visible": False, "domain": {"x": [0, 1], "y": [0, 1]}}
    if extent == "see":
        geo["projection"] = {"type": "conic conformal", "parallels": [38, 47], "rotation": {"lon": 26}}
        geo["lonaxis"] = {"range": list(SEE_FRAME["lon"])}
        geo["lataxis"] = {"range": list(SEE_FRAME["lat"])}
    else:
        geo["projection"] = {"type": "natural earth"}
        geo["lataxis"] = {"range": [-58, 84]}
    return {
        "geo": geo,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "traceorder": "normal"},
    }


def no_base_map() -> dict:
    """The first trace of every map: empty, so that Plotly asks no other host for a base map."""
    return {"type": "scattergeo", "lon": [None], "lat": [None], "hoverinfo": "skip", "showlegend": False}


def areas(units: Sequence[str], boundaries: str, colour: str, **more: object) -> dict:
    """Units of a boundary file in one flat colour, without borders."""
    places = list(units) or [""]
    return {
        "type": "choropleth",
        "geojson": theme.GEOMETRY.format(boundaries),
        "locations": places,
        "z": [1] * len(places),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
        "marker": {"line": {"width": 0}},
        "unselected": {"marker": {"opacity": 1}},
        **more,
    }


def borders(units: Sequence[str], boundaries: str, width: float = 0.8) -> dict:
    """The outlines of units, nothing inside them."""
    line = {"color": theme.BORDER, "width": width}
    return areas(units, boundaries, theme.CLEAR, marker={"line": line})


def ground(extent: str, members: Sequence[str]) -> list[dict]:
    """What lies under the figures: land that is not spoken of."""
    if extent == "world":
        return [areas([*TERRITORIES], "world", theme.LAND)]
    others = [country for country in SEE if country not in members]
    traces = [areas(NEIGHBOURS, "context", theme.LAND), borders(NEIGHBOURS, "context", 0.5)]
    return [*traces, areas(others, "see_countries", theme.LAND)] if others else traces


def outlines(extent: str, members: Sequence[str]) -> list[dict]:
    """Borders over the figures; the border between Kosovo and Serbia and that of Western Sahara dashed."""
    if extent == "world":
        named = [country for country in members if country not in NO_POLYGON]
        return [borders([*named, *TERRITORIES], "world", 0.4), areas(["ESH-MAR"], "world_lines", theme.GREY)]
    whole = [country for country in SEE if country not in ("SRB", "XKX")]
    return [
        borders(whole, "see_countries"),
        borders(["SRB+XKX"], "see_lines"),
        areas(["XKX-SRB"], "see_lines", theme.GREY),
    ]


def unknown(extent: str, members: Sequence[str], label: str) -> list[dict]:
    """Members as "no data": grey and, where the extent is South East Europe, hatched; others paint over it."""
    if extent == "world":
        named = [country for country in members if country not in NO_POLYGON]
        return [areas(named, "world", theme.LAND), key_entry(label, theme.LAND, symbol="square")]
    shown = [country for country in members if country in SEE]
    return [
        areas(shown, "see_countries", theme.LAND, legendgroup=label),
        areas(shown, "see_hatch", theme.NO_DATA, legendgroup=label),
        key_entry(label, theme.NO_DATA, symbol="square-x-open"),
    ]


def key_entry(label: str, colour: str, symbol: str = "square") -> dict:
    """A line of the key that draws nothing on the map."""
    marker = {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 1, "color": theme.GREY}}
    return no_base_map() | {
        "mode": "markers",
        "name": label,
        "marker": marker,
        "showlegend": True,
        "legendgroup": label,
    }


def points(places: pd.DataFrame, **more: object) -> dict:
    """Markers or words at the lat and lon of a frame."""
    return {
        "type": "scattergeo",
        "lon": places["lon"].tolist(),
        "lat": places["lat"].tolist(),
        "hoverinfo": "skip",
        "showlegend": False,
        **more,
    }


def labels(countries: pd.DataFrame, size: int = 11) -> dict:
    """Names of the countries of South East Europe; a star refers to the note under the map."""
    named = countries[countries["country"].isin(SEE)].dropna(subset=["lat", "lon"])
    rows = list(named.itertuples())
    return points(
        named,
        mode="text",
        text=[
            LABELS.get(row.country, (theme.plain(row.short_name),))[0] + "*" * isinstance(row.status_note, str)
            for row in rows
        ],
        textposition=[LABELS.get(row.country, ("", "middle center"))[1] for row in rows],
        textfont={"size": size, "color": theme.INK[False], "shadow": _halo()},
    )


def _halo() -> str:
    """A light rim around letters, so that they are read on any colour and in the dark."""
    return ", ".join([f"0 0 2px {theme.PAGE[False]}"] * 3)


def names(countries: pd.DataFrame) -> dict[str, str]:
    """Short name of each country by its code, with a star where a status note applies."""
    pairs = zip(countries["country"], countries["short_name"], countries["status_note"], strict=True)
    return {country: name + "*" * isinstance(note, str) for country, name, note in pairs}
