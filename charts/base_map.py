"""The sheet every map is drawn on: projection, neighbours, outlines, hatching, labels; knows no figures.

Traces are plain dictionaries as Plotly reads them; boundaries come by address from our own server.
"""

from collections.abc import Collection, Sequence
from math import cos, radians

import pandas as pd

from charts import map_labels, theme
from charts.words import names_of


def _codes(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SEE = _codes("ALB BGR BIH CYP GRC HRV HUN MDA MKD MNE ROU SRB SVN TUR XKX")
"""Units of see_countries.geojson and of its overview."""
NEIGHBOURS = _codes(
    "AND ARM AUT AZE BEL CHE CZE DEU DZA ESP FRA GEO IRN IRQ ISR ITA JOR KAZ LBN LBY LIE LUX MCO MLT "
    "POL PSE RUS SMR SVK SYR TKM TUN UKR VAT"
)
"""Units of context.geojson and of its overview."""
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
NO_POLYGON = ("NKR",)
"""Named in the records, but without a polygon: drawn as a point."""

WEST = ("ALB", "BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX")
NEAR = (*WEST, "GRC")
"""Countries whose names find room on a map of the west that shows no more land at its sides."""
FAR = _codes("AND ARM AZE BEL CYP DZA ESP GEO IRN IRQ ISR JOR KAZ LBN LBY LUX MLT PSE RUS SYR TKM TUN")
"""Too far from the west to be seen on its maps."""
FRAMES: dict[str, dict] = {
    "see": {"lonaxis": {"range": [14.2, 43.8]}, "lataxis": {"range": [34.6, 48.7]}},
    "west": {"lonaxis": {"range": [13.4, 23.6]}, "lataxis": {"range": [39.5, 47.0]}},
    "world": {"lataxis": {"range": [-58, 84]}},
}
"""What each extent shows: South East Europe, its west with larger places, the world."""
PROJECTIONS = {
    "see": "Lambert conformal conic projection, parallels 38° and 47° N",
    "west": "Lambert conformal conic projection, parallels 38° and 47° N",
    "world": "Natural Earth projection; distances are not to scale",
}
REACH = (7.0, 47.4)
"""Longitudes between which land is drawn: static/fit.js shows more of it where the page is wide."""
FRAME = {"showframe": True, "framecolor": theme.BORDER, "framewidth": 0.5}
CORNER = FRAME | {
    "domain": {"x": [0.008, 0.14], "y": [0.012, 0.19]},
    "visible": False,
    "projection": {"type": "conic conformal", "parallels": [40, 60], "rotation": {"lon": 17}},
    "lonaxis": {"range": [-8, 44]},
    "lataxis": {"range": [31, 66]},
}
"""Where the small map lies that says where in Europe all this is."""
SCALES: dict[str, tuple[int, float, float]] = {"see": (300, 27.4, 34.85), "west": (100, 18.42, 39.62)}
"""Length of the scale bar in km, longitude and latitude of its left end."""
KM_PER_DEGREE = 111.32
LARGE = ("BGR", "GRC", "ROU", "SRB", "TUR")
"""Countries whose names fit on a narrow screen too."""
WORLD_NAMED = _codes(
    "RUS CAN USA CHN BRA AUS IND ARG KAZ DZA COD MEX SAU IDN SDN LBY IRN MNG PER TCD MLI AGO ZAF NER COL ETH "
    "BOL EGY TZA VEN NGA PAK NAM TUR ZMB MMR AFG SOM FRA UKR MDG ESP SWE NOR JPN GRL"
)
"""Countries with a name on the map of the world, where it covers no name of one before it."""
SMALLEST = 10
"""Size of names that only a wide screen has room for."""
FONTS = {True: 12, False: 11}
"""Sizes of the names of large and of other countries; style.css leaves out the latter where it is narrow."""


def extent_of(members: Sequence[str]) -> str:
    """The smallest extent that holds all countries: west, see or world."""
    return "west" if set(members) <= set(WEST) else "see" if set(members) <= set(SEE) else "world"


def file_of(name: str, extent: str) -> str:
    """The boundary file of a name (see_countries, context, …) in the detail an extent needs.

    >>> file_of("see_countries", "see"), file_of("see_countries", "west"), file_of("see_countries", "world")
    ('see_countries_overview', 'see_countries', 'world')
    """
    if extent == "world":
        return "world"
    return name if extent == "west" else f"{name}_overview"


def layout(extent: str, height: int = 660, spoken_of: pd.DataFrame | None = None) -> dict:
    """The layout of a map: no axes, no base map, the projection of its extent.

    Args:
        extent: west, see or world.
        height: in pixels, with key and slider.
        spoken_of: countries a world map is narrowed to, where they lie in one part of the world.
    """
    conic = {
        "type": "conic conformal",
        "parallels": [38, 47],
        "rotation": {"lon": map_labels.MERIDIANS.get(extent, 0)},
    }
    geo: dict = {"visible": False, "projection": conic, **FRAMES[extent]}
    if extent == "world":
        geo |= {"projection": {"type": "natural earth"}} | _narrowed(spoken_of)
    else:
        geo |= FRAME | {"domain": {"x": [0, 1], "y": [0, 1]}}
    legend = {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return {
        "geo": geo,
        **({} if extent == "world" else {"geo2": CORNER}),
        "height": height,
        "meta": {"extent": extent, "projection": PROJECTIONS[extent]}
        | ({} if extent == "world" else {"wide": REACH}),
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


def borders(units: Sequence[str], boundaries: str, width: float = 0.9, colour: str = theme.GREY) -> dict:
    """The outlines of units, nothing inside them."""
    return areas(units, boundaries, theme.CLEAR, marker={"line": {"color": colour, "width": width}})


def ground(extent: str, members: Sequence[str], countries: pd.DataFrame) -> list[dict]:
    """What lies under the figures: land that is not spoken of, with its borders."""
    if extent == "world":
        others = [unit for unit in _world_units(countries) if unit not in members]
        return [areas(others, "world", theme.LAND)]
    others = [unit for unit in SEE if unit not in members]
    line = {"color": theme.BORDER, "width": 0.5}
    near = [unit for unit in NEIGHBOURS if extent != "west" or unit not in FAR]
    traces = [areas(near, file_of("context", extent), theme.LAND, marker={"line": line})]
    return [*traces, areas(others, file_of("see_countries", extent), theme.LAND)] if others else traces


def outlines(extent: str, countries: pd.DataFrame, colour: str = theme.BORDER) -> list[dict]:
    """Borders over the figures; the border between Kosovo and Serbia and that of Western Sahara dashed."""
    if extent == "world":
        dashes = areas(["ESH-MAR"], "world_lines", theme.GREY)
        return [borders(_world_units(countries), "world", 0.5, colour), dashes]
    whole, lines = [country for country in SEE if country not in ("SRB", "XKX")], file_of("see_lines", extent)
    return [
        borders(whole, file_of("see_countries", extent)),
        borders(["SRB+XKX"], lines),
        areas(["XKX-SRB"], lines, theme.GREY),
    ]


def _world_units(countries: pd.DataFrame) -> list[str]:
    return [*(unit for unit in countries["country"] if unit not in NO_POLYGON), *TERRITORIES]


def hatching(extent: str, members: Sequence[str]) -> list[dict]:
    """What "no data" looks like under the figures; the world has no hatching but a grey of its own."""
    if extent == "world":
        return []
    shown = [country for country in members if country in SEE and (extent != "west" or country not in FAR)]
    faint = {"line": {"width": 0}, "opacity": 0.85}
    return [areas(shown, file_of("see_hatch", extent), theme.NO_DATA, marker=faint)]


def key(entries: dict[str, str], hatched: Collection[str] = ()) -> dict:
    """The key in one layer: the slices of a pie too small to be seen, as maps know no hatching of their own.

    Args:
        entries: label and colour of each class.
        hatched: labels that are hatched like land of which no data are at hand.
    """
    pattern = {
        "shape": ["/" if label in hatched else "" for label in entries],
        "fgcolor": [theme.NO_DATA if label in hatched else theme.CLEAR for label in entries],
        "bgcolor": list(entries.values()),
        "size": 5,
        "solidity": 0.35,
    }
    return {
        "type": "pie",
        "labels": list(entries),
        "values": [1] * len(entries),
        "sort": False,
        "domain": {"x": [0, 0.001], "y": [0, 0.001]},
        "marker": {"colors": list(entries.values()), "pattern": pattern, "line": {"width": 0}},
        "textinfo": "none",
        "hoverinfo": "skip",
    }


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


def labels(countries: pd.DataFrame, extent: str, marks: Sequence[map_labels.Mark] = ()) -> list[dict]:
    """Names of the countries of South East Europe where they do not cover each other; points stand over them.

    Args:
        countries: names and label points.
        extent: west, see or world; the world names only large countries.
        marks: what the names must not lie under.
    """
    known = countries.dropna(subset=["lat", "lon"])
    if extent == "world":
        large = known.set_index("country", drop=False).reindex(WORLD_NAMED).dropna(subset=["country"])
        shown = map_labels.fitting(large)
        font = {"size": SMALLEST, "color": theme.INK[False], "shadow": _halo()}
        return [points(shown, mode="text", text=[*names_of(shown).values()], textfont=font)]
    named = known[known["country"].isin(SEE) & known["lat"].lt(FRAMES[extent]["lataxis"]["range"][1])]
    codes, words, places = named["country"].tolist(), names_of(named), map_labels.places(named, extent, marks)
    large = [extent == "west" or country in LARGE for country in codes]
    font = {"size": [FONTS[one] for one in large], "color": theme.INK[False], "shadow": _halo()}
    return [
        spots(
            [places[country][:2] for country in codes],
            mode="text",
            ids=codes,
            text=[map_labels.broken(country, words[country]) for country in codes],
            textposition=[places[country][2] for country in codes],
            textfont=font,
        )
    ]


def capitals(countries: pd.DataFrame, extent: str) -> list[dict]:
    """Capitals as small squares, with names where these cover no name of a country; none on the world."""
    if extent == "world":
        return []
    named = countries[countries["country"].isin(SEE)].dropna(subset=["lat", "lon"])
    sides = map_labels.beside(named, extent)
    towns = [map_labels.CAPITALS[country] for country in sides]
    told = {
        "text": [town if side else "" for (town, *_), side in zip(towns, sides.values(), strict=True)],
        "textposition": [side or "middle right" for side in sides.values()],
        "textfont": {"size": SMALLEST, "color": theme.INK[False], "shadow": _halo()},
    }
    rim = {"width": 1, "color": theme.INK[False]}
    marker = {"symbol": "square", "size": 5, "color": theme.PAGE[False], "opacity": 1, "line": rim}
    told["legendgroup"] = "capitals"  # static/fit.js leaves these out where the page is narrow
    return [spots([(lon, lat) for _, lon, lat in towns], mode="markers+text", marker=marker, **told)]


def locator(extent: str) -> list[dict]:
    """The small map in the corner of the layout: Europe, and in it South East Europe. To be drawn last."""
    if extent == "world":
        return []
    land = areas(["land"], "locator", theme.BORDER, geo="geo2")
    return [land, areas(["see"], "locator", theme.BLUE, geo="geo2")]


def top(extent: str, countries: pd.DataFrame, colour: str = theme.BORDER) -> list[dict]:
    """What lies over the figures of a map that fills its place: borders, scale, locator."""
    return [*outlines(extent, countries, colour), *scale_bar(extent), *locator(extent)]


def noted(labels: Sequence[dict], notes: dict[str, str]) -> list[dict]:
    """Names with a line more under some of them, by country."""
    return [
        trace
        | {
            "text": [
                f"{text}<br>{notes[country]}" if country in notes else text
                for country, text in zip(trace["ids"], trace["text"], strict=True)
            ]
        }
        if "ids" in trace
        else trace
        for trace in labels
    ]


def scale_bar(extent: str) -> list[dict]:
    """A bar that says how long so many kilometres are; the world has none, as its scale differs by place."""
    if extent not in SCALES:
        return []
    length, west, lat = SCALES[extent]
    east = west + length / (KM_PER_DEGREE * cos(radians(lat)))
    line = {"color": theme.GREY, "width": 2}
    ends = {"symbol": "line-ns-open", "size": [8, 0, 8], "color": theme.GREY, "line": {"width": 2}}
    words = {
        "text": ["", f"{length}{theme.THIN}km", ""],
        "textposition": "top center",
        "textfont": {"size": FONTS[True], "color": theme.INK[False], "shadow": _halo()},
    }
    places = [(west, lat), ((west + east) / 2, lat), (east, lat)]
    return [spots(places, mode="lines+markers+text", line=line, marker=ends, **words)]


def _halo() -> str:
    """A light rim around letters, so that they are read on any colour and in the dark."""
    return ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)
