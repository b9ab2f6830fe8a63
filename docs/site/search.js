// Finds pages by words, in an index that is in the page: nothing is asked of anybody.
const index = JSON.parse(document.getElementById("_index").textContent);
const told = document.getElementById("_told");
const list = document.getElementById("_found");
const field = document.getElementById("_q");
const MOST = 50;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const entries = index.map(([address, title, kind, text]) => ({
  address, title, kind, text, name: plain(title), all: plain(`${title} ${kind} ${text}`),
}));

function worth(entry, words) {
  const whole = words.join(" ");
  let sum = entry.name === whole ? 40 : entry.name.startsWith(whole) ? 20 : 0;
  for (const word of words) {
    if (!entry.all.includes(word)) return 0;
    sum += entry.name === word ? 9 : entry.name.startsWith(word) ? 5 : entry.name.includes(word) ? 3 : 1;
  }
  return sum;
}

function find(asked) {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  list.replaceChildren();
  if (!words.length) {
    told.textContent = "Type one or more words into the field above.";
    return;
  }
  const found = entries.map((entry) => ({ entry, worth: worth(entry, words) }))
    .filter((one) => one.worth)
    .sort((a, b) => b.worth - a.worth || a.entry.title.length - b.entry.title.length || a.entry.title.localeCompare(b.entry.title));
  const pages = `${found.length} ${found.length === 1 ? "page" : "pages"}`;
  const shown = found.length > MOST ? `, of which the best ${MOST} are shown` : "";
  told.textContent = found.length
    ? `${pages} with “${asked.trim()}”${shown}.`
    : `No page has “${asked.trim()}”. Try fewer words, or a part of one.`;
  for (const { entry } of found.slice(0, MOST)) {
    const link = Object.assign(document.createElement("a"), { href: entry.address, textContent: entry.title });
    const who = Object.assign(document.createElement("span"), { className: "who" });
    who.textContent = entry.kind + (entry.text ? `: ${entry.text}` : "");
    const item = document.createElement("li");
    item.append(link, who);
    list.append(item);
  }
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => find(field.value));
find(field.value);
