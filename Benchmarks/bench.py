"""Runs squall-bench beside its peers and prints one table of medians and ratios.

    bench.py SQUALL BENCH PEERS [--stickies N] [--operations N] [--rounds N] [--python PYTHON]

Every row is one workload: the same files, the same run, squall and its peers in turn, so that a
ratio holds when the machine's speed drifts. A ratio is squall's time over the physical limit's:
the same work in C++ with nothing in its way. Below 1 squall is faster. Where the work is done by
the processor alone, its time counts and not the clock's, which neighbours stretch.
"""

import argparse
import fcntl
import json
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def call(command, **options):
    """The figures that one run prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, **options)
    return json.loads(done.stdout.splitlines()[-1])


def frames(command):
    """The figures of a program that draws: it gets a terminal of 200x50 and reports on 3."""
    read, write = os.pipe()
    child, terminal = pty.fork()
    if child == 0:
        os.dup2(write, 3)
        os.environ.update(TERM="xterm-256color", LINES="50", COLUMNS="200")
        os.execvp(command[0], command)
    os.close(write)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    count = 0
    while True:
        try:
            chunk = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not chunk:
            break
        count += len(chunk)
    report = os.read(read, 1 << 16)
    os.close(read)
    os.close(terminal)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise SystemExit(f"{command[0]} failed")
    return json.loads(report)


QUIET = 0.2  # seconds without a byte: what was being drawn is complete
KEYS = 40


def burst(terminal, patience):
    """When the last byte of a burst came, and how many there were; none within the patience."""
    last, count = None, 0
    while True:
        ready, _, _ = select.select([terminal], [], [], QUIET if last else patience)
        if not ready:
            return last, count
        count += len(os.read(terminal, 1 << 16))
        last = time.perf_counter()


def screen(command, leave, keys):
    """How long a program takes to its first complete frame, and from a key to the next one.

    Each byte is stamped when it comes out of the terminal; nothing is emulated meanwhile.
    """
    terminal, inside = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", LINES="50", COLUMNS="200")

    def own():
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside, preexec_fn=own,
                             env=environment)
    os.close(inside)
    drawn, _ = burst(terminal, 10)
    if drawn is None:
        raise SystemExit(f"{command[0]} drew nothing")
    waits, counts = [], []
    for _ in range(keys):
        before = time.perf_counter()
        os.write(terminal, b"\x04")
        after, count = burst(terminal, 1)
        if after is not None:
            waits.append((after - before) * 1000)
            counts.append(count)
    os.write(terminal, leave)
    child.wait()
    os.close(terminal)
    figures = {"start_ms": (drawn - start) * 1000}
    if waits:
        figures |= {"key_ms": statistics.median(waits), "key_bytes": statistics.median(counts)}
    return figures


def rounds(count, contenders):
    """Median figures of each contender, all of them in turn in every round."""
    seen = {name: [] for name in contenders}
    for _ in range(count):
        for name, run in contenders.items():
            try:
                seen[name].append(run())
            except (subprocess.CalledProcessError, FileNotFoundError):
                pass
    return {
        name: {
            key: statistics.median(run[key] for run in runs)
            for key in runs[0]
            if all(isinstance(run.get(key), (int, float)) for run in runs)
        }
        for name, runs in seen.items()
        if runs
    }


class Table:
    def __init__(self):
        self.rows = []

    def add(self, workload, figure, results, unit, limit="limit", more_is_better=False):
        base = results.get(limit, {}).get(figure)
        for name, figures in results.items():
            value = figures.get(figure)
            if value is None:
                continue
            ratio = None
            if base:
                ratio = base / value if more_is_better else value / base
            self.rows.append((workload, name, f"{value:,.1f} {unit}", "" if ratio is None else f"{ratio:.2f}x"))

    def __str__(self):
        head = ("workload", "program", "median", "of the limit's time")
        lines = ["| " + " | ".join(head) + " |", "| --- | --- | ---: | ---: |"]
        previous = None
        for workload, *rest in self.rows:
            lines.append("| " + " | ".join(["" if workload == previous else workload, *rest]) + " |")
            previous = workload
        return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("squall")
    parser.add_argument("bench")
    parser.add_argument("peers", help="the folder of the programs made of Peers/")
    parser.add_argument("--stickies", type=int, default=20_000)
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default=sys.executable)
    words = parser.parse_args()
    bench, limit, still, board = (words.bench, *(
        os.path.join(words.peers, name) for name in ("limit", "frames", "board")))
    peers = [words.python, os.path.join(HERE, "Peers", "peers.py")]
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        session, journal = os.path.join(folder, "made.json"), os.path.join(folder, "log.journal")
        full = os.path.join(folder, "full.json")
        out, record = os.path.join(folder, "out"), os.path.join(folder, "record.json")
        call([bench, "generate", "session", "--stickies", str(words.stickies), "--seed", "1", "-o", session])
        # A board as full as a screen is: ten stickies at each position, in all lanes.
        call([bench, "generate", "session", "--stickies", str(words.stickies), "--deep", "10", "--seed", "1", "-o", full])
        call([bench, "generate", "log", "--operations", str(words.operations), "--seed", "1", "-o", journal])

        loads = rounds(words.rounds, {
            "limit": lambda: call([limit, "load", session]),
            "squall": lambda: call([bench, "load", session]),
            "orjson": lambda: call(peers + ["load-orjson", session]),
            "Python json": lambda: call(peers + ["load", session]),
        })
        if not loads["limit"]["count"] == loads["squall"]["count"] == words.stickies:
            raise SystemExit("the loads do not agree")
        table.add(f"load {words.stickies:,} stickies", "cpu_ms", loads, "ms CPU")

        replays = rounds(words.rounds, {
            "limit": lambda: call([limit, "replay", journal]),
            "squall": lambda: call([bench, "replay", journal]),
            "orjson": lambda: call(peers + ["replay-orjson", journal]),
            "Python json": lambda: call(peers + ["replay", journal]),
        })
        if any(replays["limit"][what] != replays["squall"][what] for what in ("count", "votes")):
            raise SystemExit("the replays do not agree")
        table.add(f"replay {words.operations:,} operations", "cpu_ms", replays, "ms CPU")
        table.add("of it the fold", "fold_ms", {"squall": replays["squall"]}, "ms CPU")

        def recorded(*extra):
            for path in (record, record[:-5] + ".journal", record[:-5] + ".lock"):
                if os.path.exists(path):
                    os.unlink(path)
            return call([bench, "record", record, "--seconds", "1", *extra])

        def sqlite():
            path = os.path.join(folder, f"{time.monotonic_ns()}.db")
            return call(peers + ["record-sqlite", path, "1"])

        for writers in (1, 16):
            durable = rounds(words.rounds, {
                "limit": lambda: call([limit, "record", out, "1", str(writers), "durable"]),
                "squall": lambda: recorded("--durable", "--writers", str(writers)),
                **({"SQLite, WAL, FULL": sqlite} if writers == 1 else {}),
            })
            table.add(f"record, durable, {writers} waiting", "ops_s", durable, "/s", more_is_better=True)
        volatile = rounds(words.rounds, {
            "limit": lambda: call([limit, "record", out, "1", "1", "board"]),
            "squall": lambda: recorded("--volatile", "--writers", "1"),
            "a bare write": lambda: call([limit, "record", out, "1", "1", "volatile"]),
        })
        table.add("record, handed over, not flushed", "p50_us", volatile, "us an edit")

        for name, more in (("full pan", []), ("one sticky changes", ["--scene", "edit"])):
            drawn = rounds(words.rounds, {
                **({"limit": lambda: frames([still, str(words.stickies), "300"])} if not more else {}),
                "squall": lambda: frames([bench, "frames", full, "--size", "200x50", "--frames", "300", *more]),
            })
            table.add(f"frame 200x50, {name}", "frame_us", drawn, "us CPU")

        for form in ("store", "ndjson", "cloudevents"):
            limited, squalled = os.path.join(folder, "limited"), os.path.join(folder, "squalled")
            exports = rounds(words.rounds, {
                "limit": lambda: call([limit, "export", session, form, limited]),
                "squall": lambda: call([bench, "export", session, "--to", form, "-o", squalled]),
                **({
                    "orjson": lambda: call(peers + ["export-orjson", session, out]),
                    "Python json": lambda: call(peers + ["export", session, out]),
                } if form == "store" else {}),
            })
            with open(limited, "rb") as one, open(squalled, "rb") as other:
                if one.read() != other.read():
                    raise SystemExit("the exports do not agree")
            for figures in exports.values():
                figures["rate"] = figures["bytes"] / figures["cpu_ms"] / 1000
            table.add(f"export {form}", "rate", exports, "MB/s CPU", more_is_better=True)

        empty = os.path.join(folder, "empty.json")
        subprocess.run([words.squall, "new", empty, "--title", "Empty"], check=True)
        for name, file, bare in (("empty", empty, []), (f"{words.stickies:,} stickies", full, [full])):
            keys = KEYS if bare else 0
            screens = rounds(words.rounds, {
                "limit": lambda: screen([board, *bare], b"q", keys),
                "squall": lambda: screen([words.squall, "open", "--read-only", file], b"Q", keys),
            })
            table.add(f"start to first frame, {name}", "start_ms", screens, "ms")
        table.add("key to frame, half a screen on", "key_ms", screens, "ms")
        table.add("its bytes", "key_bytes", screens, "B")
    print(table)


if __name__ == "__main__":
    main()
