/* A table of cells as in a spreadsheet: only the rows that are seen are in the page. */

import { element } from "./app.js";

const HEIGHT = 52;
const BEYOND = 12;
const ROOM_FOR_WORDS = 14;

/** Return the letters of a column, from 0. */
export function letters(column) {
  let text = "";
  for (let rest = column + 1; rest; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

/** Return row and column, from 0, of a cell such as B7. */
export function place(cell) {
  const [, name, row] = cell.match(/^([A-Z]+)(\d+)$/) ?? [null, "A", "1"];
  return [Number(row) - 1, [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
}

export class Grid {
  constructor(box, table, asked) {
    this.box = box;
    this.table = table;
    this.asked = asked;
    this.rows = [];
    this.columns = 0;
    this.active = [0, 0];
    this.step = () => {};
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(box);
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td");
      if (!cell) return;
      this.to(Number(cell.dataset.row), Number(cell.dataset.column), false);
      this.asked.open(...this.active);
    });
    table.addEventListener("paste", (event) => {
      event.preventDefault();
      this.asked.paste(...this.active, event.clipboardData.getData("text/plain"));
    });
  }

  /** Show rows, by their numbers from 0; columns in which something is told have room for it. */
  show(rows, columns, texts, told) {
    this.rows = rows;
    this.columns = columns;
    const widths = [...Array(columns).keys()].map((column) => {
      const longest = Math.max(4, ...texts.slice(0, 200).map((cells) => (cells[column] ?? "").length));
      return Math.min(Math.max(longest * 0.55 + 1.5, told.has(column) ? ROOM_FOR_WORDS : 6), 20);
    });
    const heads = [element("th", { class: "corner", scope: "col" }, element("span", { class: "visually-hidden" }, "Row"))];
    for (const column of Array(columns).keys()) heads.push(element("th", { scope: "col", "aria-colindex": column + 2 }, letters(column)));
    heads.slice(1).forEach((head, column) => { head.style.width = `${widths[column]}rem`; });
    this.table.tHead.replaceChildren(element("tr", { "aria-rowindex": 1 }, ...heads));
    this.table.style.width = `${widths.reduce((a, b) => a + b, 3.5)}rem`;
    this.table.setAttribute("aria-rowcount", rows.length + 1);
    this.table.setAttribute("aria-colcount", columns + 1);
    this.drawn = null;
    this.draw();
  }

  /** Draw the rows that are seen, and some beyond, unless they are there already. */
  draw() {
    const top = Math.floor(this.box.scrollTop / HEIGHT);
    const bottom = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / HEIGHT));
    if (this.drawn && this.drawn[0] <= top && bottom <= this.drawn[1]) return;
    const [first, last] = [Math.max(0, top - BEYOND), Math.min(this.rows.length, bottom + BEYOND)];
    this.drawn = [first, last];
    const had = this.table.contains(document.activeElement);
    this.table.tBodies[0].replaceChildren(
      this.gap(first), ...this.rows.slice(first, last).map((row, n) => this.line(row, first + n)), this.gap(this.rows.length - last),
    );
    if (had) this.cell(...this.active)?.focus({ preventScroll: true });
    if (!this.cell(...this.active)) this.table.tBodies[0].querySelector("td[data-row]")?.setAttribute("tabindex", 0);
  }

  gap(rows) {
    const cell = element("td", { colspan: this.columns + 1 });
    const line = element("tr", { class: "gap", "aria-hidden": "true" }, cell);
    cell.style.height = `${rows * HEIGHT}px`;
    if (!rows) line.hidden = true;
    return line;
  }

  line(row, number) {
    const line = element("tr", { "aria-rowindex": number + 2 }, element("th", { scope: "row" }, String(row + 1)));
    for (const column of Array(this.columns).keys()) line.append(this.drawnCell(row, column));
    return line;
  }

  drawnCell(row, column) {
    const { text, found, edited } = this.asked.look(row, column);
    const here = row === this.active[0] && column === this.active[1];
    const cell = element("td", {
      role: "gridcell", tabindex: here ? 0 : -1, "data-row": row, "data-column": column,
      class: [found[0]?.severity, edited && "edited"].filter(Boolean).join(" ") || null,
    }, element("span", { class: "text" }, text));
    if (found.length) {
      const word = { error: "Must be mended", warning: "Should be mended", info: "Could be looked at" }[found[0].severity];
      cell.append(element("span", { class: "said" }, element("span", { class: "visually-hidden" }, `${word}: `), found[0].message));
    }
    return cell;
  }

  cell(row, column) {
    return this.table.querySelector(`td[data-row="${row}"][data-column="${column}"]`);
  }

  focus() {
    this.cell(...this.active)?.focus();
  }

  /** Make a cell the one at hand, in sight. */
  to(row, column, focus = true) {
    this.cell(...this.active)?.setAttribute("tabindex", -1);
    this.active = [row, column];
    const number = this.rows.indexOf(row);
    const top = number * HEIGHT;
    const room = this.box.clientHeight - 2 * HEIGHT;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top > this.box.scrollTop + room) this.box.scrollTop = top - room;
    this.draw();
    const cell = this.cell(row, column);
    if (!cell) return;
    for (const other of this.table.querySelectorAll("td[tabindex='0']")) other.setAttribute("tabindex", -1);
    cell.setAttribute("tabindex", 0);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) cell.focus({ preventScroll: true });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = this.active;
    const number = this.rows.indexOf(row);
    const page = Math.max(1, Math.floor(this.box.clientHeight / HEIGHT) - 1);
    const move = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1],
      PageDown: [page, 0], PageUp: [-page, 0], Home: [0, -column], End: [0, this.columns - 1 - column],
    }[event.key];
    if (move) {
      const next = Math.min(Math.max(number + move[0], 0), this.rows.length - 1);
      this.to(this.rows[next], Math.min(Math.max(column + move[1], 0), this.columns - 1));
    } else if (event.key === "Enter" || event.key === "F2") this.asked.open(row, column);
    else if (event.key === "Delete") this.asked.empty(row, column);
    else if (event.key === "n") this.step(1);
    else if (event.key === "p") this.step(-1);
    else return;
    event.preventDefault();
  }
}
