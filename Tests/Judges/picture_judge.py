"""Judges pictures of boards in SVG: another program draws them, and they do nothing else.

    python picture_judge.py FILE...

rsvg-convert must draw each one, with more than one colour in it; the file may hold no script and
load nothing.
"""

import pathlib
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zlib

NAMESPACE = "{http://www.w3.org/2000/svg}"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def check_contents(path):
    """No element that runs or loads something, no attribute that does."""
    for element in ElementTree.parse(path).iter():
        name = element.tag.removeprefix(NAMESPACE)
        assert name not in {"script", "foreignObject", "image", "use", "iframe"}, f"<{name}>"
        for attribute, value in element.attrib.items():
            plain = attribute.rsplit("}", 1)[-1].lower()
            assert not plain.startswith("on"), f"{attribute} runs something"
            assert plain != "href", f"{attribute} leads to {value}"
            assert "url(" not in value.replace("url(#", ""), f"{attribute} loads {value}"
        if name == "style":
            text = element.text or ""
            assert "@import" not in text and "url(" not in text, "a style loads something"


def drawn(path):
    """The picture as rsvg-convert draws it: width, height and its bytes."""
    result = subprocess.run(["rsvg-convert", str(path)], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode(errors="replace")
    png = result.stdout
    assert png.startswith(SIGNATURE), "no picture came out"
    place, packed, size = len(SIGNATURE), b"", (0, 0)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">II", data[:8])
        if kind == b"IDAT":
            packed += data
        place += 12 + length
    return size, zlib.decompress(packed)


def judge(path):
    check_contents(path)
    (width, height), pixels = drawn(path)
    assert width >= 40 and height >= 12, f"only {width} by {height}"
    assert len(set(pixels)) > 8, "one plain colour"
    return width, height


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        file = pathlib.Path(argument)
        width, height = judge(file)
        print(f"{file.name}: drawn, {width} by {height}")
