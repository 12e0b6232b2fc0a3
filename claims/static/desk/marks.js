// What is anchored: painted into the text without touching it (CSS custom highlights), and listed beside it.

import { below } from "./text.js";
import { node } from "./nodes.js";

const KINDS = ["suggestion", "claim", "support", "rebuttal", "overlap", "active", "pending"]; // the last lies on top
const NAMES = { claim: "claim", rebuttal: "rebuttal", support: "support", suggestion: "suggestion" };

export class Marks {
  /** `list` is an <ol>. `onOpen(mark)` is called for the one that is chosen. */
  constructor(text, list, onOpen) {
    Object.assign(this, { text, list, onOpen, all: [], placed: [], reach: [], active: null });
    this.highlights = new Map();
    for (const [priority, kind] of KINDS.entries()) {
      const highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(`desk-${kind}`, highlight);
      this.highlights.set(kind, highlight);
    }
    this.listen();
  }

  show(marks, suggestions) {
    const open = suggestions.map((one) => ({ ...one, cause: one.kind, kind: "suggestion" }));
    const placed = [...marks.filter((one) => one.start !== null), ...open];
    this.placed = placed.sort((a, b) => a.start - b.start || b.end - a.end);
    this.reach = []; // the farthest end among a mark and all before it
    for (const one of this.placed) this.reach.push(Math.max(one.end, this.reach.at(-1) ?? 0));
    this.all = [...this.placed, ...marks.filter((one) => one.start === null)];
    this.paint();
    this.write();
  }

  paint() {
    for (const kind of KINDS.slice(0, 5)) this.highlights.get(kind).clear();
    for (const one of this.placed) this.highlights.get(one.kind).add(this.text.rangeOf(one.start, one.end));
    for (const [start, end] of overlaps(this.placed)) this.highlights.get("overlap").add(this.text.rangeOf(start, end));
  }

  pending(place) {
    const highlight = this.highlights.get("pending");
    highlight.clear();
    if (place) highlight.add(this.text.rangeOf(...place));
  }

  /** The marks at a place, the narrowest first. */
  at(place) {
    const found = [];
    for (let index = below(this.placed, (one) => one.start <= place) - 1; index >= 0 && this.reach[index] > place; index -= 1) {
      if (this.placed[index].end > place) found.push(this.placed[index]);
    }
    return found.sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  activate(mark, { scrollList = false, scrollText = false } = {}) {
    if (this.active === mark) return;
    this.item(this.active)?.classList.remove("active");
    this.active = mark;
    const highlight = this.highlights.get("active");
    highlight.clear();
    if (!mark) return;
    this.item(mark)?.classList.add("active");
    if (scrollList) this.item(mark)?.scrollIntoView({ block: "nearest" });
    if (mark.start === null) return;
    const range = this.text.rangeOf(mark.start, mark.end);
    highlight.add(range);
    if (scrollText) intoView(range);
  }

  item(mark) {
    return mark ? document.getElementById(`mark-${mark.id}`) : null;
  }

  write() {
    const focused = document.activeElement?.closest("#marks li");
    const place = [...this.list.children].indexOf(focused);
    this.list.replaceChildren(...this.all.map((mark) => this.entry(mark)));
    if (!focused) return;
    const next = document.getElementById(focused.id) ?? this.list.children[place] ?? this.list.lastElementChild;
    (next?.querySelector("button") ?? this.text.root).focus(); // the keys of the desk go on
  }

  entry(mark) {
    const button = node("button", { type: "button", className: "mark" }, summary(mark, this.text));
    const item = node("li", { id: `mark-${mark.id}`, className: `kind-${mark.kind}` }, [button]);
    button.addEventListener("focus", () => this.activate(mark, { scrollText: true }));
    button.addEventListener("mouseenter", () => this.activate(mark));
    button.addEventListener("click", () => this.onOpen(mark, button));
    return item;
  }

  listen() {
    const { root } = this.text;
    let waiting = null;
    root.addEventListener("mousemove", (event) => {
      if (waiting === null) requestAnimationFrame(() => this.follow(waiting, (waiting = null)));
      waiting = event;
    });
    root.addEventListener("mouseleave", () => this.activate(null));
    this.list.addEventListener("mouseleave", () => this.activate(null));
  }

  follow(event) {
    const place = this.under(event);
    this.activate(place === null ? null : (this.at(place)[0] ?? null), { scrollList: true });
    this.text.root.classList.toggle("over-mark", this.active !== null);
  }

  under(event) {
    const position = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (!position || !this.text.lines.some((line) => line.node === position.offsetNode)) return null;
    return this.text.placeOf(position.offsetNode, position.offset);
  }
}

export function intoView(range) {
  const box = range.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 80) scrollBy({ top: box.top - innerHeight / 3 });
}

/** Stretches on which two or more marks (not suggestions) lie, by a sweep over the sorted marks. */
export function overlaps(placed) {
  const found = [];
  let reach = -1;
  for (const one of placed) {
    if (one.kind === "suggestion") continue;
    if (one.start < reach) {
      const last = found.at(-1);
      const end = Math.min(one.end, reach);
      if (last && one.start <= last[1]) last[1] = Math.max(last[1], end);
      else found.push([one.start, end]);
    }
    reach = Math.max(reach, one.end);
  }
  return found;
}

function summary(mark, text) {
  if (mark.kind === "suggestion") {
    const who = mark.speaker?.label ?? mark.name;
    return [
      line("head", [badge("suggestion"), who ? `${who}?` : mark.cause === "quote" ? "A quotation?" : "Critique?"]),
      line("quote", [shortened(text.slice(mark.start, mark.end))]),
    ];
  }
  const edges = mark.edges.map((edge) => line("edge", [`${edge.relation} ${edge.target.type}: ${shortened(edge.target.label, 70)}`]));
  const sentBack = mark.remarks.map((remark) => line("remark", [`Sent back by ${remark.by}: ${remark.text}`]));
  const lost = mark.start === null ? [line("lost", [mark.anchor ? `Not in this text (${mark.anchor})` : "No words marked"])] : [];
  return [
    line("head", [badge(mark.kind), node("b", {}, [node("bdi", {}, [mark.speaker.label])]), ` ${mark.stance}`, state(mark)]),
    line("what", [mark.claim.label]),
    ...edges,
    ...lost,
    ...sentBack,
  ];
}

const line = (className, parts) => node("span", { className, dir: "auto" }, parts);
const badge = (kind) => node("span", { className: `badge badge-${kind}` }, [NAMES[kind]]);
const state = (mark) => (mark.status === "draft" ? node("span", { className: "state state-draft" }, ["draft"]) : "");
const shortened = (words, length = 110) => (words.length > length ? `${words.slice(0, length - 1)}…` : words);
