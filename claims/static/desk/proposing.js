// What the form proposes: speaker, stance, role and the like fill what nobody has touched; topics, targets, hedges and dates
// are offered, to be taken by a click or a key.

import { offer, offerPrinted } from "./offering.js";
import { PROPOSED } from "./sending.js";
import { address, ask } from "./server.js";

const $ = (id) => document.getElementById(`capture-${id}`);
const LIKELY = 6; // targets that are offered before one asks
const TOPICS = 9; // offered at once, each with a digit
export const FIRST = 4; // the key of the first speaker named nearby, after those of the kinds

export class Proposals {
  constructor(form) {
    Object.assign(this, { form, desk: form.desk, pending: null, likelyTopics: [] });
    $("topics").addEventListener("keydown", (event) => {
      const isPlain = !event.target.value && !event.altKey && !event.ctrlKey && !event.metaKey;
      if (isPlain && this.topicByKey(event.key)) event.preventDefault();
    });
  }

  get state() {
    return this.form.state;
  }

  /** Before anything is known of the words that are marked. */
  show() {
    this.nearby([]);
    this.printed({ hedges: [], occasions: [] });
  }

  /** Topics of a new claim: what its words name is filled in, what else is likely is offered. */
  async topics() {
    const { claim, quote } = this.state;
    const asked = Symbol("what was asked last");
    this.asked = asked;
    $("topics-offered").setAttribute("aria-busy", "true");
    const found = claim.known ? [] : await this.form.lookup("topics", { claim: claim.text, quote }).catch(() => null);
    if (this.asked !== asked || this.state?.claim !== claim) return;
    $("topics-offered").setAttribute("aria-busy", "false");
    if (!found || this.form.saving) return; // what is there stands: nothing is saved unseen
    const { topics } = this.form;
    topics.propose(found.filter((one) => one.sure));
    this.state.topics = topics.rows; // kept with the form, and no change that somebody made
    this.likelyTopics = found.filter((one) => !topics.has(one)).slice(0, TOPICS);
    const named = this.likelyTopics.map((one, index) => ({ ...one, keys: String(index + 1) }));
    offer($("topics-offered"), named, (one) => {
      topics.add(one);
      this.form.goOn();
    });
  }

  /** The field is empty: a digit takes what is offered, Backspace the last one out. Whether the key was one of these. */
  topicByKey(key) {
    const { topics } = this.form;
    const option = /^[1-9]$/.test(key) ? this.likelyTopics[Number(key) - 1] : undefined;
    if (option) topics.add(option);
    else if (key === "Backspace" && topics.rows.length) topics.take(topics.rows.at(-1));
    return Boolean(option) || key === "Backspace";
  }

  /** Targets that are likely, at a click: picking one for a claim makes it a rebuttal. */
  async targets() {
    const { state } = this;
    const found = await this.desk.targets("", undefined, state);
    if (this.state !== state) return;
    const taken = new Set(this.form.targets.rows.map((row) => row.target.id));
    const options = found.filter((one) => !taken.has(one.id)).slice(0, LIKELY);
    $("edges").hidden = !options.length && $("targets").hidden;
    const named = (one, index) => ({ ...one, target: one, label: one.type === "claim" ? one.label : `${one.type}: ${one.label}`, title: one.label, keys: `Alt ⇧ ${index + 1}` });
    offer($("likely"), options.map(named), ({ target }) => {
      if (this.state.kind === "claim") this.form.setKind("rebuttal");
      this.form.targets.add(target);
      if (!this.state.claim.known && !this.state.claim.text) $("claim").focus();
    });
  }

  /** The same speaker goes on in the same sentence: it counters what the words before countered. */
  asBefore(state) {
    const { said } = this.form;
    const edge = said?.edges.find((one) => one.kind === "rebuttal");
    const asserted = ["asserts", "predicts"].includes(state.stance);
    const isOpen = state.version === null && state.kind !== "support" && !state.edges.length && !state.carried && !this.form.saving;
    if (!edge || !asserted || !isOpen || said.speaker !== state.speaker?.id) return;
    state.carried = true; // once: it may be taken out
    this.form.targets.propose("rebuttal", edge.target);
    Object.assign(state, { edges: this.form.targets.rows, kind: "rebuttal" });
    this.form.form.elements.kind.value = "rebuttal";
    this.form.showKind();
  }

  /** Somebody else speaks: what was proposed of whoever spoke before falls. */
  withdraw() {
    const { targets } = this.form;
    if (!targets.withdraw()) return;
    this.state.edges = targets.rows;
    if (!targets.rows.length) this.form.setKind("claim");
  }

  printed(found) {
    offerPrinted($("printed"), this.state, found, (fields) => {
      for (const [name, value] of Object.entries(fields)) {
        this.form.parts[name].value = value;
        this.form.setPlain(name, value);
      }
      this.printed(found);
      this.form.goOn();
    });
  }

  nearby(speakers) {
    const { publisher } = this.desk.settings; // the outlet's own voice is always near
    const all = publisher && !speakers.some((one) => one.id === publisher.id) ? [...speakers, publisher] : speakers;
    const others = all.filter((one) => one.id !== this.state.speaker?.id);
    offer($("nearby"), others.map((one, index) => ({ ...one, keys: `Alt ${index + FIRST}` })), (one) => this.form.speak(one));
  }

  /** `guess`: who speaks is proposed as well. */
  ask({ guess = false } = {}) {
    const { state } = this;
    const given = { start: state.start, end: state.end, speaker: state.speaker?.id, name: state.speaker?.name, guess: guess ? (this.form.lastEnd ?? state.start) : undefined };
    this.form.box.setAttribute("aria-busy", "true");
    const asked = ask(address(this.desk.urls.proposals, given)).catch(() => null); // one that does not come is none
    const proposing = asked.then((found) => {
      if (this.pending !== proposing) return; // somebody else was chosen meanwhile
      this.form.box.setAttribute("aria-busy", "false");
      if (found && this.state === state) this.proposed(state, found);
    });
    this.pending = proposing;
  }

  proposed(state, found) {
    const untouched = (name) => !state.touched.includes(name) && !state.touched.includes("all");
    if (found.speaker && untouched("speaker") && this.form.typed().speaker === undefined) {
      state.speaker = { id: found.speaker.id, label: found.speaker.label };
      this.form.showSpeaker();
    }
    this.nearby(found.speakers);
    for (const name of PROPOSED) {
      if (found[name] === undefined || !untouched(name)) continue;
      state[name] = found[name];
      if (name === "via") this.form.via.set(found.via);
      else if (name === "affiliation") $(name).value = found.affiliation?.label ?? "";
      else this.form.parts[name].value = found[name] ?? "";
    }
    this.form.targets.bases = found.bases ?? {};
    if (found.goes_on) this.asBefore(state);
    this.printed({ hedges: found.hedges ?? [], occasions: found.occasions ?? [] });
    this.form.showFolded();
    if (state.stance === "denies") this.targets();
  }
}
