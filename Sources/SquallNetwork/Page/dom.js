// Making elements. Texts go in as text, through one place that makes them safe to see.

import { initials, kindOf, safe } from "./words.js";

/// Says a text in an element; the only way in which the page writes.
export function say(element, text) {
  const words = safe(text);
  if (element.textContent !== words) element.textContent = words;
}

/// An element of a tag with classes ("button.chip.small"), attributes and children.
export function make(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(" ");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === "click") element.addEventListener("click", value);
    else if (name === "label") element.setAttribute("aria-label", safe(value));
    else element.setAttribute(name, value === true ? "" : safe(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) element.append(child);
    else if (child !== undefined && child !== null && child !== "") element.append(safe(child));
  }
  return element;
}

/// A text of somebody's: it may be written in any direction.
export function written(selector, text) { return make(selector, { dir: "auto" }, text); }

export function show(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/// Has `draw` run once at the next frame, however often it is called until then.
export function atNextFrame(draw) {
  let isSoon = false;
  return () => {
    if (isSoon) return;
    isSoon = true;
    requestAnimationFrame(() => { isSoon = false; draw(); });
  };
}

/// Puts elements into a parent in their order, and moves only what stands elsewhere: for ears and
/// for Tab the document is as the board is.
export function inOrder(parent) {
  let before = null;
  return (element) => {
    const follower = before ? before.nextSibling : parent.firstChild;
    if (element !== follower) parent.insertBefore(element, follower);
    before = element;
  };
}

export const byID = (id) => document.getElementById(id);

/// The letter of a kind, on its colour.
export function letterOf(kind) {
  return make(`span.letter.kind-${kindOf(kind).name}`, { "aria-hidden": "true" },
    kindOf(kind).letter);
}

/// The initials of a person, on one of eight grounds that is always theirs.
export function tagOf(person) {
  let hash = 0;
  for (const code of person.id) hash = (hash * 31 + code.charCodeAt(0)) >>> 0;
  return make(`span.tag.ground-${hash % 8}`, { "aria-hidden": "true" }, `${initials(person.name)}${person.writing ? "…" : ""}`);
}

/// Everything that a sticky says, in words, for ears.
export function itemWords(item, scene) {
  const { sticky } = item;
  const kind = kindOf(item.kind);
  const words = [`${kind.word}: ${item.text.trim() || "blank"}`];
  if (sticky.pivotal) words.push("pivotal");
  if (sticky.tentative) words.push("tentative");
  if (sticky.addressed) words.push("addressed");
  if (item.votes > 0) words.push(item.votes === 1 ? "1 vote" : `${item.votes} votes`);
  if (item.attached.length > 0) {
    words.push(`with ${item.attached.map((one) => `${kindOf(one.kind).word} ${one.text}`).join(", ")}`);
  }
  if (sticky.fields.length > 0) words.push(`${sticky.fields.length} fields`);
  if (sticky.note) words.push("has a note");
  if (sticky.place.lane !== undefined && scene.lanes.length > 1) {
    words.push(`lane ${scene.laneName(sticky.place.lane)}`);
  }
  const name = scene.nameOf(sticky.by);
  if (item.isMine) words.push("yours");
  else if (name) words.push(`by ${name}`);
  for (const one of item.others) words.push(`${one.name} ${one.writing ? "writing" : "here"}`);
  if (item.isWaiting) words.push("waiting to be sent");
  return words.join(", ");
}

/// The face of a sticky: letter, text, and a line of small signs that says each in words too.
export function faceOf(item, scene) {
  const { sticky } = item;
  const kind = kindOf(item.kind);
  const foot = make("span.foot");
  const name = scene.nameOf(sticky.by);
  if (item.isWaiting) foot.append(make("span.sign.is-waiting", {}, "waiting"));
  if (item.votes > 0) foot.append(make(`span.sign.votes${item.myVotes ? ".has-mine" : ""}`, {}, `${item.votes} ${item.votes === 1 ? "vote" : "votes"}`));
  if (sticky.tentative) foot.append(make("span.sign", {}, "tentative"));
  if (sticky.addressed) foot.append(make("span.sign", {}, "addressed"));
  if (sticky.copyOf !== undefined) foot.append(make("span.sign", {}, "copy"));
  if (sticky.fields.length > 0) foot.append(make("span.sign", {}, sticky.fields.length === 1 ? "1 field" : `${sticky.fields.length} fields`));
  if (sticky.note) foot.append(make("span.sign", {}, "note"));
  // Who is at it says more than who wrote it; there is room for one of them, beside the text.
  if (item.others.length > 0) {
    const more = item.others.length > 2 ? [make("span.by", { "aria-hidden": "true" }, `+${item.others.length - 2}`)] : [];
    foot.append(make("span.others", {}, item.others.slice(0, 2).map(tagOf), more));
  } else if (name) foot.append(make("span.by", {}, item.isMine ? "you" : initials(name)));
  return [
    letterOf(item.kind),
    item.text.trim() ? written("span.text", item.text)
      : make("span.text.is-blank", {}, `blank ${kind.word}`),
    foot,
  ];
}

/// What makes two faces of one sticky differ.
export function faceKey(item, scene) {
  const { sticky } = item;
  return JSON.stringify([
    item.kind, item.text, item.isWaiting, item.votes, item.myVotes, sticky.tentative,
    sticky.addressed, sticky.pivotal, sticky.copyOf, sticky.fields.length, Boolean(sticky.note),
    scene.nameOf(sticky.by), item.others.map((one) => [one.id, one.name, one.writing]),
  ]);
}
