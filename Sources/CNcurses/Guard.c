#define _GNU_SOURCE
#include "Guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// One terminal, so one guard. Written by the thread that owns the terminal while `armed` is 0,
// read by handlers only after they have taken `armed`.
static volatile int armed;
static int input_fd, output_fd;
static struct termios saved;
static char leave_bytes[sq_guard_bytes_limit];
static size_t leave_count;
static char note[sq_guard_note_limit];
static volatile size_t note_count;
static volatile int captured_fd = -1, stderr_fd = -1;

// The most of what was written to standard error that is shown afterwards, in bytes.
enum { captured_limit = 65536 };

// How long the loop may leave a signal to end unheard, in milliseconds. Shorter ones are usual:
// the kernel and the shell both send SIGHUP when a window closes.
enum { hearing_time = 1000 };

// How long a terminal that does not read may keep a dying program, in milliseconds.
enum { patience = 200 };

static void write_all(int fd, const char *bytes, size_t count) {
  struct pollfd ready = {.fd = fd, .events = POLLOUT};
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN) {
      if (poll(&ready, 1, patience) <= 0) return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

void sq_guard_release(void) {
  int file = __atomic_exchange_n(&captured_fd, -1, __ATOMIC_SEQ_CST);
  if (file < 0) return;
  int real = stderr_fd;
  dup2(real, STDERR_FILENO);
  close(real);
  struct stat status;
  off_t offset = 0;
  if (fstat(file, &status) == 0 && status.st_size > captured_limit) {
    offset = status.st_size - captured_limit;
  }
  char piece[4096];
  ssize_t count;
  while ((count = pread(file, piece, sizeof piece, offset)) > 0) {
    write_all(STDERR_FILENO, piece, (size_t)count);
    offset += count;
  }
  close(file);
}

int sq_guard_capture(int file) {
  int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real < 0) return -1;
  stderr_fd = real;
  if (dup2(file, STDERR_FILENO) < 0) return -1;
  captured_fd = file;
  return 0;
}

/// The way out of crashes: once, whoever comes first.
static void emergency(void) {
  if (!__atomic_exchange_n(&armed, 0, __ATOMIC_SEQ_CST)) return;
  // Never wait for ever for a terminal that has stopped reading.
  int flags = fcntl(output_fd, F_GETFL);
  fcntl(output_fd, F_SETFL, flags | O_NONBLOCK);
  write_all(output_fd, leave_bytes, leave_count);
  fcntl(output_fd, F_SETFL, flags);
  tcsetattr(input_fd, TCSANOW, &saved);
  sq_guard_release();
}

void sq_guard_arm(int input, int output, const void *attributes, const char *bytes, size_t count) {
  static int is_registered;
  if (!is_registered) is_registered = atexit(emergency) == 0;
  armed = 0;
  input_fd = input;
  output_fd = output;
  memcpy(&saved, attributes, sizeof saved);
  leave_count = count < sizeof leave_bytes ? count : sizeof leave_bytes;
  memcpy(leave_bytes, bytes, leave_count);
  __atomic_store_n(&armed, 1, __ATOMIC_SEQ_CST);
}

int sq_guard_disarm(void) { return __atomic_exchange_n(&armed, 0, __ATOMIC_SEQ_CST); }

void sq_guard_note(const char *text, size_t count) {
  note_count = 0;
  size_t kept = count < sizeof note ? count : sizeof note;
  memcpy(note, text, kept);
  note_count = kept;
}

static const int news[] = {SIGTERM, SIGINT, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { news_count = sizeof news / sizeof *news, crash_count = sizeof crashes / sizeof *crashes };

static struct sigaction before_news[news_count], before_crashes[crash_count];
static struct sigaction before_pipe;
static volatile int pipe_read = -1, pipe_write = -1;
static volatile int unheard;
static volatile long long first_unheard;
// Whether crashes go on to the handler that was there before. The Swift runtime's own one asks
// "Press space to interact" on the terminal for half a minute, so only where somebody has set it up.
static volatile int wants_backtrace;

void sq_die_by(int number) {
  struct sigaction plain = {.sa_handler = SIG_DFL};
  sigaction(number, &plain, NULL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

static long long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void on_news(int number) {
  int error = errno;
  if (number == SIGTERM || number == SIGINT || number == SIGHUP) {
    if (__atomic_fetch_add(&unheard, 1, __ATOMIC_SEQ_CST) == 0) {
      first_unheard = milliseconds();
    } else if (milliseconds() - first_unheard >= hearing_time) {
      // The loop did not hear the first one: it sits in a write, or computes for ever.
      emergency();
      sq_die_by(number);
    }
  }
  char byte = (char)number;
  // A full pipe already holds news enough to wake the loop.
  if (pipe_write >= 0 && write(pipe_write, &byte, 1) < 0) errno = error;
  errno = error;
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  int had_terminal = armed;
  emergency();
  if (had_terminal && note_count > 0) write_all(STDERR_FILENO, note, note_count);
  struct sigaction plain = {.sa_handler = SIG_DFL};
  for (int index = 0; index < crash_count; index++) {
    if (crashes[index] != number) continue;
    sigaction(number, wants_backtrace ? &before_crashes[index] : &plain, NULL);
  }
  errno = error;
  // A fault happens again on return, now to the handler that was there before, or to none.
  // Anything that was sent has to be sent again.
  if (info->si_code <= 0 || number == SIGQUIT) raise(number);
}

static void watch(int number, struct sigaction *before) {
  struct sigaction action = {.sa_handler = on_news, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  sigaction(number, &action, before);
}

int sq_signals_open(void) {
  static char stack[65536];
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  pipe_read = ends[0];
  pipe_write = ends[1];
  unheard = 0;
  wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;

  // Overflowing the stack needs another one for the handler.
  stack_t present;
  if (sigaltstack(NULL, &present) == 0 && present.ss_flags & SS_DISABLE) {
    stack_t mine = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&mine, NULL);
  }

  struct sigaction crash = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&crash.sa_mask);
  for (int index = 0; index < crash_count; index++) {
    sigaction(crashes[index], &crash, &before_crashes[index]);
  }
  for (int index = 0; index < news_count; index++) watch(news[index], &before_news[index]);
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, &before_pipe);

  // A parent may have left signals blocked.
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  return pipe_read;
}

void sq_signals_heard(void) { unheard = 0; }

void sq_signals_close(void) {
  if (pipe_read < 0) return;
  for (int index = 0; index < news_count; index++) sigaction(news[index], &before_news[index], NULL);
  for (int index = 0; index < crash_count; index++) {
    sigaction(crashes[index], &before_crashes[index], NULL);
  }
  sigaction(SIGPIPE, &before_pipe, NULL);
  int writer = pipe_write;
  pipe_write = -1;
  close(writer);
  close(pipe_read);
  pipe_read = -1;
}

void sq_stop_self(void) {
  struct sigaction plain = {.sa_handler = SIG_DFL}, before;
  sigaction(SIGTSTP, &plain, &before);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}
