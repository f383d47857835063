// Texts of scripts come from the catalogue, in the page's language; {name} is filled in.
let known;
export function text(key, values = {}) {
  known ??= JSON.parse(document.getElementById("texts")?.textContent ?? "{}");
  const found = known[key] ?? key;
  return typeof found !== "string" ? found : found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
export const timeOf = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
export const dayOf = (at) => new Date(at).toLocaleDateString(document.documentElement.lang, { month: "2-digit", day: "2-digit" });
export const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
export const person = () => document.querySelector("[data-person]")?.dataset.person ?? "";
