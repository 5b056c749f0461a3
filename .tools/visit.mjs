// Uses the site in Chromium as a reader would: with the keyboard alone, without
// scripts, in another language, looking for a commune.
//
//   echo '{"pages": ["/fr/"], "homes": ["/fr/"], "finders": ["/fr/communes/"]}' | node .tools/visit.mjs http://localhost:8080
//
// One problem a line, then the number of visits; exit code 1 if there was a problem.
import { readFileSync } from "node:fs";
import { each, launch } from "./browser.mjs";

const base = process.argv[2];
const { pages, homes, finders } = JSON.parse(readFileSync(0, "utf8"));
const [wide, narrow] = [1280, 390].map((width) => ({ viewport: { width, height: 800 }, reducedMotion: "reduce" }));
const scriptless = { ...narrow, javaScriptEnabled: false };
let visits = 0;
let problems = 0;

// visitor opens a page and runs a visit on it; the visit calls expect(condition, text) and fail ends it.
function visitor(name, visit) {
  return async (page, path) => {
    visits++;
    const expect = (condition, text) => {
      if (condition) return;
      problems++;
      console.log(`${path}: ${name}: ${text.replace(/\s+/g, " ")}`);
    };
    try {
      await page.goto(new URL(path, base).href);
      await visit(page, expect, path);
    } catch (error) {
      expect(false, error.message.split("\n")[0]);
    }
  };
}

// watch has the page note each element that gets the focus, in window.walked.
function watch() {
  const walked = (window.walked = []);
  const seen = new Set();
  let looking = false;

  // What shows the focus may be drawn on a part of the element, as on the map.
  const look = (element) =>
    [element, ...element.querySelectorAll("*")].map((part) => {
      const style = getComputedStyle(part);
      const outline = style.outlineStyle === "none" ? "" : style.outline;
      return [outline, style.boxShadow, style.stroke, style.strokeWidth, style.backgroundColor].join();
    });

  document.addEventListener("focusin", ({ target }) => {
    if (looking || seen.has(target)) return;
    seen.add(target);
    looking = true;
    const box = target.getBoundingClientRect();
    const lit = look(target);
    target.blur();
    const dark = look(target);
    target.focus();
    looking = false;
    walked.push({
      html: target.outerHTML.slice(0, 100),
      href: target.getAttribute("href"),
      visible: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      ring: lit.some((style, i) => style !== dark[i]),
      main: Boolean(target.closest("main")),
    });
  });
}

// reachable counts what the Tab key has to reach.
function reachable() {
  const elements = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return elements.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled).length;
}

const walked = (page) => page.evaluate(() => window.walked);

