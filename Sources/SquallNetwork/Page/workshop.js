// One workshop, as a guest has it: the board, the link to the host, what waits for it.
//
// The rules are those of Protocol.md, G1 to G11 and G13.

import { Anew } from "./anew.js";
import { Board, UnknownChange } from "./board.js";
import { follows } from "./checksum.js";
import { EventReader } from "./events.js";
import { readJSON } from "./json.js";
import { newID } from "./keep.js";

export const PROTOCOL = 1;

const SILENCE = 15_000;
const ANSWER = 15_000;
/// A whole board on a slow link takes its time.
const SNAPSHOT = 60_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 15_000;
const EDITS_OF_POST = 100;
/// A post of so many characters needs no time of its own; beyond, so many go in a millisecond.
const SHORT_POST = 65_536;
const SLOWEST = 32;
/// A snapshot for a change that this page does not know is asked for at most so often.
const SNAPSHOT_PAUSE = 2_000;

/// What the host says when it does not do something.
export class Complaint extends Error {
  constructor(body, status) {
    super(body.reason);
    this.body = body;
    this.status = status;
  }
}

/// A link that has to be opened anew; with what is known already, or after a while.
class LinkLost extends Error {
  constructor(words, isAtOnce = false) {
    super(words);
    this.isAtOnce = isAtOnce;
  }
}

/// The reasons after which it is of no use to try again by oneself (G10).
const FINAL = new Set(["removed", "unknownToken", "version", "replaced"]);

/// The reasons for which an edit is not refused, only not taken now.
const LATER = new Set(["tooFast", "cannotRecord", "ended"]);

async function complaintOf(response) {
  try {
    const body = readJSON(await response.text());
    if (body && typeof body.reason === "string") return new Complaint(body, response.status);
  } catch { /* no complaint of a host */ }
  return new LinkLost(`answered ${response.status}`);
}

/// A point in time, and the milliseconds since it: one of the two clocks may have stood still while
/// the device slept.
const mark = () => ({ steady: performance.now(), wall: Date.now() });
const since = (time) => Math.max(performance.now() - time.steady, Date.now() - time.wall);

