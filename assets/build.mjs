// Scripts, styles, fonts and icons of the pages: from npm packages and our sources into static/build.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const from = (path) => new URL(path, import.meta.url);
const out = from("../static/build/");
mkdirSync(out, { recursive: true });

await build({
  entryPoints: { app: from("js/app.js").pathname, charts: from("js/charts.js").pathname },
  outdir: out.pathname, bundle: true, minify: true, format: "iife", target: "es2020", legalComments: "none",
});
await build({
  entryPoints: { app: from("css/index.css").pathname },
  outdir: out.pathname, bundle: true, minify: true, external: ["*.woff2"], legalComments: "none",
});
copyFileSync(from("../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"), new URL("inter.woff2", out));

// Only the icons named in icons.txt; a name without an icon stops the build.
const icons = from("../node_modules/@tabler/icons/icons/outline/");
const symbols = readFileSync(from("icons.txt"), "utf8").trim().split(/\s+/).map((name) => {
  const file = new URL(`${name}.svg`, icons);
  if (!existsSync(file)) throw new Error(`no icon ${name}`);
  const body = readFileSync(file, "utf8").replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s+/g, " ").trim()}</symbol>`;
});
writeFileSync(new URL("icons.svg", out), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
