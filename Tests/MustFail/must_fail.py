"""Seeds the bugs of bugs.json into a copy of the sources, all at once, and shows that for each a check turns red.

    must_fail.py [NAME…]        all bugs, or these

Each bug is a choice at run time between what the source says and what is wrong, so that one build has them all. First
no bug is switched on, and all checks must be green; then one after the other, and its check must be red. A bug's text
that is not in the source any more is an error: the bug, or its check, has lost its place.
"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
PACKAGE = HERE.parent.parent
COPY = PACKAGE / ".build" / "must-fail"
CORPUS = HERE.parent / "Witnesses" / "corpus" / "run.py"
SWITCH = "BILLOW_SEEDED_BUG"
IS_ON = f"""
private func seededBug(_ name: String) -> Bool {{
    getenv("{SWITCH}").map {{ String(cString: $0) == name }} ?? false
}}
"""


def fail(message):
    sys.exit(f"error: {message}")


def seeded(text, bug, edit):
    """The source with a choice where the bug's text stands."""
    before, rest = edit["at"].split("«")
    original, after = rest.split("»")
    whole = before + original + after
    if text.count(whole) != 1:
        fail(f"the bug '{bug['name']}' has lost its place: {edit['file']} has {text.count(whole)} times\n{whole}")
    switch = f"seededBug(\"{bug['name']}\")"
    if edit.get("kind") == "statement":
        choice = f"if {switch} {{ {edit['wrong']} }} else {{ {original} }}"
    else:
        choice = f"({switch} ? ({edit['wrong']}) : ({original}))"
    return text.replace(whole, before + choice + after)


def write_copy(bugs):
    """Only what differs is written, so that a second build is short."""
    edited = {}
    for bug in bugs:
        for edit in bug["edits"]:
            path = edit["file"]
            text = edited.get(path) or (PACKAGE / path).read_text()
            edited[path] = seeded(text, bug, edit)
    wanted = {"Package.swift": (PACKAGE / "Package.swift").read_bytes()}
    if (PACKAGE / "Package.resolved").exists():
        wanted["Package.resolved"] = (PACKAGE / "Package.resolved").read_bytes()
    for path in (PACKAGE / "Sources").rglob("*"):
        if path.is_file():
            wanted[path.relative_to(PACKAGE).as_posix()] = path.read_bytes()
    for path, text in edited.items():
        wanted[path] = f"import Foundation\n{text}{IS_ON}".encode()
    for path in [path for path in (COPY / "Sources").rglob("*") if path.is_file()]:
        if path.relative_to(COPY).as_posix() not in wanted:
            path.unlink()
    for path, content in wanted.items():
        target = COPY / path
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    if not (COPY / "Tests").is_symlink():
        (COPY / "Tests").symlink_to(PACKAGE / "Tests")


def take_dependencies():
    """What is fetched already need not be fetched again."""
    for name in ("checkouts", "repositories", "workspace-state.json"):
        source, target = PACKAGE / ".build" / name, COPY / ".build" / name
        if source.exists() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, symlinks=True)
            else:
                shutil.copy(source, target)


def build():
    command = ["swift", "build", "--package-path", str(COPY), "--product", "billow"]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode != 0:
        lines = [line for line in (finished.stdout + finished.stderr).splitlines() if "error" in line]
        fail("the seeded copy does not build:\n" + "\n".join(lines[:20]))
    return COPY / ".build" / "debug" / "billow"


def turned_red(program, check, bug=None):
    """Names of the checks that are wrong, with why; `check` is a list of names of one kind."""
    kind, names = check
    environment = {**os.environ, "BILLOW_DUCKDB": os.environ.get("BILLOW_DUCKDB") or engine()}
    if bug:
        environment[SWITCH] = bug
    if kind == "lake":
        finished = subprocess.run(
            [sys.executable, HERE / "lake_checks.py", program, *names], capture_output=True, text=True, env=environment)
        return {line.split(":")[0]: line for line in finished.stdout.splitlines()}
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        finished = subprocess.run(
            [sys.executable, CORPUS, "--billow", program, "--json", report.name, "--only", *names],
            capture_output=True, text=True, env=environment)
        try:
            cases = json.load(open(report.name))["cases"]
        except ValueError:
            fail(f"{names}: no report: {finished.stdout}{finished.stderr}")
    return {case["name"]: "; ".join(case["faults"]) for case in cases if case["state"] != "right"}


def engine():
    """The copy lies elsewhere than the folder that has the engine."""
    return str(PACKAGE / ".tools" / "duckdb")


def main():
    sys.stdout.reconfigure(line_buffering=True)
    bugs = json.loads((HERE / "bugs.json").read_text())
    chosen = [bug for bug in bugs if not sys.argv[1:] or bug["name"] in sys.argv[1:]]
    start = time.monotonic()
    write_copy(bugs)
    take_dependencies()
    program = build()
    print(f"built with {len(bugs)} bugs in {time.monotonic() - start:.0f} s")
    start = time.monotonic()
    checks = {}
    for bug in chosen:
        kind, name = bug["check"].split(" ")
        checks.setdefault(kind, set()).add(name)
    red = {}
    for kind, names in checks.items():
        red |= turned_red(program, (kind, sorted(names)))
    if red:
        fail("checks are red though no bug is switched on:\n" + "\n".join(f"{key}: {why}" for key, why in red.items()))

    def tried(bug):
        kind, name = bug["check"].split(" ")
        return bug, name, turned_red(program, (kind, [name]), bug["name"])

    survivors = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for bug, name, red in pool.map(tried, chosen):
            survivors += name not in red
            verdict = f"red: {red[name][:100]}" if name in red else "STAYS GREEN"
            print(f"{bug['name']:34}{bug['check']:52}{verdict}")
    print(f"{len(chosen) - survivors} of {len(chosen)} bugs turned their check red, {time.monotonic() - start:.0f} s")
    if survivors:
        fail(f"{survivors} bugs stayed unseen")


if __name__ == "__main__":
    main()
