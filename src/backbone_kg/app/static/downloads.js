/* The logo of the report, and the copy without names. */

import { ask, fail, key, say } from "./app.js";

const chosen = document.getElementById("logo");
const said = document.getElementById("logo-said");
const without = document.getElementById("no-logo");

async function send(content, told) {
  fail();
  try {
    await ask(`/files/${key}/logo`, { content });
    said.textContent = told;
    without.hidden = !content;
  } catch (problem) {
    fail(problem.message);
  }
  chosen.value = "";
}

chosen.addEventListener("change", () => {
  const [file] = chosen.files;
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => send(reader.result.slice(reader.result.indexOf(",") + 1), `${file.name} stands at the top.`);
  reader.onerror = () => fail(`${file.name} could not be read.`);
  reader.readAsDataURL(file);
});
without.addEventListener("click", () => {
  send("", "The report has no logo.");
  chosen.focus();
});

document.getElementById("share").addEventListener("click", async ({ target }) => {
  fail();
  say("Making the copy …");
  target.disabled = true;
  try {
    document.getElementById("shared-told").innerHTML = (await ask(`/files/${key}/share`, {})).html;
    document.getElementById("shared").hidden = false;
    say("The copy is made.");
  } catch (problem) {
    fail(problem.message);
  }
  target.disabled = false;
  target.focus();
});
