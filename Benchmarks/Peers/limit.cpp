// The physical limit of squall's workloads: the same work in C++, with nothing in its way.
//
//   limit load FILE            simdjson, zero-copy texts, an index by id
//   limit replay JOURNAL       each line held to its checksum, simdjson, a fold into structs that own
//                              their texts, edit ids and overwritten values kept, sorted at the end
//   limit record FILE T K W    K writers' lines a flush for T seconds: durable or volatile; or board,
//                              which keeps a board and writes down each edit, one write an edit
//   limit export FILE FORM OUT the same bytes in store, ndjson or cloudevents: flow reading, names
//                              of types, streams and SHA-1 ids by hand (of ASCII texts and letters
//                              without case, which is all that the made boards have)
//
// Each prints one JSON line like squall-bench, with its own monotonic time around the work.
#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

using Clock = std::chrono::steady_clock;
using std::string_view;

static double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

/// Processor time of the process since the start of the watch, the system's work included.
struct Watch {
  Clock::time_point start = Clock::now();
  double startOnProcessor = processor();
  static double processor() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
  }
  double ms() const { return milliseconds(start); }
  double cpu() const { return processor() - startOnProcessor; }
};

struct Sticky {
  string_view id, kind, text, lane, at, row, author, created, changed, host;
  std::vector<std::pair<string_view, std::string>> fields;
  long votes = 0;
  bool pivotal = false, tentative = false, inbox = false, alive = true;
};

static void take(Sticky &sticky, simdjson::dom::object object) {
  for (auto [key, value] : object) {
    string_view text;
    if (value.is_string()) text = value.get_string().value();
    if (key == "id") sticky.id = text;
    else if (key == "kind") sticky.kind = text;
    else if (key == "text") sticky.text = text;
    else if (key == "lane") sticky.lane = text;
    else if (key == "at") sticky.at = text;
    else if (key == "row") sticky.row = text;
    else if (key == "by") sticky.author = text;
    else if (key == "createdAt") sticky.created = text;
    else if (key == "changedAt") sticky.changed = text;
    else if (key == "on") sticky.host = text;
    else if (key == "pivotal") sticky.pivotal = value.get_bool().value();
    else if (key == "tentative") sticky.tentative = value.get_bool().value();
    else if (key == "inbox") sticky.inbox = value.get_bool().value();
    else if (key == "fields")
      for (auto [name, field] : value.get_object()) sticky.fields.push_back({name, simdjson::minify(field)});
    else if (key == "votes")
      for (auto [who, count] : value.get_object()) { (void)who; sticky.votes += int64_t(count.get_int64()); }
  }
}

struct Board {
  simdjson::padded_string bytes;
  simdjson::dom::parser parser;
  std::vector<Sticky> stickies;
  std::unordered_map<string_view, size_t> index;
};

static void load(Board &board, const char *path) {
  board.bytes = simdjson::padded_string::load(path).value();
  auto document = board.parser.parse(board.bytes).value();
  for (auto element : document["stickies"].get_array()) {
    Sticky sticky;
    take(sticky, element.get_object());
    board.index[sticky.id] = board.stickies.size();
    board.stickies.push_back(std::move(sticky));
  }
}

static int runLoad(const char *path) {
  Watch watch;
  Board board;
  load(board, path);
  double ms = watch.ms(), cpu = watch.cpu();
  long votes = 0;
  for (auto &sticky : board.stickies) votes += sticky.votes;
  printf("{\"ms\": %.3f, \"cpu_ms\": %.3f, \"count\": %zu, \"votes\": %ld}\n", ms, cpu, board.stickies.size(), votes);
  return 0;
}

