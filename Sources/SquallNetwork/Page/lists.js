// The board as an outline, and the inbox: long lists of which only what is seen is there.

import { atNextFrame, faceKey, inOrder, itemWords, letterOf, make, tagOf, written } from "./dom.js";
import { counted, initials, kindOf } from "./words.js";

/// Height of a row of which nothing is known yet, in rem.
const ROW = 3.5;
const SPARE = 600;

/// The rows of an outline: headings and stickies; `found` leaves only what was found.
export function outlineRows(scene, found) {
  const rows = [];
  const push = (item, depth, step) => {
    if (!found || found.has(item.id)) rows.push({ id: item.id, item, depth, step });
    for (const one of item.attached) push(one, depth + 1, step);
  };
  for (const column of scene.columns) {
    const before = rows.length;
    const cells = [...column.cells].sort(([one], [other]) => one - other);
    for (const [, items] of cells) for (const item of items) push(item, 0, column.index + 1);
    if (rows.length === before && found) continue;
    const words = `Step ${column.index + 1}${column.isPivotal ? ", pivotal" : ""}${column.cells.size === 0 ? ", kept free" : ""}`;
    rows.splice(before, 0, { id: `step ${column.at}`, heading: words });
  }
  const before = rows.length;
  for (const item of scene.inbox) push(item, 0);
  if (rows.length > before) {
    rows.splice(before, 0, { id: "inbox ", heading: `Inbox, not placed yet: ${rows.length - before}` });
  }
  if (!found && scene.board.terms.length > 0) {
    rows.push({ id: "glossary ", heading: "Glossary" });
    for (const { name, meaning } of scene.board.terms) {
      rows.push({ id: `term ${name}`, term: name, meaning });
    }
  }
  return rows;
}

