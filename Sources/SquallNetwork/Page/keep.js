// What stays when the page is closed: the token, the name, edits that wait, texts being written.
//
// Where the browser keeps nothing (private windows, full storage) all of it lives as long as the
// page. Each edit has an item of its own, so that two tabs never overwrite each other's.

export const PREFIX = "squall.";
/// Seats that are kept.
const MOST_SEATS = 8;

export class Keep {
  constructor(storage) {
    this.memory = new Map();
    this.storage = storage;
    /// Whether all that was put away would survive the page.
    this.isLasting = storage !== null;
  }

  static ofBrowser() {
    try {
      const storage = window.localStorage;
      storage.setItem(`${PREFIX}probe`, "1");
      storage.removeItem(`${PREFIX}probe`);
      return new Keep(storage);
    } catch {
      return new Keep(null);
    }
  }

  get(key) {
    if (this.memory.has(key)) return this.memory.get(key);
    try {
      const text = this.storage?.getItem(PREFIX + key);
      return text === null || text === undefined ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  set(key, value) {
    try {
      if (!this.storage) throw new Error("no storage");
      this.storage.setItem(PREFIX + key, JSON.stringify(value));
      this.memory.delete(key);
    } catch {
      this.isLasting = false;
      this.memory.set(key, value);
    }
  }

  remove(key) {
    this.memory.delete(key);
    try { this.storage?.removeItem(PREFIX + key); } catch { /* it was never there */ }
  }

  /// The keys that begin so, in order.
  keys(beginning) {
    const keys = new Set([...this.memory.keys()].filter((key) => key.startsWith(beginning)));
    try {
      for (let index = 0; index < (this.storage?.length ?? 0); index += 1) {
        const key = this.storage.key(index);
        if (key.startsWith(PREFIX + beginning)) keys.add(key.slice(PREFIX.length));
      }
    } catch { /* only what is in memory, then */ }
    return [...keys].sort();
  }
}

/// Who one is in the workshops that were joined from here. Several may be held at one address in turn.
export class Seats {
  constructor(keep) {
    this.keep = keep;
  }

  /// The one that was taken, or sat on, last.
  get latest() {
    const seat = this.keep.get("access");
    return seat?.token && seat.session ? seat : undefined;
  }

  get all() {
    const seats = this.keep.get("seats");
    return Array.isArray(seats) ? seats.filter((seat) => seat?.token && seat.session) : [];
  }

  take(seat) {
    const others = [this.latest, ...this.all].filter((one) => one && one.session !== seat.session);
    const seats = [...new Map(others.map((one) => [one.session, one])).values()].slice(0, MOST_SEATS - 1);
    this.keep.set("seats", [seat, ...seats]);
    this.keep.set("access", seat);
  }

  giveUp({ token }) {
    this.keep.set("seats", this.all.filter((seat) => seat.token !== token));
    this.keep.remove("access");
  }
}

/// A new id: 80 bits by chance.
export function newID() {
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => alphabet[byte & 31]).join("");
}
