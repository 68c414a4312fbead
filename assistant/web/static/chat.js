// The chat page: what HTML from the server cannot do by itself.
"use strict";

(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");
  const conversation = () => document.getElementById("conversation");
  const question = () => document.querySelector("#question textarea");
  let announced = "";

  // One polite live region, written to once an answer: Gradio redraws the whole conversation.
  const voice = document.createElement("div");
  voice.id = "voice";
  voice.className = "hidden";
  voice.setAttribute("role", "status");
  document.body.append(voice);

  const type = (field, text) => {
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const prefill = (text, turn) => {
    type(document.querySelector("#edit textarea"), turn || "");
    type(question(), text);
    question().focus();
    const gap = text.indexOf("…");
    if (gap >= 0) question().setSelectionRange(gap, gap + 1);
  };

  const spoken = (turn) => {
    const parts = [...turn.querySelectorAll(".state, .lead, .frame, .points li")].map((part) => {
      const copy = part.cloneNode(true);
      copy.querySelectorAll(".cite").forEach((mark) => mark.remove());
      return copy.textContent.trim();
    });
    const sources = turn.querySelector(".sources h3");
    return [...parts, sources ? sources.textContent : ""].filter(Boolean).join(" ");
  };

  const changed = () => {
    const turns = conversation().querySelectorAll(".turn");
    document.body.classList.toggle("talking", turns.length > 0);
    const last = turns[turns.length - 1];
    if (!last) return;
    const id = last.dataset.conversation;
    if (id) history.replaceState(null, "", `?samtale=${encodeURIComponent(id)}`);
    const state = last.querySelector("[data-announce]").textContent;
    const key = `${last.dataset.turn} ${last.querySelector("time").textContent} ${state}`;
    if (key === announced) return;
    const first = announced === "";
    announced = key;
    if (first && id && !last.classList.contains("searching")) return; // an old conversation
    voice.textContent = spoken(last);
    last.scrollIntoView({ block: "start", behavior: behavior() });
  };

  const toCard = (link) => {
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    document.querySelectorAll(".card.current").forEach((old) => old.classList.remove("current"));
    card.classList.add("current");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: behavior() });
  };

  const back = (link) => {
    const cite = document.querySelector(`.cite[href="#${CSS.escape(link.dataset.back)}"]`);
    if (cite) cite.focus();
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const field = document.createElement("textarea"); // no clipboard without HTTPS
      field.value = button.dataset.copy;
      button.after(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    voice.textContent = button.dataset.copied;
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  };

  const actions = {
    "a.cite": (link) => toCard(link),
    "a[data-back]": (link) => back(link),
    "button[data-copy]": (button) => copy(button),
    "button[data-fill]": (button) => prefill(button.dataset.fill),
    "button[data-edit]": (button) =>
      prefill(button.closest(".turn").querySelector(".question").textContent, button.dataset.edit),
    "button[data-clear-filters]": () =>
      document.querySelectorAll("#filters input:checked").forEach((box) => box.click()),
    "#filters-toggle": (button) => {
      const open = document.body.classList.toggle("filters-open");
      button.setAttribute("aria-expanded", String(open));
    },
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const [selector, act] of Object.entries(actions)) {
      const found = event.target.closest(selector);
      if (!found) continue;
      event.preventDefault();
      act(found);
      return;
    }
  });

  const ready = () => {
    if (!conversation() || !question()) return setTimeout(ready, 50);
    new MutationObserver(changed).observe(conversation(), { childList: true, subtree: true });
    document.getElementById("indhold").setAttribute("tabindex", "-1");
    document.querySelectorAll("#filters > [id^='filter-']").forEach((group) => {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", group.querySelector("[data-testid='block-info']").textContent.trim());
    });
    changed();
  };
  ready();
})();
