/* The panel beside the table: what was found in a cell, and what it is to say. */

import { element } from "./app.js";

const WORDS = { error: "Must be mended", warning: "Should be mended", info: "Could be looked at" };
const at = (id) => document.getElementById(id);

export class CellPanel {
  constructor(asked) {
    this.asked = asked;
    this.place = null;
    this.before = "";
    at("cell-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(at("cell-text").value);
    });
    at("cell-choice").addEventListener("change", () => {
      if (at("cell-choice").value) at("cell-text").value = at("cell-choice").value;
    });
    at("cell-close").addEventListener("click", () => this.mayClose() && this.close());
    at("cell").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.mayClose()) this.close();
      if (event.key === "Enter" && event.target === at("cell-text") && !event.shiftKey) {
        event.preventDefault();
        at("cell-form").requestSubmit();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.typed) event.preventDefault();
    });
  }

  /** Return whether something was typed that is neither saved nor on its way. */
  get typed() {
    return this.place !== null && at("cell-text").value !== this.before;
  }

  /** Return whether the panel may close: what was typed is given up only if the person says so. */
  mayClose() {
    return !this.typed || window.confirm("What you typed in the cell is not saved. Leave it?");
  }

  open(row, column) {
    if (this.place && (this.place[0] !== row || this.place[1] !== column) && !this.mayClose()) return;
    this.place = [row, column];
    this.draw();
    at("cell").hidden = false;
    at("cell-text").focus();
    at("cell-text").select();
  }

  /** Show what is told of the cell by now; what is being typed stays. */
  refresh() {
    if (!this.place) return;
    const typed = this.typed && at("cell-text").value;
    this.draw();
    if (typed !== false) at("cell-text").value = typed;
  }

  close(told = true) {
    this.place = null;
    at("cell").hidden = true;
    if (told) this.asked.closed();
  }

  draw() {
    const [row, column] = this.place;
    const told = this.asked.described(row, column);
    at("cell-title").textContent = `${told.name} on ${told.sheet}`;
    at("cell-label").textContent = told.heading ? `${told.heading}` : "What the cell says";
    at("cell-text").value = this.before = told.text;
    at("cell-found").replaceChildren(...told.found.map((each) => this.told(each)));
    if (!told.found.length) at("cell-found").append(element("p", { class: "quiet" }, "Nothing to mend in this cell."));
    const names = this.asked.choices(column);
    at("cell-choose").hidden = !names.length;
    at("cell-choice").replaceChildren(element("option", { value: "" }, "…"), ...names.map((name) => element("option", { value: name, selected: name === told.text }, name)));
    const others = this.asked.alike(row, column).length;
    at("cell-same").hidden = !others;
    at("cell-all").checked = false;
    at("cell-same").querySelector("span").textContent = `The same in ${others === 1 ? "1 other cell" : `${others.toLocaleString("en-US")} other cells`} of this column`;
  }

  told(finding) {
    const box = element("div", { class: `found-in-cell ${finding.severity}` },
      element("p", { class: "severity" }, WORDS[finding.severity]), element("p", {}, finding.message));
    if (finding.remedy) box.append(element("p", { class: "remedy" }, finding.remedy));
    if (finding.offers.length) {
      const buttons = finding.offers.map((offer) => {
        const button = element("button", { type: "button" }, `Write “${offer}”`);
        button.addEventListener("click", () => this.save(offer));
        return button;
      });
      box.append(element("p", { class: "buttons" }, ...buttons));
    }
    return box;
  }

  async save(text) {
    const [row, column] = this.place;
    const rows = at("cell-all").checked ? [row, ...this.asked.alike(row, column)] : [row];
    const here = () => this.place?.[0] === row && this.place[1] === column;
    at("cell-text").value = this.before = text;
    try {
      await this.asked.save(rows.map((each) => [each, column, text]));
      if (here() && !this.typed) this.asked.closed();
    } catch {
      if (!here()) return this.asked.lost(row, column, text);
      if (!this.typed) at("cell-text").value = text; // what was typed is not lost
      this.before = this.asked.described(row, column).text;
      at("cell-text").focus();
    }
  }
}
