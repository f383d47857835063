"""The only way by which a document gets a resource: it must have been handed over under a ``document:`` name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archives.documents.machinery import renderer

SCHEME = "document:"


def closed_fetcher(resources: Mapping[str, bytes | Path]) -> Any:
    """A fetcher that opens nothing: no address, no file, no data URI; unknown names are refused and noted.

    WeasyPrint's default fetcher follows addresses to this machine and attaches local files to the PDF.
    """
    urls = renderer().urls

    class Closed(urls.URLFetcher):  # type: ignore[misc, name-defined]
        """Without protocols even a way around ``fetch`` leads nowhere."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            del headers
            found = resources.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
            if found is None:
                self.refused.append(url)
                raise ValueError("documents fetch nothing")
            return urls.URLFetcherResponse(url, found.read_bytes() if isinstance(found, Path) else found)

    return Closed()
