"""The page for phones in a real browser, on a real host: `page_judge.py CHECK SQUALL [BROWSER]`.

One check a run, in Chromium or in `webkit`; without arguments the checks are listed, `page_judge.py webkit`
lists those that WebKit can do. A check that fails says what it waited for.
With SQUALL_SCREENSHOTS set to a folder, pictures of what was seen are left there.
"""

import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.dont_write_bytecode = True

from webdriver import Chromium, ChromiumDriver, Screen, WebKit  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHONE = (360, 640)
TABLET = (820, 1180)
ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"
LEFT, UP, RIGHT, DOWN, HOME, END = "\ue012", "\ue013", "\ue014", "\ue015", "\ue011", "\ue010"
HOST_PATIENCE = 30  # seconds until a host is ready


class Host:
    """A workshop that is served, and its folder."""

    def __init__(self, squall, sample=None, session=None, prefix=(), options=()):
        self.squall = squall
        self.prefix = list(prefix)
        self.options = list(options)
        self.folder = tempfile.TemporaryDirectory(prefix="squall-page-")
        self.file = os.path.join(self.folder.name, "workshop.json")
        self.environment = {**os.environ, "XDG_STATE_HOME": os.path.join(self.folder.name, "state"),
                            "XDG_DATA_HOME": os.path.join(self.folder.name, "data"),
                            "HOME": self.folder.name, "USER": "Ana"}
        if session:
            for end in (".json", ".journal"):
                shutil.copy(session.with_suffix(end), self.file.replace(".json", end))
        elif sample:
            self.call("apply", self.file, "--create", text=lines(sample))
        else:
            self.call("new", self.file, "--title", "A workshop")
        self.port = 0
        self.start()

    def start(self):
        self.errors = open(os.path.join(self.folder.name, "host.log"), "ab")
        self.process = subprocess.Popen(
            [*self.prefix, self.squall, "host", self.file, "--headless", "--port", str(self.port), *self.options],
            stdout=subprocess.PIPE, stderr=self.errors, env=self.environment)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise AssertionError(f"the host does not start: {self.log()}")
        self.door = json.loads(line)
        self.port = self.door["port"]

    def log(self):
        with open(os.path.join(self.folder.name, "host.log"), encoding="utf-8", errors="replace") as log:
            return log.read()[-2000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """Ends the host as it should end; its files stay."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=HOST_PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("the host does not end") from None

    def stop(self):
        self.end()
        self.folder.cleanup()

    def call(self, *words, text="", is_good=True):
        run = subprocess.run(
            [*self.prefix, self.squall, *words], input=text.encode(), capture_output=True,
            env=self.environment, timeout=120)
        if is_good and run.returncode != 0:
            raise AssertionError(f"squall {words[0]}: {run.stderr.decode()} {run.stdout.decode()[-500:]}")
        return run.stdout.decode()

    def url(self, role="participant"):
        return self.door[role]["url"]

    @property
    def base(self):
        return self.url().split("#")[0]

    def apply(self, *edits, role="facilitator"):
        """Edits of somebody else, from a script."""
        return self.call("apply", self.url(role), text=lines(edits))

    def board(self):
        return json.loads(self.call("show", self.file, "--json"))

    def entries(self):
        return [json.loads(line) for line in self.call("log", self.file, "--json").splitlines()]

    def sticky(self, text):
        return next((one for one in self.board()["stickies"] if one.get("text") == text), None)

    # A facilitator by hand

    def post(self, path, body, token=None):
        request = urllib.request.Request(
            self.base.rstrip("/") + path, data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json",
                     **({"Authorization": f"Bearer {token}"} if token else {})})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def join(self, name, role="facilitator"):
        invitation = self.url(role).split("#")[1]
        return self.post("/join", {"protocol": 1, "invitation": invitation, "name": name})


def lines(objects):
    return "".join(json.dumps(one) + "\n" for one in objects)


def add(identifier, text, kind="domainEvent", **more):
    return {"edit": "addSticky", "id": identifier, "kind": kind, "text": text, **more}


SAMPLE = [
    {"edit": "setTitle", "title": "Order process"},
    {"edit": "setLevel", "level": "process"},
    {"edit": "setPhase", "phase": "completeGrammar"},
    {"edit": "addLane", "id": "customer", "name": "Customer"},
    {"edit": "addLane", "id": "sales", "name": "Sales"},
    add("buyer", "Customer", "actor", lane="customer"),
    add("place", "Place order", "command", lane="customer", after="buyer"),
    add("placed", "Order placed", lane="sales", after="place", fields={"order_id": "O001", "amount": 99.99},
        pivotal=True),
    add("paid-twice", "Paid twice?", "hotspot", on="placed"),
    add("ship", "Whenever placed, ship", "policy", lane="sales", after="placed"),
    add("shipped", "Order shipped", lane="sales", after="ship"),
    add("refund", "Refund requested", to="inbox"),
]


class Guest:
    """Somebody with a phone; which browser is on it, a class below says."""

    def join(self, url, name="Dora"):
        self.open(url)
        self.wait("the door", lambda: self.shown("#door-name"))
        self.type("#door-name", name)
        self.click("#door-join")
        self.wait("the board", lambda: self.shown("#workshop") and self.text("#state") == "saved")

    def button(self, words):
        """Clicks the button that says so."""
        def click():
            return self.run(
                """const wanted = arguments[0];
                const one = [...document.querySelectorAll("button, a")].find((b) => b.getClientRects().length > 0
                  && (b.innerText.trim() === wanted || b.getAttribute("aria-label") === wanted));
                if (!one) return false;
                one.scrollIntoView({ block: "center" });
                one.focus();
                one.click();
                return true;""", words)
        self.wait(f"a button “{words}”", click)

    def sees(self, words, within="body"):
        self.wait(f"“{words}” in {within}", lambda: words in self.text(within))

    def cards(self):
        """What can be read on the stickies that are in the document."""
        return self.run(
            "return [...document.querySelectorAll('.sticky .text, .attached .text, .line-words .text')]"
            ".filter((one) => one.getClientRects().length > 0).map((one) => one.textContent)")

    def sees_card(self, text):
        self.wait(f"a sticky “{text}”", lambda: text in self.cards())

    def sees_no_card(self, text):
        self.wait(f"no sticky “{text}”", lambda: text not in self.cards())

    def open_sticky(self, text):
        self.sees_card(text)
        self.run(
            """const one = [...document.querySelectorAll(".sticky, .attached, .line-button")]
              .find((b) => b.getClientRects().length > 0
                && b.querySelector(".text")?.textContent === arguments[0]);
            one.focus();
            one.click();""", text)
        self.wait("its sheet", lambda: self.shown("#sheet"))

    def close_sheet(self):
        self.click("#sheet-close")
        self.wait("no sheet", lambda: not self.run("return document.getElementById('sheet').open"))

    def write(self, text, kind=None, place=None):
        """Adds a sticky through the page."""
        self.click("#go-add")
        self.wait("the sheet to add", lambda: self.shown("#addition"))
        if kind:
            self.run("document.getElementById(arguments[0]).click()", f"kind-{kind}")
        if place:
            self.run("document.getElementById(arguments[0]).click()", f"place-{place}")
        self.type("#addition", text + ENTER)
        self.sees(text, "#sheet .done")
        self.close_sheet()

    def saved(self):
        self.wait("everything saved", lambda: self.text("#state") == "saved")

    def returned(self):
        """Back at the host, by itself or because the person asks for it."""
        def is_back():
            self.run("const now = document.getElementById('link-now'); if (now.offsetParent) now.click()")
            return self.text("#state") == "saved"
        self.wait("the host is back and everything saved", is_back)

    def kept(self):
        return self.run("return Object.entries({ ...localStorage })")

    def shot(self, name):
        folder = os.environ.get("SQUALL_SCREENSHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            self.screenshot(os.path.join(folder, f"{name}.png"))

    def clean(self, allowed=()):
        """No script failed, nothing broke the content security policy."""
        bad = [one["message"] for one in self.messages()
               if one["level"] == "SEVERE" and not any(word in one["message"] for word in allowed)]
        assert not bad, f"the browser complains: {bad}"


class ChromiumGuest(Guest, Chromium):
    pass


class WebKitGuest(Guest, WebKit):
    pass


NETWORK_ERRORS = ("net::ERR_", "Failed to load resource")


@contextlib.contextmanager
def guest(driver, **options):
    one = (WebKitGuest if isinstance(driver, Screen) else ChromiumGuest)(driver, **options)
    try:
        yield one
    finally:
        one.stop()


@contextlib.contextmanager
def hosted(squall, sample=SAMPLE, **options):
    host = Host(squall, sample, **options)
    try:
        yield host
    except BaseException:
        print(f"the host said: {host.log()}", file=sys.stderr)
        raise
    finally:
        host.stop()


# The checks


def joining(driver, squall):
    """An invitation is taken out of the address at once; only a name is asked."""
    with hosted(squall) as host, guest(driver) as phone:
        invitation = host.url().split("#")[1]
        phone.open(host.url())
        phone.wait("the door", lambda: phone.shown("#door-name"))
        assert not phone.shown("#door-code"), "a code is asked beside an invitation"
        assert phone.run("return location.href") == host.base, phone.run("return location.href")
        phone.shot("door")
        phone.button("Join")
        phone.sees("A name is needed", "#door-error")
        phone.type("#door-name", "Dora")
        phone.click("#door-join")
        phone.sees_card("Order placed")
        phone.saved()
        token = json.loads(dict(phone.kept())["squall.access"])["token"]
        assert re.fullmatch("[0-9a-f]{32}", token)
        seen = json.dumps(phone.run(
            "return [location.href, document.title, document.referrer, history.state,"
            " document.documentElement.outerHTML,"
            " performance.getEntriesByType('resource').map((one) => one.name)]"))
        for secret in (token, invitation):
            assert secret not in seen, "a secret stands in the address, the page or the requests"
        assert invitation not in json.dumps(phone.kept()), "the invitation is kept"
        assert invitation not in json.dumps(phone.visited())
        assert invitation not in host.log() and token not in host.log(), "a secret is in the log"
        phone.sees("Order process", "#title")
        phone.sees("3 of 6 · complete grammar", "#phase")
        phone.shot("board")
        # Loaded anew, nothing is asked.
        phone.reload()
        phone.sees_card("Order placed")
        assert not phone.shown("#door")
        phone.clean()


def code(driver, squall):
    """Without an invitation the code is asked; a wrong one is told, the right one opens."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.open(host.base)
        phone.wait("the door", lambda: phone.shown("#door-code"))
        phone.shot("door-code")
        right = host.door["participant"]["code"]
        wrong = "2" + right[right.index("-"):] if not right.startswith("2-") else "3" + right[1:]
        phone.type("#door-name", "Dora")
        phone.type("#door-code", wrong)
        phone.button("Join")
        phone.sees("That code does not open this workshop", "#door-error")
        phone.run("document.getElementById('door-code').value = ''")
        phone.type("#door-code", "nonsense")
        phone.button("Join")
        phone.sees("a number and two words", "#door-error")
        phone.run("document.getElementById('door-code').value = ''")
        phone.type("#door-code", right.replace("-", " ").upper() + ENTER)
        phone.sees_card("Order placed")
        phone.clean(allowed=("status of 403", "status of 400"))


def live(driver, squall):
    """What others do is seen at once, and who is here."""
    with hosted(squall) as host, guest(driver) as phone, guest(driver) as other:
        phone.join(host.url())
        host.apply(add("packed", "Order packed", lane="sales", after="shipped"))
        phone.run("document.getElementById('timeline').scrollLeft = 1e6")
        phone.sees_card("Order packed")
        host.apply({"edit": "rewordSticky", "id": "packed", "text": "Parcel packed"},
                   {"edit": "vote", "id": "packed", "count": 2})
        phone.sees_card("Parcel packed")
        phone.sees("2 votes", "#timeline")
        host.apply({"edit": "moveSticky", "id": "packed", "to": "inbox"})
        phone.sees("Inbox 2", "#inbox")
        host.apply({"edit": "setPhase", "phase": "resolveHotspots"},
                   {"edit": "setTitle", "title": "Orders, anew"})
        phone.sees("Orders, anew", "#title")
        phone.sees("4 of 6 · resolve hotspots", "#phase")
        host.apply({"edit": "removeSticky", "id": "packed"})
        phone.sees("Inbox 1", "#inbox")
        other.join(host.url(), "Eli")
        phone.click("#people-button")
        phone.sees("Eli", "#sheet")
        phone.sees("Dora (you)", "#sheet")
        other.open_sticky("Order placed")
        phone.sees("at “Order placed”", "#sheet")
        phone.shot("people")
        other.close_sheet()
        other.write("Parcel weighed")
        other.open_sticky("Parcel weighed")
        other.button("Correct")
        phone.sees("writing on “Parcel weighed”", "#sheet")
        phone.close_sheet()
        phone.wait("the other's sign that they write", lambda: "El…" in phone.text("#inbox"))
        other.button("Leave it as it was")
        phone.wait("no such sign", lambda: "El…" not in phone.text("#inbox"))
        phone.clean()
        other.clean()


def adding(driver, squall):
    """Stickies of every kind, into the inbox, at the end, after another."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url("facilitator"))
        host.apply({"edit": "setLevel", "level": "design"}, {"edit": "setPhase", "phase": "nameAggregates"})
        phone.sees("8 of 8", "#phase")
        kinds = ["domainEvent", "command", "aggregate", "actor", "policy", "readModel", "externalSystem",
                 "hotspot", "opportunity", "screen", "definition", "note"]
        phone.click("#go-add")
        phone.wait("the sheet to add", lambda: phone.shown("#addition"))
        phone.shot("add")
        for kind in kinds:
            phone.run("document.getElementById(arguments[0]).click()", f"kind-{kind}")
            phone.type("#addition", f"A new {kind}{ENTER}")
            phone.sees(f"A new {kind}", "#sheet .done")
        phone.close_sheet()
        phone.saved()
        for kind in kinds:
            sticky = host.sticky(f"A new {kind}")
            assert sticky and sticky["kind"] == kind and sticky.get("inbox"), (kind, sticky)
        phone.write("At the very end", place="end")
        phone.open_sticky("Order placed")
        phone.button("Add after it")
        phone.wait("the sheet to add", lambda: phone.shown("#addition"))
        # One behind the other, as they are written.
        phone.type("#addition", f"First after{ENTER}")
        phone.sees("First after", "#sheet .done")
        phone.type("#addition", f"Second after{ENTER}")
        phone.sees("Second after", "#sheet .done")
        phone.close_sheet()
        phone.saved()
        order = [one["text"] for one in host.board()["stickies"] if "at" in one]
        assert order[order.index("Order placed"):][:4] == [
            "Order placed", "First after", "Second after", "Whenever placed, ship"], order
        assert order[-1] == "At the very end", order
        # An empty event is told before it is sent.
        phone.click("#go-add")
        phone.run("document.getElementById('kind-domainEvent').click()")
        phone.type("#addition", ENTER)
        phone.sees("needs a text", "#sheet")
        phone.type("#addition", "kept while away")
        phone.close_sheet()
        phone.reload()
        phone.saved()
        phone.click("#go-add")
        phone.wait("what was being written", lambda: phone.run(
            "return document.getElementById('addition')?.value") == "kept while away")
        phone.clean()


def changing(driver, squall):
    """One's own are corrected and withdrawn; hotspots are raised, votes given."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.write("Order payed", place="inbox")
        phone.open_sticky("Order payed")
        phone.button("Correct")
        phone.wait("the words", lambda: phone.shown("#correction"))
        phone.run("document.getElementById('correction').value = ''")
        phone.type("#correction", "Order paid" + ENTER)
        phone.saved()
        assert host.sticky("Order paid") and not host.sticky("Order payed")
        phone.open_sticky("Order paid")
        phone.button("One vote more")
        phone.button("One vote more")
        phone.sees("2 votes of yours", "#sheet")
        phone.button("One vote less")
        phone.sees("1 vote of yours", "#sheet")
        phone.shot("sticky")
        phone.close_sheet()
        phone.saved()
        assert list(host.sticky("Order paid")["votes"].values()) == [1]
        phone.open_sticky("Order placed")
        assert "Withdraw" not in phone.text("#sheet"), "another's sticky can be withdrawn"
        phone.sees("order_id", "#sheet")
        phone.sees("99.99", "#sheet")
        phone.button("Raise a hotspot")
        phone.wait("the sheet", lambda: phone.shown("#addition"))
        phone.type("#addition", "Who pays?" + ENTER)
        phone.sees_card("Who pays?")
        phone.saved()
        hotspot = host.sticky("Who pays?")
        assert hotspot["on"] == "placed" and hotspot["kind"] == "hotspot", hotspot
        phone.open_sticky("Order paid")
        phone.button("Withdraw")
        phone.sees_no_card("Order paid")
        phone.saved()
        assert not host.sticky("Order paid")
        phone.button("Undo")
        phone.sees_card("Order paid")
        phone.saved()
        assert host.sticky("Order paid")
        phone.click("#go-mine")
        phone.sees("Your stickies: 2", "#sheet")
        phone.shot("mine")
        phone.clean()


def overtaken(driver, squall):
    """Two people change one text: both versions are shown, and one of them is chosen."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.write("Parcel sent")
        phone.open_sticky("Parcel sent")
        phone.button("Correct")
        phone.wait("the words", lambda: phone.shown("#correction"))
        host.apply({"edit": "rewordSticky", "id": host.sticky("Parcel sent")["id"], "text": "Parcel on its way"})
        phone.run("document.getElementById('correction').value = ''")
        phone.type("#correction", "Parcel handed over" + ENTER)
        phone.sees("somebody changed it meanwhile", "#toast")
        phone.button("See")
        phone.sees("Parcel on its way", "#sheet")
        assert "Parcel handed over" in phone.run("return document.querySelector('.own-text').value")
        phone.shot("refused")
        phone.reload()
        phone.saved()
        phone.sees("not accepted", "#mine-count")
        phone.click("#go-mine")
        phone.button("Use mine")
        phone.wait("no more refusals", lambda: "Not accepted" not in phone.text("#sheet"))
        phone.saved()
        assert host.sticky("Parcel handed over")
        phone.clean()


def lost(driver, squall):
    """The host is killed: said at once, edits wait, all of them arrive exactly once."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.write("Before the crash")
        phone.saved()
        host.kill()
        phone.sees("offline", "#state")
        phone.sees("Offline.", "#link-line")
        phone.write("While away, one")
        phone.write("While away, two")
        phone.sees("offline, 2 waiting", "#state")
        phone.sees("2 edits wait here", "#link-line")
        phone.sees_card("While away, two")
        phone.shot("offline")
        phone.wait("a word about other addresses", lambda: phone.run(
            "document.getElementById('link-now').click()") or "another address" in phone.text("#link-line"))
        phone.sees("copy what waits here from Mine first", "#link-line")
        phone.sees("offline, 2 waiting", "#state")
        host.start()
        phone.returned()
        # Killed again, and the page is loaded anew while edits wait.
        host.kill()
        phone.sees("offline", "#state")
        phone.write("Before the reload")
        host.start()
        phone.reload()
        phone.saved()
        phone.sees_card("Before the reload")
        texts = [one["change"]["text"] for one in host.entries() if one["change"]["change"] == "stickyAdded"]
        for text in ("Before the crash", "While away, one", "While away, two", "Before the reload"):
            assert texts.count(text) == 1, (text, texts)
        ours = [text for text in texts if text.startswith("While")]
        assert ours == ["While away, one", "While away, two"], ours
        assert not [key for key, _ in phone.kept() if key.startswith("squall.wait")]
        phone.clean(allowed=NETWORK_ERRORS)


def tunnel(driver, squall):
    """The link is cut and the host lives on: what was written meanwhile arrives by itself."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.offline(True)
        phone.write("In the tunnel")
        phone.sees("1 waiting", "#state")
        phone.offline(False)
        phone.returned()
        assert host.sticky("In the tunnel")
        phone.clean(allowed=NETWORK_ERRORS)


def gone(driver, squall):
    """What a sticky stood by is taken away meanwhile: it lands in the inbox, with what was done to it since."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.offline(True)
        phone.click("#go-outline")
        phone.open_sticky("Order shipped")
        phone.button("Add after it")
        for text in ("Parcel sent", "Parcel tracked"):
            phone.type("#addition", text + ENTER)
            phone.sees(text, "#sheet .done")
        phone.close_sheet()
        phone.open_sticky("Parcel sent")
        phone.button("Raise a hotspot")
        phone.type("#addition", "By whom?" + ENTER)
        phone.wait("no sheet", lambda: not phone.run("return document.getElementById('sheet').open"))
        phone.sees("3 waiting", "#state")
        host.apply({"edit": "removeSticky", "id": "shipped"})
        phone.offline(False)
        phone.returned()
        phone.sees("is in the inbox: what it stood by has gone", "#toast")
        for text in ("Parcel sent", "Parcel tracked"):
            assert host.sticky(text)["inbox"], host.sticky(text)
        assert host.sticky("By whom?")["on"] == host.sticky("Parcel sent")["id"]
        phone.sees_card("Parcel sent")
        assert not phone.shown("#mine-count"), "something was not accepted"
        assert not [key for key, _ in phone.kept() if key.startswith(("squall.wait", "squall.refused"))]
        phone.clean(allowed=NETWORK_ERRORS)


def rewound(driver, squall):
    """The host goes on from another copy: the page takes that board, and keeps what waits."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.write("In both copies")
        phone.saved()
        host.kill()
        copy = {name: pathlib.Path(name).read_bytes() for name in
                (host.file, host.file.replace(".json", ".journal"))}
        host.start()
        phone.returned()
        phone.write("Only in one copy")
        phone.saved()
        host.kill()
        for name, content in copy.items():
            pathlib.Path(name).write_bytes(content)
        phone.sees("offline", "#state")
        phone.write("Waiting for either")
        host.start()
        phone.returned()
        phone.sees_card("In both copies")
        phone.sees_card("Waiting for either")
        phone.sees_no_card("Only in one copy")
        texts = [one["text"] for one in host.board()["stickies"] if one.get("inbox")]
        assert texts == ["Refund requested", "In both copies", "Waiting for either"], texts
        phone.clean(allowed=NETWORK_ERRORS)


def hostile(driver, squall):
    """Texts of others do nothing on the page: they are read."""
    texts = [
        "<script>window.hacked = 1</script>", "<img src=x onerror='window.hacked = 1'>",
        "\"><svg onload=window.hacked=1>", "javascript:window.hacked=1", "{{constructor.constructor('hacked')()}}",
        "</style><style>* { display: none }</style>", "__proto__", "constructor", "&lt;b&gt;",
    ]
    with hosted(squall) as host, guest(driver) as phone:
        host.apply({"edit": "addLane", "id": "evil", "name": texts[0]}, {"edit": "setTitle", "title": texts[1]})
        for number, text in enumerate(texts):
            host.apply(add(f"evil-{number}", text, lane="evil", to="start", note=text,
                           fields={text: text, "__proto__": {"a": [1e400]} if False else "x"}))
        host.apply(add("turned", "abc\u202edef\u200b\u0007", lane="evil", to="start"),
                   add("zalgo", "Z" + "\u0301" * 400, lane="evil", to="start"),
                   add("__proto__", "an id", lane="evil", to="start"),
                   add("constructor", "another id", on="turned", kind="note"))
        phone.join(host.url(), "<script>window.hacked = 1</script>")
        phone.run("document.getElementById('timeline').scrollTop = 1e6")
        phone.sees_card("an id")
        phone.sees_card("another id")
        for text in reversed(texts):
            phone.run("document.getElementById('go-find').click()") if not phone.shown("#find-text") else None
            phone.run("""const input = document.getElementById("find-text");
              input.value = arguments[0];
              input.dispatchEvent(new Event("input"));""", text)
            # A lane has the name of one of them, and so much more is found.
            phone.wait(f"“{text}” found", lambda: text in phone.cards() or phone.run(
                """const outline = document.getElementById("outline");
                outline.scrollTop = (outline.scrollTop + 200) % outline.scrollHeight;"""))
            phone.open_sticky(text)
            phone.sees(text, "#sheet")
            phone.close_sheet()
        phone.click("#people-button")
        phone.sees("<script>window.hacked = 1</script> (you)", "#sheet")
        phone.close_sheet()
        assert phone.run("return window.hacked") is None
        assert phone.run("return document.querySelectorAll('#workshop script, #workshop img, #workshop style,"
                         " #sheet script, #sheet img, #sheet style, #workshop svg[onload]').length") == 0
        assert phone.run("return ({}).hacked === undefined && Object.prototype.x === undefined")
        everything = phone.run("return document.documentElement.outerHTML")
        for forbidden in ("\u202e", "\u200b", "\u0007", "\u0301\u0301\u0301"):
            assert forbidden not in everything, f"{forbidden!r} reaches the page"
        phone.clean()
        # The policy itself: what a page of this origin may not do.
        phone.run("""window.refused = [];
          document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);""")
        assert phone.run("return window.hacked") is None, "inline scripts run"
        phone.wait("an inline script is refused by the policy", lambda: phone.run(
            "return refused.some((one) => one.startsWith('script-src'))"))


def roles(driver, squall):
    """Roles, locks, the timer and calls of the facilitator are respected and said."""
    with hosted(squall) as host, guest(driver) as phone:
        boss = host.join("Ana")
        token = boss["token"]
        phone.join(host.url("observer"))
        phone.sees("You observe", "#role-line")
        phone.click("#go-add")
        phone.sees("You observe", "#toast")
        phone.open_sticky("Order placed")
        phone.sees("You observe", "#sheet")
        assert "Raise a hotspot" not in phone.text("#sheet")
        phone.close_sheet()
        me = phone.run("return JSON.parse(localStorage['squall.access']).id")
        host.post("/control", {"control": "setRole", "person": me, "role": "participant"}, token)
        phone.sees("Ana made you a participant", "#toast")
        phone.wait("no line about the role", lambda: not phone.shown("#role-line"))
        host.post("/control", {"control": "setLock", "lock": "board"}, token)
        phone.sees("Ana holds the board", "#role-line")
        host.post("/control", {"control": "setLock", "lock": "phaseKinds"}, token)
        phone.sees("Ana lets participants add only kinds that this phase has opened", "#role-line")
        phone.click("#go-add")
        phone.wait("the kinds", lambda: phone.shown("#addition"))
        assert phone.run("return document.getElementById('kind-aggregate').disabled")
        assert not phone.run("return document.getElementById('kind-command').disabled")
        phone.close_sheet()
        host.post("/control", {"control": "setLock", "lock": "open"}, token)
        host.post("/control", {"control": "startTimer", "milliseconds": 65_000}, token)
        phone.wait("the timer", lambda: re.fullmatch(r"1:0\d", phone.text("#timer")))
        host.post("/control", {"control": "pauseTimer"}, token)
        phone.sees("paused", "#timer")
        host.post("/control", {"control": "stopTimer"}, token)
        phone.wait("no timer", lambda: not phone.shown("#timer"))
        host.post("/control", {"control": "bring", "to": "shipped"}, token)
        phone.sees("asks everybody to come to “Order shipped”", "#come-line")
        phone.button("Go there")
        phone.wait("the sticky in view", lambda: phone.run(
            "return document.activeElement?.dataset?.id") == "shipped")
        host.post("/control", {"control": "remove", "person": me}, token)
        phone.sees("You were sent out", "#stop")
        phone.sees("Ana has sent you out", "#stop")
        phone.shot("sent-out")
        host.post("/control", {"control": "readmit", "person": me}, token)
        phone.button("Try again")
        phone.saved()
        phone.clean(allowed=("status of 403",))


def writing(driver, squall):
    """Whatever happens while a text is written, it is told where one writes, and the text stays."""
    with hosted(squall) as host, guest(driver) as phone:
        token = host.join("Ana")["token"]
        control = lambda **more: host.post("/control", more, token)
        phone.join(host.url())
        me = phone.run("return JSON.parse(localStorage['squall.access']).id")
        phone.write("Order payed")
        phone.saved()
        phone.click("#go-add")
        phone.type("#addition", "Half a tho")
        control(control="setLock", lock="phaseKinds")
        phone.sees("lets participants add only kinds that this phase has opened", "#sheet .toast")
        phone.wait("kinds that cannot be chosen", lambda: phone.run(
            "return document.getElementById('kind-aggregate').disabled"))
        phone.shot("told-in-sheet")
        control(control="setLock", lock="board")
        phone.sees("has locked the board", "#sheet .toast")
        phone.type("#addition", "ught" + ENTER)
        phone.sees("holds the board", "#sheet [role=alert]")
        control(control="setLock", lock="open")
        phone.sees("has opened the board again", "#sheet .toast")
        control(control="bring", to="shipped")
        phone.sees("asks everybody to come", "#sheet .toast")
        phone.wait("no word about what no longer holds", lambda: not phone.shown("#sheet [role=alert]"))
        phone.click("#toast-do")
        phone.wait("the sticky in view", lambda: phone.run(
            "return document.activeElement?.dataset?.id") == "shipped")
        value = lambda name: phone.run("return document.getElementById(arguments[0])?.value", name)
        phone.click("#go-add")
        phone.wait("the text", lambda: value("addition") == "Half a thought")
        control(control="setRole", person=me, role="observer")
        phone.sees("Ana made you an observer", "#sheet .toast")
        phone.type("#addition", ENTER)
        phone.sees("You observe", "#sheet [role=alert]")
        phone.close_sheet()
        host.apply({"edit": "vote", "id": "shipped", "count": 3})
        phone.open_sticky("Order shipped")
        phone.sees("3 votes", "#sheet")
        phone.close_sheet()
        control(control="setRole", person=me, role="participant")
        phone.open_sticky("Order payed")
        phone.button("Correct")
        phone.wait("the words", lambda: phone.shown("#correction"))
        phone.type("#correction", " in ful")
        control(control="remove", person=me)
        phone.sees("You were sent out", "#stop")
        control(control="readmit", person=me)
        phone.button("Try again")
        phone.saved()
        phone.reload()
        phone.open_sticky("Order payed")
        phone.button("Correct")
        phone.wait("the correction as it was", lambda: value("correction") == "Order payed in ful")
        phone.type("#correction", "l" + ENTER)
        phone.sees("Corrected to “Order payed in full”", "#toast")
        phone.saved()
        assert host.sticky("Order payed in full")
        phone.button("Undo")
        phone.sees_card("Order payed")
        phone.click("#go-add")
        phone.wait("the text", lambda: value("addition") == "Half a thought")
        phone.type("#addition", ENTER)
        phone.close_sheet()
        phone.saved()
        assert host.sticky("Half a thought") and host.sticky("Order payed")
        phone.clean(allowed=("status of 403",))


def cases(path):
    """The cases of the first enumeration in a source file."""
    body = (ROOT / "Sources" / path).read_text().split("enum ", 1)[1]
    body = re.split(r"\n  (?:public )?(?:var|func|enum|init)\b", body)[0]
    return re.findall(r"^  (?:indirect )?case (\w+)", body, re.MULTILINE)


def reasons(driver, squall):
    """Whatever the host complains of, the page has a sentence of its own for it."""
    words = {*cases("SquallCollaboration/Protocol/Complaint.swift"), *cases("SquallModel/Log/Refusal.swift"),
             *cases("SquallNetwork/Host/RequestFault.swift")}
    assert {"tooManyJoins", "kindNotOpen", "noSuchSticky", "cannotBeUndone", "badValue"} <= words, words
    words -= {"refused", "inBatch"}  # another word stands for them
    with hosted(squall) as host, guest(driver) as phone:
        phone.open(host.url())
        said = phone.run(
            """return import("./complaints.js").then(({ complaintWords }) => arguments[0].map((reason) =>
              [reason, complaintWords({ reason, retry_after_ms: 61_000 })]))""", sorted(words))
        silent = [reason for reason, sentence in said if sentence == "the host refused it"]
        assert len(said) == len(words) and not silent, f"the page has no sentence for {silent}"
        assert "61 seconds" in dict(said)["tooManyJoins"], dict(said)["tooManyJoins"]
        # A host of a later version says more: its own sentence is shown then.
        assert phone.run("""return import("./complaints.js").then(({ complaintWords }) =>
          complaintWords({ reason: "unheardOf", error: "so it is" }))""") == "so it is"


def kinds(driver, squall):
    """The page offers what a phase has opened, as terminals do; the rest says who opens it."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.click("#go-add")
        phone.wait("the kinds", lambda: phone.shown("#addition"))
        closed = lambda: phone.run("return [...document.querySelectorAll('.kind input:disabled')].map((one) => one.value)")
        assert closed() == ["aggregate", "screen"], closed()
        phone.sees("a facilitator opens by going on to a later phase", "#sheet")
        phone.run("document.querySelector('label[for=kind-screen]').click()")
        phone.sees("This phase has not opened UI sketches yet: a facilitator opens them by going on", "#sheet .toast")
        # Once a facilitator has gone on, it can be added.
        host.apply({"edit": "setLevel", "level": "design"}, {"edit": "setPhase", "phase": "rules"})
        phone.wait("all kinds", lambda: closed() == [])
        # And the kind that was chosen goes, where the phase goes back.
        phone.run("document.getElementById('kind-aggregate').click()")
        host.apply({"edit": "setPhase", "phase": "commands"})
        phone.wait("kinds that are closed again", lambda: "aggregate" in closed())
        phone.type("#addition", "Order" + ENTER)
        phone.sees("This phase has not opened aggregates yet", "#sheet [role=alert]")
        assert not host.sticky("Order")
        # What each phase has opened, for whoever runs this check to compare.
        for line in phone.run(
                """return import("./words.js").then(({ isOpen, KINDS, PHASES }) => Object.entries(PHASES).flatMap(
                  ([level, phases]) => phases.map((phase) => [phase,
                    ...KINDS.filter((kind) => isOpen({ level, phase }, kind)).map(({ name }) => name).sort()].join(" "))))"""):
            print(line)


