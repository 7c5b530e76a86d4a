"""Bytes that are no UTF-8, or another encoding altogether."""
from deliveries import AzureActual, AzureFocus
from model import Expected, case
from text import csv


def broken(name, reason, change, line=None):
    def build(folder):
        delivery = AzureActual(costs=None)
        rows = [delivery.row("1"), delivery.row("2", ResourceId="Zürich"), delivery.row("4")]
        delivery.add_bytes(change(csv(delivery.header, rows)))
        place = "part_0_0001.csv" + (f":{line}" if line else "")
        return Expected([delivery.write(folder).rejected(reason, place)])

    case("encoding", "P15", "P29", "P11", name=name)(build)


UMLAUT = "ü".encode()

broken("utf-16-little", "UTF-16", lambda data: data.decode().encode("utf-16-le"), 1)
broken("utf-16-with-mark", "UTF-16", lambda data: data.decode().encode("utf-16"), 1)
broken("utf-16-big-with-mark", "UTF-16", lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"), 1)
broken("utf-32", "", lambda data: data.decode().encode("utf-32"), 1)
broken("latin-1", "UTF-8", lambda data: data.decode().encode("latin-1"), 3)
broken("windows-1252", "UTF-8", lambda data: data.replace(UMLAUT, b"\x80"), 3)
broken("cut-sequence", "UTF-8", lambda data: data.replace(UMLAUT, b"\xc3"), 3)
broken("lone-continuation", "UTF-8", lambda data: data.replace(UMLAUT, b"\xbc"), 3)
broken("overlong", "UTF-8", lambda data: data.replace(UMLAUT, b"\xc0\xaf"), 3)
broken("surrogate", "UTF-8", lambda data: data.replace(UMLAUT, b"\xed\xa0\x80"), 3)
broken("beyond-unicode", "UTF-8", lambda data: data.replace(UMLAUT, b"\xf4\x90\x80\x80"), 3)
broken("a-nul", "NUL", lambda data: data.replace(UMLAUT, b"\0"), 3)
broken("a-nul-in-the-header", "NUL", lambda data: data.replace(b"MeterId", b"Meter\0Id"), 1)
broken("latin-1-in-the-header", "UTF-8", lambda data: data.replace(b"MeterId", b"Z\xe4hler"), 1)


@case("encoding", "P15", "P11")
def invalid_in_a_quoted_cell(folder):
    delivery = AzureFocus(costs=None)
    text = csv(delivery.header, [delivery.row("1", ResourceId="a,QQ")]).replace(b"QQ", b"\xff")
    delivery.add_bytes(text)
    return Expected([delivery.write(folder).rejected("UTF-8", "part_0_0001.csv:2")])
