// The physical limit of squall's workloads: the same work in C++, with nothing in its way.
//
//   limit load FILE            simdjson, zero-copy texts, an index by id
//   limit replay JOURNAL       simdjson, and a fold into structs
//   limit record FILE T K W    K writers' lines a flush for T seconds, durable or volatile
//   limit export FILE OUT      the store format, written by hand
//
// Each prints one JSON line like squall-bench, with its own monotonic time around the work.
#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using Clock = std::chrono::steady_clock;
using std::string_view;

static double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

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
  auto start = Clock::now();
  Board board;
  load(board, path);
  double ms = milliseconds(start);
  long votes = 0;
  for (auto &sticky : board.stickies) votes += sticky.votes;
  printf("{\"ms\": %.3f, \"count\": %zu, \"votes\": %ld}\n", ms, board.stickies.size(), votes);
  return 0;
}

/// The payloads of a journal: what stands behind checksum and length in each line.
static std::vector<string_view> payloads(string_view bytes) {
  std::vector<string_view> lines;
  size_t place = 0;
  while (place + 20 < bytes.size() && bytes[place] != 0) {
    size_t digits = place + 17, length = 0;
    while (digits < bytes.size() && bytes[digits] >= '0' && bytes[digits] <= '9')
      length = length * 10 + size_t(bytes[digits++] - '0');
    if (digits + 1 + length >= bytes.size()) break;
    lines.push_back(bytes.substr(digits + 1, length));
    place = digits + 1 + length + 1;
  }
  return lines;
}

static int runReplay(const char *path) {
  auto start = Clock::now();
  auto bytes = simdjson::padded_string::load(path).value();
  simdjson::dom::parser parser;
  std::vector<Sticky> stickies;
  std::unordered_map<std::string, size_t> index;
  std::vector<std::string> texts;
  double fold = 0;
  size_t count = 0;
  for (auto line : payloads(string_view(bytes.data(), bytes.size()))) {
    auto parsed = parser.parse(line.data(), line.size(), false);
    simdjson::dom::object change;
    if (parsed["change"].get_object().get(change)) continue;
    auto before = Clock::now();
    string_view name = change["change"].get_string().value();
    string_view id;
    if (change["id"].get_string().get(id)) id = "";
    count++;
    if (name == "stickyAdded") {
      Sticky sticky;
      take(sticky, change);
      index[std::string(id)] = stickies.size();
      stickies.push_back(std::move(sticky));
    } else if (auto found = index.find(std::string(id)); found != index.end()) {
      auto &sticky = stickies[found->second];
      string_view text;
      if (name == "stickyReworded") { if (!change["text"].get_string().get(text)) sticky.text = text; }
      else if (name == "stickyMoved") { if (!change["at"].get_string().get(text)) sticky.at = text; }
      else if (name == "voteCast") { int64_t n; if (!change["count"].get_int64().get(n)) sticky.votes += n; }
      else if (name == "stickyRemoved") { sticky.alive = false; index.erase(found); }
    }
    fold += std::chrono::duration<double, std::milli>(Clock::now() - before).count();
  }
  printf("{\"ms\": %.3f, \"fold_ms\": %.3f, \"count\": %zu}\n", milliseconds(start), fold, index.size());
  return count == 0;
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

static int runExport(const char *path, const char *target) {
  Board board;
  load(board, path);
  auto start = Clock::now();
  FILE *file = fopen(target, "w");
  std::string out = "{\"format\": \"squall-store\", \"version\": 1, \"events\": [\n";
  size_t bytes = 0, sequence = 0;
  for (auto &sticky : board.stickies) {
    if (sticky.kind != "domainEvent" || sticky.inbox || sticky.tentative) continue;
    out += sequence++ ? ",\n {\"event_type\": " : " {\"event_type\": ";
    quote(out, sticky.text);
    out += ", \"data\": {";
    bool first = true;
    for (auto &[name, value] : sticky.fields) {
      if (!first) out += ", ";
      first = false;
      quote(out, name);
      out += ": ";
      out += value;
    }
    out += "}, \"event_id\": \"00000000-0000-5000-8000-000000000000\", \"sequence\": ";
    out += std::to_string(sequence);
    out += ", \"recorded_at\": ";
    quote(out, sticky.created);
    out += ", \"stream\": \"order-O001\", \"metadata\": {\"text\": ";
    quote(out, sticky.text);
    out += ", \"lane\": ";
    quote(out, sticky.lane);
    out += ", \"aggregate\": null, \"command\": null, \"actor\": null, \"policy\": null, "
           "\"bounded_context\": null, \"hotspots\": [], \"note\": null, \"author\": ";
    quote(out, sticky.author);
    out += ", \"sticky_id\": ";
    quote(out, sticky.id);
    out += ", \"causation_id\": null, \"correlation_id\": \"00000000-0000-5000-8000-000000000000\"}}";
    if (out.size() > 1 << 18) { bytes += fwrite(out.data(), 1, out.size(), file); out.clear(); }
  }
  out += "\n]}\n";
  bytes += fwrite(out.data(), 1, out.size(), file);
  fclose(file);
  printf("{\"ms\": %.3f, \"bytes\": %zu}\n", milliseconds(start), bytes);
  return 0;
}

int main(int count, char **words) {
  string_view call = count > 1 ? words[1] : "";
  if (call == "load" && count == 3) return runLoad(words[2]);
  if (call == "replay" && count == 3) return runReplay(words[2]);
  if (call == "record" && count == 6)
    return runRecord(words[2], atof(words[3]), atoi(words[4]), string_view(words[5]) == "durable");
  if (call == "export" && count == 4) return runExport(words[2], words[3]);
  fputs("usage: limit load FILE | replay JOURNAL | record FILE SECONDS GROUP durable|volatile | export FILE OUT\n", stderr);
  return 64;
}
