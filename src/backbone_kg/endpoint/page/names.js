// What things are called: by their labels, else by a prefix and the rest of the IRI, else by its end.
import { TYPES, ask, request } from "/page/asking.js";

const BATCH = 300;
const WHOLE = /^[^<>"{}|^`\\\s]+$/;

export class Names {
  constructor(prefixes = {}) {
    this.prefixes = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
    this.labels = new Map();
    this.asked = new Set();
  }

  add(labels) {
    for (const [iri, label] of labels) this.labels.set(iri, label);
  }

  short(iri) {
    for (const [prefix, start] of this.prefixes) {
      const rest = iri.startsWith(start) ? iri.slice(start.length) : null;
      if (rest && /^[A-Za-z0-9_][\w-]*$/.test(rest)) return `${prefix}:${rest}`;
    }
    return null;
  }

  of(iri, named) {
    const own = (named && this.labels.get(iri)) || this.short(iri);
    return own || (named && /[#/]([^#/]+)[#/]?$/.exec(iri)?.[1]) || iri;
  }

  // What can be completed while typing: all that has a name, and terms of others with what they say.
  terms(notes = {}) {
    return [...this.labels, ...Object.entries(notes)].flatMap(([iri, label]) => {
      const prefixed = this.short(iri);
      if (!prefixed) return [];
      const [prefix] = prefixed.split(":");
      const [, start] = this.prefixes.find(([each]) => each === prefix);
      return [{ prefixed, label, declaration: `PREFIX ${prefix}: <${start}>` }];
    });
  }

  // Asks for labels that are not known yet; true if there are more names than before.
  async learn(iris) {
    const open = [...new Set(iris)].filter((iri) => !this.labels.has(iri) && !this.asked.has(iri) && WHOLE.test(iri));
    const before = this.labels.size;
    for (const iri of open) this.asked.add(iri);
    for (let start = 0; start < open.length; start += BATCH) {
      const some = open.slice(start, start + BATCH);
      const { text } = await ask(request({ text: labelQuery(some) }), TYPES.json);
      this.add(JSON.parse(text).results.bindings.map(({ thing, label }) => [thing.value, label.value]));
    }
    return this.labels.size > before;
  }
}

// Labels in English come last, so they are the ones kept.
function labelQuery(iris) {
  return `SELECT ?thing ?label {
  VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?thing <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel> ?label
} ORDER BY LANGMATCHES(LANG(?label), "en")`;
}
