#define _GNU_SOURCE
// The plainest thing that could do: every line that a guest sends goes to all guests.
// One thread, no order beyond arrival, nothing kept. Prints its port.
//
// With a file's name it keeps what it relays: lines are written into room made beforehand and
// flushed before anybody gets them. That is the least that who keeps all can do on this disk.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 4096, CHUNK = 1 << 16 };

struct guest { int fd, used, size, pending; char *in, *out; };
static struct guest guests[MOST];
static int count;

static void push(struct guest *g, const char *bytes, int length) {
  if (g->pending == 0) {
    int sent = send(g->fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) sent = 0;
    bytes += sent;
    length -= sent;
  }
  if (length == 0) return;
  if (g->pending + length > g->size) {
    g->size = (g->pending + length) * 2;
    g->out = realloc(g->out, g->size);
  }
  memcpy(g->out + g->pending, bytes, length);
  g->pending += length;
}

static void drain(struct guest *g) {
  int sent = send(g->fd, g->out, g->pending, MSG_NOSIGNAL);
  if (sent <= 0) return;
  memmove(g->out, g->out + sent, g->pending - sent);
  g->pending -= sent;
}

static int kept = -1;
static off_t room;

// Room that is written once, so that a flush later has no blocks to hand out.
static int make_room(const char *path) {
  static char zeros[1 << 20];
  kept = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  for (int i = 0; i < 256; i++)
    if (write(kept, zeros, sizeof zeros) != sizeof zeros) return 0;
  return fsync(kept) == 0;
}

static void keep(const char *bytes, int length) {
  if (pwrite(kept, bytes, length, room) != length || fdatasync(kept)) exit(1);
  room += length;
}

int main(int words, char **word) {
  if (words > 1 && !make_room(word[1])) return 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poll = epoll_create1(0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (void *)&address, length) || listen(listener, 1024)) return 1;
  getsockname(listener, (void *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = MOST}, events[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int ready = epoll_wait(poll, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.u32 == MOST) {
        int fd = accept4(listener, 0, 0, SOCK_NONBLOCK), one = 1;
        if (fd < 0 || count == MOST) continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        guests[count] = (struct guest){.fd = fd, .in = malloc(CHUNK)};
        event = (struct epoll_event){.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.u32 = count++};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
        continue;
      }
      struct guest *g = &guests[events[i].data.u32];
      if (events[i].events & EPOLLOUT && g->pending) drain(g);
      if (!(events[i].events & EPOLLIN)) continue;
      for (;;) {
        int taken = recv(g->fd, g->in + g->used, CHUNK - g->used, 0);
        if (taken <= 0) break;
        g->used += taken;
        char *end = memrchr(g->in, '\n', g->used);
        if (!end) continue;
        int whole = end + 1 - g->in;
        if (kept >= 0) keep(g->in, whole);
        for (int other = 0; other < count; other++) push(&guests[other], g->in, whole);
        memmove(g->in, g->in + whole, g->used - whole);
        g->used -= whole;
      }
    }
  }
}
