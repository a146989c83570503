// What opens over the board: one sticky, a new one, people, what is mine.

import { byID, itemWords, letterOf, make, say, tagOf, written } from "./dom.js";
import { newID } from "./keep.js";
import { bytesOf, called, complaintWords, counted, isOpen, KINDS, kindOf, phaseGoal, quoted,
  wantedWords } from "./words.js";

const MOST_TEXT = 4_096;
const MOST_VOTES = 1_000;

/// The one dialog: what stands in it is made by `build`, again whenever the board has changed.
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

  /// `build` gives the content; `key` what it is made of, so that it is made anew only if needed.
  open({ title, build, key = () => "", focus, onClose, isTall = false }) {
    this.onClose?.();
    this.page = { title, build, key, made: undefined };
    this.onClose = onClose;
    this.dialog.classList.toggle("is-tall", isTall);
    this.body.replaceChildren();
    this.update();
    if (!this.dialog.open) {
      this.returnTo = document.activeElement;
      this.dialog.showModal();
    }
    this.body.scrollTop = 0;
    (focus?.() ?? byID("sheet-title")).focus();
  }

  get isOpen() { return this.dialog.open; }

  update() {
    if (!this.page) return;
    const key = this.page.key();
    if (this.page.made === key && this.page.made !== undefined) return;
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

  close() { if (this.dialog.open) this.dialog.close(); }

  closed() {
    this.page = null;
    this.onClose?.();
    this.onClose = null;
    const back = this.returnTo;
    this.returnTo = null;
    if (back?.isConnected) back.focus({ preventScroll: true });
    else this.lostFocus?.();
  }
}

const action = (words, name, click, more = {}) =>
  make(`button.${more.look ?? "plain"}`, { "data-do": name, click, "aria-describedby": more.why }, words);

const when = (instant) => {
  const date = new Date(instant ?? NaN);
  if (Number.isNaN(date.getTime())) return "";
  const isToday = date.toDateString() === new Date().toDateString();
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return isToday ? time
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
};

/// Why this person may not change the board now; nothing where they may.
export function obstacle(app, kind) {
  const { workshop, scene } = app;
  if (workshop.role === "observer") return "You observe: you read the board, and change nothing.";
  if (workshop.role !== "participant") return "";
  if (workshop.lock === "board") return "A facilitator holds the board: nothing is changed for now.";
  if (workshop.lock === "phaseKinds" && kind && !isOpen(scene.board, kind)) {
    return `This phase has not opened ${kind.word}s yet.`;
  }
  return "";
}

// One sticky

export function openSticky(app, id) {
  const item = () => app.scene?.item(id);
  if (!item()) return;
  app.sheet.open({
    title: () => (item() ? kindOf(item().kind).word : "Withdrawn"),
    key: () => stickyKey(app, item()),
    build: () => (item() ? stickyBody(app, item()) : [make("p", {}, "This sticky has gone from the board.")]),
    onClose: () => app.workshop.lookAt(undefined),
  });
  app.workshop.lookAt(id);
}

function stickyKey(app, item) {
  if (!item) return "gone";
  const { sticky } = item;
  return JSON.stringify([itemWords(item, app.scene), item.text, sticky.fields, sticky.note,
    item.myVotes, app.workshop.role, app.workshop.lock, item.attached.map((one) => [one.id, one.text]),
    sticky.changedAt, item.column, obstacle(app)]);
}

function stickyBody(app, item) {
  const { scene } = app;
  const { sticky } = item;
  const name = scene.nameOf(sticky.by);
  const host = sticky.place.on === undefined ? undefined : scene.item(sticky.place.on);
  const facts = [];
  if (item.isMine) facts.push("You wrote it");
  else if (name) facts.push(`${name} wrote it`);
  if (sticky.createdAt) facts.push(when(sticky.createdAt));
  if (item.column !== undefined) facts.push(`step ${item.column + 1} of ${scene.columns.length}`);
  else if (!host) facts.push(item.isWaiting ? "waiting to be sent" : "in the inbox");
  if (sticky.place.lane !== undefined && scene.lanes.length > 1) {
    facts.push(`lane ${scene.laneName(sticky.place.lane)}`);
  }
  for (const [is, word] of [[sticky.pivotal, "pivotal"], [sticky.tentative, "tentative"],
    [sticky.addressed, "addressed"], [sticky.copyOf !== undefined, "a linked copy"]]) {
    if (is) facts.push(word);
  }
  const contexts = scene.board.contexts.filter(({ stickies }) => stickies.includes(item.id));
  if (contexts.length > 0) facts.push(`in ${contexts.map((one) => one.name).join(", ")}`);
  const body = [
    make(`div.face.kind-${item.kind.replace(/\W/g, "")}`, {}, letterOf(item.kind),
      item.text.trim() ? written("p.text", item.text) : make("p.text.is-blank", {}, "blank")),
    make("p.facts", { dir: "auto" }, facts.join(" · ")),
  ];
  if (item.others.length > 0) {
    body.push(make("p.facts", { dir: "auto" }, `${item.others.map((one) => one.name).join(", ")} looking at it`));
  }
  if (host) {
    body.push(action(`On ${called({ ...host.sticky, text: host.text })}`, "host", () => openSticky(app, host.id), { look: "link" }));
  }
  if (sticky.fields.length > 0) {
    body.push(make("dl.fields", {}, sticky.fields.map(
      ([field, value]) => [written("dt", field), written("dd", value)])));
  }
  if (sticky.note) body.push(make("h3", {}, "Note"), written("p.note-text", sticky.note));
  if (item.attached.length > 0) {
    body.push(make("h3", {}, "Attached"), make("ul.plain-list", {}, item.attached.map((one) =>
      make("li", {}, make("button.line-button", { "data-do": `open ${one.id}`,
        label: itemWords(one, scene), click: () => openSticky(app, one.id) },
      letterOf(one.kind), written("span.text", one.text))))));
  }
  return [...body, ...stickyActions(app, item)];
}

