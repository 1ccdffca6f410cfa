// Builds the part of each library that its entry.js names, with the licences of all that is in it.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

await library("d3", "d3-geo", "Copyright Mike Bostock. ISC license.", { format: "esm" });
await library("plotly", "plotly.js", "Copyright Plotly, Inc. MIT license.", {
  format: "iife",
  globalName: "Plotly",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" },
});
await library("linkedom", "linkedom", "Copyright Andrea Giammarchi. ISC license.", {
  format: "iife",
  globalName: "linkedom",
  inject: ["linkedom/before.js"],
});
fonts("@expo-google-fonts/noto-sans", ["400Regular/NotoSans_400Regular", "700Bold/NotoSans_700Bold"], "LICENSE_FONT");
fonts("dejavu-fonts-ttf", ["ttf/DejaVuSans"], "LICENSE");

// Letters of pictures that are painted on the server, with their licence.
function fonts(main, names, terms) {
  for (const name of names) copyFileSync(`node_modules/${main}/${name}.ttf`, `fonts/${name.split("/").at(-1)}.ttf`);
  copyFileSync(`node_modules/${main}/${terms}`, `fonts/LICENSE-${main.split("/").at(-1)}`);
}

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
