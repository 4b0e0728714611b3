/*
 * A character device with a program behind it: says the name of a fresh pseudo terminal on stderr, then
 * carries what is written to it to stdout, and stdin to whoever reads it. Ends with stdin: the device
 * is then gone, as when a printer is unplugged. Build: cc -o pty pty.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static int carry(int from, int to) {
  char bytes[4096];
  ssize_t got = read(from, bytes, sizeof bytes);
  if (got <= 0) return 0;
  for (ssize_t sent = 0; sent < got;) {
    ssize_t put = write(to, bytes + sent, (size_t)(got - sent));
    if (put < 0 && errno != EINTR) return 0;
    if (put > 0) sent += put;
  }
  return 1;
}

int main(void) {
  int ours = posix_openpt(O_RDWR | O_NOCTTY);
  if (ours < 0 || grantpt(ours) < 0 || unlockpt(ours) < 0) return 1;
  /* Held open, so that the device outlives each of its readers. */
  int theirs = open(ptsname(ours), O_RDWR | O_NOCTTY);
  struct termios line;
  if (theirs < 0 || tcgetattr(theirs, &line) < 0) return 1;
  cfmakeraw(&line);
  tcsetattr(theirs, TCSANOW, &line);
  fprintf(stderr, "%s\n", ptsname(ours));
  struct pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {ours, POLLIN, 0}};
  for (;;) {
    if (poll(ends, 2, -1) < 0) return 1;
    if (ends[0].revents && !carry(STDIN_FILENO, ours)) return 0;
    if (ends[1].revents & POLLIN && !carry(ours, STDOUT_FILENO)) return 0;
  }
}