const skip = visitor("skip link", async (page, expect) => {
  await page.evaluate(watch);
  await page.keyboard.press("Tab");
  const [first] = await walked(page);
  expect(first?.href?.startsWith("#"), `the first Tab reaches ${first?.html}`);
  expect(first?.visible, "cannot be seen when it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const next = (await walked(page)).slice(1);
  expect(next.every((element) => element.main), `leads before the main text, to ${next[0]?.html}`);
});

const tab = visitor("keyboard", async (page, expect) => {
  await page.evaluate(watch);
  const wanted = await page.evaluate(reachable);
  for (let i = 0; i < wanted; i++) await page.keyboard.press("Tab");
  const elements = await walked(page);
  expect(elements.length === wanted, `Tab reaches ${elements.length} of ${wanted} links and controls`);
  for (const { html, visible, ring } of elements) {
    expect(visible, `the focus is out of sight on ${html}`);
    expect(ring, `nothing shows the focus on ${html}`);
  }
});

const menu = visitor("menu", async (page, expect) => {
  const button = page.locator("header [popovertarget]").first();
  const entry = page.locator("header [popover] a").first();
  expect(!(await entry.isVisible()), "is open before it is asked for");
  await button.press("Enter");
  expect(await entry.isVisible(), "does not open");
  await page.keyboard.press("Escape");
  expect(!(await entry.isVisible()), "Escape does not close it");
});

const language = visitor("language", async (page, expect, path) => {
  const home = await page.locator("html").getAttribute("lang");
  const others = await page.locator("header a[hreflang]").evaluateAll((links) => links.map((link) => link.hreflang));
  for (const other of others.filter((lang) => lang !== home)) {
    await page.locator(`header a[hreflang="${other}"]`).press("Enter");
    await page.waitForURL(`**/${other}/**`);
    expect((await page.locator("html").getAttribute("lang")) === other, `the link to ${other} leads to another language`);
    await page.locator(`header a[hreflang="${home}"]`).press("Enter");
    await page.waitForURL(`**/${home}/**`);
    expect(new URL(page.url()).pathname === path, `from ${other} the way back leads to ${page.url()}`);
  }
  expect(others.length > 1, "there is no other to choose");
});

const noscript = visitor("without scripts", async (page, expect) => {
  expect(await page.locator("h1").first().isVisible(), "the title cannot be seen");
  expect((await page.locator("main").innerText()).length > 100, "there is no text");
  // The menu is declared in HTML and opens by itself.
  await page.locator("header [popovertarget]").first().click();
  expect(await page.locator("header [popover] a").first().isVisible(), "the menu does not open");
});

const communes = 19;
const rows = "main tbody tr:visible";
const texts = async (page) => (await page.locator(rows).allInnerTexts()).map((text) => text.replace(/\s+/g, " "));

const plainFinder = visitor("finder without scripts", async (page, expect) => {
  const found = await texts(page);
  expect(found.length > communes, `lists ${found.length} rows, there are ${communes} communes and their codes`);
  for (const name of ["Anderlecht", "Jette", "1050", "1190"]) expect(found.some((text) => text.includes(name)), `does not list ${name}`);
  expect((await page.locator("main input").count()) === 0, "shows a field that does nothing");
});

const finder = visitor("finder", async (page, expect) => {
  const field = page.locator("main input[type=search]");
  const status = async () => (await page.locator("main [role=status]").innerText()).trim();
  const all = await texts(page);

  await field.pressSequentially("1050");
  let found = await texts(page);
  expect(found.some((text) => /Ixelles|Elsene/.test(text)), `1050 does not find Ixelles, but ${found.join(" | ")}`);
  expect(found.some((text) => /Bruxelles|Brussel/.test(text)), `1050 does not find the part of Brussels, but ${found.join(" | ")}`);
  expect(!found.some((text) => /Anderlecht|Jette|1190/.test(text)), `1050 finds ${found.join(" | ")}`);
  expect((await status()) !== "", "does not say how many it found");

  await field.fill("");
  expect((await texts(page)).length === all.length, "an empty field does not show everything again");

  await field.pressSequentially("elsene");
  found = await texts(page);
  expect(found.length > 0 && found.every((text) => /Ixelles|Elsene/.test(text)), `elsene finds ${found.join(" | ")}`);

  await field.fill("nowhere");
  expect((await texts(page)).length === 0, "finds a commune that there is not");
  expect((await status()) !== "", "does not say that there is none");

  await page.goto(`${page.url().split("?")[0]}?q=1190`);
  found = await texts(page);
  expect(found.length > 0 && found.every((text) => text.includes("1190")), `?q=1190 finds ${found.join(" | ")}`);
});

const browser = await launch();
for (const [options, paths, visit] of [
  [wide, pages, skip],
  [wide, pages, tab],
  [narrow, homes, tab],
  [narrow, finders, tab],
  [narrow, pages, menu],
  [wide, homes, language],
  [wide, finders, language],
  [scriptless, pages, noscript],
  [scriptless, finders, plainFinder],
  [wide, finders, finder],
])
  await each(browser, options, paths, visit);
await browser.close();
console.log(`made ${visits} visits`);
process.exitCode = problems > 0 ? 1 : 0;
