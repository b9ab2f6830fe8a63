// Answers as people read them: a table of rows, yes or no, or Turtle.
import { ofText } from "/page/address.js";
import { element, heading } from "/page/library.js";

const STEP = 500;
const TURTLE = 200_000;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  "integer decimal double float int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte"
    .split(" ").map((name) => XSD + name),
);
const order = new Intl.Collator("en", { numeric: true });

function shown(term, names, named) {
  if (!term) return "";
  if (term.type === "uri") return names.of(term.value, named);
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<< ${[subject, predicate, object].map((each) => shown(each, names, named)).join(" ")} >>`;
  }
  return term.value;
}

// All that is said of a thing; where "from" or "to" is empty, it is the thing itself.
const said = (iri) =>
  `SELECT ?from ?property ?to\nWHERE {\n  { <${iri}> ?property ?to }\n  UNION\n  { ?from ?property <${iri}> }\n}\nLIMIT 1000\n`;

const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype);

function cell(term, names, named, number, follow) {
  const text = shown(term, names, named);
  if (!term) return element("td");
  if (isNumber(term)) return element("td", { class: number ? "number" : "short" }, text);
  if (term.type === "uri") {
    const link = element("a", { href: ofText(said(term.value)), title: term.value }, text);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      follow(link.getAttribute("href"));
    });
    return element("td", {}, text === term.value ? element("code", {}, link) : link);
  }
  // English is what people expect here; any other language is told.
  const language = named && /^en\b/i.test(term["xml:lang"]) ? undefined : term["xml:lang"];
  const width = text.length <= 12 ? "short" : text.length > 60 ? "long" : null;
  return element("td", { lang: language ?? null, class: width }, term.type === "literal" ? text : element("code", {}, text),
    language ? element("span", { class: "quiet small", lang: "en" }, ` ${language}`) : null);
}

function compared(one, other, names, named) {
  if (isNumber(one) && isNumber(other)) return Number(one.value) - Number(other.value);
  return order.compare(shown(one, names, named), shown(other, names, named));
}

// `choice` says whether names are shown; `follow` is called with the address of a thing chosen;
// `drawn` with the IRIs that are to be seen.
export class Table {
  constructor(host, { columns, rows, caption }, names, { choice, follow, drawn }) {
    Object.assign(this, { host, columns, rows, caption, names, choice, follow, drawn });
    this.sorted = rows;
    this.numbers = new Set(columns.filter((column) => {
      const terms = rows.map((row) => row[column]).filter(Boolean);
      return terms.length > 0 && terms.every(isNumber);
    }));
    this.by = null;
    this.down = false;
    this.limit = STEP;
    this.draw();
  }

  sort(column) {
    // Upward, downward, then as the server gave them.
    if (this.by !== column) [this.by, this.down] = [column, false];
    else if (!this.down) this.down = true;
    else [this.by, this.down] = [null, false];
    const sign = this.down ? -1 : 1;
    const named = this.choice();
    this.sorted = this.by === null ? this.rows : this.rows.toSorted((one, other) => {
      const [a, b] = [one[column], other[column]];
      if (!a || !b) return a ? -1 : b ? 1 : 0;
      return sign * compared(a, b, this.names, named);
    });
    this.draw();
  }

  header(column) {
    const state = this.by === column ? (this.down ? "descending" : "ascending") : null;
    const button = element("button", { type: "button", class: "sort", "data-column": column, title: `?${column}: sort` },
      heading(column), element("span", { class: "arrow", "aria-hidden": "true" }, { ascending: "▲", descending: "▼" }[state] ?? ""));
    button.addEventListener("click", () => this.sort(column));
    return element("th", { scope: "col", "aria-sort": state, class: this.numbers.has(column) ? "number" : null }, button);
  }

  draw() {
    const named = this.choice();
    const seen = this.sorted.slice(0, this.limit);
    const rows = seen.map((row) =>
      element("tr", {}, ...this.columns.map((column) => cell(row[column], this.names, named, this.numbers.has(column), this.follow))));
    const table = element("table", {},
      element("caption", { class: "visually-hidden" }, this.caption),
      element("thead", {}, element("tr", {}, ...this.columns.map((column) => this.header(column)))),
      element("tbody", {}, ...rows));
    const parts = [element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" }, table)];
    const left = this.rows.length - this.limit;
    if (left > 0) {
      const button = element("button", { type: "button" }, `Show ${Math.min(STEP, left).toLocaleString("en")} more`);
      button.addEventListener("click", () => {
        this.limit += STEP;
        this.draw();
      });
      parts.push(element("p", { class: "buttons" }, button,
        element("span", { class: "quiet small" }, `${left.toLocaleString("en")} rows are not shown; downloads hold all.`)));
    }
    const focused = this.host.contains(document.activeElement) ? document.activeElement.dataset.column : undefined;
    const shift = this.host.querySelector(".scroll")?.scrollLeft ?? 0;
    this.host.replaceChildren(...parts);
    parts[0].scrollLeft = shift;
    if (focused !== undefined) this.host.querySelector(`[data-column="${CSS.escape(focused)}"]`).focus({ preventScroll: true });
    this.drawn(seen.flatMap((row) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value));
  }
}

export function yesOrNo(host, answer) {
  host.replaceChildren(element("p", { class: "verdict" }, answer ? "Yes" : "No"));
}

export function turtle(host, text) {
  if (text.trim() === "") {
    host.replaceChildren(element("p", {}, "Nothing is said of this."));
    return;
  }
  const parts = [element("pre", { class: "scroll", tabindex: "0", "aria-label": "Turtle" }, element("code", {}, text.slice(0, TURTLE)))];
  if (text.length > TURTLE) parts.push(element("p", { class: "quiet small" }, "Only the beginning is shown; the download holds all."));
  host.replaceChildren(...parts);
}
