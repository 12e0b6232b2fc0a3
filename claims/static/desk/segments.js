// One of a few words, all of them in view: a click, an arrow key or the first letter chooses.

import { node } from "./nodes.js";

export class Segments {
  /** `place` is emptied and becomes a group of radio buttons named by the element with the id `labelledBy`. */
  constructor(place, options, { name, labelledBy, onChange }) {
    this.radios = options.map((one) => node("input", { type: "radio", name, value: one.value, id: `${name}-${one.value}` }));
    place.replaceChildren(...options.map((one, index) => node("label", { title: one.help }, [this.radios[index], node("span", {}, [one.label])])));
    place.classList.add("segments");
    place.setAttribute("role", "radiogroup");
    place.setAttribute("aria-labelledby", labelledBy);
    place.addEventListener("change", (event) => onChange(event.target.value));
    place.addEventListener("keydown", (event) => this.byLetter(event, onChange));
  }

  get value() {
    return this.radios.find((radio) => radio.checked)?.value ?? "";
  }

  set value(value) {
    for (const radio of this.radios) radio.checked = radio.value === value;
  }

  byLetter(event, onChange) {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = this.radios.indexOf(event.target);
    const order = [...this.radios.slice(at + 1), ...this.radios.slice(0, at + 1)];
    const found = order.find((radio) => radio.value.startsWith(event.key.toLowerCase()));
    if (!found) return;
    found.checked = true;
    found.focus();
    onChange(found.value);
    event.preventDefault();
  }
}
