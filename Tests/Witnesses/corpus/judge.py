"""Compares what happened with what had to happen: a list of faults, empty where all is right."""
import json
import os
import re
from collections import Counter

CONTRACT = {0, 64, 65, 66, 69, 70, 74, 75, 77, 78}
SIZE_LIMIT_KB = 1 << 20
CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def shown(text, width=200):
    text = repr(text)
    return text if len(text) <= width else text[:width] + "…"


def of_process(run):
    """Whatever the input: the process ends by itself, in time, with an exit code of the contract."""
    faults = []
    if run.timed_out:
        faults.append("it did not end in time")
    elif run.signal:
        faults.append(f"it was ended by signal {run.signal}")
    elif run.code not in CONTRACT:
        faults.append(f"the exit code {run.code} is none of the contract")
    if run.peak_kb > SIZE_LIMIT_KB:
        faults.append(f"it took {run.peak_kb >> 10} MiB of memory")
    if found := CONTROL.search(run.output + run.errors):
        at = found.start()
        faults.append(f"a control character is printed: {shown((run.output + run.errors)[max(0, at - 40):at + 10])}")
    return faults


def of_case(expected, run, folder, lake, before):
    """One expectation against one ingest."""
    faults = []
    if run.code != expected.exit_code:
        faults.append(f"exit code {run.code}, not {expected.exit_code}: {shown(run.errors.decode(errors='replace'))}")
    if not any(outcome.has_landed for outcome in expected.outcomes):
        faults += untouched(before, lake.files())
    if expected.exit_code == 66:
        return faults + of_error(expected, run)
    try:
        report = json.loads(run.output)
    except ValueError:
        return faults + [f"standard output is no JSON: {shown(run.output)}"]
    faults += of_runs(expected, report["runs"])
    faults += of_others(expected, report["others"], folder)
    if not faults and any(outcome.has_landed for outcome in expected.outcomes):
        faults += of_lake(expected, lake)
    return faults


def untouched(before, after):
    """P11: a refusal leaves no trace."""
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return [f"the lake is not what it was: {shown(changed)}"] if changed else []


def of_error(expected, run):
    try:
        error = json.loads(run.errors)["error"]
    except (ValueError, KeyError):
        return [f"standard error is no JSON error: {shown(run.errors)}"]
    said = f"{error['message']} {error['source']}"
    faults = [] if expected.error in said else [f"the error does not say {expected.error!r}: {shown(said)}"]
    return faults if error["hint"] else [*faults, "the error does not say what to do"]


# --- Deliveries

def of_runs(expected, runs):
    """Each outcome is one run of the report, and there are no others."""
    faults, rest = [], list(runs)
    for outcome in sorted(expected.outcomes, key=lambda outcome: -len(outcome.reason + outcome.place)):
        alike = [run for run in rest if differences(outcome, run) == []]
        if alike:
            rest.remove(alike[0])
            continue
        near = [run for run in rest if (run["source"], run["period"]) == (outcome.source, outcome.period)]
        what = f"{outcome.state} {outcome.source} {outcome.period}"
        if near:
            faults.append(f"{what}: {'; '.join(differences(outcome, near[0]))}")
            rest.remove(near[0])
        else:
            faults.append(f"{what}: not reported")
    faults += [f"not expected: {run['state']} {run['source']} {run['period']} {shown(run['reason'])}" for run in rest]
    return faults


def differences(outcome, run):
    found = []
    for name, wanted in (("source", outcome.source), ("period", outcome.period), ("state", outcome.state)):
        if run[name] != wanted:
            found.append(f"{name} is {run[name]}, not {wanted}: {shown(run['reason'])}")
    if outcome.export is not None and run["export"] != outcome.export:
        found.append(f"export is {shown(run['export'])}, not {shown(outcome.export)}")
    if outcome.has_landed:
        if outcome.rows is not None and run["rows"] != outcome.rows:
            found.append(f"{run['rows']} rows, not {outcome.rows}")
        totals = {currency: costs["billed"] for currency, costs in run["totals"].items()}
        wanted = printed(outcome.sums)
        if totals != wanted:
            found.append(f"billed {shown(totals)}, not {shown(wanted)}")
    elif outcome.state == "rejected":
        found += of_refusal(outcome, run)
    elif outcome.reason not in (run["reason"] or ""):
        found.append(f"the reason is {shown(run['reason'])}, not {outcome.reason!r}")
    return found


