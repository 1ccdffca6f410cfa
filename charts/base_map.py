"""The sheet every map is drawn on: projection, neighbours, outlines, hatching, labels; knows no figures.

Traces are plain dictionaries as Plotly reads them; boundaries come by address from our own server.
"""

from collections.abc import Sequence

import pandas as pd

from charts import theme


def _codes(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SEE = _codes("ALB BGR BIH CYP GRC HRV HUN MDA MKD MNE ROU SRB SVN TUR XKX")
"""Units of see_countries.geojson."""
NEIGHBOURS = _codes(
    "ARM AUT AZE BEL BLR CHE CZE DEU DZA EGY FRA GEO IRN IRQ ISR ITA JOR KAZ KWT LBN LBY LIE LTU LUX "
    "MCO MLT NLD POL PSE RUS SAU SMR SVK SYR TKM TUN UKR VAT"
)
"""Units of context.geojson."""
TERRITORIES = _codes(
    "ABW AIA ALA ASM ATF BLM BMU CUW CYM FLK FRO GGY GIB GRL GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR "
    "NCL NFK PCN PRI PYF SGS SHN SPM SXM TCA TWN UMI VGB VIR WLF"
)
"""Units of world.geojson that the table of countries does not name: drawn as land without a statement."""
SMALL = _codes(
    "AND ATG BHR BRB COK DMA FSM GRD KIR KNA LCA LIE MCO MDV MHL MLT NIU NRU PLW SGP SMR STP SYC TON "
    "TUV VAT VCT"
)
"""States too small to be seen on a world map: drawn as a point as well."""
STARRED = ("XKX",)
NO_POLYGON = ("NKR",)
"""Named in the records, but without a polygon: drawn as a point."""

WEST = ("ALB", "BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX")
FRAMES: dict[str, dict] = {
    "see": {"lonaxis": {"range": [14.2, 43.8]}, "lataxis": {"range": [34.6, 48.7]}},
    "west": {"lonaxis": {"range": [13.4, 23.6]}, "lataxis": {"range": [39.5, 47.0]}},
    "world": {"lataxis": {"range": [-58, 84]}},
}
"""What each extent shows: South East Europe, its west with larger places, the world."""
MERIDIANS = {"see": 29, "west": 18.5}
"""The meridian that stands upright."""
BROKEN = {"BIH": "Bosnia and<br>Herzegovina", "MKD": "North<br>Macedonia"}
"""Names on two lines."""
BESIDE = {"MNE": "middle left"}
"""Where a name goes in the wide extent if it does not fit over its point."""
LARGE = ("BGR", "CYP", "GRC", "HUN", "MDA", "ROU", "SRB", "TUR")
"""Countries whose names fit on a narrow screen too; the others, trace 1, a style sheet may hide."""


def extent_of(members: Sequence[str]) -> str:
    """The smallest extent that holds all countries: west, see or world."""
    return "west" if set(members) <= set(WEST) else "see" if set(members) <= set(SEE) else "world"


def layout(extent: str, height: int = 660, spoken_of: pd.DataFrame | None = None) -> dict:
    """The layout of a map: no axes, no base map, the projection of its extent.

    Args:
        extent: west, see or world.
        height: in pixels, with key and slider.
        spoken_of: countries a world map is narrowed to, where they lie in one part of the world.
    """
    conic = {"type": "conic conformal", "parallels": [38, 47], "rotation": {"lon": MERIDIANS.get(extent, 0)}}
    geo: dict = {"visible": False, "projection": conic, **FRAMES[extent]}
    if extent == "world":
        geo |= {"projection": {"type": "natural earth"}} | _narrowed(spoken_of)
    else:
        geo |= {"showframe": True, "framecolor": theme.BORDER, "framewidth": 0.5}
    legend = {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return {
        "geo": geo,
        "height": height,
        "meta": {"extent": extent},
        "margin": {"l": 0, "r": 28, "t": 8, "b": 8},
        "modebar": {"orientation": "v"},
        "legend": legend | {"itemsizing": "constant", "traceorder": "normal", "font": {"size": 12}},
    }


def _narrowed(spoken_of: pd.DataFrame | None) -> dict:
    """Ranges around the points of countries, if these span less than a third of the world."""
    if spoken_of is None or spoken_of.empty:
        return {}
    west, east = spoken_of["lon"].min() - 9, spoken_of["lon"].max() + 9
    south, north = spoken_of["lat"].min() - 7, spoken_of["lat"].max() + 7
    if east - west > 120:
        return {}
    return {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [max(south, -58), min(north, 84)]}}


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


def borders(
    units: Sequence[str], boundaries: str, width: float = 0.9, colour: str = theme.MUTED[False]
) -> dict:
    """The outlines of units, nothing inside them."""
    return areas(units, boundaries, theme.CLEAR, marker={"line": {"color": colour, "width": width}})


def ground(extent: str, members: Sequence[str], countries: pd.DataFrame) -> list[dict]:
    """What lies under the figures: land that is not spoken of, with its borders."""
    if extent == "world":
        others = [unit for unit in _world_units(countries) if unit not in members]
        return [areas(others, "world", theme.LAND)]
    others = [unit for unit in SEE if unit not in members]
    traces = [areas(NEIGHBOURS, "context", theme.LAND), borders(NEIGHBOURS, "context", 0.5, theme.BORDER)]
    return [*traces, areas(others, "see_countries", theme.LAND)] if others else traces


def outlines(extent: str, countries: pd.DataFrame, colour: str = theme.BORDER) -> list[dict]:
    """Borders over the figures; the border between Kosovo and Serbia and that of Western Sahara dashed."""
    if extent == "world":
        dashes = areas(["ESH-MAR"], "world_lines", theme.MUTED[False])
        return [borders(_world_units(countries), "world", 0.5, colour), dashes]
    whole = [country for country in SEE if country not in ("SRB", "XKX")]
    return [
        borders(whole, "see_countries"),
        borders(["SRB+XKX"], "see_lines"),
        areas(["XKX-SRB"], "see_lines", theme.MUTED[False]),
    ]


def _world_units(countries: pd.DataFrame) -> list[str]:
    return [*(unit for unit in countries["country"] if unit not in NO_POLYGON), *TERRITORIES]


def hatching(extent: str, members: Sequence[str], label: str) -> list[dict]:
    """What "no data" looks like under the figures, and its line in the key; the world has no hatching."""
    if extent == "world":
        return [key_entry(label, theme.LAND)]
    shown = [country for country in members if country in SEE]
    faint = {"line": {"width": 0}, "opacity": 0.55 if extent == "west" else 0.85}
    hatch = areas(shown, "see_hatch", theme.NO_DATA, legendgroup=label, marker=faint)
    return [hatch, key_entry(label, theme.NO_DATA, symbol="square-x-open")]


def key_entry(label: str, colour: str, symbol: str = "square", rank: int = 2000) -> dict:
    """A line of the key that draws nothing on the map; a higher rank stands further back."""
    marker = {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 1, "color": theme.GREY}}
    return no_base_map() | {
        "mode": "markers",
        "name": label,
        "marker": marker,
        "showlegend": True,
        "legendgroup": label,
        "legendrank": rank,
    }


