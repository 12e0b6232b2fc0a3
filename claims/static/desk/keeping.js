// What is not on the server yet stays in this browser: drafts of forms, and saves that found no connection.

import { Refusal, Unreachable, ask } from "./server.js";

const PAUSES = [2, 5, 15, 30]; // seconds between attempts

export class Keeping {
  /** `name` is that of the article and the user, so that people at one machine keep apart. */
  constructor(name) {
    this.name = `desk:${name}`;
  }

  read(kind, fallback) {
    try {
      return JSON.parse(localStorage.getItem(`${this.name}:${kind}`)) ?? fallback;
    } catch {
      return fallback;
    }
  }

  /** Whether it is kept: a browser may be told to keep nothing, or have no room. */
  write(kind, value) {
    const empty = value === null || (Array.isArray(value) && value.length === 0);
    try {
      if (empty) localStorage.removeItem(`${this.name}:${kind}`);
      else localStorage.setItem(`${this.name}:${kind}`, JSON.stringify(value));
    } catch {
      return false;
    }
    return true;
  }

  /** Unsaved forms, the newest last. */
  get drafts() {
    const prefix = `${this.name}:draft:`;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const found = keys.map((key) => this.read(key.slice(this.name.length + 1), null)).filter(Boolean);
    return found.sort((a, b) => a.at - b.at);
  }

  keepDraft(state) {
    return this.write(`draft:${state.id}`, { ...state, at: Date.now() });
  }

  dropDraft(id) {
    this.write(`draft:${id}`, null);
  }
}

/** Sends what waits, in order, each until it is answered. The ids are the browser's own, so sending twice does no harm. */
export class Outbox {
  constructor(keeping, { onSaved, onRefused, onChange }) {
    Object.assign(this, { keeping, onSaved, onRefused, onChange, attempt: 0, sending: false });
    addEventListener("online", () => this.flush());
  }

  start() {
    if (this.waiting.length) this.flush();
  }

  get waiting() {
    return this.keeping.read("outbox", []);
  }

  /** Whether it could be kept; else it must stay where it is. */
  add(entry) {
    const others = this.waiting.filter((one) => one.state.id !== entry.state.id);
    if (!this.keeping.write("outbox", [...others, entry])) return false;
    this.keeping.dropDraft(entry.state.id);
    this.onChange(this.waiting.length);
    this.again();
    return true;
  }

  remove(id) {
    this.keeping.write("outbox", this.waiting.filter((one) => one.state.id !== id));
  }

  /** Takes one out, unless it is on its way: it is kept as a draft. Whether it was taken. */
  take(id) {
    const entry = this.waiting.find((one) => one.state.id === id);
    if (!entry || this.onItsWay === id) return false;
    this.keeping.keepDraft(entry.state);
    this.remove(id);
    return true;
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 1000 * PAUSES[Math.min(this.attempt, PAUSES.length - 1)]);
    this.attempt += 1;
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    try {
      for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) await this.send(entry);
      this.attempt = 0;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.again();
    } finally {
      this.sending = false;
      this.onChange(this.waiting.length);
    }
  }

  async send(entry) {
    this.onItsWay = entry.state.id;
    try {
      const answer = await ask(entry.url, { method: "PUT", body: entry.body });
      this.remove(entry.state.id);
      this.onSaved(answer, entry.state);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const state = { ...entry.state, refused: error.message };
      this.keeping.keepDraft(state);
      this.remove(entry.state.id);
      this.onRefused(state, error);
    } finally {
      this.onItsWay = null;
    }
  }
}
