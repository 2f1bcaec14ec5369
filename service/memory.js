// What a browser remembers for its user, by the user's own press: the look of the screen, and that the guide was read.
// Runs before the framework starts, so that its controls are dark from the first moment where dark is asked for.
(() => {
  "use strict";
  const FRAMEWORK = { lys: "light_theme", moerk: "dark_theme", kontrast: "light_theme" };
  const YEAR = 31536000;
  const remembered = (name) => (document.cookie.match(new RegExp(`(?:^|; )${name}=([\\w-]+)`)) || [])[1];
  const remember = (name, value) => {
    document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${YEAR}${location.protocol === "https:" ? "; Secure" : ""}`;
  };

  const here = new URL(location.href);
  const asked = here.searchParams.get("udseende");
  if (asked in FRAMEWORK) remember("monitor_udseende", asked);
  const look = FRAMEWORK[asked] || FRAMEWORK[remembered("monitor_udseende")] || FRAMEWORK.lys;
  // The framework takes its look from the address or from the system; the monitor is light unless its reader says otherwise.
  here.searchParams.set("embed_options", look);
  history.replaceState(history.state, "", here);
  // Once it has drawn something of ours, its word goes from the address, so that nobody sends it along. The framework
  // writes the address anew with each choice of the first run, and keeps the word as long as it finds it there.
  let left = 20;
  const cleaning = setInterval(() => {
    if (left < 20 || document.querySelector(".bm-footer")) left -= 1;
    if (left < 0) clearInterval(cleaning);
    const now = new URL(location.href);
    if (left === 20 || !now.searchParams.has("embed_options")) return;
    now.searchParams.delete("embed_options");
    history.replaceState(history.state, "", now);
  }, 250);

  // The view as a short link: what the page would choose by itself is left out; footer.html says what that is.
  const copyLink = async (button) => {
    const to = new URL(location.href);
    to.searchParams.delete("embed_options");
    const footer = document.querySelector(".bm-footer[data-defaults]");
    new URLSearchParams(footer ? footer.dataset.defaults : "").forEach((value, name) => {
      if (to.searchParams.get(name) === value) to.searchParams.delete(name);
    });
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(to.href);
    } catch {
      // Without a secure address the browser lends no clipboard: the link is shown to be copied by hand.
      window.prompt(words, to.href);
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2500);
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest(".st-key-guide_close button")) remember("monitor_guide", "set");
    const copy = event.target.closest("button.bm-copy");
    if (copy) copyLink(copy);
    const link = event.target.closest("a.bm-switch");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Language and look change, the view stays: the address holds what is chosen, the link only what it changes.
    event.preventDefault();
    const to = new URL(location.href);
    new URL(link.href).searchParams.forEach((value, name) => to.searchParams.set(name, value));
    to.searchParams.delete("embed_options");
    location.assign(to);
  });
})();
