// The plane on which an extent is drawn.

import { geoConicConformal, geoNaturalEarth1, geoPath } from "./d3.min.js";

export const NARROW = 640; // pixels up to which a map is that of a phone

// Projection of an extent, `width` pixels across and at most `tallest` high; a map that would be taller shows more
// land at its sides, as far as there is any.
export function plane(extent, width, tallest) {
  const [west, south, east, north] = extent.bounds;
  const parts = Array.from({ length: 21 }, (_, step) => step / 20);
  const along = (lon) => parts.map((part) => [lon, south + part * (north - south)]);
  const rim = [
    ...along(west),
    ...along(east),
    ...parts.flatMap((part) => [south, north].map((lat) => [west + part * (east - west), lat])),
  ];
  const edge = { type: "MultiPoint", coordinates: rim };
  const isConic = extent.projection === "conic conformal";
  const projection = isConic
    ? geoConicConformal().parallels(extent.parallels).rotate([-extent.meridian, 0])
    : geoNaturalEarth1().rotate([-(west + east) / 2, 0]);
  projection.precision(0).fitWidth(width, edge); // outlines have corners enough: none are added
  const [[, top], [, foot]] = geoPath(projection).bounds(edge);
  const height = Math.min(foot - top, tallest);
  projection.fitExtent(
    [
      [0, 0],
      [width, height],
    ],
    edge,
  );
  let [left, right] = [0, width];
  if (extent.land) {
    left = Math.max(left, Math.min(...along(extent.land[0]).map((spot) => projection(spot)[0])));
    right = Math.min(right, Math.max(...along(extent.land[1]).map((spot) => projection(spot)[0])));
  } else if (isConic) {
    const across = rim.map((spot) => projection(spot)[0]);
    [left, right] = [Math.min(...across), Math.max(...across)];
  }
  const [x, y] = projection.translate();
  projection.translate([x - left, y]);
  return { projection, path: geoPath(projection).digits(extent.digits ?? 1), width: right - left, height, isConic };
}

// The largest part of a unit.
export function largest({ geometry: { type, coordinates } }, path) {
  const parts = (type === "Polygon" ? [coordinates] : coordinates).map((part) => ({
    type: "Polygon",
    coordinates: part,
  }));
  if (parts.length === 1) return parts[0];
  return parts.map((part) => [path.area(part), part]).sort((one, other) => other[0] - one[0])[0][1];
}
