// What is usual: a ground by the words that are said, a relation by the ground. Proposals, in English; the curator decides.

const OF_ARGUMENTS = [
  ["legal", /\b(?:il)?legal\w*|\blaws?\b|\blicen[cs]\w*|\bsanction\w*|\btreat(?:y|ies)\b|\bregulat\w*|\bcourts?\b|\bforbid\w*|\bbann?(?:ed|s)?\b/i],
  ["security", /\bsecurity risks?\b|\bwar\b|\battack\w*|\bsabotage\w*|\bdanger\w*|\bminefields?\b/i],
  ["motive", /\bploys?\b|\bleverage\b|\binfluence\b|\bman(?:o?eu|eu)v\w+|\bcountermoves?\b|\bserious(?:ly)?\b|\bpretext\b|\btest\w* whether\b/i],
  ["diplomatic", /\bdiploma\w*|\ballies\b|\bhostil\w*|\btensions?\b|\bbacklash\b|\bprotests?\b|\brelationships?\b|\bgeopolitical\b/i],
  ["self_defeating", /\bdefeats?\b|\bmisses the point\b|\bown (?:aim|purpose)\b/i],
  ["overstated", /\bover-?(?:hyped|stated|blown)\b|\bexaggerat\w*|\bmore attention\b|\blittle weight\b|\bless than\b|\bfar more complicated\b/i],
  ["missing_evidence", /\bevidence\b|\bproven\b|\bunproven\b|\b(?:un)?explored\b|\bstudied\b|\bsurvey\w*|\bunclear\b|\bnobody knows\b|\bquestions open\b/i],
  ["scale", /\btoo (?:small|few|slow|late)\b|\ba fraction\b|\bper ?cent of what\b/i],
  ["alternative", /\binstead\b|\blikelier\b|\bmore likely\b|\brather than\b|\bbetter\b|\bother (?:sectors|sources|ways)\b|\balone\b/i],
];
const OF_ARTICLES = [
  ["speculation", /\bspeculat\w*|\bguess\w*/i],
  ["missing_evidence", /\bevidence\b|\bno source\b/i],
  ["shallow", /\bdepth\b|\bdeeper\b|\bshallow\b|\btoo little\b|\bsubstance\b/i],
  ["competence", /\bunderstands?\b|\bget it\b|\bmistakes?\b/i],
  ["overstated", /\bover-?(?:hyped|stated|blown)\b|\bexaggerat\w*/i],
];
const RELATIONS = {
  missing_evidence: "undermines", motive: "undermines", track_record: "undermines", overstated: "qualifies",
  contrary_evidence: "rebuts", denial: "rebuts", misquotation: "corrects", self_defeating: "rebuts",
};

/** The ground that the words suggest for a target of that type; undefined if they suggest none. */
export function groundOf(words, type) {
  return (type === "article" ? OF_ARTICLES : OF_ARGUMENTS).find(([, sign]) => sign.test(words))?.[0];
}

export function relationOf(ground, type) {
  return type === "article" ? "undermines" : (RELATIONS[ground] ?? "undercuts");
}