/// Asks the host for something and gives the answer's text.
export async function ask(path, { token, body, signal, patience = ANSWER } = {}) {
  const abort = new AbortController();
  const posted = body === undefined ? undefined : JSON.stringify(body);
  // A long post takes the time that a slow link needs for it.
  const time = patience + Math.max(0, (posted?.length ?? 0) - SHORT_POST) / SLOWEST;
  const timer = setTimeout(() => abort.abort(), time);
  signal?.addEventListener("abort", () => abort.abort());
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(path, {
      method: body === undefined ? "GET" : "POST", headers, signal: abort.signal,
      body: posted,
      cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw await complaintOf(response);
    return await response.text();
  } finally {
    clearTimeout(timer);
  }
}

export class Workshop {
  /// `access` is what joining gave; `changed` is called whenever something is to be seen anew,
  /// `told` with what somebody should hear of.
  constructor(access, keep, { changed, told }) {
    this.access = access;
    this.keep = keep;
    this.changed = changed;
    this.told = told;
    this.board = null;
    /// Whether the board belongs to a log that the host does not go on with.
    this.isStale = false;
    this.sequence = 0;
    this.point = "";
    this.people = new Map();
    this.lock = "open";
    /// Who has set the lock, where the host says so.
    this.lockedBy = undefined;
    this.timer = null;
    /// How many edits go in one post: fewer where the link is slow.
    this.mostPosted = EDITS_OF_POST;
    this.isHalted = false;
    this.link = { state: "connecting", retryAt: 0 };
    this.attempts = 0;
    /// How often in a row no link came about.
    this.failures = 0;
    /// How often in a row the link was begun anew at once, with nothing gained by it.
    this.vain = 0;
    this.isStopped = false;
    this.posting = null;
    this.anew = new Anew();
    this.load();
  }

  get me() { return this.access.id; }
  get role() { return this.people.get(this.me)?.role ?? this.access.role; }
  /// What whoever did something is called; nothing where that is not known, or was done here.
  doer(id) { return id === this.me ? undefined : this.people.get(id)?.name; }

  get isLive() { return this.link.state === "live"; }

  // What waits

  load() {
    const { session } = this.access;
    this.waiting = [];
    this.refused = [];
    // No id has a slash in it: what waits for "shop" is not mistaken for what waits for "shop.v2".
    for (const key of this.keep.keys(`wait/${session}/`)) {
      const item = this.keep.get(key);
      if (item?.edit?.edit_id) this.waiting.push({ key, edit: item.edit, state: "waiting" });
    }
    for (const key of this.keep.keys(`refused/${session}/`)) {
      const item = this.keep.get(key);
      if (item?.edit) this.refused.push({ ...item, key });
    }
    this.count = Date.now();
  }

  /// Puts an edit where the host will hear of it; it is shown at once (G1, G3).
  submit(edit) {
    const whole = { ...edit, edit_id: newID() };
    this.count = Math.max(this.count + 1, Date.now());
    const number = String(this.count).padStart(15, "0");
    const key = `wait/${this.access.session}/${number}/${whole.edit_id}`;
    this.keep.set(key, { edit: whole });
    this.waiting.push({ key, edit: whole, state: "waiting" });
    this.changed();
    this.post();
    return whole.edit_id;
  }

  settle(item) {
    this.keep.remove(item.key);
    this.waiting = this.waiting.filter((one) => one !== item);
  }

  /// Takes back what was never sent; false where it was.
  cancel(editID) {
    const item = this.waiting.find(({ edit, state }) => edit.edit_id === editID && state === "waiting");
    // Whether it was sent is asked of what is kept: by an earlier page, or in another tab, counts.
    const kept = item && this.keep.get(item.key);
    if (!kept || kept.wasSent) return false;
    this.settle(item);
    this.changed();
    return true;
  }

  refuse(item, complaint) {
    const other = this.anew.of(item.edit, complaint.reason);
    if (other) {
      this.replace(item, other);
      return;
    }
    this.settle(item);
    const key = item.key.replace("wait/", "refused/");
    const refused = {
      edit: item.edit, reason: complaint.reason, error: complaint.error,
      present: typeof complaint.present === "string" ? complaint.present : undefined,
    };
    this.keep.set(key, refused);
    this.refused = [...this.refused.filter((one) => one.key !== key), { ...refused, key }];
    this.told({ news: "refused", refused });
  }

  /// Has an edit wait in the place of one that was refused; kept before that one is let go.
  replace(item, edit) {
    const key = `${item.key.slice(0, item.key.lastIndexOf("/") + 1)}${edit.edit_id}`;
    if (!this.waiting.some((one) => one.key === key)) {
      this.keep.set(key, { edit });
      this.waiting.splice(this.waiting.indexOf(item), 0, { key, edit, state: "waiting" });
      if (edit.to === "inbox") this.told({ news: "inboxed", edit });
    }
    this.settle(item);
  }

  dismiss(item) {
    this.keep.remove(item.key);
    this.refused = this.refused.filter((one) => one !== item);
    this.changed();
  }

  /// Takes in what another tab has put away or taken out. What it added is shown, and sent from
  /// here only if it still waits when the link is opened anew.
  hearKept(key) {
    const { session } = this.access;
    const kept = this.keep.get(key);
    const isThere = (one) => one.key === key;
    if (key.startsWith(`wait/${session}/`)) {
      if (!kept) {
        this.waiting = this.waiting.filter((one) => !isThere(one) || this.posting?.includes(one));
      } else if (kept.edit && !this.waiting.some(isThere)) {
        this.waiting.push({ key, edit: kept.edit, state: "waiting" });
        this.waiting.sort((one, other) => (one.key < other.key ? -1 : 1));
      }
    } else if (key.startsWith(`refused/${session}/`)) {
      this.refused = this.refused.filter((one) => !isThere(one));
      if (kept?.edit) this.refused.push({ ...kept, key });
    } else return;
    this.changed();
  }

  /// Posts what waits, one post at a time, in its order (G4).
  async post() {
    if (this.posting || !this.isLive || this.isStopped) return;
    const items = this.waiting.filter(({ state }) => state === "waiting")
      .slice(0, this.postsSingly ? 1 : this.mostPosted);
    if (items.length === 0) return;
    for (const item of items) this.keep.set(item.key, { edit: item.edit, wasSent: true });
    let pause = 0;
    this.posting = items;
    try {
      const text = await ask("edits", {
        token: this.access.token, body: { edits: items.map(({ edit }) => edit) },
      });
      const { answers } = readJSON(text);
      for (const answer of answers) pause = Math.max(pause, this.hear(answer, items));
      this.postsSingly = false;
      this.postFailures = 0;
      this.mostPosted = Math.min(EDITS_OF_POST, this.mostPosted * 2);
    } catch (error) {
      // Where a post does not get through, the next one is half as long.
      if (!(error instanceof Complaint) || error.body.reason === "tooSlow") {
        this.mostPosted = Math.max(1, Math.floor(items.length / 2));
      }
      this.postFailures = (this.postFailures ?? 0) + 1;
      pause = Math.min(LAST_RETRY, FIRST_RETRY * this.postFailures);
      if (error instanceof Complaint) pause = this.hearPost(error, items, pause);
      // Where a post does not get through, the stream is not to be believed either.
      else this.abort?.abort();
    }
    this.posting = null;
    this.changed();
    if (pause > 0) setTimeout(() => this.post(), pause);
    else this.post();
  }

  /// Takes in the answer to one edit; gives how long to wait before it is worth asking again.
  hear(answer, items) {
    const item = items.find(({ edit }) => edit.edit_id === answer.edit_id);
    if (!item || !this.waiting.includes(item)) return 0;
    if (!answer.ok) {
      if (LATER.has(answer.reason)) return Math.max(FIRST_RETRY, answer.retry_after_ms ?? 0);
      this.refuse(item, answer);
    } else if (answer.sequence <= this.sequence) {
      this.settle(item);
    } else {
      item.state = "accepted";
    }
    return 0;
  }

  /// What is to be done when a whole post was complained about; gives how long to wait.
  hearPost(complaint, items, pause) {
    const { reason, retry_after_ms: wait } = complaint.body;
    if (FINAL.has(reason)) {
      this.stop(complaint.body);
      return 0;
    }
    if (complaint.status !== 400 && complaint.status !== 413) return Math.max(pause, wait ?? 0);
    // One of them is what the host cannot read: each goes alone, and that one is told.
    if (items.length > 1) this.postsSingly = true;
    else this.refuse(items[0], complaint.body);
    return 0;
  }

  // The link

  async run() {
    while (!this.isStopped) {
      this.abort = new AbortController();
      let isAtOnce = false;
      try {
        if (!this.board || this.isStale) await this.fetchSnapshot();
        await this.follow();
      } catch (error) {
        if (error instanceof Complaint && FINAL.has(error.body.reason)) {
          this.stop(error.body);
          return;
        }
        // Once at once; a host with which that leads nowhere is not asked without end.
        isAtOnce = error instanceof LinkLost && error.isAtOnce && this.vain === 0;
        if (error instanceof LinkLost && error.isAtOnce) this.vain += 1;
        // The host said so itself; it may be started again.
        this.hasHostStopped = error instanceof LinkLost && error.message === "ended"
          || (this.hasHostStopped && this.heardMessages === null);
      }
      if (!this.isStopped && !isAtOnce) await this.pause();
    }
  }

  stop(complaint) {
    if (this.isStopped) return;
    this.isStopped = true;
    this.link = { state: "stopped", complaint };
    this.abort?.abort();
    this.wake?.();
    this.changed();
  }

  /// Says that this person leaves, where there is a link, and stops.
  leave() {
    const isTold = this.isLive;
    this.stop({});
    if (isTold) ask("presence", { token: this.access.token, body: { leaving: true } }).catch(() => {});
  }

  async pause() {
    const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.max(this.attempts, this.vain - 2));
    this.attempts += 1;
    this.failures += 1;
    const delay = longest * (0.5 + Math.random() / 2);
    this.link = { state: "offline", retryAt: performance.now() + delay };
    this.changed();
    await new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, delay);
    });
    if (!this.isStopped) this.link = { state: "connecting", wasOffline: true, retryAt: 0 };
    this.changed();
  }

  /// Tries again now, where the link is lost; looks whether it is dead, where it is not.
  hurry() {
    if (this.link.state === "offline") {
      this.attempts = 0;
      this.wake?.();
    } else if (this.heardAt !== undefined && since(this.heardAt) > SILENCE) {
      this.abort?.abort();
    }
  }

  async fetchSnapshot() {
    const text = await ask("snapshot", {
      token: this.access.token, signal: this.abort.signal, patience: SNAPSHOT,
    });
    const object = readJSON(text);
    if (object.id !== this.access.session) {
      throw new Complaint({ reason: "unknownToken" }, 401);
    }
    this.board = Board.from(object);
    this.isStale = false;
    this.sequence = object.revision ?? 0;
    this.point = `${this.sequence}.${object.checksum ?? "0000000000000000"}`;
    this.snapshotAt = performance.now();
    // Another log may have come with it: what is not in this board is posted again (G11).
    for (const item of this.waiting) if (item.state === "accepted") item.state = "waiting";
    this.changed();
  }

  async follow() {
    const { signal } = this.abort;
    const watch = setInterval(() => {
      if (since(this.heardAt) > SILENCE) this.abort.abort();
    }, 1_000);
    this.heardAt = mark();
    this.heardMessages = null;
    try {
      const response = await fetch(`stream?after=${this.point}&protocol=${PROTOCOL}`, {
        headers: { Authorization: `Bearer ${this.access.token}`, Accept: "text/event-stream" },
        signal, cache: "no-store", credentials: "omit", redirect: "error",
        referrerPolicy: "no-referrer",
      });
      if (!response.ok) throw await complaintOf(response);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      const events = new EventReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) throw new LinkLost("the stream ended");
        this.heardAt = mark();
        for (const event of events.read(decoder.decode(value, { stream: true }))) {
          await this.take(event);
        }
        this.changed();
      }
    } finally {
      clearInterval(watch);
      this.abort.abort();
    }
  }

  async take({ comment, name, id, data }) {
    if (comment !== undefined) return this.compare(comment);
    if (this.heardMessages === null && name !== "hello") throw new LinkLost("no hello");
    if (name === "entry") return this.takeEntry(id, data);
    const message = readJSON(data);
    if (name === "hello") return this.greet(message);
    if (name === "bye") return this.leave(message.reason);
    this.heardMessages += 1;
    switch (name) {
      case "people": for (const person of message.people) this.meet(person); break;
      case "presence":
        for (const { id: one, at, writing } of message.presence) {
          const person = this.people.get(one);
          if (person) Object.assign(person, { at, writing });
        }
        break;
      case "lock":
        this.lock = message.lock;
        this.lockedBy = message.by;
        this.told({ news: "lock", lock: message.lock, by: this.doer(message.by) });
        break;
      case "timer": this.setTimer(message.timer); break;
      case "come": this.told({ news: "come", by: message.by, to: message.to }); break;
      case "halted": this.isHalted = true; break;
      default: break;
    }
    return undefined;
  }

  greet(hello) {
    if (hello.session !== this.access.session) throw new Complaint({ reason: "unknownToken" }, 401);
    this.heardMessages = hello.told;
    this.people = new Map((hello.people ?? []).map((person) => [person.id, person]));
    this.lock = hello.lock;
    this.lockedBy = hello.lock_by;
    this.isHalted = Boolean(hello.halted);
    this.setTimer(hello.timer);
    this.attempts = this.failures = 0;
    const wasOffline = this.link.state === "offline" || this.link.wasOffline;
    this.link = { state: "live" };
    if (wasOffline) this.told({ news: "back" });
    // What the host has may be of before the link was lost, or of no one where it was started anew.
    const { at, writing } = this.people.get(this.me) ?? {};
    this.saidAt = JSON.stringify(at ? { at, ...(writing ? { writing: true } : {}) } : {});
    this.lookAt(this.looksAt, { writes: this.writes });
    // The board may be behind by entries that come in a moment; what waits can go already.
    this.post();
    return undefined;
  }

  leave(reason) {
    const by = this.doer(this.people.get(this.me)?.seat_by);
    if (reason === "removed" || reason === "replaced") throw new Complaint({ reason, by }, 403);
    if (reason === "reset") {
      this.isStale = true;
      throw new LinkLost(reason, true);
    }
    throw new LinkLost(reason, reason === "slow");
  }

  meet(person) {
    const before = this.people.get(person.id);
    this.people.set(person.id, person);
    if (person.id === this.me && before && before.role !== person.role) {
      this.told({ news: "role", role: person.role, by: this.doer(person.role_by) });
    }
  }

  setTimer(timer) {
    const before = this.timer;
    this.timer = timer
      ? { length: timer.length_ms, isRunning: Boolean(timer.running), remaining: timer.remaining_ms,
        at: mark() } : null;
    if (this.timer?.isRunning && !before?.isRunning) this.told({ news: "timer" });
  }

  /// Milliseconds that the timer has left.
  get timeLeft() {
    if (!this.timer) return 0;
    const passed = this.timer.isRunning ? since(this.timer.at) : 0;
    return Math.max(0, this.timer.remaining - passed);
  }

  /// The host says how far it is: whoever lacks something opens a new link (G8).
  compare(comment) {
    const match = /^(\d+)\.[0-9a-f]{16} (\d+)$/.exec(comment);
    if (!match || this.heardMessages === null) return;
    if (Number(match[1]) > this.sequence || Number(match[2]) !== this.heardMessages) {
      throw new LinkLost("something is missing", true);
    }
    this.vain = 0;
  }

  /// Applies the next entry, if its checksum follows; one that is known changes nothing (G2).
  async takeEntry(id, data) {
    const entry = readJSON(data);
    if (entry.sequence <= this.sequence) return;
    // Only a whole board may stand for entries that a log has lost (FileFormat.md, J4).
    const isNext = entry.sequence === this.sequence + 1 || entry.change.change === "adopted";
    if (!isNext) throw new LinkLost("an entry is missing", true);
    if (!follows(this.point, id, data)) {
      this.isStale = true;
      throw new LinkLost("this is another log", true);
    }
    try {
      this.board.apply(entry.change, entry.by, entry.at);
      this.sequence = entry.sequence;
      this.point = id;
    } catch (error) {
      if (!(error instanceof UnknownChange)) throw error;
      const rest = SNAPSHOT_PAUSE - (performance.now() - this.snapshotAt);
      if (rest > 0) await new Promise((resolve) => { setTimeout(resolve, rest); });
      await this.fetchSnapshot();
    }
    this.vain = 0;
    const item = this.waiting.find(({ edit }) => edit.edit_id === entry.edit_id);
    if (item) this.settle(item);
    this.told({ news: "entry", entry });
  }

  // Presence

  /// Says which sticky this person looks at or writes on; soon, and never more than it takes.
  lookAt(id, { writes = false } = {}) {
    this.looksAt = id;
    this.writes = writes;
    if (this.presenceTimer) return;
    this.presenceTimer = setTimeout(async () => {
      this.presenceTimer = null;
      const here = this.looksAt ? { at: this.looksAt, ...(this.writes ? { writing: true } : {}) } : {};
      if (!this.isLive || this.saidAt === JSON.stringify(here)) return;
      this.saidAt = JSON.stringify(here);
      try {
        await ask("presence", {
          token: this.access.token, body: here,
        });
      } catch { /* it is told with the next move */ }
    }, 400);
  }
}
