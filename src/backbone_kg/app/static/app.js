/* What every page does: post, drop files, say what happened. */

export const key = document.body.dataset.key;

/** Say something to screen readers. */
export function say(text) {
  document.getElementById("said").textContent = text;
}

/** Show a failure, or hide the one that is shown. */
export function fail(text = "") {
  const shown = document.getElementById("failure");
  shown.textContent = text;
  shown.hidden = !text;
  if (text) shown.scrollIntoView({ block: "nearest" });
}

/** Return what the program answers; its own sentence is thrown when it refuses. */
export async function ask(address, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error("The program does not answer. If it was stopped, start it again: backbone-kg app");
  }
  const type = answer.headers.get("content-type") ?? "";
  const told = type.includes("json") ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) throw Object.assign(new Error(told.error), { status: answer.status });
  return told;
}

/** Return an element with a text and attributes. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

for (const button of document.querySelectorAll("[data-post]")) {
  button.addEventListener("click", async () => {
    if (button.dataset.sure && !window.confirm(button.dataset.sure)) return;
    try {
      location.href = (await ask(button.dataset.post, {})).address;
    } catch (problem) {
      fail(problem.message);
    }
  });
}

const file = document.getElementById("file");
if (file) {
  const drop = document.getElementById("drop");
  const busy = document.getElementById("busy");
  file.addEventListener("change", () => open([...file.files].map((each) => ({ file: each, name: each.name }))));
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    open(await dropped(event.dataTransfer));
  });

  /** Return the files that were dropped, and those of dropped folders. */
  async function dropped(data) {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...data.files].map((each) => ({ file: each, name: each.name }));
    const found = [];
    const read = async (entry, path) => {
      if (entry.isFile) {
        const one = await new Promise((done, failed) => entry.file(done, failed));
        found.push({ file: one, name: path + one.name });
        return;
      }
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length) return;
        for (const each of some) await read(each, `${path}${entry.name}/`);
      }
    };
    for (const entry of entries) await read(entry, "");
    return found.filter(({ name }) => !name.split("/").pop().startsWith("."));
  }

  async function open(chosen) {
    if (!chosen.length) return;
    fail();
    busy.textContent = `Reading ${chosen.length === 1 ? chosen[0].name : `${chosen.length} files`} …`;
    try {
      const files = await Promise.all(chosen.map(async ({ file: one, name }) => ({ name, content: await base64(one) })));
      location.href = (await ask("/files", { files })).address;
    } catch (problem) {
      busy.textContent = "";
      file.value = "";
      fail(problem.message);
    }
  }

  function base64(one) {
    return new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => failed(new Error(`${one.name} could not be read.`));
      reader.readAsDataURL(one);
    });
  }
}
