// The question in the address: #/name?value=… for one of the library, #query=… for any other.

export function read(hash) {
  const rest = hash.replace(/^#/, "");
  if (rest.startsWith("/")) {
    const [name, settings = ""] = rest.slice(1).split(/\?(.*)/s);
    return { name: decoded(name), settings: Object.fromEntries(new URLSearchParams(settings)) };
  }
  const text = new URLSearchParams(rest).get("query");
  return text === null ? {} : { text };
}

export function ofQuestion(name, settings = {}) {
  const values = new URLSearchParams(settings).toString();
  return `#/${encodeURIComponent(name)}${values && `?${values}`}`;
}

export function ofText(text) {
  return `#${new URLSearchParams({ query: text })}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
