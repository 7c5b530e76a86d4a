#!/usr/bin/env python3
"""Takes away the power after each operation of an ingest, with everything lost that was not synchronised.

    power_loss.py BILLOW [--seeds N] [--every N] [--first-killed N] [--workers N]

The shim's journal of one ingest is played back onto the lake as it was before. What a disk owes us is what fsync was
called for: bytes of a file by fsync of that file, names in a folder by fsync of that folder. After operation k all the
rest may be there or not: seed 0 loses all of it, the others keep some writes, tear some, and keep some names. Then the
lake is checked, an ingest is run, and the lake is as it shall be. What an ingest has reported as done is there even
when the power goes right after it.

With --first-killed N the ingest is killed at N operations spread over its length, a second one finishes the work, and
the power goes right after that: what the first one left without fsync must not be relied on.
"""
import argparse
import collections
import hashlib
import itertools
import json
import pathlib
import random
import shutil
import sys
import time

from billow import Fault, operations
from lake import Lake, Wrong
from scene import Scene, in_parallel, scratch


class Disk:
    """Folders and files as a machine sees them (`now`), and what of it is owed by the disk (`kept`)."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.files = {}  # inode → bytearray
        self.kept_files = {}  # inode → bytes as of its last fsync
        self.writes = collections.defaultdict(list)  # inode → [(offset, bytes)] since then
        self.names = {}  # folder → {name: inode, or None for a folder}
        self.kept_names = {}
        self.news = collections.defaultdict(list)  # folder → [(name, inode, None, or False for gone)] since its fsync
        self.inodes = {}  # the machine's number → ours; the machine uses them again
        self.next = 1
        self.load("")

    def load(self, folder):
        """What was there before is kept."""
        self.names[folder] = {}
        for path in (self.root / folder).iterdir():
            name = f"{folder}/{path.name}".lstrip("/")
            if path.is_dir():
                self.names[folder][path.name] = None
                self.load(name)
            else:
                self.names[folder][path.name] = self.file(path.read_bytes())
        self.kept_names[folder] = dict(self.names[folder])

    def file(self, content, is_kept=True):
        self.next += 1
        self.files[self.next] = bytearray(content)
        self.kept_files[self.next] = bytes(content) if is_kept else b""
        return self.next

    def split(self, path):
        """(folder, name) below the root; None for what is elsewhere."""
        prefix = str(self.root)
        if path == prefix or not path.startswith(prefix + "/"):
            return None
        folder, _, name = path[len(prefix) + 1:].rpartition("/")
        return folder, name

    def set_name(self, path, inode):
        where = self.split(path)
        if where is None:
            return
        folder, name = where
        if inode is False:
            self.names[folder].pop(name, None)
        else:
            self.names[folder][name] = inode
        self.news[folder].append((name, inode))

    def inode_at(self, path):
        where = self.split(path)
        return self.names.get(where[0], {}).get(where[1]) if where else None

    def play(self, operation):
        if operation.error:
            return
        kind, path = operation.kind, operation.path
        if kind == "C" and operation.call == "e":  # emptied
            self.write(self.inodes[operation.inode], None, 0)
        elif kind == "C":
            self.inodes[operation.inode] = self.file(b"", is_kept=False)
            if operation.call != "t":
                self.set_name(path, self.inodes[operation.inode])
        elif kind == "W":
            self.write(self.known(operation), operation.data if operation.call == "w" else None, operation.offset)
        elif kind == "S":
            self.sync(operation)
        elif kind == "N" and operation.call == "m":
            relative = path[len(str(self.root)) + 1:]
            self.names[relative], self.kept_names[relative], self.news[relative] = {}, {}, []
            self.set_name(path, None)
        elif kind == "N":
            self.set_name(path, self.known(operation))
            if operation.call == "r":
                self.set_name(operation.other, False)
        elif kind == "U":
            self.set_name(path, False)

    def known(self, operation):
        """The inode that an operation is about; one that was there before the journal is found by its name."""
        if operation.inode not in self.inodes:
            source = operation.other if operation.kind == "N" else operation.path
            self.inodes[operation.inode] = self.inode_at(source) or self.file(b"")
        return self.inodes[operation.inode]

    def write(self, inode, data, offset):
        """Without data: the file's new length."""
        change(self.files[inode], data, offset)
        self.writes[inode].append((data, offset))

    def sync(self, operation):
        relative = operation.path[len(str(self.root)):].lstrip("/")
        if operation.path == str(self.root) or relative in self.names:
            self.kept_names[relative] = dict(self.names[relative])
            self.news[relative] = []
        else:
            inode = self.known(operation)
            self.kept_files[inode] = bytes(self.files[inode])
            self.writes[inode] = []

    # --- After the power is back

    def after(self, seed):
        """{path: bytes, or None for a folder}. Seed 0 keeps nothing that is not owed."""
        dice = random.Random(seed)
        contents, found = {}, {}

        def content(inode):
            if inode not in contents:
                kept = bytearray(self.kept_files[inode])
                for data, offset in self.writes[inode]:
                    fate = dice.choice(("lost", "lost", "there", "torn", "zeros")) if seed else "lost"
                    if fate == "torn" and data:
                        data = data[:dice.randrange(len(data))]
                    elif fate == "zeros" and data:
                        data = bytes(len(data))
                    if fate != "lost":
                        change(kept, data, offset)
                contents[inode] = bytes(kept)
            return contents[inode]

        def walk(folder):
            names = dict(self.kept_names[folder])
            for name, inode in self.news[folder]:
                if seed and dice.random() < 0.5:
                    if inode is False:
                        names.pop(name, None)
                    else:
                        names[name] = inode
            for name, inode in names.items():
                path = f"{folder}/{name}".lstrip("/")
                if inode is None:
                    found[path] = None
                    walk(path)
                else:
                    found[path] = content(inode)

        walk("")
        return found


