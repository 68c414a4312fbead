// The chat page: what HTML from the server cannot do by itself.
"use strict";

(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");
  const wide = matchMedia("(min-width: 64rem)");
  const conversation = () => document.getElementById("conversation");
  const question = () => document.querySelector("#question textarea");
  const LITTLE_LEFT = 200; // characters
  const MANY_DOCUMENTS = 12; // more do not fit the list's height
  let announced = "";

  // Gradio sets the language of its own words, which it has not in Danish.
  const language = document.getElementById("texts").dataset.language;
  const speak = () => {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  };
  new MutationObserver(speak).observe(document.documentElement, { attributeFilter: ["lang"] });
  speak();

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
    requestAnimationFrame(count); // Gradio empties the field without telling
    const id = last.dataset.conversation;
    if (id) history.replaceState(history.state, "", `?samtale=${encodeURIComponent(id)}`);
    if (document.activeElement === document.body && focused) find(focused)?.focus({ preventScroll: true });
    const state = last.querySelector("[data-announce]").textContent;
    const writing = last.classList.contains("writing");
    const key = `${last.dataset.turn} ${last.querySelector("time").textContent} ${state} ${writing}`;
    if (key === announced) return;
    const [before, done] = [announced, announced === key.replace(/false$/, "true")];
    announced = key;
    if (!before && id && !last.classList.contains("searching")) return; // an old conversation
    voice.textContent = writing ? last.querySelector(".made").textContent : spoken(last);
    if (!done) last.scrollIntoView({ block: "start", behavior: behavior() });
  };

  // Gradio redraws the conversation while an answer is written: what had focus gets it back.
  let focused = null;
  const name = (element) =>
    [element.closest(".turn")?.id, element.id || element.getAttribute("href") || element.textContent].join(" ");
  const find = (sought) =>
    [...conversation().querySelectorAll("a, button, summary, .passage")].find((e) => name(e) === sought);
  document.addEventListener("focusin", ({ target }) => {
    focused = conversation()?.contains(target) ? name(target) : null;
  });

  const toCard = (link) => {
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    document.querySelectorAll(".passage.current").forEach((old) => old.classList.remove("current"));
    card.classList.add("current");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: behavior() });
  };

  const back = (link) => {
    const cite = document.querySelector(`.cite[href="#${CSS.escape(link.dataset.back)}"]`);
    if (cite) cite.focus();
  };

  // The document behind a card, in a panel beside the answer; without this file, a page of its own.
  const sheet = document.createElement("dialog");
  sheet.className = "sheet";
  sheet.setAttribute("aria-labelledby", "kilde-titel");
  document.body.append(sheet);
  let opener = null;

  const show = async (link) => {
    const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!answer || !answer.ok) return location.assign(link.href);
    if (!sheet.open) opener = link;
    const close = document.getElementById("texts").dataset.close;
    const bar = document.createElement("p");
    bar.className = "bar";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = close;
    button.addEventListener("click", () => sheet.close());
    bar.append(button);
    const content = document.createElement("div");
    content.className = "content";
    content.innerHTML = await answer.text(); // made and escaped by our server
    sheet.replaceChildren(bar, content);
    if (!sheet.open) {
      history.pushState({ sheet: true }, ""); // the browser's way back closes the panel first
      sheet.showModal();
    }
    const passage = sheet.querySelector("#passage");
    const image = sheet.querySelector("img");
    if (passage && image && !image.complete) await image.decode().catch(() => {});
    if (passage) passage.scrollIntoView({ block: "center" });
    (sheet.querySelector("mark#passage") || sheet.querySelector("h1")).focus({ preventScroll: true });
  };

  sheet.addEventListener("close", () => {
    sheet.replaceChildren();
    if (history.state?.sheet) history.back();
    if (opener && opener.isConnected) opener.focus();
  });
  addEventListener("popstate", () => {
    if (sheet.open && !history.state?.sheet) sheet.close();
  });
  if (history.state?.sheet) history.replaceState(null, ""); // loaded again: no panel is open

  // What is scrolled to stays in view while the page still grows, until the reader moves on.
  const hold = (element) => {
    const growing = new ResizeObserver(() => element.scrollIntoView({ block: "start" }));
    growing.observe(document.body);
    const end = () => growing.disconnect();
    ["wheel", "touchmove", "pointerdown", "keydown"].forEach((moved) => addEventListener(moved, end, { once: true }));
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
    "a.open": (link) => show(link),
    "dialog.sheet a[href^='/dokument/']": (link) => show(link),
    "a[data-back]": (link) => back(link),
    "button[data-copy]": (button) => copy(button),
    "button[data-fill]": (button) => prefill(button.dataset.fill),
    "button[data-edit]": (button) =>
      prefill(button.closest(".turn").querySelector(".question").textContent, button.dataset.edit),
    "button[data-filters]": () => {
      const button = document.getElementById("filters-toggle");
      if (button.getAttribute("aria-expanded") === "false") button.click();
      hold(button);
      (document.querySelector("#filters input") || button).focus({ preventScroll: true });
    },
    "button[data-clear-filters]": () =>
      document.querySelectorAll("#filters input:checked").forEach((box) => box.click()),
    "#filters-toggle": (button) => {
      const open = document.body.classList.toggle("filters-open");
      button.setAttribute("aria-expanded", String(open));
    },
  };

  // One of the two buttons is shown at a time: what was pressed by keyboard hands its focus on.
  document.addEventListener("click", (event) => {
    if (event.detail === 0 && event.target.closest("#ask-button, #stop-button")) question().focus();
  });

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

  document.addEventListener(
    "toggle",
    async (event) => {
      const details = event.target;
      if (!details.open || !details.dataset || !details.dataset.found) return;
      const answer = await fetch(details.dataset.found).catch(() => null);
      if (!answer || !answer.ok) return;
      delete details.dataset.found;
      details.querySelector(".place").innerHTML = await answer.text(); // made by our server
    },
    true,
  );

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-feedback]");
    if (!form) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "X-Fragment": "1" } }).catch(() => null);
    const texts = document.getElementById("texts").dataset;
    const told = answer && answer.ok ? texts.thanks : texts.failed;
    form.querySelector(".thanks").textContent = told;
    voice.textContent = told;
    if (!answer || !answer.ok) return;
    const verdict = sent.get("verdict");
    form.querySelectorAll("button[aria-pressed]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.value === verdict)));
    const why = form.querySelector(".why");
    why.hidden = verdict === "up" || why.contains(event.submitter);
    if (verdict === "up") form.reset(); // what was wrong is taken back
    if (!why.hidden) why.querySelector("input").focus();
  });

  // A long list of documents, whenever it comes, gets a field that shows the ones with some words.
  const narrow = () => {
    const group = document.getElementById("filter-documents");
    if (!group || group.querySelector("input[type=search]")) return;
    const labels = () => [...group.querySelectorAll("label:has(input[type=checkbox])")];
    if (labels().length <= MANY_DOCUMENTS) return;
    const field = document.createElement("input");
    field.type = "search";
    field.setAttribute("aria-label", document.getElementById("texts").dataset.find);
    field.placeholder = field.getAttribute("aria-label");
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
      labels().forEach((label) => {
        const text = label.textContent.toLocaleLowerCase("da");
        const chosen = label.querySelector("input").checked;
        label.hidden = !chosen && !words.every((word) => text.includes(word));
      });
    });
    group.querySelector("[data-testid='checkbox-group']").before(field);
  };

  // How much of the question's length is left is told when little is.
  const left = document.createElement("p");
  left.id = "left";
  left.setAttribute("role", "status");
  const count = () => {
    const n = question().maxLength - question().value.length;
    const told = n > LITTLE_LEFT ? "" : document.getElementById("texts").dataset.left.replace("{n}", n);
    if (left.textContent !== told) left.textContent = told;
  };

  // Nothing typed is no question: it is not sent, and the reader is told why.
  const keepEmpty = (event) => {
    const enter = event.type === "keydown" && event.key === "Enter" && !event.shiftKey && event.target === question();
    if (!enter && !(event.type === "click" && event.target.closest("#ask-button"))) return;
    if (question().value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    left.textContent = document.getElementById("texts").dataset.empty;
    question().focus();
  };
  addEventListener("keydown", keepEmpty, true);
  addEventListener("click", keepEmpty, true);

  const examples = async () => {
    const answer = await fetch("/eksempler").catch(() => null);
    if (answer && answer.ok) document.getElementById("examples").innerHTML = await answer.text();
  };

  const ready = () => {
    if (!conversation() || !question()) return setTimeout(ready, 50);
    new MutationObserver(changed).observe(conversation(), { childList: true, subtree: true });
    new MutationObserver(narrow).observe(document.getElementById("filters"), { childList: true, subtree: true });
    document.getElementById("indhold").setAttribute("tabindex", "-1");
    document.querySelectorAll("#filters > [id^='filter-']").forEach((group) => {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", group.querySelector("[data-testid='block-info']").textContent.trim());
    });
    document.getElementById("ask").append(left);
    question().addEventListener("input", count);
    narrow();
    changed();
    question().setAttribute("aria-describedby", "ai-notice");
    if (wide.matches) question().focus({ preventScroll: true }); // elsewhere it would hide the notice
    if (!document.body.classList.contains("talking")) examples();
  };
  ready();
})();
