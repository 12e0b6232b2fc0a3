// What of the form is sent, and what has to be there first.

export const CHOSEN = ["stance", "fidelity", "attribution"];
export const TYPED = ["role_as_printed", "hedge", "said_on", "said_on_precision", "venue"];
export const PLAIN = [...CHOSEN, ...TYPED];
export const PROPOSED = ["stance", "fidelity", "attribution", "role_as_printed", "affiliation", "via"];

/** {field: messages} of what the form lacks. `typed`: {field: words} that stand in a field, and were not picked from its list. */
export function missingOf(state, typed) {
  const missing = {};
  if (!state.speaker || typed.speaker !== undefined) {
    missing.speaker = [typed.speaker ? `Choose “${typed.speaker}” from the list, or make it a new speaker.` : "Say who speaks."];
  }
  if ((!state.claim.known || state.claim.rewording) && !state.claim.text.trim()) missing.claim = ["Say what is claimed, in a sentence."];
  for (const name of ["affiliation", "via", "topics"]) {
    if (typed[name]) missing[name] = [unpicked(typed[name])];
  }
  if (typed.target && (state.kind !== "claim" || state.edges.length)) missing.edges = [unpicked(typed.target)];
  else if (state.kind !== "claim" && !state.edges.length) missing.edges = ["Choose at least one target, or record a claim alone."];
  return missing;
}

const unpicked = (words) => `Choose “${words}” from the list, or empty the field.`;

/** The state as the server takes it. */
export function sendable(state, settings) {
  const { claim } = state;
  const rows = (list) => list.map((one) => one.id);
  const words = claim.known ? (claim.rewording ? { text: claim.text, version: claim.version } : {}) : { text: claim.text, language: settings.language === "und" ? "en" : settings.language, topics: rows(state.topics), about: state.about || null };
  const plain = Object.fromEntries(PLAIN.map((name) => [name, state[name]]));
  return {
    ...plain, version: state.version, snapshot: state.snapshot, start: state.start, end: state.end, quote: state.quote,
    speaker: state.speaker, affiliation: state.affiliation, claim: { id: claim.id, ...words }, via: rows(state.via),
    edges: state.edges, dropped: state.dropped, suggestion: state.suggestion?.id ?? null,
  };
}