def renewed(driver, squall):
    """Which workshop it is can be asked; a name that is taken gets a number; an old invitation is told."""
    with hosted(squall) as host, guest(driver) as phone, guest(driver) as other:
        phone.join(host.url())
        phone.click("#phase")
        phone.sees("Order process", "#sheet")
        phone.sees("Level: process", "#sheet")
        phone.wait("the phase", lambda: phone.text("#sheet [aria-current=step]") == "Complete grammar")
        host.apply({"edit": "setPhase", "phase": "resolveHotspots"})
        phone.wait("the next phase", lambda: phone.text("#sheet [aria-current=step]") == "Resolve hotspots")
        phone.shot("workshop")
        phone.close_sheet()
        other.join(host.url())
        other.click("#go-mine")
        other.sees("You are Dora 2, participant", "#sheet")
        other.close_sheet()
        # A host started anew knows its people, and has new invitations.
        old = host.url()
        host.kill()
        host.start()
        phone.returned()
        other.run("localStorage.clear()")
        other.open("about:blank")
        other.open(old)
        other.wait("the door", lambda: other.shown("#door-name"))
        other.type("#door-name", "Eli" + ENTER)
        other.sees("This invitation has run out", "#door-error")
        assert other.shown("#door-code"), "no code is asked for"
        assert host.url() != old
        phone.clean(allowed=NETWORK_ERRORS)
        other.clean(allowed=NETWORK_ERRORS)


