/* Correcting what a file is taken for. */

import { ask, fail, key, say } from "./app.js";

const box = document.getElementById("proposal");
let corrections = Promise.resolve();
let waiting = 0;
let latest = "";
let showing = false;

/** Send a correction after those before it; what comes of them is shown after the last. */
function correct(body) {
  fail();
  say("Reading it again …");
  waiting += 1;
  document.body.classList.add("waiting");
  corrections = corrections.then(async () => {
    try {
      latest = (await ask(`/files/${key}/import`, body)).html;
    } catch (problem) {
      say("");
      fail(problem.message);
    }
    waiting -= 1;
    if (waiting) return;
    document.body.classList.remove("waiting");
    if (latest) show(latest);
    latest = "";
  });
}

/** Show a proposal; where one is, what is open and what is being typed stay. */
function show(html) {
  const had = document.activeElement;
  const typed = had?.matches?.("input[data-section]") && had.value !== had.defaultValue ? had.value : null;
  const open = new Map([...box.querySelectorAll("summary")].map((each) => [each.id, each.parentElement.open]));
  showing = true; // a browser says of a field that is taken away that it was changed
  box.innerHTML = html;
  showing = false;
  for (const each of box.querySelectorAll("summary")) each.parentElement.open = open.get(each.id) ?? each.parentElement.open;
  if (had && !had.isConnected) {
    const field = document.getElementById(had.id || had.dataset.for) ?? document.getElementById("content");
    if (typed !== null) {
      field.value = typed;
      field.setSelectionRange(had.selectionStart, had.selectionEnd);
    }
    field.focus({ preventScroll: true });
  }
  say(document.getElementById("read").textContent);
}

/** Send what a field says, once. */
function settle({ target }) {
  if (showing) return;
  if ("framework" in target.dataset) correct({ framework: target.value });
  if (!target.dataset.section || target.value === (target.dataset.sent ?? target.defaultValue)) return;
  target.dataset.sent = target.value;
  correct({ section: target.dataset.section, entry: target.dataset.entry, value: target.value.trim() });
}

box.addEventListener("change", settle);
box.addEventListener("focusout", (event) => {
  if (event.target.matches("input")) settle(event); // a text that was put back is no change to a browser
});

box.addEventListener("click", async ({ target }) => {
  if (target.dataset.for) {
    const field = document.getElementById(target.dataset.for);
    const { section, entry } = field.dataset;
    field.focus();
    correct({ section, entry, value: target.dataset.value });
  } else if ("takeOver" in target.dataset) {
    fail();
    await corrections; // what was typed last is in it, or refused
    if (!document.getElementById("failure").hidden) return;
    try {
      location.href = (await ask(`/files/${key}/take-over`, { version: Number(document.body.dataset.version) })).address;
    } catch (problem) {
      fail(problem.message);
    }
  }
});
