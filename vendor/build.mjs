// Builds the part of each library that its entry.js names, with the licences of all that is in it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

await library("d3", "d3-geo", "Copyright Mike Bostock. ISC license.", { format: "esm" });
await library("plotly", "plotly.js", "Copyright Plotly, Inc. MIT license.", {
  format: "iife",
  globalName: "Plotly",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" },
});

async function library(folder, main, terms, options) {
  const { version } = manifest(`node_modules/${main}`);
  const { metafile } = await build({
    ...options,
    entryPoints: [`${folder}/entry.js`],
    outfile: `${folder}/${folder}.min.js`,
    bundle: true,
    minify: true,
    target: "es2020",
    metafile: true,
    legalComments: "none",
    banner: { js: `/* ${main} v${version}: the part named in entry.js. ${terms} All that is in it: LICENSE. */` },
  });
  const packages = Object.keys(metafile.inputs).map((path) => path.match(PACKAGE)?.[0]).filter(Boolean);
  writeFileSync(`${folder}/LICENSE`, [...new Set(packages)].sort().map(licence).join("\n\n"));
}

function licence(path) {
  const { name, version, license } = manifest(path);
  const file = readdirSync(path).sort().find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? readFileSync(`${path}/${file}`, "utf8").trim() : license;
  return `${name} ${version}\n\n${text}\n`.replaceAll("\r", "");
}

function manifest(path) {
  return JSON.parse(readFileSync(`${path}/package.json`));
}
