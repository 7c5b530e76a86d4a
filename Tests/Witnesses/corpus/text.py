"""CSV, gzip, ZIP and JSON as bytes, the same for the same input."""
import gzip
import io
import json
import struct
import zipfile
import zlib


def cell(text):
    if any(mark in text for mark in ',"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text


def csv(header, rows, end="\n"):
    return "".join(",".join(map(cell, row)) + end for row in [header, *rows]).encode()


def zipped(data, level=6):
    return gzip.compress(data, compresslevel=level, mtime=0)


def archived(data):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("part.csv"), data, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def member(data, crc=None, length=None, name=None):
    """One gzip member by hand, whose trailer may lie."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    head = b"\x1f\x8b\x08" + (b"\x08" if name else b"\x00") + b"\0\0\0\0\0\xff" + (name + b"\0" if name else b"")
    crc = zlib.crc32(data) if crc is None else crc
    length = len(data) if length is None else length
    return head + body + struct.pack("<II", crc & 0xFFFFFFFF, length & 0xFFFFFFFF)


def json_bytes(value):
    return json.dumps(value, indent=1).encode()
