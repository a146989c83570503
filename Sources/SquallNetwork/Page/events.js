// The stream of events from a host, read as it comes.

/// Reads `text/event-stream` that comes in pieces of any size (W5).
export class EventReader {
  constructor() {
    this.rest = "";
    this.reset();
  }

  reset() {
    this.name = "message";
    this.id = undefined;
    this.data = null;
  }

  read(text) {
    const events = [];
    // A carriage return at the end may be the first half of a line's end.
    const whole = this.rest + text;
    const lines = whole.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop();
    for (const line of lines) this.line(line, events);
    return events;
  }

  line(line, events) {
    if (line === "") {
      if (this.data !== null) events.push({ name: this.name, id: this.id, data: this.data });
      this.reset();
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "") events.push({ comment: value });
    else if (field === "event") this.name = value;
    else if (field === "id") this.id = value;
    else if (field === "data") this.data = this.data === null ? value : `${this.data}\n${value}`;
  }
}
