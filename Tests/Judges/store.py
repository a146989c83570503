"""Records an export in the store format in a plain event store and prints what it has recorded."""
import json
import sys
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


with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file, parse_float=Decimal)

store = EventStore()
for element in document if isinstance(document, list) else document["events"]:
    store.record(DomainEvent(element["event_type"], element["data"]))
print("Recorded events:", [event.event_type for event in store.events])
for event in store.events:
    print(event.event_type, {name: str(value) for name, value in event.data.items()})