def unknown(driver, squall):
    """A token that the host does not know, another version: each is one sentence."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.run("""const access = JSON.parse(localStorage["squall.access"]);
          access.token = "0".repeat(32);
          localStorage["squall.access"] = JSON.stringify(access);
          delete localStorage["squall.seats"];
          localStorage[`squall.wait/${access.session}/000000000000001/waits`] = JSON.stringify(
            { edit: { edit: "addSticky", id: "waits", kind: "note", text: "Still here", to: "inbox",
              edit_id: "waits" } });""")
        phone.reload()
        phone.sees("The host does not know you any more", "#stop")
        phone.sees("Still here", "#stop")
        phone.button("Join anew")
        phone.wait("the door", lambda: phone.shown("#door-code"))
        phone.sees("1 edit of yours still waits here, and is sent", "#door-kept")
        phone.type("#door-code", host.door["participant"]["code"])
        phone.button("Join")
        phone.saved()
        assert host.sticky("Still here"), "what waited is lost"
        phone.clean(allowed=("status of 401",))
        words = phone.run_async(
            """const done = arguments[0];
            import("/complaints.js").then(({ stopWords }) => done([
              stopWords({ reason: "version", protocol: 2 }, 1), stopWords({ reason: "version", protocol: 1 }, 2)]));""")
        assert words[0][0] == "This page is older than the host", words
        assert words[1][0] == "The host is older than this page", words


def in_turn(driver, squall):
    """Two workshops that are held at one address in turn: one is oneself again in each."""
    with hosted(squall) as host, hosted(squall, sample=[add("O1", "Other event")]) as other, guest(driver) as phone:
        phone.join(host.url())
        phone.write("Mine here")
        def author(text):
            return next(one["by"] for one in host.entries() if f'"{text}"' in json.dumps(one))

        host.end()
        other.end()
        other.port = host.port
        other.start()
        phone.sees("The host does not know you any more", "#stop")
        assert phone.shown("#stop-again"), "the first workshop cannot be tried again"
        phone.button("Join anew")
        phone.wait("the door", lambda: phone.shown("#door-code"))
        phone.type("#door-code", other.door["participant"]["code"])
        phone.button("Join")
        phone.sees_card("Other event")
        phone.sees_no_card("Mine here")
        other.end()
        host.start()
        phone.sees_card("Mine here")
        phone.saved()
        phone.write("Mine again")
        assert author("Mine here") == author("Mine again"), "another person came back"
        host.end()
        other.start()
        phone.sees_card("Other event")
        phone.reload()
        phone.sees_card("Other event")
        phone.clean(allowed=(*NETWORK_ERRORS, "status of 401"))


def drafts(driver, squall):
    """Nothing that was begun is lost to what is written again, to another tab, or to a search."""
    with hosted(squall) as host, guest(driver) as phone:
        boss = host.join("Ana")["token"]
        phone.join(host.url())
        value = lambda: phone.run("return document.getElementById('addition')?.value")
        port = host.port
        host.kill()
        phone.sees("Offline", "#link-line")
        phone.write("Refused one", place="inbox")
        for number in range(1, 5):
            phone.write(f"Tail {number}", place="end")
        phone.click("#go-outline")
        phone.open_sticky("Whenever placed, ship")
        phone.button("Raise a hotspot")
        phone.wait("the sheet to add", lambda: phone.shown("#addition"))
        assert value() == "", "what was begun elsewhere stands here"
        phone.type("#addition", "refused two" + ENTER)
        phone.wait("the order of what waits", lambda: [
            text for text in phone.cards() if text.startswith("Tail")] == [f"Tail {one}" for one in range(1, 5)])
        phone.click("#go-timeline")
        phone.click("#go-add")
        phone.type("#addition", "Precious draft")
        phone.close_sheet()
        # The board is locked before the phone is back.
        host.port = 0
        host.start()
        host.post("/control", {"control": "setLock", "lock": "board"}, boss)
        host.end()
        host.port = port
        host.start()
        phone.returned()
        phone.wait("six refusals", lambda: phone.text("#mine-count").startswith("6"))
        host.post("/control", {"control": "setLock", "lock": "open"}, boss)
        phone.wait("an open board", lambda: not phone.shown("#role-line"))
        phone.click("#go-mine")
        phone.sees("Not accepted: 6", "#sheet")
        again = lambda number: phone.run(
            "[...document.querySelectorAll('#sheet [data-do^=again]')][arguments[0]].click()", number)
        again(0)
        phone.wait("the refused text", lambda: value() == "Refused one")
        phone.type("#addition", "!")
        phone.close_sheet()
        phone.click("#go-mine")
        phone.sees("Not accepted: 6", "#sheet")
        again(5)
        phone.wait("the other one", lambda: value() == "refused two")
        phone.sees("On “Whenever placed, ship”", "#sheet-title")
        phone.type("#addition", ENTER)
        phone.sees("Written again", "#toast")
        phone.saved()
        assert host.sticky("refused two")["on"] == "ship", host.sticky("refused two")
        phone.click("#go-mine")
        phone.sees("Not accepted: 5", "#sheet")
        again(0)
        phone.wait("what was made of it", lambda: value() == "Refused one!")
        phone.close_sheet()
        phone.click("#go-add")
        phone.wait("the draft", lambda: value() == "Precious draft")
        # Another tab that sends what it had there.
        phone.run("""localStorage.removeItem(`squall.draft/${JSON.parse(localStorage["squall.access"]).session}/`);
          const key = `squall.draft/${JSON.parse(localStorage["squall.access"]).session}/`;
          window.dispatchEvent(new StorageEvent("storage", { key, newValue: null }));""")
        phone.reload()
        phone.saved()
        phone.click("#go-add")
        phone.wait("the draft", lambda: value() == "Precious draft")
        phone.close_sheet()
        # What a search does not find is shown all the same.
        phone.click("#go-outline")
        phone.click("#go-find")
        phone.type("#find-text", "refund")
        phone.wait("what was found", lambda: phone.cards() == ["Refund requested"])
        host.post("/control", {"control": "bring", "to": "shipped"}, boss)
        phone.sees("asks everybody to come", "#come-line")
        phone.button("Go there")
        phone.sees_card("Order shipped")
        assert not phone.shown("#find"), "the search hides what is to be shown"
        phone.clean(allowed=(*NETWORK_ERRORS, "status of 401"))


def nothing_kept(driver, squall):
    """A browser that keeps nothing still takes part."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.devtools("Page.addScriptToEvaluateOnNewDocument", {"source": """
          for (const name of ["localStorage", "sessionStorage"]) {
            Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
          }"""})
        phone.join(host.url())
        phone.write("Written without a store")
        phone.saved()
        assert host.sticky("Written without a store")
        host.kill()
        phone.sees("offline", "#state")
        phone.write("And offline")
        phone.click("#go-mine")
        phone.sees("keeps nothing when the page is closed", "#sheet")
        phone.close_sheet()
        phone.sees("This browser keeps nothing", "#link-line")
        host.start()
        phone.returned()
        assert host.sticky("And offline")
        phone.clean(allowed=NETWORK_ERRORS)
    # A store that is full: what is in it stays, what comes is not lost.
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.run("""let size = 1 << 22;
          for (let number = 0; size > 0; number += 1) {
            try { localStorage.setItem(`filling.${number}`, "x".repeat(size)); } catch { size >>= 1; }
          }""")
        host.kill()
        phone.sees("offline", "#state")
        phone.write("Beyond the store")
        phone.sees("This browser keeps nothing", "#link-line")
        host.start()
        phone.returned()
        assert host.sticky("Beyond the store")
        phone.clean(allowed=NETWORK_ERRORS)


# What stands between the page and the host, for as long as a test wants.
BETWEEN = """
  const real = window.fetch;
  const isDeaf = () => sessionStorage.getItem("deaf") !== null;
  const heard = async () => { while (isDeaf()) await new Promise((done) => { setTimeout(done, 20); }); };
  window.asked = [];
  window.change = null;
  window.fetch = async (input, init) => {
    const path = String(input).split("?")[0];
    window.asked.push(path);
    if (path === "stream") await heard();
    const answer = await real(input, init);
    if (path === "edits") await heard();
    if (path !== "stream" || !answer.ok) return answer;
    const pipe = new TransformStream({ transform(piece, out) {
      if (isDeaf()) return;
      const text = new TextDecoder().decode(piece);
      out.enqueue(new TextEncoder().encode(window.change ? window.change(text) : text));
    } });
    return new Response(answer.body.pipeThrough(pipe), answer);
  };"""


def between(phone):
    phone.devtools("Page.addScriptToEvaluateOnNewDocument", {"source": BETWEEN})


def chain(driver, squall):
    """Entries have to follow by their checksums; where they do not, the board comes anew, and not without end."""
    with hosted(squall) as host, guest(driver) as phone:
        between(phone)
        phone.join(host.url())
        snapshots = lambda: phone.run("return window.asked.filter((one) => one === 'snapshot').length")
        host.apply(add("whole", "Entries that follow", to="inbox"))
        phone.sees("Inbox 2", "#inbox")
        assert snapshots() == 1, "the page does not believe entries that follow"
        phone.run("window.change = (text) => text.replace('Truly said', 'Hardly said')")
        host.apply(add("forged", "Truly said", to="inbox"))
        phone.sees_card("Truly said")
        assert snapshots() == 2, snapshots()
        # A host that begins anew without end is asked more and more seldom.
        phone.run("""window.change = (text) =>
          text.includes("event: hello") ? `${text}event: bye\\ndata: {"reason": "reset"}\\n\\n` : text;""")
        host.kill()
        phone.sees("offline", "#state")
        host.start()
        before = snapshots()
        phone.wait("two more snapshots", lambda: phone.run(
            "document.getElementById('link-now').click()") or snapshots() >= before + 2)
        phone.sees("offline", "#state")
        phone.run("window.change = null")
        phone.returned()
        phone.clean(allowed=NETWORK_ERRORS)


def leap(driver, squall):
    """A whole board may stand for entries that the host has lost: the page goes on from it."""
    with hosted(squall) as host, guest(driver) as phone:
        between(phone)
        phone.join(host.url())
        phone.saved()
        known = len(host.entries())
        host.kill()
        phone.sees("offline", "#state")
        phone.offline(True)
        host.start()
        host.apply(*[add(f"lost-{number}", f"Lost number {number}", to="inbox") for number in range(5)])
        host.end()
        journal = pathlib.Path(host.file.replace(".json", ".journal"))
        kept, entries = [], 0
        for line in journal.read_bytes().splitlines(keepends=True):
            entries += b'{"sequence": ' in line[:60]
            if entries > known:
                break
            kept.append(line)
        journal.write_bytes(b"".join(kept))
        host.start()
        host.end()
        # Its window on the log begins before the loss.
        host.start()
        phone.offline(False)
        phone.returned()
        phone.sees("Inbox 6", "#inbox")
        adopted = host.entries()[-1]
        assert adopted["change"]["change"] == "adopted" and adopted["sequence"] > known + 1, adopted["sequence"]
        host.apply(add("next", "Follows the board", to="inbox"))
        phone.sees("Inbox 7", "#inbox")
        # Who comes later resumes behind the loss.
        phone.reload()
        phone.sees("Inbox 7", "#inbox")
        phone.saved()
        host.apply(add("late", "Follows for the late too", to="inbox"))
        phone.sees("Inbox 8", "#inbox")
        assert phone.run("return window.asked.filter((one) => one === 'snapshot').length") == 1
        phone.clean(allowed=NETWORK_ERRORS)


def kept_apart(driver, squall):
    """What was sent is known after a reload and in another tab; what waits goes to its own workshop only."""
    with hosted(squall) as host, guest(driver) as phone:
        between(phone)
        phone.join(host.url())
        deafen = lambda is_deaf: phone.run(
            "if (arguments[0]) sessionStorage.setItem('deaf', '1'); else sessionStorage.removeItem('deaf')", is_deaf)
        deafen(True)
        phone.write("Sent and unheard")
        phone.wait("it at the host", lambda: host.sticky("Sent and unheard"))
        phone.reload()
        phone.open_sticky("Sent and unheard")
        phone.button("Withdraw")
        phone.sees("Withdrew", "#toast")
        deafen(False)
        phone.saved()
        assert not host.sticky("Sent and unheard"), "the withdrawal never came"
        # A session whose name begins as this one's.
        phone.run_async("""const done = arguments[0];
          Promise.all([import("/workshop.js"), import("/keep.js")]).then(([{ Workshop }, { Keep }]) => {
            const { session, id } = JSON.parse(localStorage["squall.access"]);
            const other = new Workshop({ session: `${session}.v2`, id }, Keep.ofBrowser(),
              { changed() {}, told() {} });
            other.submit({ edit: "addSticky", id: "elsewhere", kind: "note", text: "Elsewhere", to: "inbox" });
            done();
          });""")
        phone.reload()
        phone.write("Here")
        phone.saved()
        assert host.sticky("Here") and not host.sticky("Elsewhere"), "an edit went to another workshop"
        # Two tabs, and a host that is away.
        first = phone.tab
        second = phone.new_tab()
        phone.open(host.base)
        phone.saved()
        host.kill()
        phone.sees("offline", "#state")
        phone.write("Of the second tab")
        phone.write("Taken back in the first")
        phone.turn_to(first)
        phone.sees("offline, 2 waiting", "#state")
        phone.open_sticky("Taken back in the first")
        phone.button("Withdraw")
        phone.sees("was never sent", "#toast")
        host.start()
        phone.returned()
        phone.turn_to(second)
        phone.returned()
        texts = [one["change"].get("text") for one in host.entries()]
        assert texts.count("Of the second tab") == 1, texts
        assert "Taken back in the first" not in texts, texts
        phone.clean(allowed=NETWORK_ERRORS)


FOLD = """
const [entries, done] = arguments;
Promise.all([import("/board.js"), import("/json.js")]).then(([{ Board }, { readJSON }]) => {
  const plain = (board) => {
    const { sorted, entered, isSorted, copies, ...rest } = board;
    return JSON.stringify({ ...rest, order: board.readingOrder.map((one) => one.id) }, (key, value) =>
      value instanceof Map ? [...value].map(([name, one]) => [name, one]).sort((a, b) => (a[0] < b[0] ? -1 : 1))
        : value instanceof Set ? [...value] : value);
  };
  const token = JSON.parse(localStorage["squall.access"]).token;
  return fetch("/snapshot", { headers: { Authorization: `Bearer ${token}` } })
    .then((answer) => answer.text()).then((text) => {
      const object = readJSON(text);
      const wanted = Board.from(object);
      const board = new Board();
      board.id = wanted.id;
      board.createdAt = wanted.createdAt;
      board.title = "A workshop";
      for (const line of entries) {
        const entry = readJSON(line);
        board.apply(entry.change, entry.by, entry.at);
        if (entry.sequence === object.revision) break;
      }
      done([plain(board), plain(wanted)]);
    });
}).catch((error) => done([String(error), String(error.stack)]));
"""


def folding(driver, squall):
    """The page comes to the same board as the host, whatever happened."""
    for seed in range(4):
        chance = random.Random(seed)
        edits = random_edits(chance, 600)
        with hosted(squall, sample=None) as host, guest(driver) as phone:
            host.call("apply", host.url("facilitator"), text=lines(edits), is_good=False)
            phone.join(host.url())
            entries = host.call("log", host.file, "--json").splitlines()
            assert len(entries) > 150, f"seed {seed}: only {len(entries)} edits were accepted"
            board, wanted = phone.run_async(FOLD, entries)
            if board != wanted:
                place = next(i for i, (a, b) in enumerate(zip(board, wanted)) if a != b)
                raise AssertionError(
                    f"seed {seed}: …{board[max(0, place - 200):place + 200]}… "
                    f"is not …{wanted[max(0, place - 200):place + 200]}…")
            phone.clean()


def random_edits(chance, count):
    kinds = ["domainEvent", "command", "hotspot", "actor", "note", "policy", "readModel", "aggregate"]
    lanes, stickies, ids, links, contexts = ["sea", "shore"], ["gull", "crab"], [], [], []
    edits = [{"edit": "addLane", "id": name, "name": name} for name in lanes]
    edits += [add(name, name) for name in stickies]
    some = lambda of, other="nothing": chance.choice(of) if of else other

    def target():
        return chance.choice([
            {"after": some(stickies)}, {"before": some(stickies)}, {"with": some(stickies)}, {"to": "start"},
            {"to": "end"}, {"to": "inbox"}, {"on": some(stickies)}, {"lane": some(lanes), "to": "end"}])

    def one(number):
        name = f"x{number}"
        choice = chance.randrange(26)
        if choice < 6:
            stickies.append(name)
            return add(name, f"Text {number}", chance.choice(kinds), **target())
        if choice == 6:
            lanes.append(name)
            return {"edit": "addLane", "id": name, "name": f"Lane {number}"}
        if choice == 7:
            stickies.append(name)
            return {"edit": "addCopy", "id": name, "of": some(stickies[:-1]), **chance.choice(
                [{"to": "end"}, {"to": "inbox"}, {"after": some(stickies[:-1])}])}
        sticky = some(stickies)
        return [
            lambda: {"edit": "rewordSticky", "id": sticky, "text": f"Word {number}"},
            lambda: {"edit": "moveSticky", "id": sticky, **target()},
            lambda: {"edit": "removeSticky", "id": sticky},
            lambda: {"edit": "changeKind", "id": sticky, "kind": chance.choice(kinds)},
            lambda: {"edit": "setField", "id": sticky, "name": chance.choice(["b", "a", "1"]),
                     "value": chance.choice([1, "two", 9223372036854775807, None, {"deep": [1, 2]}])},
            lambda: {"edit": "removeField", "id": sticky, "name": chance.choice(["b", "a", "1"])},
            lambda: {"edit": "setNote", "id": sticky, "note": chance.choice(["", "A note"])},
            lambda: {"edit": "setPivotal", "id": sticky, "pivotal": chance.random() < 0.6},
            lambda: {"edit": "setTentative", "id": sticky, "tentative": chance.random() < 0.6},
            lambda: {"edit": chance.choice(["addressHotspot", "reopenHotspot"]), "id": sticky},
            lambda: {"edit": "attach", "id": sticky, "on": some(stickies)},
            lambda: {"edit": "detach", "id": sticky},
            lambda: {"edit": "vote", "id": sticky, "count": chance.randrange(4)},
            lambda: {"edit": chance.choice(["removeLane", "renameLane", "moveLane"]), "lane": some(lanes)},
            lambda: links.append(name) or {"edit": "addLink", "id": name, "from": sticky, "to": some(stickies)},
            lambda: contexts.append(name) or {"edit": "addContext", "id": name, "name": f"Context {number}",
                                              "stickies": [sticky]},
            lambda: {"edit": "changeContext", "id": some(contexts), "adding": [sticky]},
            lambda: chance.choice([{"edit": "makeRoom", "after": sticky, "columns": 2},
                                   {"edit": "closeGap", "after": sticky}]),
        ][choice - 8]() if choice < 26 else None

    for number in range(count):
        edit = one(number)
        if edit["edit"] == "renameLane":
            edit["name"] = f"Lane {number} anew"
        if edit["edit"] == "moveLane":
            edit["to"] = chance.choice(["start", "end"])
        edit["edit_id"] = f"e{number}"
        if ids and chance.random() < 0.15:
            edit = {"edit": chance.choice(["undo", "undo", "redo"]), "edit_id": f"e{number}"}
            if chance.random() < 0.5:
                edit["of"] = chance.choice(ids)
        elif chance.random() < 0.05:
            edit = {"edit": "batch", "edit_id": f"e{number}", "edits": [
                {key: value for key, value in edit.items() if key != "edit_id"},
                {"edit": "setTerm", "name": f"Term {number % 5}", "meaning": f"Meaning {number}"}]}
        ids.append(edit["edit_id"])
        edits.append(edit)
    return edits


def many(driver, squall):
    """Five thousand stickies stay usable: only what can be seen is in the document."""
    edits = [{"edit": "addLane", "id": f"lane-{number}", "name": f"Lane {number}"} for number in range(5)]
    edits += [add(f"s{number}", f"Event number {number} happened", lane=f"lane-{number % 5}")
              for number in range(4_900)]
    edits += [add(f"i{number}", f"Waiting number {number}", to="inbox") for number in range(100)]
    with hosted(squall, edits) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.sees_card("Event number 0 happened")
        count = lambda: phone.run("return document.querySelectorAll('*').length")
        assert count() < 800, count()
        phone.run("document.getElementById('timeline').scrollTo(1e9, 1e9)")
        phone.sees_card("Event number 4899 happened")
        assert count() < 800, count()
        phone.click("#go-outline")
        phone.sees_card("Event number 0 happened")
        phone.run("document.getElementById('outline').scrollTop = 1e9")
        phone.wait("the end of the outline", lambda: phone.run(
            """const outline = document.getElementById("outline");
            outline.scrollTop = 1e9;
            return outline.innerText.includes("Waiting number 99");"""))
        assert count() < 800, count()
        phone.click("#go-find")
        phone.type("#find-text", "number 4321")
        phone.sees("1 found", "#find-count")
        phone.sees_card("Event number 4321 happened")
        phone.run("document.getElementById('find-text').value = ''")
        phone.type("#find-text", "number 1")
        phone.sees_card("Event number 1 happened")
        # What is found for other words is read from its beginning.
        phone.run("document.getElementById('outline').scrollTop = 1e9")
        phone.sees_no_card("Event number 1 happened")
        phone.run("document.getElementById('find-text').value = ''")
        phone.type("#find-text", "number 2")
        phone.sees_card("Event number 2 happened")
        phone.button("Stop finding")
        phone.click("#go-timeline")
        frames = phone.run_async(
            """const done = arguments[0];
            const timeline = document.getElementById("timeline");
            let last = performance.now();
            const times = [];
            const step = () => {
              const now = performance.now();
              times.push(now - last);
              last = now;
              timeline.scrollLeft = times.length * 700;
              if (times.length < 60) requestAnimationFrame(step);
              else done(times.slice(1).sort((a, b) => a - b));
            };
            requestAnimationFrame(step);""")
        host.apply(add("late", "The latest of all", to="inbox"))
        phone.sees("Inbox 101", "#inbox")
        print(f"scrolling 5,000 stickies: median frame {frames[len(frames) // 2]:.0f} ms")
        phone.clean()


def keys(driver, squall):
    """Everything by keyboard, and everything has a name for ears."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        phone.sees_card("Order placed")
        focused = lambda: phone.run("return document.activeElement?.dataset?.id ?? document.activeElement?.id")
        phone.run("document.querySelector('.sticky').focus()")
        assert focused() == "buyer"
        phone.press([RIGHT])
        assert focused() == "place", focused()
        phone.press([RIGHT, DOWN])
        assert focused() == "paid-twice", focused()
        phone.press([END])
        assert focused() == "shipped", focused()
        phone.press([HOME])
        assert focused() == "buyer", focused()
        phone.press([ENTER])
        phone.wait("the sheet", lambda: phone.shown("#sheet"))
        phone.press([ESCAPE])
        phone.wait("the focus back", lambda: focused() == "buyer")
        phone.press(["a"])
        phone.wait("the sheet to add", lambda: focused() == "addition")
        phone.press([*"Written by keys", ENTER, ESCAPE])
        phone.saved()
        assert host.sticky("Written by keys")
        phone.wait("no sheet", lambda: not phone.run("return document.getElementById('sheet').open"))
        phone.press(["/"])
        phone.wait("the search", lambda: focused() == "find-text")
        phone.press([*"nowhere"])
        phone.sees("Nothing found", "#empty")
        phone.run("document.getElementById('find-text').value = ''")
        phone.press([*"shipped", ENTER])
        phone.wait("the match", lambda: focused() == "shipped")
        phone.press([ESCAPE])
        # Scrolled away from where the keyboard was, Tab finds what is seen.
        for place, end in (("timeline", "buyer"), ("outline", "buyer")):
            phone.run("document.getElementById(arguments[0]).click()", f"go-{place}")
            # It is drawn a moment later.
            phone.wait(f"the {place}", lambda: phone.run(
                "const one = document.querySelector(arguments[0]); one?.focus(); return Boolean(one)",
                f"#{place} [data-id={end}]"))
            phone.run("document.activeElement.blur()")
            phone.emulate((360, 420))
            phone.run("document.getElementById(arguments[0]).scrollTo(1e6, 1e6)", place)
            phone.wait(f"something in the {place} that Tab reaches", lambda: phone.run(
                "return document.querySelectorAll(`#${arguments[0]} [data-id][tabindex='0']`).length", place) == 1)
            phone.emulate(PHONE)
        for place in ("timeline", "outline"):
            phone.run("document.getElementById(arguments[0]).click()", f"go-{place}")
            names_and_sizes(phone)
        phone.click("#go-add")
        names_and_sizes(phone)
        phone.close_sheet()
        phone.clean()


