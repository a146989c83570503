// The board: what the changes of the log add up to, by the rules that the host applies.
//
// Ids and keys are compared by code unit, which is what < and === do here.

/// A change that this page does not know: only a new snapshot helps.
export class UnknownChange extends Error {}

const byCodeUnit = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

export class Board {
  constructor() {
    this.id = "";
    this.title = "";
    this.level = "bigPicture";
    this.phase = "kickOff";
    this.createdAt = undefined;
    this.participants = new Map();
    this.lanes = [];
    this.links = [];
    this.contexts = [];
    this.terms = [];
    this.emptyColumns = [];
    this.stickies = new Map();
    this.attachments = new Map();
    this.copies = new Map();
    this.inbox = new Set();
    this.sorted = [];
    this.entered = new Set();
    this.isSorted = true;
  }

  /// The board of a session file, or of an adopted one.
  static from(object) {
    const board = new Board();
    board.id = object.id;
    board.title = object.title;
    board.level = object.level;
    board.phase = object.phase;
    board.createdAt = object.createdAt;
    for (const one of object.participants ?? []) board.participants.set(one.id, one.name);
    board.lanes = (object.lanes ?? []).map(({ id, name }) => ({ id, name }));
    board.links = (object.links ?? []).map(({ id, from, to, label }) => ({ id, from, to, label }));
    board.contexts = (object.contexts ?? []).map(
      ({ id, name, stickies }) => ({ id, name, stickies: [...stickies] }));
    board.terms = (object.glossary ?? []).map(({ name, meaning }) => ({ name, meaning }));
    board.emptyColumns = [...(object.emptyColumns ?? [])];
    for (const sticky of object.stickies ?? []) board.store(stickyOf(sticky));
    return board;
  }

  attached(host) { return this.attachments.get(host) ?? []; }

  copiesOf(original) { return this.copies.get(original) ?? []; }

  textOf(sticky) {
    return (sticky.copyOf !== undefined && this.stickies.get(sticky.copyOf)?.text) || sticky.text;
  }

  // Store

  store(sticky) {
    this.stickies.set(sticky.id, sticky);
    if (sticky.copyOf !== undefined) enter(this.copies, sticky.copyOf, sticky.id);
    this.enterPlace(sticky);
  }

  discard(sticky) {
    this.leavePlace(sticky);
    if (sticky.copyOf !== undefined) leave(this.copies, sticky.copyOf, sticky.id);
    this.stickies.delete(sticky.id);
  }

  enterPlace(sticky) {
    const { id, place } = sticky;
    if (place.on !== undefined) enter(this.attachments, place.on, id);
    else if (place.inbox) this.inbox.add(id);
    else { this.entered.add(sticky); this.isSorted = false; }
  }

  leavePlace({ id, place }) {
    if (place.on !== undefined) leave(this.attachments, place.on, id);
    else if (place.inbox) this.inbox.delete(id);
    else this.isSorted = false;
  }

  /// The stickies on the timeline in reading order; sorting what is nearly sorted costs little.
  get readingOrder() {
    if (this.isSorted) return this.sorted;
    const isThere = (sticky) => sticky.place.at !== undefined
      && this.stickies.get(sticky.id) === sticky;
    this.sorted = this.sorted.filter((one) => isThere(one) && !this.entered.has(one));
    for (const sticky of this.entered) if (isThere(sticky)) this.sorted.push(sticky);
    this.sorted.sort(this.order());
    this.entered.clear();
    this.isSorted = true;
    return this.sorted;
  }

  setPlace(sticky, place) {
    this.leavePlace(sticky);
    sticky.place = place;
    this.enterPlace(sticky);
  }

  setCopyOf(sticky, original) {
    if (sticky.copyOf !== undefined) leave(this.copies, sticky.copyOf, sticky.id);
    sticky.copyOf = original;
    if (original !== undefined) enter(this.copies, original, sticky.id);
  }

  // Changes

  /// Applies the change of an entry; what it speaks of may be gone.
  apply(change, by, at) {
    const rule = rules[change.change];
    if (!rule || !Object.hasOwn(rules, change.change)) throw new UnknownChange(change.change);
    rule(this, change, by, at);
  }

  /// The place itself where it can be stood at, else the inbox.
  standing(place, id) {
    if (place.inbox) return place;
    if (place.on !== undefined) {
      const host = this.stickies.get(place.on);
      const isGood = place.on !== id && host && host.place.on === undefined
        && this.attached(id).length === 0;
      return isGood ? place : INBOX;
    }
    return this.lanes.some((lane) => lane.id === place.lane) ? place : INBOX;
  }

