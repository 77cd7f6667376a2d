// The page comes to life.

function startTheme() {
  const root = document.documentElement;
  const toggle = byId("theme-toggle");
  const prefers = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefers.matches);
  const tell = () => toggle.setAttribute("aria-pressed", String(isDark()));
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    tell();
  });
  prefers.addEventListener("change", tell);
  tell();
}

document.documentElement.classList.add("js");
startTheme();
byId("print").addEventListener("click", () => window.print());
byId("print-board").addEventListener("click", () => {
  document.documentElement.dataset.print = "board";
  window.print();
});
window.addEventListener("afterprint", () => delete document.documentElement.dataset.print);
startExplanation();
startBoard();
showPace();
startLists();
startMap();
startPlaces();