def names_and_sizes(phone):
    bad = phone.run("""
      const bad = [];
      for (const one of document.querySelectorAll("button, input, textarea, dialog, nav, main, section")) {
        if (one.getClientRects().length === 0 || /^(MAIN|DIALOG)$/.test(one.tagName)) continue;
        const name = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.innerText
          ?? one.textContent;
        if (!name?.trim()) bad.push(`no name: ${one.outerHTML.slice(0, 80)}`);
        if (one.tagName !== "BUTTON") continue;
        const { width, height } = one.getBoundingClientRect();
        const after = getComputedStyle(one, "::after");
        const more = after.content === "none" ? 0 : -2 * parseFloat(after.top || 0);
        if (height + more < 40 || width < 40) bad.push(`${width}x${height}: ${one.outerHTML.slice(0, 80)}`);
      }
      return bad;""")
    assert not bad, bad
    # What stands above one another covers nothing.
    over = phone.run("""const parts = ["view", "inbox"].map((id) => document.getElementById(id))
      .concat(document.querySelector(".head"), document.querySelector(".bar"))
      .filter((one) => one.getClientRects().length > 0).map((one) => one.getBoundingClientRect());
      return parts.flatMap((one) => parts.filter((other) => one !== other
        && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;""")
    assert over == 0, "parts of the page lie over one another"
    tree = phone.devtools("Accessibility.getFullAXTree", {})["nodes"]
    unnamed = [one for one in tree if one.get("role", {}).get("value") in ("button", "textbox", "radio", "searchbox")
               and not one.get("ignored") and not one.get("name", {}).get("value")]
    assert not unnamed, unnamed[:3]
    landmarks = {one.get("role", {}).get("value") for one in tree}
    if "dialog" not in landmarks:
        assert {"banner", "main", "navigation"} <= landmarks, landmarks


