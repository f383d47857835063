// Suggestions under the search box while typing.
let timer;
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-search]")) return;
  clearTimeout(timer);
  const box = event.target.closest("form");
  timer = setTimeout(async () => {
    const text = event.target.value.trim();
    let list = box.querySelector(".ui-suggest");
    if (text.length < 2) { list?.remove(); return; }
    const answer = await fetch(`${box.action}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    if (!list) { list = document.createElement("div"); list.className = "ui-suggest"; box.append(list); }
    list.innerHTML = await answer.text();
  }, 180);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".ui-search")) document.querySelectorAll(".ui-suggest").forEach((list) => list.remove());
});
// The arrows lead from the box through what was found and back.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".ui-search");
  const found = [...(box?.querySelectorAll(".ui-suggest a[href]") || [])];
  if (!found.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const next = found.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  (found[Math.min(next, found.length - 1)] || box.querySelector("[data-search]")).focus();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") document.querySelectorAll(".ui-suggest").forEach((list) => list.remove()); });
