// The list of what is to come: what has ended since the site was built is hidden,
// and, where everything is on the page, the links that lead to a choice become
// fields that choose among it. Without this, each choice is a page of its own.
{
  const hide = (part, inner) => { part.hidden = !part.querySelector(`${inner}:not([hidden])`); };

  const start = (list) => {
    const { label, any, count, none, page, ended } = list.dataset;
    const all = [...list.querySelectorAll("[data-is]")];
    const items = all.filter((item) => {
      item.hidden = new Date(item.dataset.ends) <= Date.now();
      return !item.hidden;
    });
    const settle = () => {
      list.querySelectorAll("[data-day]").forEach((day) => hide(day, "[data-is]"));
      list.querySelectorAll("[data-month]").forEach((month) => hide(month, "[data-is]"));
    };
    settle();
    if (all.length && !items.length) {
      const text = document.createElement("p");
      text.textContent = ended;
      list.querySelector(".aside").after(text);
    }
    const facets = list.querySelector(".facets");
    for (const link of facets?.querySelectorAll('[href^="#"]') ?? []) {
      link.parentNode.hidden = document.getElementById(link.hash.slice(1)).parentNode.hidden;
    }
    facets?.querySelectorAll("[data-facet]").forEach((facet) => hide(facet, "li"));
    if (!label || !facets || items.length < 2) return;

    const form = document.createElement("form");
    form.className = "filter choose";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", label);
    const asked = new URLSearchParams(location.search);
    for (const facet of facets.querySelectorAll("[data-facet]")) {
      const name = facet.dataset.facet;
      const field = document.createElement("select");
      field.name = name;
      field.append(new Option(any, ""));
      for (const link of facet.querySelectorAll("[data-token]")) {
        const { token } = link.dataset;
        if (!items.some((item) => item.dataset.is.split(" ").includes(token))) continue;
        const option = new Option(link.textContent, token);
        option.dataset.page = link.getAttribute("href");
        field.append(option);
      }
      if (field.length < 3 && !asked.has(name)) continue;
      const text = document.createElement("label");
      text.append(facet.querySelector("h3").textContent, field);
      field.value = asked.get(name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
      form.append(text);
    }
    const fields = [...form.querySelectorAll("select")];
    if (!fields.length) return;
    const status = document.createElement("p");
    status.className = "filter__status";
    status.setAttribute("role", "status");
    const more = document.createElement("p");
    form.append(status, more);

    const choose = () => {
      const chosen = fields.filter((field) => field.value);
      let found = 0;
      for (const item of items) {
        const tokens = item.dataset.is.split(" ");
        item.hidden = !chosen.every((field) => tokens.includes(field.value));
        if (!item.hidden) found++;
      }
      settle();
      status.textContent = found ? count.replace("#", found) : none;
      more.replaceChildren();
      const to = chosen.length === 1 ? chosen[0].selectedOptions[0] : null;
      if (to && !to.dataset.page.startsWith("#")) {
        const link = document.createElement("a");
        link.href = to.dataset.page;
        link.textContent = to.textContent;
        more.append(page, " ", link);
      }
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      choose();
      const query = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
      history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
    });
    facets.replaceWith(form);
    if (fields.some((field) => field.value)) choose();
  };

  document.querySelectorAll("[data-schedule]").forEach(start);

  // The date of an atelier that is over since.
  for (const date of document.querySelectorAll("[data-over]")) {
    if (new Date(date.dataset.over) > Date.now()) continue;
    const text = document.createElement("p");
    text.textContent = date.dataset.ended;
    date.classList.add("when--ended");
    date.querySelector(".when__calendar")?.remove();
    date.append(text);
  }
}
