#define _GNU_SOURCE
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <term.h>
#include <wchar.h>

static const char *string_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

struct sq_capabilities sq_lookup(int output) {
  struct sq_capabilities result = {0, 0, -1, 0, 0};
  int error = 0;
  if (setupterm(NULL, output, &error) != OK) {
    result.found = error < 0 ? -1 : 0;
    return result;
  }
  result.found = 1;
  result.has_cursor_addressing = string_capability("cup") != NULL;
  result.colours = tigetnum("colors");
  result.has_direct_colour = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 ||
                             string_capability("RGB") != NULL;
  result.is_xterm_like = tigetflag("XT") > 0;
  del_curterm(cur_term);
  return result;
}

SCREEN *sq_newterm(void) {
  // The size is the terminal's own, not what LINES and COLUMNS were when the shell started.
  use_env(FALSE);
  use_tioctl(TRUE);
  return newterm(NULL, stdout, stdin);
}

static int append(char *buffer, int size, int length, const char *value) {
  int count = value == NULL ? 0 : (int)strlen(value);
  // Padding like $<5> is for tputs; such terminals do without.
  if (count == 0 || strstr(value, "$<") != NULL || length + count > size) return length;
  memcpy(buffer + length, value, (size_t)count);
  return length + count;
}

int sq_enter_sequence(char *buffer, int size) {
  int length = append(buffer, size, 0, string_capability("smcup"));
  return append(buffer, size, length, string_capability("civis"));
}

int sq_leave_sequence(char *buffer, int size, int rows) {
  static const char *const names[] = {"op", "sgr0", "cnorm", "rmcup"};
  int length = 0;
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
    length = append(buffer, size, length, string_capability(names[index]));
  }
  if (string_capability("rmcup") != NULL) return length;
  // No other screen to go back to: the shell goes on below this one.
  length = append(buffer, size, length, tparm(string_capability("cup"), rows - 1, 0));
  return append(buffer, size, length, "\r\n");
}

int sq_wcwidth(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

int sq_set_locale(const char *name) {
  if (setlocale(LC_CTYPE, name) == NULL) return 0;
  const char *codeset = nl_langinfo(CODESET);
  return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

int sq_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int sq_memfd(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
