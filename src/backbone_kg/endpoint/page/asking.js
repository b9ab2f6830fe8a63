// Requests to the server this page came from, and its refusals in plain words.

export const TYPES = {
  csv: "text/csv;for=spreadsheet", // who downloads it from here opens it in one
  json: "application/sparql-results+json",
  ttl: "text/turtle",
};

const BY_STATUS = {
  400: "The server could not read this query.",
  403: "The server does not allow this: it only reads, and calls no other service.",
  404: "The server does not know this.",
  406: "The server does not offer this answer in that form.",
  408: "The query took longer than the server allows.",
  413: "The query or its answer is larger than the server allows.",
  414: "The query is longer than the server allows.",
  429: "The server is answering as many queries as it can. Try again in a moment.",
  503: "The server stopped the query or is busy. Ask for less, or try again in a moment.",
  504: "The query took longer than the server allows.",
};

export class Refusal extends Error {
  constructor(message, { line = null, column = null, hint = "", status = 0 } = {}) {
    super(message);
    Object.assign(this, { line, column, hint, status });
  }
}

export function boundText(name, settings) {
  return `/queries/${encodeURIComponent(name)}/text?${new URLSearchParams(settings)}`;
}

// A question of the library is bound by the server; any other text goes as it is.
export function request(state) {
  if (state.name !== undefined) {
    const values = new URLSearchParams(state.settings).toString();
    return { url: `/queries/${encodeURIComponent(state.name)}${values && `?${values}`}` };
  }
  return {
    url: "/sparql",
    method: "POST",
    headers: { "Content-Type": "application/sparql-query" },
    body: state.text,
  };
}

export async function ask({ url, headers = {}, ...rest }, accept, signal) {
  let answer;
  let text;
  try {
    answer = await fetch(url, {
      ...rest,
      headers: { ...headers, Accept: `${accept}, application/json;q=0.1` },
      credentials: "omit",
      cache: "no-store",
      signal,
    });
    text = await answer.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal("The server does not answer.", { hint: "Is backbone-kg serve still running?" });
  }
  const type = (answer.headers.get("Content-Type") ?? "").split(";")[0].trim();
  if (!answer.ok) throw refusal(answer.status, type, text);
  const version = /^<[^>]*\/([^/>]+)>/.exec(answer.headers.get("Link") ?? "")?.[1];
  return { type, text, version, rows: Number(answer.headers.get("X-Rows") ?? NaN) };
}

function refusal(status, type, text) {
  const usual = BY_STATUS[status] ?? `The server failed (${status}).`;
  if (type.endsWith("json")) {
    try {
      const { detail, line, column } = JSON.parse(text);
      return new Refusal(detail || usual, { line, column, status });
    } catch {
      return new Refusal(usual, { status });
    }
  }
  return new Refusal((type === "text/plain" && text.trim()) || usual, { status });
}
