// Steps back, the last act first, for a while.

import { say } from "./nodes.js";
import { Refusal, Unreachable } from "./server.js";

const WHILE = 60_000; // milliseconds

export class Undo {
  constructor(button) {
    Object.assign(this, { button, offers: [] });
    button.addEventListener("click", () => this.run());
  }

  offer(label, back) {
    clearTimeout(this.timer);
    this.offers.push({ label, back });
    this.show();
    this.timer = setTimeout(() => this.end(), WHILE);
  }

  /** Something was done that has no way back: what was before it has none either. */
  end() {
    this.offers = [];
    this.show();
  }

  show() {
    this.button.hidden = this.offers.length === 0;
    if (!this.button.hidden) this.button.firstChild.data = `${this.offers.at(-1).label} `;
  }

  async run() {
    const offer = this.offers.pop();
    this.show();
    if (!offer) return say("There is nothing to undo.");
    try {
      await offer.back();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
      say(error.message, "bad");
    }
    return undefined;
  }
}
