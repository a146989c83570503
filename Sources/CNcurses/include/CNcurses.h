// What Swift cannot import from ncurses and the C library.
//
// NCURSES_WIDECHAR has to be here and not in the build settings: a setting does not reach Swift's
// importer, which would then see another layout of WINDOW and no wide functions at all.
#ifndef SQUALL_CNCURSES_H
#define SQUALL_CNCURSES_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>

#include "Guard.h"

// Casts and shifts hide these from Swift.
static const attr_t sq_bold = A_BOLD;
static const attr_t sq_reverse = A_REVERSE;
static const attr_t sq_underline = A_UNDERLINE;
static const attr_t sq_dim = A_DIM;

/// The window of the whole screen; only the thread that owns the terminal may ask.
static inline WINDOW *sq_screen(void) { return stdscr; }

/// What is known of a terminal before anything is written to it.
struct sq_capabilities {
  /// 1 found, 0 unknown or unusable, -1 no terminal database.
  int found;
  /// Whether the cursor can be placed.
  int has_cursor_addressing;
  /// How many colours there are; -1 where there are none.
  int colours;
  /// Whether colour numbers are red, green and blue.
  int has_direct_colour;
  /// Whether it understands xterm's titles, cursor shapes and clipboard.
  int is_xterm_like;
};

/// Looks up the terminal that TERM names.
struct sq_capabilities sq_lookup(int output);

/// Opens the terminal on standard input and output; null where TERM is not known.
SCREEN *sq_newterm(void);

/// Copies what takes the alternate screen and hides the cursor; returns its length. Only after
/// sq_newterm.
int sq_enter_sequence(char *buffer, int size);

/// Copies what resets colours, shows the cursor and leaves the alternate screen, or the screen of
/// that many rows where there is no other; returns its length. Only after sq_newterm.
int sq_leave_sequence(char *buffer, int size, int rows);

/// The columns of a scalar in the C library's own opinion: 0 to 2, or -1.
int sq_wcwidth(unsigned int scalar);

/// Sets the character type of the locale; whether it is UTF-8 now.
int sq_set_locale(const char *name);

/// A counter that wakes poll(2), close-on-exec and non-blocking; -1 with errno.
int sq_eventfd(void);

/// A file in memory, close-on-exec; -1 with errno.
int sq_memfd(const char *name);

#endif