MACHADO = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopic": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopic": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopic": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}


def colours(driver, squall):
    """Stickies are told apart by every sight, and every text can be read, by day and by night."""
    with hosted(squall) as host, guest(driver) as phone:
        phone.join(host.url())
        names = ["domainEvent", "command", "aggregate", "actor", "policy", "readModel", "externalSystem",
                 "hotspot", "opportunity", "screen", "definition", "note"]
        for is_dark in (False, True):
            phone.emulate(PHONE, is_dark)
            value = lambda name: phone.run(
                "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", name)
            kinds = {name: linear(value(f"--kind-{name}")) for name in names}
            ink = linear(value("--ink"))
            for name, colour in kinds.items():
                assert contrast(colour, ink) >= 4.5, (name, contrast(colour, ink))
            for sight, matrix in MACHADO.items():
                seen = {name: lab([min(1, max(0, sum(a * b for a, b in zip(row, kinds[name])))) for row in matrix])
                        for name in names[:8]}
                for one in seen:
                    for other in seen:
                        if one < other:
                            distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other])) ** 0.5
                            assert distance >= 20, (sight, one, other, distance)
            for text, ground in [("--text", "--paper"), ("--text", "--wall"), ("--soft", "--paper"),
                                 ("--soft", "--wall"), ("--soft", "--wall-odd"), ("--accent", "--paper"),
                                 ("--on-accent", "--accent"), ("--bad", "--bad-ground"), ("--bad", "--paper"),
                                 ("--good", "--paper"), ("--accent", "--come-ground")]:
                ratio = contrast(linear(value(text)), linear(value(ground)))
                assert ratio >= 4.5, (text, ground, ratio, is_dark)
            phone.shot(f"board-{'dark' if is_dark else 'light'}")
            phone.emulate(TABLET, is_dark)
            phone.shot(f"tablet-{'dark' if is_dark else 'light'}")
            phone.emulate(PHONE, is_dark)
            phone.click("#go-outline")
            phone.sees_card("Order placed")
            phone.shot(f"outline-{'dark' if is_dark else 'light'}")
            phone.click("#go-timeline")
        phone.clean()


