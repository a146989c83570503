// The page: the door, the board, and what stands between them.

import { openAddition } from "./addition.js";
import { emptyWords, openMine, openPeople, openWorkshop } from "./company.js";
import { complaintWords, stopWords } from "./complaints.js";
import { byID, make, say, show } from "./dom.js";
import { Door } from "./door.js";
import { Keep, PREFIX } from "./keep.js";
import { InboxView, OutlineView } from "./lists.js";
import { Scene } from "./scene.js";
import { obstacle, Sheet } from "./sheets.js";
import { openSticky } from "./sticky.js";
import { TimelineView } from "./timeline.js";
import { called, clockWords, counted, inboxedWords, kindOf, lockWords, newLockWords, phaseWords, quoted,
  roleWords, safe } from "./words.js";
import { PROTOCOL, Workshop } from "./workshop.js";

const NEWS_PAUSE = 6_000;
const TOAST = 7_000;
/// So many tries in vain, and the host may be at another address.
const PATIENT = 6;

class Page {
  constructor() {
    this.keep = Keep.ofBrowser();
    this.door = new Door(this.keep, (access, wanted) => {
      const isMe = this.access?.id === access.id;
      this.access = access;
      this.enter();
      if (isMe) this.toast(`You are ${quoted(access.name)} again.`);
      else if (access.name !== wanted) this.toast(`There is somebody called ${quoted(wanted)} here already: you are ${quoted(access.name)}.`);
    });
    /// Tokens that the host at this address does not know.
    this.strange = new Set();
    this.sheet = new Sheet();
    this.sheet.lostFocus = () => this.focusBoard();
    const open = (id) => openSticky(this, id);
    this.timeline = new TimelineView(byID("timeline"), { open });
    this.outline = new OutlineView(byID("outline"), { open });
    this.inbox = new InboxView(byID("inbox"), { open });
    this.view = this.keep.get("view") === "outline" ? "outline" : "timeline";
    this.found = null;
    this.news = [];
    this.listen();
    this.access = this.door.seats.latest;
    if (this.access) this.enter();
    else this.showDoor();
  }

  /// What was begun to be written and not sent, in this workshop, for one place of it.
  draft(place = "") {
    const key = `draft/${this.access.session}/${place}`;
    const { keep } = this;
    return {
      key,
      get: () => keep.get(key) ?? "",
      set: (text) => { if (text) keep.set(key, text); else keep.remove(key); },
    };
  }

  /// What is written here is no more sent than before where another tab has sent what it had there.
  hearKept(key, isGone) {
    if (isGone && key === this.openDraft?.key) this.openDraft.keep();
    this.workshop?.hearKept(key);
  }

