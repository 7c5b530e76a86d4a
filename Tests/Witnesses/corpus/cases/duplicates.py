"""The same charges twice, in every disguise: counted once, and said so."""
from deliveries import AzureActual, AzureFocus, Cur, Oci
from model import Expected, case
from text import json_bytes


def copy(folder, source, target):
    return folder.write(target, folder.read(source))


@case("duplicates", "P5")
def one_run_in_two_folders(folder):
    delivery = AzureActual(costs=("1", "2")).write(folder)
    second = [copy(folder, path, f"backup/{path}") for path in delivery.paths + delivery.manifests]
    twin = delivery.becomes("skipped", reason="same delivery", parts=second[:1], manifests=second[1:])
    first = delivery.lands()
    # Either copy may be taken.
    swapped = [delivery.lands(parts=second[:1], manifests=second[1:]),
               delivery.becomes("skipped", reason="same delivery")]
    return [Expected([first, twin]), Expected(swapped)]


@case("duplicates", "P5", name="month-copied-under-another-export")
def month_copied_under_another_export(folder):
    """The manifest says another export's name; the bytes are the same."""
    delivery = AzureActual(costs=("1", "2")).write(folder)
    other = AzureActual(run=2, costs=("1", "2"), export="copied")
    other.parts = delivery.parts
    other.write(folder)
    return [Expected([delivery.lands(), other.becomes("skipped", reason="same bytes")]),
            Expected([delivery.becomes("skipped", reason="same bytes"), other.lands()])]


@case("duplicates", "P5")
def oci_file_under_another_name(folder):
    first = Oci(costs=("1", "2")).write(folder)
    path = copy(folder, first.path(), "oci/copy-of-it.csv.gz")
    twin = first.becomes("skipped", reason="same bytes", parts=[path])
    reverse = [first.lands(parts=[path]), first.becomes("skipped", reason="same bytes")]
    for outcomes in ([twin], reverse[1:]):
        outcomes[0].period = None
    return [Expected([first.lands(), twin]), Expected(reverse),
            Expected([first.lands(), first.becomes("skipped", reason="same bytes", parts=[path])])]


@case("duplicates", "P5", "P8")
def cur_with_pointer_and_copy(folder):
    """AWS itself writes the manifest twice: beside the parts, and above them."""
    delivery = Cur(costs=("1", "2")).write(folder)
    pointer = copy(folder, delivery.manifest_place, f"{delivery.month_folder}/daily-Manifest.json")
    return Expected([delivery.lands(manifests=[*delivery.manifests, pointer])])


@case("duplicates", "P5")
def file_without_manifest_in_two_folders(folder):
    delivery = AzureActual(costs=("1", "2"))
    folder.write("a/cost.csv", delivery.parts[0].data)
    folder.write("b/cost.csv", delivery.parts[0].data)
    landed = delivery.lands(parts=["a/cost.csv"], manifests=[])
    other = delivery.becomes("skipped", parts=["b/cost.csv"], manifests=[])
    superseded = delivery.becomes("superseded", parts=["b/cost.csv"], manifests=[])
    flip = [delivery.lands(parts=["b/cost.csv"], manifests=[]),
            delivery.becomes("superseded", parts=["a/cost.csv"], manifests=[])]
    return [Expected([landed, other]), Expected([landed, superseded]), Expected(flip)]


@case("duplicates", "P8")
def a_newer_run_counts(folder):
    old = AzureActual(run=1, day=2, costs=("1", "2", "4")).write(folder)
    new = AzureActual(run=2, day=3, costs=("8",)).write(folder)
    return Expected([new.lands(), old.becomes("superseded", reason="newer run")])


@case("duplicates", "P8", "P19")
def a_newer_run_that_is_older_on_disk(folder):
    """Copying turns times around: the manifest's submission time counts, not the file's."""
    old = AzureActual(run=1, day=2, costs=("1", "2", "4")).write(folder)
    new = AzureActual(run=2, day=3, costs=("8",)).write(folder)
    for path in old.paths + old.manifests:
        folder.age(path, 0)
    for path in new.paths + new.manifests:
        folder.age(path, 100_000)
    return Expected([new.lands(), old.becomes("superseded", reason="newer run")])


@case("duplicates", "P8", "P19")
def cur_assemblies_by_stamp(folder):
    old = Cur(run=1, costs=("1", "2", "4")).write(folder)
    new = Cur(run=2, costs=("8",)).write(folder)
    for path in new.paths + new.manifests:
        folder.age(path, 100_000)
    return Expected([new.lands(), old.becomes("superseded")])


@case("duplicates", "P8", "P15")
def the_newest_is_broken(folder):
    """The newest complete one is landed; the broken one is told."""
    old = AzureActual(run=1, day=2, costs=("1", "2")).write(folder)
    new = AzureActual(run=2, day=3, costs=("8",))
    new.edit = lambda m: {**m, "blobs": [{**m["blobs"][0], "byteCount": 3}]}
    new.write(folder)
    return Expected([old.lands(), new.rejected("bytes where the manifest declares 3")])


@case("duplicates", "P5", "P1")
def identical_rows_in_two_parts(folder):
    """Rows that are equal are rows: nothing is made distinct."""
    delivery = AzureActual(costs=("1", "1"))
    delivery.add([delivery.row("1")], [("1", "EUR")])
    return Expected([delivery.write(folder).lands()])


@case("duplicates", "P5")
def oci_rows_again_in_the_next_file(folder):
    """Corrections come as new rows, some equal to old ones: all count."""
    first, second = Oci(costs=("1", "2"), number=1), Oci(costs=("1", "-2"), number=2)
    return Expected([first.write(folder).lands(), second.write(folder).lands()])


@case("duplicates", "P8")
def two_exports_of_one_month(folder):
    daily = AzureFocus(costs=("1", "2")).write(folder)
    other = AzureFocus(run=2, costs=(), export="other")
    other.add([other.row("4", SubAccountId="s-2")], [("4", "EUR")])
    other.write(folder)
    return Expected([daily.lands(), other.lands()])


@case("duplicates", "P8", name="month-2025-1-and-2025-01")
def month_in_two_spellings(folder):
    """Two manifests of one export, one of which says the month without its zero: one month, or a clear refusal."""
    old = AzureActual("2025-01", run=1, day=2, costs=("1",)).write(folder)
    new = AzureActual("2025-01", run=2, day=3, costs=("2",))
    new.edit = lambda m: {**m, "runInfo": {**m["runInfo"], "startDate": "2025-1-01T00:00:00"}}
    new.write(folder)
    return [Expected([new.lands(), old.becomes("superseded")]),
            Expected([old.lands(), new.rejected("", "manifest.json")])]


@case("duplicates", "P5")
def one_file_claimed_by_two_manifests(folder):
    """A second manifest of another run names the same part: its month must not be counted twice."""
    delivery = AzureActual(costs=("1", "2")).write(folder)
    other = AzureActual(run=2, costs=None, export="other")
    manifest = {**delivery.manifest()}
    manifest["runInfo"] = {**manifest["runInfo"], "runId": other.run}
    manifest["exportConfig"] = {**manifest["exportConfig"], "exportName": "other"}
    place = folder.write(f"{other.folder}/manifest.json", json_bytes(manifest))
    twin = delivery.becomes("skipped", parts=[], manifests=[place])
    flip = [delivery.becomes("skipped"), delivery.lands(manifests=[place])]
    refused = delivery.becomes("rejected", parts=[], manifests=[place])
    return [Expected([delivery.lands(), twin]), Expected(flip), Expected([delivery.lands(), refused])]
