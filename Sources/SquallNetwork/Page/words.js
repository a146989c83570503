// The words of the method, and every sentence that the page says.

/// The kinds of stickies, in the order in which they are offered.
export const KINDS = [
  { name: "domainEvent", letter: "E", word: "event", article: "an", from: 0, hint: "Something that happened, in the past tense: Order placed" },
  { name: "hotspot", letter: "!", word: "hotspot", article: "a", from: -1, isAttachable: true, hint: "A question, a risk, a disagreement: Paid twice?" },
  { name: "command", letter: "C", word: "command", article: "a", from: 1, hint: "What somebody wants done: Place order" },
  { name: "actor", letter: "A", word: "actor", article: "an", from: 0, isAttachable: true, hint: "Who does it: Customer" },
  { name: "policy", letter: "P", word: "policy", article: "a", from: 1, hint: "Whenever this happens, then that is done" },
  { name: "readModel", letter: "R", word: "read model", article: "a", from: 1, mayBeBlank: true, hint: "What somebody needs to see to decide: Order status" },
  { name: "externalSystem", letter: "S", word: "system", article: "a", from: 0, hint: "Where it happens: Payment provider" },
  { name: "aggregate", letter: "G", word: "aggregate", article: "an", from: 2, mayBeBlank: true, hint: "What accepts or refuses a command: Order" },
  { name: "opportunity", letter: "O", word: "opportunity", article: "an", from: 0, hint: "What could be better: Ship the same day" },
  { name: "screen", letter: "U", word: "UI sketch", article: "a", from: 2, mayBeBlank: true, hint: "What the user sees" },
  { name: "definition", letter: "D", word: "definition", article: "a", from: -1, hint: "What a word means here" },
  { name: "note", letter: "N", word: "note", article: "a", from: -1, isAttachable: true, hint: "Anything else worth keeping" },
];

const kindsByName = new Map(KINDS.map((kind) => [kind.name, kind]));

/// The kind of that name; one that this page does not know goes by its own name.
export function kindOf(name) {
  return kindsByName.get(name)
    ?? { name: "note", letter: "?", word: String(name), article: "a", from: -1, hint: "" };
}

const LEVELS = ["bigPicture", "process", "design"];
export const PHASES = {
  bigPicture: ["kickOff", "chaoticExploration", "enforceTimeline", "peopleAndSystems", "walkthrough",
    "reverseNarrative", "value", "problemsAndOpportunities", "arrowVoting", "wrapUp"],
  process: ["frame", "collectEvents", "completeGrammar", "resolveHotspots", "compare",
    "winningConditions"],
  design: ["events", "commands", "actorsAndPolicies", "readModelsAndScreens", "systems", "rules",
    "group", "nameAggregates"],
};
const GOALS = {
  kickOff: "What is this about, and who is here?",
  chaoticExploration: "Everybody writes down what happens: in silence, in any order.",
  enforceTimeline: "Bring the events into an order, from left to right.",
  peopleAndSystems: "Who takes part, and which systems?",
  walkthrough: "Tell the story aloud; what is missing?",
  reverseNarrative: "From the end: what must have happened before?",
  value: "Where is value created, and where lost?",
  problemsAndOpportunities: "What hurts, and what could be better?",
  arrowVoting: "Vote for what matters most.",
  wrapUp: "What do we take along?",
  frame: "Where does the process begin, and where does it end well?",
  collectEvents: "Write down the events of the process.",
  completeGrammar: "Fill the holes: who, what, why, with what.",
  resolveHotspots: "Address the open hotspots.",
  compare: "Compare the models and choose.",
  winningConditions: "Is every path complete, and everybody reasonably happy?",
  events: "Write down the events.",
  commands: "What leads to each event?",
  actorsAndPolicies: "Who or what gives the commands?",
  readModelsAndScreens: "What does one need to see to decide?",
  systems: "Which systems are outside?",
  rules: "Which rules accept or refuse a command?",
  group: "What belongs together?",
  nameAggregates: "Name what has grown.",
};

/// Where the workshop stands, in words: "3 of 10 · enforce timeline".
export function phaseWords({ level, phase }) {
  const phases = PHASES[level] ?? [];
  const number = phases.indexOf(phase) + 1;
  return number > 0 ? `${number} of ${phases.length} · ${spaced(phase)}` : spaced(phase);
}

