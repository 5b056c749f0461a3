// Takes pictures of pages, to see a change of templates or styles at a glance.
//
//   node .tools/look.mjs http://localhost:8080 /tmp/look /fr/ /nl/bassins/
//
// writes fr-390-light.png, fr-390-dark.png, fr-1280-light.png … into the folder.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { each, launch } from "./browser.mjs";

const [base, folder, ...paths] = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: node .tools/look.mjs BASE_URL FOLDER PATH...");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const browser = await launch();
await each(browser, { reducedMotion: "reduce" }, paths, async (page, path) => {
  await page.goto(new URL(path, base).href);
  const name = path.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "root";
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
});
await browser.close();
