"""Browsers for tests, by the W3C WebDriver protocol, with the standard library: Chromium, and WebKit as
Safari has it."""

import base64
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 60.0  # seconds that a condition may take on a busy machine


class BrowserError(Exception):
    """The browser did not do what it was asked; its own words."""


class Driver:
    """A program that drives browsers."""

    def __init__(self, program, *words, **more):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing: .ci/prepare test installs it")
        self.process = subprocess.Popen([program, *words], stderr=subprocess.DEVNULL, text=True, **more)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=data, method=method,
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise BrowserError(f"{value['error']}: {(value['message'].splitlines() or [''])[0]}") from None


class ChromiumDriver(Driver):
    """One chromedriver, which several browsers may share."""

    def __init__(self):
        super().__init__("chromedriver", "--port=0", stdout=subprocess.PIPE)
        for line in self.process.stdout:
            if "started successfully on port" in line:
                self.port = int(line.rsplit(" ", 1)[1].rstrip(".\n"))
                return
        raise SystemExit("chromedriver does not start")


class Screen:
    """A screen that nobody sees, for browsers that draw nowhere else."""

    def __init__(self):
        if shutil.which("Xvfb") is None:
            raise SystemExit("Xvfb is missing: .ci/prepare test installs it")
        ours, theirs = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x1400x24", "-nolisten", "tcp"],
            pass_fds=[theirs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(ours) as pipe:
            self.name = f":{pipe.readline().strip()}"
        if self.name == ":":
            raise SystemExit("Xvfb does not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class WebKitDriver(Driver):
    """One WebKitWebDriver, which drives one browser."""

    def __init__(self, screen):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        super().__init__(
            "WebKitWebDriver", "--host=127.0.0.1", f"--port={self.port}", stdout=subprocess.DEVNULL,
            env={**os.environ, "DISPLAY": screen.name, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"})
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("WebKitWebDriver does not start") from None
                time.sleep(0.05)


class Browser:
    """A window with a profile of its own; what every browser can."""

    def begin(self, capabilities):
        session = self.driver.request(
            "POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.path = f"/session/{session['sessionId']}"

    def stop(self):
        self.driver.request("DELETE", self.path)

    def open(self, url):
        self.driver.request("POST", f"{self.path}/url", {"url": url})

    def reload(self):
        self.driver.request("POST", f"{self.path}/refresh", {})

    def run(self, script, *arguments):
        return self.driver.request(
            "POST", f"{self.path}/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        return self.driver.request(
            "POST", f"{self.path}/execute/async", {"script": script, "args": list(arguments)})

    def screenshot(self, file):
        picture = self.driver.request("GET", f"{self.path}/screenshot")
        with open(file, "wb") as out:
            out.write(base64.b64decode(picture))

    # Elements

    def find(self, selector):
        found = self.driver.request(
            "POST", f"{self.path}/elements", {"using": "css selector", "value": selector})
        return [one[ELEMENT] for one in found]

    def wait(self, what, condition):
        """The first answer of a condition that is true; what it waits for is said where it is not."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = condition()
                if answer:
                    return answer
            except BrowserError as error:
                if time.monotonic() > end:
                    raise AssertionError(f"never: {what} ({error})") from None
            if time.monotonic() > end:
                said = [one["message"] for one in self.messages()]
                raise AssertionError(
                    f"never: {what}; the page says: {self.text('body')[:2000]!r}; the browser: {said}")
            time.sleep(0.05)

    def element(self, selector):
        return self.wait(f"an element {selector}", lambda: self.find(selector))[0]

    def click(self, selector):
        self.wait(f"a click on {selector}", lambda: self.try_click(selector))

    def try_click(self, selector):
        for one in self.find(selector):
            try:
                self.driver.request("POST", f"{self.path}/element/{one}/click", {})
                return True
            except BrowserError as error:
                if not any(word in str(error) for word in ("interactable", "intercepted", "stale")):
                    raise
        return False

    def type(self, selector, text):
        one = self.element(selector)
        self.driver.request("POST", f"{self.path}/element/{one}/value", {"text": text})

    def press(self, keys):
        """Keys to whatever has the focus."""
        actions = []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.driver.request("POST", f"{self.path}/actions", {
            "actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def shown(self, selector):
        return self.run(
            "const e = document.querySelector(arguments[0]); return (e?.getClientRects().length ?? 0) > 0", selector)


class Chromium(Browser):
    """A window of headless Chromium, which lets much be seen and pretended."""

    def __init__(self, driver, size=(360, 640)):
        self.driver = driver
        options = {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--hide-scrollbars", "--force-prefers-reduced-motion",
            ],
        }
        self.begin({
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}})
        self.emulate(size)

    def emulate(self, size, dark=False):
        self.devtools("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 2, "mobile": True})
        self.devtools("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"}]})

    def devtools(self, command, parameters):
        return self.driver.request(
            "POST", f"{self.path}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def visited(self):
        """The addresses that the way back leads to."""
        history = self.devtools("Page.getNavigationHistory", {})
        return [one["url"] for one in history["entries"]]

    def messages(self):
        """What the browser has logged since the last call: errors, violations of the policy."""
        return self.driver.request("POST", f"{self.path}/se/log", {"type": "browser"})

    def offline(self, is_offline):
        self.devtools("Network.enable", {})
        self.devtools("Network.emulateNetworkConditions", {
            "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})

    # Tabs

    @property
    def tab(self):
        return self.driver.request("GET", f"{self.path}/window")

    def new_tab(self):
        """Opens one more tab of the same profile, and turns to it."""
        tab = self.driver.request("POST", f"{self.path}/window/new", {"type": "tab"})["handle"]
        self.turn_to(tab)
        return tab

    def turn_to(self, tab):
        self.driver.request("POST", f"{self.path}/window", {"handle": tab})


class WebKit(Browser):
    """A window of WebKitGTK, whose engine is that of Safari and so of every browser on an iPhone.

    It is no narrower than about 450 pixels, says nothing of what its scripts complain about, and knows neither
    a dark screen nor a cut link.
    """

    def __init__(self, screen, size=(360, 640)):
        found = sorted(pathlib.Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        if not found:
            raise SystemExit("MiniBrowser is missing: .ci/prepare test installs webkit2gtk-driver")
        self.driver = WebKitDriver(screen)
        try:
            self.begin({"webkitgtk:browserOptions": {"binary": str(found[-1]), "args": ["--automation"]}})
            self.emulate(size)
        except BaseException:
            self.driver.stop()
            raise

    def stop(self):
        try:
            super().stop()
        finally:
            self.driver.stop()

    def emulate(self, size, dark=False):
        self.driver.request(
            "POST", f"{self.path}/window/rect", {"width": size[0], "height": size[1]})

    def visited(self):
        return []

    def messages(self):
        return []
