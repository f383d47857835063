// Frequent work without the mouse. Keys do nothing while somebody types.
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
    case "?": showKeys(); break;
  }
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-keys]")) showKeys(); });

function showKeys() {
  const dialog = document.getElementById("dialog");
  const zh = document.documentElement.lang !== "en";
  const list = zh
    ? [["Ctrl K", "全局搜索"], ["/", "在列表中查找"], ["j / k", "下一行 / 上一行"], ["x", "选择此行"], ["Enter", "打开此行"], ["Ctrl Enter", "提交表单"], ["g w", "我的工作"], ["g d", "经营看板"], ["g n", "通知"], ["?", "显示快捷键"]]
    : [["Ctrl K", "Search everything"], ["/", "Find in the list"], ["j / k", "Next / previous row"], ["x", "Select the row"], ["Enter", "Open the row"], ["Ctrl Enter", "Submit the form"], ["g w", "My work"], ["g d", "Dashboard"], ["g n", "Notifications"], ["?", "Show the keys"]];
  const keys = document.createElement("div");
  keys.className = "ui-keys";
  for (const [key, what] of list) {
    const k = document.createElement("kbd"), w = document.createElement("span");
    k.textContent = key; w.textContent = what; keys.append(k, w);
  }
  dialog.replaceChildren(keys);
  dialog.showModal();
}
