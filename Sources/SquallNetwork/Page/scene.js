// What is to be seen: the confirmed board with this person's own waiting edits on top (G1).

import { INBOX, stickyOf } from "./board.js";

/// A place behind a position and before every real one that follows: a space sorts before all keys.
const justAfter = (key) => `${key} `;
/// Behind every real place, each behind the one before.
const atTheEnd = (number) => `~${String(number).padStart(6, "0")}`;

/// What the waiting edits change, so that nothing has to be copied.
function overlayOf(workshop) {
  const { board } = workshop;
  const overlay = { added: new Map(), texts: new Map(), removed: new Set(), votes: new Map(),
    waiting: new Set() };
  let ends = 0;
  const placeOf = (edit) => {
    if (edit.to === "inbox") return INBOX;
    if (edit.on !== undefined) return { on: edit.on };
    let neighbour = overlay.added.get(edit.after) ?? board.stickies.get(edit.after);
    if (neighbour?.place.on !== undefined) neighbour = board.stickies.get(neighbour.place.on);
    const lane = neighbour?.place.lane ?? board.lanes[0]?.id;
    const at = neighbour?.place.at;
    if (edit.after !== undefined && at === undefined) return INBOX;
    return { lane, at: at === undefined ? atTheEnd(ends++) : justAfter(at), row: "V" };
  };
  for (const { edit } of workshop.waiting) {
    switch (edit.edit) {
      case "addSticky":
        if (board.stickies.has(edit.id)) break;
        overlay.added.set(edit.id, {
          ...stickyOf({ id: edit.id, kind: edit.kind, text: edit.text, by: workshop.me }),
          place: placeOf(edit),
        });
        overlay.waiting.add(edit.id);
        break;
      case "rewordSticky": {
        const original = board.stickies.get(edit.id)?.copyOf ?? edit.id;
        overlay.texts.set(original, edit.text);
        overlay.waiting.add(original);
        break;
      }
      case "removeSticky":
        overlay.removed.add(edit.id);
        break;
      case "vote":
        overlay.votes.set(edit.id, edit.count);
        overlay.waiting.add(edit.id);
        break;
      default: break;
    }
  }
  return overlay;
}

export class Scene {
  constructor(workshop) {
    const { board } = workshop;
    this.workshop = workshop;
    this.board = board;
    this.overlay = overlayOf(workshop);
    this.items = new Map();
    this.whereOthersAre();
    this.columns = [];
    this.inbox = [];
    this.order = [];
    this.collect();
    this.isEmpty = this.order.length === 0 && this.inbox.length === 0;
  }

  /// Which other people look at which sticky.
  whereOthersAre() {
    this.others = new Map();
    for (const person of this.workshop.people.values()) {
      const isHere = person.link === "here" || person.link === "idle";
      if (!person.at || !isHere || person.id === this.workshop.me) continue;
      const list = this.others.get(person.at) ?? [];
      list.push(person);
      this.others.set(person.at, list);
    }
  }

  sticky(id) { return this.overlay.added.get(id) ?? this.board.stickies.get(id); }

  /// A sticky as it is to be seen; undefined where it is none, or withdrawn.
  item(id) {
    const present = this.items.get(id);
    if (present) return present;
    const sticky = this.sticky(id);
    if (!sticky || this.overlay.removed.has(id)) return undefined;
    const { overlay, workshop } = this;
    const original = sticky.copyOf ?? id;
    const item = {
      id, sticky, kind: sticky.kind,
      text: overlay.texts.get(original) ?? this.board.textOf(sticky),
      isWaiting: overlay.waiting.has(id) || overlay.waiting.has(original),
      isMine: sticky.by !== undefined && sticky.by === workshop.me,
      myVotes: overlay.votes.get(id) ?? sticky.votes.get(workshop.me) ?? 0,
      votes: 0,
      attached: [],
      others: this.others.get(id) ?? [],
    };
    for (const [voter, count] of sticky.votes) if (voter !== workshop.me) item.votes += count;
    item.votes += item.myVotes;
    this.items.set(id, item);
    const attached = this.board.attached(id);
    if (attached.length > 0 || this.addedOn?.has(id)) {
      const more = this.addedOn?.get(id) ?? [];
      item.attached = [...attached, ...more].map((one) => this.item(one)).filter(Boolean);
    }
    return item;
  }