/// XXH64, by which each line of a journal follows from the one before.
static uint64_t xxh64(const char *place, size_t length, uint64_t seed) {
  const uint64_t p1 = 0x9E3779B185EBCA87, p2 = 0xC2B2AE3D27D4EB4F, p3 = 0x165667B19E3779F9,
                 p4 = 0x85EBCA77C2B2AE63, p5 = 0x27D4EB2F165667C5;
  auto rotate = [](uint64_t x, int n) { return x << n | x >> (64 - n); };
  auto round = [&](uint64_t sum, uint64_t word) { return rotate(sum + word * p2, 31) * p1; };
  auto word = [](const char *from) { uint64_t value; memcpy(&value, from, 8); return value; };
  const char *end = place + length;
  uint64_t hash = seed + p5;
  if (length >= 32) {
    uint64_t lane[4] = {seed + p1 + p2, seed + p2, seed, seed - p1};
    for (; end - place >= 32; place += 32)
      for (int i = 0; i < 4; i++) lane[i] = round(lane[i], word(place + 8 * i));
    hash = rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);
    for (uint64_t sum : lane) hash = (hash ^ round(0, sum)) * p1 + p4;
  }
  hash += length;
  for (; end - place >= 8; place += 8) hash = rotate(hash ^ round(0, word(place)), 27) * p1 + p4;
  if (end - place >= 4) {
    uint32_t half;
    memcpy(&half, place, 4);
    hash = rotate(hash ^ half * p1, 23) * p2 + p3;
    place += 4;
  }
  for (; place < end; place++) hash = rotate(hash ^ uint8_t(*place) * p5, 11) * p1;
  hash = (hash ^ hash >> 33) * p2;
  hash = (hash ^ hash >> 29) * p3;
  return hash ^ hash >> 32;
}

/// The payloads of a journal, each held to its checksum: what stands behind checksum and length.
static std::vector<string_view> payloads(string_view bytes) {
  std::vector<string_view> lines;
  size_t place = 0;
  uint64_t running = 0;
  while (place + 20 < bytes.size() && bytes[place] != 0) {
    uint64_t said = 0;
    for (size_t i = place; i < place + 16; i++)
      said = said << 4 | uint64_t(bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10);
    size_t digits = place + 17, length = 0;
    while (digits < bytes.size() && bytes[digits] >= '0' && bytes[digits] <= '9')
      length = length * 10 + size_t(bytes[digits++] - '0');
    if (digits + 1 + length >= bytes.size()) break;
    auto payload = bytes.substr(digits + 1, length);
    if (xxh64(payload.data(), length, running) != said) break;
    if (payload.substr(0, 9) != "{\"mark\": ") running = said;
    lines.push_back(payload);
    place = digits + 1 + length + 1;
  }
  return lines;
}

/// A sticky that owns its texts: the parser's memory is used again for the next line.
struct Owned {
  std::string id, kind, text, lane, at, row, author, created, changed;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<std::pair<std::string, int64_t>> votes;
  bool alive = true;

  static std::string own(simdjson::dom::element value) {
    string_view text;
    return value.get_string().get(text) ? std::string() : std::string(text);
  }
  void take(string_view key, simdjson::dom::element value) {
    if (key == "id") id = own(value);
    else if (key == "kind") kind = own(value);
    else if (key == "text") text = own(value);
    else if (key == "lane") lane = own(value);
    else if (key == "at") at = own(value);
    else if (key == "row") row = own(value);
    else if (key == "fields")
      for (auto [name, field] : value.get_object())
        fields.push_back({std::string(name), simdjson::minify(field)});
  }
};

/// What can be asked later about an edit: its answer, and what it overwrote.
struct Remembered {
  std::string edit, before;
  int64_t sequence;
};

