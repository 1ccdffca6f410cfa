// Lines between the units of a boundary file and along their coasts, each once, disputed ones apart.

// Two units that share a border share its corners. `units` are GeoJSON features; the property `disputed` of one names
// those with whom its line is disputed. Gives { plain, disputed } as MultiLineStrings.
export function bordersOf(units) {
  const owners = new Map(); // the units of each stretch between two corners
  for (const unit of units)
    for (const ring of ringsOf(unit))
      each(ring, (key) => {
        if (owners.has(key)) owners.get(key).push(unit);
        else owners.set(key, [unit]);
      });
  const lines = { plain: [], disputed: [] };
  for (const unit of units)
    for (const ring of ringsOf(unit)) {
      let [line, kind] = [undefined, undefined];
      each(ring, (key, from, to) => {
        const pair = owners.get(key);
        const now = pair[0] !== unit ? undefined : isDisputed(...pair) ? "disputed" : "plain"; // drawn with its first owner
        if (now && now === kind) line.push(to);
        else if (now) lines[now].push((line = [from, to]));
        kind = now;
      });
    }
  const many = (coordinates) => ({ type: "MultiLineString", coordinates });
  return { plain: many(lines.plain), disputed: many(lines.disputed) };
}

function isDisputed(one, other) {
  return Boolean(
    other && (one.properties?.disputed?.includes(other.id) || other.properties?.disputed?.includes(one.id)),
  );
}

function ringsOf({ geometry: { type, coordinates } }) {
  return type === "Polygon" ? coordinates : coordinates.flat();
}

// Each stretch of a ring, under a key that is the same from both sides: its middle.
function each(ring, tell) {
  for (let at = 1; at < ring.length; at++) {
    const [from, to] = [ring[at - 1], ring[at]];
    tell(Math.round((from[0] + to[0] + 360) * 1e4) * 1e7 + Math.round((from[1] + to[1] + 180) * 1e4), from, to);
  }
}
