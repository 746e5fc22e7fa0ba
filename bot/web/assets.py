"""Style sheets and the script: small files, held in memory, compressed once, with their content in their address."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    """``address`` changes with the content, so browsers may keep it for good."""

    address: str
    kind: str
    content: bytes
    compressed: bytes


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    return {path.name: _asset(path) for path in sorted(FOLDER.iterdir()) if path.suffix in _KINDS}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:12]
    address = f"/static/{path.stem}.{mark}{path.suffix}"
    return Asset(address, _KINDS[path.suffix], content, gzip.compress(content, mtime=0))


@lru_cache(maxsize=1)
def _by_address() -> dict[str, Asset]:
    return {asset.address: asset for asset in assets().values()}


def serve_asset(request: Request) -> Response | None:
    """The file at the address that was asked for; None if there is none."""
    asset = _by_address().get(request.url.path)
    if asset is None:
        return None
    headers = {"content-type": asset.kind, "cache-control": _FOR_GOOD, "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.compressed, headers={**headers, "content-encoding": "gzip"})
    return Response(asset.content, headers=headers)
