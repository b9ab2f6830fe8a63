/* The cells of a file with what is to be mended in them, and mending it. */

import { ask, element, fail, key, say } from "./app.js";
import { Grid, letters, place } from "./grid.js";
import { CellPanel } from "./cell_panel.js";

const WORST = ["error", "warning", "info"];
const MOST_PASTED = 5000;
const SPARE_ROWS = 10;
const at = (id) => document.getElementById(id);

let data = null;
let sheet = 0;
let stops = [];
let last = Promise.resolve();

const grid = at("grid") && new Grid(at("sheet"), at("grid"), { look, open: (row, column) => panel.open(row, column), paste, empty });
const panel = grid && new CellPanel({ described, choices, alike, save, lost, closed: () => grid.focus() });

/** Return what a cell says, and the worst of what was found in it. */
function look(row, column) {
  const found = foundAt(row, column);
  return { text: textAt(row, column), found, edited: edited().has(`${row},${column}`) };
}

function textAt(row, column) {
  return data.sheets[sheet].rows[row]?.[column] ?? "";
}

function foundAt(row, column) {
  return byCell().get(`${row},${column}`) ?? [];
}

const kept = { byCell: new Map(), edited: new Map() };

/** Return the findings of the sheet by row and column; a range counts at its first cell. */
function byCell() {
  if (!kept.byCell.has(sheet)) {
    const found = new Map();
    for (const finding of data.findings) {
      if (finding.sheet !== data.sheets[sheet].name || !finding.cell) continue;
      for (const cell of new Set([finding.cell, ...finding.also])) {
        const where = place(cell.split(":")[0]).join(",");
        if (!found.has(where)) found.set(where, []);
        found.get(where).push(finding);
      }
    }
    for (const some of found.values()) some.sort((a, b) => rank(a) - rank(b));
    kept.byCell.set(sheet, found);
  }
  return kept.byCell.get(sheet);
}

function edited() {
  if (!kept.edited.has(sheet)) {
    const its = data.edited.filter(([name]) => name === data.sheets[sheet].name);
    kept.edited.set(sheet, new Set(its.map(([, cell]) => place(cell).join(","))));
  }
  return kept.edited.get(sheet);
}

function rank(finding) {
  return WORST.indexOf(finding.severity);
}

/** Return what the panel says of a cell. */
function described(row, column) {
  const heading = headingOf(column);
  return {
    name: `${letters(column)}${row + 1}`,
    sheet: data.sheets[sheet].name,
    heading,
    text: textAt(row, column),
    found: foundAt(row, column),
  };
}

function headingOf(column) {
  const first = [...byCell().values()].flat().find((each) => each.column && place(each.cell.split(":")[0])[1] === column);
  return first?.column || data.sheets[sheet].rows[0]?.[column] || "";
}

function choices(column) {
  return data.choices[data.sheets[sheet].name]?.[column] ?? [];
}

/** Return the other rows whose cell in the column says the same. */
function alike(row, column) {
  const text = textAt(row, column);
  if (!text) return [];
  return data.sheets[sheet].rows.flatMap((cells, other) => (other !== row && cells[column] === text ? [other] : []));
}

async function save(edits) {
  const name = data.sheets[sheet].name;
  await change("edit", {
    edits: edits.map(([row, column, text]) => ({ sheet: name, cell: `${letters(column)}${row + 1}`, text })),
  });
}

/** Tell of a text that was not saved, and whose cell is no longer the one that is open. */
function lost(row, column, text) {
  fail(`${at("failure").textContent} Not saved in ${letters(column)}${row + 1}: “${text}”`);
}

function empty(row, column) {
  if (textAt(row, column)) save([[row, column, ""]]).catch(() => {});
}

/** Fill cells with a block that was copied from a spreadsheet. */
function paste(row, column, text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const edits = lines.flatMap((line, down) => line.split("\t").map((each, right) => [row + down, column + right, each.trim()]));
  if (edits.length > MOST_PASTED) {
    fail(`${edits.length.toLocaleString("en-US")} cells were pasted; ${MOST_PASTED.toLocaleString("en-US")} are the most at a time.`);
    return;
  }
  save(edits).catch(() => {});
}

/** Let the program change the file; one change waits for the one before it. */
function change(what, body = {}) {
  const made = last.then(() => changed(what, body));
  last = made.catch(() => {});
  return made;
}

async function changed(what, body) {
  fail();
  say("Checking …");
  document.body.classList.add("waiting");
  try {
    const told = await ask(`/files/${key}/${what}`, { version: data.version, ...body });
    if (told.foreign) return location.assign("import"); // taking it over was taken back
    show(told);
    const { error, warning } = data.counts;
    say(`Checked: ${error} must be mended, ${warning} should be.`);
  } catch (problem) {
    say("");
    if (problem.status === 409) show(await ask(`/files/${key}/data`));
    fail(problem.message);
    throw problem;
  } finally {
    document.body.classList.remove("waiting");
  }
}

