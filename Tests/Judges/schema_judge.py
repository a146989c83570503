"""Holds JSON documents, one a line, against a JSON Schema: SCHEMA, documents on standard input.

With --whole, standard input is one document.
"""
import json
import sys

from jsonschema import Draft202012Validator, FormatChecker

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema, format_checker=FormatChecker())
text = sys.stdin.read()
count = 0
for document in [text] if "--whole" in sys.argv else text.splitlines():
    validator.validate(json.loads(document))
    count += 1
print(count)
