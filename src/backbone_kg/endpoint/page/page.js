// The query page: what is in the address is in the editor; Run asks the server and shows the answer.
import { ofQuestion, ofText, read } from "/page/address.js";
import { Refusal, TYPES, ask, boundText, request } from "/page/asking.js";
import { editor } from "/page/editor.js";
import { about, choose, element, fields, list, narrow, values } from "/page/library.js";
import { Names } from "/page/names.js";
import { Table, turtle, yesOrNo } from "/page/results.js";

const EXAMPLES = {
  "What kinds of things are there?":
    "SELECT ?kind (COUNT(?thing) AS ?things)\nWHERE {\n  ?thing a ?kind .\n}\nGROUP BY ?kind\nORDER BY DESC(?things)\n",
  "How are things connected?":
    "SELECT ?property (COUNT(*) AS ?uses)\nWHERE {\n  ?thing ?property ?value .\n}\nGROUP BY ?property\nORDER BY DESC(?uses)\n",
  "Which graphs are there, and how large?":
    "SELECT ?graph (COUNT(*) AS ?statements)\nWHERE {\n  GRAPH ?graph { ?thing ?property ?value }\n}\nGROUP BY ?graph\nORDER BY DESC(?statements)\n",
};
const WIDE = matchMedia("(min-width: 60rem)");

const at = (id) => document.getElementById(id);
const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

let service = { queries: [], prefixes: {}, limits: {} };
let names = new Names();
let query = null; // the question of the library that is chosen, if any
let original = ""; // its text as the server bound it
let settings = {};
let running = null;
let answered = null; // the state that the answer shown belongs to
let table = null;
let binding = 0;

const box = editor(at("editor"), {
  label: "Query in SPARQL",
  onChange: edited,
  onRun: run,
  terms: () => names.terms(service?.terms),
});

function state() {
  return query && box.text === original ? { name: query.name, settings } : { text: box.text };
}

function keepAddress() {
  const now = state();
  const hash = now.name === undefined ? ofText(now.text) : ofQuestion(now.name, now.settings);
  if (hash !== location.hash) history.replaceState(null, "", hash);
}

function edited() {
  refuse(null);
  keepAddress();
  outline();
}

// What stands around the editor follows from whether the text is still the library's.
function outline() {
  const own = query !== null && box.text !== original;
  at("changed").hidden = !own;
  at("parameters").disabled = own;
  at("changed").firstChild.data = query?.parameters.length
    ? "You changed the text; the values below no longer apply. "
    : "You changed the text. ";
  if (query) at("undo").href = ofQuestion(query.name, settings);
  at("stale").hidden = answered === null || JSON.stringify(answered) === JSON.stringify(state());
}

// --- the address decides what is asked -------------------------------------------------------

async function open({ focus = true } = {}) {
  const asked = read(location.hash);
  stop();
  refuse(null);
  clear();
  query = service.queries.find(({ name }) => name === asked.name) ?? null;
  settings = query ? asked.settings : {};
  original = "";
  choose(at("questions"), query?.name);
  at("query-name").textContent = query?.summary ?? "Your query";
  at("about").replaceChildren(...(query ? about(query) : []));
  document.title = `${query?.summary ?? "Ask the graph"} · backbone-kg`;
  if (query) {
    fields(at("parameters"), query, settings);
    settings = values(at("parameters"), query);
    await bind();
    const lacking = Object.keys(asked.settings).filter((name) => !query.parameters.some((each) => each.name === name));
    if (lacking.length && at("refusal").hidden) {
      refuse(new Refusal(`This question has no ${lacking.map((name) => `“${name}”`).join(", ")}, so that is not applied.`));
    }
  } else {
    at("parameters").hidden = true;
    box.text = asked.text ?? Object.values(EXAMPLES)[0];
    if (asked.name !== undefined) refuse(new Refusal(`There is no question named “${asked.name}”.`));
  }
  outline();
  if (!focus) return;
  if (!WIDE.matches) at("library").open = false;
  at("query").focus({ preventScroll: true });
  at("query").scrollIntoView({ block: "start" });
}