static int runReplay(const char *path) {
  Watch watch;
  auto bytes = simdjson::padded_string::load(path).value();
  simdjson::dom::parser parser;
  std::vector<Owned> stickies;
  std::unordered_map<std::string, size_t> index;
  std::vector<Remembered> log;
  double fold = 0;
  for (auto line : payloads(string_view(bytes.data(), bytes.size()))) {
    auto parsed = parser.parse(line.data(), line.size(), false);
    simdjson::dom::object entry, change;
    if (parsed.get_object().get(entry) || entry["change"].get_object().get(change)) continue;
    auto before = Clock::now();
    std::string author, instant, overwritten;
    for (auto [key, value] : entry) {
      if (key == "edit_id") log.push_back({Owned::own(value), "", 0});
      else if (key == "at") instant = Owned::own(value);
      else if (key == "by") author = Owned::own(value);
    }
    log.back().sequence = entry["sequence"].get_int64().value();
    string_view name, id;
    for (auto [key, value] : change) {
      if (key == "change") name = value.get_string().value();
      else if (key == "id" && !value.get_string().get(id)) break;
    }
    if (name == "stickyAdded") {
      Owned sticky;
      for (auto [key, value] : change) sticky.take(key, value);
      sticky.author = std::move(author);
      sticky.created = std::move(instant);
      index[sticky.id] = stickies.size();
      stickies.push_back(std::move(sticky));
    } else if (auto found = index.find(std::string(id)); found != index.end()) {
      auto &sticky = stickies[found->second];
      if (name == "stickyReworded") overwritten = sticky.text;
      if (name == "stickyMoved") overwritten = sticky.at;
      if (name == "voteCast") {
        std::string who = Owned::own(change["participant"].value());
        int64_t votes = change["count"].get_int64().value();
        auto vote = std::find_if(sticky.votes.begin(), sticky.votes.end(), [&](auto &v) { return v.first == who; });
        if (vote != sticky.votes.end()) vote->second = votes;
        else sticky.votes.push_back({std::move(who), votes});
      } else if (name == "stickyRemoved") {
        sticky.alive = false;
        index.erase(found);
      } else {
        for (auto [key, value] : change) sticky.take(key, value);
        sticky.changed = std::move(instant);
      }
    }
    log.back().before = std::move(overwritten);
    fold += milliseconds(before);
  }
  auto before = Clock::now();
  std::vector<const Owned *> order;
  for (auto &sticky : stickies)
    if (sticky.alive) order.push_back(&sticky);
  std::sort(order.begin(), order.end(), [](auto left, auto right) {
    return std::tie(left->at, left->lane, left->row, left->id) < std::tie(right->at, right->lane, right->row, right->id);
  });
  fold += milliseconds(before);
  double ms = watch.ms(), cpu = watch.cpu();
  int64_t votes = 0;
  for (auto sticky : order)
    for (auto &vote : sticky->votes) votes += vote.second;
  printf("{\"ms\": %.3f, \"cpu_ms\": %.3f, \"fold_ms\": %.3f, \"count\": %zu, \"votes\": %ld}\n", ms, cpu, fold,
         order.size(), long(votes));
  return 0;
}

static void quote(std::string &out, string_view text) {
  out += '"';
  size_t from = 0;
  for (size_t i = 0; i < text.size(); i++) {
    unsigned char c = text[i];
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, from, i - from);
    char code[8];
    snprintf(code, sizeof code, "\\u%04x", c);
    out += code;
    from = i + 1;
  }
  out.append(text, from, text.size() - from);
  out += '"';
}

static int runRecord(const char *path, double seconds, int group, bool durable) {
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  const size_t ahead = 1 << 20;
  std::string zeros(ahead, '\0'), line(220, 'x');
  line.back() = '\n';
  size_t end = 0, reserved = 0;
  std::vector<double> waits;
  long operations = 0;
  auto start = Clock::now();
  std::string lines;
  for (int i = 0; i < group; i++) lines += line;
  while (milliseconds(start) < seconds * 1000) {
    auto before = Clock::now();
    if (durable && end + lines.size() > reserved) {
      if (pwrite(file, zeros.data(), ahead, off_t(reserved)) < 0) return 1;
      reserved += ahead;
    }
    if (pwrite(file, lines.data(), lines.size(), off_t(end)) < 0) return 1;
    end += lines.size();
    if (durable && fdatasync(file) != 0) return 1;
    operations += group;
    waits.push_back(milliseconds(before) * 1000);
  }
  double ms = milliseconds(start);
  std::sort(waits.begin(), waits.end());
  printf("{\"ops_s\": %.0f, \"p50_us\": %.1f, \"p99_us\": %.1f, \"n\": %ld}\n", operations / ms * 1000,
         waits[waits.size() / 2], waits[waits.size() * 99 / 100], operations);
  close(file);
  return unlink(path);
}

// MARK: - Recording a board

/// Digits of a number, zeros in front.
static void digits(std::string &out, int64_t value, int count) {
  char made[20];
  for (int i = count - 1; i >= 0; i--, value /= 10) made[i] = char('0' + value % 10);
  out.append(made, size_t(count));
}

