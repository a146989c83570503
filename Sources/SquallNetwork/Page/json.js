// JSON as it stands on the wire, read so that the data of stickies keep every character.
//
// JSON.parse would round numbers (9223372036854775808, 0.10) and put names such as "1" before
// others. Here `fields` becomes a list of [name, text], and `value` a text.

const MOST_DEPTH = 200;

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  fail() { throw new SyntaxError(`not JSON at ${this.at}`); }

  space() {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at += 1;
    }
  }

  take(character) {
    this.space();
    if (this.text[this.at] !== character) this.fail();
    this.at += 1;
  }

  /// Whether another element follows; steps over the comma or the end.
  more(end, isFirst) {
    this.space();
    const character = this.text[this.at];
    if (character === end) { this.at += 1; return false; }
    if (isFirst) return true;
    if (character !== ",") this.fail();
    this.at += 1;
    return true;
  }

  string() {
    this.space();
    const { text } = this;
    const start = this.at;
    if (text[start] !== "\"") this.fail();
    let end = start + 1;
    let isPlain = true;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 34) break;
      if (!(code >= 32)) this.fail();
      if (code === 92) { isPlain = false; end += 1; }
      end += 1;
    }
    this.at = end + 1;
    return isPlain ? text.slice(start + 1, end) : JSON.parse(text.slice(start, end + 1));
  }

  scalar() {
    const match = /[-+.\w]+/y;
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (!found) this.fail();
    this.at += found[0].length;
    return JSON.parse(found[0]);
  }

  value(depth) {
    if (depth > MOST_DEPTH) this.fail();
    this.space();
    const character = this.text[this.at];
    if (character === "\"") return this.string();
    if (character === "[") {
      const list = [];
      this.at += 1;
      while (this.more("]", list.length === 0)) list.push(this.value(depth + 1));
      return list;
    }
    return character === "{" ? this.object(depth) : this.scalar();
  }

  object(depth) {
    const members = { __proto__: null };
    let isFirst = true;
    this.take("{");
    while (this.more("}", isFirst)) {
      isFirst = false;
      const name = this.string();
      this.take(":");
      if (name === "fields") members.fields = this.fields(depth + 1);
      else if (name === "value") members.value = this.words(depth + 1);
      else members[name] = this.value(depth + 1);
    }
    return members;
  }

  fields(depth) {
    this.space();
    if (this.text[this.at] !== "{") return this.value(depth);
    const fields = [];
    this.at += 1;
    while (this.more("}", fields.length === 0)) {
      const name = this.string();
      this.take(":");
      fields.push([name, this.words(depth)]);
    }
    return fields;
  }

  /// A value as a person reads it: a string without its quotation marks, the rest as written.
  words(depth) {
    this.space();
    const start = this.at;
    const value = this.value(depth);
    return typeof value === "string" ? value : this.text.slice(start, this.at);
  }
}

/// Reads one JSON document; throws SyntaxError.
export function readJSON(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.space();
  if (reader.at !== text.length) reader.fail();
  return value;
}
