"""What people would use instead, on the same files: Python's json, orjson, SQLite.

    peers.py load FILE | load-orjson FILE | replay JOURNAL | record-sqlite FILE SECONDS | export FILE OUT
"""

import json
import sqlite3
import sys
import time


def report(**figures):
    print(json.dumps(figures))


def times(start, processor):
    return {"ms": (time.perf_counter() - start) * 1000, "cpu_ms": (time.process_time() - processor) * 1000}


def load(path, parse):
    start, processor = time.perf_counter(), time.process_time()
    with open(path, "rb") as file:
        document = parse(file.read())
    index = {sticky["id"]: sticky for sticky in document["stickies"]}
    votes = sum(sum(sticky.get("votes", {}).values()) for sticky in index.values())
    report(**times(start, processor), count=len(index), votes=votes)


def replay(path, parse):
    start, processor = time.perf_counter(), time.process_time()
    board = {}
    with open(path, "rb") as file:
        for line in file:
            line = line.split(b"\0", 1)[0]
            if len(line) < 20:
                continue
            entry = parse(line[17:].split(b" ", 1)[1])
            change = entry.get("change")
            if change is None:
                continue
            name, sticky = change["change"], change.get("id")
            if name == "stickyAdded":
                board[sticky] = change
            elif name == "stickyRemoved":
                board.pop(sticky, None)
            elif sticky in board:
                board[sticky].update(change)
    report(**times(start, processor), count=len(board))


def record_sqlite(path, seconds):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE log(sequence INTEGER PRIMARY KEY, line TEXT)")
    line, count, waits = "x" * 200, 0, []
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        before = time.perf_counter()
        database.execute("INSERT INTO log(line) VALUES (?)", (line,))
        waits.append(time.perf_counter() - before)
        count += 1
    elapsed = time.perf_counter() - start
    waits.sort()
    report(ops_s=count / elapsed, p50_us=waits[len(waits) // 2] * 1e6, p99_us=waits[len(waits) * 99 // 100] * 1e6, n=count)


def export(path, target, dump):
    with open(path, "rb") as file:
        document = json.load(file)
    start, processor = time.perf_counter(), time.process_time()
    events = [
        {
            "event_type": sticky["text"], "data": sticky.get("fields", {}), "event_id": sticky["id"],
            "sequence": number, "recorded_at": sticky.get("createdAt"), "stream": "order-O001",
            "metadata": {"text": sticky["text"], "lane": sticky.get("lane"), "author": sticky.get("by"),
                         "sticky_id": sticky["id"]},
        }
        for number, sticky in enumerate(
            (s for s in document["stickies"] if s["kind"] == "domainEvent" and "at" in s), 1)
    ]
    data = dump({"format": "squall-store", "version": 1, "events": events})
    with open(target, "wb") as file:
        file.write(data)
    report(**times(start, processor), bytes=len(data))


def main(words):
    if words[:1] in (["load-orjson"], ["replay-orjson"], ["export-orjson"]):
        import orjson

        parse, dump = orjson.loads, orjson.dumps
    else:
        parse, dump = json.loads, lambda value: json.dumps(value).encode()
    match words:
        case ["load" | "load-orjson", path]:
            load(path, parse)
        case ["replay" | "replay-orjson", path]:
            replay(path, parse)
        case ["record-sqlite", path, seconds]:
            record_sqlite(path, float(seconds))
        case ["export" | "export-orjson", path, target]:
            export(path, target, dump)
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
