#!/usr/bin/env python3
"""Draws icon.png, the packages' icon: a head lit from two sides, and the sound that drives it. Needs nothing but Python.

    python3 eng/icon/draw.py [output.png]
"""
import math
import pathlib
import struct
import sys
import zlib

SIDE, SAMPLES = 128, 4


def ellipsoid(x, y, cx, cy, rx, ry):
    """Unit normal of a half-ellipsoid at (x, y), or None outside it."""
    u, v = (x - cx) / rx, (y - cy) / ry
    r = u * u + v * v
    return None if r > 1 else (u, v, math.sqrt(1 - r))


def lit(normal, albedo):
    """Lambert under a warm lamp on the left, a cool one on the right, and a little light from everywhere."""
    lights = [((-0.80, -0.45, 0.40), (1.15, 0.80, 0.45)), ((0.90, -0.10, 0.42), (0.20, 0.50, 1.10))]
    out = [0.05, 0.06, 0.09]
    for direction, colour in lights:
        length = math.sqrt(sum(d * d for d in direction))
        cosine = max(0.0, sum(n * d for n, d in zip(normal, direction)) / length)
        out = [o + c * cosine for o, c in zip(out, colour)]
    return [a * o for a, o in zip(albedo, out)]


def radiance(x, y):
    """Linear colour and coverage at a point of the unit square."""
    corner = 0.20
    dx, dy = max(abs(x - 0.5) - (0.5 - corner), 0), max(abs(y - 0.5) - (0.5 - corner), 0)
    if math.hypot(dx, dy) > corner:
        return (0, 0, 0), 0
    colour = [0.010 + 0.012 * y, 0.014 + 0.018 * y, 0.035 + 0.035 * y]
    shoulders = ellipsoid(x, y, 0.42, 1.06, 0.36, 0.30)
    if shoulders:
        colour = lit(shoulders, (0.30, 0.34, 0.42))
    head = ellipsoid(x, y, 0.42, 0.45, 0.215, 0.29)
    if head:
        colour = lit(head, (0.86, 0.74, 0.66))
        if ((x - 0.42) / 0.070) ** 2 + ((y - 0.60) / 0.026) ** 2 < 1:
            colour = [c * 0.18 for c in colour]
    for ring, strength in ((0.30, 1.0), (0.375, 0.75), (0.45, 0.5)):
        distance, angle = math.hypot(x - 0.45, y - 0.60), math.atan2(y - 0.60, x - 0.45)
        if abs(distance - ring) < 0.016 and abs(angle) < 0.55 and not head:
            colour = [0.10 * strength, 0.55 * strength, 0.85 * strength]
    return colour, 1


def pixel(column, row):
    total, cover = [0.0, 0.0, 0.0], 0
    for i in range(SAMPLES * SAMPLES):
        colour, inside = radiance((column + (i % SAMPLES + 0.5) / SAMPLES) / SIDE, (row + (i // SAMPLES + 0.5) / SAMPLES) / SIDE)
        cover += inside
        total = [t + c for t, c in zip(total, colour)]
    if cover == 0:
        return bytes(4)
    srgb = [min(1.0, t / cover) for t in total]
    srgb = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in srgb]
    return bytes([*(round(255 * c) for c in srgb), round(255 * cover / SAMPLES ** 2)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIDE)) for row in range(SIDE))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("icon.png")
target.write_bytes(png)
