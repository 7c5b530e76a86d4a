"""Manifests that are broken, lie, or say nothing: unknown is not zero, and a promise is held."""
import json

from deliveries import AwsFocus, AzureActual, Cur
from model import Expected, case

PROMISES = ("P15", "P29", "P11")


def edited(name, reason, edit, place="manifest.json", kind=AzureActual, promises=PROMISES):
    """Two rows; the manifest says something else."""

    def build(folder):
        delivery = kind(costs=("1", "2"))
        delivery.edit = lambda manifest: edit(manifest) or manifest
        return Expected([delivery.write(folder).rejected(reason, place)])

    case("manifests", *promises, name=name)(build)


def tolerated(name, edit, kind=AzureActual, promises=("P15", "P1")):
    def build(folder):
        delivery = kind(costs=("1", "2"))
        delivery.edit = lambda manifest: edit(manifest) or manifest
        return Expected([delivery.write(folder).lands()])

    case("manifests", *promises, name=name)(build)


def blob(**changes):
    return lambda manifest: manifest["blobs"][0].update(changes)


def everywhere(count):
    def edit(manifest):
        manifest.update(dataRowCount=count)
        manifest["blobs"][0].update(dataRowCount=count)
    return edit


# --- Counts

part = "part_0_0001.csv"
edited("row-count-too-large", "2 rows where the manifest declares 3", blob(dataRowCount=3), part)
edited("row-count-too-small", "2 rows where the manifest declares 1", blob(dataRowCount=1), part)
edited("row-count-of-zero", "2 rows where the manifest declares 0", blob(dataRowCount=0), part)
edited("total-row-count-wrong", "2 rows where the manifest declares 5", lambda m: m.update(dataRowCount=5))
edited("total-row-count-of-zero", "2 rows where the manifest declares 0", lambda m: m.update(dataRowCount=0))
edited("row-count-of-64-bits", "", blob(dataRowCount=2**63 - 1), part)
edited("size-too-small", "bytes where the manifest declares 7", blob(byteCount=7), part)
edited("size-too-large", "bytes where the manifest declares 1000000", blob(byteCount=1000000), part)
edited("total-size-wrong", "bytes in all where the manifest declares 1", lambda m: m.update(byteCount=1))
edited("total-size-of-zero", "bytes in all where the manifest declares 0", lambda m: m.update(byteCount=0))
edited("size-of-zero", "bytes where the manifest declares 0", blob(byteCount=0), part)
tolerated("row-count-null", everywhere(None))
tolerated("row-count-absent", lambda m: (m.pop("dataRowCount"), m["blobs"][0].pop("dataRowCount")) and None)
tolerated("row-count-as-digits", everywhere("2"))
tolerated("size-null", blob(byteCount=None))
tolerated("unknown-fields", lambda m: m.update(somethingNew={"a": [1, None]}))


# --- Parts

@case("manifests", "P15", "P22", "P23", "P11")
def a_part_with_an_endless_name(folder):
    """Ten megabytes of letters, and nothing may take time that grows with their square."""
    delivery = AzureActual(costs=("1",))
    name = {"blobName": "https://" + "key" * 3_000_000 + ":/" * 500_000}
    delivery.edit = lambda m: {**m, "blobCount": 2, "blobs": [*m["blobs"], name]}
    return Expected([delivery.write(folder).rejected("is missing", "manifest.json")])


@case("manifests", *PROMISES)
def a_part_missing(folder):
    delivery = AzureActual(costs=("1",))
    delivery.add([delivery.row("2")], [("2", "EUR")])
    delivery.write(folder)
    (folder.root / delivery.path(1)).unlink()
    outcome = delivery.rejected("part_1_0001.csv that the manifest names is missing", "manifest.json")
    outcome.parts = [delivery.path(0)]
    return Expected([outcome])


@case("manifests", *PROMISES)
def a_cur_part_missing(folder):
    delivery = Cur(costs=("1",))
    delivery.add([delivery.row("2")], [("2", "USD")])
    delivery.write(folder)
    (folder.root / delivery.path(1)).unlink()
    outcome = delivery.rejected("daily-2.csv.gz that the manifest names is missing", "Manifest.json")
    outcome.parts = [delivery.path(0)]
    return Expected([outcome])


