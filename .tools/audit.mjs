// Opens pages in Chromium and looks for what a reader with a disability, a narrow
// screen or a strict browser would stumble over.
//
//   echo '{"pages": ["/fr/", "/nl/"], "kinds": ["/fr/"], "reports": []}' | node .tools/audit.mjs http://localhost:8080
//
// Pages are all pages, kinds the few of them that show everything the stylesheet
// can do: colours and sizes come from it alone, so that looking at them on every
// page, at twice the time, would find nothing more. Reports are those with charts,
// which are looked at in every mode of colours, on wide and on narrow screens.
//
// One problem a line, then the number of pages; exit code 1 if there was a problem.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { each, launch } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const appearance = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];

// The views of a page, and what axe looks for in each. No rule depends on the
// scheme or on the width but those of appearance.
const structure = { runOnly: tags, rules: Object.fromEntries(appearance.map((id) => [id, { enabled: false }])) };
const everyPage = [{ width: 1280, colorScheme: "light", rules: structure }, { width: 320, colorScheme: "light" }];
const eachKind = [
  { width: 1280, colorScheme: "light", rules: { runOnly: tags } },
  { width: 390, colorScheme: "dark", rules: { runOnly: { type: "rule", values: appearance } } },
  { width: 320, colorScheme: "light" },
];
const inEveryMode = [];
for (const width of [1280, 320]) {
  const all = { width, rules: { runOnly: tags } };
  const colours = { width, rules: { runOnly: { type: "rule", values: appearance } } };
  inEveryMode.push({ ...all, colorScheme: "light" }, { ...colours, colorScheme: "dark" });
  inEveryMode.push({ ...colours, colorScheme: "light", forcedColors: "active" }, { ...colours, colorScheme: "light", media: "print" });
}

const base = new URL(process.argv[2]);
const { pages, kinds, reports } = JSON.parse(readFileSync(0, "utf8"));
let problems = 0;
let inEveryView = 0;
let inModes = 0;

function report(path, text) {
  problems++;
  console.log(`${path}: ${text.replace(/\s+/g, " ")}`);
}

// overflow names the element that reaches furthest beyond the right edge, if the page scrolls sideways.
function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const right = (element) => element.getBoundingClientRect().right;
  const widest = [...document.body.querySelectorAll("*")].sort((a, b) => right(b) - right(a))[0];
  return `${root.scrollWidth} px wide, because of ${widest.outerHTML.slice(0, 100)}`;
}

async function audit(page, path) {
  const note = {
    console: (message) => message.type() === "error" && report(path, `console: ${message.text()}`),
    pageerror: (error) => report(path, `script: ${error.message}`),
    request: (request) => new URL(request.url()).origin === base.origin || report(path, `asks another host: ${request.url()}`),
    requestfailed: (request) => report(path, `not loaded: ${request.url()}`),
  };
  for (const [event, listener] of Object.entries(note)) page.on(event, listener);

  const response = await page.goto(new URL(path, base).href, { waitUntil: "load" });
  if (response.status() !== 200) report(path, `status ${response.status()}`);

  // Not addScriptTag: the page's own policy forbids foreign scripts, as it should.
  await page.evaluate(axe);
  const isKind = kinds.includes(path);
  if (isKind) inEveryView++;
  const isReport = reports.includes(path);
  if (isReport) inModes++;
  const views = [...(isKind ? eachKind : everyPage), ...(isReport ? inEveryMode : [])];
  for (const { width, colorScheme, forcedColors = "none", media = "screen", rules } of views) {
    await page.setViewportSize({ width, height: 800 });
    // A transition half-way would show colours that nobody chose.
    await page.emulateMedia({ colorScheme, forcedColors, media, reducedMotion: "reduce" });
    const wide = media === "screen" && (await page.evaluate(overflow));
    if (wide) report(path, `scrolls sideways at ${width} px: ${wide}`);
    if (!rules) continue;
    // No preload: it is for films and sound, and we have none.
    const options = { ...rules, preload: false, resultTypes: ["violations"] };
    const { violations } = await page.evaluate((options) => window.axe.run(options), options);
    for (const { id, help, nodes } of violations)
      for (const node of nodes) report(path, `${id} (${[colorScheme, media, forcedColors].join(" ")}, ${width} px): ${help}: ${node.html.slice(0, 200)}: ${node.any.map((check) => check.message).join("; ")}`);
  }

  for (const [event, listener] of Object.entries(note)) page.off(event, listener);
}

const browser = await launch();
await each(browser, {}, pages, audit);
await browser.close();
console.log(`audited ${pages.length} pages, ${inEveryView} of them in every view, ${inModes} in every mode`);
process.exitCode = problems > 0 ? 1 : 0;
