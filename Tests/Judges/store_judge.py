"""Judges an export in store format as a plain Python program would take it.

    python store_judge.py EXPORT [SESSION]

An event store that knows only `event_type` and `data` records every event as it is, prints the
recorded types, and compares each event's data with the fields of its sticky in the session file,
character by character and exactly as decimal numbers. EXPORT may also be one event a line.
"""

import json
import pathlib
import sys
import uuid
from decimal import Decimal


class DomainEvent:
    def __init__(self, event_type, data):
        self.event_type = event_type
        self.data = data


class EventStore:
    def __init__(self):
        self.events = []

    def record(self, event):
        self.events.append(event)

    def __str__(self):
        return f"Recorded events: {[event.event_type for event in self.events]}"


class Number(str):
    """A number as the characters it was written with."""

    def __eq__(self, other):
        return type(other) is Number and str(self) == str(other) and Decimal(self) == Decimal(other)

    __hash__ = str.__hash__


def load(text):
    """JSON with numbers as written and the members of objects in their order, each once."""

    def members(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), f"a key is there twice: {names}"
        return dict(pairs)

    return json.loads(text, parse_int=Number, parse_float=Number, object_pairs_hook=members)


def events_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [load(line) for line in text.splitlines()]
    document = load(text)
    return document if isinstance(document, list) else document["events"]


def same(left, right):
    """Whether two values are the same, with objects in the same order."""
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and left == right


def judge(events, session):
    store = EventStore()
    for event in events:
        store.record(DomainEvent(event["event_type"], event["data"]))
    stickies = {sticky["id"]: sticky for sticky in session.get("stickies", [])}
    for sequence, event in enumerate(events, start=1):
        assert event["sequence"] == Number(sequence), f"event {sequence} has {event['sequence']}"
        assert uuid.UUID(event["event_id"]).version == 5
        if session:
            fields = stickies[event["metadata"]["sticky_id"]].get("fields", {})
            assert same(event["data"], fields), f"{event['data']} is not {fields}"
            namespace = uuid.uuid5(uuid.NAMESPACE_URL, "squall:session/" + session["id"])
            expected = uuid.uuid5(namespace, event["metadata"]["sticky_id"])
            assert event["event_id"] == str(expected), "the event's id is another one"
            assert event["metadata"]["correlation_id"] == str(namespace)
    return store


if __name__ == "__main__":
    export = pathlib.Path(sys.argv[1])
    session = load(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")) if sys.argv[2:] else {}
    print(judge(events_of(export), session))