def points(places: pd.DataFrame, **more: object) -> dict:
    """Markers or words at the lat and lon of a frame."""
    return spots(list(zip(places["lon"], places["lat"], strict=True)), **more)


def spots(places: Sequence[tuple[float, float]], **more: object) -> dict:
    """Markers or words at pairs of longitude and latitude."""
    return {
        "type": "scattergeo",
        "lon": [lon for lon, _ in places],
        "lat": [lat for _, lat in places],
        "hoverinfo": "skip",
        "showlegend": False,
        **more,
    }


def labels(countries: pd.DataFrame, extent: str) -> list[dict]:
    """Names of the countries of South East Europe; they come right after the first trace.

    There a style sheet finds the first of the two, and points stand over them.
    """
    if extent == "world":
        return [no_base_map()]
    named = countries[countries["country"].isin(SEE)].dropna(subset=["lat", "lon"])
    large = named["country"].isin(LARGE)
    order = [named[~large], named[large]] if extent == "see" else [named[large], named[~large]]
    return [_names_on_map(part, extent) for part in order]


def _names_on_map(named: pd.DataFrame, extent: str) -> dict:
    pairs = zip(named["country"], names(named).values(), strict=True)
    beside = BESIDE if extent == "see" else {}
    return points(
        named,
        mode="text",
        text=[BROKEN.get(country, theme.plain(name)) for country, name in pairs],
        textposition=[beside.get(country, "middle center") for country in named["country"]],
        textfont={"size": 11, "color": theme.INK[False], "shadow": _halo()},
    )


def _halo() -> str:
    """A light rim around letters, so that they are read on any colour and in the dark."""
    return ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)


def names(countries: pd.DataFrame) -> dict[str, str]:
    """Short name of each country by its code; a star refers to the status note under every map."""
    pairs = zip(countries["country"], countries["short_name"], strict=True)
    return {country: name + "*" * (country in STARRED) for country, name in pairs}
