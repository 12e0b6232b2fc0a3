// The form beside marked words. Its state is one object, so that it can be kept, compared and sent as it is.

import { compare, known } from "./comparing.js";
import { Combobox } from "./combobox.js";
import { complain } from "./complaining.js";
import { Chips, Targets, fillSelect } from "./fields.js";
import { folded } from "./offering.js";
import { FIRST, Proposals } from "./proposing.js";
import { Segments } from "./segments.js";
import { CHOSEN, PLAIN, TYPED, missingOf, sendable } from "./sending.js";
import { address, ask, later, uuid7 } from "./server.js";

const $ = (id) => document.getElementById(`capture-${id}`);
const PATIENCE = 700; // milliseconds that a save waits for proposals
const WORDS = 8; // of a quote; the codebook asks for no more
const LABELS = { claim: "Claim, in your own neutral words", rebuttal: "Counter-claim: what is said instead", support: "Supporting claim: what is said in favour" };

export class Capture {
  /** `desk` has settings, urls, text and marks, and does what is asked for: save, remove, reject, place, targets, on… */
  constructor(desk) {
    this.desk = desk;
    this.box = document.getElementById("capture");
    this.form = document.getElementById("capture-form");
    this.state = null;
    this.last = null; // what the next statement begins with
    this.fill();
    this.proposals = new Proposals(this);
    this.listen();
    new ResizeObserver(() => this.stayInView()).observe(this.box);
  }

