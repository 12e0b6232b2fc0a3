// The list of shortcuts: under “?” wherever nothing is being typed.

export class Helped {
  constructor(dialog, button) {
    button.addEventListener("click", () => dialog.showModal());
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
      if (event.key !== "?" || typing || dialog.open) return;
      event.preventDefault();
      dialog.showModal();
    });
  }
}
