// The marks of a chart that plotly.js drew, as keys.js leads through them.

const NEAR = 7; // pixels from the middle of a small mark to its ring

export function subject(place) {
  return {
    kind: "chart",
    marks: () => marks(place),
    point: (mark) => point(place, mark),
    ring: () => ring(place),
    unpoint: () => Plotly.Fx.unhover(place),
    open: () => place.emit("plotly_click", { points: place._hoverdata, byKey: true }),
  };
}

// Shows a mark as if it were pointed at; gives its words, or nothing where it says none.
function point(place, { curve, number, point, subplot }) {
  const asked = { curveNumber: curve, ...(number === undefined ? point : { pointNumber: number }) };
  Plotly.Fx.hover(place, Object.assign([asked], point), subplot);
  const words = [...place.querySelectorAll(".hoverlayer :is(.hovertext, .axistext) text")].map(lines).filter(Boolean);
  return words.length ? words : null;
}

// The words of a label, with a pause at the end of each line.
function lines(text) {
  const parts = [...text.querySelectorAll("tspan.line")];
  const said = (parts.length ? parts : [text]).map((part) => part.textContent.trim()).filter(Boolean);
  return said.join("\n").replace(/([.,:])?\n(?=(\p{Ll})?)/gu, (_, end, begun) => `${end ?? (begun ? "," : ".")} `);
}

function ring({ _hoverdata: [{ bbox, xPixel, yPixel }] }) {
  const [across, down] = [bbox.x1 - bbox.x0, bbox.y1 - bbox.y0].map((size) => Math.max(NEAR, size / 2 + 3));
  return { left: xPixel - across, top: yPixel - down, width: 2 * across, height: 2 * down };
}

// All marks that can be pointed at, series by series; a row of a heat map is a series.
function marks({ calcdata, _fullLayout }) {
  const shown = (calcdata ?? []).filter(([{ trace } = {}]) => trace?.visible === true && trace.hoverinfo !== "skip");
  const series = shown.flatMap((points) => (points[0].z?.[0]?.length ? rows : dots)(points, _fullLayout));
  return series
    .filter((list) => list.length)
    .flatMap((list, place) => list.map((mark, at) => ({ ...mark, series: place, rank: at + 1, count: list.length })));
}

function dots(points, layout) {
  const { index, name, showlegend, xaxis, yaxis } = points[0].trace;
  const common = { curve: index, subplot: xaxis + yaxis, name: showlegend ? name : "" };
  const { xaxis: across, yaxis: down } = layout._plots[common.subplot];
  const list = points.map(({ x, y }, number) => {
    const spot = [across.c2p(x) + across._offset, down.c2p(y) + down._offset];
    return { ...common, id: `${index}/${number}`, number, point: { xval: x, yval: y }, spot };
  });
  const seen = list.filter(({ spot }) => spot.every(Number.isFinite));
  if (down.type === "category") return [seen.sort(byReading)]; // names stand below each other
  return [down.visible ? seen.sort((one, other) => one.spot[0] - other.spot[0]) : seen];
}

function rows([{ x, y, z, trace }], layout) {
  const subplot = trace.xaxis + trace.yaxis;
  const { xaxis: across, yaxis: down } = layout._plots[subplot];
  const lists = z.map((row, place) =>
    row.flatMap((value, column) => {
      const point = { xval: (x[column] + x[column + 1]) / 2, yval: (y[place] + y[place + 1]) / 2 };
      const spot = [across.c2p(point.xval) + across._offset, down.c2p(point.yval) + down._offset];
      const isTold = (value !== undefined && value !== null) || trace.hoverongaps;
      return isTold ? [{ curve: trace.index, subplot, id: `${trace.index}/${place}/${column}`, point, spot }] : [];
    }),
  );
  return lists.filter((list) => list.length).sort(([one], [other]) => byReading(one, other));
}

function byReading(one, other) {
  return one.spot[1] - other.spot[1] || one.spot[0] - other.spot[0];
}
