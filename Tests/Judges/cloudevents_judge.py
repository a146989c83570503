"""Reads CloudEvents with the SDK, and holds each against the official schema: FILE SCHEMA.

A file that begins with a bracket is a batch, any other one has an event a line.
"""
import json
import sys

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft7Validator, FormatChecker

with open(sys.argv[1], "rb") as file:
    text = file.read()
with open(sys.argv[2], encoding="utf-8") as file:
    validator = Draft7Validator(json.load(file), format_checker=FormatChecker())

if text.lstrip().startswith(b"["):
    events = json.loads(text)
else:
    events = [json.loads(line) for line in text.splitlines()]
seen = set()
for event in events:
    validator.validate(event)
    read = JSONFormat().read(CloudEvent, json.dumps(event).encode())
    key = (read.get_source(), read.get_id())
    assert key not in seen, f"twice: {key}"
    seen.add(key)
    print(read.get_type(), read.get_subject(), json.dumps(read.get_data()))
