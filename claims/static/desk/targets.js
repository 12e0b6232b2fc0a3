// What a rebuttal or support can bear on: what stands in this article, the pieces it speaks of, and all that is on record.

import { address, ask } from "./server.js";

const SHOWN = 60; // the claims of a long article; further ones are found by a word of theirs

export async function targetsFor({ words, signal, state, marks, settings, urls }) {
  const near = [...marks.all].filter((one) => one.kind !== "suggestion" && one.id !== state.id);
  near.sort((a, b) => Math.abs((a.start ?? 1e9) - state.start) - Math.abs((b.start ?? 1e9) - state.start));
  const pieces = settings.cited.map((one) => ({ ...one, type: "article", note: "article, which this one speaks of" }));
  const claims = near.map((one) => ({ id: one.claim.id, label: one.claim.label, type: "claim", note: `claim, said by ${one.speaker.label}` }));
  const statements = near.map((one) => ({ id: one.id, label: `${one.speaker.label}: ${one.claim.label}`, type: "statement", note: "this one statement" }));
  const rebuttals = near.flatMap((one) => one.edges.filter((edge) => edge.kind === "rebuttal" && edge.version).map((edge) => ({ id: edge.id, label: `${one.speaker.label}: ${one.claim.label}`, type: "rebuttal", note: `rebuttal of: ${edge.target.label}` })));
  const local = unique([...denial(state), ...first(usual(marks.all), claims, pieces), ...claims, ...statements, ...rebuttals]).filter((one) => matches(one, words));
  if (words.length < 3) return local.slice(0, SHOWN);
  const [moreClaims, articles] = await Promise.all(
    ["claims", "find-articles"].map(async (name) => (await ask(address(urls[name === "claims" ? "claims" : "findArticles"], { q: words, article: settings.article.id }), { signal })).found),
  );
  return unique([
    ...local.slice(0, SHOWN),
    ...moreClaims.map((one) => ({ id: one.id, label: one.label, type: "claim", note: `claim, said by ${one.note}` })),
    ...articles.map((one) => ({ ...one, type: "article", note: "article" })),
  ]).slice(0, SHOWN);
}

/** Somebody who denies a claim counters that very claim. */
function denial(state) {
  if (state.stance !== "denies" || state.kind === "support") return [];
  const label = state.claim.known ? state.claim.label : state.claim.text;
  return [{ id: state.claim.id, label, type: "claim", own: true, note: "this very claim, which is denied" }];
}

function matches(option, words) {
  const label = option.label.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => label.includes(word));
}

function unique(options) {
  const seen = new Set();
  return options.filter((one) => !seen.has(`${one.type}:${one.id}`) && seen.add(`${one.type}:${one.id}`));
}

/** Those that come to mind: the two that are picked most of late, the nearest claim, the pieces, and then the next of each. */
function first(picked, claims, pieces) {
  return [...picked.slice(0, 2), ...claims.slice(0, 1), ...pieces, ...picked.slice(2, 3), ...claims.slice(1, 2), ...picked.slice(3, 6)];
}

/** The targets of what is recorded in the text; each pick counts half as much as that of the next statement. */
function usual(marks) {
  const made = marks.filter((one) => one.edges?.length).sort((a, b) => (a.id < b.id ? 1 : -1)); // by when, the last first
  const weights = new Map();
  for (const [age, one] of made.entries()) {
    for (const { target } of one.edges) {
      const known = weights.get(target.id) ?? { target, weight: 0 };
      weights.set(target.id, { target, weight: known.weight + 0.5 ** age });
    }
  }
  const sorted = [...weights.values()].sort((a, b) => b.weight - a.weight);
  return sorted.map(({ target }) => ({ ...target, note: `${target.type}, picked before` }));
}