export class OutlineView {
  constructor(element, { open }) {
    this.element = element;
    this.open = open;
    this.space = make("div.space");
    this.list = make("div.rows", { role: "list" });
    this.space.append(this.list);
    element.append(this.space);
    this.rows = [];
    this.heights = new Map();
    this.shown = new Map();
    this.cursor = null;
    this.soon = atNextFrame(() => this.draw());
    element.addEventListener("scroll", () => this.soon(), { passive: true });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusin", (event) => {
      const { id } = event.target.dataset ?? {};
      if (id) this.cursor = id;
    });
    new ResizeObserver(() => {
      if (this.width !== element.clientWidth) { this.heights.clear(); this.sum(); }
      this.width = element.clientWidth;
      this.draw();
    }).observe(element);
  }

  /// `query` is what was looked for: what is found for another one is read from its beginning.
  update(scene, found, query) {
    this.scene = scene;
    const isOther = Boolean(found) && query !== this.query;
    this.query = query;
    if (isOther) this.element.scrollTop = 0;
    // What is read stays where it is, also when something comes before it.
    const anchor = isOther ? null : this.anchor();
    this.rows = outlineRows(scene, found);
    this.indexes = new Map(this.rows.map((row, index) => [row.id, index]));
    this.sum();
    if (anchor && this.indexes.has(anchor.id)) {
      this.element.scrollTop = this.tops[this.indexes.get(anchor.id)] + anchor.into;
    }
    this.draw();
  }

  anchor() {
    if (!this.tops || this.rows.length === 0) return null;
    const index = this.rowAt(this.element.scrollTop);
    return { id: this.rows[index].id, into: this.element.scrollTop - this.tops[index] };
  }

  sum() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const { rows, heights } = this;
    this.sizes = Float64Array.from(rows, (row) => heights.get(row.id) ?? ROW * rem);
    this.tops = new Float64Array(rows.length + 1);
    this.stack(0);
  }

  /// Puts every row from one on below the one before it.
  stack(from) {
    const { sizes, tops } = this;
    for (let index = from; index < sizes.length; index += 1) tops[index + 1] = tops[index] + sizes[index];
    this.space.style.height = `${tops[sizes.length]}px`;
  }

  /// The index of the row at a height.
  rowAt(y) {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  draw() {
    const { element } = this;
    if (!this.scene || element.hidden || element.clientHeight === 0) return;
    if (this.rows.length === 0) {
      this.list.replaceChildren();
      this.shown.clear();
      return;
    }
    // Heights are known only once rows stand there: twice at most.
    for (let round = 0; round < 2; round += 1) if (!this.place()) break;
  }

  /// Puts the rows in view into the document; true where heights turned out otherwise.
  place() {
    const { element, rows } = this;
    const first = this.rowAt(element.scrollTop - SPARE);
    const last = this.rowAt(element.scrollTop + element.clientHeight + SPARE);
    const anchor = this.anchor();
    const wanted = new Set();
    const focused = document.activeElement?.dataset?.id;
    const place = this.indexes.get(this.cursor);
    const current = place >= first && place <= last ? this.cursor
      : rows.slice(first, last + 1).find((row) => row.item)?.id;
    const put = inOrder(this.list);
    for (let index = first; index <= last; index += 1) {
      const row = rows[index];
      wanted.add(row.id);
      let entry = this.shown.get(row.id);
      const isSame = entry?.row === row;
      const key = isSame ? entry.key : row.item ? `${row.depth} ${faceKey(row.item, this.scene)} ${row.item.sticky.place.lane}` : JSON.stringify(row);
      if (!entry || entry.key !== key) {
        const fresh = { key, element: this.make(row) };
        if (entry) {
          const isFocused = entry.element.contains(document.activeElement);
          entry.element.replaceWith(fresh.element);
          if (isFocused) fresh.element.querySelector("button")?.focus({ preventScroll: true });
        }
        entry = fresh;
        this.heights.delete(row.id);
        this.shown.set(row.id, entry);
      }
      entry.row = row;
      entry.element.setAttribute("aria-posinset", index + 1);
      entry.element.setAttribute("aria-setsize", rows.length);
      const button = entry.element.querySelector("button");
      if (button) button.tabIndex = row.id === current ? 0 : -1;
      put(entry.element);
    }
    for (const [id, entry] of this.shown) {
      if (wanted.has(id) || (id === focused && this.indexes.has(id))) continue;
      entry.element.remove();
      this.shown.delete(id);
    }
    this.list.style.transform = `translateY(${this.tops[first]}px)`;
    let isNew = false;
    for (let index = first; index <= last; index += 1) {
      const { id } = rows[index];
      if (this.heights.has(id)) continue;
      const { height } = this.shown.get(id).element.getBoundingClientRect();
      if (height > 0) {
        this.heights.set(id, height);
        isNew ||= height !== this.sizes[index];
        this.sizes[index] = height;
      }
    }
    if (isNew) {
      this.stack(first);
      const index = anchor ? this.indexes.get(anchor.id) : undefined;
      if (index !== undefined) {
        const top = this.tops[index] + anchor.into;
        if (Math.abs(top - element.scrollTop) > 1) element.scrollTop = top;
      }
      this.list.style.transform = `translateY(${this.tops[first]}px)`;
    }
    return isNew;
  }

  make(row) {
    if (row.heading) {
      return make("div.row.is-heading", { role: "listitem" }, make("h3", {}, row.heading));
    }
    if (row.term !== undefined) {
      return make("div.row.is-term", { role: "listitem" }, written("strong", row.term),
        written("p", row.meaning));
    }
    const { item, depth } = row;
    const { sticky } = item;
    const name = this.scene.nameOf(sticky.by);
    const kind = kindOf(item.kind);
    const small = [kind.word];
    if (sticky.place.lane !== undefined && this.scene.lanes.length > 1) {
      small.push(this.scene.laneName(sticky.place.lane));
    }
    if (sticky.pivotal) small.push("pivotal");
    if (sticky.tentative) small.push("tentative");
    if (sticky.addressed) small.push("addressed");
    if (item.votes > 0) small.push(counted(item.votes, "vote", "votes"));
    if (sticky.fields.length > 0) small.push(counted(sticky.fields.length, "field", "fields"));
    if (sticky.note) small.push("note");
    if (item.isMine || name) small.push(item.isMine ? "you" : name);
    if (item.isWaiting) small.push("waiting");
    return make(`div.row.depth-${Math.min(depth, 2)}`, { role: "listitem" },
      make("button.line-button", { "data-id": row.id, label: itemWords(item, this.scene),
        click: () => this.open(row.id) },
      letterOf(item.kind),
      make("span.line-words", {},
        item.text.trim() ? written("span.text", item.text)
          : make("span.text.is-blank", {}, `blank ${kind.word}`),
        written("span.small-words", small.join(" · "))),
      item.others.slice(0, 2).map(tagOf)));
  }

  reveal(id, { focus = false } = {}) {
    const index = this.indexes?.get(id);
    if (index === undefined) return false;
    const { element } = this;
    const height = this.heights.get(id) ?? 56;
    if (this.tops[index] < element.scrollTop
      || this.tops[index] + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = this.tops[index] - (element.clientHeight - height) / 2;
    }
    this.cursor = id;
    this.draw();
    if (focus) this.focus();
    return true;
  }

  focus() {
    const button = this.shown.get(this.cursor)?.element.querySelector("button");
    (button ?? this.list.querySelector("button"))?.focus({ preventScroll: true });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    const stickies = this.rows.filter((row) => row.item);
    const here = stickies.findIndex((row) => row.id === this.cursor);
    const next = stickies[Math.min(Math.max(here + steps[event.key], 0), stickies.length - 1)];
    if (next) this.reveal(next.id, { focus: true });
  }
}