def linear(colour):
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), colour))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    parts = [sum(a * b for a, b in zip(row, colour)) / white for row, white in zip(rows, (0.95047, 1, 1.08883))]
    x, y, z = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@contextlib.contextmanager
def other_machine():
    """An address that is not this machine's own, as far as a browser can tell; and what runs there.

    A network namespace of the test's own, joined by a pair of virtual cables. That takes root; without
    it the machine's own address in its network is as far as one gets.
    """
    if os.geteuid() != 0:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            yield probe.getsockname()[0], ()
        return
    name = f"squall-{os.getpid()}"
    near, far = f"sq{os.getpid() % 10**6}a", f"sq{os.getpid() % 10**6}b"
    net = f"198.18.{os.getpid() % 256}"  # a range kept for tests: RFC 2544
    ip = lambda *words: subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
    try:
        try:
            ip("netns", "add", name)
            ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
            ip("address", "add", f"{net}.1/24", "dev", near)
            ip("link", "set", near, "up")
            ip("-n", name, "address", "add", f"{net}.2/24", "dev", far)
            ip("-n", name, "link", "set", far, "up")
            ip("-n", name, "link", "set", "lo", "up")
        except subprocess.CalledProcessError as error:
            raise AssertionError(f"no network namespace can be made here: {error.stderr}") from None
        yield f"{net}.2", ("ip", "netns", "exec", name)
    finally:
        subprocess.run(["ip", "netns", "delete", name], capture_output=True)