function stickyActions(app, item) {
  const reason = obstacle(app);
  const parts = [];
  if (reason) parts.push(make("p.why", { id: "why-not" }, reason));
  else {
    const votes = make("div.votes-row", { role: "group", "aria-label": "Your votes" },
      action("−", "less", () => vote(app, item.id, -1), { look: "round" }),
      make("p", {}, make("strong", {}, counted(item.myVotes, "vote", "votes")), ` of yours, ${item.votes} in all`),
      action("+", "more", () => vote(app, item.id, 1), { look: "round" }));
    const [less, , more] = votes.children;
    less.setAttribute("aria-label", "One vote less");
    more.setAttribute("aria-label", "One vote more");
    if (item.myVotes === 0) less.setAttribute("aria-disabled", "true");
    const main = make("div.actions");
    if (item.isMine) {
      main.append(action("Correct", "correct", () => openCorrection(app, item.id)),
        action("Withdraw", "withdraw", () => withdraw(app, item.id)));
    }
    main.append(action("Raise a hotspot", "hotspot", () => openAddition(app, { kind: "hotspot",
      on: item.sticky.place.on ?? item.id })));
    if (app.scene.carrier(item.id)?.column !== undefined) {
      main.append(action("Add after it", "after", () => openAddition(app, {
        after: item.sticky.place.on ?? item.id })));
    }
    parts.push(votes, main);
    if (!item.isMine) {
      parts.push(make("p.why", {}, "Here you correct and withdraw what you wrote yourself."));
    }
  }
  parts.push(action("Show on the board", "show", () => { app.sheet.close(); app.goTo(item.id); },
    { look: "quiet" }));
  return parts;
}

function vote(app, id, by) {
  const item = app.scene.item(id);
  const count = Math.min(Math.max((item?.myVotes ?? 0) + by, 0), MOST_VOTES);
  if (!item || count === item.myVotes) return;
  app.workshop.submit({ edit: "vote", id, count });
  // The next tap counts from here.
  app.refresh();
}

function withdraw(app, id) {
  const item = app.scene.item(id);
  const words = called({ ...item.sticky, text: item.text });
  const waiting = app.workshop.waiting.find(({ edit }) => edit.edit === "addSticky" && edit.id === id);
  const { edit_id: added } = waiting?.edit ?? {};
  app.sheet.close();
  if (added && app.workshop.cancel(added)) {
    app.toast(`${words} was never sent, and is gone`);
    return;
  }
  const editID = app.workshop.submit({ edit: "removeSticky", id });
  app.toast(`Withdrew ${words}`, { words: "Undo", act: () => {
    if (!app.workshop.cancel(editID)) app.workshop.submit({ edit: "undo", of: editID });
  } });
}

function textProblem(text, kind) {
  if (!kind.mayBeBlank && text.trim() === "") return `${kind.article} ${kind.word} needs a text`;
  if (bytesOf(text) > MOST_TEXT) return `that is too long: ${bytesOf(text)} of ${MOST_TEXT} bytes`;
  return "";
}

