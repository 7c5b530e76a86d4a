#!/usr/bin/env python3
"""Delta logs that are broken, or that another tool has written: the right sum, or a clear error; never a crash.

    broken_logs.py BILLOW [--only NAME] [--workers N]

Each variant spoils one table of a small lake in one way. Then `billow query` adds up focus, and `billow ingest` brings
a new month. RIGHT: nothing that counts is lost, so both must work. ERROR: both must refuse, with an exit code and an
error object that says why, and the lake's files must be as before. EITHER: both are allowed, as long as no sum is
wrong.
"""
import argparse
import collections
import hashlib
import json
import os
import shutil
import sys
import time
from decimal import Decimal

from billow import Program
from exports import AzureActual, Cost, totals, write_all
from lake import Lake, Table, Wrong
from scene import in_parallel, scratch

RIGHT, ERROR, EITHER = "right", "error", "either"
CODES = {65: "bad_data", 66: "nothing_to_read", 74: "input_output", 77: "permission", 78: "configuration"}
# The lake's tables get that many commits, so that a checkpoint is followed by two commits and preceded by ten.
MONTHS = 13
LAST, CHECKPOINT = 12, 10


class Log:
    """The log of `focus` in a lake, to be spoiled."""

    def __init__(self, lake, table="focus"):
        self.lake, self.table = lake, lake / table
        self.folder = self.table / "_delta_log"

    def path(self, version):
        return self.folder / f"{version:020}.json"

    @property
    def checkpoint(self):
        return self.folder / f"{CHECKPOINT:020}.checkpoint.parquet"

    @property
    def pointer(self):
        return self.folder / "_last_checkpoint"

    def actions(self, version):
        return [json.loads(line) for line in self.path(version).read_text().splitlines()]

    def write(self, version, actions):
        self.path(version).write_text("".join(json.dumps(action) + "\n" for action in actions))

    def edit(self, kind, change, version=LAST):
        """Lets `change` have the one action of that kind."""
        actions = self.actions(version)
        for action in actions:
            if kind in action:
                change(action[kind])
        self.write(version, actions)

    def also(self, *actions, version=LAST):
        self.write(version, self.actions(version) + list(actions))

    def first(self, kind, version=LAST):
        return next(action[kind] for action in self.actions(version) if kind in action)

    def without_checkpoint(self):
        self.checkpoint.unlink()
        self.pointer.unlink()

    def live(self):
        table = Table(self.table)
        return table.path(sorted(table.live)[0])


VARIANTS = {}


def variant(expected):
    def keep(function):
        VARIANTS[function.__name__.replace("_", " ")] = (expected, function)
        return function
    return keep


# --- Commits that are missing or no commits

@variant(ERROR)
def gap_after_the_checkpoint(log): log.path(LAST - 1).unlink()

@variant(RIGHT)
def gap_before_the_checkpoint(log): log.path(3).unlink()

@variant(ERROR)
def gap_without_checkpoint(log): log.without_checkpoint(); log.path(3).unlink()

@variant(ERROR)
def first_commit_missing(log): log.without_checkpoint(); log.path(0).unlink()

@variant(ERROR)
def version_skipped_at_the_end(log): log.path(LAST).rename(log.path(LAST + 1))

@variant(ERROR)
def no_json(log): log.path(LAST).write_text("this is no JSON\n")

@variant(ERROR)
def cut_in_the_middle(log): log.path(LAST).write_bytes(log.path(LAST).read_bytes()[:-200])

@variant(ERROR)
def empty_commit(log): log.path(LAST).write_bytes(b"")

@variant(ERROR)
def only_white_space(log): log.path(LAST).write_text("\n \n")

@variant(ERROR)
def not_utf8(log): log.path(LAST).write_bytes(b'{"commitInfo":{"x":"\xff\xfe"}}\n' + log.path(LAST).read_bytes())

@variant(ERROR)
def utf16(log): log.path(LAST).write_text(log.path(LAST).read_text(), encoding="utf-16")

@variant(ERROR)
def zeros(log): log.path(LAST).write_bytes(bytes(4096))

@variant(ERROR)
def nested_deeply(log): log.path(LAST).write_text('{"commitInfo":' + '{"a":' * 100_000 + "1" + "}" * 100_001 + "\n")

@variant(ERROR)
def an_array(log): log.path(LAST).write_text("[" + log.path(LAST).read_text().splitlines()[0] + "]\n")

@variant(ERROR)
def commit_is_a_link(log):
    log.path(LAST).rename(log.lake / "elsewhere.json")
    os.symlink(log.lake / "elsewhere.json", log.path(LAST))

@variant(ERROR)
def commit_is_a_pipe(log): log.path(LAST).unlink(); os.mkfifo(log.path(LAST))

@variant(RIGHT)
def foreign_files_in_the_log(log):
    (log.folder / f"{LAST:020}.crc").write_text("{}")
    (log.folder / "notes.txt").write_text("x")
    (log.folder / f"{LAST + 1:020}.json.tmp").write_text("{")


