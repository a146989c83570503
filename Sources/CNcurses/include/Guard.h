// Gives the terminal back, whatever ends the program. In C, because it runs in signal handlers,
// where nothing may allocate, lock or be initialised on first use.
#ifndef SQUALL_GUARD_H
#define SQUALL_GUARD_H

#include <stddef.h>

enum { sq_guard_bytes_limit = 512, sq_guard_note_limit = 2048 };

/// From now on a crash, exit() or a signal to end after one that nobody heard gives the terminal back: writes the
/// bytes to the output and sets the attributes of the input (a struct termios, unnamed here, or
/// Swift would take it for a type of this module). Too many bytes are cut.
void sq_guard_arm(int input, int output, const void *attributes, const char *bytes, size_t count);

/// Nothing to give back any more; whether there was.
int sq_guard_disarm(void);

/// What a crash says after the terminal is given back.
void sq_guard_note(const char *text, size_t count);

/// Collects what is written to standard error in a file; 0, or -1 with errno.
int sq_guard_capture(int file);

/// Ends the collecting: standard error is what it was, and gets what was collected.
void sq_guard_release(void);

/// Installs the handlers: signals to end, WINCH, TSTP and CONT are written as bytes to a pipe,
/// whose reading end this returns; crashes give the terminal back and then do what they did
/// before. -1 with errno.
int sq_signals_open(void);

/// What was heard of signals to end is dealt with: the next one counts as the first again.
void sq_signals_heard(void);

/// Puts back the handlers that were there and closes the pipe.
void sq_signals_close(void);

/// Stops the process as Ctrl-Z does; returns when it goes on.
void sq_stop_self(void);

/// Ends the process by a signal, so that its parent sees the cause.
void sq_die_by(int number);

#endif