/// A text that Enter sends and Shift-Enter breaks.
function textArea(id, { label, value, submit, help }) {
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

export function openCorrection(app, id, { text: begun, was: known } = {}) {
  const item = app.scene.item(id);
  if (!item) return;
  const was = known ?? item.text;
  const kind = kindOf(item.kind);
  const problem = make("p.error", { role: "alert", hidden: true });
  const submit = () => {
    const text = byID("correction").value;
    const wrong = textProblem(text, kind);
    say(problem, wrong);
    problem.hidden = !wrong;
    if (wrong) return;
    if (text !== was) app.workshop.submit({ edit: "rewordSticky", id, text, was });
    app.sheet.close();
    app.toast(text === was ? "Nothing was changed" : `Corrected to ${quoted(text) }`);
  };
  app.sheet.open({
    title: () => `Correct the ${kind.word}`,
    build: () => [
      ...textArea("correction", { label: "New words", value: begun ?? item.text, submit }),
      problem,
      make("div.actions", {}, make("button.primary", { click: submit }, "Keep it"),
        make("button.plain", { click: () => openSticky(app, id) }, "Back")),
    ],
    focus: () => byID("correction"),
  });
}

// A new one

export function openAddition(app, { kind: wanted, after, on } = {}) {
  const draft = app.draft;
  const state = { kind: wanted ?? app.lastKind ?? "domainEvent", after, on };
  if (on !== undefined) state.place = "on";
  else if (after !== undefined) state.place = "after";
  else state.place = app.lastPlace === "end" ? "end" : "inbox";
  const problem = make("p.error", { role: "alert", hidden: true });
  const help = make("p.help", { id: "kind-help" });
  let isKept = 0;
  const kept = make("p.done", { role: "status" });

  const submit = () => {
    const kind = kindOf(state.kind);
    const area = byID("addition");
    const text = area.value.trim();
    const wrong = obstacle(app, kind) || textProblem(text, kind);
    say(problem, wrong);
    problem.hidden = !wrong;
    if (wrong) return area.focus();
    const edit = { edit: "addSticky", id: newID(), kind: state.kind, text };
    if (state.place === "on") edit.on = state.on;
    else if (state.place === "after") edit.after = state.after;
    else edit.to = state.place;
    app.workshop.submit(edit);
    app.lastKind = state.kind === "hotspot" && on !== undefined ? app.lastKind : state.kind;
    if (state.place === "inbox" || state.place === "end") app.lastPlace = state.place;
    area.value = "";
    app.draft = "";
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

  const pick = (kind) => {
    state.kind = kind.name;
    say(help, kind.hint);
    const area = byID("addition");
    area?.setAttribute("placeholder", kind.hint);
    area?.focus();
  };

  app.sheet.open({
    title: () => (on === undefined ? "Add a sticky" : `On ${calledID(app, on)}`),
    isTall: true,
    build: () => [
      ...textArea("addition", { label: "What is on it", value: draft ?? "", submit, help: "kind-help" }),
      help, problem,
      on === undefined ? placePicker(app, state) : "",
      kindPicker(app, state, pick, on),
      make("div.actions.is-low", {}, make("button.primary.wide", { click: submit }, "Add"), kept),
    ],
    focus: () => byID("addition"),
    onClose: () => { app.draft = byID("addition")?.value ?? ""; },
  });
  say(help, kindOf(state.kind).hint);
  byID("addition").addEventListener("input", () => { app.draft = byID("addition").value; });
}

function calledID(app, id) {
  const item = app.scene.item(id);
  return item ? called({ ...item.sticky, text: item.text }) : "a sticky that has gone";
}

function kindPicker(app, state, pick, on) {
  const kinds = KINDS.filter((kind) => on === undefined || kind.isAttachable);
  const choice = (kind) => {
    const reason = obstacle(app, kind);
    const isEarly = !isOpen(app.scene.board, kind);
    const radio = make("input", { type: "radio", name: "kind", value: kind.name, id: `kind-${kind.name}`,
      disabled: Boolean(reason), checked: kind.name === state.kind });
    radio.addEventListener("change", () => pick(kind));
    return make(`label.kind${isEarly ? ".is-early" : ""}`, { for: `kind-${kind.name}` },
      radio, letterOf(kind.name), make("span", {}, kind.word,
        isEarly ? make("small", {}, reason ? "not opened" : "not opened yet") : ""));
  };
  const sorted = [...kinds].sort(
    (one, other) => isOpen(app.scene.board, other) - isOpen(app.scene.board, one));
  return make("fieldset.kinds", {}, make("legend", {}, "Kind"), sorted.map(choice));
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

// People

const LINKS = { here: "here", idle: "idle", away: "link lost", gone: "gone", removed: "sent out" };

export function openPeople(app) {
  const rank = Object.keys(LINKS);
  const sorted = () => [...app.workshop.people.values()].sort((one, other) =>
    rank.indexOf(one.link) - rank.indexOf(other.link) || (one.name < other.name ? -1 : 1));
  app.sheet.open({
    title: () => "Who is here",
    key: () => JSON.stringify([sorted(), app.workshop.isLive]),
    build: () => [
      app.workshop.isLive ? "" : make("p.why", {}, "The link is lost: this is how it was."),
      make("ul.plain-list.people", {}, sorted().map((person) => {
        const item = person.at ? app.scene?.item(person.at) : undefined;
        return make(`li.person.is-${person.link}`, {}, tagOf(person),
          make("div", {}, written("strong", person.id === app.workshop.me ? `${person.name} (you)` : person.name),
            make("span.small-words", {}, `${person.role} · ${LINKS[person.link] ?? person.link}`)),
          item ? make("button.quiet.small", { "data-do": `to ${person.id}`, click: () => {
            app.sheet.close();
            app.goTo(item.id);
          } }, `at ${calledID(app, item.id)}`) : "");
      })),
    ],
  });
}

// Mine

export function openMine(app) {
  const { workshop } = app;
  if (!app.scene) return;
  const mine = () => [...app.scene.order, ...app.scene.inbox]
    .flatMap((item) => [item, ...item.attached]).filter((item) => item.isMine);
  app.sheet.open({
    title: () => "Mine",
    isTall: true,
    key: () => JSON.stringify([workshop.role, workshop.waiting.map((one) => [one.edit.edit_id, one.state]),
      workshop.refused.map((one) => one.key), mine().map((item) => [item.id, item.text, item.isWaiting]),
      workshop.link.state, workshop.isHalted]),
    build: () => [
      make("p.facts", { dir: "auto" }, `You are ${app.access.name}, ${workshop.role} in ${quoted(app.scene.board.title)}.`),
      ...refusedPart(app), ...waitingPart(app),
      make("h3", {}, mine().length === 0 ? "You have written nothing yet" : `Your stickies: ${mine().length}`),
      make("ul.plain-list", {}, mine().slice(0, 500).map((item) => make("li", {},
        make("button.line-button", { "data-do": `open ${item.id}`, label: itemWords(item, app.scene),
          click: () => openSticky(app, item.id) }, letterOf(item.kind),
        written("span.text", item.text.trim() ? item.text : `blank ${kindOf(item.kind).word}`))))),
      make("div.actions", {}, action("Leave the workshop", "leave", () => app.leave(), { look: "quiet" })),
    ],
  });
}

function waitingPart(app) {
  const { workshop } = app;
  if (workshop.waiting.length === 0) return [];
  return [
    make("h3", {}, `Waiting to be saved: ${workshop.waiting.length}`),
    make("p.help", {}, app.keep.isLasting
      ? "They are kept on this phone, also when the page is closed, and sent when the host is there."
      : "This browser keeps nothing when the page is closed: leave it open until they are sent."),
    make("ul.texts", {}, workshop.waiting.slice(0, 200).map(({ edit }) => make("li", {},
      make("span.small-words", { dir: "auto" }, wantedWords(edit, (id) => calledID(app, id))),
      edit.text ? written("p", edit.text) : ""))),
  ];
}

function refusedPart(app) {
  const { workshop } = app;
  if (workshop.refused.length === 0) return [];
  const part = (refused) => {
    const { edit } = refused;
    const actions = make("div.actions");
    if (edit.edit === "rewordSticky" && refused.present !== undefined) {
      actions.append(action("Use mine", `use ${refused.key}`, () => {
        workshop.submit({ edit: "rewordSticky", id: edit.id, text: edit.text, was: refused.present });
        workshop.dismiss(refused);
      }), action("Keep theirs", `drop ${refused.key}`, () => workshop.dismiss(refused)));
    } else {
      if (edit.edit === "addSticky") {
        actions.append(action("Write it again", `again ${refused.key}`, () => {
          app.draft = edit.text ?? "";
          openAddition(app, { kind: edit.kind });
          workshop.dismiss(refused);
        }));
      }
      actions.append(action("Put it away", `drop ${refused.key}`, () => workshop.dismiss(refused)));
    }
    const text = make("textarea.own-text", { readonly: true, rows: "2", dir: "auto", "aria-label": "Your text, to copy" });
    text.value = edit.text ?? "";
    text.addEventListener("focus", () => text.select());
    return make("li", {},
      make("p", { dir: "auto" }, `${wantedWords(edit, (id) => calledID(app, id))}: ${complaintWords(refused)}.`),
      refused.present === undefined ? "" : make("p", {}, make("span.small-words", {}, "It says now: "), written("span", refused.present)),
      edit.text ? text : "", actions);
  };
  return [make("h3.warn-title", {}, `Not accepted: ${workshop.refused.length}`),
    make("ul.texts", {}, workshop.refused.slice(0, 200).map(part))];
}

/// What a kind of empty board says.
export function emptyWords(app) {
  return obstacle(app) || `${phaseGoal(app.scene.board)} Tap Add, and write what happens, in the past tense: “Order placed”.`;
}
