"""Names: from manifests, of files, folders, links. None leads out of the folder, and nothing is passed over."""
import os
import socket

from deliveries import AwsFocus, AzureActual, AzureFocus, Cur, FOCUS_HEADER, Oci
from model import Expected, case
from text import csv

PROMISES = ("P21", "P24", "P11")


def named(name, blob, kind=AzureActual):
    """The manifest names a part elsewhere; what lies there would be a good one."""

    def build(folder):
        delivery = kind(costs=("1", "2"))
        secret = folder.write_outside("secret.csv", AzureActual(costs=("666",)).parts[0].data)
        place = blob(folder, delivery, str(secret))
        if kind is AzureActual:
            delivery.edit = lambda m: {**m, "blobs": [{"blobName": place}], "blobCount": 1, "dataRowCount": None}
        elif kind is Cur:
            delivery.edit = lambda m: {**m, "reportKeys": [place]}
        else:
            delivery.edit = lambda m: {**m, "dataFiles": [place]}
        delivery.write(folder)
        outcome = delivery.rejected("is missing", delivery.manifest_place.rsplit("/", 1)[1])
        own, outcome.parts = outcome.parts, []
        # What lies beside the manifest and is not named by it is told; it is not landed behind the manifest's back.
        expected = [Expected([outcome], told={own[0]: "manifest"}), Expected([delivery.rejected("", "")])]
        if kind is AwsFocus:
            # Data lies in a folder apart from manifests there, and is good as it is.
            expected.append(Expected([outcome, delivery.lands(manifests=[])]))
        return expected

    case("paths", *PROMISES, name=name)(build)


named("dots", lambda folder, delivery, secret: "../" * 12 + secret)
named("dots-inside", lambda folder, delivery, secret: f"root/{delivery.folder}/../../../../../outside/secret.csv")
named("backslash-dots", lambda folder, delivery, secret: "..\\" * 12 + "outside\\secret.csv")
named("encoded-dots", lambda folder, delivery, secret: "%2e%2e/" * 5 + "outside/secret.csv")
named("absolute", lambda folder, delivery, secret: secret)
named("passwd", lambda folder, delivery, secret: "/etc/passwd")
named("file-url", lambda folder, delivery, secret: f"file://{secret}")
named("http-url", lambda folder, delivery, secret: f"http://127.0.0.1:{folder.port}/part_0_0001.csv.x")
named("http-url-with-user", lambda folder, delivery, secret: f"http://a:b@127.0.0.1:{folder.port}/x.csv")
named("metadata-service", lambda folder, delivery, secret: "http://169.254.169.254/latest/meta-data/x.csv")
named("other-bucket", lambda folder, delivery, secret: "s3://attacker/elsewhere/secret.csv", AwsFocus)
named("bucket-with-port", lambda folder, delivery, secret: f"s3://127.0.0.1:{folder.port}/x/secret.csv", AwsFocus)
named("aws-file-url", lambda folder, delivery, secret: f"file://{secret}", AwsFocus)
named("aws-dots", lambda folder, delivery, secret: "s3://bucket/" + "../" * 12 + secret, AwsFocus)
named("cur-dots", lambda folder, delivery, secret: "../" * 12 + secret, Cur)
named("cur-absolute", lambda folder, delivery, secret: secret, Cur)
named("azure-url", lambda folder, delivery, secret: "https://acct.blob.core.windows.net/c/secret.csv?sig=x")
named("an-engine's-glob", lambda folder, delivery, secret: f"root/{delivery.folder}/part_*.csv")
named("every-file-below", lambda folder, delivery, secret: "**/*.csv")
named("an-empty-last-name", lambda folder, delivery, secret: f"root/{delivery.folder}/")
named("a-name-with-nul", lambda folder, delivery, secret: f"{delivery.path()}\0.csv")


# --- What is no file

def instead(name, what, make):
    """Something that is no regular file lies where the manifest's second part should be."""

    def build(folder):
        delivery = AzureActual(costs=("1",))
        delivery.add([delivery.row("2")], [("2", "EUR")])
        delivery.write(folder)
        place = folder.root / delivery.path(1)
        data = place.read_bytes()
        place.unlink()
        make(folder, place, data)
        outcome = delivery.rejected("part_1_0001.csv", "")
        outcome.parts = [delivery.path(0)]
        told = {} if place.is_dir() and not place.is_symlink() else {delivery.path(1): what}
        return Expected([outcome], told=told)

    case("paths", "P21", "P9", "P11", name=name)(build)


def link_to_outside(folder, place, data):
    place.symlink_to(folder.write_outside("secret.csv", data))


def link_inside(folder, place, data):
    folder.write("elsewhere.bin", data)
    place.symlink_to(folder.root / "elsewhere.bin")


def socket_at(folder, place, data):
    here = os.open(place.parent, os.O_RDONLY)
    try:
        socket.socket(socket.AF_UNIX).bind(f"/proc/self/fd/{here}/{place.name}")
    finally:
        os.close(here)


instead("link-out-of-the-folder", "link", link_to_outside)
instead("link-inside-the-folder", "link", link_inside)
instead("link-to-a-device", "link", lambda folder, place, data: place.symlink_to("/dev/zero"))
instead("link-to-itself", "link", lambda folder, place, data: place.symlink_to(place))
instead("link-to-nowhere", "link", lambda folder, place, data: place.symlink_to("/nonexistent/part.csv"))
instead("pipe", "neither a file", lambda folder, place, data: os.mkfifo(place))
instead("socket", "neither a file", socket_at)
instead("folder-named-like-a-file", "", lambda folder, place, data: place.mkdir())


