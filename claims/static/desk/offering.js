// What is offered beside a field, to be taken by a click or a key. Nothing of it is chosen by itself.

import { node } from "./nodes.js";

/** Fill `place` with buttons [{label, keys, title, pressed}]; `onTake(option)` gets the one that is taken. */
export function offer(place, options, onTake) {
  place.replaceChildren(...options.map((option) => {
    const keys = option.keys ? [" ", node("kbd", {}, [option.keys])] : [];
    const chip = node("button", { type: "button", className: "chip", title: option.title ?? "" }, [node("span", { dir: "auto" }, [option.label]), ...keys]);
    if (option.pressed !== undefined) chip.setAttribute("aria-pressed", String(option.pressed));
    chip.addEventListener("click", () => onTake(option));
    return chip;
  }));
}

const OCCASION = ["said_on", "said_on_precision", "venue"];

/** What the text prints of when, where and how surely it was said: each chip puts it into its fields, or takes it out again. */
export function offerPrinted(place, state, { hedges, occasions }, onTake) {
  const weak = hedges.map((words) => ({ label: `hedge “${words}”`, fields: { hedge: words } }));
  const when = occasions.map((one) => ({ label: `said ${[dated(one), one.venue].filter(Boolean).join(", ")}`, fields: Object.fromEntries(OCCASION.map((name) => [name, one[name] || ""])) }));
  const isTaken = ({ fields }) => Object.entries(fields).every(([name, value]) => (state[name] ?? "") === value);
  const options = [...weak, ...when].map((one) => ({ ...one, pressed: isTaken(one) }));
  offer(place, options, ({ fields, pressed }) => onTake(pressed ? Object.fromEntries(Object.keys(fields).map((name) => [name, ""])) : fields));
  place.parentElement.hidden = options.length === 0;
}

/** A date as far as it is known. */
function dated({ said_on: on, said_on_precision: precision }) {
  return on ? on.slice(0, { year: 4, month: 7 }[precision] ?? 10) : "";
}

/** What stands in the folded part of the form, in a few words, so that nothing is sent unseen. */
export function folded(state) {
  const { affiliation, via, about } = state;
  const parts = [
    state.role_as_printed, affiliation && `for ${affiliation.label}`, state.hedge && `“${state.hedge}”`, dated(state), state.venue,
    via.length && `through ${via.map((one) => one.label).join(" → ")}`, about && "about a piece",
  ];
  return parts.filter(Boolean).join(" · ");
}
