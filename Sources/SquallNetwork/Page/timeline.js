// The board as a timeline: columns by time, lanes across. Only what can be seen is in the
// document, so that five thousand stickies cost what thirty do.

import { atNextFrame, faceKey, faceOf, inOrder, itemWords, letterOf, make, say, written } from "./dom.js";

/// Sizes in rem, so that they grow with the reader's letters.
const PHONE = { column: 9.5, card: 5.75, chip: 2.75, gap: 0.5 };
const WIDE = { column: 11.5, card: 5.75, chip: 2.75, gap: 0.625 };
const RULER = 1.75;
const BAND = 1.75;
const WIDE_FROM = 700;
/// Columns that are kept ready on both sides of what is seen.
const SPARE = 1;
/// Milliseconds without scrolling after which lanes give back the room that they do not need.
const SETTLED = 200;

export class TimelineView {
  constructor(element, { open }) {
    this.element = element;
    this.open = open;
    this.space = make("div.space");
    this.ruler = make("div.ruler", { "aria-hidden": "true" });
    this.bands = make("div.bands");
    this.cards = make("div.cards", { role: "list", "aria-label": "Stickies in reading order" });
    this.space.append(this.bands, this.ruler, this.cards);
    element.append(this.space);
    this.shown = new Map();
    this.shownBands = new Map();
    this.shownTicks = new Map();
    this.shownPivots = new Map();
    this.cursor = null;
    this.soon = atNextFrame(() => this.draw());
    element.addEventListener("scroll", () => {
      this.isScrolling = true;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => { this.isScrolling = false; this.draw(); }, SETTLED);
      this.soon();
    }, { passive: true });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusin", (event) => {
      const id = event.target.dataset?.id;
      if (id) this.cursor = id;
    });
    new ResizeObserver(() => {
      this.measure();
      for (const card of this.shown.values()) card.scene = card.key = null;
      this.layOut();
      this.draw();
    }).observe(element);
  }

  measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const sizes = this.element.clientWidth >= WIDE_FROM ? WIDE : PHONE;
    this.size = Object.fromEntries(
      Object.entries(sizes).map(([name, value]) => [name, Math.round(value * rem)]));
    // With large letters one column shows whole, and that another one follows.
    this.size.column = Math.min(this.size.column, Math.round(this.element.clientWidth * 0.78));
    this.size.ruler = Math.round(RULER * rem);
    this.size.band = Math.round(BAND * rem);
  }

  update(scene) {
    this.scene = scene;
    if (!this.size) this.measure();
    this.layOut();
    this.draw();
  }

  heightOf(item) {
    return this.size.card + this.size.gap + item.attached.length * this.size.chip;
  }

  /// How high every cell is. A lane is as high as what stands in it near what is seen, so that
  /// lanes with nothing there take only the room of their names.
  layOut() {
    if (!this.scene || !this.size) return;
    const { scene, size } = this;
    this.cellHeights = scene.columns.map(({ cells }) => {
      const heights = [];
      for (const [lane, items] of cells) {
        let height = 0;
        for (const item of items) height += this.heightOf(item);
        heights.push([lane, height]);
      }
      return heights;
    });
    this.heights = [];
    this.width = Math.max(scene.columns.length * size.column + size.gap * 2, 1);
    this.space.style.width = `${this.width}px`;
  }

  /// Gives every lane its room for the columns in view. While hands scroll, lanes only grow.
  raiseLanes(first, last) {
    const { scene, size, element } = this;
    const heights = scene.lanes.map((_, lane) => (this.isScrolling ? this.heights[lane] ?? 0 : 0));
    for (let index = first; index <= last; index += 1) {
      for (const [lane, height] of this.cellHeights[index]) {
        heights[lane] = Math.max(heights[lane] ?? 0, height);
      }
    }
    if (this.tops && this.heights.length === heights.length
      && heights.every((height, lane) => height === this.heights[lane])) return;
    // What is at the upper edge stays there.
    const top = element.scrollTop;
    const anchor = (this.tops ?? []).findLastIndex?.((one) => one <= top + size.ruler) ?? -1;
    const into = anchor > 0 ? top - this.tops[anchor] : 0;
    this.heights = heights;
    this.tops = [];
    let y = size.ruler;
    for (const height of heights) {
      this.tops.push(y);
      y += size.band + (height > 0 ? height + size.gap : 0);
    }
    this.space.style.height = `${y + size.gap}px`;
    if (anchor > 0 && this.tops[anchor] !== undefined) {
      const wanted = Math.max(0, this.tops[anchor] + into);
      if (Math.abs(wanted - element.scrollTop) > 1) element.scrollTop = wanted;
    }
  }

  /// Puts what can be seen into the document, and takes out what cannot.
  draw() {
    const { scene, size, element } = this;
    if (!scene || !size || element.hidden || element.clientWidth === 0) return;
    const { scrollLeft: left, clientWidth, clientHeight } = element;
    const end = scene.columns.length - 1;
    const from = Math.min(Math.floor(Math.max(0, left) / size.column), Math.max(end, 0));
    const to = Math.min(end, Math.floor((left + clientWidth - size.gap * 2) / size.column));
    const first = Math.max(0, from - SPARE);
    const last = Math.min(end, to + SPARE);
    this.raiseLanes(from, to);
    const top = element.scrollTop;
    const spare = size.card * 2;
    const isSeen = (y, height) => y + height >= top - spare && y <= top + clientHeight + spare;
    const cards = new Map();
    for (let index = first; index <= last; index += 1) {
      for (const [lane, items] of scene.columns[index].cells) {
        let y = this.tops[lane] + size.band;
        for (const item of items) {
          const height = this.heightOf(item);
          if (isSeen(y, height)) cards.set(item.id, { item, x: size.gap + index * size.column, y });
          y += height;
        }
      }
    }
    this.drawCards(cards);
    this.drawBands(isSeen);
    this.drawTicks(first, last);
    this.drawPivots(first, last);
  }

  drawCards(cards) {
    const focused = document.activeElement?.dataset?.id;
    if (!cards.has(this.cursor) && this.scene.carrier(this.cursor)?.column === undefined) {
      this.cursor = null;
    }
    // Tab reaches the timeline wherever it was scrolled to.
    const current = cards.has(this.scene.carrier(this.cursor)?.id) ? this.cursor
      : cards.keys().next().value;
    for (const [id, card] of this.shown) {
      if (cards.has(id) || (id === focused && this.scene.item(id))) continue;
      card.element.remove();
      this.shown.delete(id);
    }
    const put = inOrder(this.cards);
    for (const [id, { item, x, y }] of cards) {
      let card = this.shown.get(id);
      if (!card) {
        card = { element: make("div.slot", { role: "listitem" }), key: "" };
        this.shown.set(id, card);
      }
      if (card.scene !== this.scene) {
        card.scene = this.scene;
        const key = [item, ...item.attached].map((one) => one.id + faceKey(one, this.scene)).join();
        if (card.key !== key) this.fill(card.element, item);
        card.key = key;
      }
      card.element.style.transform = `translate(${x}px, ${y}px)`;
      card.element.style.width = `${this.size.column - this.size.gap}px`;
      card.element.setAttribute("aria-posinset", this.placeOf(item));
      card.element.setAttribute("aria-setsize", this.scene.order.length);
      for (const button of card.element.children) {
        button.tabIndex = button.dataset.id === current ? 0 : -1;
      }
      put(card.element);
    }
  }

  placeOf(item) {
    if (this.numbered !== this.scene) {
      this.numbered = this.scene;
      this.numbers = new Map(this.scene.order.map((one, index) => [one.id, index + 1]));
    }
    return this.numbers.get(item.id);
  }

  fill(slot, item) {
    const focused = slot.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const { scene } = this;
    const card = make(
      `button.sticky.kind-${item.kind.replace(/\W/g, "")}${item.sticky.pivotal ? ".is-pivotal" : ""}${item.sticky.tentative ? ".is-tentative" : ""}${item.isWaiting ? ".is-waiting" : ""}`,
      { "data-id": item.id, label: itemWords(item, scene), click: () => this.open(item.id) },
      faceOf(item, scene));
    card.style.height = `${this.size.card}px`;
    const chips = item.attached.map((one) => {
      const chip = make(
        `button.attached.kind-${one.kind.replace(/\W/g, "")}${one.isWaiting ? ".is-waiting" : ""}`,
        { "data-id": one.id, label: `${itemWords(one, scene)}, on ${item.text}`,
          click: () => this.open(one.id) },
        letterOf(one.kind), written("span.text", one.text));
      chip.style.height = `${this.size.chip}px`;
      return chip;
    });
    slot.replaceChildren(card, ...chips);
    if (focused) [...slot.children].find((one) => one.dataset.id === focused)?.focus();
  }

  drawBands(isSeen) {
    const seen = new Set();
    this.scene.lanes.forEach((lane, index) => {
      const top = this.tops[index];
      const height = (this.tops[index + 1] ?? Infinity) - top;
      if (!isSeen(top, height)) return;
      seen.add(lane.id);
      let band = this.shownBands.get(lane.id);
      if (!band) {
        band = make("div.band", {}, make("span.lane-name", { dir: "auto" }));
        this.shownBands.set(lane.id, band);
        this.bands.append(band);
      }
      say(band.firstChild, lane.name);
      band.style.transform = `translateY(${top}px)`;
      band.style.height = Number.isFinite(height) ? `${height}px`
        : `${this.size.band + this.heights[index] + this.size.gap}px`;
      band.classList.toggle("is-odd", index % 2 === 1);
    });
    for (const [id, band] of this.shownBands) {
      if (seen.has(id)) continue;
      band.remove();
      this.shownBands.delete(id);
    }
  }

  drawTicks(first, last) {
    for (const [index, tick] of this.shownTicks) {
      if (index >= first && index <= last) continue;
      tick.remove();
      this.shownTicks.delete(index);
    }
    for (let index = first; index <= last; index += 1) {
      let tick = this.shownTicks.get(index);
      if (!tick) {
        tick = make("span.tick");
        this.shownTicks.set(index, tick);
        this.ruler.append(tick);
      }
      const { isPivotal } = this.scene.columns[index];
      say(tick, isPivotal ? `${index + 1} pivotal` : index + 1);
      tick.classList.toggle("is-pivotal", isPivotal);
      tick.style.transform = `translateX(${this.size.gap + index * this.size.column}px)`;
      tick.style.width = `${this.size.column - this.size.gap}px`;
    }
  }

  /// A bar through all lanes before every column that holds a pivotal event.
  drawPivots(first, last) {
    const seen = new Set();
    for (let index = first; index <= last; index += 1) {
      if (this.scene.columns[index].isPivotal) seen.add(index);
    }
    for (const [index, bar] of this.shownPivots) {
      if (seen.has(index)) continue;
      bar.remove();
      this.shownPivots.delete(index);
    }
    for (const index of seen) {
      const bar = this.shownPivots.get(index) ?? make("div.pivot");
      if (!bar.isConnected) this.bands.append(bar);
      this.shownPivots.set(index, bar);
      bar.style.transform = `translateX(${index * this.size.column + 1}px)`;
      bar.style.height = this.space.style.height;
    }
  }

  // Moving about

  /// Brings a sticky into view; with the focus on it where it is wanted.
  reveal(id, { focus = false } = {}) {
    const carrier = this.scene?.carrier(id);
    if (carrier?.column === undefined) return false;
    const { size, element } = this;
    const x = size.gap + carrier.column * size.column;
    if (x < element.scrollLeft + size.gap
      || x + size.column > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = x - (element.clientWidth - size.column) / 2;
    }
    this.isScrolling = false;
    this.draw();
    let y = this.tops[carrier.lane] + size.band;
    for (const item of this.scene.columns[carrier.column].cells.get(carrier.lane)) {
      if (item === carrier) break;
      y += this.heightOf(item);
    }
    const height = this.heightOf(carrier);
    const { scrollTop, clientHeight } = element;
    const head = size.ruler + size.band;
    if (y < scrollTop + head || y + height > scrollTop + clientHeight) {
      element.scrollTop = y - Math.max(head, (clientHeight - height) / 2);
    }
    this.cursor = id;
    this.draw();
    if (focus) this.focus();
    return true;
  }

  focus() {
    const card = this.shown.get(this.scene?.carrier(this.cursor)?.id);
    const button = [...(card?.element.children ?? [])].find((one) => one.dataset.id === this.cursor);
    (button ?? this.cards.querySelector("button"))?.focus({ preventScroll: true });
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { scene } = this;
    if (!scene || event.altKey || event.ctrlKey || event.metaKey) return;
    let next;
    if (event.key === "Home") next = scene.order[0]?.id;
    else if (event.key === "End") next = scene.order.at(-1)?.id;
    else if (Object.hasOwn(steps, event.key)) next = this.neighbour(...steps[event.key]);
    else return;
    event.preventDefault();
    if (next !== undefined) this.reveal(next, { focus: true });
  }

  /// The sticky in that direction: along the lane, else in any; up and down within the column.
  neighbour(across, down) {
    const { scene } = this;
    const here = scene.carrier(this.cursor) ?? scene.order[0];
    if (!here) return undefined;
    if (down !== 0) {
      const cells = [...scene.columns[here.column].cells].sort(([one], [other]) => one - other);
      const list = cells.flatMap(([, items]) => items)
        .flatMap((item) => [item.id, ...item.attached.map((one) => one.id)]);
      return list[list.indexOf(this.cursor ?? here.id) + down];
    }
    let index = here.column + across;
    while (scene.columns[index]?.cells.size === 0) index += across;
    const cells = scene.columns[index]?.cells;
    if (!cells) return undefined;
    const lane = [...cells.keys()].sort(
      (one, other) => Math.abs(one - here.lane) - Math.abs(other - here.lane))[0];
    return cells.get(lane)[0].id;
  }
}
