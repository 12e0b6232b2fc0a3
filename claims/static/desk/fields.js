// The parts of the form that hold more than a line of text: choices, chips, and rows of targets.

import { Combobox } from "./combobox.js";
import { node } from "./nodes.js";
import { Segments } from "./segments.js";
import { uuid7 } from "./server.js";
import { groundOf, relationOf } from "./usual.js";

export function fillSelect(select, options, { empty } = {}) {
  const blank = empty === undefined ? [] : [node("option", { value: "" }, [empty])];
  select.replaceChildren(...blank, ...options.map((one) => node("option", { value: one.value, title: one.help ?? "" }, [one.label])));
}

/** Several rows of one kind, in order, each with a button that takes it away. */
export class Chips {
  constructor(input, list, find, onChange) {
    Object.assign(this, { list, onChange, rows: [], dropped: [] });
    this.box = new Combobox(input, {
      find: async (words, signal) => (await find(words, signal)).filter((one) => !this.has(one)),
      eager: true,
      onPick: (option) => {
        input.value = "";
        this.add(option);
      },
    });
  }

  has({ id }) {
    return this.rows.some((one) => one.id === id);
  }

  add({ id, label }) {
    if (!this.has({ id })) this.set([...this.rows, { id, label }], this.dropped);
    this.onChange();
  }

  /** What is proposed takes the place of what was proposed before; what somebody chose or took out stays so. */
  propose(options) {
    const chosen = this.rows.filter((one) => !one.proposed);
    const fresh = options.filter(({ id }) => !this.dropped.includes(id) && !chosen.some((one) => one.id === id));
    this.set([...chosen, ...fresh.map(({ id, label }) => ({ id, label, proposed: true }))], this.dropped);
  }

  set(rows, dropped = []) {
    Object.assign(this, { rows, dropped });
    this.list.replaceChildren(...rows.map((row) => this.chip(row)));
  }

  chip(row) {
    const away = node("button", { type: "button", className: "plain", "aria-label": `Without ${row.label}` }, ["×"]);
    away.addEventListener("click", () => this.take(row));
    const title = row.proposed ? "Proposed by the words of the claim" : "";
    return node("li", { className: row.proposed ? "proposed" : "", title }, [node("span", {}, [row.label]), away]);
  }

  take(row) {
    this.set(this.rows.filter((one) => one !== row), [...this.dropped, row.id]);
    this.box.input.focus();
    this.onChange();
  }
}

const VERBS = { rebuttal: "counters", support: "supports" };

/** The targets of a statement: each a row with its relation, ground, basis and note. The next one begins like the last. */
export class Targets {
  constructor({ input, list, choices, find, kind, words, onChange, onWithdrawn }) {
    Object.assign(this, { input, list, choices, kind, words, onChange, onWithdrawn, rows: [], dropped: [], last: {} });
    this.bases = {}; // {type of target: basis} that the sentence suggests
    this.decided = new Set(); // ids of rows whose relation somebody chose
    this.box = new Combobox(input, { find, eager: true, byDigit: true, onPick: (target) => this.add(target) });
  }

  set(rows, dropped = []) {
    this.rows = rows.map((one) => ({ ...one }));
    this.dropped = dropped;
    this.write();
  }

  add(target) {
    this.input.value = "";
    const kind = this.kind();
    if (this.rows.some((one) => one.target.id === target.id && one.kind === kind)) return;
    const row = this.row(kind, target);
    this.rows.push(row);
    this.write();
    this.input.focus(); // the next target, or Enter
    this.box.close();
    this.changed(row);
  }

  /** A target that nobody has picked yet: whoever takes it out has a claim again. */
  propose(kind, target) {
    this.rows.push({ ...this.row(kind, target), proposed: true });
    this.write();
  }

  /** Without what was proposed. Whether there was any of it. */
  withdraw() {
    const left = this.rows.filter((one) => !one.proposed);
    const any = left.length < this.rows.length;
    if (any) this.set(left, this.dropped);
    return any;
  }

  row(kind, target) {
    const before = this.last[`${kind} ${target.type}`] ?? {};
    const basis = target.own ? "stated" : (this.bases[target.type] ?? this.bases.claim ?? "stated");
    const row = { id: uuid7(), kind, target, relation: before.relation, basis, note: "", ground: "" };
    if (kind === "rebuttal") {
      const usual = target.type === "article" ? "omission" : "feasibility";
      row.ground = target.own ? "denial" : (groundOf(this.words(), target.type) ?? usual);
      row.relation = relationOf(row.ground, target.type);
    }
    row.relation ??= target.type === "article" ? "praises" : "corroborates";
    return row;
  }

  changed(row) {
    this.last[`${row.kind} ${row.target.type}`] = { relation: row.relation };
    this.onChange();
  }

  grounds(type) {
    return this.choices.ground.filter((one) => one.fits.includes(type));
  }

  write(focused) {
    this.list.replaceChildren(...this.rows.map((row, index) => this.entry(row, index)));
    if (focused) document.getElementById(focused).focus();
  }

  entry(row, index) {
    const name = `${VERBS[row.kind]} ${row.target.label}`;
    const away = node("button", { type: "button", className: "plain", "aria-label": `Without: ${name}` }, ["×"]);
    away.addEventListener("click", () => this.take(row));
    const head = [node("span", { className: `badge badge-${row.kind}` }, [VERBS[row.kind]]), node("span", { className: "target" }, [`${row.target.type}: ${row.target.label}`]), ...(row.proposed ? [node("span", { className: "hint" }, ["proposed, as before"])] : []), away];
    const fields = row.kind === "rebuttal" ? [this.select(row, index, "ground", this.grounds(row.target.type))] : [];
    fields.push(this.note(row, index));
    const chosen = [["relation", this.choices[row.kind]], ["basis", this.choices.basis]].map(([field, options]) => this.segments(row, index, field, options));
    return node("li", {}, [node("p", {}, head), ...chosen, node("div", { className: "fields" }, fields)]);
  }

  segments(row, index, field, options) {
    const label = node("span", { className: "label", id: `edge-${index}-${field}-label` }, [field]);
    const place = node("div", { id: `edge-${index}-${field}` });
    const onChange = (value) => {
      row[field] = value;
      if (field === "relation") this.decided.add(row.id);
      this.changed(row);
    };
    new Segments(place, options, { name: place.id, labelledBy: label.id, onChange }).value = row[field];
    return node("div", { className: "field choice" }, [label, place]);
  }

  select(row, index, field, options) {
    const select = node("select", { id: `edge-${index}-${field}` });
    fillSelect(select, options);
    select.value = row[field];
    select.addEventListener("change", () => {
      row[field] = select.value;
      if (field === "ground" && !row.version && !this.decided.has(row.id)) row.relation = relationOf(row.ground, row.target.type);
      this.changed(row);
      if (field === "ground") this.write(`edge-${index}-ground`);
    });
    return node("div", { className: "field" }, [node("label", { for: select.id }, [field]), select]);
  }

  note(row, index) {
    const input = node("input", { type: "text", id: `edge-${index}-note`, value: row.note, maxLength: 500 });
    input.addEventListener("input", () => {
      row.note = input.value;
      this.onChange();
    });
    return node("div", { className: "field" }, [node("label", { for: input.id }, ["note (public)"]), input]);
  }

  take(row) {
    if (row.version) this.dropped.push(row.id);
    this.rows = this.rows.filter((one) => one !== row);
    this.write();
    this.onChange();
    if (row.proposed && !this.rows.length) this.onWithdrawn(); // the field is gone with it
    else this.input.focus();
  }
}
