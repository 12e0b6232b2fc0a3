// Two people changed one statement: both versions side by side, and a choice for each difference.

import { node } from "./nodes.js";
import { uuid7 } from "./server.js";

const names = (list) => (list ?? []).map((one) => one.label).join(" → ");
const claim = (one) => (one.claim.known && !one.claim.rewording ? one.claim.label : one.claim.text);
const edge = (one) => [one.relation, one.ground, `(${one.basis})`, `${one.target.type}: ${one.target.label}`, one.note].filter(Boolean).join(" ");
const quote = (one) => (one.start === null ? one.quote : `${one.quote} (characters ${one.start} to ${one.end})`);

// All that is sent: what it is called, how it is read, and the members of the state that it is
const FIELDS = [
  ["Quote", quote, ["start", "end", "quote", "anchor"]],
  ["Claim", claim, ["claim"]],
  ["Speaker", (one) => one.speaker?.label ?? one.speaker?.name, ["speaker"]],
  ["Stance", (one) => one.stance, ["stance"]],
  ["Fidelity", (one) => one.fidelity, ["fidelity"]],
  ["Attribution", (one) => one.attribution, ["attribution"]],
  ["Role", (one) => one.role_as_printed, ["role_as_printed"]],
  ["Hedge", (one) => one.hedge, ["hedge"]],
  ["Said on", (one) => one.said_on, ["said_on"]],
  ["Precision", (one) => one.said_on_precision, ["said_on_precision"]],
  ["Venue", (one) => one.venue, ["venue"]],
  ["Speaks for", (one) => one.affiliation?.label, ["affiliation"]],
  ["Came through", (one) => names(one.via), ["via"]],
  ["Bears on", (one) => one.edges.map(edge).join("; "), ["edges", "kind"]],
];

/**
 * Shows the differences in `place`. Once one is chosen for each, `onChoose(state)` gets mine with theirs where so chosen.
 * What I left as I found it (`mine.was`) is theirs unless I say otherwise.
 */
export function compare(place, state, stored, onChoose) {
  const theirs = { ...stored, claim: known(stored.claim) };
  const same = state.claim.known && !state.claim.rewording && state.claim.id === theirs.claim.id;
  const mine = same ? { ...state, claim: theirs.claim } : state;
  const was = mine.was && { ...mine.was, claim: known(mine.was.claim) };
  const differing = FIELDS.filter(([, read]) => (read(mine) || "") !== (read(theirs) || ""));
  const rows = differing.map(([label, read, [field]]) => row(label, read(mine), read(theirs), field, was && (read(was) || "") === (read(mine) || "") ? "theirs" : "mine"));
  const button = node("button", { type: "button", className: "button" }, ["Use what is ticked"]);
  button.addEventListener("click", () => {
    const chosen = { ...mine, version: theirs.version, status: theirs.status, was: stored, typed: {} };
    const side = (field) => place.querySelector(`input[name="choice-${field}"]:checked`)?.value;
    for (const [, , [field, ...more]] of FIELDS) {
      if (side(field) === "theirs") for (const name of [field, ...more]) chosen[name] = theirs[name];
    }
    if (chosen.claim.id === theirs.claim.id) chosen.claim = { ...chosen.claim, version: theirs.claim.version };
    place.hidden = true;
    onChoose({ ...chosen, ...(side("edges") === "mine" ? edgesOver(mine.edges, theirs.edges) : { edges: theirs.edges, dropped: [] }) });
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

/** A claim on record, as the form has it. */
export function known({ id, label, version, status }) {
  return { id, text: "", known: true, label, version, status };
}

/** My edges in the place of theirs: what they deleted is drawn anew, and what they drew goes, unless it is published. */
function edgesOver(mine, theirs) {
  const stored = new Map(theirs.map((one) => [one.id, one]));
  const edges = mine.map((one) => {
    if (!one.version) return one;
    return stored.has(one.id) ? { ...one, version: stored.get(one.id).version } : { ...one, id: uuid7(), version: undefined };
  });
  const others = theirs.filter((one) => !mine.some((own) => own.id === one.id));
  const dropped = others.filter((one) => one.status === "draft").map((one) => one.id);
  return { edges: [...edges, ...others.filter((one) => one.status !== "draft")], dropped };
}

function row(label, mine, theirs, field, ticked) {
  return node("tr", {}, [
    node("th", { scope: "row" }, [label]),
    ...[["mine", mine], ["theirs", theirs]].map(([side, words]) => {
      const radio = node("input", { type: "radio", name: `choice-${field}`, value: side, checked: side === ticked });
      return node("td", {}, [node("label", {}, [radio, node("span", {}, [words || "(empty)"])])]);
    }),
  ]);
}