/// An instant as it stands in files.
static void writeInstant(std::string &out, int64_t milliseconds) {
  int64_t days = milliseconds / 86400000 + 719468, rest = milliseconds % 86400000;
  int64_t era = days / 146097, day = days % 146097;
  int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  int64_t ofYear = day - (365 * year + year / 4 - year / 100), march = (5 * ofYear + 2) / 153;
  int64_t month = march < 10 ? march + 3 : march - 9;
  digits(out, era * 400 + year + (month <= 2), 4);
  out += '-'; digits(out, month, 2);
  out += '-'; digits(out, ofYear - (153 * march + 2) / 5 + 1, 2);
  out += 'T'; digits(out, rest / 3600000, 2);
  out += ':'; digits(out, rest / 60000 % 60, 2);
  out += ':'; digits(out, rest / 1000 % 60, 2);
  out += '.'; digits(out, rest % 1000, 3);
  out += 'Z';
}

/// One person's edit, made beforehand, as squall-bench has them.
struct Edit {
  int kind;  // 0 add, 1 reword, 2 move behind another, 3 vote, 4 remove
  std::string editID, sticky, other, text, author;
};

static std::vector<Edit> edits(size_t count) {
  std::vector<Edit> made;
  std::vector<std::string> live;
  uint64_t state = 1;
  auto random = [&](size_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return size_t((state >> 33) % below);
  };
  auto name = [&] {
    std::string text;
    for (int i = 0; i < 12; i++) text += "0123456789abcdefghijklmnopqrstuvwxyz"[random(36)];
    return text;
  };
  while (made.size() < count) {
    Edit edit{live.empty() ? 0 : int(random(100)), name(), "", "", "", "p" + std::to_string(1 + random(8))};
    edit.kind = edit.kind < 30 ? 0 : edit.kind < 55 ? 1 : edit.kind < 80 ? 2 : edit.kind < 95 ? 3 : 4;
    edit.text = "Order " + std::to_string(random(10000)) + " sent to the warehouse";
    if (edit.kind == 0) {
      edit.sticky = name();
      live.push_back(edit.sticky);
    } else {
      size_t index = random(live.size());
      edit.sticky = live[index];
      edit.other = live[random(live.size())];
      if (edit.kind == 2 && edit.other == edit.sticky) continue;
      if (edit.kind == 4) { live[index] = live.back(); live.pop_back(); }
    }
    made.push_back(std::move(edit));
  }
  return made;
}

