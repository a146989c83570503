"""Runs squall-bench beside its peers and prints one table of medians and ratios.

    bench.py BENCH LIMIT FRAMES [--stickies N] [--operations N] [--rounds N] [--python PYTHON]

Every row is one workload: the same files, the same run, squall and its peers in turn, so that a
ratio holds when the machine's speed drifts. A ratio is squall's time over the physical limit's:
the same work in C++ with nothing in its way. Below 1 squall is faster.
"""

import argparse
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
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
    import fcntl, struct, termios

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
    parser.add_argument("bench")
    parser.add_argument("limit")
    parser.add_argument("frames")
    parser.add_argument("--stickies", type=int, default=20_000)
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default=sys.executable)
    words = parser.parse_args()
    bench, limit = words.bench, words.limit
    peers = [words.python, os.path.join(HERE, "Peers", "peers.py")]
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        session, journal = os.path.join(folder, "made.json"), os.path.join(folder, "log.journal")
        out, record = os.path.join(folder, "out"), os.path.join(folder, "record.json")
        call([bench, "generate", "session", "--stickies", str(words.stickies), "--seed", "1", "-o", session])
        call([bench, "generate", "log", "--operations", str(words.operations), "--seed", "1", "-o", journal])

        loads = rounds(words.rounds, {
            "limit": lambda: call([limit, "load", session]),
            "squall": lambda: call([bench, "load", session]),
            "orjson": lambda: call(peers + ["load-orjson", session]),
            "Python json": lambda: call(peers + ["load", session]),
        })
        if not loads["limit"]["count"] == loads["squall"]["count"] == words.stickies:
            raise SystemExit("the loads do not agree")
        table.add(f"load {words.stickies:,} stickies", "ms", loads, "ms")

        replays = rounds(words.rounds, {
            "limit": lambda: call([limit, "replay", journal]),
            "squall": lambda: call([bench, "replay", journal]),
            "orjson": lambda: call(peers + ["replay-orjson", journal]),
            "Python json": lambda: call(peers + ["replay", journal]),
        })
        if replays["limit"]["count"] != replays["squall"]["count"]:
            raise SystemExit("the replays do not agree")
        table.add(f"replay {words.operations:,} operations", "ms", replays, "ms")

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
            "limit": lambda: call([limit, "record", out, "1", "1", "volatile"]),
            "squall": lambda: recorded("--volatile", "--writers", "1"),
        })
        table.add("record, not durable", "ops_s", volatile, "/s", more_is_better=True)

        for name, more in (("full pan", []), ("one sticky changes", ["--scene", "edit"])):
            drawn = rounds(words.rounds, {
                **({"limit": lambda: frames([words.frames, str(words.stickies), "300"])} if not more else {}),
                "squall": lambda: frames([bench, "frames", session, "--size", "200x50", "--frames", "300", *more]),
            })
            table.add(f"frame 200x50, {name}", "frame_us", drawn, "us CPU")

        for form in ("store", "ndjson", "cloudevents"):
            exports = rounds(words.rounds, {
                **({"limit": lambda: call([limit, "export", session, out])} if form == "store" else {}),
                "squall": lambda: call([bench, "export", session, "--to", form, "-o", out]),
                **({
                    "orjson": lambda: call(peers + ["export-orjson", session, out]),
                    "Python json": lambda: call(peers + ["export", session, out]),
                } if form == "store" else {}),
            })
            for figures in exports.values():
                figures["rate"] = figures["bytes"] / figures["ms"] / 1000
            table.add(f"export {form}", "rate", exports, "MB/s", more_is_better=True)
    print(table)


main()