// Shows the text with the values in their places, as the server would run it.
async function bind() {
  const turn = ++binding;
  const wanted = query;
  let text = wanted.text;
  let refusal = null;
  if (wanted.parameters.length) {
    try {
      ({ text } = await ask({ url: boundText(wanted.name, settings) }, "application/sparql-query"));
    } catch (error) {
      refusal = error;
    }
  }
  if (turn !== binding || wanted !== query) return;
  // Its header says what stands above the editor already.
  original = text.replace(/^(#\+.*\n)+\n*/, "");
  box.text = original;
  refuse(refusal);
  outline();
}

async function changed() {
  settings = values(at("parameters"), query);
  keepAddress();
  await bind();
}

// --- asking ------------------------------------------------------------------------------------

async function run() {
  const now = state();
  stop();
  refuse(null);
  const mine = new AbortController();
  running = mine;
  const start = performance.now();
  const time = () => duration(performance.now() - start);
  const clock = setInterval(() => (at("clock").textContent = time()), 200);
  busy(true);
  say("Running…");
  try {
    show(now, await ask(request(now), `${TYPES.json}, ${TYPES.ttl};q=0.9`, mine.signal), time());
  } catch (error) {
    if (running !== mine) return;
    say(error.name === "AbortError" ? `Stopped after ${time()}.` : "");
    if (error instanceof Refusal) refuse(error);
    else if (error.name !== "AbortError") throw error;
  } finally {
    clearInterval(clock);
    if (running === mine) {
      running = null;
      busy(false);
    }
  }
}

function stop() {
  running?.abort();
}

function busy(yes) {
  at("run").hidden = yes;
  at("stop").hidden = !yes;
  at("clock").textContent = "";
  // A button that goes away must not take the focus with it.
  if (document.activeElement === document.body || document.activeElement === at(yes ? "run" : "stop")) {
    at(yes ? "stop" : "run").focus();
  }
}

const duration = (ms) => (ms < 1000 ? `${Math.ceil(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const say = (text) => (at("status").textContent = text);

function refuse(refusal) {
  const host = at("refusal");
  host.hidden = refusal === null;
  host.replaceChildren();
  if (refusal === null) return;
  const { message, line, column, hint } = refusal;
  const place = line ? { line, column } : null;
  const where = place && !/line \d/.test(message) ? `Line ${line}${column ? `, column ${column}` : ""}: ` : null;
  host.append(element("p", {}, where && element("strong", {}, where), message));
  if (hint) host.append(element("p", {}, hint));
  if (place) {
    box.mark(place);
    const button = element("button", { type: "button" }, "Show in the query");
    button.addEventListener("click", () => box.goTo(place));
    host.append(button);
  }
}

// --- the answer --------------------------------------------------------------------------------

function clear() {
  answered = null;
  table = null;
  at("answer").hidden = true;
  at("result").replaceChildren();
  say("");
}

function show(now, { type, text, version, rows: statements }, time) {
  const host = at("result");
  let size;
  let kinds = ["json"];
  table = null;
  if (type === TYPES.ttl) {
    turtle(host, text);
    size = text.trim() === "" ? "No statements" : Number.isNaN(statements) ? "Answered" : count(statements, "statement", "statements");
    kinds = ["ttl"];
  } else {
    const { head, results, boolean } = JSON.parse(text);
    if (boolean === undefined) {
      const rows = results.bindings;
      size = count(rows.length, "row", "rows");
      kinds = ["csv", "json"];
      const caption = at("query-name").textContent;
      const choice = () => at("labels").checked;
      table = new Table(host, { columns: head.vars, rows, caption }, names, { choice, follow, drawn: name });
    } else {
      yesOrNo(host, boolean);
      size = boolean ? "Yes" : "No";
    }
  }
  answered = now;
  at("labels-choice").hidden = table === null;
  at("downloads").replaceChildren("Download ", ...kinds.map((kind) => saver(kind, now, { type, text })));
  at("answer").hidden = false;
  say(`${size} in ${time}. Knowledge base: version ${version ?? "not known"}.`);
  outline();
}

// The server writes what is downloaded; what it has sent already is not asked again.
function saver(kind, now, had) {
  const button = element("button", { type: "button" }, { csv: "CSV", json: "JSON", ttl: "Turtle" }[kind]);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { text } = had.type === TYPES[kind] ? had : await ask(request(now), TYPES[kind]);
      const address = URL.createObjectURL(new Blob([text], { type: `${TYPES[kind]};charset=utf-8` }));
      element("a", { href: address, download: `${now.name ?? "answer"}.${kind}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (error) {
      refuse(error);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

// Names that are not known yet come a moment after the rows.
async function name(iris) {
  try {
    if (await names.learn(iris)) table?.draw();
  } catch {
    // Names are a comfort: without them IRIs are shown.
  }
}

async function follow(address) {
  history.pushState(null, "", address);
  await open();
  await run();
}

// --- what the server tells of itself -----------------------------------------------------------

function limits({ timeout, rows, length, body, concurrent }) {
  const lines = [
    "It reads only: queries that would change the data are refused.",
    "It calls no other service, unless whoever started it allowed one.",
    timeout && `A query is stopped after ${count(timeout, "second", "seconds")}. If yours is, ask for less: name the kind of thing, join on shared variables, add a LIMIT.`,
    rows && `An answer has at most ${count(rows, "row", "rows")}.`,
    length && `A query has at most ${count(length, "character", "characters")}.`,
    body && !length && `A query has at most ${count(Math.floor(body / 1024), "kilobyte", "kilobytes")}.`,
    concurrent && `At most ${count(concurrent, "query runs", "queries run")} at the same time; more are told to come again.`,
  ];
  return lines.filter(Boolean).map((line) => element("li", {}, line));
}

async function begin() {
  at("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    run();
  });
  at("stop").addEventListener("click", stop);
  at("parameters").addEventListener("change", changed);
  at("labels").addEventListener("change", () => table?.draw());
  at("find").addEventListener("input", () => {
    const left = narrow(at("questions"), service.queries, at("find").value);
    at("found").textContent = at("find").value ? count(left, "question fits", "questions fit") : "";
  });
  at("undo").addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", at("undo").getAttribute("href"));
    open();
  });
  at("skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("query").focus();
  });
  // A browser that followed the link would show the markup of RDF/XML.
  at("describe").addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      turtle(at("description"), (await ask({ url: "/sparql" }, TYPES.ttl)).text);
    } catch (error) {
      at("description").replaceChildren(element("p", {}, error.message));
    }
  });
  addEventListener("hashchange", () => open());
  at("library").open = WIDE.matches;
  WIDE.addEventListener("change", () => (at("library").open = WIDE.matches));
  at("examples").append(...Object.entries(EXAMPLES).map(([words, text]) =>
    element("li", {}, element("a", { href: ofText(text) }, words))));
  at("curl").textContent = `curl --data-urlencode 'query=SELECT * WHERE { ?s ?p ?o } LIMIT 10' ${location.origin}/sparql`;
  await learn();
}

