// A board of blocks panned by C and ncurses alone: what a frame costs at the least this way.
//
//   frames STICKIES FRAMES     draws to the terminal it is given, reports on descriptor 3
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

static double cpu_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

int main(int count, char **words) {
  if (count != 3) return 64;
  int stickies = atoi(words[1]), frames = atoi(words[2]);
  setlocale(LC_ALL, "C.UTF-8");
  if (!newterm(NULL, stdout, stdin)) return 69;
  start_color();
  const short colours[] = {214, 63, 177, 29};
  for (short i = 0; i < 4; i++) init_pair(i + 1, COLOR_BLACK, colours[i]);
  int rows = LINES, columns = COLS, width = 14, height = 4;
  cchar_t *row = calloc((size_t)columns, sizeof(cchar_t));
  double *costs = calloc((size_t)frames, sizeof(double));
  const wchar_t *words_on_it = L" E Order 4711 sent to the warehouse today ";
  for (int frame = 0; frame < frames; frame++) {
    double before = cpu_us();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int place = x + frame, block = place / width, inside = place % width, line = y % (height + 1);
        int pair = 0;
        wchar_t text[2] = {L' ', 0};
        if (inside < width - 1 && line < height && block * (rows / (height + 1)) < stickies) {
          pair = 1 + (block + y / (height + 1)) % 4;
          text[0] = words_on_it[(inside + line * (width - 1)) % 42];
        }
        setcchar(&row[x], text, A_NORMAL, (short)pair, NULL);
      }
      mvadd_wchnstr(y, 0, row, columns);
    }
    wnoutrefresh(stdscr);
    doupdate();
    costs[frame] = cpu_us() - before;
  }
  endwin();
  qsort(costs, (size_t)frames, sizeof(double), compare);
  dprintf(3, "{\"frame_us\": %.1f, \"p99_us\": %.1f, \"frames\": %d}\n", costs[frames / 2],
          costs[frames * 99 / 100], frames);
  return 0;
}
