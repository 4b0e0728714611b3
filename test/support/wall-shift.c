/*
 * Preloaded into node and redis-server: adds to every reading of the wall clock the seconds that
 * stand as text in the file named by WALL_SHIFT. Monotonic clocks stay right, as they do when
 * somebody sets a machine's date. Asks the kernel itself, so that no allocator is called from here.
 * Build: cc -shared -fPIC -o wall-shift.so wall-shift.c
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* A copy: redis-server writes its title over the environment that it was started with. */
static char shift_file[PATH_MAX];

__attribute__((constructor)) static void look(void) {
  const char *name = getenv("WALL_SHIFT");
  if (name) strncpy(shift_file, name, sizeof shift_file - 1);
}

static long long shift(void) {
  char text[32] = {0};
  int fd;
  if (!shift_file[0]) return 0;
  fd = (int)syscall(SYS_openat, AT_FDCWD, shift_file, O_RDONLY);
  if (fd < 0) return 0;
  if (syscall(SYS_read, fd, text, sizeof text - 1) < 0) text[0] = '\0';
  syscall(SYS_close, fd);
  return atoll(text);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += shift();
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec exact;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *now) {
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return (time_t)-1;
  if (now) *now = exact.tv_sec;
  return exact.tv_sec;
}
