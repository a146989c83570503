// What opens over the board, and what all of it is made of.

import { byID, make, say } from "./dom.js";
import { bytesOf, called, capital, isOpen, lockWords, notOpenWords } from "./words.js";

const MOST_TEXT = 4_096;

export class Sheet {
  constructor() {
    this.dialog = byID("sheet");
    this.body = byID("sheet-body");
    byID("sheet-close").addEventListener("click", () => this.close());
    this.dialog.addEventListener("close", () => this.closed());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.close();
    });
  }

  /// `build` gives the content; `key` what it is made of, so that it is made anew only if needed;
  /// `renew` what may change around a text that is being written.
  open({ title, build, key = () => "", renew, focus, onClose, isTall = false }) {
    this.onClose?.();
    this.page = { title, build, key, renew, made: undefined };
    this.onClose = onClose;
    this.dialog.classList.toggle("is-tall", isTall);
    this.body.replaceChildren();
    this.update();
    if (!this.dialog.open) {
      this.returnTo = document.activeElement;
      this.dialog.showModal();
      // Beside an open sheet nothing is heard: what is told is told in it.
      byID("sheet-head").after(byID("toast"), byID("news"));
    }
    this.body.scrollTop = 0;
    (focus?.() ?? byID("sheet-title")).focus();
  }

  get isOpen() { return this.dialog.open; }

  update() {
    if (!this.page) return;
    const key = this.page.key();
    if (this.page.made === key && this.page.made !== undefined) {
      this.page.renew?.();
      return;
    }
    this.page.made = key;
    const active = this.body.contains(document.activeElement)
      ? document.activeElement.dataset.do : undefined;
    say(byID("sheet-title"), this.page.title());
    this.body.replaceChildren(...this.page.build());
    if (active) {
      ([...this.body.querySelectorAll("[data-do]")].find((one) => one.dataset.do === active)
        ?? byID("sheet-title")).focus();
    }
  }

  /// Closes; the focus goes back to where it was, or where `then` puts it.
  close(then) {
    if (!this.dialog.open) { then?.(); return; }
    this.then = then;
    this.dialog.close();
  }

  closed() {
    this.page = null;
    document.body.append(byID("toast"), byID("news"));
    this.onClose?.();
    this.onClose = null;
    const { then, returnTo: back } = this;
    this.returnTo = this.then = null;
    if (then) then();
    else if (back?.isConnected) back.focus({ preventScroll: true });
    else this.lostFocus?.();
  }
}

export const action = (words, name, click, more = {}) =>
  make(`button.${more.look ?? "plain"}`, { "data-do": name, click, "aria-describedby": more.why }, words);

/// Why this person may not change the board now; nothing where they may.
export function obstacle(app, kind) {
  const { workshop, scene } = app;
  if (workshop.role === "observer") return "You observe: you read the board, and change nothing.";
  if (workshop.role === "participant" && workshop.lock === "board") return lockWords(workshop);
  return kind && !isOpen(scene.board, kind) ? notOpenWords(kind) : "";
}

/// What a sticky is called in a sentence, by its id.
export function calledID(app, id) {
  const item = app.scene.item(id);
  return item ? called({ ...item.sticky, text: item.text }) : "a sticky that has gone";
}

/// What is wrong with a text for a kind; nothing where it is good.
export function textProblem(text, kind) {
  if (!kind.mayBeBlank && text.trim() === "") return `${capital(kind.article)} ${kind.word} needs a text.`;
  if (bytesOf(text) > MOST_TEXT) return `That is too long: ${bytesOf(text)} of ${MOST_TEXT} bytes.`;
  return "";
}

/// A text that Enter sends and Shift-Enter breaks.
export function textArea(id, { label, value, submit, help }) {
  const area = make("textarea", { id, rows: "2", dir: "auto", enterkeyhint: "send",
    "aria-describedby": help, autocapitalize: "sentences" });
  area.value = value;
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return [make("label.unseen", { for: id }, label), area];
}

/// What is wrong with something to be sent, by a function that gives a sentence or "": told when
/// it should be sent, and gone as soon as it no longer holds.
export function problemWith(wrong) {
  const element = make("p.error", { role: "alert", hidden: true });
  const tell = () => {
    const words = wrong();
    say(element, words);
    element.hidden = !words;
    return words;
  };
  return { element, tell, renew: () => { if (!element.hidden) tell(); } };
}
