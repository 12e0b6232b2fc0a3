// What is wrong is said at its field; what is about no single field, at the end of the form.

export function complain(form, errors) {
  for (const place of form.querySelectorAll(".error")) place.textContent = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const left = [];
  let first = null;
  for (const [name, messages] of Object.entries(errors)) {
    const place = document.getElementById(`error-${name}`);
    if (!place) left.push(...messages);
    else {
      place.textContent = messages.join(" ");
      const field = place.parentElement.querySelector("input:not([type=checkbox]), textarea, select");
      field?.setAttribute("aria-invalid", "true");
      first ??= field;
      const folded = place.closest("details");
      if (folded) folded.open = true;
    }
  }
  document.getElementById("capture-error").textContent = left.join(" ");
  first?.focus();
}
