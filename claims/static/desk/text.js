// The text as it is read: places in code points, as the server counts them, and as the browser does, in UTF-16 units.
// This is the one place where the two are converted.

/** Converts places in one string. A place inside a surrogate pair counts as that before it. */
export class CodePoints {
  constructor(string) {
    this.pairs = []; // units at which a pair of surrogates begins
    for (let unit = 0; unit < string.length; unit += 1) {
      if (string.codePointAt(unit) > 0xffff) this.pairs.push(unit++);
    }
  }

  fromUnits(units) {
    return units - below(this.pairs, (pair) => pair < units);
  }

  toUnits(points) {
    return points + below(this.pairs, (pair, index) => pair - index < points);
  }
}

/** How many items of a sorted list fulfil a condition that, once false, stays false. */
export function below(sorted, holds) {
  let left = 0;
  let right = sorted.length;
  while (left < right) {
    const middle = (left + right) >> 1;
    if (holds(sorted[middle], middle)) left = middle + 1;
    else right = middle;
  }
  return left;
}

// Hyphens, apostrophes and points inside a word join it: “over-hyped”, “doesn’t”, “U.S.”.
const WORDS = /[\p{L}\p{N}\p{M}]+(?:['’.\-‑][\p{L}\p{N}\p{M}]+)*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const segments = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The word that a place lies strictly inside of, as [start, end] in units; null between words. */
export function wordAround(string, units) {
  for (const found of string.matchAll(WORDS)) {
    if (found.index >= units) return null;
    const end = found.index + found[0].length;
    if (units >= end) continue;
    if (!UNSPACED.test(found[0])) return [found.index, end];
    const part = segments.segment(string).containing(units);
    return part.index < units ? [part.index, part.index + part.segment.length] : null;
  }
  return null;
}

/** What a reader takes for one letter is never cut: the place moves to its start, or with `after` to its end. */
function wholeLetter(string, units, after) {
  const letter = units < string.length ? graphemes.segment(string).containing(units) : null;
  if (!letter || letter.index === units) return units;
  return after ? letter.index + letter.segment.length : letter.index;
}

export class ReadText {
  /** `lines` are elements with one text node each and `data-start`, the code point at which they begin. */
  constructor(root) {
    this.root = root;
    this.lines = [...root.querySelectorAll("[data-start]")].map((element) => {
      const start = Number(element.dataset.start);
      const string = element.firstChild.data;
      const points = new CodePoints(string);
      return { element, node: element.firstChild, string, points, start, end: start + points.fromUnits(string.length) };
    });
  }

  get length() {
    return this.lines.length ? this.lines.at(-1).end : 0;
  }

  lineIndex(place) {
    return Math.max(below(this.lines, (line) => line.start <= place) - 1, 0);
  }

  /** The code point of a place in the document. What lies outside the lines counts as the nearest place in one. */
  placeOf(node, offset) {
    const line = this.lines.find((one) => one.node === node);
    if (line) return line.start + line.points.fromUnits(offset);
    const point = document.createRange();
    point.setStart(node, offset);
    const before = below(this.lines, (one) => point.comparePoint(one.node, 0) < 0);
    const last = this.lines[before - 1];
    if (!last) return this.lines[0].start;
    return point.comparePoint(last.node, last.node.length) < 0 || before === this.lines.length
      ? last.end
      : this.lines[before].start;
  }

  /** [node, units] of a code point. */
  positionOf(place) {
    const line = this.lines[this.lineIndex(place)];
    return [line.node, Math.min(line.points.toUnits(Math.max(place - line.start, 0)), line.string.length)];
  }

  rangeOf(start, end) {
    const range = document.createRange();
    range.setStart(...this.positionOf(start));
    range.setEnd(...this.positionOf(end));
    return range;
  }

  /** The words from one code point to another, with the line ends between. */
  slice(start, end) {
    const found = [];
    let at = start;
    for (let index = this.lineIndex(start); index < this.lines.length && this.lines[index].start < end; index += 1) {
      const line = this.lines[index];
      if (line.start > at) found.push("\n".repeat(line.start - at));
      const from = line.points.toUnits(Math.max(start - line.start, 0));
      found.push(line.string.slice(from, line.points.toUnits(Math.min(end, line.end) - line.start)));
      at = Math.min(end, line.end);
    }
    return found.join("");
  }

  /** [start, end] of the marked words, or null. Snapped to words unless `freely`; blanks at the ends never count. */
  marked(selection, freely = false) {
    if (!selection || selection.isCollapsed || !this.lines.length) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    return this.snapped(
      this.placeOf(range.startContainer, range.startOffset),
      this.placeOf(range.endContainer, range.endOffset),
      freely,
    );
  }

  snapped(start, end, freely = false) {
    const words = this.slice(start, end);
    const kept = words.trim();
    if (!kept) return null;
    start += new CodePoints(words).fromUnits(words.indexOf(kept));
    end = start + new CodePoints(kept).fromUnits(kept.length);
    return [this.edge(start, false, freely), this.edge(end, true, freely)];
  }

  edge(place, after, freely) {
    const line = this.lines[this.lineIndex(after ? place - 1 : place)];
    const units = line.points.toUnits(place - line.start);
    const word = freely ? null : wordAround(line.string, units);
    const moved = word ? word[after ? 1 : 0] : wholeLetter(line.string, units, after);
    return line.start + line.points.fromUnits(moved);
  }

  /** The start of the next sentence (or, backwards, of this one or the one before). */
  sentenceFrom(place, forward) {
    const index = this.lineIndex(place);
    const line = this.lines[index];
    const starts = [...sentences.segment(line.string)].map((one) => line.start + line.points.fromUnits(one.index));
    if (forward) {
      const next = starts.find((start) => start > place);
      if (next !== undefined) return next;
      return place < line.end ? line.end : (this.lines[index + 1]?.start ?? line.end);
    }
    const previous = starts.findLast((start) => start < place);
    return previous ?? this.lines[index - 1]?.start ?? line.start;
  }
}
