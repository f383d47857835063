// Frequent work without the mouse. Keys do nothing while somebody types.
import { text } from "./texts.js";
let row = -1;
let waitsForPlace = false;
const PLACES = { w: "/", d: "/dashboard/", n: "/notifications/" };
const rows = () => [...document.querySelectorAll("[data-list] tbody tr")];

function typing(event) {
  return event.target.closest("input, textarea, select, [contenteditable]") && !event.target.matches("[type=checkbox]");
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  all[row]?.classList.remove("ui-cursor");
  row = Math.max(0, Math.min(all.length - 1, row + step));
  all[row].classList.add("ui-cursor");
  all[row].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.querySelector("[data-search]")?.focus();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.target.closest("form")?.requestSubmit(); return; }
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (waitsForPlace) { waitsForPlace = false; if (PLACES[event.key]) location.assign(PLACES[event.key]); return; }
  const current = rows()[row];
  switch (event.key) {
    case "g": waitsForPlace = true; break;
    case "j": move(1); break;
    case "k": move(-1); break;
    case "x": current?.querySelector("input[name=item]")?.click(); break;
    case "Enter": if (!event.target.closest("a, button")) current?.querySelector("a")?.click(); break;
    case "/": event.preventDefault(); (document.querySelector(".ui-field-search input") || document.querySelector("[data-search]"))?.focus(); break;
    case "e": document.querySelector(".ui-next a.ui-btn-primary, .ui-next a.ui-btn")?.click(); break;
    case "t": document.querySelector("[data-take-next]")?.requestSubmit(); break;
    case "?": showKeys(); break;
  }
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-keys]")) showKeys(); });

function showKeys() {
  const dialog = document.getElementById("dialog");
  if (!dialog || dialog.open) return;
  const head = document.createElement("header"), title = document.createElement("h2"), keys = document.createElement("div");
  head.className = "ui-panel-head"; title.textContent = text("keysTitle"); head.append(title);
  keys.className = "ui-keys";
  for (const [key, what] of text("keys")) {
    const k = document.createElement("kbd"), w = document.createElement("span");
    k.textContent = key; w.textContent = what; keys.append(k, w);
  }
  dialog.replaceChildren(head, keys);
  dialog.showModal();
}
