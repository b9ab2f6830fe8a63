/* Correcting what a file is taken for. */

import { ask, fail, key, say } from "./app.js";

const box = document.getElementById("proposal");

/** Send a correction and show what comes of it; the place where one was is kept. */
async function correct(body) {
  fail();
  say("Reading it again …");
  document.body.classList.add("waiting");
  const had = document.activeElement?.id;
  const closed = [...box.querySelectorAll("details")].map((each) => each.open);
  try {
    box.innerHTML = (await ask(`/files/${key}/import`, body)).html;
    box.querySelectorAll("details").forEach((each, number) => { each.open = closed[number] ?? each.open; });
    if (had) document.getElementById(had)?.focus({ preventScroll: true });
    say(box.querySelector(".figure").textContent);
  } catch (problem) {
    say("");
    fail(problem.message);
  } finally {
    document.body.classList.remove("waiting");
  }
}

box.addEventListener("change", ({ target }) => {
  if ("framework" in target.dataset) correct({ framework: target.value });
  else if (target.dataset.section) correct({ section: target.dataset.section, entry: target.dataset.entry, value: target.value.trim() });
});

box.addEventListener("click", async ({ target }) => {
  if (target.dataset.for) {
    const { section, entry } = document.getElementById(target.dataset.for).dataset;
    document.getElementById(target.dataset.for).focus();
    correct({ section, entry, value: target.dataset.value });
  } else if (target.id === "take-over") {
    try {
      location.href = (await ask(`/files/${key}/take-over`, { version: Number(document.body.dataset.version) })).address;
    } catch (problem) {
      fail(problem.message);
    }
  }
});
