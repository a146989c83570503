"""Judges exported CloudEvents by the official schema and the official SDK.

    python cloudevents_judge.py FILE...

A file is a JSON array, or one event a line where its name ends in .jsonl. Prints one line a file;
ends with 1 at the first thing that is wrong.
"""

import json
import pathlib
import re
import sys

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft7Validator, FormatChecker

SCHEMA = pathlib.Path(__file__).with_name("cloudevents-1.0.2.schema.json")
ATTRIBUTE = re.compile(r"[a-z0-9]{1,20}\Z")
KNOWN = {"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"}


def events_of(path):
    """The events of a file, each as its bytes."""
    if path.suffix == ".jsonl":
        return path.read_bytes().splitlines()
    batch = json.loads(path.read_bytes())
    assert isinstance(batch, list), "a batch is an array"
    return [json.dumps(event, ensure_ascii=False).encode() for event in batch]


def judge(path):
    schema = json.loads(SCHEMA.read_bytes())
    validator = Draft7Validator(schema, format_checker=FormatChecker(["date-time", "uri-reference"]))
    seen, sequences = set(), []
    for line in events_of(path):
        raw = json.loads(line)
        validator.validate(raw)
        event = JSONFormat().read(CloudEvent, line)
        assert event.get_specversion() == "1.0"
        assert event.get_datacontenttype() == "application/json"
        assert event.get_data() == raw["data"], "the data is not the data that was written"
        assert (event.get_source(), event.get_id()) not in seen, "source and id name two events"
        seen.add((event.get_source(), event.get_id()))
        for name in raw.keys() - KNOWN:
            assert ATTRIBUTE.match(name), f"{name!r} is no name of an attribute"
            assert isinstance(raw[name], (str, bool, int)), f"{name!r} has no simple value"
        sequences.append(raw["sequence"])
    assert sequences == sorted(sequences), "sequences do not sort as text"
    return len(seen)


def check_the_checkers():
    """The judges themselves must refuse what is wrong, or their word is worth nothing."""
    checker = FormatChecker(["date-time", "uri-reference"])
    for name, wrong in (("date-time", "yesterday"), ("uri-reference", "a b<>")):
        assert name in checker.checkers, f"the format {name} is not checked"
        assert not checker.conforms(wrong, name), f"the format {name} accepts {wrong!r}"
    try:
        JSONFormat().read(CloudEvent, b'{"specversion": "1.0", "id": "1", "source": "s"}')
    except Exception:
        return
    raise AssertionError("the SDK accepts an event without a type")


if __name__ == "__main__":
    check_the_checkers()
    for argument in sys.argv[1:]:
        file = pathlib.Path(argument)
        print(f"{file.name}: {judge(file)} CloudEvents are valid")
