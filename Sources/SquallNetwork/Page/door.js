// The door: a code or an invitation, and a name, for a token.

import { complaintWords, stopWords } from "./complaints.js";
import { byID, say, show } from "./dom.js";
import { readJSON } from "./json.js";
import { Seats } from "./keep.js";
import { counted } from "./words.js";
import { ask, Complaint, PROTOCOL } from "./workshop.js";

/// The invitation in the address, which is taken out at once; undefined where there is none.
function invitationOfAddress() {
  const match = /^#([0-9a-fA-F]{32})$/.exec(location.hash);
  if (location.hash || location.search) {
    history.replaceState(null, "", location.pathname);
  }
  return match?.[1].toLowerCase();
}

/// What belongs to this tab only, so that loading the page anew asks for no code.
const tab = {
  get() { try { return sessionStorage.getItem("squall.invitation") ?? undefined; } catch { return undefined; } },
  set(value) {
    try {
      if (value) sessionStorage.setItem("squall.invitation", value);
      else sessionStorage.removeItem("squall.invitation");
    } catch { /* then it lives as long as the page */ }
  },
};

export class Door {
  /// `joined` is called with what joining gave, and the name that was asked for.
  constructor(keep, joined) {
    this.keep = keep;
    this.seats = new Seats(keep);
    this.joined = joined;
    if (!this.takeInvitation()) this.invitation = tab.get();
    byID("door-form").addEventListener("submit", (event) => { event.preventDefault(); this.join(); });
  }

  /// Takes the invitation out of the address; false where there is none.
  takeInvitation() {
    const invitation = invitationOfAddress();
    if (!invitation) return false;
    this.invitation = invitation;
    tab.set(invitation);
    return true;
  }

  open() {
    show(byID("door"), true);
    show(byID("door-code-part"), !this.invitation);
    byID("door-name").value = byID("door-name").value || this.keep.get("name") || "";
    this.complain("");
    const waiting = this.keep.keys("wait/").length;
    show(byID("door-kept"), waiting > 0);
    say(byID("door-kept"), `${counted(waiting, "edit of yours still waits", "edits of yours still wait")} here, and ${waiting === 1 ? "is" : "are"} sent when you are back in that workshop.`);
    (this.invitation ? byID("door-name") : byID("door-code")).focus();
  }

  complain(sentence) {
    say(byID("door-error"), sentence);
    show(byID("door-error"), Boolean(sentence));
  }

  async join() {
    const name = byID("door-name").value.trim();
    const code = byID("door-code").value.trim();
    if (!this.invitation && !code) { this.complain("Type the code that is on the facilitator’s screen."); byID("door-code").focus(); return; }
    if (!name) { this.complain(complaintWords({ reason: "blankName" })); byID("door-name").focus(); return; }
    const button = byID("door-join");
    button.disabled = true;
    say(button, "Joining …");
    try {
      const ticket = this.invitation ? { invitation: this.invitation } : { code };
      // Whoever was here before is the same person again.
      const { token: known } = this.seats.latest ?? {};
      const answer = readJSON(await ask("join", { token: known, body: { protocol: PROTOCOL, ...ticket, name } }));
      const { token, role, id, session } = answer;
      const access = { token, role, id, session, name: answer.name };
      this.seats.take(access);
      this.keep.set("name", name);
      this.invitation = undefined;
      tab.set(undefined);
      byID("door-code").value = "";
      this.joined(access, name);
    } catch (error) {
      this.refuse(error);
    }
    button.disabled = false;
    say(button, "Join");
  }

  refuse(error) {
    if (!(error instanceof Complaint)) {
      this.complain("The host does not answer. Are you in the same network as the facilitator?");
    } else if (error.body.reason === "version") {
      this.complain(stopWords(error.body, PROTOCOL).join(": "));
    } else if (error.body.reason === "unreadable") {
      this.complain("That is no code: it is a number and two words, such as 7-orange-harbour.");
    } else {
      if (error.body.reason === "wrongInvitation") {
        this.invitation = undefined;
        tab.set(undefined);
        show(byID("door-code-part"), true);
      }
      this.complain(complaintWords(error.body));
    }
    const isAboutName = /^(blankName|nameTooLong)$/.test(error.body?.reason);
    (this.invitation || isAboutName ? byID("door-name") : byID("door-code")).focus();
  }
}
