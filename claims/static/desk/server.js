// What the page asks the server for, and what comes back.

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/** Nobody answered, or somebody who is not the desk: what was to be sent is to be sent again. */
export class Unreachable extends Error {}

/** The answer was no. `errors` are by field; `theirs` is the row as somebody else left it. */
export class Refusal extends Error {
  constructor(status, answer) {
    const errors = answer.errors ?? { "": ["The server did not accept this."] };
    super(Object.values(errors).flat().join(" "));
    Object.assign(this, { status, errors, theirs: answer.theirs });
  }
}

export async function ask(url, { method = "GET", body, signal } = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, { method, headers, body: body && JSON.stringify(body), signal, redirect: "manual" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable("There is no connection.");
  }
  if (response.type === "opaqueredirect") throw new Unreachable("You are logged out. Log in again in another tab.");
  if (response.status >= 500 || response.status === 429) throw new Unreachable("The server is busy.");
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) throw new Unreachable("Your log-in has changed. Reload the page: what you wrote is kept.");
  const answer = await response.json();
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

export function address(base, given = {}) {
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
  return query.size ? `${base}?${query}` : base;
}

/** A UUID of version 7 (RFC 9562): the browser names what it saves, so that sending twice is saving once. */
export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) & 0xff;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
