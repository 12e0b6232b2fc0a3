// The queue of drafts: one after the other, without the mouse if one likes. What is published was shown before.

import { Helped } from "./help.js";
import { Keeping } from "./keeping.js";
import { node, say } from "./nodes.js";
import { Refusal, Unreachable, ask } from "./server.js";

const queue = document.getElementById("queue");
const card = document.getElementById("card");
const rejection = document.getElementById("rejection");
const MOMENT = 400; // milliseconds for which a card that came by itself is only looked at
const seen = new Map(); // what was shown of each draft that was opened
const remarks = new Keeping(`remarks:${queue.dataset.user}`); // what was written of each draft and not sent yet
const held = new Set(); // keys that are down
let current = null;
let shown = null; // the unit whose card is on the page
let acting = false;

const units = () => [...document.querySelectorAll("#units .unit")];
const title = () => document.getElementById("card-title");

async function show(unit, { focus = true, unasked = false } = {}) {
  current?.removeAttribute("aria-current");
  current = unit;
  shown = null;
  unit.setAttribute("aria-current", "true");
  unit.scrollIntoView({ block: "nearest" });
  let response;
  try {
    response = await fetch(unit.dataset.card, { redirect: "manual" });
  } catch {
    return cannot(unit, "There is no connection.");
  }
  if (!response.ok) return cannot(unit, response.status === 404 ? "This is not here any more." : response.status >= 500 ? "The server is busy." : "You are logged out. Log in again in another tab.");
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  if (current !== unit) return undefined;
  card.replaceChildren(...parsed.body.childNodes);
  shown = unit;
  if (unasked) rest();
  const { dataset } = card.querySelector("article");
  if (dataset.seen) {
    seen.set(dataset.id, dataset.seen);
    const tick = unit.parentElement.querySelector(".tick");
    if (tick) tick.disabled = false; // only what was read can be rejected
  }
  remembered(dataset.id);
  if (focus) title().focus();
  return undefined;
}

/** The card is never that of another draft than the one that is chosen in the list. */
function cannot(unit, why) {
  if (current !== unit) return;
  const again = node("button", { type: "button", className: "button quiet" }, ["Try again"]);
  again.addEventListener("click", () => show(unit));
  card.replaceChildren(node("p", { className: "none" }, [`${why} `, again]));
  say(why, "bad");
}

/** Nobody has read yet what has only just come: it is not decided by the key or click that was meant for the one before. */
function rest() {
  const deciding = [...card.querySelectorAll("[data-action=publish], [data-decision]")];
  for (const button of deciding) button.disabled = true;
  setTimeout(() => deciding.forEach((button) => (button.disabled = false)), MOMENT);
}

function remembered(id) {
  const form = document.getElementById("return-form");
  const kept = id && remarks.read(id, null);
  if (!form || !kept) return;
  form.querySelector("textarea").value = kept;
  opened(form, true);
}

function opened(form, isOpen) {
  form.hidden = !isOpen;
  card.querySelector("[data-action=return]").setAttribute("aria-expanded", String(isOpen));
}

function step(by) {
  const all = units();
  const next = all[current ? all.indexOf(current) + by : 0];
  if (next) show(next);
  else say(by > 0 ? "This is the last." : "This is the first.");
}

/** The draft leaves the list, and the next one is shown. */
function leave(words) {
  const all = units();
  const next = all[all.indexOf(current) + 1] ?? all[all.indexOf(current) - 1];
  current.parentElement.remove();
  current = null;
  say(words, "good");
  count();
  if (next) show(next, { unasked: true });
  else {
    card.replaceChildren();
    document.getElementById("queue-empty").hidden = false;
    document.getElementById("queue-title").focus();
  }
}

function count() {
  document.getElementById("queue-count").textContent = `${units().length}`;
}