# --- Actions that contradict each other or the protocol

@variant(ERROR)
def two_metadata(log):
    metadata = log.first("metaData", 0)
    log.also({"metaData": metadata}, {"metaData": metadata})

@variant(ERROR)
def two_protocols(log): log.also({"protocol": log.first("protocol", 0)}, {"protocol": log.first("protocol", 0)})

@variant(ERROR)
def protocol_of_the_future(log): log.also({"protocol": {"minReaderVersion": 9, "minWriterVersion": 9}})

@variant(ERROR)
def foreign_features(log): log.also({"protocol": {
    "minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": ["deletionVectors"],
    "writerFeatures": ["deletionVectors"]}})

@variant(ERROR)
def deletion_vector(log): log.edit("add", lambda add: add.update(deletionVector={
    "storageType": "u", "pathOrInlineDv": "ab^-aqEH.-t@S}K{vb[*k^", "sizeInBytes": 4, "cardinality": 1}))

@variant(ERROR)
def column_mapping(log):
    metadata = log.first("metaData", 0)
    metadata["configuration"]["delta.columnMapping.mode"] = "name"
    log.also({"metaData": metadata})

@variant(ERROR)
def schema_is_no_schema(log):
    metadata = log.first("metaData", 0)
    log.also({"metaData": metadata | {"schemaString": "{"}})

@variant(RIGHT)
def added_twice(log): log.also({"add": log.first("add", LAST - 1)})

@variant(ERROR)
def added_twice_in_one_commit(log): log.also({"add": log.first("add")})

@variant(ERROR)
def removes_what_is_not_there(log): log.also({"remove": {
    "path": "x_source=a/x_billing_period=2025-01/part-0.parquet", "deletionTimestamp": 1, "dataChange": True}})

@variant(ERROR)
def two_transactions_of_one_application(log): log.also({"txn": log.first("txn")})

@variant(RIGHT)
def unknown_action(log): log.also({"somethingNew": {"x": 1}})


# --- Files that are not where they belong

def aside(log, path):
    """The last commit's file under another path, which leads to a file with rows of its own."""
    log.edit("add", lambda add: add.update(path=path))

@variant(ERROR)
def path_leads_up(log): aside(log, "../daily/part-1.parquet")

@variant(ERROR)
def path_leads_up_encoded(log): aside(log, "%2e%2e/daily/part-1.parquet")

@variant(ERROR)
def path_is_absolute(log): aside(log, str(log.live()))

@variant(ERROR)
def path_is_a_url(log): aside(log, f"file://{log.live()}")

@variant(ERROR)
def path_into_the_log(log): aside(log, f"_delta_log/{CHECKPOINT:020}.checkpoint.parquet")

@variant(ERROR)
def path_with_nul(log): aside(log, "part%00.parquet")

@variant(EITHER)
def file_is_missing(log): log.live().unlink()

@variant(EITHER)
def file_is_cut(log): log.live().write_bytes(log.live().read_bytes()[:-100])

@variant(EITHER)
def file_is_empty(log): log.live().write_bytes(b"")

@variant(EITHER)
def file_is_a_link(log):
    live = log.live()
    live.rename(log.lake / "elsewhere.parquet")
    os.symlink(log.lake / "elsewhere.parquet", live)

@variant(ERROR)
def negative_size(log): log.edit("add", lambda add: add.update(size=-1))

@variant(ERROR)
def size_beyond_numbers(log):
    log.path(LAST).write_text(log.path(LAST).read_text().replace('"size":', '"size":1e400,"s":', 1))

@variant(ERROR)
def partition_is_missing(log): log.edit("add", lambda add: add.update(partitionValues={"x_source": "azure-actual"}))

@variant(ERROR)
def partition_too_many(log): log.edit("add", lambda add: add["partitionValues"].update(more="1"))

@variant(ERROR)
def statistics_are_no_json(log): log.edit("add", lambda add: add.update(stats="{"))

@variant(EITHER)
def file_of_another_tool(log): log.edit("add", lambda add: add.update(tags={}))


# --- Checkpoints

@variant(RIGHT)
def checkpoint_is_cut(log): log.checkpoint.write_bytes(log.checkpoint.read_bytes()[:-300])

@variant(RIGHT)
def checkpoint_is_empty(log): log.checkpoint.write_bytes(b"")

@variant(RIGHT)
def checkpoint_is_damaged(log):
    content = bytearray(log.checkpoint.read_bytes())
    for at in range(200, 400):
        content[at] ^= 0x55
    log.checkpoint.write_bytes(content)

@variant(ERROR)
def checkpoint_is_cut_and_commits_are_gone(log):
    log.checkpoint.write_bytes(log.checkpoint.read_bytes()[:-300])
    for version in range(5):
        log.path(version).unlink()

@variant(RIGHT)
def commits_before_the_checkpoint_are_gone(log):
    for version in range(CHECKPOINT):
        log.path(version).unlink()

