#!/usr/bin/env python3
"""What landing must make of CSV files, worked out slowly with `re`, `csv` and `decimal`; shares no code with Billow.

Usage: landing_oracle.py IN.jsonl [--duckdb EVERY]      one file a line in, what must become of it a line out, to stdout
A line in is {"csv": base64, "accumulates": bool}. Columns are typed by the first letter of their name: d decimal, i integer,
t timestamp, y date, b boolean, others text. `d_net`, or else `d_cost`, is the billed cost, `currency` its currency; rows of
files that accumulate tell their month in `t_period`.

A line out has a verdict: "accepted" with every cell as text ("1.500000000000000000", microseconds, ISO dates), the totals and the
count of rounded cells; "refused" with a reason and, where only cells are at fault, their lines; "either" where the
rules leave it open. Each accepted file is read by Python's strict csv reader too, and with --duckdb each EVERYth by DuckDB: when
these disagree with the rules here, the oracle itself is wrong and says so by failing.
"""
import base64
import csv
import datetime
import decimal
import io
import json
import re
import sys
import tempfile

decimal.getcontext().prec = 200
sys.set_int_max_str_digits(0)
LIMIT = decimal.Decimal(10) ** 20
STEP = decimal.Decimal(1).scaleb(-18)
CELL = re.compile(r'"(?:[^"]|"")*"|[^",\r\n]*')
AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(?:Z|\+00(?::?00)?)?)?")
AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})(?: 00?:00(?::00)?)?")
EPOCH = datetime.date(1970, 1, 1)


class Refused(Exception):
    """Why a file may not land."""


class Open(Exception):
    """The rules do not say; either outcome is right."""


# ---- Text to records

def records(data):
    """[(line, [(text, is_quoted)])] of strict RFC 4180 text."""
    if b"\0" in data:
        raise Refused("NUL")
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    found, at, line = [], 0, 1
    while at < len(text):
        start, cells = line, []
        while True:
            match = CELL.match(text, at)
            raw = match.group()
            cells.append((raw[1:-1].replace('""', '"'), True) if raw.startswith('"') else (raw, False))
            line += raw.count("\n")
            at = match.end()
            if at < len(text) and text[at] == ",":
                at += 1
                continue
            break
        if text.startswith("\r\n", at):
            at += 2
        elif text.startswith("\n", at):
            at += 1
        elif text[at:] == "\r":
            raise Open("a carriage return as the last byte")
        elif at < len(text):
            raise Refused(f"not a record on line {line}: {text[at:at + 10]!r}")
        line += 1
        found.append((start, cells))
    while found and found[-1][1] == [("", False)]:
        found.pop()
    if any(cells == [("", False)] for _, cells in found):
        raise Refused("a blank line between records")
    return found, text


def check_with_csv(found, text):
    csv.field_size_limit(1 << 30)
    wanted = [[cell for cell, _ in cells] for _, cells in found]
    read = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    # A blank line and a quoted empty cell alone are the same to csv, but for a list without cells.
    assert read == wanted, f"csv reads {read!r} where the rules say {wanted!r}"


# ---- Cells to values

def amount(text):
    """(units of 10^-18 as Decimal, was it rounded)"""
    match = AMOUNT.fullmatch(text)
    if not match:
        raise Refused("is not a decimal number")
    sign, whole, fraction, exponent = match.groups()
    digits = (whole + (fraction or "")).lstrip("0")
    if not digits:
        return decimal.Decimal(0), False
    scale = int(exponent or "0") - len(fraction or "")
    if len(digits) + scale > 21:
        raise Refused("is too large")
    if len(digits) + scale < -100:
        return decimal.Decimal(0), True
    with decimal.localcontext() as context:
        context.prec = len(digits) + 200
        exact = decimal.Decimal(int(digits)).scaleb(scale)
        value = exact.quantize(STEP, decimal.ROUND_HALF_EVEN)
        if value >= LIMIT:
            raise Refused("is too large")
        return (-value if sign == "-" and value else value), value != exact


def integer(text):
    if not re.fullmatch(r"[+-]?[0-9]+", text) or not -2**63 <= int(text) < 2**63:
        raise Refused("is not a whole number of 64 bits")
    return int(text)


def day(year, month, day_of_month):
    try:
        found = datetime.date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise Refused("is no day") from None
    if found.year < 1900:
        raise Refused("is before 1900")
    return (found - EPOCH).days


def instant(text):
    match = INSTANT.fullmatch(text)
    if not match:
        raise Refused("is not a UTC date and time")
    year, month, day_of_month, hour, minute, second, fraction = match.groups()
    clock = [int(part or "0") for part in (hour, minute, second)]
    if clock[0] > 23 or clock[1] > 59 or clock[2] > 59:
        raise Refused("is no time of day")
    seconds = day(year, month, day_of_month) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return seconds * 1_000_000 + int((fraction or "").ljust(6, "0")[:6])


