// A field that offers what is on record as one types (WAI-ARIA combobox with a list box).

import { node } from "./nodes.js";

const PAUSE = 120; // milliseconds without a key before the server is asked

export class Combobox {
  /**
   * `find(words, signal)` resolves to options [{id, label, note}]; `onPick(option)` gets the chosen one.
   * `eager`: the first option is chosen by Enter without an arrow key. Else Enter is left to the form until one is marked.
   * `byDigit`: as long as nothing is typed, 1 to 9 choose from what is offered.
   * `stays`: what is offered is a part of the form, and stays there when the field is left.
   */
  constructor(input, { find, onPick, eager = false, stays = false, byDigit = false }) {
    Object.assign(this, { input, find, onPick, eager, byDigit, options: [], marked: -1 });
    this.list = node("ul", { role: "listbox", id: `${input.id}-options`, className: "options", hidden: true });
    this.list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent ?? "Offered");
    input.after(this.list);
    input.setAttribute("autocomplete", "off");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    if (input.tagName === "INPUT") {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-expanded", "false");
    }
    input.addEventListener("input", () => this.later());
    input.addEventListener("focus", () => eager && this.later(0));
    input.addEventListener("click", () => eager && this.list.hidden && this.later(0));
    this.list.classList.toggle("stays", stays);
    this.list.classList.toggle("numbered", byDigit);
    input.addEventListener("blur", () => stays || this.close());
    input.addEventListener("keydown", (event) => this.key(event));
  }

  later(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), pause);
  }

  async look() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const found = await this.find(this.input.value.trim(), this.asking.signal);
      if (document.activeElement === this.input) this.offer(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  offer(options) {
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => this.entry(option, index)));
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.input.tagName !== "INPUT") this.input.removeAttribute("aria-expanded");
    this.mark(this.eager && this.input.value.trim() && options.length ? 0 : -1);
  }

  entry(option, index) {
    const note = option.note ? [node("span", { className: "note" }, [option.note])] : [];
    const item = node("li", { role: "option", id: `${this.list.id}-${index}` }, [node("span", {}, [option.label]), ...note]);
    item.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      this.pick(index);
    });
    return item;
  }

  mark(index) {
    this.marked = index;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = this.list.children[index];
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) this.later(0);
      else this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && this.marked >= 0 && !event.ctrlKey) this.pick(this.marked);
    else if (this.byDigit && open && !this.input.value && /^[1-9]$/.test(event.key) && !event.altKey && !event.ctrlKey) this.pick(Number(event.key) - 1);
    else if (event.key === "Escape" && open) this.close();
    else {
      if (event.key === "Tab" && open && this.marked >= 0) this.pick(this.marked);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  step(by) {
    const count = this.options.length;
    this.mark(this.marked < 0 && by < 0 ? count - 1 : (this.marked + by + count) % count);
  }

  pick(index) {
    const option = this.options[index];
    this.close();
    if (option) this.onPick(option);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.marked = -1;
    this.input.removeAttribute("aria-activedescendant");
    if (this.input.tagName === "INPUT") this.input.setAttribute("aria-expanded", "false");
  }
}
