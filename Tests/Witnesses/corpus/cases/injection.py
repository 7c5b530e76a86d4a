"""Text that means something to SQL, to a spreadsheet, to a terminal, to a path: it stays text."""
from deliveries import AwsFocus, AzureActual, AzureFocus, Oci
from model import Expected, case

SQL = [
    "'; DROP TABLE focus; --", "' OR 1=1 --", "\"; ATTACH 'x.db'; --", "$$; SELECT 1; $$", "'||(SELECT 1)||'",
    "\\'; --", "/* */", "read_csv('/etc/passwd')", "{{7*7}}", "${jndi:ldap://127.0.0.1/a}", "%s%s%n", "$(id)", "`id`",
]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://127.0.0.1\")"]
ESCAPES = ["\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "\x08\x08\x08", "\u202egnp.exe", "\x7f", "a\x0bb\x0cc"]


def cells(name, texts, kind=AzureFocus, column="ResourceId", shown=False):
    def build(folder):
        delivery = kind(costs=None, ending=".csv")
        rows = [delivery.row("0.5", **{column: text}) for text in texts]
        delivery.add(rows, [("0.5", delivery.currency)] * len(rows))
        return Expected([delivery.write(folder).lands(texts={column: texts})])

    case("injection", "P28", "P1", "P45", name=name, shown=shown)(build)


cells("sql-in-cells", SQL)
cells("sql-in-accounts", SQL, column="SubAccountId")
cells("sql-in-services", SQL, column="ServiceName")
cells("sql-in-actual-tags", SQL, kind=AzureActual, column="Tags")
cells("formulas-in-cells", FORMULAS)
cells("escapes-in-cells", ESCAPES, column="ServiceName", shown=True)


@case("injection", "P1", "P28", shown=True)
def sql_in_currencies(folder):
    delivery = AzureActual(costs=None)
    amounts = [("1.5", "E'U;--"), ("2.5", "\"EUR\""), ("4", "\x1b[31mEUR")]
    delivery.add([delivery.row(cost, currency) for cost, currency in amounts], amounts)
    return Expected([delivery.write(folder).lands()])


@case("injection", "P26", "P28")
def sql_in_headers(folder):
    delivery = AzureFocus(costs=None)
    names = ["x_\"; DROP TABLE focus; --", "x_'quoted'", "x_a.b", "x_$1", "x_\\"]
    delivery.add([delivery.row("1.5") + ["kept"] * len(names)], [("1.5", "EUR")], header=[*delivery.header, *names])
    outcome = delivery.write(folder).lands()
    outcome.texts = {("source", name): ["kept"] for name in names}
    return Expected([outcome])


def export_named(name, text, shown=False):
    """The manifest's name of the export."""

    def build(folder):
        delivery = AzureActual(costs=("1.5", "2"))
        delivery.edit = lambda m: {**m, "exportConfig": {**m["exportConfig"], "exportName": text}}
        return Expected([delivery.write(folder).lands(export=f"{text}@8611537")])

    case("injection", "P28", "P21", "P45", name=name, shown=shown)(build)


export_named("export-with-sql", "'; DROP TABLE focus; --")
export_named("export-with-dots", "../../../outside")
export_named("export-with-escapes", "\x1b]0;owned\x07\x1b[2J", shown=True)
export_named("export-with-line-breaks", "one\ntwo\r\nthree\u2028four", shown=True)
export_named("export-like-a-partition", "x_billing_period=1999-01")
export_named("export-of-ten-thousand-letters", "a" * 10_000)
export_named("export-with-nul", "a\0b", shown=True)


def run_named(name, text, shown=False):
    def build(folder):
        delivery = AzureActual(costs=("1.5", "2"))
        delivery.edit = lambda m: {**m, "runInfo": {**m["runInfo"], "runId": text}}
        return Expected([delivery.write(folder).lands()])

    case("injection", "P28", "P21", "P45", name=name, shown=shown)(build)


run_named("run-with-sql", "1'; DELETE FROM runs; --")
run_named("run-with-dots", "../../lake/raw")
run_named("run-with-escapes", "\x1b[31m\r\n")


@case("injection", "P45", "P29", "P11", shown=True)
def escapes_in_a_refused_cell(folder):
    delivery = AzureActual(costs=("1", "\x1b]0;owned\x07\x1b[2J5"))
    return Expected([delivery.write(folder).rejected("is not a decimal number", "part_0_0001.csv:3")])


@case("injection", "P45", "P29", "P11", shown=True)
def escapes_in_a_missing_part(folder):
    delivery = AzureActual(costs=("1",))
    delivery.edit = lambda m: {**m, "blobCount": 2, "blobs": [*m["blobs"], {"blobName": "x/\x1b[2J\nrejected: none.csv"}]}
    outcome = delivery.write(folder).rejected("is missing", "manifest.json")
    return Expected([outcome])


@case("injection", "P45", "P9", shown=True)
def escapes_in_the_only_name(folder):
    """Nothing to read: the name is told on standard error."""
    folder.write("\x1b[31mred\x07\n.csv", b"a,b\n1,2\n")
    return Expected([], exit_code=66, error="red")


@case("injection", "P45", "P9", shown=True)
def escapes_in_other_names(folder):
    folder.write("\x1b]0;owned\x07.txt", b"hello")
    folder.write("line\nbreak.csv", b"\x1b[2J,b\n1,2\n")
    return Expected([AwsFocus(costs=("1.5",)).write(folder).lands()])


@case("injection", "P45", "P29", shown=True)
def escapes_in_a_header_that_is_refused(folder):
    delivery = Oci(costs=None, ending=".csv")
    header = [*delivery.header, "\x1b[2J", "\x1b[2J"]
    delivery.add([delivery.row("1") + ["", ""]], [], header=header)
    return Expected([delivery.write(folder).rejected("appears twice", ".csv", period=None)])