// The list of questions; a server too busy to give it says so, and can be asked again.
async function learn() {
  at("questions").replaceChildren(element("p", { class: "quiet" }, "The list is on its way…"));
  try {
    service = { ...service, ...JSON.parse((await ask({ url: "/queries" }, "application/json")).text) };
  } catch (error) {
    const again = element("button", { type: "button" }, "Try again");
    again.addEventListener("click", async () => {
      await learn();
      at("questions").querySelector("a, button").focus();
    });
    at("questions").replaceChildren(
      element("p", { class: "notice" }, "The questions cannot be listed. ", error.message), again);
    await open({ focus: false });
    refuse(error);
    return;
  }
  names = new Names(service.prefixes);
  list(at("questions"), service.queries);
  at("library-size").textContent = service.queries.length;
  at("limits").append(...limits(service.limits ?? {}));
  if (service.version) at("program").textContent = `backbone-kg ${service.version}`;
  if (service.store) {
    at("store").textContent = `${count(service.store.triples, "statement", "statements")} in ${count(service.store.graphs, "graph", "graphs")}`;
  }
  await open({ focus: false });
  try {
    names.add(Object.entries(JSON.parse((await ask({ url: "/labels" }, "application/json")).text)));
    table?.draw();
  } catch {
    // Names are a comfort: without them IRIs are shown.
  }
}

await begin();
