"""Gzip and ZIP by zlib's hand, as a witness of ours: writes streams of every layout, and reads what we write.

    gzip_witness.py write FOLDER SEED COUNT   0.gz, 0.zip, 0.txt, 1.gz, … : streams and what they must inflate to
    gzip_witness.py read FILE                 the inflated bytes, or exit code 1
"""

import gzip
import io
import random
import struct
import sys
import zipfile
import zlib
from pathlib import Path


def content(dice):
    kind = dice.randrange(6)
    size = dice.choice([0, 1, 7, 300, 5_000, 70_000, 140_000])
    if kind == 0:
        return dice.randbytes(size)
    if kind == 1:
        return bytes([dice.randrange(256)]) * size
    if kind == 2:  # far repetitions, up to the window's edge and beyond it
        block = dice.randbytes(dice.choice([32_766, 32_768, 33_000]))
        return (block * 3)[:size]
    words = [b"2025-10-01", b"AmazonEC2", b"0.0000000671", b",", b"\n", b'"a ""b"""', b"EUR"]
    return b"".join(dice.choice(words) for _ in range(size // 6))


def header(dice):
    """RFC 1952, with any of the optional fields."""
    flags = dice.randrange(32) if dice.random() < 0.7 else 0
    text = b"\x1f\x8b\x08" + bytes([flags]) + dice.randbytes(4) + dice.choice([b"\0", b"\2", b"\4"]) + b"\3"
    if flags & 4:
        extra = dice.randbytes(dice.choice([0, 1, 6, 40, 65_535]))
        text += struct.pack("<H", len(extra)) + extra
    for flag in (8, 16):
        if flags & flag:
            text += dice.randbytes(dice.choice([0, 3, 300])).replace(b"\0", b"x") + b"\0"
    if flags & 2:
        text += struct.pack("<H", zlib.crc32(text) & 0xFFFF)
    return text


def member(dice, data):
    strategy = dice.choice([zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED])
    window = -dice.randrange(9, 16)
    deflate = zlib.compressobj(dice.randrange(10), zlib.DEFLATED, window, dice.randrange(1, 10), strategy)
    body, rest = b"", data
    while rest:
        size = dice.choice([1, 100, 10_000, len(rest)]) if len(rest) < 20_000 else dice.randrange(1, len(rest) + 1)
        body += deflate.compress(rest[:size])
        rest = rest[size:]
        if dice.random() < 0.3 and len(body) < 100_000:
            body += deflate.flush(dice.choice([zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH]))
    body += deflate.flush()
    return header(dice) + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


class Unseekable(io.RawIOBase):
    """Makes zipfile tell sizes and checksum behind the data, as who writes to a network does."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, piece):
        self.bytes += bytes(piece)
        return len(piece)


def archive(dice, data):
    output = dice.choice([io.BytesIO, Unseekable])()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=dice.randrange(1, 10)) as file:
        file.comment = dice.randbytes(dice.choice([0, 0, 5, 65_535])).replace(b"P", b"p")
        entry = zipfile.ZipInfo("daily-1" * dice.choice([1, 30]) + ".csv")
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.extra = dice.choice([b"", struct.pack("<HH", 0x9999, 40) + dice.randbytes(40)])
        with file.open(entry, "w", force_zip64=dice.random() < 0.3) as room:
            room.write(data)
    return bytes(output.bytes if isinstance(output, Unseekable) else output.getvalue())


def write(folder, seed, count):
    dice = random.Random(seed)
    for number in range(count):
        parts = [content(dice) for _ in range(dice.choice([1, 1, 2, 5]))]
        stream = b"".join(member(dice, part) for part in parts)
        assert gzip.decompress(stream) == b"".join(parts)
        (folder / f"{number}.gz").write_bytes(stream)
        (folder / f"{number}.zip").write_bytes(archive(dice, b"".join(parts)))
        (folder / f"{number}.txt").write_bytes(b"".join(parts))


def main():
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.stdout.buffer.write(gzip.decompress(Path(sys.argv[2]).read_bytes()))


main()
