// Nothing typed is lost: forms marked data-draft keep what was typed, at once in this browser and a moment later with
// the server, until they are taken. A workstation is shared: what another person typed is removed, never shown.
import { dayOf, person, text, timeOf, token } from "./texts.js";
import { toast } from "./dialogs.js";

const DAY = 24 * 60 * 60 * 1000;
const PAUSE = 1500;
const PREFIX = "draft:";
const own = () => `${PREFIX}${person()}:`;
const key = (name) => `${own()}${name}`;
const address = (name) => `/drafts/${name}/`;
const timers = new Map();
const NEVER = ["hidden", "file", "password", "submit", "button", "reset"];
// Which state of the object the page showed: a draft that is put back is held against it, not against the newest.
const OF_PAGE = ["version", "as_shown"];
const fields = (form) => [...form.elements].filter((e) => e.name && (OF_PAGE.includes(e.name) || !NEVER.includes(e.type)));
const typed = (kept) => JSON.stringify(kept.filter(([name]) => !OF_PAGE.includes(name)));

// Every control with its state: ticks and choices as well as texts, so that a box unticked stays unticked.
function content(form) {
  return fields(form).map((e) => {
    if (e.type === "checkbox" || e.type === "radio") return [e.name, "tick", e.value, e.checked];
    if (e.type === "select-multiple") return [e.name, "many", [...e.selectedOptions].map((o) => o.value)];
    return [e.name, "text", e.value];
  });
}

function apply(form, kept) {
  for (const [name, kind, value, ticked] of kept) {
    for (const e of fields(form).filter((f) => f.name === name)) {
      if (kind === "tick") { if (e.value === value) e.checked = ticked; }
      else if (kind === "many") for (const option of e.options) option.selected = value.includes(option.value);
      else e.value = value;
    }
  }
  for (const e of fields(form)) e.dispatchEvent(new Event("change", { bubbles: true }));
}

function read(name) {
  try { return JSON.parse(localStorage.getItem(key(name))); } catch { return null; }
}

function note(form, at) {
  const place = form.querySelector("[data-saved]");
  if (place) place.textContent = timeOf(at);
}

function save(form) {
  const name = form.dataset.draft;
  const draft = { at: Date.now(), kept: content(form) };
  try { localStorage.setItem(key(name), JSON.stringify(draft)); } catch { /* full: the server keeps it */ }
  note(form, draft.at);
  clearTimeout(timers.get(name)?.id);
  timers.set(name, { draft, id: setTimeout(() => send(name, draft), PAUSE) });
}

const flush = () => { for (const [name, { id, draft }] of timers) { clearTimeout(id); send(name, draft); } };

async function send(name, draft) {
  timers.delete(name);
  const headers = { "X-CSRFToken": token(), "Content-Type": "application/json" };
  try { await fetch(address(name), { method: "POST", headers, body: JSON.stringify(draft.kept), keepalive: true }); } catch { /* the browser's copy stays */ }
}

async function fromServer(name) {
  try {
    const answer = await fetch(address(name));
    if (answer.status !== 200) return null;
    const { at, content: kept } = await answer.json();
    return { at, kept: JSON.parse(kept) };
  } catch { return null; }
}

function forget(name) {
  localStorage.removeItem(key(name));
  fetch(address(name), { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => {});
}

// The newer of both copies is offered, never put in unasked; a refused form shows what was typed already.
async function offer(form) {
  const name = form.dataset.draft;
  if (form.querySelector("[aria-invalid=true]")) return;
  const found = [read(name), await fromServer(name)].filter(Boolean).sort((a, b) => b.at - a.at)[0];
  if (!found || typed(found.kept) === typed(content(form))) return;
  const bar = document.createElement("div");
  bar.className = "ui-alert ui-tone-info ui-restore"; bar.setAttribute("role", "status");
  const said = document.createElement("span");
  const today = new Date(found.at).toDateString() === new Date().toDateString();
  said.textContent = text("restore", { time: today ? timeOf(found.at) : `${dayOf(found.at)} ${timeOf(found.at)}` });
  const yes = button("ui-btn ui-btn-sm ui-btn-primary", text("restoreYes"), () => { apply(form, found.kept); bar.remove(); save(form); toast(text("restored")); });
  const no = button("ui-btn ui-btn-sm ui-btn-quiet", text("restoreNo"), () => { forget(name); bar.remove(); });
  bar.append(said, yes, no);
  form.prepend(bar);
}

function button(css, label, act) {
  const made = document.createElement("button");
  made.type = "button"; made.className = css; made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// Copies that are a day old, and all of other persons: theirs are kept with the server.
function tidy() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(name)).at; } catch { /* unreadable: away with it */ }
    if (Date.now() - at > DAY || (person() && !name.startsWith(own()))) localStorage.removeItem(name);
  }
}

// The server says by a cookie which form it has taken.
function taken() {
  const found = document.cookie.split("; ").find((one) => one.startsWith("draft-done="));
  if (!found) return;
  localStorage.removeItem(key(decodeURIComponent(found.slice("draft-done=".length))));
  document.cookie = "draft-done=; path=/; max-age=0; samesite=lax";
}

document.addEventListener("DOMContentLoaded", () => { taken(); tidy(); document.querySelectorAll("form[data-draft]").forEach(offer); });
document.addEventListener("input", (event) => { const form = event.target.closest("form[data-draft]"); if (form) save(form); });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) {
    flush();
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) localStorage.removeItem(name);
  }
  if (!form.matches("form[data-draft]") || form.elements.namedItem("draft")) return;
  clearTimeout(timers.get(form.dataset.draft)?.id);
  timers.delete(form.dataset.draft);
  const sent = document.createElement("input");
  sent.type = "hidden"; sent.name = "draft"; sent.value = form.dataset.draft;
  form.append(sent);
});
window.addEventListener("pagehide", flush);