@case("paths", "P21", "P9")
def a_link_beside_good_files(folder):
    """A link that nobody named: what it points at is not landed, and the link is told."""
    secret = folder.write_outside("secret.csv", AzureActual("2025-09", costs=("666",)).parts[0].data)
    delivery = AzureActual(costs=("1",)).write(folder)
    (folder.root / "stray.csv").symlink_to(secret)
    os.mkfifo(folder.root / "stray-pipe.csv")
    return Expected([delivery.lands()], told={"stray.csv": "link", "stray-pipe.csv": ""})


@case("paths", "P21", "P9")
def a_link_to_a_folder(folder):
    """A folder full of exports behind a link, and one that leads back to the top."""
    other = AzureActual("2025-09", 2, costs=("666",))
    folder.outside.mkdir()
    (folder.outside / "exports").mkdir()
    for place, data in ((f"{folder.outside}/exports/part_0_0001.csv", other.parts[0].data),):
        with open(place, "wb") as file:
            file.write(data)
    delivery = AzureActual(costs=("1",)).write(folder)
    (folder.root / "more").symlink_to(folder.outside / "exports")
    (folder.root / "loop").symlink_to(folder.root)
    return Expected([delivery.lands()], told={"more": "link", "loop": "link"})


@case("paths", "P21", "P9", "P23")
def nothing_but_a_pipe(folder):
    os.mkfifo(folder.root / "export.csv")
    return Expected([], exit_code=66, error="export.csv")


# --- Names of files and folders

def odd_folder(name, place, shown=False):
    """A good delivery of OCI in a folder with an odd name; the file's own name is ordinary."""

    def build(folder):
        delivery = Oci(costs=("1.5", "2.5"))
        delivery.folder = place
        return Expected([delivery.write(folder).lands()])

    case("paths", "P1", "P21", name=name, shown=shown)(build)


odd_folder("folder-named-like-a-cost", "BilledCost=0")
odd_folder("folder-named-like-a-currency", "BillingCurrency=XTS/EffectiveCost=1")
odd_folder("folder-named-like-provenance", "x_billing_period=1999-01/x_generation=9")
odd_folder("folder-with-glob-characters", "a[b]*?{c}")
odd_folder("folder-with-quotes", "it's \"quoted\"; --")
odd_folder("folder-with-a-line-break", "one\ntwo\r\nthree", shown=True)
odd_folder("folder-with-escapes", "\x1b]0;owned\x07\x1b[31m", shown=True)
odd_folder("folder-with-blanks", "  a  b  ")
odd_folder("folder-with-percents", "100%25/%2e%2e/%s%n")
odd_folder("folder-with-unicode", "Zu\u0308rich/Zürich/日本/👩‍🚀")
odd_folder("folder-that-hides", ".hidden/..data/...")
odd_folder("folder-with-a-long-name", "a" * 250 + "/" + "b" * 250 + "/" + "c" * 250)
odd_folder("folder-of-forty-levels", "/".join("d" for _ in range(40)))
odd_folder("folder-with-backslashes", "c:\\exports\\..\\x")
odd_folder("folder-named-like-a-stage", "staging/_delta_log2")


@case("paths", "P1", "P21")
def glob_in_a_part_s_name(folder):
    """`part-[12].csv` is one file, not two others."""
    delivery = AzureFocus(costs=None)
    row = delivery.row("1.5")
    folder.write("focus/a1.csv", csv(["not", "an", "export"], [["1", "2", "3"]]))
    folder.write("focus/a[12].csv", csv(delivery.header, [row]))
    delivery.parts, delivery.amounts = [], [("1.5", "EUR")]
    outcome = delivery.lands(parts=["focus/a[12].csv"])
    outcome.manifests = []
    return Expected([outcome], told={"focus/a1.csv": "not an export"})


@case("paths", "P10", "P9")
def a_name_that_is_no_utf_8(folder):
    """One name that cannot be text: the delivery beside it lands, and the name is told."""
    delivery = AzureActual(costs=("1",)).write(folder)
    with open(os.path.join(os.fsencode(folder.root), b"stray-\xff.csv"), "wb") as file:
        file.write(b"a,b\n1,2\n")
    return Expected([delivery.lands()], others=["stray-\ufffd.csv"], told={"stray-\ufffd.csv": "UTF-8"})


@case("paths", "P9", "P28", name="two-unicode-forms-of-one-name")
def two_unicode_forms_of_one_name(folder):
    """Two files whose names differ in their bytes alone are two files."""
    outcomes = []
    for number, name in enumerate(("Zürich", "Zu\u0308rich"), start=1):
        delivery = Oci(costs=(f"{number}.5",))
        delivery.parts[0].name = f"{name}-{number}.csv.gz"
        delivery.write(folder)
        outcomes.append(delivery.lands())
    return Expected(outcomes)


@case("paths", "P9")
def a_delta_table_among_exports(folder):
    """Somebody's table looks like exports and is none."""
    folder.write("table/_delta_log/00000000000000000000.json", "{}")
    folder.write("table/part-0.csv", csv(FOCUS_HEADER, [["1"] * len(FOCUS_HEADER)]))
    delivery = AzureActual(costs=("1",)).write(folder)
    return Expected([delivery.lands()], told={"table/part-0.csv": "Delta table"})
