// What is not on the server yet, listed beside the text: forms that were left, and saves that wait for a connection.

import { node, say } from "./nodes.js";

const button = (words, label, act) => {
  const made = node("button", { type: "button", className: "plain", "aria-label": label }, [words]);
  made.addEventListener("click", act);
  return made;
};
const words = (state) => state.claim.text || state.claim.label || state.quote.slice(0, 80);
const named = (state) => `“${words(state)}”`;

export class Unsaved {
  /** `onOpen(state)` opens a form; `isOpen(id)` tells whether one is open; `offer(label, back)` offers a way back. */
  constructor({ keeping, outbox, onOpen, isOpen, offer }) {
    Object.assign(this, { keeping, outbox, onOpen, isOpen, offer });
    this.section = document.getElementById("kept-section");
    this.list = document.getElementById("kept");
    this.count = document.getElementById("desk-waiting");
  }

  show() {
    const { waiting } = this.outbox;
    const drafts = this.keeping.drafts.filter((one) => !this.isOpen(one.id));
    this.count.textContent = waiting.length ? `${waiting.length} ${waiting.length === 1 ? "save waits" : "saves wait"} for a connection` : "";
    this.section.hidden = drafts.length + waiting.length === 0;
    this.list.replaceChildren(...waiting.map(({ state }) => this.waits(state)), ...drafts.map((draft) => this.draft(draft)));
  }

  waits(state) {
    return node("li", { className: "is-waiting" }, [
      ...this.what(state, "Waits for a connection"),
      button("Change", `Change ${named(state)}`, () => this.take(state, this.onOpen)),
      button("Discard", `Discard ${named(state)}`, () => this.take(state, () => this.forget(state))),
    ]);
  }

  draft(draft) {
    return node("li", {}, [
      ...this.what(draft, draft.refused ? `Not saved: ${draft.refused}` : ""),
      button("Go on", `Go on with ${named(draft)}`, () => this.onOpen(draft)),
      button("Discard", `Discard ${named(draft)}`, () => this.forget(draft)),
    ]);
  }

  what(state, why) {
    const speaker = state.speaker?.label ?? state.speaker?.name;
    return [
      node("span", { className: "what" }, [...(speaker ? [node("bdi", {}, [speaker]), ": "] : []), node("bdi", {}, [named(state)])]),
      ...(why ? [node("span", { className: state.refused ? "why error" : "why" }, [why])] : []),
    ];
  }

  /** What waits is taken out of the queue before it is changed, so that it is not sent meanwhile. */
  take(state, then) {
    if (!this.outbox.take(state.id)) return say("It is being sent just now.");
    then(state);
    return this.show();
  }

  forget(state) {
    this.keeping.dropDraft(state.id);
    say("Discarded.");
    this.offer("Bring back what I wrote", () => this.onOpen(state));
    this.show();
  }
}