async function act(url, body, words) {
  if (acting || shown !== current) return; // what is on the page is not what is chosen
  acting = true;
  const unit = current;
  const { id } = card.querySelector("article").dataset;
  const error = document.getElementById("card-error");
  error.textContent = "";
  try {
    const answer = await ask(url, { method: "POST", body });
    remarks.write(id, null);
    if (current !== unit) gone(unit);
    else leave(typeof words === "function" ? words(answer) : words);
  } catch (refusal) {
    if (!(refusal instanceof Refusal || refusal instanceof Unreachable)) throw refusal;
    error.textContent = refusal.message;
  } finally {
    acting = false;
  }
}

function gone(unit) {
  unit.parentElement.remove();
  count();
}

function published({ public: isPublic, waits }) {
  return isPublic && !waits.length ? "Published." : `Published; the public does not see all of it before: ${waits.join("; ")}`;
}

const actions = {
  publish: (button) => act(button.dataset.url, { seen: shownNow() }, published),
  return: () => {
    const form = document.getElementById("return-form");
    opened(form, form.hidden);
    if (!form.hidden) form.querySelector("textarea").focus();
  },
};
const shownNow = () => card.querySelector("article").dataset.seen;

card.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { action, decision, url, version } = button.dataset;
  if (decision) act(url, { decision, seen_version: version }, "Decided.");
  else actions[action]?.(button);
});
card.addEventListener("input", (event) => {
  if (!remarks.write(card.querySelector("article").dataset.id, event.target.value || null)) say("This browser keeps nothing: send it before you leave.", "bad");
});
card.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  act(form.dataset.url, { remark: form.querySelector("textarea").value, seen: shownNow() }, "Sent back.");
});
card.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) event.target.form?.requestSubmit();
});
document.getElementById("units").addEventListener("click", (event) => {
  const unit = event.target.closest(".unit");
  if (unit) show(unit);
});

// Rejecting several, each of which was read

const ticked = () => [...document.querySelectorAll(".tick:checked")];

function showTicked() {
  const many = ticked().length;
  rejection.hidden = many === 0;
  document.getElementById("ticked").textContent = many === 1 ? "the draft" : `the ${many} drafts`;
}

queue.addEventListener("change", (event) => event.target.matches(".tick") && showTicked());
rejection?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = ticked();
  const drafts = chosen.map((tick) => ({ id: tick.value, seen: seen.get(tick.value) }));
  try {
    await ask(queue.dataset.reject, { method: "POST", body: { drafts, reason: document.getElementById("reason").value } });
  } catch (refusal) {
    if (!(refusal instanceof Refusal || refusal instanceof Unreachable)) throw refusal;
    document.getElementById("rejection-error").textContent = refusal.message;
    return;
  }
  for (const tick of chosen) {
    const unit = tick.parentElement.querySelector(".unit");
    if (unit !== current) tick.parentElement.remove();
  }
  showTicked();
  if (current && chosen.some((tick) => tick.parentElement.contains(current))) leave("Rejected.");
  else {
    say("Rejected.", "good");
    count();
  }
  showTicked();
});

// Keys

const KEYS = { p: ["[data-action=publish]", "[data-decision=accept]"], s: ["[data-action=return]", "[data-decision=orphan]"], e: ["[data-action=edit]"] };

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && typing) return title()?.focus();
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const again = held.has(event.key) || event.repeat;
  held.add(event.key);
  if (again && KEYS[event.key]) return event.preventDefault();
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "x") tick();
  else if (KEYS[event.key]) shown && card.querySelector(KEYS[event.key].join(", "))?.click();
  else return undefined;
  event.preventDefault();
  return undefined;
});

document.addEventListener("keyup", (event) => held.delete(event.key));
addEventListener("blur", () => held.clear());

function tick() {
  const box = current?.parentElement.querySelector(".tick");
  if (!box || box.disabled) return;
  box.checked = !box.checked;
  showTicked();
  say(box.checked ? "Ticked for rejection." : "Not ticked.");
}

new Helped(document.getElementById("desk-help"), document.getElementById("desk-help-open"));
count();
if (units().length) show(units()[0], { focus: false });
queue.dataset.ready = "true";
