// The page of one article: what is read, marked, suggested and recorded comes together here.

import { Capture } from "./capture.js";
import { Caret } from "./caret.js";
import { Helped } from "./help.js";
import { Keeping, Outbox } from "./keeping.js";
import { Marks } from "./marks.js";
import { say } from "./nodes.js";
import { Refusal, Unreachable, address, ask } from "./server.js";
import { ReadText } from "./text.js";
import { Undo } from "./undo.js";
import { Unsaved } from "./unsaved.js";
import { targetsFor } from "./targets.js";
import { Touch } from "./touch.js";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const settings = JSON.parse(document.getElementById("desk-settings").textContent);
const urls = document.getElementById("desk").dataset;
const root = document.getElementById("text");
const text = new ReadText(root);
const caret = new Caret(text, document.getElementById("caret"));
const keeping = new Keeping(`${settings.user}:${settings.article.id}`);
const undo = new Undo(document.getElementById("desk-undo"));
const marks = new Marks(text, document.getElementById("marks"), open);

const capture = new Capture({
  settings, urls, text, marks, save, remove, reject, place,
  targets: (words, signal, state) => targetsFor({ words, signal, state, marks, settings, urls }),
  onKeep: (state) => {
    if (!keeping.keepDraft(state)) say("This browser keeps nothing: save before you leave.", "bad");
  },
  onForget: (id) => keeping.dropDraft(id),
  onCancel: (state) => {
    keeping.dropDraft(state.id);
    showKept();
    if (state.dirty) undo.offer("Bring back what I wrote", () => capture.open(state));
  },
  onReplace: (state) => {
    showKept();
    undo.offer("Bring back what I wrote", () => capture.open(state));
    say("What you were writing is kept, under “Not saved yet”.");
  },
  onClose: (end) => {
    if (end !== null) caret.put(end);
    root.focus({ preventScroll: true });
  },
});

const outbox = new Outbox(keeping, {
  onSaved: (answer, state) => {
    say("What waited is saved.", "good");
    offerBack(state, answer.mark);
    took(answer.mark);
  },
  onRefused: (state, refusal) => {
    say(`Not saved: ${refusal.message}`, "bad");
    showKept();
    if (!capture.isOpen) {
      capture.open(state);
      capture.refuse(refusal);
    }
  },
  onChange: () => showKept(),
});
const unsaved = new Unsaved({
  keeping, outbox, onOpen: resume, isOpen: (id) => capture.state?.id === id,
  offer: (label, back) => undo.offer(label, back),
});

// Showing

async function refresh() {
  try {
    const found = await ask(urls.marks);
    marks.show(found.marks, found.suggestions);
    count();
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Refusal)) throw error;
    say(error.message, "bad");
  }
}

function count() {
  const suggestions = marks.all.filter((one) => one.kind === "suggestion").length;
  const recorded = marks.all.length - suggestions;
  document.getElementById("marks-count").textContent = `${recorded} recorded, ${suggestions} suggested`;
}

function took(mark) {
  const others = marks.all.filter((one) => one.kind !== "suggestion" && one.id !== mark.id);
  const suggestions = marks.all.filter((one) => one.kind === "suggestion").map((one) => ({ ...one, kind: one.cause }));
  marks.show([...others, mark], suggestions);
  count();
  refresh();
}

/** Below the words that it is about, or on a small screen at the bottom (see the style sheet). */
function place(form, state) {
  const words = state.start === null ? null : text.rangeOf(state.start, state.end).getBoundingClientRect();
  if (getComputedStyle(form).position === "fixed") {
    if (words) scrollBy({ top: words.top - 60 }); // the form lies over the rest
    return;
  }
  const frame = form.offsetParent.getBoundingClientRect();
  const top = (words?.bottom ?? 0) - frame.top + 10;
  form.style.setProperty("--top", `${Math.max(top, 0)}px`);
}

function showKept() {
  unsaved.show();
}

function resume({ refused, ...draft }) {
  capture.open(draft);
  if (refused) capture.complain({ "": [`Not saved: ${refused}`] });
  showKept();
}

// Marking

function mark(event) {
  const place = text.marked(getSelection(), event.altKey);
  if (place) choose(place);
  else if (event.type === "mouseup") {
    const found = marks.at(caret.isInside() ? caret.place : -1)[0];
    const onIt = found && marks.active === found;
    if (onIt && !capture.isOpen) open(found);
  }
}

function choose(place, given = {}) {
  if (!settings.mayAdd) return say("Your account may not record statements.", "bad");
  const [start, end] = place;
  getSelection().setBaseAndExtent(...text.positionOf(start), ...text.positionOf(end));
  if (!capture.isOpen || capture.locked) return capture.begin(place, given);
  const quote = text.slice(start, end); // the form stays: other words are marked for it
  Object.assign(capture.state, { start, end, quote, snapshot: settings.snapshot });
  capture.changed();
  return capture.open(capture.state);
}