  listen() {
    byID("stop-again").addEventListener("click", () => this.again());
    byID("stop-join").addEventListener("click", () => this.showDoor());
    byID("go-timeline").addEventListener("click", () => this.look("timeline"));
    byID("go-outline").addEventListener("click", () => this.look("outline"));
    byID("go-add").addEventListener("click", () => this.add());
    byID("go-find").addEventListener("click", () => this.openFind(byID("find").hidden));
    byID("go-mine").addEventListener("click", () => openMine(this));
    byID("state").addEventListener("click", () => openMine(this));
    byID("people-button").addEventListener("click", () => openPeople(this));
    byID("phase").addEventListener("click", () => openWorkshop(this));
    byID("link-now").addEventListener("click", () => this.workshop.hurry());
    byID("find-close").addEventListener("click", () => this.openFind(false));
    byID("find").addEventListener("submit", (event) => event.preventDefault());
    byID("find-text").addEventListener("input", () => this.soon());
    byID("find-text").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.openFind(false);
      if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); this.refresh(); this.outline.focus(); }
    });
    byID("come-go").addEventListener("click", () => this.goThere());
    byID("come-stay").addEventListener("click", () => show(byID("come-line"), false));
    byID("toast-do").addEventListener("click", () => { this.toastAct?.(); show(byID("toast"), false); });
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.focusBoard();
    });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.workshop?.hurry(); });
    for (const name of ["online", "pageshow"]) window.addEventListener(name, () => this.workshop?.hurry());
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key?.startsWith(PREFIX)) this.hearKept(key.slice(PREFIX.length), newValue === null);
    });
    // Asked only where something would be lost.
    window.addEventListener("beforeunload", (event) => {
      if (!this.keep.isLasting && this.workshop?.waiting.length > 0) event.preventDefault();
    });
    window.addEventListener("hashchange", () => {
      if (this.door.takeInvitation() && byID("workshop").hidden) this.showDoor();
    });
    // A keyboard that lies over the page: what opens from below stands on it.
    window.visualViewport?.addEventListener("resize", () => {
      const { height, offsetTop, scale } = window.visualViewport;
      const covered = scale === 1 ? Math.max(0, window.innerHeight - height - offsetTop) : 0;
      document.documentElement.style.setProperty("--keyboard", `${covered}px`);
    });
    setInterval(() => this.tick(), 250);
  }

  key(event) {
    const isWriting = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (isWriting || event.altKey || event.ctrlKey || event.metaKey || this.sheet.isOpen) return;
    if (byID("workshop").hidden) return;
    if (event.key === "a") { event.preventDefault(); this.add(); }
    else if (event.key === "/") { event.preventDefault(); this.openFind(true); }
  }

  // The door

  showDoor() {
    this.workshop?.stop({});
    this.workshop = null;
    for (const id of ["workshop", "stop"]) show(byID(id), false);
    document.title = "squall";
    this.door.open();
  }

  // The workshop

  enter() {
    for (const id of ["door", "stop"]) show(byID(id), false);
    show(byID("workshop"), true);
    const workshop = new Workshop(this.access, this.keep, {
      changed: () => {
        if (this.workshop !== workshop) return;
        if (workshop.link.state === "live") this.sit();
        this.soon();
      },
      told: (news) => { if (this.workshop === workshop) this.hear(news); },
    });
    this.workshop = workshop;
    // What was told of another link, or another workshop, holds no more.
    this.announce("");
    this.scene = null;
    this.look(this.view);
    workshop.run();
    byID("view").focus({ preventScroll: true });
  }

  /// The host knows who one is here.
  sit() {
    this.strange.clear();
    if (this.door.seats.latest?.token !== this.access.token) this.door.seats.take(this.access);
  }

  /// Another workshop than the latest may be held here now: tries who one was in it. False where
  /// the host knows none of them.
  changeSeats() {
    const { seats } = this.door;
    this.strange.add(this.access.token);
    const other = seats.all.find(({ token }) => !this.strange.has(token));
    if (!other) this.strange.clear();
    this.access = other ?? seats.latest ?? this.access;
    if (other) this.enter();
    return Boolean(other);
  }

  again() {
    if (this.workshop?.link.complaint?.reason === "version") location.reload();
    else this.enter();
  }

  leave() {
    if (this.workshop.waiting.length > 0 && !this.isLeaving) {
      this.isLeaving = true;
      this.sheet.close();
      this.toast(`${counted(this.workshop.waiting.length, "edit waits", "edits wait")} to be sent. Leave all the same?`,
        { words: "Leave", act: () => this.leave() });
      setTimeout(() => { this.isLeaving = false; }, TOAST);
      return;
    }
    this.isLeaving = false;
    this.sheet.close();
    this.workshop.leave();
    this.door.seats.giveUp(this.access);
    this.access = undefined;
    this.showDoor();
  }

  showStop() {
    const { workshop } = this;
    this.sheet.close();
    show(byID("toast"), false);
    const { complaint } = workshop.link;
    if (complaint.reason === "unknownToken") {
      if (this.changeSeats()) return;
      // Whoever has just shown a new invitation is asked for a name, and nothing else.
      if (this.door.invitation) { this.showDoor(); return; }
    }
    const [title, words] = stopWords(complaint, PROTOCOL);
    say(byID("stop-title"), title);
    say(byID("stop-words"), words);
    say(byID("stop-again"), complaint.reason === "version" ? "Load the page anew" : "Try again");
    show(byID("stop-join"), complaint.reason !== "version");
    // Those of every workshop: which one is meant is not certain here.
    const kept = this.keep.keys("wait/").map((key) => this.keep.get(key)).filter((item) => item?.edit?.text);
    show(byID("stop-kept"), kept.length > 0);
    say(byID("stop-kept-title"), `Not sent yet, and kept here: ${kept.length}`);
    byID("stop-kept-list").replaceChildren(...kept.map(({ edit }) => {
      const line = document.createElement("li");
      line.dir = "auto";
      say(line, edit.text);
      return line;
    }));
    show(byID("workshop"), false);
    show(byID("stop"), true);
    byID("stop-title").focus();
  }

  /// Draws anew at the next frame; where that is much work, with time for the hands between.
  soon() {
    if (this.isSoon) return;
    this.isSoon = true;
    const rest = Math.max(0, (this.cost ?? 0) * 4 - (performance.now() - (this.drawnAt ?? 0)));
    const draw = () => requestAnimationFrame(() => { this.isSoon = false; this.refresh(); });
    if (document.hidden || rest > 0) setTimeout(() => { if (document.hidden) { this.isSoon = false; this.refresh(); } else draw(); }, rest);
    else draw();
  }

  refresh() {
    const { workshop } = this;
    if (!workshop) return;
    if (workshop.isStopped && workshop.link.complaint?.reason) { this.showStop(); return; }
    const began = performance.now();
    this.drawHead();
    if (workshop.board) {
      this.scene = new Scene(workshop);
      this.drawBoard();
      this.sheet.update();
    }
    this.drawnAt = performance.now();
    this.cost = this.drawnAt - began;
  }

  drawBoard() {
    const { scene } = this;
    const text = byID("find").hidden ? "" : byID("find-text").value;
    this.found = scene.find(text, (kind) => kindOf(kind).word);
    const isBare = scene.order.length === 0 && (scene.inbox.length === 0 || !this.isOutline);
    show(byID("empty"), this.found ? this.found.size === 0 : isBare);
    if (this.found?.size === 0) {
      say(byID("empty-title"), "Nothing found");
      say(byID("empty-words"), "No sticky has all of these words: in its text, its kind, its lane, its author, its note or its fields.");
    } else if (isBare) {
      say(byID("empty-title"), scene.isEmpty ? "Nothing on the board yet" : "Nothing on the timeline yet");
      say(byID("empty-words"), emptyWords(this));
    }
    const isOutline = this.isOutline;
    show(byID("timeline"), !isOutline);
    show(byID("outline"), isOutline);
    if (isOutline) this.outline.update(scene, this.found, text);
    else this.timeline.update(scene);
    if (isOutline) show(byID("inbox"), false);
    else this.inbox.update(scene);
    say(byID("find-count"), this.found ? counted(this.found.size, "found", "found") : "");
  }

  /// Finding shows its results as an outline.
  get isOutline() { return this.view === "outline" || (!byID("find").hidden && byID("find-text").value.trim() !== ""); }

  drawHead() {
    const { workshop } = this;
    const { board } = workshop;
    say(byID("title"), board?.title ?? "squall");
    if (board) document.title = safe(`${board.title} – squall`);
    say(byID("phase"), board ? phaseWords(board) : "");
    const here = [...workshop.people.values()].filter(({ link }) => link === "here" || link === "idle");
    say(byID("people-count"), here.length);
    this.drawState();
    const words = obstacle(this.scene ? this : { workshop, scene: { board: board ?? {} } })
      || (workshop.role === "participant" ? lockWords(workshop) : "");
    show(byID("role-line"), Boolean(words));
    say(byID("role-line"), words);
    const refused = workshop.refused.length;
    show(byID("mine-count"), refused > 0);
    if (byID("mine-count").dataset.count !== String(refused)) {
      byID("mine-count").dataset.count = refused;
      byID("mine-count").replaceChildren(String(refused), make("span.unseen", {}, " not accepted"));
    }
    byID("go-add").setAttribute("aria-disabled", String(Boolean(obstacle({ workshop, scene: { board } }))));
  }

  drawState() {
    const { workshop } = this;
    const waiting = workshop.waiting.length;
    const state = byID("state");
    let words = "saved";
    let look = "good";
    if (workshop.link.state === "offline" || workshop.link.wasOffline) {
      words = waiting > 0 ? `offline, ${waiting} waiting` : "offline";
      look = "bad";
    } else if (workshop.link.state === "connecting") { words = "connecting"; look = "busy"; }
    else if (workshop.isHalted) { words = "not saved"; look = "bad"; }
    else if (waiting > 0) { words = `saving ${waiting}`; look = "busy"; }
    say(state, words);
    state.setAttribute("aria-label", `${words}; opens what is mine`);
    state.className = `state is-${look}`;
    const isOffline = workshop.link.state === "offline" || Boolean(workshop.link.wasOffline);
    show(byID("link-line"), isOffline || workshop.isHalted);
    show(byID("link-now"), isOffline);
    if (isOffline) {
      const seconds = Math.ceil((workshop.link.retryAt - performance.now()) / 1000);
      const waits = waiting > 0 ? `${counted(waiting, "edit waits", "edits wait")} here and ${waiting === 1 ? "is" : "are"} sent on return.` : "You can go on writing.";
      const kept = this.keep.isLasting ? waits : `${waits} This browser keeps nothing: do not close the page.`;
      const next = workshop.link.state === "offline" && seconds > 0 ? `Next try in ${seconds} s.` : "Trying …";
      const why = workshop.hasHostStopped ? "The host has stopped." : "Offline.";
      const elsewhere = workshop.failures < PATIENT ? "" : `If the facilitator’s screen shows another address, open that one${waiting > 0 ? "; copy what waits here from Mine first" : ""}. `;
      say(byID("link-words"), `${why} ${kept} ${elsewhere}${next}`);
      if (!this.wasOffline) this.announce("Offline. You can go on writing; it is kept here.");
    } else if (workshop.isHalted) {
      say(byID("link-words"), "The host cannot save any more: nothing new is accepted until it is started anew. What you write is kept here.");
    }
    this.wasOffline = isOffline;
  }

  tick() {
    const { workshop } = this;
    if (!workshop || byID("workshop").hidden) return;
    if (workshop.link.state === "offline") this.drawState();
    const timer = byID("timer");
    show(timer, Boolean(workshop.timer));
    if (workshop.timer) {
      const left = workshop.timeLeft;
      const isOver = left <= 0;
      say(timer, isOver ? "time is up" : `${clockWords(left)}${workshop.timer.isRunning ? "" : " paused"}`);
      timer.classList.toggle("is-over", isOver);
      if (isOver && !this.wasOver) this.announce("Time is up.");
      this.wasOver = isOver;
    } else this.wasOver = false;
    this.sayNews();
  }

  // What is heard

  hear(news) {
    switch (news.news) {
      case "refused": {
        const text = news.refused.edit.text ?? "";
        this.toast(`Not accepted${text ? ` ${quoted(text)}` : ""}: ${complaintWords(news.refused)}`,
          { words: "See", act: () => openMine(this) });
        break;
      }
      case "inboxed":
        this.toast(inboxedWords(news.edit), { words: "See", act: () => this.goTo(news.edit.id) });
        break;
      case "back": this.announce("The link is back."); break;
      case "role": this.toast(roleWords(news)); break;
      case "lock": this.hearLock(news); break;
      case "timer": this.announce(`A timer runs: ${clockWords(this.workshop.timeLeft)}.`); break;
      case "come": this.hearCome(news); break;
      case "entry": if (news.entry.by !== this.workshop.me) this.news.push(news.entry); break;
      default: break;
    }
    this.soon();
  }

  /// Over the board it stands in the head; over a sheet it has to be said there.
  hearLock(news) {
    const words = newLockWords(news);
    if (this.sheet.isOpen && this.workshop.role === "participant") this.toast(words);
    else this.announce(`${words}.`);
  }

  hearCome({ by, to }) {
    if (by === this.workshop.me) return;
    const item = this.scene?.item(to);
    if (!item) return;
    this.comeTo = to;
    const words = `${this.scene.nameOf(by) || "A facilitator"} asks everybody to come to ${called({ ...item.sticky, text: item.text })}.`;
    say(byID("come-words"), words);
    show(byID("come-line"), true);
    if (!this.sheet.isOpen) { this.announce(words); return; }
    this.toast(words, { words: "Go there", act: () => this.sheet.close(() => this.goThere()) });
  }

  goThere() {
    show(byID("come-line"), false);
    this.goTo(this.comeTo);
  }

  /// Tells of others' changes in one sentence now and then, not of each.
  sayNews() {
    const now = performance.now();
    if (this.news.length === 0 || now - (this.newsAt ?? 0) < NEWS_PAUSE || !this.scene) return;
    this.newsAt = now;
    const news = this.news.splice(0);
    const added = news.filter(({ change }) => change.change === "stickyAdded");
    const names = [...new Set(news.map(({ by }) => this.scene.nameOf(by)).filter(Boolean))];
    const by = names.length > 3 ? `${names.length} people` : names.join(", ");
    if (news.length === 1 && added.length === 1) {
      this.announce(`${by} added ${kindOf(added[0].change.kind).word} ${quoted(added[0].change.text ?? "")}.`);
    } else {
      this.announce(`${counted(news.length, "change", "changes")}${by ? ` by ${by}` : ""}.`);
    }
  }

  announce(words) { say(byID("news"), words); }

  toast(words, { words: button, act } = {}) {
    say(byID("toast-words"), words);
    show(byID("toast"), true);
    show(byID("toast-do"), Boolean(act));
    if (act) say(byID("toast-do"), button);
    this.toastAct = act;
    this.announce(words);
    clearTimeout(this.toastTimer);
    const isUsed = () => byID("toast").matches(":focus-within, :hover");
    const end = () => {
      if (isUsed()) this.toastTimer = setTimeout(end, 1_000);
      else show(byID("toast"), false);
    };
    this.toastTimer = setTimeout(end, TOAST);
  }

  // Moving about

  look(view) {
    this.view = view;
    this.keep.set("view", view);
    this.openFind(false, { isQuiet: true });
    for (const name of ["timeline", "outline"]) {
      if (name === view) byID(`go-${name}`).setAttribute("aria-current", "page");
      else byID(`go-${name}`).removeAttribute("aria-current");
    }
    this.refresh();
  }

  add() {
    if (!this.scene) return;
    const reason = obstacle(this);
    if (reason) this.toast(reason);
    else openAddition(this);
  }

  openFind(isOpen, { isQuiet = false } = {}) {
    const wasOpen = !byID("find").hidden;
    show(byID("find"), isOpen);
    byID("go-find").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) { byID("find-text").focus(); byID("find-text").select(); }
    else byID("find-text").value = "";
    if (!isQuiet) this.refresh();
    if (!isOpen && wasOpen && !isQuiet) byID("go-find").focus();
  }

  /// Shows a sticky where it stands.
  goTo(id, { isQuiet = false } = {}) {
    // What is found may not be what is to be shown.
    if (!isQuiet && !byID("find").hidden) this.openFind(false, { isQuiet: true });
    this.refresh();
    const focus = !isQuiet;
    const isShown = this.isOutline ? this.outline.reveal(id, { focus })
      : this.timeline.reveal(id, { focus }) || this.inbox.reveal(id, { focus });
    if (!isShown && !isQuiet) this.toast("That sticky has gone.");
  }

  focusBoard() {
    if (this.isOutline) this.outline.focus();
    else this.timeline.focus();
    if (document.activeElement === document.body) byID("view").focus();
  }
}

new Page();
