"""Placeholder until the page is written: two charts that try the frame."""

import plotly.graph_objects as go
import streamlit as st

from charts import theme
from dashboard import address, ui
from dashboard.store import load
from dashboard.view import chosen

view = chosen()
clearance = view.of(load("clearance"))
st.markdown("What was cleared and what is left.")
with ui.figure_row():
    ui.headline("Area left", 12.345, unit="km²", records=clearance, note="end of 2024")
    ui.headline("States Parties", 11, records=clearance)
    ui.headline("Contaminated states left", None)
    ui.headline("Next deadline", "1 March 2027", records=clearance[:2], note="Serbia, Article 4 <b>")
treaty = address.ask("treaty", "Treaty", ["CCM", "APMBC"], names={"CCM": "Cluster munitions"}, kind="buttons")
address.ask("marks", "Marks", kind="switch")
figure = go.Figure()
for i, (c, rows) in enumerate(clearance.groupby("country")):
    figure.add_scatter(x=rows.year_from, y=rows.area_km2, name=c, mode="lines+markers", line_color=theme.PALETTE[i])
figure.update_layout(
    title_text="Bosnia and Herzegovina released most land in 2019 &lt;b&gt; and this heading is long enough to wrap on a phone",
    yaxis_title="Released area, km²",
    xaxis_title="Year",
)
ui.show(figure, clearance, key="trial_line", note="One line per country; gaps are years without a figure.")
con = view.of(load("contamination"))
fig = go.Figure(go.Scattergeo(lon=[None], lat=[None], hoverinfo="skip", showlegend=False))
flat = lambda c: [[0, c], [1, c]]
for label, rows in con.groupby(con.area_km2.map(lambda a: theme.area_class(a)[0])):
    colour = theme.area_class(rows.area_km2.iloc[0])[1]
    fig.add_choropleth(
        geojson=theme.GEOMETRY.format("see_countries"),
        locations=rows.country,
        z=[1] * len(rows),
        colorscale=flat(colour),
        showscale=False,
        showlegend=True,
        name=label,
        marker_line={"color": theme.BORDER, "width": 0.8},
        customdata=rows[["country", "area_km2"]],
        hovertemplate="%{customdata[0]}: %{customdata[1]} km²<extra></extra>",
    )
fig.update_geos(
    projection_type="conic conformal",
    projection_parallels=[38, 47],
    projection_rotation_lon=26,
    lonaxis_range=[13, 45],
    lataxis_range=[34.4, 48.8],
)
fig.update_layout(
    title_text=f"Five states still have contaminated land ({treaty})", height=520, legend_title_text="Contaminated area"
)
fig.frames = [go.Frame(data=[go.Choropleth(z=[1])], traces=[1], name="2024")]
fig.update_layout(
    sliders=[{"steps": [{"label": "2024", "method": "animate", "args": [["2024"]]}], "pad": {"t": 20}}],
    updatemenus=[{"type": "buttons", "buttons": [{"label": "Play", "method": "animate", "args": [None]}]}],
)
ui.show(fig, con, key="trial_map")
ui.show(go.Figure(layout_title_text="No clearance is on record for Moldova"), con[:0], key="none")
ui.table(con, key="trial_table", title="Contamination by country")
