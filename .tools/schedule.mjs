// Uses the list of ateliers in Chromium as of a day, and prints the year sheets.
//
//   echo '{"now": "2025-01-15T09:00:00Z", "list": "/fr/ateliers/", "bassin": "nord", "sheets": ["/fr/ateliers/bassins/nord/2025/"]}' |
//     node .tools/schedule.mjs http://localhost:8080
//
// One problem a line, then what was done; exit code 1 if there was a problem.
import { readFileSync } from "node:fs";
import { each, launch } from "./browser.mjs";

const base = process.argv[2];
const { now, list, bassin, sheets } = JSON.parse(readFileSync(0, "utf8"));
let problems = 0;

function expect(condition, text) {
  if (condition) return;
  problems++;
  console.log(text);
}

// shown returns the tokens of each atelier that can be seen.
const shown = (page) => page.$$eval("[data-is]", (items) => items.filter((item) => item.checkVisibility()).map((item) => item.dataset.is.split(" ")));

const at = async (page, moment, path) => {
  await page.clock.setFixedTime(new Date(moment));
  await page.goto(new URL(path, base).href);
};

async function choose(page) {
  await at(page, now, list);
  const all = await shown(page);
  expect(all.length > 2, `${all.length} ateliers are shown, too few to choose among`);

  const field = page.locator('form.choose select[name="b"]');
  await field.focus();
  await field.selectOption(`b-${bassin}`);
  const some = await shown(page);
  expect(some.length > 0 && some.length < all.length, `${some.length} of ${all.length} are shown for ${bassin}`);
  expect(some.every((tokens) => tokens.includes(`b-${bassin}`)), `one is shown that is not of ${bassin}`);
  const status = await page.locator('form.choose [role="status"]').textContent();
  expect(status.includes(String(some.length)), `the status says ${status}, and ${some.length} are shown`);
  expect(await field.evaluate((f) => f === document.activeElement), "the field has lost the focus");
  const empty = await page.$$eval("[data-month], [data-day]", (parts) => parts.filter((part) => part.checkVisibility() && ![...part.querySelectorAll("[data-is]")].some((item) => item.checkVisibility())).length);
  expect(empty === 0, `${empty} headings have nothing below them`);

  const address = page.url();
  expect(address.includes(`b=b-${bassin}`), `the choice is not in the address ${address}`);
  await page.goto(address);
  expect((await shown(page)).length === some.length, "the address does not show the same again");
  const months = await page.locator('form.choose select[name="m"] option').count();
  expect(months > 2, "there is no choice of months");
  await page.locator('form.choose select[name="b"]').selectOption("");
  expect((await shown(page)).length === all.length, "without a choice not all are shown");
  const again = await page.locator('form.choose [role="status"]').textContent();
  expect(again.includes(String(all.length)), `the status says ${again}, and all ${all.length} are shown again`);

  // What has ended since the build: an atelier of a day is there until midnight in Brussels.
  const ends = await page.$$eval("[data-ends]", (items) => items.map((item) => item.dataset.ends));
  const first = ends.map((end) => Date.parse(end)).sort((a, b) => a - b)[0];
  await at(page, first - 1000, list);
  const before = (await shown(page)).length;
  await at(page, first, list);
  expect((await shown(page)).length < before, "what has just ended is still shown");
  await at(page, "2099-01-01T00:00:00Z", list);
  expect((await shown(page)).length === 0, "what ended long ago is shown");
  const said = await page.locator("[data-schedule]").evaluate((part) => part.innerText.includes(part.dataset.ended));
  expect(said, "nothing says that all is over");
  const bare = await page.$$eval("[data-facet]", (facets) => facets.filter((facet) => facet.checkVisibility() && ![...facet.querySelectorAll("a")].some((link) => link.checkVisibility())).length);
  expect(bare === 0, `${bare} headings of choices have no choice below them`);
}

async function print(page, path) {
  await page.goto(new URL(path, base).href);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;
  expect(pages === 1, `${path}: prints on ${pages} pages, want 1`);
}

const browser = await launch();
await each(browser, {}, [list], choose);
await each(browser, {}, sheets, print);
await browser.close();
console.log(`chose among ${list} and printed ${sheets.length} sheets`);
process.exit(problems ? 1 : 0);
