// What every page needs: partial refresh, dialogs, lists, keyboard, drafts. No inline handlers: strict CSP.
import htmx from "htmx.org";
import "./dialogs.js";
import "./lists.js";
import "./keyboard.js";
import "./drafts.js";
import "./search.js";
import "./unsaved.js";
import "./offline.js";

window.htmx = htmx;
htmx.config.attributesToSettle = ["class", "width", "height"]; // the policy of the pages forbids style attributes

// A refused form comes back with 422 or 409 and is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([403, 404, 409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-switch]");
  if (theme) {
    const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    document.documentElement.dataset.bsTheme = next;
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  }
  if (event.target.closest("[data-menu]")) document.querySelector(".ui-side")?.classList.toggle("ui-open");
  if (event.target.closest("[data-print]")) window.print();
  for (const open of document.querySelectorAll("details.ui-menu-box[open]")) if (!open.contains(event.target)) open.open = false;
});

// One click is enough: the button waits for the answer. The command key makes a second one harmless anyway.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && !event.target.matches("[data-filters]")) setTimeout(() => button.classList.add("ui-busy"), 0);
});
window.addEventListener("pageshow", () => document.querySelectorAll(".ui-busy").forEach((b) => b.classList.remove("ui-busy")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const open of document.querySelectorAll("details.ui-menu-box[open]")) { open.open = false; open.querySelector("summary")?.focus(); }
});