  /// The name of an author, as everybody knows them.
  nameOf(id) {
    return this.workshop.people.get(id)?.name ?? this.board.participants.get(id) ?? "";
  }

  laneName(id) { return this.board.lanes.find((lane) => lane.id === id)?.name ?? ""; }

  collect() {
    const { board, overlay } = this;
    this.addedOn = new Map();
    const placed = [];
    const inbox = [...board.inbox];
    for (const sticky of overlay.added.values()) {
      const { place } = sticky;
      if (place.on !== undefined) {
        const host = this.sticky(place.on);
        if (host) this.addedOn.set(place.on, [...(this.addedOn.get(place.on) ?? []), sticky.id]);
        else inbox.push(sticky.id);
      } else if (place.at !== undefined) placed.push(sticky);
      else inbox.push(sticky.id);
    }
    let order = board.readingOrder;
    if (placed.length > 0) order = [...order, ...placed].sort(board.order());
    this.lanes = board.lanes.length > 0 || order.length === 0 ? board.lanes
      : [{ id: undefined, name: "Timeline" }];
    this.fillColumns(order);
    this.inbox = inbox.map((id) => this.item(id)).filter(Boolean);
  }

  fillColumns(order) {
    const { board } = this;
    const rank = new Map(this.lanes.map((lane, index) => [lane.id, index]));
    const gaps = [...board.emptyColumns];
    let column = null;
    const open = (at) => {
      column = { at, index: this.columns.length, cells: new Map(), isPivotal: false };
      this.columns.push(column);
    };
    for (const sticky of order) {
      const { at, lane } = sticky.place;
      while (gaps.length > 0 && gaps[0] < at) open(gaps.shift());
      if (gaps[0] === at) gaps.shift();
      if (column?.at !== at) open(at);
      const item = this.item(sticky.id);
      if (!item) continue;
      item.column = column.index;
      item.lane = rank.get(lane) ?? 0;
      column.isPivotal ||= sticky.pivotal;
      const cell = column.cells.get(item.lane);
      if (cell) cell.push(item);
      else column.cells.set(item.lane, [item]);
      this.order.push(item);
    }
    for (const at of gaps) open(at);
    // A column that only a withdrawn sticky held is none.
    const held = new Set(board.emptyColumns);
    if (this.overlay.removed.size > 0) {
      this.columns = this.columns.filter(({ at, cells }) => cells.size > 0 || held.has(at));
      this.columns.forEach((one, index) => {
        one.index = index;
        for (const cell of one.cells.values()) for (const item of cell) item.column = index;
      });
    }
  }

  /// The item that carries it on the timeline: itself, or what it is attached to.
  carrier(id) {
    const item = this.item(id);
    const host = item?.sticky.place.on;
    return host === undefined ? item : this.item(host) ?? item;
  }

  /// The items whose texts, kinds, lanes, authors, notes or data hold all words, in reading order.
  find(text, wordOf) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return null;
    const found = new Set();
    const look = (item) => {
      const { sticky } = item;
      const hay = [item.text, wordOf(item.kind), this.nameOf(sticky.by), sticky.note ?? "",
        sticky.place.lane === undefined ? "" : this.laneName(sticky.place.lane),
        ...sticky.fields.flat()].join("\n").toLowerCase();
      if (words.every((word) => hay.includes(word))) found.add(item.id);
      for (const one of item.attached) look(one);
    };
    for (const item of this.order) look(item);
    for (const item of this.inbox) look(item);
    return found;
  }
}