/** Show what the program told of the file. */
function show(told) {
  data = told;
  kept.byCell.clear();
  kept.edited.clear();
  for (const severity of WORST) at("counts").querySelector(`.${severity} b`).textContent = data.counts[severity].toLocaleString("en-US");
  at("done").hidden = data.counts.error > 0;
  at("undo").disabled = !data.can_undo;
  at("redo").disabled = !data.can_redo;
  at("download").hidden = !data.version;
  showWhole();
  at("loading")?.remove();
  if (!grid) return;
  sheet = Math.min(sheet, data.sheets.length - 1);
  showTabs();
  showSheet();
}

function showWhole() {
  const without = data.findings.filter((each) => !each.cell || !data.sheets.length);
  const list = at(data.sheets.length ? "whole-list" : "no-cells");
  list.replaceChildren(...without.map(foundItem));
  if (data.sheets.length) at("whole").hidden = !without.length;
}

function foundItem(finding) {
  const where = finding.place ? `${finding.place}: ` : "";
  return element("li", { class: finding.severity }, `${where}${finding.message} ${finding.remedy}`.trim());
}

function showTabs() {
  const had = document.activeElement?.id;
  at("tabs").replaceChildren(
    ...data.sheets.map(({ name }, number) => {
      const found = data.findings.filter((each) => each.sheet === name && each.severity !== "info").length;
      const tab = element("button", {
        type: "button", role: "tab", id: `tab-${number}`, "aria-controls": "sheet",
        "aria-selected": String(number === sheet), tabindex: number === sheet ? 0 : -1,
      }, name);
      if (found) tab.append(element("span", { class: "count" }, ` ${found}`), element("span", { class: "visually-hidden" }, " to mend"));
      tab.addEventListener("click", () => choose(number));
      return tab;
    }),
  );
  at("sheet").setAttribute("aria-labelledby", `tab-${sheet}`);
  if (had?.startsWith("tab-")) at(`tab-${sheet}`).focus();
}

function choose(number) {
  if (!panel.mayClose()) return;
  sheet = number;
  panel.close(false);
  grid.to(0, 0, false);
  showTabs();
  showSheet();
}

function showSheet() {
  const { name, rows } = data.sheets[sheet];
  const found = byCell();
  const withFindings = new Set([...found.keys()].map((each) => Number(each.split(",")[0])));
  const only = document.querySelector("[name=rows]:checked").value === "found";
  const shown = only ? [...withFindings].sort((a, b) => a - b) : [...Array(rows.length + (data.single.includes(name) ? 0 : SPARE_ROWS)).keys()];
  stops = [...found].filter(([, some]) => some[0].severity !== "info").map(([where]) => where.split(",").map(Number));
  stops.sort(([a, b], [c, d]) => a - c || b - d);
  const columns = Math.max(1, ...rows.map((cells) => cells.length));
  const told = new Set([...found.keys()].map((each) => Number(each.split(",")[1])));
  grid.show(shown, columns, rows, told);
  panel.refresh();
  remember();
}

function remember() {
  history.replaceState(null, "", `#${new URLSearchParams({ sheet: data.sheets[sheet].name })}`);
}

/** Go to the finding before or after the cell that is at hand, on this sheet or on the next. */
function step(by) {
  const [row, column] = grid.active;
  const later = stops.filter(([r, c]) => by * (r - row || c - column) > 0);
  const next = by > 0 ? later[0] : later.at(-1);
  if (next) {
    panel.open(...next);
    grid.to(...next, false);
    return;
  }
  const many = data.sheets.length;
  for (let n = 1; n <= many; n += 1) {
    const other = (sheet + by * n + many * n) % many;
    const its = data.findings.some((each) => each.sheet === data.sheets[other].name && each.cell && each.severity !== "info");
    if (!its) continue;
    choose(other);
    const goal = by > 0 ? stops[0] : stops.at(-1);
    panel.open(...goal);
    grid.to(...goal, false);
    return;
  }
  say("There is nothing to mend at a cell.");
}

at("undo").addEventListener("click", () => change("undo").catch(() => {}));
at("redo").addEventListener("click", () => change("redo").catch(() => {}));
if (grid) {
  at("next").addEventListener("click", () => step(1));
  at("previous").addEventListener("click", () => step(-1));
  grid.step = step;
  for (const each of document.querySelectorAll("[name=rows]")) each.addEventListener("change", showSheet);
  at("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    choose((sheet + by + data.sheets.length) % data.sheets.length);
    at(`tab-${sheet}`).focus();
  });
}

try {
  const told = await ask(`/files/${key}/data`);
  const wanted = new URLSearchParams(location.hash.slice(1)).get("sheet");
  const worst = told.findings.find((each) => each.sheet && each.severity === "error") ?? told.findings.find((each) => each.sheet);
  const first = told.sheets.findIndex(({ name }) => name === (wanted ?? worst?.sheet));
  sheet = Math.max(0, first);
  show(told);
} catch (problem) {
  fail(problem.message);
}
