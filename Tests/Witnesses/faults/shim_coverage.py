#!/usr/bin/env python3
"""Whether the shim sees everything: what it journals of an ingest is compared with what strace sees of the same run.

    shim_coverage.py BILLOW        needs strace
"""
import collections
import json
import os
import re
import subprocess
import sys
import pathlib

from billow import PACKAGE, Fault, operations
from scene import Scene, scratch

CALLS = {
    "openat": "C", "open": "C", "creat": "C",
    "write": "W", "pwrite64": "W", "writev": "W", "pwritev": "W", "pwritev2": "W", "ftruncate": "W",
    "truncate": "W", "fallocate": "W", "copy_file_range": "W", "sendfile": "W", "splice": "W",
    "fsync": "S", "fdatasync": "S", "sync_file_range": "S", "syncfs": "S", "sync": "S",
    "link": "N", "linkat": "N", "symlink": "N", "symlinkat": "N", "rename": "N", "renameat": "N", "renameat2": "N",
    "mkdir": "N", "mkdirat": "N", "mknod": "N", "unlink": "U", "unlinkat": "U", "rmdir": "U",
}
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
UNFINISHED = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")


def whole_lines(trace):
    """Calls that strace shows in two pieces, as one line."""
    open_calls = {}
    for line in trace.splitlines():
        if begun := UNFINISHED.match(line):
            open_calls[begun[1]] = f"{begun[1]} {begun[2]}({begun[3]}"
        elif resumed := RESUMED.match(line):
            yield open_calls.pop(resumed[1], "") + resumed[3]
        else:
            yield line


def seen_by_strace(trace, folders):
    counts = collections.Counter()
    for line in whole_lines(trace):
        match = LINE.match(line)
        if not match or match[1] not in CALLS or int(match[3]) < 0:
            continue
        name, arguments = match[1], match[2]
        if CALLS[name] == "C" and not re.search("O_CREAT|O_TMPFILE|O_TRUNC", arguments) and name != "creat":
            continue
        if not any(folder in arguments for folder in folders):
            continue
        counts[CALLS[name]] += 1
    return counts


def main():
    with scratch() as name:
        folder = pathlib.Path(name)
        scene = Scene(sys.argv[1], folder).prepare()
        case = scene.case("strace")
        fault = Fault(journal=case / "journal", folders=scene.watched(case), syncs=True)
        environment = [f"--env={key}={value}" for key, value in fault.environment().items()]
        trace = case / "trace"
        names = ",".join(f"?{call}" for call in CALLS)
        subprocess.run(
            ["strace", "-f", "-y", "-s", "0", "-o", trace, "-e", f"trace={names}"] + environment +
            [scene.program.path, "ingest", scene.exports, "--lake", case / "lake"],
            check=True, cwd=PACKAGE, env=dict(os.environ, TMPDIR=str(case / "tmp")), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        folders = [str(path) for path in fault.folders]
        strace = seen_by_strace(trace.read_text(errors="replace"), folders)
        done = [one for one in operations(case / "journal") if not one.error]
        shim = collections.Counter(one.kind for one in done if one.kind in "CWSNU")
        print(json.dumps({"strace": dict(strace), "shim": dict(shim)}))
        if strace != shim:
            sys.exit("they differ")


if __name__ == "__main__":
    main()
