"""Latitude and longitude to the national grids of Great Britain and of Ireland.

For: placing gazetteer entries and shared positions beside postcodes, which carry grid metres.
Accuracy is about five metres, far finer than the cells it is used for.
May import: the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, radians, sin, sqrt, tan

_WGS84 = (6378137.0, 6356752.314245)


@dataclass(frozen=True)
class _Grid:
    """An ellipsoid, a transverse Mercator origin and the shift from WGS 84 (metres, seconds)."""

    axes: tuple[float, float]
    scale: float
    origin: tuple[float, float]
    false: tuple[float, float]
    move: tuple[float, float, float]
    turn: tuple[float, float, float]
    ppm: float


BRITAIN = _Grid(
    axes=(6377563.396, 6356256.909),
    scale=0.9996012717,
    origin=(49.0, -2.0),
    false=(400_000.0, -100_000.0),
    move=(-446.448, 125.157, -542.060),
    turn=(-0.1502, -0.2470, -0.8421),
    ppm=20.4894,
)
IRELAND = _Grid(
    axes=(6377340.189, 6356034.447),
    scale=1.000035,
    origin=(53.5, -8.0),
    false=(200_000.0, 250_000.0),
    move=(-482.530, 130.596, -564.557),
    turn=(1.042, 0.214, 0.631),
    ppm=-8.150,
)


def to_grid(lat: float, lon: float, grid: _Grid = BRITAIN) -> tuple[float, float]:
    """Turn a WGS 84 position into eastings and northings.

    Args:
        lat: degrees north.
        lon: degrees east.
        grid: `BRITAIN` or `IRELAND`.

    Returns:
        Eastings and northings in metres; meaningless far outside the grid's islands.
    """
    return _project(*_shift(radians(lat), radians(lon), grid), grid)


def _shift(lat: float, lon: float, grid: _Grid) -> tuple[float, float]:
    """Move a position from WGS 84 to the grid's own datum (seven-parameter Helmert shift)."""
    major, minor = _WGS84
    square = 1 - (minor / major) ** 2
    normal = major / sqrt(1 - square * sin(lat) ** 2)
    x, y = normal * cos(lat) * cos(lon), normal * cos(lat) * sin(lon)
    z = (1 - square) * normal * sin(lat)
    rx, ry, rz = (radians(seconds / 3600) for seconds in grid.turn)
    scale = 1 + grid.ppm * 1e-6
    x2 = grid.move[0] + x * scale - y * rz + z * ry
    y2 = grid.move[1] + x * rz + y * scale - z * rx
    z2 = grid.move[2] - x * ry + y * rx + z * scale
    major, minor = grid.axes
    square = 1 - (minor / major) ** 2
    flat = hypot(x2, y2)
    angle = atan2(z2, flat * (1 - square))
    for _ in range(5):
        normal = major / sqrt(1 - square * sin(angle) ** 2)
        angle = atan2(z2 + square * normal * sin(angle), flat)
    return angle, atan2(y2, x2)


def _project(lat: float, lon: float, grid: _Grid) -> tuple[float, float]:
    """Project a position of the grid's datum by transverse Mercator."""
    major, minor = (axis * grid.scale for axis in grid.axes)
    lat0, lon0 = radians(grid.origin[0]), radians(grid.origin[1])
    square = 1 - (minor / major) ** 2
    normal = major / sqrt(1 - square * sin(lat) ** 2)
    meridian = major * (1 - square) / (1 - square * sin(lat) ** 2) ** 1.5
    eta = normal / meridian - 1
    away, tan2 = lon - lon0, tan(lat) ** 2
    north = grid.false[1] + _arc(lat, lat0, major, minor)
    north += away**2 * normal / 2 * sin(lat) * cos(lat)
    north += away**4 * normal / 24 * sin(lat) * cos(lat) ** 3 * (5 - tan2 + 9 * eta)
    east = grid.false[0] + away * normal * cos(lat)
    east += away**3 * normal / 6 * cos(lat) ** 3 * (normal / meridian - tan2)
    return east, north


def _arc(lat: float, lat0: float, major: float, minor: float) -> float:
    """Return the length of the meridian from the origin's latitude."""
    n = (major - minor) / (major + minor)
    less, more = lat - lat0, lat + lat0
    return minor * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
        - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(less) * cos(more)
        + (1.875 * n**2 + 1.875 * n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )
