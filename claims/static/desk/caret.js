// Marking by keyboard: a caret in a text that is not edited. Arrows move it, Shift marks, Ctrl goes by words and
// paragraphs, s and S by sentences.

const STEPS = {
  ArrowRight: ["right", "character", "word"],
  ArrowLeft: ["left", "character", "word"],
  ArrowDown: ["forward", "line", "paragraph"],
  ArrowUp: ["backward", "line", "paragraph"],
  Home: ["backward", "lineboundary", "documentboundary"],
  End: ["forward", "lineboundary", "documentboundary"],
};

export class Caret {
  constructor(text, caret) {
    Object.assign(this, { text, caret });
    text.root.addEventListener("keydown", (event) => this.key(event));
    text.root.addEventListener("focus", () => this.enter());
    text.root.addEventListener("blur", () => (caret.hidden = true));
    document.addEventListener("selectionchange", () => this.draw());
    addEventListener("resize", () => this.draw());
  }

  get selection() {
    return getSelection();
  }

  isInside() {
    const { focusNode } = this.selection;
    return focusNode !== null && this.text.root.contains(focusNode);
  }

  enter() {
    if (!this.isInside() && this.text.lines.length) this.put(this.text.lines[0].start);
    this.draw();
  }

  put(place, { extend = false } = {}) {
    const [node, units] = this.text.positionOf(place);
    if (extend) this.selection.extend(node, units);
    else this.selection.collapse(node, units);
    this.draw();
  }

  get place() {
    return this.text.placeOf(this.selection.focusNode, this.selection.focusOffset);
  }

  key(event) {
    if (event.altKey || event.metaKey || event.target !== this.text.root || !this.isInside()) return;
    const step = STEPS[event.key];
    if (step) {
      this.selection.modify(event.shiftKey ? "extend" : "move", step[0], step[event.ctrlKey ? 2 : 1]);
      if (!this.isInside()) this.put(event.key === "ArrowUp" || event.key === "Home" ? 0 : this.text.length, { extend: event.shiftKey });
    } else if (event.key.toLowerCase() === "s" && !event.ctrlKey) this.bySentence(event.shiftKey);
    else return;
    event.preventDefault();
    this.draw(true);
  }

  /** s goes to the next sentence; S marks to the end of this one, and of the next. */
  bySentence(mark) {
    if (!mark) return this.put(this.text.sentenceFrom(this.place, true));
    if (this.selection.isCollapsed) this.put(this.text.sentenceFrom(this.place + 1, false));
    return this.put(this.text.sentenceFrom(this.place, true), { extend: true });
  }

  draw(follow = false) {
    const shown = document.activeElement === this.text.root && this.isInside();
    this.caret.hidden = !shown;
    if (!shown) return;
    const range = document.createRange();
    range.setStart(this.selection.focusNode, this.selection.focusOffset);
    const box = range.getClientRects()[0] ?? range.startContainer.parentElement?.getBoundingClientRect();
    if (!box) return;
    const frame = this.caret.offsetParent.getBoundingClientRect();
    this.caret.style.setProperty("translate", `${box.left - frame.left}px ${box.top - frame.top}px`);
    this.caret.style.setProperty("height", `${Math.min(box.height, 40) || 24}px`);
    if (follow && (box.top < 60 || box.bottom > innerHeight - 40)) scrollBy({ top: box.top - innerHeight / 2 });
  }
}
