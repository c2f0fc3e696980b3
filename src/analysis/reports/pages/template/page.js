"use strict";
(() => {
  const template = document.querySelector("#filters");
  if (template) {
    const form = template.content.firstElementChild.cloneNode(true);
    template.replaceWith(form);
    const status = form.querySelector("[role=status]");
    const keys = ["t", "s", "a", "i"];
    const rows = [...document.querySelectorAll("main tr")].filter((row) => keys.some((key) => key in row.dataset));
    const fits = (element, chosen) => chosen.every(([key, value]) => !(key in element.dataset) || element.dataset[key] === value);

    const filter = () => {
      const chosen = keys.map((key) => [key, form.elements[key] ? form.elements[key].value : ""]).filter(([, value]) => value);
      let shown = 0;
      for (const row of rows) {
        const lines = [...row.querySelectorAll("li[data-i]")];
        for (const line of lines) line.classList.toggle("off", !fits(line, chosen));
        const kept = fits(row, chosen) && (!lines.length || lines.some((line) => !line.classList.contains("off")));
        row.classList.toggle("off", !kept);
        shown += kept ? 1 : 0;
      }
      for (const box of document.querySelectorAll("main .scroll")) {
        const body = [...box.querySelectorAll("tbody tr")];
        const bare = body.length > 0 && body.every((row) => row.classList.contains("off") || row.classList.contains("town"));
        box.dataset.e = bare ? form.dataset.none : "";
      }
      status.textContent = chosen.length ? form.dataset.some.replace("{k}", shown).replace("{n}", rows.length) : form.dataset.all.replace("{n}", rows.length);
    };
    form.addEventListener("change", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest(".off")) {
        form.reset();
        setTimeout(() => target.scrollIntoView(), 50);
      }
    });
    filter();
  }

  const read = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return "";
    return (cell.querySelector(".num") || cell).textContent.trim();
  };
  const weigh = (text) => {
    const found = /^(-?[\d.]+)(?:\/([\d.]+))?/.exec(text.replace(/,/g, ""));
    if (!found || text.startsWith("n<")) return null;
    return found[2] ? found[1] / found[2] : Number(found[1]);
  };
  const sort = (table, column, up, numeric) => {
    const body = table.tBodies[0];
    const held = [...body.rows].filter((row) => !row.classList.contains("tot"));
    const keyed = held.map((row) => [numeric ? weigh(read(row, column)) : read(row, column), row]);
    const empty = (key) => key === null || key === "";
    keyed.sort(([a], [b]) => {
      if (empty(a) || empty(b)) return empty(a) - empty(b);
      const order = numeric ? a - b : a.localeCompare(b, document.documentElement.lang, { numeric: true });
      return up ? order : -order;
    });
    body.append(...keyed.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll("main .scroll:not(.map) table")) {
    if (table.tBodies[0].rows.length < 3 || table.tHead.rows.length > 1) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numeric = head.classList.contains("r");
        const before = head.getAttribute("aria-sort");
        const up = before ? before === "descending" : !numeric;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, column, up, numeric);
      });
    });
  }
})();
