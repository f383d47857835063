// Links marked data-dialog open in the page's dialog; without script they lead to a page of their own.
const dialog = () => document.getElementById("dialog");
let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && dialog() && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    window.htmx.ajax("GET", link.getAttribute("href"), { target: "#dialog", swap: "innerHTML" }).then(() => {
      opener = link;
      dialog().showModal();
      dialog().querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
    });
  }
  if (event.target.closest("[data-dialog-close]") && dialog()?.open) { event.preventDefault(); dialog().close(); }
  if (event.target === dialog()) dialog().close();
});

// Who closes a dialog goes on where it was opened. The event of closing does not bubble.
document.addEventListener("close", (event) => {
  if (event.target === dialog() && opener?.isConnected) opener.focus();
  opener = null;
}, true);

export function toast(text) {
  let box = document.querySelector(".ui-toasts");
  if (!box) { box = document.createElement("div"); box.className = "ui-toasts"; box.setAttribute("role", "status"); document.body.append(box); }
  if ([...box.children].some((one) => one.textContent === text)) return;
  const line = document.createElement("div");
  line.className = "ui-toast"; line.textContent = text; box.append(line);
  setTimeout(() => line.remove(), 5000);
}