  /** However tall it has become, the button to save is seen. */
  stayInView() {
    if (this.isOpen) this.box.scrollIntoView({ block: "nearest" });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  fill() {
    const { choices, cited } = this.desk.settings;
    fillSelect($("kind"), choices.kind);
    this.parts = Object.fromEntries(TYPED.map((name) => [name, $(name)])); // what has a `value`
    for (const name of CHOSEN) {
      this.parts[name] = new Segments($(name), choices[name], { name, labelledBy: `label-${name}`, onChange: (value) => this.setPlain(name, value) });
    }
    const pieces = [this.desk.settings.article, ...cited];
    fillSelect($("about"), pieces.map((one) => ({ value: one.id, label: one.label })), { empty: "no: it is about the world" });
    const changed = () => this.changed();
    this.claims = new Combobox($("claim"), { find: (words, signal) => this.alike(words, signal), onPick: (option) => this.know(option), stays: true });
    this.speakers = new Combobox($("speaker"), { find: (words, signal) => this.known(words, signal), eager: true, onPick: (option) => this.speak(option) });
    const people = (kind) => (words, signal) => this.lookup("speakers", { q: words, kind }, signal);
    this.affiliation = new Combobox($("affiliation"), {
      find: people("organization"), eager: true,
      onPick: (option) => {
        this.state.affiliation = { id: option.id, label: option.label };
        $("affiliation").value = option.label;
        changed();
      },
    });
    this.via = new Chips($("via"), $("chain"), async (words, signal) => (words ? this.lookup("findArticles", { q: words }, signal) : cited), changed);
    this.topics = new Chips($("topics"), $("topic-list"), async (words, signal) => (words ? this.lookup("topics", { q: words }, signal) : []), () => {
      changed();
      this.proposals.topics(); // what is taken is offered no more
    });
    this.targets = new Targets({
      input: $("target"), list: $("targets"), choices, onChange: changed,
      onWithdrawn: () => {
        this.setKind("claim");
        this.goOn();
      },
      words: () => `${this.state.claim.label ?? this.state.claim.text} ${this.state.quote}`,
      kind: () => (this.state.kind === "support" ? "support" : "rebuttal"),
      find: (words, signal) => this.desk.targets(words, signal, this.state),
    });
  }

  async lookup(name, given, signal) {
    return (await ask(address(this.desk.urls[name], { ...given, article: this.desk.settings.article.id }), { signal })).found;
  }

  async alike(words, signal) {
    if (words.length < 3) return [];
    this.proposals.topics();
    return (await this.lookup("claims", { q: words }, signal)).map((one) => ({ ...one, note: `said by ${one.note}` }));
  }

  async known(words, signal) {
    const found = await this.lookup("speakers", { q: words }, signal);
    const named = found.some((one) => one.label.toLowerCase() === words.toLowerCase());
    return words && !named ? [...found, { label: `New speaker “${words}”`, note: "not on record", fresh: words }] : found;
  }

  // Opening and closing

  /** A new marking at [start, end]; what was the same in the one before is there already. */
  begin([start, end], given = {}) {
    const settings = this.desk.settings;
    const kept = this.last ?? { speaker: settings.publisher };
    this.open({
      id: uuid7(), version: null, kind: "claim", snapshot: settings.snapshot, start, end, quote: this.desk.text.slice(start, end),
      claim: { id: uuid7(), text: "", known: false }, topics: [], about: "", stance: "asserts", fidelity: "paraphrase", attribution: "explicit",
      hedge: "", role_as_printed: "", affiliation: null, via: [], venue: "", said_on: null, said_on_precision: null, edges: [], dropped: [], refused: [], suggestion: null, touched: [], ...structuredClone(kept), ...given,
    });
    this.proposals.ask({ guess: !this.state.touched.includes("speaker") });
  }

  /** A statement on record, as it is; or a form that was kept. */
  open(state) {
    const before = this.state;
    this.state = state;
    this.show();
    this.box.hidden = false;
    this.desk.place(this.box, state);
    this.desk.marks.activate(null);
    this.desk.marks.pending(state.start === null ? null : [state.start, state.end]);
    (state.claim.known ? $("title") : $("claim")).focus({ preventScroll: true });
    if (before?.dirty && before.id !== state.id) this.desk.onReplace(before);
  }

  edit(mark) {
    this.open({ ...mark, snapshot: this.desk.settings.snapshot, claim: known(mark.claim), topics: [], about: "", dropped: [], refused: [], suggestion: null, touched: ["all"], was: mark });
  }

  closeLists() {
    for (const list of [this.claims, this.speakers, this.affiliation, this.via.box, this.topics.box, this.targets.box]) list.close();
  }

  close() {
    const { end } = this.state;
    this.closeLists(); // what was about to be looked up has no form any more
    this.box.hidden = true;
    this.state = null;
    this.desk.marks.pending(null);
    this.desk.onClose(end);
  }

  // From the state to the page

  show() {
    const { state } = this;
    const { draft, published } = this.desk.settings.mayChange;
    this.locked = Boolean(state.version) && !(state.status === "draft" ? draft : published);
    $("title").textContent = state.version ? "Change what is recorded" : "What is said here?";
    const quote = state.quote || "No words are marked.";
    $("quote").textContent = quote.length > 280 ? `${quote.slice(0, 180)} … ${quote.slice(-80)}` : quote;
    const words = state.quote.split(/\s+/).filter(Boolean).length;
    $("size").textContent = words > WORDS ? `${words} words: the shortest that decide it are best, ${WORDS} at most.` : "";
    for (const name of PLAIN) this.parts[name].value = state[name] ?? "";
    this.form.elements.kind.value = state.kind === "suggestion" ? "claim" : state.kind;
    this.via.set(state.via);
    this.topics.set(state.topics, state.refused);
    this.targets.set(state.edges, state.dropped);
    this.targets.bases = {};
    $("about").value = state.about;
    $("affiliation").value = state.affiliation?.label ?? "";
    for (const name of ["via", "topics", "target"]) $(name).value = "";
    $("delete").hidden = !(state.version && state.status === "draft");
    $("reject").hidden = !state.suggestion;
    $("page").hidden = !state.version;
    if (state.version) {
      $("page").href = this.desk.urls.page.replace("00000000-0000-0000-0000-000000000000", state.id);
    }
    $("conflict").hidden = true;
    this.claims.close();
    this.showKind();
    this.showClaim();
    this.showSpeaker();
    this.proposals.show();
    this.showFolded();
    for (const [name, words] of Object.entries(state.typed ?? {})) $(name).value = words;
    this.complain({});
    $("locked").hidden = !this.locked;
    $("save").hidden = this.locked;
    for (const part of this.form.elements) part.disabled = this.locked && !["capture-close", "capture-cancel"].includes(part.id);
  }

  /** {field: words} that stand in a field from whose list one picks, and are not what is picked. */
  typed() {
    const { speaker, affiliation } = this.state;
    const picked = { speaker: speaker?.label ?? speaker?.name ?? "", affiliation: affiliation?.label ?? "", via: "", topics: "", target: "" };
    const words = Object.keys(picked).map((name) => [name, $(name).value.trim()]);
    return Object.fromEntries(words.filter(([name, typed]) => typed !== picked[name].trim()));
  }

  showKind() {
    const { kind } = this.state;
    $("claim-label").textContent = LABELS[kind] ?? LABELS.claim;
    $("target-label").textContent = kind === "support" ? "Supports" : "Counters";
    const asking = kind !== "claim" || this.state.edges.length > 0;
    for (const part of ["target", "targets"]) $(part).hidden = !asking;
    if (!this.locked) this.proposals.targets();
  }

  showClaim() {
    const { claim } = this.state;
    const isChip = claim.known && !claim.rewording;
    $("known").hidden = !isChip;
    $("claim").hidden = isChip;
    $("claim-label").htmlFor = isChip ? "capture-another" : "capture-claim";
    $("known-text").textContent = claim.label ?? "";
    $("known-note").textContent = claim.note ?? "";
    $("reword").hidden = !(claim.version && claim.status === "draft");
    if (!isChip) $("claim").value = claim.text;
    $("topics-field").hidden = claim.known;
    if (!this.locked) this.proposals.topics();
  }

  showFolded() {
    $("folded").textContent = folded(this.state);
  }

  showSpeaker() {
    const { speaker } = this.state;
    $("speaker").value = speaker?.label ?? speaker?.name ?? "";
    $("new").hidden = !speaker?.name;
    if (speaker?.name) {
      $("kind").value = speaker.kind;
      $("unnamed").checked = speaker.named === false;
    }
  }

  complain(errors) {
    complain(this.form, errors);
  }

  // From the page to the state

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("keydown", (event) => this.key(event));
    for (const name of TYPED) $(name).addEventListener("input", () => this.setPlain(name, $(name).value));
    for (const radio of this.form.elements.kind) radio.addEventListener("change", () => this.setKind(radio.value));
    $("claim").addEventListener("input", () => {
      this.state.claim.text = $("claim").value;
      this.changed();
    });
    for (const name of ["speaker", "via", "topics", "target"]) $(name).addEventListener("input", () => this.changed());
    $("affiliation").addEventListener("input", () => {
      if (!$("affiliation").value.trim()) this.state.affiliation = null;
      this.touch("affiliation");
    });
    $("about").addEventListener("change", () => {
      this.state.about = $("about").value;
      this.changed();
    });
    $("kind").addEventListener("change", () => this.newSpeaker({ kind: $("kind").value }));
    $("unnamed").addEventListener("change", () => this.newSpeaker({ named: !$("unnamed").checked, kind: $("unnamed").checked ? "group" : $("kind").value }));
    $("reword").addEventListener("click", () => this.reword());
    $("another").addEventListener("click", () => this.setClaim({ id: uuid7(), text: "", known: false }));
    for (const name of ["close", "cancel"]) $(name).addEventListener("click", () => this.cancel());
    $("delete").addEventListener("click", () => this.desk.remove(this.state));
    $("reject").addEventListener("click", () => this.desk.reject(this.state.suggestion));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.cancel();
    else if (this.locked) return;
    else if (event.altKey && /^Digit[1-9]$/.test(event.code)) this.byNumber(Number(event.code.at(-1)), event.shiftKey);
    else if (event.key === "Enter" && (event.ctrlKey || event.target.matches("textarea, input:not([type=radio], [type=checkbox])"))) this.save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  byNumber(number, isTarget) {
    if (isTarget) $("likely").children[number - 1]?.click();
    else if (number < FIRST) this.setKind(["claim", "rebuttal", "support"][number - 1]);
    else $("nearby").children[number - FIRST]?.click();
  }

  setPlain(name, value) {
    this.state[name] = value || (name.startsWith("said_on") ? null : "");
    if (name === "said_on" && Boolean(value) !== Boolean(this.state.said_on_precision)) {
      this.parts.said_on_precision.value = value ? "day" : "";
      this.state.said_on_precision = value ? "day" : null;
    }
    this.touch(name);
  }

  setKind(kind) {
    this.state.kind = kind;
    this.form.elements.kind.value = kind;
    this.changed();
  }

  setClaim(claim) {
    this.state.claim = claim;
    this.showClaim();
    (claim.known ? $("another") : $("claim")).focus();
    this.changed();
  }

  know(option) {
    this.setClaim({ id: option.id, known: true, label: option.label, note: option.note, text: "" });
    $("speaker").focus();
    this.speakers.close();
  }

  reword() {
    const { claim } = this.state;
    this.setClaim({ ...claim, rewording: true, text: claim.label });
    $("claim").focus();
  }

  speak(option) {
    if (option.fresh) this.newSpeaker({ name: option.fresh, kind: "person", named: true, id: undefined });
    else {
      this.state.speaker = { id: option.id, label: option.label };
      this.proposals.withdraw();
      this.showSpeaker();
      this.touch("speaker");
      this.proposals.ask();
      this.goOn();
    }
  }

  /** After a click, on to what is missing yet; where nothing is, Enter saves. */
  goOn() {
    const { claim } = this.state;
    (claim.known || claim.text ? $("speaker") : $("claim")).focus();
    this.speakers.close();
  }

  newSpeaker(change) {
    this.proposals.withdraw();
    this.state.speaker = { ...(this.state.speaker?.name ? this.state.speaker : {}), ...change };
    this.showSpeaker();
    if (change.name) {
      this.proposals.ask();
      $("kind").focus();
    }
    this.touch("speaker");
  }

  touch(name) {
    if (!this.state.touched.includes(name)) this.state.touched.push(name);
    this.changed();
  }

  changed() {
    Object.assign(this.state, { via: this.via.rows, topics: this.topics.rows, refused: this.topics.dropped, edges: this.targets.rows, dropped: this.targets.dropped, typed: this.typed() });
    this.showKind();
    this.showFolded();
    this.state.dirty = true;
    this.desk.onKeep(this.state);
  }

  // Saving

  async save() {
    const { state } = this;
    if (!state || this.saving || this.locked) return;
    this.closeLists();
    const missing = missingOf(state, this.typed());
    if (Object.keys(missing).length) return this.complain(missing);
    this.saving = true;
    $("save").disabled = true;
    await Promise.race([this.proposals.pending, later(PATIENCE)]);
    try {
      await this.desk.save(state, sendable(state, this.desk.settings));
    } finally {
      this.saving = false;
      $("save").disabled = false;
    }
  }

  /** It is on the server, or will be: the next one begins with what stays the same. */
  done(state, mark) {
    this.last = { speaker: structuredClone(state.speaker) };
    this.lastEnd = state.end;
    this.said = mark ? { speaker: mark.speaker.id, edges: mark.edges } : null;
    if (mark && state.speaker.name) this.last.speaker = { id: mark.speaker.id, label: mark.speaker.label };
    if (this.state === state) this.close();
  }

  /** Somebody deleted it: what is in the form becomes a new statement, with edges and a claim of its own. */
  anew(refusal) {
    const { state } = this;
    const { claim } = state;
    this.desk.onForget(state.id);
    const words = claim.rewording || !claim.known ? claim.text : claim.label;
    Object.assign(state, { id: uuid7(), version: null, status: undefined, was: undefined, dropped: [], claim: { id: uuid7(), text: words, known: false } });
    state.edges = state.edges.map((one) => ({ ...one, id: uuid7(), version: undefined }));
    this.open(state);
    this.changed();
    this.complain(refusal.errors);
  }

  refuse(refusal) {
    if (refusal.status === 410) return this.anew(refusal);
    if (refusal.status !== 409 || !refusal.theirs) return this.complain(refusal.errors);
    this.complain({ "": refusal.errors[""] ?? [] });
    return compare($("conflict"), this.state, refusal.theirs, (state) => this.open({ ...state, touched: ["all"] }));
  }

  cancel() {
    this.desk.onCancel(this.state);
    this.close();
  }
}