def change(content, data, offset):
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
    else:
        content.extend(bytes(max(0, offset - len(content))))
        content[offset:offset + len(data)] = data


def fingerprint(found):
    """Of what matters: staging is thrown away unread."""
    digest = hashlib.sha256()
    for path, content in sorted(found.items()):
        if not path.startswith("staging/"):
            digest.update(f"{path}\0{'-' if content is None else hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def lay_out(found, folder):
    folder.mkdir()
    for path, content in sorted(found.items()):
        if content is None:
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_bytes(content)


class Outage:
    """The power goes after one operation of the journalled ingest."""

    def __init__(self, scene, lake, journal):
        self.scene, self.lake, self.journal = scene, lake, journal

    def disk(self):
        disk = Disk(self.scene.base)
        disk.root = self.lake.resolve()
        return disk

    def __call__(self, case):
        number, seed, is_done = case
        disk = self.disk()
        for operation in itertools.islice(operations(self.journal), number):
            disk.play(operation)
        return self.judge(f"{number}-{seed}", disk.after(seed_of(number, seed)), is_done)

    def judge(self, name, found, is_done):
        """`is_done` when the ingest had reported its work as done."""
        folder = self.scene.folder / f"outage-{name}"
        folder.mkdir()
        try:
            lay_out(found, folder / "lake")
            lake = Lake(folder / "lake")
            if is_done:
                lake.check_month_by_month(self.scene.new)
            else:
                lake.check_month_by_month(self.scene.old, self.scene.new)
            finished = self.scene.program.ingest(self.scene.exports, folder / "lake")
            if finished.code != 0:
                raise Wrong(f"the restart: {finished}")
            Lake(folder / "lake").check(self.scene.new)
        except Exception as reason:
            return f"{name}: {reason!r}"
        shutil.rmtree(folder)
        return None


def journal(scene, name, at=0):
    """The operations of an ingest on a copy of the lake, killed at one of them or not."""
    case = scene.case(name)
    fault = Fault(at=at, kinds="CWNU", journal=case / "journal", with_data=True, folders=(case / "lake",))
    scene.program.ingest(scene.exports, case / "lake", fault)
    return case, list(operations(case / "journal"))


def seed_of(number, seed):
    return seed and number * 1000 + seed


def outages(work, seeds, every):
    """After each operation, each state of the disk once: (number, seed, is it the end)."""
    done, disk, seen = list(operations(work.journal)), work.disk(), set()
    for number, operation in enumerate(done, start=1):
        disk.play(operation)
        is_last = number == len(done)
        if operation.kind in "OX" or (number % every and not is_last):
            continue
        for seed in range(seeds):
            key = fingerprint(disk.after(seed_of(number, seed)))
            if key not in seen or is_last:
                seen.add(key)
                yield number, seed, is_last


class SecondOutage(Outage):
    """The power goes after an ingest that finished what a killed one had begun."""

    def __call__(self, at):
        try:
            case, first = journal(self.scene, f"killed-{at}", at)
            fault = Fault(journal=case / "journal", with_data=True, folders=(case / "lake",))
            finished = self.scene.program.ingest(self.scene.exports, case / "lake", fault)
            if finished.code != 0:
                raise Wrong(f"the ingest after the kill: {finished}")
            self.lake = case / "lake"
            disk = self.disk()
            for operation in first + list(operations(case / "journal")):
                disk.play(operation)
            shutil.rmtree(case)
        except Exception as reason:
            return f"killed-{at}: {reason!r}"
        return self.judge(f"killed-{at}", disk.after(0), is_done=True)


def kill_points(scene, kills):
    case, done = journal(scene, "count")
    shutil.rmtree(case)
    total = max(operation.number for operation in done)
    return sorted({1 + index * total // kills for index in range(kills)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first-killed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    start, wrong = time.monotonic(), []
    with scratch() as folder:
        scene = Scene(arguments.billow, folder).prepare()
        case, _ = journal(scene, "journal")
        work = Outage(scene, case / "lake", case / "journal")
        works = [(work, list(outages(work, arguments.seeds, arguments.every)))]
        if arguments.first_killed:
            works.append((SecondOutage(scene, None, None), kill_points(scene, arguments.first_killed)))
        for work, items in works:
            for _, result in in_parallel(work, items, arguments.workers):
                if result is not None:
                    wrong.append(str(result))
    counts = {"outages": len(works[0][1]), "outages after a kill and a restart": len(works[-1][1]) * (len(works) - 1)}
    print(json.dumps(counts | {"wrong": len(wrong), "seconds": round(time.monotonic() - start, 1)}))
    if wrong:
        sys.exit(f"{len(wrong)} wrong:\n" + "\n".join(wrong[:20]))


if __name__ == "__main__":
    main()