function open(found) {
  if (found.kind !== "suggestion") {
    const draft = keeping.drafts.find((one) => one.id === found.id && one.snapshot === settings.snapshot);
    return draft ? resume(draft) : capture.edit(found);
  }
  const speaker = found.speaker ?? (found.name ? { name: found.name, kind: "person", named: true } : undefined);
  const kind = found.cause === "critique" ? "rebuttal" : "claim";
  return capture.begin([found.start, found.end], { suggestion: found, kind, ...(speaker ? { speaker, touched: ["speaker"] } : {}) });
}

const touch = new Touch(text, document.getElementById("touch-mark"), choose);
root.addEventListener("mouseup", (event) => setTimeout(() => touch.isMarking || mark(event)));
root.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  const here = caret.isInside() ? marks.at(caret.place) : [];
  const kind = { c: "claim", r: "rebuttal", f: "support" }[event.key];
  const marked = text.marked(getSelection(), event.altKey);
  if (event.key === "Enter" && marked) choose(marked);
  else if (kind && marked) choose(marked, { kind });
  else if (event.key === "Enter" && here[0]) open(here[0]);
  else if (event.key === "x" && here.some((one) => one.kind === "suggestion")) reject(here.find((one) => one.kind === "suggestion"));
  else if (event.key === "n" || event.key === "p") step(event.key === "n");
  else if (event.key === "u") undo.run();
  else return;
  event.preventDefault();
});

function step(forward) {
  const at = caret.place;
  const starts = marks.placed;
  const next = forward ? starts.find((one) => one.start > at) : starts.findLast((one) => one.start < at);
  if (!next) return say(forward ? "Nothing is marked further down." : "Nothing is marked further up.");
  caret.put(next.start);
  marks.activate(next, { scrollList: true, scrollText: true });
  return say(`${next.kind}: ${next.kind === "suggestion" ? text.slice(next.start, next.end) : next.claim.label}`);
}

document.getElementById("marks").addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  const found = marks.all.find((one) => `mark-${one.id}` === item?.id);
  const other = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling }[event.key];
  if (other) other.querySelector("button").focus();
  else if (event.key === "x" && found?.kind === "suggestion") reject(found);
  else if (event.key === "u") undo.run();
  else return;
  event.preventDefault();
});

// Saving

async function save(state, body) {
  const url = urls.statement.replace(NOBODY, state.id);
  try {
    const answer = await ask(url, { method: "PUT", body });
    keeping.dropDraft(state.id);
    capture.done(state, answer.mark);
    say(`Saved: ${answer.mark.speaker.label} ${answer.mark.stance} “${answer.mark.claim.label}”`, "good");
    offerBack(state, answer.mark);
    took(answer.mark);
    showKept();
  } catch (error) {
    if (error instanceof Refusal) return capture.refuse(error);
    if (!(error instanceof Unreachable)) throw error;
    if (!outbox.add({ url, body, state })) return capture.complain({ "": [`${error.message} Leave this open, and save again.`] });
    undo.end();
    capture.done(state);
    say(`${error.message} What you wrote is kept here and sent as soon as it can be.`, "bad");
  }
  return undefined;
}

/** The last act is undone or nothing is: a save puts an end to what was offered before it. */
function offerBack(state, mark) {
  undo.end();
  if (state.version === null) undo.offer("Undo", () => takeBack(mark, state.suggestion));
}

async function takeBack(mark, suggestion) {
  await ask(address(urls.statement.replace(NOBODY, mark.id), { version: mark.version }), { method: "DELETE" });
  if (suggestion) await decide(suggestion, "open", suggestion.version + 1);
  say("Taken back.");
  await refresh();
}

async function remove(state) {
  if (!confirm("Delete this draft, with its rebuttals and supports?")) return;
  try {
    await ask(address(urls.statement.replace(NOBODY, state.id), { version: state.version }), { method: "DELETE" });
    keeping.dropDraft(state.id);
    undo.end();
    capture.close();
    say("Deleted.");
    await refresh();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    capture.complain({ "": [error.message] });
  }
}

function decide(suggestion, status, version) {
  return ask(urls.suggestion.replace(NOBODY, suggestion.id), { method: "POST", body: { status, version } });
}

async function reject(suggestion) {
  try {
    const { suggestion: now } = await decide(suggestion, "rejected", suggestion.version);
    if (capture.state?.suggestion?.id === suggestion.id) capture.cancel();
    say("Rejected.");
    undo.offer("Undo the rejection", async () => {
      await decide(now, "open", now.version);
      say("It is suggested again.");
      await refresh();
    });
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    say(error.message, "bad");
  }
  await refresh();
}

// Leaving and coming back

addEventListener("beforeunload", (event) => {
  if ((capture.isOpen && capture.state.dirty) || outbox.waiting.length) event.preventDefault();
});
addEventListener("focus", refresh);
addEventListener("resize", () => {
  if (!capture.isOpen) return;
  place(capture.box, capture.state);
  capture.stayInView();
});

new Helped(document.getElementById("desk-help"), document.getElementById("desk-help-open"));
outbox.start();
await refresh();
const left = keeping.drafts.filter((one) => one.snapshot === settings.snapshot).at(-1);
const wanted = marks.all.find((one) => one.id === location.hash.slice(1));
if (left) {
  resume(left);
  say("Here is what you had not saved.");
} else if (wanted) open(wanted);
showKept();
root.dataset.ready = "true";
