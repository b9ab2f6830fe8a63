/* The panel of one role or partner: opened beside the map, without leaving the place one is at. */

import { fail, say } from "./app.js";

const panel = document.getElementById("about");
let from = null;
let asked = 0;

/** Return whether an address shows the same screen with another role or partner. */
function isAbout(link) {
  if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return false;
  return link.hash === "#about" || link.dataset.about === "close";
}

/** Show what an address says of a role or partner; return whether nothing else was asked for meanwhile. */
async function show(address) {
  const own = (asked += 1);
  try {
    const answer = await fetch(address);
    const html = await answer.text();
    if (own !== asked) return false;
    const told = new DOMParser().parseFromString(html, "text/html").getElementById("about");
    if (!told) {
      location.href = address; // what is wrong is told there
      return false;
    }
    panel.replaceChildren(...told.childNodes);
    panel.hidden = told.hidden;
  } catch {
    fail("The program does not answer. If it was stopped, start it again: backbone-kg app");
    return false;
  }
  return true;
}

async function go(address, link) {
  if (link && !panel.contains(link)) from = link;
  if (!(await show(address))) return;
  if (panel.hidden) {
    say("Closed.");
    (from ?? document.getElementById("content")).focus();
    return;
  }
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
  panel.scrollTop = 0;
}

if (panel) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !isAbout(link)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    go(link.href, link);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.querySelector("[data-about=close]")?.click();
  });
  window.addEventListener("popstate", () => show(location.href));
}