def date(text):
    if INSTANT.fullmatch(text):
        micros = instant(text)
        if micros % 86_400_000_000:
            raise Refused("is not a day's first moment")
        return (EPOCH + datetime.timedelta(days=micros // 86_400_000_000)).isoformat()
    match = AMERICAN.fullmatch(text)
    if not match:
        raise Refused("is not a date")
    month, day_of_month, year = match.groups()
    if len(year) == 4 and int(year) < 1000:
        raise Refused("is a year of four digits that starts with 0")
    year = int(year) + (2000 if len(year) == 2 else 0)
    return (EPOCH + datetime.timedelta(days=day(year, month, day_of_month))).isoformat()


def boolean(text):
    # Only ASCII letters: no other letter's lower case is one of these.
    if text.lower() not in ("true", "false") or not text.isascii():
        raise Refused("is neither true nor false")
    return text.lower()


TYPES = {"i": lambda text: str(integer(text)), "t": lambda text: str(instant(text)), "y": date, "b": boolean}


# ---- A file

def names(header):
    found = [cell.strip(" ") or f"column_{at + 1}" for at, (cell, _) in enumerate(header)]
    if len(set(found)) < len(found):
        raise Refused("a column appears twice")
    if "d_cost" not in found:
        raise Refused("there is no d_cost")
    return found


def judge(data, accumulates):
    found, text = records(data)
    if not found:
        raise Refused("empty")
    check_with_csv(found, text)
    columns = names(found[0][1])
    if accumulates and "t_period" not in columns:
        if len(found) == 1:
            raise Open("no column tells the month, and no row needs one")
        raise Refused("no column tells the month")
    rows, bad, rounded, totals, months, overflows = [], [], 0, {}, {}, False
    for line, cells in found[1:]:
        if len(cells) != len(columns):
            raise Refused(f"{len(cells)} cells on line {line}")
        row, amounts, fault = [], {}, None
        for name, (cell, _) in zip(columns, cells):
            try:
                if cell == "":
                    row.append(None)
                elif name[0] == "d":
                    amounts[name], was_rounded = amount(cell)
                    rounded += was_rounded
                    row.append(f"{amounts[name]:.18f}")
                else:
                    row.append(TYPES[name[0]](cell) if name[0] in TYPES else cell)
            except Refused as refusal:
                fault = f"{cell[:100]!r} in {name} {refusal}"
                row.append(None)
        if accumulates:
            period = row[columns.index("t_period")]
            if period is None:
                fault = fault or "no billing period"
            else:
                moment = EPOCH + datetime.timedelta(days=int(period) // 86_400_000_000)
                months[f"{moment:%Y-%m}"] = months.get(f"{moment:%Y-%m}", 0) + 1
        if fault:
            bad.append((line, fault))
        billed = amounts.get("d_net", amounts.get("d_cost"))
        if billed is not None:
            currency = (row[columns.index("currency")] if "currency" in columns else None) or "unknown"
            totals[currency] = totals.get(currency, decimal.Decimal(0)) + billed
            overflows = overflows or abs(totals[currency]) >= LIMIT
        rows.append(row)
    if bad:
        return {"verdict": "refused", "why": bad[0][1], "lines": [line for line, _ in bad]}
    if any(abs(total) >= LIMIT for total in totals.values()):
        raise Refused("a sum of more than 38 digits")
    if overflows:
        raise Open("a sum has more than 38 digits on the way")
    return {
        "verdict": "accepted", "columns": columns, "rows": rows, "rounded": rounded, "months": months,
        "costs": {currency: f"{total:.18f}" for currency, total in totals.items()},
    }


# ---- DuckDB as a second witness

def check_with_duckdb(data, expected):
    """Text as DuckDB reads it, and the sum of what DuckDB types the same without rounding."""
    import duckdb
    if b'""' in data.split(b"\n")[0] or len(data.replace(b"\r\n", b"")) != len(data.replace(b"\n", b"").replace(b"\r", b"")):
        return
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        types = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(expected["columns"])))
        read = duckdb.sql(f"""select * from read_csv('{file.name}', auto_detect=false, header=true, delim=',', quote='"',
            escape='"', nullstr='', strict_mode=true, max_line_size=8000000, parallel=false, columns={{{types}}})""").fetchall()
        for at, name in enumerate(expected["columns"]):
            wanted = [row[at] for row in expected["rows"]]
            seen = [row[at] for row in read]
            if name[0] not in "ditby":
                assert seen == wanted, f"DuckDB reads {seen!r} in {name} where the rules say {wanted!r}"
            if name[0] == "d":
                for text, value in zip(seen, wanted, strict=True):
                    match = AMOUNT.fullmatch(text or "")
                    if match and not match[4] and len(match[3] or "") <= 18 and len(match[2]) <= 20:
                        cast = duckdb.sql(f"select '{text}'::decimal(38,18)::varchar").fetchall()[0][0]
                        assert cast == value, f"DuckDB makes {cast} of {text}, the rules {value}"


def main():
    every = int(sys.argv[3]) if sys.argv[2:3] == ["--duckdb"] else 0
    with open(sys.argv[1]) as lines:
        for number, line in enumerate(lines):
            task = json.loads(line)
            data = base64.b64decode(task["csv"])
            try:
                answer = judge(data, task["accumulates"])
                if every and number % every == 0 and answer["verdict"] == "accepted":
                    check_with_duckdb(data, answer)
            except Refused as refusal:
                answer = {"verdict": "refused", "why": str(refusal), "lines": []}
            except Open as question:
                answer = {"verdict": "either", "why": str(question)}
            print(json.dumps(answer))


if __name__ == "__main__":
    main()