/// A name of the model as a person says it: "chaotic exploration".
const spaced = (name) => String(name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/// The level in words.
export const levelWords = ({ level }) => spaced(level);

/// The phases of the level in words, and the index of the one that the workshop is in.
export function phasesOf({ level, phase }) {
  const phases = PHASES[level] ?? [phase];
  return { names: phases.map(spaced), current: phases.indexOf(phase) };
}

/// What the phase is for.
export function phaseGoal({ phase }) { return Object.hasOwn(GOALS, phase) ? GOALS[phase] : ""; }

/// Whether the phase has opened a kind; the rules are those of the host.
export function isOpen({ level, phase }, kind) {
  const first = kind.from;
  if (first < 0) return true;
  const rank = LEVELS.indexOf(level);
  const number = (PHASES[level] ?? []).indexOf(phase) + 1;
  if (rank < 0 || number < 1) return true;
  if (rank < first) return false;
  if (level === "design") {
    const opened = { command: 2, actor: 3, policy: 3, readModel: 4, screen: 4, externalSystem: 5,
      aggregate: 6 };
    return number >= (opened[kind.name] ?? 1);
  }
  if (rank > first) return true;
  if (level === "process") return number >= 2;
  if (kind.name === "domainEvent") return true;
  return number >= (kind.name === "opportunity" ? 8 : 4);
}

/// Why a kind cannot be added yet, and who opens it.
export function notOpenWords({ word }) {
  const many = word.endsWith("y") ? `${word.slice(0, -1)}ies` : word.endsWith("ch") ? `${word}es` : `${word}s`;
  return `This phase has not opened ${many} yet: a facilitator opens them by going on.`;
}

const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;
export { counted };

/// Words as a heading begins.
export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/// A text in quotation marks, short enough for a sentence.
export function quoted(text) {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line];
  return `“${letters.length > 40 ? `${letters.slice(0, 39).join("")}…` : line}”`;
}

/// What a sticky is called in a sentence.
export function called(sticky) {
  const kind = kindOf(sticky.kind);
  return sticky.text.trim() ? quoted(sticky.text) : `the blank ${kind.word}`;
}

/// What was wanted, for the lists of what waits and what was refused.
export function wantedWords(edit, textOf) {
  switch (edit.edit) {
    case "addSticky": {
      const kind = kindOf(edit.kind);
      const where = edit.on ? ` on ${textOf(edit.on)}` : edit.after ? ` after ${textOf(edit.after)}`
        : edit.to === "inbox" ? " in the inbox" : " at the end";
      return `${kind.article} ${kind.word}${where}`;
    }
    case "rewordSticky": return `new words for ${edit.was === undefined ? "a sticky" : quoted(edit.was)}`;
    case "removeSticky": return `withdraw ${textOf(edit.id)}`;
    case "vote": return edit.count === 0 ? `no vote for ${textOf(edit.id)}`
      : `${counted(edit.count, "vote", "votes")} for ${textOf(edit.id)}`;
    case "undo": return "take back a withdrawal";
    default: return "an edit";
  }
}

/// That what a sticky stood by has gone.
export const inboxedWords = (edit) => `${called(edit)} is in the inbox: what it stood by has gone.`;

/// What participants may do to the board for now; nothing where it is open.
export function lockWords(workshop) {
  const by = workshop.doer(workshop.lockedBy) ?? "A facilitator";
  return { board: `${by} holds the board: participants change nothing for now.`,
    phaseKinds: `${by} lets participants add only kinds that this phase has opened.` }[workshop.lock] ?? "";
}

/// What has become of the lock just now.
export function newLockWords({ lock, by = "A facilitator" }) {
  return { open: `${by} has opened the board again`, board: `${by} has locked the board`,
    phaseKinds: `${by} lets participants add only kinds that this phase has opened` }[lock] ?? "";
}

/// What one has become just now.
export function roleWords({ role, by }) {
  const one = `${role === "observer" ? "an" : "a"} ${role}`;
  return by ? `${by} made you ${one}` : `You are ${one} now`;
}

/// A text without what could hide or turn what stands around it; the text itself stays as it was.
export function safe(text) {
  return String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (code) => String.fromCharCode(0x2400 + code.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu, "")
    .replace(/(^|[^\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}\p{M}\p{Script=Arabic}])[\u200c\u200d]+/gu, "$1")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1");
}

/// The first letters of the first and the last word, or the first two of the only word.
export function initials(name) {
  const words = safe(name).split(/[ \-._]+/).filter(Boolean);
  if (words.length === 0) return "?";
  if (words.length === 1) return [...words[0]].slice(0, 2).join("");
  return [...words[0]][0] + [...words[words.length - 1]][0];
}

/// "4:05", or "1:04:05".
export function clockWords(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export const bytesOf = (text) => new TextEncoder().encode(text).length;
