// One sticky: what it says, and what one may do with it.

import { openAddition } from "./addition.js";
import { byID, itemWords, letterOf, make, say, written } from "./dom.js";
import { action, obstacle, problemWith, textArea, textProblem } from "./sheets.js";
import { called, capital, counted, kindOf, quoted } from "./words.js";

const MOST_VOTES = 1_000;

const when = (instant) => {
  const date = new Date(instant ?? NaN);
  if (Number.isNaN(date.getTime())) return "";
  const isToday = date.toDateString() === new Date().toDateString();
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return isToday ? time
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
};

export function openSticky(app, id) {
  const item = () => app.scene?.item(id);
  if (!item()) return;
  app.sheet.open({
    title: () => (item() ? capital(kindOf(item().kind).word) : "Withdrawn"),
    key: () => stickyKey(app, item()),
    build: () => (item() ? stickyBody(app, item()) : [make("p", {}, "This sticky has gone from the board.")]),
    onClose: () => app.workshop?.lookAt(undefined),
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
    body.push(make("p.facts", { dir: "auto" }, othersWords(item.others)));
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
  if (reason) {
    if (item.votes > 0) parts.push(make("p.facts", {}, counted(item.votes, "vote", "votes")));
    parts.push(make("p.why", {}, reason));
  }
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
  parts.push(action("Show on the board", "show", () => app.sheet.close(() => app.goTo(item.id)),
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
  app.toast(`Withdrew ${words}`, undoing(app, editID));
}

/// Who looks at a sticky, and who writes on it.
function othersWords(others) {
  const names = (some) => some.map((one) => one.name).join(", ");
  const [writers, readers] = [others.filter((one) => one.writing), others.filter((one) => !one.writing)];
  return [writers.length > 0 ? `${names(writers)} writing on it` : "",
    readers.length > 0 ? `${names(readers)} looking at it` : ""].filter(Boolean).join(" · ");
}

/// Corrects a text; one that was begun and not sent is there again.
export function openCorrection(app, id) {
  const item = app.scene.item(id);
  if (!item) return;
  const key = `correction/${app.access.session}/${id}`;
  const begun = app.keep.get(key);
  const was = begun?.was ?? item.text;
  const kind = kindOf(item.kind);
  const problem = problemWith(() => obstacle(app) || textProblem(byID("correction").value, kind));
  const submit = () => {
    const text = byID("correction").value;
    if (problem.tell()) return;
    const editID = text === was ? undefined
      : app.workshop.submit({ edit: "rewordSticky", id, text, was });
    app.keep.remove(key);
    app.sheet.close();
    if (editID === undefined) app.toast("Nothing was changed");
    else app.toast(`Corrected to ${quoted(text)}`, undoing(app, editID));
  };
  // Two texts are in the making, of which one will have to be chosen.
  const meanwhile = make("p.help", { role: "status" });
  const tellWriters = () => {
    const writers = app.scene?.item(id)?.others.filter((one) => one.writing) ?? [];
    const present = app.scene?.item(id)?.text;
    const changed = present !== undefined && present !== was ? `It says now: ${quoted(present)}` : "";
    const others = writers.length > 0 ? `${writers.map((one) => one.name).join(", ")} writing on it too` : "";
    say(meanwhile, [changed, others].filter(Boolean).join(" · "));
  };
  app.sheet.open({
    title: () => `Correct the ${kind.word}`,
    renew: () => {
      problem.renew();
      tellWriters();
    },
    onClose: () => app.workshop?.lookAt(undefined),
    build: () => [
      ...textArea("correction", { label: "New words", value: begun?.text ?? item.text, submit }),
      problem.element, meanwhile,
      make("div.actions", {}, make("button.primary", { click: submit }, "Keep it"),
        make("button.plain", { click: () => { app.keep.remove(key); openSticky(app, id); } },
          "Leave it as it was")),
    ],
    focus: () => byID("correction"),
  });
  byID("correction").addEventListener("input", () => {
    app.keep.set(key, { text: byID("correction").value, was });
    problem.renew();
  });
  tellWriters();
  app.workshop.lookAt(id, { writes: true });
}

/// The button that takes an edit back, sent or not.
function undoing(app, editID) {
  return { words: "Undo", act: () => {
    if (!app.workshop.cancel(editID)) app.workshop.submit({ edit: "undo", of: editID });
  } };
}
