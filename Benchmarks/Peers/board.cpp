// A board in C++ and ncurses with nothing in its way: what start-up and a key cost at the least.
//
//   board [FILE]     reads a session with simdjson, draws the first screen of blocks, pans half a
//                    screen to the right at each key, and leaves at 'q'
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <simdjson.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct Sticky {
  std::string_view id, kind, text, lane, at, row;
};

static const int kWidth = 14, kHeight = 4;

/// The characters of a text as ncurses takes them; beyond ASCII one cell each is enough here.
static std::wstring wide(std::string_view text) {
  std::wstring made;
  for (size_t i = 0; i < text.size(); i++) {
    unsigned char c = text[i];
    if (c < 0x80) made += wchar_t(c);
    else if ((c & 0xC0) == 0xC0) made += L'?';
  }
  return made;
}

static void draw(const std::vector<Sticky> &stickies, size_t first) {
  std::vector<cchar_t> row(size_t(COLS) + 0);
  int lines = LINES / (kHeight + 1);
  for (int y = 0; y < LINES; y++) {
    for (int x = 0; x < COLS; x++) {
      size_t place = size_t(x / kWidth) + first;
      size_t index = place * size_t(lines) + size_t(y / (kHeight + 1));
      int inside = x % kWidth, line = y % (kHeight + 1);
      wchar_t text[2] = {L' ', 0};
      short pair = 0;
      if (index < stickies.size() && inside < kWidth - 1 && line < kHeight) {
        pair = short(1 + stickies[index].kind.size() % 4);
        static thread_local size_t cached = size_t(-1);
        static thread_local std::wstring words;
        if (cached != index) { words = wide(stickies[index].text); cached = index; }
        size_t at = size_t(inside + line * (kWidth - 1));
        if (at < words.size()) text[0] = words[at];
      }
      setcchar(&row[size_t(x)], text, A_NORMAL, pair, nullptr);
    }
    mvadd_wchnstr(y, 0, row.data(), COLS);
  }
  refresh();
}

int main(int count, char **words) {
  setlocale(LC_ALL, "C.UTF-8");
  simdjson::padded_string bytes;
  simdjson::dom::parser parser;
  std::vector<Sticky> stickies;
  std::unordered_map<std::string_view, size_t> index;
  if (count > 1) {
    bytes = simdjson::padded_string::load(words[1]).value();
    auto document = parser.parse(bytes).value();
    for (auto element : document["stickies"].get_array()) {
      Sticky sticky;
      for (auto [key, value] : element.get_object()) {
        std::string_view text;
        if (value.is_string()) text = value.get_string().value();
        if (key == "id") sticky.id = text;
        else if (key == "kind") sticky.kind = text;
        else if (key == "text") sticky.text = text;
        else if (key == "lane") sticky.lane = text;
        else if (key == "at") sticky.at = text;
        else if (key == "row") sticky.row = text;
      }
      index[sticky.id] = stickies.size();
      stickies.push_back(sticky);
    }
  }
  if (!newterm(nullptr, stdout, stdin)) return 69;
  start_color();
  const short colours[] = {214, 63, 177, 29};
  for (short i = 0; i < 4; i++) init_pair(short(i + 1), COLOR_BLACK, colours[i]);
  raw();
  noecho();
  size_t first = 0;
  draw(stickies, first);
  for (int key; (key = getch()) != 'q' && key != ERR;) {
    first += size_t(COLS / kWidth / 2);
    draw(stickies, first);
  }
  endwin();
  return 0;
}
