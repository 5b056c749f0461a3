// The filter over the rows of the finder: without it, the tables are complete.
{
  const fold = (s) => s.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase()
    .replace(/œ/g, "oe").replace(/[^a-z0-9]+/g, " ").trim();

  const start = (finder) => {
    const { label, help, count, none } = finder.dataset;
    const rows = [...finder.querySelectorAll("tr[data-search]")]
      .map((row) => ({ row, words: ` ${fold(row.dataset.search)}`, main: "finderMain" in row.dataset }));
    const parts = finder.querySelectorAll("[data-finder-part]");

    const form = document.createElement("form");
    form.className = "filter";
    form.setAttribute("role", "search");
    form.innerHTML = '<label for="filter"></label><p id="filter-help"></p>' +
      '<input id="filter" name="q" type="search" autocomplete="postal-code" spellcheck="false" aria-describedby="filter-help">' +
      '<p class="filter__status" role="status"></p>';
    const [name, hint, field, status] = form.children;
    name.textContent = label;
    hint.textContent = help;

    const filter = () => {
      const words = fold(field.value).split(" ").filter(Boolean);
      let found = 0, any = false;
      for (const { row, words: text, main } of rows) {
        row.hidden = !words.every((word) => text.includes(` ${word}`));
        if (row.hidden) continue;
        any = true;
        if (main) found++;
      }
      for (const part of parts) part.hidden = !part.querySelector("tr[data-search]:not([hidden])");
      status.textContent = !words.length ? "" : any ? count.replace("#", found) : none;
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", filter);
    finder.prepend(form);
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    filter();
  };

  document.querySelectorAll("[data-finder]").forEach(start);
}
