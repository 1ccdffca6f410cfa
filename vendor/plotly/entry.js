// The part of plotly.js that our charts use: scatter is always in it, other kinds of series are named here.
const Plotly = require("plotly.js/lib/core");

Plotly.register([require("plotly.js/lib/bar"), require("plotly.js/lib/heatmap")]);

module.exports = Plotly;
