/* The table of all open files, filled row by row. */

import { ask, element } from "./app.js";

const AT_A_TIME = 2;
const MOST_ROLES = 15;
const rows = [...document.querySelectorAll("#files tbody tr")];
const progress = document.getElementById("progress");

if (rows.length) {
  document.getElementById("print").addEventListener("click", () => window.print());
  const waiting = [...rows];
  let done = 0;
  let failed = 0;
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      try {
        fill(row, await ask(`/files/${row.dataset.key}/summary`));
      } catch (problem) {
        failed += 1;
        replace(row, element("td", { colspan: 5, class: "error" }, problem.message));
      }
      done += 1;
      progress.textContent = `${done} of ${rows.length} files read${failed ? `; ${failed} cannot be` : ""}`;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  await lacking();
}

function replace(row, ...cells) {
  row.replaceChildren(row.cells[0], ...cells);
}

function fill(row, told) {
  if (told.foreign) {
    replace(row, element("td", { colspan: 5 }, "Not in the template: open it to see how it is read."));
    return;
  }
  const heads = [...row.closest("table").tHead.rows[0].cells].map((cell) => cell.textContent);
  const cell = (column, attributes, ...children) => element("td", { "data-label": heads[column], ...attributes }, ...children);
  const number = (column, count, severity) => cell(column, { class: count ? `number ${severity}` : "number" }, count.toLocaleString("en-US"));
  replace(row,
    cell(1, {}, [told.partnership, told.community].filter(Boolean).join(", ")),
    cell(2, {}, told.as_of), number(3, told.counts.error, "error"), number(4, told.counts.warning, "warning"),
    cell(5, {}, ...told.caveats.map((caveat) => element("span", { class: "quiet small block" }, caveat)), told.coverage));
}

async function lacking() {
  const told = await ask("/many/lacking");
  const at = (name) => told.columns.indexOf(name);
  const open = (told.rows ?? []).filter((_, n) => told.numbers[n][at("unfilled")] > 0 || told.numbers[n][at("no_evidence")] > 0);
  if (!open.length) return;
  document.getElementById("lacking").hidden = false;
  const more = open.length > MOST_ROLES ? ` The first ${MOST_ROLES} of ${open.length} roles.` : "";
  document.getElementById("lacking-said").textContent = `Of ${told.files === 1 ? "1 file" : `${told.files} files`}, each partnership once, at its newest. No evidence is not the same as nobody.${more}`;
  document.getElementById("lacking-rows").replaceChildren(...open.slice(0, MOST_ROLES).map((row) => element("tr", {},
    element("th", { scope: "row" }, row[at("role")]),
    ...[["unfilled", "Nobody holds it"], ["no_evidence", "No evidence"], ["wanted_in", "Wanted in"]].map(([name, label]) => element("td", { class: "number", "data-label": label }, row[at(name)])))));
}