/// A board with its order, the answers to all edits and what each overwrote: each edit is looked
/// for among the answers, decided, applied, written down as a journal's line, and handed over.
static int runRecordBoard(const char *path, double seconds) {
  auto made = edits(250000);
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  std::unordered_map<std::string, Owned> board;
  std::unordered_map<std::string, int64_t> answers;
  std::set<std::pair<std::string, std::string>> order;
  std::vector<Remembered> log;
  std::string line, frame;
  uint64_t running = 0;
  int64_t sequence = 0, clock = 1795000000000;
  size_t end = 0;
  std::vector<double> waits;
  waits.reserve(made.size());
  auto start = Clock::now();
  for (auto &edit : made) {
    auto before = Clock::now();
    if (std::chrono::duration<double>(before - start).count() > seconds) break;
    if (!answers.emplace(edit.editID, sequence + 1).second) continue;
    std::string overwritten;
    sequence++;
    clock += 700;
    line = "{\"sequence\": ";
    line += std::to_string(sequence);
    line += ", \"edit_id\": ";
    quote(line, edit.editID);
    line += ", \"at\": \"";
    writeInstant(line, clock);
    line += "\", \"by\": ";
    quote(line, edit.author);
    line += ", \"change\": {\"change\": ";
    static const char *names[] = {"stickyAdded", "stickyReworded", "stickyMoved", "voteCast", "stickyRemoved"};
    quote(line, names[edit.kind]);
    line += ", \"id\": ";
    quote(line, edit.sticky);
    if (edit.kind == 0) {
      Owned sticky;
      sticky.id = edit.sticky;
      sticky.kind = "domainEvent";
      sticky.text = edit.text;
      sticky.lane = "lane1";
      sticky.row = "V";
      sticky.at = order.empty() ? "V" : order.rbegin()->first;
      for (size_t i = sticky.at.size(); i-- > 0;) {
        char &c = sticky.at[i];
        if (c != 'z') { c = c == '9' ? 'A' : c == 'Z' ? 'a' : char(c + 1); break; }
        if (i == 0) sticky.at += "V";
      }
      sticky.fields = {{"order_id", "\"O4711\""}, {"amount", "9.99"}};
      sticky.author = edit.author;
      line += ", \"kind\": \"domainEvent\", \"text\": ";
      quote(line, sticky.text);
      line += ", \"lane\": \"lane1\", \"at\": ";
      quote(line, sticky.at);
      line += ", \"row\": \"V\", \"fields\": {";
      for (auto &[name, value] : sticky.fields) {
        if (line.back() != '{') line += ", ";
        quote(line, name);
        line += ": ";
        line += value;
      }
      line += "}";
      order.insert({sticky.at, sticky.id});
      board.emplace(edit.sticky, std::move(sticky));
    } else if (auto found = board.find(edit.sticky); found != board.end()) {
      Owned &sticky = found->second;
      if (edit.kind == 1) {
        line += ", \"text\": ";
        quote(line, edit.text);
        overwritten = std::move(sticky.text);
        sticky.text = edit.text;
      } else if (edit.kind == 2) {
        auto &neighbour = board.at(edit.other);
        order.erase({sticky.at, sticky.id});
        overwritten = sticky.at;
        sticky.at = neighbour.at + "V";
        order.insert({sticky.at, sticky.id});
        line += ", \"lane\": \"lane1\", \"at\": ";
        quote(line, sticky.at);
        line += ", \"row\": \"V\"";
      } else if (edit.kind == 3) {
        auto vote = std::find_if(sticky.votes.begin(), sticky.votes.end(), [&](auto &v) { return v.first == edit.author; });
        if (vote == sticky.votes.end()) vote = sticky.votes.insert(vote, {edit.author, 0});
        vote->second++;
        line += ", \"participant\": ";
        quote(line, edit.author);
        line += ", \"count\": ";
        line += std::to_string(vote->second);
      } else {
        order.erase({sticky.at, sticky.id});
        board.erase(found);
      }
    }
    line += "}}";
    log.push_back({edit.editID, std::move(overwritten), sequence});
    running = xxh64(line.data(), line.size(), running);
    frame.clear();
    for (int shift = 60; shift >= 0; shift -= 4) frame += "0123456789abcdef"[running >> shift & 15];
    frame += ' ';
    frame += std::to_string(line.size());
    frame += ' ';
    frame += line;
    frame += '\n';
    if (pwrite(file, frame.data(), frame.size(), off_t(end)) < 0) return 1;
    end += frame.size();
    waits.push_back(milliseconds(before) * 1000);
  }
  double ms = milliseconds(start);
  std::sort(waits.begin(), waits.end());
  printf("{\"ops_s\": %.0f, \"p50_us\": %.1f, \"p99_us\": %.1f, \"n\": %zu}\n", double(waits.size()) / ms * 1000,
         waits[waits.size() / 2], waits[waits.size() * 99 / 100], waits.size());
  close(file);
  return unlink(path);
}

// MARK: - Export

/// SHA-1 of up to 119 bytes: what a name in a namespace takes.
static void sha1(const uint8_t *message, size_t length, uint32_t state[5]) {
  static const uint32_t start[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  memcpy(state, start, sizeof start);
  uint8_t padded[128] = {0};
  memcpy(padded, message, length);
  padded[length] = 0x80;
  size_t end = length < 56 ? 64 : 128;
  for (int i = 0; i < 8; i++) padded[end - 1 - i] = uint8_t(uint64_t(length) * 8 >> (8 * i));
  auto rotate = [](uint32_t x, int n) { return x << n | x >> (32 - n); };
  for (size_t block = 0; block < end; block += 64) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) {
      memcpy(&w[i], padded + block + 4 * i, 4);
      w[i] = __builtin_bswap32(w[i]);
    }
    for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    auto round = [&](uint32_t mixed, uint32_t constant, uint32_t word) {
      uint32_t sum = rotate(a, 5) + mixed + e + constant + word;
      e = d; d = c; c = rotate(b, 30); b = a; a = sum;
    };
    for (int i = 0; i < 20; i++) round(d ^ (b & (c ^ d)), 0x5A827999, w[i]);
    for (int i = 20; i < 40; i++) round(b ^ c ^ d, 0x6ED9EBA1, w[i]);
    for (int i = 40; i < 60; i++) round((b & c) | (d & (b | c)), 0x8F1BBCDC, w[i]);
    for (int i = 60; i < 80; i++) round(b ^ c ^ d, 0xCA62C1D6, w[i]);
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e;
  }
}

