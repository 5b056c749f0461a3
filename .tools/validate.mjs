// Checks that every page under a folder is valid HTML.
//
//   node .tools/validate.mjs public
//
// One problem a line, then the number of pages; exit code 1 if there was a problem.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const loader = new StaticConfigLoader({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The minifier writes it so, and HTML does not distinguish.
    "doctype-style": "off",
    // HTML allows every id without a space; headings that begin with a date make such.
    "valid-id": ["error", { relaxed: true }],
    // A title is a sentence of an editor's. Where a search engine cuts it is no error.
    "long-title": "off",
  },
});

const folder = process.argv[2];
const validator = new HtmlValidate(loader);
const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
let problems = 0;
for (const page of pages.sort()) {
  const report = await validator.validateFile(join(folder, page));
  for (const message of report.results.flatMap((result) => result.messages)) {
    problems++;
    console.log(`${page}:${message.line}:${message.column}: ${message.message} (${message.ruleId})`);
  }
}
console.log(`validated ${pages.length} pages`);
process.exitCode = problems > 0 ? 1 : 0;
