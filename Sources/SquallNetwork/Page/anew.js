// A sticky whose neighbour has gone meanwhile lands in the inbox, and what was done to it since with
// it: who wrote it finds it again (G13).

/// Why an edit is refused whose neighbour may have gone.
const GONE = new Set(["noSuchSticky", "hasNoPlace", "hostIsAttached"]);

export class Anew {
  constructor() {
    /// Refused edits, each with the one that took its place.
    this.edits = new Map();
    /// Stickies that went to the inbox.
    this.stickies = new Set();
  }

  /// What takes the place of an edit that was refused; nothing where nothing does.
  of(edit, reason) {
    if ([...this.edits.values()].includes(edit.edit_id)) return undefined;
    const other = this.replacement(edit, reason);
    if (!other) return undefined;
    // The same id each time: it is made once, even if what was refused is found again.
    const made = { ...other, edit_id: `${edit.edit_id}.1` };
    this.edits.set(edit.edit_id, made.edit_id);
    if (made.to === "inbox") this.stickies.add(made.id);
    return made;
  }

  replacement(edit, reason) {
    if (edit.edit === "undo") {
      const of = reason === "noSuchEdit" ? this.edits.get(edit.of) : undefined;
      return of && { ...edit, of };
    }
    if (!GONE.has(reason)) return undefined;
    if (edit.edit !== "addSticky") return this.stickies.has(edit.id) ? edit : undefined;
    if (this.stickies.has(edit.on)) return edit;
    const { after, on, ...rest } = edit;
    return after === undefined && on === undefined ? undefined : { ...rest, to: "inbox" };
  }
}
