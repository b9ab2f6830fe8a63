/* The form of a supposition: only the fields and names that fit what is supposed. */

import { ask, fail } from "./app.js";

const form = document.getElementById("suppose");
// By their names there are those of what is supposed already, too.
const [role, partner, to] = ["role", "partner", "to"].map((id) => document.getElementById(id));
const all = new Map([role, partner, to].map((select) => [select, [...select.options].map((each) => each.value).filter(Boolean)]));

/** Leave in a list the names that fit, and keep what was chosen if it does. */
function offer(select, fits) {
  const chosen = select.value;
  const names = all.get(select).filter(fits);
  select.replaceChildren(new Option("…", ""), ...names.map((name) => new Option(name, name, false, name === chosen)));
}

function fit(named) {
  const what = form.querySelector("[name=what]:checked").value;
  for (const field of form.querySelectorAll("[data-for]")) {
    const wanted = field.dataset.for.split(" ").includes(what);
    field.hidden = !wanted;
    for (const each of field.querySelectorAll("select, input")) {
      each.disabled = !wanted;
      each.required = wanted && each.id !== "fte";
    }
  }
  const holders = (label) => named.roles[label] ?? [];
  const held = role.value ? new Set(holders(role.value)) : null;
  const gives = what === "ends" || what === "hands";
  offer(role, (label) => !gives || holders(label).length);
  offer(partner, (name) => what === "leaves" || !held || held.has(name) === gives);
  offer(to, (name) => !held?.has(name) && name !== partner.value);
}

try {
  const named = await ask(form.dataset.named);
  form.addEventListener("change", () => fit(named));
  fit(named);
} catch (problem) {
  fail(problem.message);
}
