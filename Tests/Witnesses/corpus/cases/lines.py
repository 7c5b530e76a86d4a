"""JSON, an object a line: what is no strict JSON rejects its file with the line; what no field can be, its row."""
from deliveries import GcpBilling
from model import Expected, case
from text import zipped

COSTS = ("0.1", "12.345678901234567891", "-3", "5e-06")


def line_case(name, *promises):
    return case("lines", *promises, name=name)


def delivery_of(*lines, ending=".json.gz", end="\n"):
    """Of good rows and of these lines in their midst."""
    delivery = GcpBilling(costs=COSTS[:2], ending=ending)
    good = [delivery.line(dict(zip(delivery.header, delivery.row(cost)))) for cost in COSTS]
    data = "".join(line + end for line in [*good[:2], *lines, *good[2:]]).encode()
    delivery.parts[0].data = zipped(data) if ending.endswith(".gz") else data
    delivery.amounts = [(cost, "USD") for cost in COSTS]
    return delivery


def broken(name, line, reason, *promises):
    def build(folder):
        return Expected([delivery_of(line).write(folder).rejected(reason, ".json.gz:3", period=None)])

    line_case(name, "P11", "P29", *promises)(build)


for name, line, reason in [
    ("cut-off-object", '{"cost":1', "JSON"), ("no-object", "[1,2]", "JSON"), ("text-alone", '"cost"', "JSON"),
    ("two-objects", '{"cost":1}{"cost":2}', "JSON"), ("comma-behind", '{"cost":1,}', "JSON"),
    ("single-quotes", "{'cost':1}", "JSON"), ("bare-key", "{cost:1}", "JSON"), ("comment", '{"cost":1} // one', "JSON"),
    ("nan", '{"cost":NaN}', "JSON"), ("infinity", '{"cost":-Infinity}', "JSON"), ("leading-zero", '{"cost":01}', "JSON"),
    ("plus", '{"cost":+1}', "JSON"), ("point-alone", '{"cost":1.}', "JSON"), ("lone-surrogate", '{"a":"\\ud800"}', "JSON"),
    ("control-character", '{"a":"\x01"}', "JSON"), ("key-twice", '{"cost":1,"cost":2}', "twice"),
    ("forty-deep", '{"a":' * 40 + "1" + "}" * 40, "deep"),
]:
    broken(name, line, reason)


def bad_cell(name, reason, place, **cells):
    def build(folder):
        delivery = GcpBilling(costs=None)
        delivery.add([delivery.row("1"), delivery.row(**{"cost": "2", **cells}), delivery.row("3")], [])
        return Expected([delivery.write(folder).rejected(reason, place, period=None)])

    line_case(name, "P20", "P11")(build)


bad_cell("amount-as-list", "in column cost is not a decimal number", ".json.gz:2", cost="[1]")
bad_cell("month-thirteen", "is no month (yyyymm)", ".json.gz:2", **{"invoice.month": "202513"})
bad_cell("no-time", "in column usage_start_time is not a UTC date and time", ".json.gz:2", usage_start_time="yesterday")


@line_case("windows-line-ends", "P28")
def _(folder):
    return Expected([delivery_of(end="\r\n").write(folder).lands()])


@line_case("no-line-end-at-the-end", "P15")
def _(folder):
    delivery = delivery_of(ending=".json")
    delivery.parts[0].data = delivery.parts[0].data.rstrip(b"\n")
    return Expected([delivery.write(folder).lands()])


@line_case("byte-order-mark", "P28")
def _(folder):
    delivery = delivery_of(ending=".json")
    delivery.parts[0].data = b"\xef\xbb\xbf" + delivery.parts[0].data
    return Expected([delivery.write(folder).lands()])


@line_case("cut-off-gzip", "P15")
def _(folder):
    delivery = delivery_of()
    delivery.parts[0].data = delivery.parts[0].data[:-20]
    return Expected([delivery.write(folder).rejected("gzip", period=None)])


@line_case("credits-of-all-kinds", "P1", "P20")
def _(folder):
    """Amounts of all credits count, in E notation too; null is none."""
    delivery = GcpBilling(costs=None)
    credits = ('[{"name":"a","amount":-0.5},{"name":"it\'s","amount":-5e-06,"id":null}]', "[]",
               '[{"name":"b","amount":null}]')
    delivery.add([delivery.row(cost, credits=text) for cost, text in zip(("10", "20", "30"), credits)],
                 [("9.499995", "USD"), ("20", "USD"), ("30", "USD")])
    return Expected([delivery.write(folder).lands()])
