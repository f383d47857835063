"""Global search: services keep one row per object up to date, the box is answered by the shape of the text."""

from core.search.finding import Hit, find, numbered
from core.search.indexing import Entry, Scope, forget, index
from core.search.registry import SearchSource, register, source_of, sources
from core.search.shapes import Shape, shape_of

__all__ = [
    "Entry",
    "Hit",
    "Scope",
    "SearchSource",
    "Shape",
    "find",
    "forget",
    "index",
    "numbered",
    "register",
    "shape_of",
    "source_of",
    "sources",
]
