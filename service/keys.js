// Keys of a meeting: a clicker sends the page keys, a keyboard the arrows; Escape goes back to the full page.
// They press the buttons that pages/kit/meeting/board.py draws, so that there is one way to do each thing.
// Escape also closes what the corner of a page has open and the explanation of a term, and leaves the hand where it was.
(() => {
  "use strict";
  const STEPS = {
    PageDown: "agenda_next", PageUp: "agenda_previous", ArrowRight: "agenda_next", ArrowLeft: "agenda_previous",
    Home: "agenda_first", End: "agenda_last", Escape: "board_leave",
  };
  // An open list or window has its own use for keys, Escape most of all.
  const OPEN = "[role=listbox], [role=dialog], [data-testid=stPopoverBody]";
  // Arrows, Home and End move within these; the page keys of a clicker do not.
  const FIELDS = "input, textarea, select, [contenteditable=true], [role=slider], [role=radiogroup], [role=combobox], [role=tablist]";
  const WITHIN = ["ArrowRight", "ArrowLeft", "Home", "End"];

  function closed(event) {
    if (event.key !== "Escape") return false;
    const open = document.querySelector(".bm-drop[open]");
    const term = document.querySelector(".bm-term:hover, .bm-term:focus");
    if (open) { open.removeAttribute("open"); open.querySelector("summary").focus(); }
    if (term) term.classList.add("bm-hushed");
    return Boolean(open || term);
  }
  document.addEventListener("pointerout", (event) => {
    if (event.target instanceof Element) event.target.closest(".bm-term")?.classList.remove("bm-hushed");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target instanceof Element) event.target.closest(".bm-term")?.classList.remove("bm-hushed");
  });
  // One of them open at a time, and none once the reader goes on.
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".bm-drop[open]")) if (!open.contains(event.target)) open.removeAttribute("open");
  });

  document.addEventListener("keydown", (event) => {
    if (closed(event)) return;
    const wanted = STEPS[event.key];
    if (!wanted || event.repeat || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (document.querySelector(OPEN)) return;
    if (WITHIN.includes(event.key) && event.target instanceof Element && event.target.closest(FIELDS)) return;
    const button = document.querySelector(`.st-key-${wanted} button`);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) button.click();
  }, true); // Before the page's own: a list that Escape closes must still be seen open here.
})();