def network(driver, squall):
    """On an address of a network, where browsers give no secure context, all of it works."""
    with other_machine() as (address, prefix), \
            hosted(squall, prefix=prefix, options=["--listen", address]) as host, guest(driver) as phone:
        assert address in host.url(), host.url()
        phone.join(host.url())
        assert phone.run("return [location.hostname, isSecureContext]") == [address, False]
        phone.write("Written from afar", place="end")
        phone.saved()
        assert host.sticky("Written from afar")
        host.apply(add("seen", "Seen from afar", to="inbox"))
        phone.sees("Inbox 2", "#inbox")
        host.kill()
        phone.sees("offline", "#state")
        phone.write("Waited afar")
        host.start()
        phone.returned()
        assert host.sticky("Waited afar")
        phone.clean(allowed=NETWORK_ERRORS)


CHECKS = [joining, code, live, adding, changing, overtaken, lost, tunnel, gone, rewound, chain, leap, kept_apart, hostile,
          roles, writing, reasons, kinds, renewed, unknown, in_turn, drafts, nothing_kept, folding, many, keys, colours, network]


# What takes more than the protocol of all browsers: a cut link, scripts before the page's, a second window, the
# tree that a screen reader has.
CHROMIUM_ONLY = [tunnel, gone, chain, leap, kept_apart, nothing_kept, keys]


def main():
    checks = {one.__name__.replace("_", "-"): one for one in CHECKS}
    is_webkit = "webkit" in sys.argv[1:]
    if is_webkit:
        checks = {name: check for name, check in checks.items() if check not in CHROMIUM_ONLY}
        sys.argv.remove("webkit")
    if len(sys.argv) < 3:
        for name, check in checks.items():
            print(f"{name}: {check.__doc__}")
        sys.exit(64)
    driver = Screen() if is_webkit else ChromiumDriver()
    try:
        names = checks if sys.argv[1] == "all" else [sys.argv[1]]
        for name in names:
            checks[name](driver, sys.argv[2])
            print(f"{name}: good")
    finally:
        driver.stop()


if __name__ == "__main__":
    main()