def of_refusal(outcome, run):
    """P29: which delivery, which file, why, and what to do."""
    told = ("source", "export", "run", "reason", "place", "hint")
    found = [f"no {name} is told" for name in told if not run.get(name)]
    if outcome.reason not in (run["reason"] or ""):
        found.append(f"the reason is {shown(run['reason'])}, not {outcome.reason!r}")
    if not (run["place"] or "").endswith(outcome.place):
        found.append(f"the place is {run['place']}, not {outcome.place}")
    return found


def printed(sums):
    return {currency: f"{amount:.18f}" for currency, amount in sums.items()}


# --- Objects

def of_others(expected, others, folder):
    """P9: what no delivery accounts for is listed apart, each once, with a reason."""
    wanted = expected.others
    if wanted is None:
        accounted = {path for outcome in expected.outcomes for path in outcome.parts + outcome.manifests}
        wanted = [path for path in folder.objects() if path not in accounted]
    told = [other["path"] for other in others]
    faults = []
    if Counter(told) != Counter(wanted):
        gone, extra = Counter(wanted) - Counter(told), Counter(told) - Counter(wanted)
        faults.append(
            f"files passed over in silence: {shown(sorted(gone))}; told though they count: {shown(sorted(extra))}")
    reasons = {other["path"]: other["reason"] for other in others}
    faults += [f"{shown(path)} has no reason" for path, reason in reasons.items() if not reason]
    for path, part in expected.told.items():
        if part not in reasons.get(path, ""):
            faults.append(f"of {shown(path)} it is not said {part!r}: {shown(reasons.get(path))}")
    return faults


# --- The lake

def of_lake(expected, lake):
    """P1: rows and sums of raw, focus and daily; P28: texts; each part in one commit."""
    faults, landed = [], [outcome for outcome in expected.outcomes if outcome.has_landed]
    wanted = {}
    for outcome in landed:
        rows, sums = wanted.setdefault((outcome.source, outcome.period), [0, Counter()])
        wanted[outcome.source, outcome.period][0] = rows + (outcome.rows or 0)
        for currency, amount in outcome.sums.items():
            sums[currency] = sums[currency] + amount if currency in sums else amount
    for source in sorted({outcome.source for outcome in landed}):
        found = {(source, period): month for (_, period), month in merged(lake.raw(source)).items()}
        faults += compared(f"raw/{source}", {key: value for key, value in wanted.items() if key[0] == source}, found)
        files = Counter(lake.landed_files(source))
        parts = {path for outcome in landed if outcome.source == source for path in outcome.parts}
        if set(files) != parts or max(files.values(), default=1) > 1:
            faults.append(f"commits name {shown(sorted(files.elements()))}, not {shown(sorted(parts))}")
    for name in ("focus", "daily"):
        found = {}
        for (source, export, period), month in lake.derived(name).items():
            found.setdefault((source, period), []).append(month)
        faults += compared(name, wanted, {key: joined(months) for key, months in found.items()})
    for outcome in landed:
        for column, texts in outcome.texts.items():
            try:
                cells = lake.texts(outcome.source, column)
            except KeyError as error:
                cells = str(error)
            if cells != texts:
                faults.append(f"{column} holds {shown(cells, 400)}, not {shown(texts, 400)}")
    staged = [path for path in lake.files() if path.startswith("staging/")]
    return faults + ([f"left in staging: {shown(staged)}"] if staged else [])


def merged(months):
    """By period alone."""
    found = {}
    for (export, period), month in months.items():
        found.setdefault((None, period), []).append(month)
    return {key: joined(months) for key, months in found.items()}


def joined(months):
    first = months[0]
    for month in months[1:]:
        first.rows += month.rows
        for currency, amount in month.sums.items():
            first.sums[currency] = first.sums.get(currency, 0) + amount
    return first


def compared(name, wanted, found):
    faults = []
    wanted = {key: value for key, value in wanted.items() if value[0]}
    for key in sorted(wanted.keys() | found.keys()):
        if key not in found or key not in wanted:
            faults.append(f"{name} has {'no' if key in wanted else 'a'} month {key}")
            continue
        (rows, sums), month = wanted[key], found[key]
        if month.rows != rows or printed(month.sums) != printed(sums):
            faults.append(f"{name} {key}: {month.rows} rows, {shown(printed(month.sums))}; "
                          f"not {rows}, {shown(printed(sums))}")
    return faults
