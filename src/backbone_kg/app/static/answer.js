/* The answer to a question: its columns can be moved and hidden, and it is drawn where that fits. */

import { element, say } from "./app.js";

const MOST_BARS = 40;
const table = document.getElementById("answer-table");
const SVG = "http://www.w3.org/2000/svg";

if (table) {
  const order = [...table.tHead.rows[0].cells].map((cell) => ({ name: cell.textContent, shown: true }));
  order.forEach((each, place) => { each.place = place; });
  const original = [table.tHead.rows[0], ...table.tBodies[0].rows].map((row) => [row, [...row.cells]]);
  const list = document.getElementById("columns-list");
  const button = document.getElementById("columns");
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  });

  const show = () => {
    for (const [row, cells] of original) row.replaceChildren(...order.filter((each) => each.shown).map((each) => cells[each.place]));
    draw();
  };

  const listed = (focus) => {
    list.replaceChildren(...order.map((each, at) => {
      const box = element("input", { type: "checkbox", checked: each.shown, id: `column-${each.place}` });
      box.addEventListener("change", () => {
        if (!box.checked && order.filter((one) => one.shown).length === 1) {
          box.checked = true;
          say("One column must stay.");
          return;
        }
        each.shown = box.checked;
        show();
      });
      const move = (by, word) => {
        const made = element("button", { type: "button", id: `column-${each.place}-${word}`, disabled: !order[at + by], "aria-label": `Move ${each.name} ${word}` }, by < 0 ? "←" : "→");
        made.addEventListener("click", () => {
          [order[at], order[at + by]] = [order[at + by], order[at]];
          show();
          listed(made.id);
          say(`${each.name} is column ${at + by + 1}.`);
        });
        return made;
      };
      return element("li", {}, element("label", { class: "check" }, box, each.name), move(-1, "left"), move(1, "right"));
    }));
    if (focus) (document.getElementById(focus)?.disabled ? document.getElementById(focus).parentElement.querySelector("button:not(:disabled)") : document.getElementById(focus))?.focus();
  };

  listed();
  draw();
}

/** Draw bars where one column names the rows and another counts something, or a line over dates. */
function draw() {
  const figure = document.getElementById("drawing");
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]);
  const isNumber = (column) => rows.every((cells) => !cells[column].textContent || cells[column].dataset.number !== undefined) && rows.some((cells) => cells[column].dataset.number !== undefined);
  const number = heads.findIndex((_, column) => isNumber(column));
  const names = heads.map((_, column) => column).filter((column) => !isNumber(column) && new Set(rows.map((cells) => cells[column].textContent)).size === rows.length);
  const name = names[0];
  figure.hidden = number < 0 || name === undefined || rows.length < 2 || rows.length > MOST_BARS;
  if (figure.hidden) return;
  const values = rows.map((cells) => ({ name: cells[name].textContent, value: Number(cells[number].dataset.number ?? NaN), text: cells[number].textContent }));
  const title = `${heads[number]} by ${heads[name].toLowerCase()}`;
  const dated = values.every((each) => /^\d{4}(-\d\d){0,2}$/.test(each.name));
  figure.replaceChildren(element("figcaption", {}, title), dated ? line(values, title) : bars(values, title));
}

function part(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(text);
  return made;
}

function bars(values, title) {
  const most = Math.max(0, ...values.map((each) => each.value || 0));
  const [height, left, width] = [24, 320, 900];
  const svg = part("svg", { viewBox: `0 0 ${width} ${values.length * height + 8}`, role: "img", "aria-label": `${title}: ${values.map((each) => `${each.name} ${each.text || "not known"}`).join(", ")}` });
  values.forEach(({ name, value, text }, row) => {
    const y = row * height + 4;
    const short = name.length > 44 ? `${name.slice(0, 43)}…` : name;
    svg.append(part("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, short));
    const length = most > 0 && value > 0 ? (value / most) * (width - left - 70) : 0;
    if (Number.isFinite(value)) svg.append(part("rect", { x: left, y, width: Math.max(length, 1), height: height - 6, class: "bar" }));
    svg.append(part("text", { x: left + length + 6, y: y + 15 }, text || "not known"));
  });
  return svg;
}

function line(values, title) {
  const sorted = values.filter((each) => Number.isFinite(each.value)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const most = Math.max(1, ...sorted.map((each) => each.value));
  const day = (name) => Date.parse(name.length === 4 ? `${name}-07-01` : name.length === 7 ? `${name}-15` : name);
  const [first, last] = [day(sorted[0].name), day(sorted.at(-1).name)];
  const x = (name) => 60 + (last > first ? (day(name) - first) / (last - first) : 0.5) * 780;
  const y = (value) => 210 - (value / most) * 180;
  const svg = part("svg", { viewBox: "0 0 900 250", role: "img", "aria-label": `${title}: ${sorted.map((each) => `${each.name} ${each.text}`).join(", ")}` });
  svg.append(part("line", { x1: 60, x2: 840, y1: 210, y2: 210, class: "axis" }));
  svg.append(part("polyline", { points: sorted.map((each) => `${x(each.name)},${y(each.value)}`).join(" "), class: "curve" }));
  for (const { name, value, text } of sorted) {
    svg.append(part("circle", { cx: x(name), cy: y(value), r: 4, class: "bar" }));
    svg.append(part("text", { x: x(name), y: y(value) - 9, "text-anchor": "middle" }, text));
    svg.append(part("text", { x: x(name), y: 230, "text-anchor": "middle" }, name));
  }
  return svg;
}
