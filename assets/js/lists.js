// Lists: filters apply when changed, rows are selected for the bulk bar.
document.addEventListener("change", (event) => {
  const filters = event.target.closest("[data-filters]");
  if (filters) {
    for (const control of filters.elements) if (control.name && !control.value) control.disabled = true;
    filters.submit();
  }
  if (event.target.matches("[data-select-all]")) {
    for (const box of document.querySelectorAll("input[name=item]")) box.checked = event.target.checked;
  }
  if (event.target.matches("input[name=item], [data-select-all]")) showBulk();
});

// On a telephone the conditions that are not used stay folded away, so that the rows come first.
if (matchMedia("(max-width: 767px)").matches) {
  for (const form of document.querySelectorAll("[data-filters]")) {
    if (form.querySelectorAll(".ui-chip").length > 2) form.classList.add("ui-folded");
  }
}
document.addEventListener("click", (event) => {
  event.target.closest("[data-unfold]")?.closest("form").classList.remove("ui-folded");
});

function selectNothing() {
  for (const box of document.querySelectorAll("input[name=item], [data-select-all]")) box.checked = false;
  showBulk();
}

document.addEventListener("click", (event) => { if (event.target.closest("[data-bulk-clear]")) selectNothing(); });
document.addEventListener("keydown", (event) => {
  const open = document.querySelector("dialog[open], .ui-suggest");
  if (event.key === "Escape" && !open && document.querySelector("input[name=item]:checked")) selectNothing();
});

function showBulk() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = document.querySelectorAll("input[name=item]:checked");
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-bulk-count]").textContent = chosen.length;
  for (const box of document.querySelectorAll("input[name=item]")) box.closest("tr").setAttribute("aria-selected", box.checked);
}
