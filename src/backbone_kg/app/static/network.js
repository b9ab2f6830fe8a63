/* The lines between roles and partners, and what falls if a partner leaves. */

import { ask, element, fail, say } from "./app.js";

const SVG = "http://www.w3.org/2000/svg";
const drawing = document.getElementById("drawing");
const words = document.getElementById("gone");
const field = document.getElementById("partner");

/** Return an element of the drawing. */
function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

class Drawing {
  constructor(box) {
    this.box = box;
    this.svg = box.appendChild(shape("svg", { "aria-hidden": "true", focusable: "false" }));
    this.roles = new Map([...box.querySelectorAll(".role")].map((node) => [node.dataset.role, node]));
    this.partners = [...box.querySelectorAll(".partner")];
    this.ties = this.partners.flatMap((partner) => partner.dataset.roles.split(" ").filter(Boolean).map((place) => {
      const role = this.roles.get(place);
      const line = this.svg.appendChild(shape("path", { class: "alone" in role.dataset ? "tie alone" : "tie" }));
      return { role, partner, line };
    }));
    for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      box.addEventListener(on, (event) => this.light(event.target.closest(".node")));
      box.addEventListener(off, () => this.light(document.activeElement?.closest(".node")));
    }
    new ResizeObserver(() => this.place()).observe(box);
    this.place();
  }

  /** Lead each line from its role to its partner. */
  place() {
    const frame = this.box.getBoundingClientRect();
    this.svg.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    this.svg.setAttribute("width", frame.width);
    this.svg.setAttribute("height", frame.height);
    for (const { role, partner, line } of this.ties) {
      const from = role.getBoundingClientRect();
      const to = partner.getBoundingClientRect();
      const [x, y] = [from.right - frame.left, from.top + from.height / 2 - frame.top];
      const [u, v] = [to.left - frame.left, to.top + to.height / 2 - frame.top];
      const bend = (x + u) / 2;
      line.setAttribute("d", `M${x},${y}C${bend},${y} ${bend},${v} ${u},${v}`);
    }
  }

  /** Let the ties of a role or partner stand out, and what they lead to. */
  light(node) {
    this.box.classList.toggle("lit", Boolean(node));
    const on = new Set([node]);
    for (const { role, partner, line } of this.ties) {
      const its = role === node || partner === node;
      line.classList.toggle("on", its);
      if (its) on.add(role).add(partner);
    }
    for (const each of [...this.roles.values(), ...this.partners]) each.classList.toggle("on", on.has(each));
  }

  /** Dim a partner that leaves and what falls with it; null for nobody. */
  leave(told) {
    for (const node of this.partners) node.classList.toggle("gone", node.dataset.partner === told?.partner);
    for (const { partner, line } of this.ties) line.classList.toggle("gone", partner.dataset.partner === told?.partner);
    for (const node of this.roles.values()) {
      const fate = told?.fates[node.dataset.label];
      node.classList.toggle("falls", Boolean(fate?.falls));
      const said = node.querySelector(".fate");
      said.hidden = !fate;
      said.textContent = fate ? ` ${fate.words}` : "";
    }
    this.place();
  }
}

/** Return what would be if a partner left, as the program tells it. */
async function departure(partner) {
  const settings = new URLSearchParams({ as_of: drawing.dataset.asOf, partner });
  return ask(`departure?${settings}`);
}

async function leave(picture, partner) {
  if (!partner) {
    words.replaceChildren();
    picture.leave(null);
    return;
  }
  say(`If ${partner} left …`);
  document.body.classList.add("waiting");
  try {
    const told = await departure(partner);
    picture.leave(told);
    words.replaceChildren(...new DOMParser().parseFromString(told.html, "text/html").body.childNodes);
    const settings = new URLSearchParams({ as_of: drawing.dataset.asOf, what: "leaves", partner: told.partner });
    words.append(element("p", { class: "buttons" },
      element("a", { class: "button", href: `whatif?${settings}` }, "All figures, and what else could be"), " ",
      element("a", { class: "button", href: address(""), id: "stays" }, `Let ${told.partner} stay`),
    ));
  } catch (problem) {
    fail(problem.message);
  } finally {
    document.body.classList.remove("waiting");
  }
}

/** Return the address of this screen with another partner that leaves. */
function address(partner) {
  const settings = new URLSearchParams(location.search);
  settings.delete("partner");
  if (partner) settings.set("partner", partner);
  return `?${settings}`;
}

if (drawing) {
  const picture = new Drawing(drawing);
  const show = (partner) => {
    field.value = partner;
    return leave(picture, partner);
  };
  drawing.addEventListener("click", (event) => {
    const node = event.target.closest(".partner");
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const partner = node.classList.contains("gone") ? "" : node.dataset.partner;
    history.pushState(null, "", address(partner));
    show(partner);
  });
  document.addEventListener("click", (event) => {
    if (event.target.id !== "stays") return;
    event.preventDefault();
    history.pushState(null, "", address(""));
    show("");
    field.focus();
  });
  window.addEventListener("popstate", () => show(new URLSearchParams(location.search).get("partner") ?? ""));
  if (drawing.dataset.partner) picture.leave(await departure(drawing.dataset.partner));
}
