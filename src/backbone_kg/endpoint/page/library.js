// The questions of the library: the list to choose from, what is told of one, fields for its values.
import { ofQuestion } from "/page/address.js";

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const MORE = "other";

// A question stands once, under the first of its tags.
export function list(host, queries) {
  const groups = new Map();
  for (const query of queries) {
    const tag = query.tags[0] ?? MORE;
    groups.set(tag, [...(groups.get(tag) ?? []), query]);
  }
  host.replaceChildren(
    ...[...groups].map(([tag, members]) =>
      element(
        "section",
        {},
        element("h3", {}, tag.replaceAll("-", " ")),
        element("ul", {}, ...members.map((query) =>
          element("li", {}, element("a", { href: ofQuestion(query.name), "data-name": query.name }, query.summary)))),
      ),
    ),
  );
}

// Hides what does not hold all the words; returns how many are left.
export function narrow(host, queries, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = new Set(
    queries
      .filter(({ search }) => wanted.every((word) => search.includes(word)))
      .map(({ name }) => name),
  );
  for (const link of host.querySelectorAll("a")) link.parentElement.hidden = !fits.has(link.dataset.name);
  for (const group of host.querySelectorAll("section")) group.hidden = !group.querySelector("li:not([hidden])");
  return fits.size;
}

export function choose(host, name) {
  for (const link of host.querySelectorAll("a")) {
    if (link.dataset.name === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

export function about(query) {
  const parts = query.description.split(/\n\s*\n/).filter(Boolean).map((text) => element("p", {}, text));
  const told = (query.columns ?? []).filter((column) => column.description);
  if (told.length) {
    parts.push(
      element("details", {}, element("summary", {}, "What the columns mean"),
        element("dl", { class: "meanings" }, ...told.flatMap((column) => [
          element("dt", {}, heading(column.name)), element("dd", {}, column.description)]))),
    );
  }
  return parts;
}

export function heading(name) {
  const words = name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[0].toUpperCase() + words.slice(1);
}

// A date can be a year or a month too, so it is written.
const STEPS = { integer: "1", number: "any" };

function field(parameter, value) {
  const id = `value-${parameter.name}`;
  const hint = parameter.description ? `${id}-hint` : null;
  const common = { id, name: parameter.name, "aria-describedby": hint };
  let input;
  if (parameter.allowed.length) {
    const choices = [{ value: "", label: "Any" }, ...parameter.allowed];
    // An address can bring a value that is not in the list; the server judges it.
    if (!choices.some((each) => each.value === value)) choices.push({ value, label: value });
    input = element("select", common, ...choices.map((each) =>
      element("option", { value: each.value, selected: each.value === value }, each.label || each.value)));
  } else {
    const step = STEPS[parameter.type] ?? null;
    input = element("input", { ...common, type: step ? "number" : "text", step, value, autocomplete: "off", spellcheck: "false" });
  }
  return element("div", { class: "field" },
    element("label", { for: id }, heading(parameter.name)), input,
    hint && element("p", { id: hint, class: "quiet small" }, parameter.description));
}

export function fields(host, query, settings) {
  const legend = host.querySelector("legend");
  host.replaceChildren(legend, ...query.parameters.map((parameter) =>
    field(parameter, settings[parameter.name] ?? parameter.default ?? "")));
  host.hidden = !query.parameters.length;
}

// What differs from the defaults; an empty field leaves its parameter open.
export function values(host, query) {
  const given = {};
  for (const parameter of query.parameters) {
    const value = host.querySelector(`[name="${CSS.escape(parameter.name)}"]`).value.trim();
    if (value !== (parameter.default ?? "")) given[parameter.name] = value;
  }
  return given;
}
