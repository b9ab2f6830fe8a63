// The editor: CodeMirror in a shadow tree, where its styles need no inline <style> element.
import {
  Decoration, EditorState, EditorView, HighlightStyle, StateEffect, StateField, StreamLanguage,
  autocompletion, bracketMatching, completionKeymap, defaultKeymap, drawSelection,
  highlightSpecialChars, history, historyKeymap, keymap, lineNumbers, sparql, syntaxHighlighting, tags,
} from "/page/vendor/codemirror.js";

const KEYWORDS = (
  "ASK BASE BIND CONSTRUCT COUNT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP_CONCAT HAVING LIMIT " +
  "MINUS NAMED NOT OFFSET OPTIONAL PREFIX SELECT UNION VALUES WHERE BOUND COALESCE CONTAINS DATATYPE " +
  "LANG LCASE REGEX SAMPLE STRSTARTS UCASE"
).split(" ").concat("GROUP BY", "ORDER BY");

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--deep)", fontWeight: "600" },
  { tag: [tags.standard(tags.variableName), tags.operator], color: "var(--ink)" },
  { tag: tags.local(tags.variableName), color: "var(--warm)" },
  { tag: tags.atom, color: "var(--line)" },
  { tag: [tags.string, tags.number], color: "var(--green)" },
  { tag: [tags.comment, tags.meta], color: "var(--quiet)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "3px solid var(--deep)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "8rem", maxHeight: "var(--code-height)" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--soft)", borderRight: "1px solid var(--rule)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--wedge) 45%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--wedge) 40%, transparent)" },
  ".cm-wrong": { textDecoration: "underline wavy var(--warm) 2px", textUnderlineOffset: "3px" },
  ".cm-wrong-line": { backgroundColor: "color-mix(in srgb, var(--warm) 14%, transparent)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--rule)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--deep)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal" },
});

const wrong = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update(old, change) {
    const told = change.effects.find((effect) => effect.is(wrong));
    if (told) return told.value === null ? Decoration.none : around(change.state.doc, told.value);
    return change.docChanged ? Decoration.none : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function offset(doc, { line, column }) {
  const row = doc.line(Math.min(Math.max(line, 1), doc.lines));
  // Columns count characters, the editor counts UTF-16 units.
  const before = [...row.text].slice(0, Math.max((column ?? 1) - 1, 0)).join("").length;
  return { row, from: row.from + Math.min(before, row.length) };
}

// The word at the place, or the one character before it at the end of a line.
function around(doc, place) {
  const { row, from } = offset(doc, place);
  const word = /^\s*\S[\w:]*/.exec(row.text.slice(from - row.from))?.[0].length ?? 0;
  const start = word ? from : Math.max(row.from, from - 1);
  const line = Decoration.line({ class: "cm-wrong-line" }).range(row.from);
  const end = word ? from + word : from;
  return end > start ? Decoration.set([line, Decoration.mark({ class: "cm-wrong" }).range(start, end)]) : Decoration.set([line]);
}

// `terms` gives [{prefixed, label, declaration}] of the vocabulary once it is known.
export function editor(host, { label, onChange, onRun, terms }) {
  const root = host.attachShadow({ mode: "open" });
  const words = (context) => {
    const word = context.matchBefore(/[?$]\w*|[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const text = context.state.doc.toString();
    if (/^[?$]/.test(word.text)) {
      const known = new Set(text.match(/[?$]\w+/g));
      known.delete(word.text);
      return { from: word.from, options: [...known].map((each) => ({ label: each, type: "variable" })) };
    }
    const options = terms().map(({ prefixed, label: detail, declaration }) => ({
      label: prefixed,
      detail,
      apply: declared(prefixed, declaration),
    }));
    const plain = word.text.includes(":") ? [] : KEYWORDS.map((each) => ({ label: each, type: "keyword" }));
    return { from: word.from, options: [...plain, ...options], validFor: /^[\w-]*:?[\w-]*$/ };
  };
  const extensions = [
    lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), marks, look,
    StreamLanguage.define(sparql), syntaxHighlighting(colors), EditorView.lineWrapping,
    autocompletion({ override: [words], icons: false }),
    keymap.of([
      { key: "Mod-Enter", run: () => (onRun(), true) },
      ...completionKeymap, ...historyKeymap, ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  ];
  const state = (doc) => EditorState.create({ doc, extensions });
  const view = new EditorView({ root, parent: root, state: state("") });
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    // A new text starts a history of its own; nobody is told of a change.
    set text(doc) {
      if (doc !== view.state.doc.toString()) view.setState(state(doc));
    },
    mark(place) {
      view.dispatch({ effects: wrong.of(place) });
    },
    goTo(place) {
      const { from } = offset(view.state.doc, place);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
  };
}

// A term chosen from the list brings the line that declares its prefix, if that is missing.
function declared(prefixed, declaration) {
  return (view, completion, from, to) => {
    const prefix = prefixed.slice(0, prefixed.indexOf(":") + 1);
    const missing = !new RegExp(`^\\s*prefix\\s+${prefix}`, "im").test(view.state.doc.toString());
    const changes = [{ from, to, insert: prefixed }];
    if (missing) changes.unshift({ from: 0, insert: `${declaration}\n` });
    const end = from + prefixed.length + (missing ? declaration.length + 1 : 0);
    view.dispatch({ changes, selection: { anchor: end }, userEvent: "input.complete" });
  };
}
