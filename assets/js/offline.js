// Outdoors: say when there is no connection.
function show() { const bar = document.querySelector("[data-sync]"); if (bar) bar.hidden = navigator.onLine; }
window.addEventListener("online", show);
window.addEventListener("offline", show);
document.addEventListener("DOMContentLoaded", show);