@variant(RIGHT)
def checkpoint_of_another_table(log):
    shutil.copy(log.lake / "daily/_delta_log" / log.checkpoint.name, log.checkpoint)

@variant(RIGHT)
def pointer_is_missing(log): log.pointer.unlink()

@variant(RIGHT)
def pointer_is_no_json(log): log.pointer.write_text("{")

@variant(RIGHT)
def pointer_to_the_future(log): log.pointer.write_text('{"version":99,"size":1}')

@variant(RIGHT)
def pointer_with_wrong_numbers(log): log.pointer.write_text(f'{{"version":{CHECKPOINT},"size":1,"sizeInBytes":7}}')

@variant(RIGHT)
def pointer_to_many_parts(log): log.pointer.write_text(f'{{"version":{CHECKPOINT},"size":1,"parts":4}}')


# --- Judging

class Case:
    def __init__(self, scene):
        self.scene = scene

    def __call__(self, name):
        scene, (expected, spoil) = self.scene, VARIANTS[name]
        lake = scene.folder / ("lake-" + name.replace(" ", "-"))
        shutil.copytree(scene.base, lake)
        spoil(Log(lake))
        before = files(lake)
        said = []
        for what, arguments in (("query", ["query", QUERY, "--lake", lake, "--output", "json"]),
                                ("ingest", ["ingest", scene.exports, "--lake", lake, "--output", "json"])):
            finished = scene.program.run(arguments)
            model = scene.old if what == "query" else scene.new
            try:
                said.append(self.judge(what, finished, expected, model, lake))
                if finished.code and files(lake) != before:
                    raise Wrong(f"files have changed: {sorted(set(files(lake)) ^ set(before))[:4]}")
            except Exception as reason:
                return "wrong", f"{name}, {what}: {reason}"
        shutil.rmtree(lake)
        return "/".join(said), None

    def judge(self, what, finished, expected, model, lake):
        if finished.code < 0 or finished.code not in (0, *CODES):
            raise Wrong(f"{finished}")
        if finished.code:
            error = finished.error
            if not error or error["code"] != CODES[finished.code] or not error["message"]:
                raise Wrong(f"exit {finished.code} with the error {error}")
            if expected == RIGHT:
                raise Wrong(f"refused: {error}")
            return ERROR
        if expected == ERROR:
            raise Wrong(f"not refused: {finished.output.decode()[:300]}")
        if what == "query":
            rows = {row[0]: (int(row[1]), Decimal(row[2])) for row in json.loads(finished.output)["rows"]}
            wanted = {key[2]: sums["EUR"] for key, sums in model.items()}
            if rows != wanted:
                raise Wrong(f"sums {rows}, not {wanted}")
        else:
            again = self.scene.program.run(["query", QUERY, "--lake", lake, "--output", "json"])
            self.judge("query", again, expected, model, lake)
        return RIGHT


QUERY = "SELECT x_billing_period, count(*), sum(BilledCost) FROM focus GROUP BY ALL"


def files(lake):
    """Every file with its content; staging may be swept and notes on what was refused written at any time."""
    found = {}
    for path in sorted(lake.rglob("*")):
        name = str(path.relative_to(lake))
        if path.is_file() and not path.is_symlink() and not name.startswith(("staging/", "unlanded/", "known/")):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


class LogScene:
    def __init__(self, program, folder):
        self.program, self.folder = Program(program), folder
        self.base, self.exports = folder / "base", folder / "exports"
        months = [f"20{24 + number // 12}-{number % 12 + 1:02}" for number in range(MONTHS + 1)]
        deliveries = [AzureActual("daily", "8611537", month, 1, [[Cost(f"{number}.000000000000000001", "EUR")]])
                      for number, month in enumerate(months)]
        self.old, self.new = totals(deliveries[:-1]), totals(deliveries)
        write_all(deliveries[:-1], folder / "before")
        write_all(deliveries[-1:], self.exports)
        self.program.ingest(folder / "before", self.base)
        Lake(self.base).check(self.old)
        log = Log(self.base)
        if not (log.path(LAST).exists() and log.checkpoint.exists() and log.pointer.exists()):
            raise Wrong("the lake has not the log that the variants take for granted")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("billow")
    parser.add_argument("--only", action="append", choices=VARIANTS)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    start, counts, wrong = time.monotonic(), collections.Counter(), []
    with scratch() as name:
        import pathlib
        scene = LogScene(arguments.billow, pathlib.Path(name))
        for case, result in in_parallel(Case(scene), arguments.only or list(VARIANTS), arguments.workers):
            said, reason = result if isinstance(result, tuple) else ("wrong", f"{case}: {result!r}")
            counts[said] += 1
            if reason:
                wrong.append(reason)
    print(json.dumps({"variants": sum(counts.values()), "said": dict(counts), "wrong": wrong,
                      "seconds": round(time.monotonic() - start, 1)}, indent=1))
    if wrong:
        sys.exit(f"{len(wrong)} wrong:\n" + "\n".join(wrong[:20]))


if __name__ == "__main__":
    main()
