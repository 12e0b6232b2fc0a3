// Calls of a client that is generated from the OpenAPI document: filter, page through, write, and get typed problems.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[]; stdout: { write(text: string): void } };
type Problem = components["schemas"]["Problem"];
type Json = "application/json" | "application/problem+json";

const [baseUrl, token] = process.argv.slice(2) as [string, string];
const api = createClient<paths, Json>({ baseUrl });
const staff = createClient<paths, Json>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

// What is read can be put back as it is: the type of each object fits that of its body.
type Schemas = components["schemas"];
type Fits<Read extends Body, Body> = Read;
export type Written = [
  Fits<Schemas["ArticleDetail"], Schemas["ArticleInput"]>, Fits<Schemas["ClaimDetail"], Schemas["ClaimInput"]>,
  Fits<Schemas["Rebuttal"], Schemas["RebuttalInput"]>, Fits<Schemas["SpeakerDetail"], Schemas["SpeakerInput"]>,
  Fits<Schemas["Statement"], Schemas["StatementInput"]>, Fits<Schemas["Support"], Schemas["SupportInput"]>,
  Fits<Schemas["TopicDetail"], Schemas["TopicInput"]>,
];

function good<T>(answer: { data?: T; error?: Problem }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? "no answer");
  return answer.data;
}

async function filtered(): Promise<string[]> {
  const query = { speaker: ["vladimir-potanin"], stance: ["asserts" as const, "proposes" as const] };
  const page = good(await api.GET("/api/v1/claims/", { params: { query } }));
  return page.results.flatMap((claim) => claim.speakers).map((speaker) => speaker.slug);
}

async function walked(): Promise<number> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { page_size: 7, ...(cursor === undefined ? {} : { cursor }) };
    const page = good(await api.GET("/api/v1/statements/", { params: { query } }));
    for (const statement of page.results) seen.add(statement.id);
    cursor = page.next === null ? undefined : new URL(page.next).searchParams.get("cursor") ?? undefined;
  } while (cursor !== undefined);
  return seen.size;
}

async function refused(): Promise<Problem> {
  const { error } = await api.GET("/api/v1/claims/", { params: { query: { speaker: ["vladimir-potanim"] } } });
  if (error === undefined) throw new Error("a misspelt speaker was not refused");
  return error;
}

async function written(): Promise<{ text: string; conflict: Problem | undefined }> {
  const created = await staff.POST("/api/v1/claims/", { body: { text: "Typed clients write.", language: "en" } });
  const claim = good(created);
  const path = { id: claim.id };
  const tag = created.response.headers.get("ETag") ?? "";
  const change = (text: string) =>
    staff.PATCH("/api/v1/claims/{id}/", { params: { path, header: { "If-Match": tag } }, body: { text } });
  const first = good(await change("Typed clients write, and write again."));
  const second = await change("A late writer.");
  return { text: first.text, conflict: second.error };
}

async function followed(): Promise<string[]> {
  const { token } = good(await api.GET("/api/v1/changes/"));
  const page = good(await api.GET("/api/v1/changes/", { params: { query: { since: token } } }));
  return page.results.map((change) => `${change.type} ${change.resource}`);
}

async function counted(): Promise<number> {
  const facets = good(await api.GET("/api/v1/claims/facets/", { params: { query: { speaker: ["vladimir-putin"] } } }));
  return facets.stance.reduce((sum, entry) => sum + entry.count, 0);
}

const found = {
  speakers: await filtered(), statements: await walked(), problem: await refused(), written: await written(),
  changes: await followed(), stances: await counted(),
};
process.stdout.write(JSON.stringify(found));
