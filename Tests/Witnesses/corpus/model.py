"""What a case is: a folder of exports, and what must become of it."""
import os
import pathlib
import random
import stat
from dataclasses import dataclass, field
from decimal import Context, Decimal, ROUND_HALF_EVEN

EXACT = Context(prec=120, rounding=ROUND_HALF_EVEN)
LAKE_SCALE = Decimal(1).scaleb(-18)


def money(text):
    """What the lake holds of an amount: 18 decimals, rounded half to even."""
    return Decimal(text).quantize(LAKE_SCALE, context=EXACT)


def add_up(amounts):
    """Sums by currency of pairs (amount's text, currency); an empty amount is null."""
    sums = {}
    for text, currency in amounts:
        if text != "":
            sums[currency or "unknown"] = EXACT.add(sums.get(currency or "unknown", Decimal(0)), money(text))
    return sums


@dataclass
class Outcome:
    """What becomes of one delivery in one month."""

    source: str
    period: str | None
    state: str
    #: Objects that this delivery accounts for: its parts, and its manifests.
    parts: list = field(default_factory=list)
    manifests: list = field(default_factory=list)
    rows: int | None = None
    #: Billed cost by currency, for what landed.
    sums: dict = field(default_factory=dict)
    export: str | None = None
    #: The reason must contain this, the place end in that.
    reason: str = ""
    place: str = ""
    #: Rows in `focus`, where a mapping splits or drops some.
    focus_rows: int | None = None
    #: Texts that must stand in the raw table, by column, in the order of x_file and x_row.
    texts: dict = field(default_factory=dict)

    def untold(self):
        """Whose delivery it is cannot be told."""
        self.source, self.period = "unknown", None
        return self

    @property
    def has_landed(self):
        return self.state == "landed"


@dataclass
class Expected:
    """One way in which a case may end."""

    outcomes: list
    #: Objects that are no export and are told so; None is all that no outcome accounts for.
    others: list | None = None
    exit_code: int = 0
    #: What standard error must say where nothing can be reported (exit code 66).
    error: str = ""
    #: What the reasons of some of the others must contain, by path.
    told: dict = field(default_factory=dict)

    def __post_init__(self):
        if any(outcome.state in ("rejected", "held") for outcome in self.outcomes):
            self.exit_code = 65


@dataclass
class Case:
    category: str
    name: str
    promises: tuple
    #: Fills a Folder; answers an Expected, or several of which one must hold.
    build: object
    #: Also asked for text for people, in which no control character may steer a terminal.
    is_shown: bool = False
    #: What to ingest instead of the folder.
    arguments: list = field(default_factory=list)


CASES = []


def case(category, *promises, name=None, shown=False, arguments=()):
    """Registers a function as a case; its own name is the case's."""

    def register(build):
        CASES.append(Case(category, (name or build.__name__).replace("_", "-"), promises, build, shown, list(arguments)))
        return build

    return register


class Folder:
    """Where a case writes its exports."""

    def __init__(self, root, seed, port):
        self.root = pathlib.Path(root)
        self.dice = random.Random(seed)
        #: Somebody listens there who must never be called.
        self.port = port
        #: Beside the folder: what must never be read.
        self.outside = self.root.parent / "outside"

    def path(self, relative):
        path = os.path.join(self.root, relative)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, relative, content):
        if isinstance(content, str):
            content = content.encode()
        with open(self.path(relative), "wb") as file:
            file.write(content)
        return relative

    def read(self, relative):
        with open(os.path.join(self.root, relative), "rb") as file:
            return file.read()

    def write_outside(self, name, content):
        self.outside.mkdir(exist_ok=True)
        (self.outside / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.outside / name

    def age(self, relative, seconds):
        """The file was written that long before a fixed moment."""
        moment = 1_760_000_000 - seconds
        os.utime(os.path.join(self.root, relative), (moment, moment))

    def objects(self):
        """Everything that is there and no folder, links and pipes included."""
        found = []
        for place, folders, files in os.walk(os.fsencode(self.root)):
            links = [name for name in folders if stat.S_ISLNK(os.lstat(os.path.join(place, name)).st_mode)]
            for name in files + links:
                found.append(os.path.relpath(os.path.join(place, name), os.fsencode(self.root)))
        return {os.fsdecode(path) for path in found}