@case("manifests", *PROMISES)
def a_part_that_only_another_month_has(folder):
    """Parts of all months are called the same: October's must not be September's."""
    september = AzureActual("2025-09", 9, costs=("4",)).write(folder)
    delivery = AzureActual("2025-10", costs=("1",))
    delivery.edit = lambda m: {**m, "blobs": [{"blobName": m["blobs"][0]["blobName"]}], "byteCount": None,
                               "dataRowCount": None}
    delivery.write(folder)
    (folder.root / delivery.path()).unlink()
    outcome = delivery.rejected("is missing", "manifest.json")
    outcome.parts = []
    return Expected([september.lands(), outcome])


@case("manifests", *PROMISES)
def a_part_too_many(folder):
    delivery = AzureActual(costs=("1",))
    delivery.write(folder)
    extra = folder.write(f"{delivery.folder}/part_7_0001.csv", delivery.parts[0].data)
    outcome = delivery.rejected("the manifest does not name it", "part_7_0001.csv")
    outcome.parts += [extra]
    return Expected([outcome])


@case("manifests", *PROMISES)
def a_part_named_twice(folder):
    """The same blob twice: the month must not count twice."""
    delivery = AzureActual(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "blobs": m["blobs"] * 2, "blobCount": 2, "dataRowCount": 4}
    return Expected([delivery.write(folder).rejected("twice", "manifest.json")])


@case("manifests", *PROMISES)
def a_cur_part_named_twice(folder):
    delivery = Cur(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "reportKeys": m["reportKeys"] * 2}
    return Expected([delivery.write(folder).rejected("twice", "Manifest.json")])


@case("manifests", *PROMISES)
def rows_of_another_month(folder):
    """The manifest says October; every row and the period column say September."""
    september = AzureActual("2025-09", costs=("1", "2"))
    delivery = AzureActual("2025-10", costs=None)
    delivery.add_bytes(september.parts[0].data, 2)
    return Expected([delivery.write(folder).rejected("2025-09", "part_0_0001.csv")])


@case("manifests", *PROMISES)
def cur_rows_of_another_month(folder):
    september = Cur("2025-09", costs=("1", "2"))
    delivery = Cur("2025-10", costs=None)
    delivery.add_bytes(september.parts[0].data)
    return Expected([delivery.write(folder).rejected("2025-09", "daily-1.csv.gz")])


@case("manifests", *PROMISES)
def focus_rows_of_another_month(folder):
    september = AwsFocus("2025-09", costs=("1", "2"))
    delivery = AwsFocus("2025-10", costs=None)
    delivery.add_bytes(september.parts[0].data)
    return Expected([delivery.write(folder).rejected("2025-09", "focus-1-0-00001.csv.gz")])


@case("manifests", *PROMISES)
def part_of_another_dataset(folder):
    """FOCUS rows under a manifest of actual cost."""
    from deliveries import AzureFocus
    delivery = AzureActual(costs=None)
    delivery.add_bytes(AzureFocus(costs=("1",)).parts[0].data, 1)
    return Expected([delivery.write(folder).rejected("CostInBillingCurrency", "part_0_0001.csv")])


# --- JSON

def broken(name, change, reason="", kind=AzureActual):
    def build(folder):
        delivery = kind(costs=("1", "2"))
        delivery.manifest_bytes = change(json.dumps(delivery.manifest()).encode())
        delivery.write(folder)
        place = delivery.manifest_place.rsplit("/", 1)[1]
        outcome = delivery.rejected(reason, place)
        outcome.untold()
        # What lies beside a manifest that cannot be read is told apart: nobody landed it.
        told = {path: "manifest" for path in outcome.parts}
        outcome.parts = []
        return Expected([outcome], told=told)

    case("manifests", *PROMISES, name=name)(build)


