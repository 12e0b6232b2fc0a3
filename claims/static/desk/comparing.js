// Two people changed one statement: both versions side by side, and a choice for each difference.

import { node } from "./nodes.js";

const names = (list) => (list ?? []).map((one) => one.label).join(" → ");
const FIELDS = [
  ["Claim", (one) => one.claim?.label ?? "", "claim"],
  ["Speaker", (one) => one.speaker?.label ?? "", "speaker"],
  ["Stance", (one) => one.stance, "stance"],
  ["Fidelity", (one) => one.fidelity, "fidelity"],
  ["Attribution", (one) => one.attribution, "attribution"],
  ["Role", (one) => one.role_as_printed, "role_as_printed"],
  ["Hedge", (one) => one.hedge, "hedge"],
  ["Said on", (one) => one.said_on ?? "", "said_on"],
  ["Precision", (one) => one.said_on_precision ?? "", "said_on_precision"],
  ["Venue", (one) => one.venue, "venue"],
  ["Speaks for", (one) => one.affiliation?.label ?? "", "affiliation"],
  ["Came through", (one) => names(one.via), "via"],
];

/** Shows the differences in `place`. Once one is chosen for each, `onChoose(state)` gets mine with theirs where so chosen. */
export function compare(place, mine, theirs, onChoose) {
  const differing = FIELDS.filter(([, read]) => (read(mine) || "") !== (read(theirs) || ""));
  const rows = differing.map(([label, read, field]) => row(label, read(mine), read(theirs), field));
  const button = node("button", { type: "button", className: "button" }, ["Use what is ticked"]);
  button.addEventListener("click", () => {
    const chosen = { ...mine, version: theirs.version };
    for (const [, , field] of differing) {
      if (place.querySelector(`input[name="choice-${field}"]:checked`)?.value === "theirs") chosen[field] = theirs[field];
    }
    place.hidden = true;
    onChoose(chosen);
  });
  const head = node("tr", {}, ["", "Yours", "Theirs"].map((words) => node("th", { scope: "col" }, [words])));
  place.replaceChildren(
    node("h3", { tabIndex: -1 }, ["Somebody else saved this meanwhile"]),
    node("p", {}, ["Nothing of yours is lost. Tick which to keep, look at the form once more, and save."]),
    node("table", {}, [node("thead", {}, [head]), node("tbody", {}, rows)]),
    button,
  );
  place.hidden = false;
  place.querySelector("h3").focus();
}

function row(label, mine, theirs, field) {
  return node("tr", {}, [
    node("th", { scope: "row" }, [label]),
    ...[["mine", mine], ["theirs", theirs]].map(([side, words]) => {
      const radio = node("input", { type: "radio", name: `choice-${field}`, value: side, checked: side === "mine" });
      return node("td", {}, [node("label", {}, [radio, node("span", {}, [words || "(empty)"])])]);
    }),
  ]);
}
