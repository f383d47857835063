// Outdoors: what a surveyor sends is put into a queue on the phone first, then sent under its own command key. Without a
// connection it stays there and goes out by itself later; sent twice, it has one effect.
import { person, text, timeOf, token } from "./texts.js";
import { toast } from "./dialogs.js";

const STORE = "entries";
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AGAIN = 30_000;
const MINE = ".ui-phone form[method=post]:not([hx-post]):not([data-online])";
let opened;

function store() {
  opened ??= new Promise((good, bad) => {
    const asked = indexedDB.open("phone-queue", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });
  return opened;
}

async function ask(mode, act) {
  const request = act((await store()).transaction(STORE, mode).objectStore(STORE));
  return new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
}

const put = (entry) => ask("readwrite", (entries) => entries.put(entry));
const drop = (id) => ask("readwrite", (entries) => entries.delete(id));
const all = () => ask("readonly", (entries) => entries.getAll());
const mine = async () => (await all()).filter((one) => one.person === person()).sort((a, b) => a.at - b.at);

// -- sending -----------------------------------------------------------------------------------------------------------

function entryOf(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const file = fields.map(([, value]) => value).find((value) => value instanceof File && value.name);
  const shown = form.querySelector("input[type=radio]:checked")?.closest("label")?.textContent.trim();
  const title = [document.querySelector("h1")?.textContent.trim(), shown ?? submitter?.textContent.trim(), file?.name].filter(Boolean).join(" · ");
  return { id: form.elements.namedItem("command_key").value, person: person(), at: Date.now(), address: form.action, page: location.pathname, fields, title, state: "waiting" };
}

async function post(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  return fetch(entry.address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
}

// "sent", "refused", "waiting" (no connection) or "signedOut".
async function send(entry) {
  let answer;
  try { answer = await post(entry); } catch { return { outcome: "waiting" }; }
  if (new URL(answer.url).pathname.startsWith("/sign-in")) return { outcome: "signedOut" };
  if (answer.status >= 500) return { outcome: "waiting" };
  return { outcome: answer.ok ? "sent" : "refused", answer };
}

async function submitted(form, submitter) {
  const entry = entryOf(form, submitter);
  await put(entry);
  const { outcome, answer } = await send(entry);
  if (outcome === "sent") { await drop(entry.id); location.assign(answer.url); return; }
  if (outcome === "refused") { await drop(entry.id); form.dataset.online = ""; form.requestSubmit(submitter); return; }
  toast(text(outcome === "signedOut" ? "signInAgain" : "queued"));
  form.reset();
  form.elements.namedItem("command_key").value = crypto.randomUUID();
  form.querySelectorAll(".ui-busy").forEach((one) => one.classList.remove("ui-busy"));
  submitter?.classList.remove("ui-busy");
  show();
}

// One after the other, in one window of the browser only; the first that finds no connection ends the round.
async function sendAll() {
  if (!navigator.onLine || !person()) return;
  await navigator.locks.request("phone-queue", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const waiting = (await mine()).filter((one) => one.state !== "refused");
    let count = 0;
    for (const entry of waiting) {
      await put({ ...entry, state: "sending" });
      await show();
      const { outcome } = await send(entry);
      if (outcome === "sent") { await drop(entry.id); count += 1; continue; }
      await put({ ...entry, state: outcome === "refused" ? "refused" : "waiting" });
      if (outcome === "signedOut") toast(text("signInAgain"));
      if (outcome !== "refused") break;
    }
    if (count) sentNow(await mine());
  });
  show();
}

// The page does not know yet what was taken; it is loaded again unless somebody is typing on it.
function sentNow(left) {
  toast(text("allSent"));
  if (!left.length && document.querySelector(".ui-phone") && !document.activeElement?.matches("input, textarea, select")) location.reload();
}

// -- what is shown -----------------------------------------------------------------------------------------------------

async function show() {
  const bar = document.querySelector("[data-sync]");
  if (bar) bar.hidden = navigator.onLine;
  const box = document.querySelector("[data-queue]");
  if (!box) return;
  const entries = await mine();
  box.hidden = entries.length === 0;
  box.querySelector("[data-queue-count]").textContent = text("queueCount", { count: entries.length });
  box.querySelector("ul").replaceChildren(...entries.map(line));
}

function line(entry) {
  const row = document.createElement("li"), what = document.createElement("a"), note = document.createElement("small");
  what.href = entry.page; what.textContent = entry.title; what.className = "ui-grow";
  note.textContent = `${timeOf(entry.at)} · ${text(entry.state)}`;
  what.append(note);
  const away = document.createElement("button");
  away.type = "button"; away.className = "ui-btn ui-btn-sm"; away.textContent = text("drop");
  away.addEventListener("click", async () => { if (window.confirm(text("dropSure"))) { await drop(entry.id); show(); } });
  row.append(what, away);
  return row;
}

async function tidy() {
  for (const entry of await all()) {
    if (Date.now() - entry.at > WEEK) await drop(entry.id);
    else if (entry.state === "sending" && entry.person === person()) await put({ ...entry, state: "waiting" });
  }
}

// -- when ---------------------------------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) { leave(event, form); return; }
  if (!form.matches(MINE) || event.defaultPrevented || !form.elements.namedItem("command_key") || !window.indexedDB) return;
  event.preventDefault();
  submitted(form, event.submitter).catch(() => { form.dataset.online = ""; form.requestSubmit(event.submitter); });
});

// Nothing stays on the phone of somebody who has signed out; what was never sent is asked about first.
function leave(event, form) {
  if (form.dataset.left !== undefined || !window.indexedDB) return;
  event.preventDefault();
  mine().then(async (entries) => {
    if (entries.length && !window.confirm(text("leaveSure", { count: entries.length }))) return;
    for (const entry of entries) await drop(entry.id);
    form.dataset.left = "";
    form.requestSubmit();
  }).catch(() => { form.dataset.left = ""; form.requestSubmit(); });
}

document.addEventListener("click", (event) => { if (event.target.closest("[data-queue-send]")) sendAll(); });
window.addEventListener("online", () => { show(); sendAll(); });
window.addEventListener("offline", show);
document.addEventListener("DOMContentLoaded", async () => {
  if (!window.indexedDB || !person()) return;
  await tidy();
  await show();
  if ((await mine()).length) sendAll();
  setInterval(async () => { if ((await mine()).length) sendAll(); }, AGAIN);
});