  add(sticky) {
    if (this.stickies.has(sticky.id)) return;
    sticky.place = this.standing(sticky.place, sticky.id);
    if (sticky.copyOf !== undefined) {
      const original = this.stickies.get(sticky.copyOf);
      if (!original || original.copyOf !== undefined) sticky.copyOf = undefined;
    }
    this.store(sticky);
  }

  move(id, place, at) {
    const sticky = this.stickies.get(id);
    if (!sticky) return;
    const standing = this.standing(place, id);
    if (isSamePlace(standing, sticky.place)) return;
    this.setPlace(sticky, standing);
    sticky.changedAt = at;
  }

  /// What leant on a sticky that goes stays: attachments take its place, a copy its text.
  remove(id, at) {
    const sticky = this.stickies.get(id);
    if (!sticky) return;
    for (const attached of [...this.attached(id)]) this.move(attached, sticky.place, at);
    this.handOver(sticky, at);
    this.links = this.links.filter((link) => link.from !== id && link.to !== id);
    for (const context of this.contexts) {
      context.stickies = context.stickies.filter((one) => one !== id);
    }
    this.discard(sticky);
  }

  /// The copy whose id comes first becomes the original of the others.
  handOver(sticky, at) {
    const copies = [...this.copiesOf(sticky.id)];
    if (copies.length === 0) return;
    const heir = [...copies].sort(byCodeUnit)[0];
    this.setCopy(heir, undefined, at);
    for (const [name, value] of sticky.fields) this.setField(heir, name, value, undefined, at);
    for (const copy of copies) if (copy !== heir) this.setCopy(copy, heir, at);
  }

  setCopy(id, original, at) {
    const sticky = this.stickies.get(id);
    if (!sticky || sticky.copyOf === original || original === id) return;
    if (original !== undefined) {
      const found = this.stickies.get(original);
      if (!found || found.copyOf !== undefined) return;
      for (const copy of [...this.copiesOf(id)]) this.setCopy(copy, original, at);
    }
    const text = original === undefined ? this.textOf(sticky) : "";
    this.setCopyOf(sticky, original);
    sticky.changedAt = at;
    sticky.text = text;
  }

  setField(id, name, value, index, at) {
    const sticky = this.stickies.get(id);
    if (!sticky) return;
    const present = sticky.fields.find((field) => field[0] === name);
    if (present) {
      if (present[1] === value) return;
      present[1] = value;
    } else {
      const count = sticky.fields.length;
      sticky.fields.splice(Math.min(Math.max(index ?? count, 0), count), 0, [name, value]);
    }
    sticky.changedAt = at;
  }

  /// Sets one member of a sticky, and says when, where it differs.
  set(id, name, value, at) {
    const sticky = this.stickies.get(id);
    if (!sticky || sticky[name] === value) return;
    sticky[name] = value;
    sticky.changedAt = at;
  }

  removeLane(id, at) {
    const index = this.lanes.findIndex((lane) => lane.id === id);
    if (index < 0) return;
    const displaced = [...this.stickies.values()].filter((sticky) => sticky.place.lane === id);
    for (const sticky of displaced.sort(this.order())) {
      this.setPlace(sticky, INBOX);
      sticky.changedAt = at;
    }
    this.lanes.splice(index, 1);
    this.isSorted = false;
  }

  /// Compares placed stickies by position, lane, row, id.
  order() {
    const rank = new Map(this.lanes.map((lane, index) => [lane.id, index]));
    return (left, right) => {
      const one = left.place;
      const other = right.place;
      return byCodeUnit(one.at, other.at)
        || (rank.get(one.lane) ?? rank.size) - (rank.get(other.lane) ?? rank.size)
        || byCodeUnit(one.row, other.row) || byCodeUnit(left.id, right.id);
    };
  }
}

export const INBOX = Object.freeze({ inbox: true });