/// The stickies that have no place yet, side by side.
export class InboxView {
  constructor(element, { open }) {
    this.element = element;
    this.open = open;
    this.title = make("h2.inbox-title");
    this.strip = make("div.strip", { role: "list", tabindex: "-1" });
    this.cursor = null;
    this.strip.addEventListener("focusin", (event) => {
      const { id } = event.target.dataset ?? {};
      if (id) { this.cursor = id; this.draw(); }
    });
    this.space = make("div.space");
    this.strip.append(this.space);
    element.append(this.title, this.strip);
    this.shown = new Map();
    this.items = [];
    this.soon = atNextFrame(() => this.draw());
    this.strip.addEventListener("scroll", () => this.soon(), { passive: true });
    this.strip.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.strip);
  }

  update(scene) {
    this.scene = scene;
    this.items = scene.inbox;
    this.element.hidden = this.items.length === 0;
    this.title.textContent = `Inbox ${this.items.length}`;
    this.draw();
  }

  get step() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    return Math.round(9.5 * rem);
  }

  draw() {
    if (!this.scene || this.strip.clientWidth === 0) return;
    const { step, items } = this;
    this.space.style.width = `${items.length * step}px`;
    const first = Math.max(0, Math.floor(this.strip.scrollLeft / step) - 1);
    const last = Math.min(
      items.length - 1, Math.ceil((this.strip.scrollLeft + this.strip.clientWidth) / step) + 1);
    const wanted = new Set();
    const current = items.slice(first, last + 1).some((one) => one.id === this.cursor)
      ? this.cursor : items[first]?.id;
    const put = inOrder(this.space);
    for (let index = first; index <= last; index += 1) {
      const item = items[index];
      wanted.add(item.id);
      let entry = this.shown.get(item.id);
      if (!entry) {
        entry = { element: make("div.slot", { role: "listitem" }), key: "" };
        this.shown.set(item.id, entry);
      }
      const key = faceKey(item, this.scene);
      if (entry.key !== key) {
        entry.key = key;
        const isFocused = entry.element.contains(document.activeElement);
        const name = this.scene.nameOf(item.sticky.by);
        const by = item.isWaiting ? "waiting" : item.isMine ? "you" : name ? initials(name) : "";
        entry.element.replaceChildren(make(
          `button.attached.kind-${item.kind.replace(/\W/g, "")}${item.isWaiting ? ".is-waiting" : ""}`,
          { "data-id": item.id, label: itemWords(item, this.scene), click: () => this.open(item.id) },
          letterOf(item.kind),
          item.text.trim() ? written("span.text", item.text)
            : make("span.text.is-blank", {}, `blank ${kindOf(item.kind).word}`),
          // There is room for one: who is at it says more than who wrote it.
          item.others.length > 0 ? tagOf(item.others[0]) : make("span.by", {}, by)));
        if (isFocused) entry.element.firstChild.focus({ preventScroll: true });
      }
      entry.element.firstChild.tabIndex = item.id === current ? 0 : -1;
      entry.element.setAttribute("aria-posinset", index + 1);
      entry.element.setAttribute("aria-setsize", items.length);
      entry.element.style.transform = `translateX(${index * step}px)`;
      entry.element.style.width = `${step - 8}px`;
      put(entry.element);
    }
    for (const [id, entry] of this.shown) {
      if (wanted.has(id)) continue;
      entry.element.remove();
      this.shown.delete(id);
    }
  }

  reveal(id, { focus = false } = {}) {
    const index = this.items.findIndex((item) => item.id === id);
    if (index < 0) return false;
    const left = index * this.step;
    if (left < this.strip.scrollLeft || left + this.step > this.strip.scrollLeft + this.strip.clientWidth) {
      this.strip.scrollLeft = left - (this.strip.clientWidth - this.step) / 2;
    }
    this.draw();
    if (focus) this.shown.get(id)?.element.firstChild.focus({ preventScroll: true });
    return true;
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    if (!Object.hasOwn(steps, event.key)) return;
    const here = this.items.findIndex((item) => item.id === document.activeElement?.dataset?.id);
    const next = this.items[Math.min(Math.max(here + steps[event.key], 0), this.items.length - 1)];
    event.preventDefault();
    if (next) this.reveal(next.id, { focus: true });
  }
}
