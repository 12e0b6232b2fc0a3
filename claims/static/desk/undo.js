// One step back, for a while.

import { say } from "./nodes.js";
import { Refusal, Unreachable } from "./server.js";

const WHILE = 60_000; // milliseconds

export class Undo {
  constructor(button) {
    this.button = button;
    button.addEventListener("click", () => this.run());
  }

  offer(label, back) {
    clearTimeout(this.timer);
    this.back = back;
    this.button.firstChild.data = `${label} `;
    this.button.hidden = false;
    this.timer = setTimeout(() => this.end(), WHILE);
  }

  end() {
    this.back = null;
    this.button.hidden = true;
  }

  async run() {
    const { back } = this;
    this.end();
    if (!back) return say("There is nothing to undo.");
    try {
      await back();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
      say(error.message, "bad");
    }
    return undefined;
  }
}
