// The part of d3 that maps use: projections, outlines as paths, zoom and pan.
export { geoBounds, geoConicConformal, geoNaturalEarth1, geoPath } from "d3-geo";
export { select } from "d3-selection";
export { zoom, zoomIdentity } from "d3-zoom";
