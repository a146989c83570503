// Why the host does not do something, as a person reads it.

import { counted } from "./words.js";

const wait = (time) => counted(Math.max(1, Math.ceil((time ?? 0) / 1000)), "second", "seconds");

/// By the words of W9; what this page never asks for has a sentence too.
const SENTENCES = {
  // At the door.
  wrongCode: "That code does not open this workshop. Codes change every ten minutes: look at the facilitator’s screen.",
  wrongInvitation: "This invitation has run out. Scan a new one, or type the code on the facilitator’s screen.",
  tooManyAttempts: (time) => `There were too many wrong codes. Try again in ${wait(time)}.`,
  tooManyJoins: (time) => `Too many people have joined from here lately. Try again in ${wait(time)}.`,
  blankName: "A name is needed, so that the others know who you are.",
  nameTooLong: "That name is too long.",
  full: "The workshop holds no more people.",
  version: "The host speaks another version of the protocol: load the page anew.",
  ended: "The workshop has ended.",

  // With a token.
  unknownToken: "the host does not know you any more: join once more",
  noToken: "the host does not know you: join once more",
  removed: "a facilitator has sent you out",
  tooFast: (time) => `that was too much at once; wait ${wait(time)}`,
  cannotRecord: "the host cannot save any more",
  observersOnlyRead: "observers only read; a facilitator can make you a participant",
  facilitatorsOnly: "only facilitators may do that",
  boardLocked: "a facilitator holds the board: nothing is changed for now",
  kindNotOpen: "this phase has not opened that kind yet; a facilitator opens it by going on",
  noSuchPerson: "that person is not here",
  lastFacilitator: "a workshop needs a facilitator",
  atTheHost: "that is whoever hosts the workshop",

  // Of stickies.
  overtaken: "somebody changed it meanwhile",
  noSuchSticky: "the sticky has gone",
  hasNoPlace: "the sticky that it should stand after has no place on the timeline",
  blankText: "it needs a text",
  limit: "it is more than a board can hold",
  idTaken: "it is on the board already",
  kindHasNoFields: "stickies of that kind carry no fields",
  notAnEvent: "only an event can be pivotal or tentative",
  notAHotspot: "only a hotspot is addressed or reopened",
  alreadyAddressed: "it is addressed already",
  notAddressed: "it is open already",
  cannotBeAttached: "stickies of that kind are not attached to others",
  attachedToItself: "it cannot be attached to itself",
  hostIsAttached: "the sticky is itself attached to another one",
  carriesAttachments: "other stickies are attached to it",
  notAttached: "it is not attached to another one",
  relativeToItself: "it cannot be placed by itself",
  noSuchField: "the sticky has no such field",
  badVoteCount: "so many votes cannot be given",

  // Of what is around them.
  noSuchLane: "the lane has gone",
  ambiguousLane: "several lanes have that name",
  noSuchLink: "the link has gone",
  linkToItself: "it cannot be linked to itself",
  noSuchContext: "the context has gone",
  noSuchTerm: "the glossary has no such term",
  noGap: "there is no empty column there",
  badColumnCount: "so many columns cannot be made",
  phaseOfAnotherLevel: "that phase belongs to another level",

  // Of taking back.
  noLongerStands: "all of it has been changed since",
  nothingStands: "nothing of your latest edits stands any more",
  nothingToUndo: "there is nothing of yours to take back",
  nothingToRedo: "there is nothing of yours to do again",
  noSuchEdit: "what should be taken back has gone",
  tooOldToUndo: "it is too old to be taken back",
  notYours: "it is somebody else’s: everybody takes back their own",
  alreadyUndone: "it has been taken back already",
  notAnUndo: "it is nothing that was taken back",
  cannotBeUndone: "it cannot be taken back",
};

/// What a host says to a page that it does not understand, as after an update.
for (const reason of ["notAnEdit", "noEditID", "unreadable", "emptyBatch", "nestedBatch", "malformed",
  "noHost", "foreignHost", "foreignOrigin", "noSuchPath", "methodNotAllowed", "notJSON",
  "lengthRequired", "expectation", "badValue"]) {
  SENTENCES[reason] = "the host does not understand this page: load it anew";
}
for (const reason of ["tooLong", "headTooLong", "bodyTooLong"]) SENTENCES[reason] = "that is too long";
SENTENCES.tooSlow = "the link is too slow: it did not get through in time";

/// Why the host did not do something.
export function complaintWords({ reason, error, retry_after_ms: time }) {
  const sentence = Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason] : error || "the host refused it";
  return typeof sentence === "function" ? sentence(time) : sentence;
}

/// Why the page stops, as a heading and a sentence.
export function stopWords({ reason, protocol, by }, own) {
  switch (reason) {
    case "removed": return ["You were sent out",
      `${by ?? "A facilitator"} has sent you out of the workshop. If they let you back in, try again here.`];
    case "unknownToken": return ["The host does not know you any more",
      "Another workshop is held here now, this one was begun anew, or you joined from too many places. Join once more; what you wrote is kept."];
    case "version": return Number(protocol) > own
      ? ["This page is older than the host", `The host speaks version ${protocol} of the protocol, this page version ${own}. Load the page anew.`]
      : ["The host is older than this page", `The host speaks version ${protocol} of the protocol, this page version ${own}. The host needs a newer squall.`];
    case "replaced": return ["Open in too many places",
      "You have this workshop open in more than four places, so this one was closed."];
    default: return ["The workshop cannot be read", "The host answers with something that this page does not understand. Load the page anew."];
  }
}
