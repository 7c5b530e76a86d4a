"""The scene of the fault loops: a small lake, and deliveries that change it in every way that a month can change."""
import multiprocessing
import os
import pathlib
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed

from billow import Program
from exports import AWSReport, AzureActual, Cost, OCIReport, totals, write_all
from lake import Lake


class Scene:
    """`base` is a lake nine commits old, so that the tenth, a checkpoint's, is made under faults. The deliveries in
    `exports` then land a first month of a new source, replace a month and add a column, and add files to a month."""

    def __init__(self, program, folder):
        self.program, self.folder = Program(program), pathlib.Path(folder)
        self.exports, self.base = self.folder / "exports", self.folder / "base"
        self.steps, self.deliveries, self.old, self.new = self.script()

    def script(self):
        """What made the base step by step, what is to be landed, and the sums before and after."""
        months = [AzureActual("daily", "8611537", f"2025-{month:02}", 1, [[Cost(f"{month}.000000000000000001", "EUR")]])
                  for month in range(3, 10)]
        files = [OCIReport("focus", "ocid1.tenancy", "2025-09", order, [[Cost(f"0.{order}", "USD"), Cost("2", "EUR")]])
                 for order in (1, 2, 3, 4)]
        again = AzureActual(
            "daily", "8611537", "2025-09", 2,
            [[Cost("90.5", "EUR"), Cost("-0.25", "USD", day=6)], [Cost("1e-18", "EUR")]], extra={"costOwner": "x"})
        first = AWSReport(
            "daily", "123456789012", "2025-09", 1, [[Cost("7.125", "USD")], [Cost("0.0000000001", "USD")]])
        return ([months + files[:1], files[1:2]], [again, first] + files[2:],
                totals(months + files[:2]), totals(months[:-1] + files + [again, first]))

    def without_a_file(self):
        """What the lake holds when a file that adds up was rejected, and others were not."""
        files = [delivery for step in self.steps for delivery in step if isinstance(delivery, OCIReport)]
        new = [delivery for delivery in self.deliveries if isinstance(delivery, OCIReport)]
        return [totals(files + [one]) for one in new]

    def prepare(self):
        self.base.mkdir(parents=True)
        for number, deliveries in enumerate(self.steps):
            write_all(deliveries, self.folder / f"step{number}")
            self.program.ingest(self.folder / f"step{number}", self.base)
        write_all(self.deliveries, self.exports)
        Lake(self.base).check(self.old)
        return self

    def case(self, name):
        """A folder with a copy of the lake."""
        folder = self.folder / f"case-{name}"
        shutil.copytree(self.base, folder / "lake")
        (folder / "tmp").mkdir()
        return folder

    def watched(self, case):
        return (case / "lake", case / "tmp", self.exports)


class FirstScene(Scene):
    """Where there is no lake yet."""

    def script(self):
        months = [AzureActual("daily", "8611537", f"2025-{month:02}", 1, [[Cost(f"{month}.5", "EUR")]])
                  for month in (8, 9)]
        return [], months, {}, totals(months)


def scratch():
    """A temporary folder whose path holds no link."""
    return tempfile.TemporaryDirectory(prefix="billow-faults-", dir=os.path.realpath(tempfile.gettempdir()))


def in_parallel(work, items, workers):
    """Yields (item, result or exception) as they end; each worker process does one at a time."""
    # Not forked: DuckDB's threads would be missing in the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        pending = {pool.submit(work, item): item for item in items}
        for future in as_completed(pending):
            yield pending[future], future.exception() or future.result()
