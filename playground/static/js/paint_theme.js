// Runs before the first paint, so that a chosen theme does not flash in late. theme.js tells it of a new choice.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const choice = localStorage.getItem("playground.theme");
    const dark = choice === "dark" || (choice !== "light" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  };
  system.addEventListener("change", paint);
  addEventListener("themechange", paint);
  paint();
})();