struct Identifier {
  uint8_t bytes[16];
  char text[36];
};

/// UUID version 5 of a name in a namespace.
static Identifier identifier(const uint8_t space[16], string_view name) {
  uint8_t message[119];
  size_t length = std::min(name.size(), sizeof message - 16);
  memcpy(message, space, 16);
  memcpy(message + 16, name.data(), length);
  uint32_t state[5];
  sha1(message, 16 + length, state);
  Identifier made;
  for (int i = 0; i < 4; i++) {
    uint32_t word = __builtin_bswap32(state[i]);
    memcpy(made.bytes + 4 * i, &word, 4);
  }
  made.bytes[6] = (made.bytes[6] & 0x0F) | 0x50;
  made.bytes[8] = (made.bytes[8] & 0x3F) | 0x80;
  char *out = made.text;
  for (int i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
    *out++ = "0123456789abcdef"[made.bytes[i] >> 4];
    *out++ = "0123456789abcdef"[made.bytes[i] & 15];
  }
  return made;
}

/// The name of a type: words joined, each with a capital.
static void typeName(std::string &out, string_view text) {
  bool begins = true;
  for (size_t i = 0; i < text.size(); i++) {
    unsigned char c = text[i];
    if (c >= 0x80) {
      // Two bytes: Latin letters with case; three: ideographs without.
      if (c == 0xC3 && begins && (unsigned char)text[i + 1] >= 0xA0) {
        out += char(c);
        out += char(text[++i] - 0x20);
      } else {
        size_t length = c < 0xE0 ? 2 : 3;
        out.append(text, i, length);
        i += length - 1;
      }
      begins = false;
    } else if (unsigned((c | 0x20) - 'a') < 26) {
      out += begins ? char(c & ~0x20) : char(c);
      begins = false;
    } else if (unsigned(c - '0') < 10) {
      out += char(c);
      begins = false;
    } else if (c != '\'' && c != '"' && c != '`' && c != '*') {
      begins = true;
    }
  }
}

/// What stands nearest before, in each lane and anywhere: the flow reading of squall, without
/// links, which the made boards do not have.
struct Met {
  const Sticky *sticky = nullptr, *event = nullptr, *actor = nullptr, *policy = nullptr;
  long number = -1;
};

enum { kEvent, kCommand, kPolicy, kActor, kAggregate, kOther };

static int kindOf(string_view kind) {
  if (kind == "domainEvent") return kEvent;
  if (kind == "command") return kCommand;
  if (kind == "policy") return kPolicy;
  if (kind == "actor") return kActor;
  if (kind == "aggregate" || kind == "externalSystem") return kAggregate;
  return kOther;
}

struct Event {
  const Sticky *sticky, *command, *aggregate, *actor, *policy, *cause;
};

struct Flow {
  std::vector<std::array<Met, 5>> lanes;
  std::array<Met, 5> all;
  long number = 0;

  const Met &nearest(int kind, size_t lane) const {
    return lanes[lane][kind].sticky ? lanes[lane][kind] : all[kind];
  }
  /// Whether it is an event; then what led to it.
  bool pass(const Sticky &sticky, size_t lane, Event &event) {
    int kind = kindOf(sticky.kind);
    if (kind == kOther) { number++; return false; }
    Met met;
    met.sticky = &sticky;
    met.number = number++;
    bool isEvent = kind == kEvent;
    if (kind == kPolicy) met.event = nearest(kEvent, lane).sticky;
    if (kind == kCommand) {
      const Met &actor = nearest(kActor, lane), &policy = nearest(kPolicy, lane);
      auto after = [&](const Met &m, int k) {
        return m.sticky && (m.sticky == lanes[lane][k].sticky ? lanes[lane][kEvent] : all[kEvent]).number > m.number;
      };
      if (actor.sticky && !after(actor, kActor)) met.actor = actor.sticky;
      if (policy.sticky && !after(policy, kPolicy)) { met.policy = policy.sticky; met.event = policy.event; }
    }
    if (isEvent) {
      const Met &command = nearest(kCommand, lane);
      event = {&sticky, nullptr, nullptr, nullptr, nullptr, nullptr};
      bool between = command.sticky &&
        (command.sticky == lanes[lane][kCommand].sticky ? lanes[lane][kPolicy] : all[kPolicy]).number > command.number;
      if (command.sticky && !between) {
        event.command = command.sticky;
        event.actor = command.actor;
        event.policy = command.policy;
        event.cause = command.event;
        const Met &here = lanes[lane][kAggregate];
        if (here.number > command.number) event.aggregate = here.sticky;
        else if (all[kAggregate].number > command.number) event.aggregate = all[kAggregate].sticky;
      }
    }
    lanes[lane][kind] = met;
    all[kind] = met;
    return isEvent;
  }
};