broken("json-cut-short", lambda text: text[:-10])
broken("json-empty", lambda text: b"")
broken("json-of-nul", lambda text: bytes(100))
broken("json-with-comment", lambda text: b"// generated\n" + text)
broken("json-twice", lambda text: text + text)
broken("json-not-utf-8", lambda text: text.replace(b"daily", b"d\xffly"))
broken("json-of-a-thousand-levels", lambda text: text[:-1] + b', "x": ' + b"[" * 1000 + b"]" * 1000 + b"}")
broken("json-of-a-million-levels", lambda text: text[:-1] + b', "x": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}")
broken("json-larger-than-64-mib", lambda text: text[:-1] + b', "x": "' + b"a" * (64 << 20) + b'"}')
broken("cur-json-cut-short", lambda text: text[:-10], kind=Cur)
broken("cur-json-of-a-million-levels", kind=Cur,
       change=lambda text: text[:-1] + b', "x": ' + b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000 + b"}")
def contradicting(name, edit, reason=""):
    """It is JSON, and what it declares cannot be."""

    def change(text):
        manifest = json.loads(text)
        return json.dumps(edit(manifest) or manifest).encode()

    broken(name, change, reason)


contradicting("blob-count-too-large", lambda m: m.update(blobCount=3), "counts 3 blobs and names 1")
contradicting("blob-count-of-zero", lambda m: m.update(blobCount=0), "counts 0 blobs and names 1")
contradicting("row-count-negative", blob(dataRowCount=-2))
contradicting("row-count-huge", blob(dataRowCount=10**30))
contradicting("row-count-with-decimals", blob(dataRowCount=2.5))
contradicting("row-count-as-words", blob(dataRowCount="two"))
contradicting("row-count-as-list", blob(dataRowCount=[2]))
contradicting("size-negative", blob(byteCount=-1))
broken("blobs-as-text", lambda text: text.replace(b'"blobs": [', b'"blobs": "none", "other": ['))
broken("a-blob-without-name", lambda text: text.replace(b'"blobName"', b'"name"'))


def lenient(name, change):
    """Not as it should be, yet there is one way to read it: it lands exactly, or is refused."""

    def build(folder):
        delivery = AzureActual(costs=("1", "2"))
        delivery.manifest_bytes = change(json.dumps(delivery.manifest()).encode())
        outcome = delivery.write(folder).rejected("", "manifest.json").untold()
        outcome.parts = []
        return [Expected([delivery.lands()]), Expected([outcome])]

    case("manifests", "P15", "P1", name=name)(build)


lenient("json-with-trailing-comma", lambda text: text[:-1] + b",}")
lenient("json-as-utf-16", lambda text: text.decode().encode("utf-16"))
lenient("json-with-byte-order-mark", lambda text: b"\xef\xbb\xbf" + text)
lenient("a-month-thirteen-that-the-folder-knows", lambda text: text.replace(b"2025-10-01T", b"2025-13-01T"))


@case("manifests", *PROMISES)
def keys_twice(folder):
    """Two lists of parts in one object: which one counts is anybody's guess, so neither may land half."""
    delivery = AzureActual(costs=("1", "2"))
    delivery.add([delivery.row("4")], [("4", "EUR")])
    text = json.dumps(delivery.manifest())
    one = json.dumps(delivery.manifest()["blobs"][:1])
    delivery.manifest_bytes = (text[:-1] + f', "blobs": {one}, "blobCount": 1, "dataRowCount": 2}}').encode()
    delivery.write(folder)
    rejected = delivery.rejected("", "")
    unreadable = delivery.rejected("", "")
    unreadable.untold().parts = []
    return [Expected([delivery.lands()]), Expected([rejected]), Expected([unreadable])]


@case("manifests", "P15")
def an_unknown_version(folder):
    """A version that nobody has seen yet, with fields that are all understood."""
    delivery = AzureActual(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "manifestVersion": "2031-01-01"}
    delivery.write(folder)
    return [Expected([delivery.lands()]), Expected([delivery.rejected("version", "manifest.json")])]


@case("manifests", "P9")
def a_kind_that_is_not_landed(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "exportConfig": {**m["exportConfig"], "type": "PriceSheet"}}
    delivery.write(folder)
    return Expected([], exit_code=66, error="a price sheet")


@case("manifests", "P9")
def cur_with_zip(folder):
    delivery = Cur(costs=("1",), ending=".csv.zip")
    delivery.edit = lambda m: {**m, "compression": "ZIP"}
    return Expected([delivery.write(folder).lands()])


@case("manifests", "P15", "P1")
def without_the_run_id(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "runInfo": {"startDate": m["runInfo"]["startDate"]}}
    return Expected([delivery.write(folder).lands()])


@case("manifests", "P15", "P19")
def submitted_in_another_century(folder):
    delivery = AzureActual(costs=("1", "2"))
    delivery.edit = lambda m: {**m, "runInfo": {**m["runInfo"], "submittedTime": "2125-01-01T00:00:00Z"}}
    return Expected([delivery.write(folder).lands()])
