// Forms without a draft of their own: who leaves with something typed and not sent is asked first.
let typed = null;

document.addEventListener("input", (event) => {
  const form = event.target.closest("main form[method=post]");
  if (form && !form.matches("[data-draft], [data-bulk-form]") && event.isTrusted) typed = form;
});
document.addEventListener("submit", () => { typed = null; });
window.addEventListener("beforeunload", (event) => { if (typed?.isConnected) event.preventDefault(); });
