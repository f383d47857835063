// Nothing typed is lost: forms marked data-draft keep what was typed in this browser until they are sent.
// A workstation is shared: a draft belongs to the person who typed it, for a day.
const DAY = 24 * 60 * 60 * 1000;
const key = (name) => `draft:${document.querySelector("[data-person]")?.dataset.person ?? ""}:${name}`;

const fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "file", "password", "submit"].includes(e.type));

function save(form) {
  const kept = fields(form).map((e) => [e.name, e.type === "checkbox" || e.type === "radio" ? [e.value, e.checked] : e.value]);
  localStorage.setItem(key(form.dataset.draft), JSON.stringify({ at: Date.now(), kept }));
  const note = form.querySelector("[data-saved]");
  if (note) note.textContent = new Date().toLocaleTimeString("zh-CN", { hour12: false });
}

function restore(form) {
  const stored = localStorage.getItem(key(form.dataset.draft));
  if (!stored || form.querySelector("[aria-invalid=true]")) return;
  for (const [name, value] of JSON.parse(stored).kept) {
    for (const e of fields(form).filter((f) => f.name === name)) {
      if (Array.isArray(value)) { if (e.value === value[0]) e.checked = value[1]; } else if (!e.value) e.value = value;
    }
  }
}

function forgetOld() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft:"))) {
    if (Date.now() - JSON.parse(localStorage.getItem(name)).at > DAY) localStorage.removeItem(name);
  }
}

document.addEventListener("DOMContentLoaded", forgetOld);
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-draft]").forEach(restore));
document.addEventListener("input", (event) => { const form = event.target.closest("form[data-draft]"); if (form) save(form); });
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-draft]")) sessionStorage.setItem("draft-sent", event.target.dataset.draft);
});
// The page after a form that was taken has no such form in error: the draft has done its work.
document.addEventListener("DOMContentLoaded", () => {
  const sent = sessionStorage.getItem("draft-sent");
  if (sent && !document.querySelector(`form[data-draft="${sent}"]`)) localStorage.removeItem(key(sent));
  sessionStorage.removeItem("draft-sent");
});
