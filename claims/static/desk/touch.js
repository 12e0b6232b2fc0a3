// Marking by touch: a long press marks a word and two handles widen it. The form would get in their way, so a button waits
// at the edge of the screen until whoever marks is done.

const TOUCHES = ["touch", "pen"];

export class Touch {
  /** `onMark(place)` gets what is marked when the button is pressed. */
  constructor(text, button, onMark) {
    Object.assign(this, { text, button, onMark, place: null, byTouch: false });
    document.addEventListener("pointerdown", (event) => this.down(event), { capture: true });
    document.addEventListener("selectionchange", () => this.show());
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // what is marked stays marked
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.take());
  }

  /** Whether words are marked by touch just now: a tap on them is no click of a mouse. */
  get isMarking() {
    return this.place !== null;
  }

  down(event) {
    if (this.button.contains(event.target)) return;
    this.byTouch = TOUCHES.includes(event.pointerType) && this.text.root.contains(event.target);
    if (!this.byTouch) this.hide();
  }

  show() {
    if (!this.byTouch) return;
    this.place = this.text.marked(getSelection());
    this.button.hidden = this.place === null;
  }

  hide() {
    this.place = null;
    this.button.hidden = true;
  }

  take() {
    const { place } = this;
    this.byTouch = false; // what the form marks is none of the finger
    this.hide();
    if (place) this.onMark(place);
  }
}
