"""Runs live workshops through squall's host, nats-server and a plain relay in turn, and prints the
table of medians: `collaborate.py SQUALL-BENCH SQUALL RELAY [--rounds N] [--guests 10,50,200]`."""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time


def call(command):
    """The figures of one run; none where the peer is not there."""
    done = subprocess.run(command, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def flushes():
    """Milliseconds that this disk takes to flush 200 bytes, 200 times a second: median and p99."""
    times = []
    with tempfile.NamedTemporaryFile() as file:
        os.pwrite(file.fileno(), bytes(1 << 18), 0)
        os.fsync(file.fileno())
        begin = time.monotonic()
        for number in range(600):
            time.sleep(max(0, begin + number / 200 - time.monotonic()))
            start = time.monotonic()
            os.pwrite(file.fileno(), b"x" * 200, number * 200)
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - start) * 1000)
    times.sort()
    return times[300], times[594]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("squall")
    parser.add_argument("relay")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--guests", default="10,50,200")
    words = parser.parse_args()
    peers = {
        "nats-server": ["--peer", "nats"],
        "squall": ["--peer", "squall", "--program", words.squall],
        "squall, its files in memory": [
            "--peer", "squall", "--program", words.squall, "--folder", "/dev/shm",
        ],
        "relay in C": ["--peer", "relay", "--program", words.relay],
        "relay in C that flushes": ["--peer", "relay", "--program", words.relay, "--flushed"],
    }
    print("A flush of this disk takes {:.2f} ms, at p99 {:.2f} ms.\n".format(*flushes()))
    print("| guests, edits a second | program | p50 | p99 | of nats's p99 | CPU a delivery | memory | the driver's own p99 |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")

    def measured(guests, rate):
        runs = {name: [] for name in peers}
        for _ in range(words.rounds):
            for name, more in peers.items():
                figures = call([
                    words.bench, "collaborate", "--guests", str(guests), "--rate", str(rate),
                    "--seconds", str(words.seconds), *more,
                ])
                if not figures:
                    continue
                if rate and figures["seen"] != rate * words.seconds:
                    raise SystemExit(f"{name} has lost edits: {figures}")
                runs[name].append(figures)
        return {
            name: {
                key: statistics.median(run[key] for run in seen)
                for key in ("p50_ms", "p99_ms", "late_ms", "ops_s", "us_delivery", "rss_mib", "cpu_pct")
            }
            for name, seen in runs.items() if seen
        }

    for guests in (int(text) for text in words.guests.split(",")):
        results = measured(guests, 200)
        base = results.get("nats-server", {}).get("p99_ms")
        for name, one in results.items():
            ratio = f"{one['p99_ms'] / base:.2f}x" if base else ""
            print(
                f"| {guests}, 200 | {name} | {one['p50_ms']:.2f} ms | {one['p99_ms']:.2f} ms | {ratio} | "
                f"{one['us_delivery']:.1f} us | {one['rss_mib']:.0f} MiB | {one['late_ms']:.2f} ms |",
                flush=True,
            )
    print()
    print("| 50 guests, as many as can be | edits a second, seen by all | deliveries a second |")
    print("| --- | ---: | ---: |")
    for name, one in measured(50, 0).items():
        print(f"| {name} | {one['ops_s']:,.0f} | {one['ops_s'] * 50:,.0f} |")
    late = call([words.bench, "collaborate", "--late", "--stickies", "5000", "--program", words.squall])
    print()
    print(f"Who comes late is current on a board of 5,000 stickies after {late['current_ms']:.0f} ms.")


main()
