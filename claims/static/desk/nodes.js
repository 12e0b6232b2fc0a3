// Elements of the page, made of text alone: what comes from a text or a person is never read as HTML.

export function node(name, properties = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** Say something to whoever looks, and to whoever listens. */
export function say(words, kind = "") {
  const place = document.getElementById("desk-status");
  place.textContent = words;
  place.className = `desk-status ${kind}`;
}
