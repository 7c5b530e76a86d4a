"""Runs the program under test, with the fault shim or without."""
import json
import os
import pathlib
import struct
import subprocess
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent.parent
TIMEOUT = 900
# The one place for options that every ingest takes. Models shrink months without a word; nothing shall be held.
INGEST_OPTIONS = ["--accept"]


def shim():
    """The compiled shim; made again when its source is newer."""
    source, folder = HERE / "fault_shim.c", PACKAGE / ".build" / "faults"
    library = folder / "fault_shim.so"
    if not library.exists() or library.stat().st_mtime < source.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"fault_shim.{os.getpid()}.so"
        compiler = next((name for name in ("cc", "clang", "gcc") if which(name)), None)
        if compiler is None:
            sys.exit("no C compiler: install clang or gcc")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", fresh, source, "-ldl", "-lpthread"],
                       check=True)
        fresh.rename(library)
    return library


def which(name):
    return any(os.access(pathlib.Path(folder) / name, os.X_OK) for folder in os.get_exec_path())


@dataclass
class Fault:
    """See fault_shim.c. `at` 0 only counts."""
    at: int = 0
    act: str = "kill"
    kinds: str = ""
    ever: bool = False
    journal: pathlib.Path = None
    with_data: bool = False
    folders: tuple = ()
    syncs: bool = False  # fsync as the program asks, which takes its time

    def environment(self):
        settings = {
            "LD_PRELOAD": str(shim()), "FAULT_FOLDERS": ":".join(os.path.realpath(folder) for folder in self.folders),
            "FAULT_AT": str(self.at), "FAULT_ACT": self.act}
        if not self.syncs:
            settings["FAULT_NO_SYNC"] = "1"
        if self.kinds:
            settings["FAULT_KINDS"] = self.kinds
        if self.ever:
            settings["FAULT_EVER"] = "1"
        if self.journal:
            settings["FAULT_JOURNAL"] = str(self.journal)
        if self.with_data:
            settings["FAULT_DATA"] = "1"
        return settings


@dataclass
class Finished:
    code: int  # negative: the signal that ended it
    output: bytes
    errors: bytes

    @property
    def runs(self):
        return json.loads(self.output)["runs"]

    @property
    def error(self):
        """The error object on standard error, or None."""
        for line in reversed(self.errors.decode(errors="replace").splitlines()):
            if line.startswith('{"error"'):
                return json.loads(line)["error"]
        try:
            return json.loads(self.errors)["error"]
        except ValueError:
            return None

    def __str__(self):
        ends = [text.decode(errors="replace")[-600:] for text in (self.errors, self.output)]
        return f"exit {self.code}; {' '.join(ends)}"


class Program:
    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())

    def start(self, arguments, fault=None, temporary=None):
        environment = dict(os.environ, BILLOW_THREADS="2", BILLOW_MEMORY="256")
        if temporary:
            environment["TMPDIR"] = str(temporary)
        if fault:
            environment |= fault.environment()
        return subprocess.Popen(
            [self.path] + [str(argument) for argument in arguments], env=environment, cwd=PACKAGE,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process):
        try:
            output, errors = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError(f"{process.args} has not ended after {TIMEOUT} s")
        return Finished(process.returncode, output, errors)

    def run(self, arguments, fault=None, temporary=None):
        return self.finish(self.start(arguments, fault, temporary))

    def start_ingest(self, exports, lake, fault=None, temporary=None):
        arguments = ["ingest", exports, "--lake", lake, "--output", "json"]
        return self.start(arguments + INGEST_OPTIONS, fault, temporary)

    def ingest(self, exports, lake, fault=None, temporary=None):
        return self.finish(self.start_ingest(exports, lake, fault, temporary))


# --- The shim's journal

RECORD = struct.Struct("=ccHHIiqqQ")


@dataclass
class Operation:
    kind: str
    call: str
    path: str
    other: str
    data: bytes
    error: int
    number: int
    offset: int
    inode: int


def operations(journal):
    """What the journal tells, in order. A last record that was cut off by a kill is left out."""
    content, at = pathlib.Path(journal).read_bytes(), 0
    while at + RECORD.size <= len(content):
        kind, call, path, other, size, error, number, offset, inode = RECORD.unpack_from(content, at)
        at += RECORD.size
        if at + path + other + size > len(content):
            return
        texts = content[at:at + path].decode(), content[at + path:at + path + other].decode()
        at += path + other
        yield Operation(kind.decode(), call.decode(), *texts, content[at:at + size], error, number, offset, inode)
        at += size
