// Starts the Chromium of this machine. CHROMIUM names another than the one in PATH.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

// No sandbox: as root, and in most containers, Chromium does not start with one, and it
// only sees our own pages. The rest keeps it from calling anybody or filling /dev/shm.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-extensions",
  "--disable-dev-shm-usage",
];

const names = ["chromium", "chromium-browser", "google-chrome"];

function find(name) {
  for (const folder of ["", ...process.env.PATH.split(delimiter)]) {
    const path = folder === "" ? name : join(folder, name);
    if (folder === "" && !name.includes("/")) continue;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
}

export async function launch() {
  const wanted = process.env.CHROMIUM ? [process.env.CHROMIUM] : names;
  const path = wanted.map(find).find(Boolean);
  if (!path) throw new Error(`no ${wanted.join(", ")} in PATH: run make test, which installs it`);
  return chromium.launch({ executablePath: path, args: flags });
}

// each calls work(page, item) for every item, on two pages at a time (a runner has two cores).
export async function each(browser, options, items, work) {
  const queue = [...items];
  const worker = async () => {
    const context = await browser.newContext(options);
    // Long enough for a machine that other tests keep busy, short enough for many failures.
    context.setDefaultTimeout(8_000);
    context.setDefaultNavigationTimeout(60_000);
    const page = await context.newPage();
    for (let item; (item = queue.shift()) !== undefined; ) await work(page, item);
    await context.close();
  };
  await Promise.all([worker(), worker()]);
}
