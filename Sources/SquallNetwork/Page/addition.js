// A new sticky: its text, its place, its kind.

import { byID, letterOf, make, say } from "./dom.js";
import { newID } from "./keep.js";
import { calledID, obstacle, problemWith, textArea, textProblem } from "./sheets.js";
import { counted, isOpen, KINDS, kindOf, quoted } from "./words.js";

/// Milliseconds within which two taps are one.
const DOUBLE_TAP = 800;

/// `again` is what was refused and is written once more: it is let go of once it is sent.
export function openAddition(app, { kind: wanted, after, on, place, again } = {}) {
  // What is begun in one place is no beginning for another.
  const draft = app.draft(again?.key ?? after ?? on);
  const state = { kind: wanted ?? app.lastKind ?? "domainEvent", after, on };
  let addedAt = -Infinity;
  if (on !== undefined) state.place = "on";
  else if (after !== undefined) state.place = "after";
  else if (place !== undefined) state.place = place;
  else state.place = app.lastPlace === "end" ? "end" : "inbox";
  const problem = problemWith(
    () => obstacle(app, kindOf(state.kind)) || textProblem(byID("addition").value.trim(), kindOf(state.kind)));
  const help = make("p.help", { id: "kind-help" });
  let isKept = 0;
  const kept = make("p.done", { role: "status" });

  const submit = () => {
    const kind = kindOf(state.kind);
    const area = byID("addition");
    const text = area.value.trim();
    // A tap that is one too many.
    if (!text && performance.now() - addedAt < DOUBLE_TAP) return area.focus();
    if (problem.tell()) { say(kept, ""); return area.focus(); }
    const edit = { edit: "addSticky", id: newID(), kind: state.kind, text };
    if (state.place === "on") edit.on = state.on;
    else if (state.place === "after") edit.after = state.after;
    else edit.to = state.place;
    app.workshop.submit(edit);
    app.lastKind = state.kind === "hotspot" && on !== undefined ? app.lastKind : state.kind;
    if (state.place === "inbox" || state.place === "end") app.lastPlace = state.place;
    area.value = "";
    draft.set("");
    addedAt = performance.now();
    if (again) {
      app.workshop.dismiss(again);
      app.sheet.close();
      app.toast(`Written again: ${quoted(text)}`);
      return undefined;
    }
    if (state.place === "on") {
      app.sheet.close();
      app.toast(`${counted(1, kind.word, "")} raised: ${quoted(text)}`.replace(/^1 /, "The "));
      return undefined;
    }
    // What comes next goes after this one.
    if (state.place === "after") { state.after = edit.id; app.goTo(edit.id, { isQuiet: true }); }
    if (state.place === "end") app.goTo(edit.id, { isQuiet: true });
    isKept += 1;
    say(kept, `Added ${text ? quoted(text) : `a blank ${kind.word}`}${isKept > 1 ? `; ${isKept} so far` : ""}. Write the next one, or close.`);
    return area.focus();
  };

  const keepDraft = () => {
    const text = byID("addition")?.value ?? "";
    draft.set(text === again?.edit.text ? "" : text);
  };

  const pick = (kind) => {
    state.kind = kind.name;
    say(help, kind.hint);
    const area = byID("addition");
    area?.setAttribute("placeholder", kind.hint);
    area?.focus();
  };

  const openedKey = () => JSON.stringify(KINDS.map((kind) => obstacle(app, kind)));
  let opened = openedKey();
  app.sheet.open({
    title: () => (on === undefined ? "Add a sticky" : `On ${calledID(app, on)}`),
    isTall: true,
    // The phase or a lock has changed meanwhile.
    renew: () => {
      problem.renew();
      say(help, obstacle(app) || kindOf(state.kind).hint);
      if (opened === openedKey()) return;
      opened = openedKey();
      const focused = document.activeElement?.id;
      app.sheet.body.querySelector(".kinds").replaceWith(kindPicker(app, state, pick, on));
      if (focused?.startsWith("kind-")) byID(focused)?.focus();
    },
    build: () => [
      ...textArea("addition", { label: "What is on it", value: draft.get() || (again?.edit.text ?? ""), submit, help: "kind-help" }),
      help, problem.element,
      on === undefined ? placePicker(app, state) : "",
      kindPicker(app, state, pick, on),
      make("div.actions.is-low", {}, make("button.primary.wide", { click: submit }, "Add"), kept),
    ],
    focus: () => byID("addition"),
    onClose: () => { keepDraft(); app.openDraft = null; },
  });
  say(help, kindOf(state.kind).hint);
  byID("addition").addEventListener("input", () => {
    keepDraft();
    problem.renew();
  });
  app.openDraft = { key: draft.key, keep: keepDraft };
}

function kindPicker(app, state, pick, on) {
  const kinds = KINDS.filter((kind) => on === undefined || kind.isAttachable);
  const choice = (kind) => {
    const reason = obstacle(app, kind);
    const radio = make("input", { type: "radio", name: "kind", value: kind.name, id: `kind-${kind.name}`,
      disabled: Boolean(reason), checked: kind.name === state.kind });
    radio.addEventListener("change", () => pick(kind));
    return make("label.kind", { for: `kind-${kind.name}`, click: () => { if (reason) app.toast(reason); } },
      radio, letterOf(kind.name), make("span", {}, kind.word,
        isOpen(app.scene.board, kind) ? "" : make("small", {}, "not opened yet")));
  };
  const sorted = [...kinds].sort(
    (one, other) => isOpen(app.scene.board, other) - isOpen(app.scene.board, one));
  const isAllOpen = kinds.every((kind) => isOpen(app.scene.board, kind));
  return make("fieldset.kinds", {}, make("legend", {}, "Kind"), sorted.map(choice),
    isAllOpen ? "" : make("p.help", {}, "What is not opened yet, a facilitator opens by going on to a later phase."));
}

function placePicker(app, state) {
  const choices = [["inbox", "Inbox"], ["end", "At the end"]];
  if (state.after !== undefined) choices.unshift(["after", `After ${calledID(app, state.after)}`]);
  return make("fieldset.places", {}, make("legend", {}, "Where"), choices.map(([value, words]) => {
    const radio = make("input", { type: "radio", name: "place", value, id: `place-${value}`,
      checked: state.place === value });
    radio.addEventListener("change", () => { state.place = value; });
    return make("label.place", { for: `place-${value}` }, radio,
      make("span", { dir: "auto" }, words));
  }));
}