/// The first field that holds an id, and its value: the stream of an event without an aggregate.
static void streamName(std::string &out, const Sticky &sticky, string_view session) {
  for (auto &[name, value] : sticky.fields) {
    if (name.size() < 4 || name.substr(name.size() - 3) != "_id") continue;
    out.append(name, 0, name.size() - 3);
    out += '-';
    bool quoted = value[0] == '"';
    out.append(value, quoted, value.size() - 2 * quoted);
    return;
  }
  out += "session-";
  out += session;
}

struct Names {
  std::vector<std::pair<string_view, string_view>> pairs;
  void take(simdjson::dom::element list) {
    for (auto element : list.get_array())
      pairs.push_back({element["id"].get_string().value(), element["name"].get_string().value()});
  }
  size_t find(string_view id) const {
    for (size_t i = 0; i < pairs.size(); i++)
      if (pairs[i].first == id) return i;
    return pairs.size();
  }
};

static int runExport(const char *path, string_view form, const char *target) {
  Board board;
  load(board, path);
  auto document = board.parser.parse(board.bytes).value();
  string_view session = document["id"].get_string().value(), title = document["title"].get_string().value();
  Names lanes, people;
  lanes.take(document["lanes"]);
  people.take(document["participants"]);
  Watch watch;
  static const uint8_t url[16] = {0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1,
                                  0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8};
  std::string source = "squall:session/" + std::string(session);
  Identifier space = identifier(url, source);
  int file = open(target, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  std::string out, type, command, aggregate, stream;
  const Sticky *lastCommand = nullptr, *lastCause = nullptr;
  Identifier cause{};
  size_t bytes = 0, sequence = 0;
  bool isStore = form == "store", isCloud = form == "cloudevents";
  auto pass = [&] {
    if (write(file, out.data(), out.size()) != ssize_t(out.size())) exit(74);
    bytes += out.size();
    out.clear();
  };
  auto id = [&](const Identifier &identifier) {
    out += '"';
    out.append(identifier.text, 36);
    out += '"';
  };
  auto optional = [&](const Sticky *sticky) { if (sticky) quote(out, sticky->text); else out += "null"; };
  auto attribute = [&](const char *name, string_view text) {
    if (text.empty()) return;
    out += name;
    quote(out, text);
  };
  auto data = [&](const Sticky &sticky) {
    out += '{';
    bool first = true;
    for (auto &[name, value] : sticky.fields) {
      if (!first) out += ", ";
      first = false;
      quote(out, name);
      out += ": ";
      out += value;
    }
    out += '}';
  };
  if (isStore) {
    out += "{\"format\": \"squall-store\", \"version\": 1, \"session\": {\"id\": ";
    quote(out, session);
    out += ", \"title\": ";
    quote(out, title);
    out += "},\n \"events\": [";
  } else if (isCloud) {
    out += "[";
  }
  Flow flow;
  flow.lanes.resize(lanes.pairs.size() + 1);
  for (auto &sticky : board.stickies) {
    if (sticky.at.empty()) continue;
    size_t lane = lanes.find(sticky.lane);
    Event event;
    if (!flow.pass(sticky, lane, event) || sticky.tentative) continue;
    type.clear();
    typeName(type, sticky.text);
    if (type.empty()) continue;
    if (event.command != lastCommand) {
      command.clear();
      if (event.command) typeName(command, event.command->text);
      lastCommand = event.command;
    }
    aggregate.clear();
    if (event.aggregate) typeName(aggregate, event.aggregate->text);
    if (event.cause && event.cause != lastCause) {
      cause = identifier(space.bytes, event.cause->id);
      lastCause = event.cause;
    }
    stream.clear();
    streamName(stream, sticky, session);
    Identifier own = identifier(space.bytes, sticky.id);
    string_view laneName = lane < lanes.pairs.size() ? lanes.pairs[lane].second : string_view();
    size_t person = people.find(sticky.author);
    string_view author = person < people.pairs.size() ? people.pairs[person].second : string_view();
    sequence++;
    if (isCloud) {
      out += sequence > 1 ? ",\n {\"specversion\": \"1.0\", \"id\": " : "\n {\"specversion\": \"1.0\", \"id\": ";
      id(own);
      out += ", \"source\": ";
      quote(out, source);
      out += ", \"type\": ";
      quote(out, type);
      out += ", \"subject\": ";
      quote(out, stream);
      if (!sticky.created.empty()) { out += ", \"time\": "; quote(out, sticky.created); }
      out += ", \"datacontenttype\": \"application/json\", \"sequence\": \"";
      std::string number = std::to_string(sequence);
      out.append(20 - number.size(), '0');
      out += number;
      out += "\", \"correlationid\": ";
      id(space);
      if (event.cause) { out += ", \"causationid\": "; id(cause); }
      attribute(", \"stickyid\": ", sticky.id);
      attribute(", \"text\": ", sticky.text);
      attribute(", \"lane\": ", laneName);
      attribute(", \"aggregate\": ", aggregate);
      attribute(", \"command\": ", event.command ? string_view(command) : string_view());
      attribute(", \"actor\": ", event.actor ? event.actor->text : string_view());
      attribute(", \"policy\": ", event.policy ? event.policy->text : string_view());
      attribute(", \"author\": ", author);
      out += ", \"data\": ";
      data(sticky);
      out += "}";
    } else {
      if (isStore) out += sequence > 1 ? ",\n  {\"event_type\": " : "\n  {\"event_type\": ";
      else out += "{\"event_type\": ";
      quote(out, type);
      out += ", \"data\": ";
      data(sticky);
      out += ", \"event_id\": ";
      id(own);
      out += ", \"sequence\": ";
      out += std::to_string(sequence);
      out += ", \"recorded_at\": ";
      if (sticky.created.empty()) out += "null"; else quote(out, sticky.created);
      out += ", \"stream\": ";
      quote(out, stream);
      out += ", \"metadata\": {\"text\": ";
      quote(out, sticky.text);
      out += ", \"lane\": ";
      quote(out, laneName);
      out += ", \"aggregate\": ";
      if (event.aggregate) quote(out, aggregate); else out += "null";
      out += ", \"command\": ";
      if (event.command) quote(out, command); else out += "null";
      out += ", \"actor\": ";
      optional(event.actor);
      out += ", \"policy\": ";
      optional(event.policy);
      out += ", \"bounded_context\": null, \"hotspots\": [], \"note\": null, \"author\": ";
      if (author.empty()) out += "null"; else quote(out, author);
      out += ", \"sticky_id\": ";
      quote(out, sticky.id);
      out += ", \"causation_id\": ";
      if (event.cause) id(cause); else out += "null";
      out += ", \"correlation_id\": ";
      id(space);
      out += isStore ? "}}" : "}}\n";
    }
    if (out.size() >= 1 << 16) pass();
  }
  if (isStore) out += "\n ]}\n";
  else if (isCloud) out += "\n]\n";
  pass();
  double ms = watch.ms(), cpu = watch.cpu();
  close(file);
  printf("{\"ms\": %.3f, \"cpu_ms\": %.3f, \"bytes\": %zu}\n", ms, cpu, bytes);
  return 0;
}

int main(int count, char **words) {
  string_view call = count > 1 ? words[1] : "";
  if (call == "load" && count == 3) return runLoad(words[2]);
  if (call == "replay" && count == 3) return runReplay(words[2]);
  if (call == "record" && count == 6 && string_view(words[5]) == "board")
    return runRecordBoard(words[2], atof(words[3]));
  if (call == "record" && count == 6)
    return runRecord(words[2], atof(words[3]), atoi(words[4]), string_view(words[5]) == "durable");
  if (call == "export" && count == 5) return runExport(words[2], words[3], words[4]);
  fputs("usage: limit load FILE | replay JOURNAL | record FILE SECONDS GROUP durable|volatile|board | export FILE FORM OUT\n", stderr);
  return 64;
}
