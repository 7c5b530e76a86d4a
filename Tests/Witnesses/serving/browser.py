"""A headless Chromium, driven by its DevTools protocol over a pipe: needs neither a package nor a port."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time

# A machine that does other things too; nothing is measured by it.
PATIENCE_SECONDS = 120


def executable():
    named = os.environ.get("BILLOW_TEST_BROWSER")
    found = named or shutil.which("chromium-headless-shell")
    if not found:
        raise SystemExit("no browser: run scripts/setup --tests, or name one in BILLOW_TEST_BROWSER")
    return found


class Browser:
    """One page. What it says, asks for and logs is kept until `open` begins anew."""

    def __init__(self, profile):
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()
        # The browser wants its ends as 3 and 4, whatever numbers they have here.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (to_read, to_write)]
        os.close(to_read)
        os.close(to_write)

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [
                executable(), "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-sandbox", "--headless",
                "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--no-default-browser-check",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=place,
            pass_fds=(3, 4, *ends))
        for end in ends:
            os.close(end)
        self.buffer, self.number, self.answers, self.session = b"", 0, {}, None
        self.errors, self.requests, self.dialogs = [], [], []
        self.loaded, self.spoil = False, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network", "Log"]:
            self.call(f"{domain}.enable")

    def end(self):
        os.close(self.out)
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_SECONDS)
        os.close(self.into)

    # --- Messages

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data):]
        return self.number

    def receive(self):
        until = time.monotonic() + PATIENCE_SECONDS
        while b"\0" not in self.buffer:
            if not select.select([self.into], [], [], max(0, until - time.monotonic()))[0]:
                raise SystemExit("the browser fell silent")
            chunk = os.read(self.into, 1 << 16)
            if not chunk:
                raise SystemExit("the browser went away")
            self.buffer += chunk
        message, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(message)
        if "method" in message:
            self.note(message["method"], message["params"])
        else:
            self.answers[message["id"]] = message

    def call(self, method, **parameters):
        number = self.send(method, **parameters)
        # What is noted meanwhile may call too, and read this answer.
        while number not in self.answers:
            self.receive()
        answer = self.answers.pop(number)
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']}")
        return answer["result"]

    def note(self, event, told):
        if event == "Page.loadEventFired":
            self.loaded = True
        elif event == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            self.errors.append(told["exceptionDetails"]["text"])
        elif event == "Runtime.consoleAPICalled" and told["type"] in ("error", "assert"):
            self.errors.append(str(told["args"]))
        elif event == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.errors.append(told["entry"]["text"])
        elif event == "Page.javascriptDialogOpening":
            self.dialogs.append(told["message"])
            self.send("Page.handleJavaScriptDialog", accept=False)
        elif event == "Fetch.requestPaused":
            self.answer_spoilt(told)

    # --- What a person does

    def open(self, address):
        self.errors, self.requests, self.dialogs, self.loaded = [], [], [], False
        told = self.call("Page.navigate", url=address)
        if "errorText" in told:
            raise SystemExit(f"{address}: {told['errorText']}")
        self.wait_until_loaded()

    def wait_until_loaded(self):
        while not self.loaded:
            self.receive()
        # What was logged while loading comes before this answer.
        self.evaluate("0")

    def evaluate(self, script):
        told = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in told:
            raise SystemExit(f"{script[:100]}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def press(self, key, text=""):
        code = {"Tab": 9, "Enter": 13}[key]
        for kind in ["keyDown", "keyUp"]:
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **({"text": text} if text and kind == "keyDown" else {}))

    def size(self, width, height=900):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def medium(self, scheme="light", media=""):
        self.call(
            "Emulation.setEmulatedMedia", media=media,
            features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self, path):
        told = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(told["data"]))

    def paper(self):
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])

    # --- What a bug would do

    def spoil_pages(self, change):
        """`change` is given each page's HTML; None lets them pass again."""
        self.spoil = change
        if change:
            self.call("Fetch.enable", patterns=[{"resourceType": "Document", "requestStage": "Response"}])
        else:
            self.call("Fetch.disable")

    def answer_spoilt(self, told):
        number = told["requestId"]
        body = self.call("Fetch.getResponseBody", requestId=number)
        text = body["body"]
        if body["base64Encoded"]:
            text = base64.b64decode(text).decode()
        changed = self.spoil(text)
        headers = [h for h in told["responseHeaders"] if h["name"].lower() != "content-length"]
        self.send(
            "Fetch.fulfillRequest", requestId=number, responseCode=told["responseStatusCode"],
            responseHeaders=headers, body=base64.b64encode(changed.encode()).decode())