function enter(lists, key, id) {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

function leave(lists, key, id) {
  const list = (lists.get(key) ?? []).filter((one) => one !== id);
  if (list.length > 0) lists.set(key, list);
  else lists.delete(key);
}

function placeOf(object) {
  if (object.on !== undefined) return { on: object.on };
  if (object.inbox) return INBOX;
  return { lane: object.lane, at: object.at, row: object.row };
}

function isSamePlace(one, other) {
  return one.on === other.on && Boolean(one.inbox) === Boolean(other.inbox)
    && one.lane === other.lane && one.at === other.at && one.row === other.row;
}

/// A sticky as the board keeps it, from a file or a change.
export function stickyOf(object) {
  return {
    id: object.id,
    kind: object.kind,
    text: object.text ?? "",
    place: placeOf(object),
    copyOf: object.copyOf,
    fields: (object.fields ?? []).map(([name, value]) => [name, value]),
    note: object.note || undefined,
    pivotal: object.pivotal ?? false,
    tentative: object.tentative ?? false,
    addressed: object.state === "addressed",
    votes: new Map(Object.entries(object.votes ?? {})),
    createdAt: object.createdAt,
    changedAt: object.changedAt,
    by: object.by,
  };
}

function applyAll(board, { changes }, by, at) {
  for (const change of changes) board.apply(change, by, at);
}

/// What each change does, by its name.
const rules = {
  stickyAdded(board, change, by, at) {
    const sticky = stickyOf(change);
    sticky.by ??= by;
    sticky.createdAt ??= at;
    board.add(sticky);
  },
  stickyMoved: (board, change, by, at) => board.move(change.id, placeOf(change), at),
  stickyReworded(board, change, by, at) {
    if (board.stickies.get(change.id)?.copyOf !== undefined) return;
    board.set(change.id, "text", change.text, at);
  },
  stickyRemoved: (board, change, by, at) => board.remove(change.id, at),
  kindChanged: (board, change, by, at) => board.set(change.id, "kind", change.kind, at),
  fieldSet: (board, change, by, at) =>
    board.setField(change.id, change.name, change.value, change.index, at),
  fieldRemoved(board, change, by, at) {
    const sticky = board.stickies.get(change.id);
    const index = sticky?.fields.findIndex((field) => field[0] === change.name) ?? -1;
    if (index < 0) return;
    sticky.fields.splice(index, 1);
    sticky.changedAt = at;
  },
  noteSet: (board, change, by, at) => board.set(change.id, "note", change.note || undefined, at),
  pivotalSet: (board, change, by, at) => board.set(change.id, "pivotal", change.pivotal, at),
  tentativeSet: (board, change, by, at) => board.set(change.id, "tentative", change.tentative, at),
  hotspotAddressed: (board, change, by, at) => board.set(change.id, "addressed", true, at),
  hotspotReopened: (board, change, by, at) => board.set(change.id, "addressed", false, at),
  copyOfSet: (board, change, by, at) => board.setCopy(change.id, change.copyOf, at),
  voteCast(board, change) {
    const votes = board.stickies.get(change.id)?.votes;
    if (change.count > 0) votes?.set(change.participant, change.count);
    else votes?.delete(change.participant);
  },
  laneAdded(board, { id, name, index }) {
    if (board.lanes.some((lane) => lane.id === id)) return;
    board.lanes.splice(Math.min(Math.max(index, 0), board.lanes.length), 0, { id, name });
    board.isSorted = false;
  },
  laneRenamed(board, change) {
    const lane = board.lanes.find(({ id }) => id === change.id);
    if (lane) lane.name = change.name;
  },
  laneMoved(board, change) {
    const index = board.lanes.findIndex(({ id }) => id === change.id);
    if (index < 0) return;
    const [lane] = board.lanes.splice(index, 1);
    board.lanes.splice(Math.min(Math.max(change.index, 0), board.lanes.length), 0, lane);
    board.isSorted = false;
  },
  laneRemoved: (board, change, by, at) => board.removeLane(change.id, at),
  linkAdded(board, { id, from, to, label }) {
    if (board.links.some((link) => link.id === id)) return;
    if (!board.stickies.has(from) || !board.stickies.has(to)) return;
    board.links.push({ id, from, to, label });
  },
  linkRemoved(board, change) { board.links = board.links.filter(({ id }) => id !== change.id); },
  contextAdded(board, { id, name, stickies }) {
    if (board.contexts.some((context) => context.id === id)) return;
    board.contexts.push({ id, name, stickies: stickies.filter((one) => board.stickies.has(one)) });
  },
  contextChanged(board, change) {
    const context = board.contexts.find(({ id }) => id === change.id);
    if (!context) return;
    context.name = change.name;
    context.stickies = change.stickies.filter((one) => board.stickies.has(one));
  },
  contextRemoved(board, change) {
    board.contexts = board.contexts.filter(({ id }) => id !== change.id);
  },
  termSet(board, { name, meaning }) {
    const term = board.terms.find((one) => one.name === name);
    if (term) term.meaning = meaning;
    else board.terms.push({ name, meaning });
  },
  termRemoved(board, change) {
    board.terms = board.terms.filter(({ name }) => name !== change.name);
  },
  titleSet(board, change) { board.title = change.title; },
  levelSet(board, change) { board.level = change.level; board.phase = change.phase; },
  roomMade(board, { positions }) {
    const keys = new Set([...board.emptyColumns, ...positions]);
    board.emptyColumns = [...keys].sort(byCodeUnit);
  },
  gapClosed(board, { positions }) {
    board.emptyColumns = board.emptyColumns.filter((key) => !positions.includes(key));
  },
  participantJoined(board, { id, name }) {
    if (!board.participants.has(id)) board.participants.set(id, name);
  },
  batch: applyAll,
  undone: applyAll,
  adopted(board, change) { Object.assign(board, Board.from(change.board)); },
};
