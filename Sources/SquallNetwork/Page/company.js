// What one asks of a workshop: which it is, who is here, what is mine.

import { openAddition } from "./addition.js";
import { complaintWords } from "./complaints.js";
import { itemWords, letterOf, make, tagOf, written } from "./dom.js";
import { action, calledID, obstacle } from "./sheets.js";
import { openSticky } from "./sticky.js";
import { capital, counted, kindOf, levelWords, lockWords, phaseGoal, phasesOf, quoted, wantedWords } from "./words.js";

// The workshop

/// Which board it is, which level and phase, and what that phase is for.
export function openWorkshop(app) {
  if (!app.scene) return;
  const { workshop } = app;
  const board = () => app.scene.board;
  app.sheet.open({
    title: () => "The workshop",
    key: () => JSON.stringify([board().title, board().level, board().phase, app.scene.items.size,
      workshop.lock]),
    build: () => {
      const { names, current } = phasesOf(board());
      const lock = lockWords(workshop);
      return [
        written("p.workshop-title", board().title),
        make("p.facts", {}, `Level: ${levelWords(board())} · ${counted(app.scene.board.stickies.size, "sticky", "stickies")}`),
        lock ? make("p.why", {}, lock) : "",
        make("h3", {}, "Phases"),
        make("ol.phases", {}, names.map((name, index) => make("li",
          { "aria-current": index === current ? "step" : undefined }, name))),
        phaseGoal(board()) ? make("p.why", {}, `Now: ${phaseGoal(board())}`) : "",
      ];
    },
  });
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
          item ? make("button.quiet.small", { "data-do": `to ${person.id}`, click: () =>
            app.sheet.close(() => app.goTo(item.id)) }, `${person.writing ? "writing on" : "at"} ${calledID(app, item.id)}`) : "");
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
      make("span.small-words", { dir: "auto" }, capital(wantedWords(edit, (id) => calledID(app, id)))),
      edit.text ? written("p", edit.text) : ""))),
  ];
}

/// Where a refused sticky was to be, as far as that is still there.
function placeOf(app, { on, after, to }) {
  if (on !== undefined && app.scene.item(on)) return { on };
  if (after !== undefined && app.scene.carrier(after)?.column !== undefined) return { after };
  return { place: to === "end" ? "end" : "inbox" };
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
          openAddition(app, { kind: edit.kind, again: refused, ...placeOf(app, edit) });
        }));
      }
      actions.append(action("Put it away", `drop ${refused.key}`, () => workshop.dismiss(refused)));
    }
    const text = make("textarea.own-text", { readonly: true, rows: "2", dir: "auto", "aria-label": "Your text, to copy" });
    text.value = edit.text ?? "";
    text.addEventListener("focus", () => text.select());
    return make("li", {},
      make("p", { dir: "auto" }, `${capital(wantedWords(edit, (id) => calledID(app, id)))}: ${complaintWords(refused)}.`),
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
