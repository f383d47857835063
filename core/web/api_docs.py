"""The page about the API and its schema, both made of the code that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from core.web.pages import page, public_page

Schema = Mapping[str, Any]
TITLE = noop("API of the three-centres platform")
ABOUT = noop("Products, proposals entered by other channels of the insurer with their papers, and their state.")


class Field(NamedTuple):
    """A field of a request or an answer."""

    path: str
    kind: str
    required: bool
    note: str


class Operation(NamedTuple):
    """One route of the API as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    is_public: bool
    parameters: list[Field]
    sends: list[Field]
    answers: list[tuple[str, str, list[Field]]]


def schema_of_the_code() -> dict[str, Any]:
    """The schema in English, whoever asks: it is a contract."""
    with override("en"):
        generator = SchemaGenerator()  # type: ignore[no-untyped-call]
        return dict(generator.get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


@public_page
@require_GET
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """The schema as OpenAPI 3."""
    content = OpenApiYamlRenderer().render(schema_of_the_code(), renderer_context={})  # type: ignore[no-untyped-call]
    return HttpResponse(content, content_type="application/yaml; charset=utf-8")


@public_page
@require_GET
def read(request: HttpRequest) -> HttpResponse:
    """Every route with its parameters, fields and answers."""
    found = schema_of_the_code()
    context = {
        "title": _said(TITLE),
        "version": found["info"]["version"],
        "about": _said(ABOUT),
        "operations": list(_operations(found)),
        "address": request.build_absolute_uri("/api/v1").rstrip("/"),
    }
    return page(request, "core/api_docs.html", context)


def _operations(whole: Schema) -> Iterator[Operation]:
    for path, methods in whole["paths"].items():
        for method, said in methods.items():
            yield Operation(
                anchor=said["operationId"],
                method=method.upper(),
                path=path,
                summary=_said(said.get("summary", "")),
                description=_said(said.get("description", "")),
                is_public={} in said.get("security", [{}]),
                parameters=[_parameter(one) for one in said.get("parameters", ())],
                sends=list(_fields(_content(said.get("requestBody", {})), whole)),
                answers=[
                    (status, _said(answer.get("description", "")), list(_fields(_content(answer), whole)))
                    for status, answer in said["responses"].items()
                ],
            )


def _said(text: str) -> str:
    """A text of the schema in the reader's language."""
    return gettext(text) if text else ""


def _parameter(said: Schema) -> Field:
    kind = f"{said['in']} · {_kind(said['schema'])}"
    return Field(said["name"], kind, bool(said.get("required")), _said(said.get("description", "")))


def _content(body: Schema) -> Schema:
    """The schema of what is sent or answered: JSON, or the one other type that a route takes."""
    kinds: Schema = body.get("content", {})
    chosen: Schema = kinds.get("application/json") or next(iter(kinds.values()), body)
    found: Schema = chosen.get("schema", {})
    return found


def _resolved(said: Schema, whole: Schema) -> Schema:
    """The schema behind references; of several parts the first says it all."""
    if "$ref" in said:
        return _resolved(whole["components"]["schemas"][said["$ref"].rsplit("/", 1)[-1]], whole)
    parts = said.get("allOf", said.get("oneOf", ()))
    return _resolved(parts[0], whole) if parts else said


def _fields(said: Schema, whole: Schema, path: str = "") -> Iterator[Field]:
    """The fields with those inside them, by path."""
    found = _resolved(said, whole)
    required = set(found.get("required", ()))
    for name, inner in found.get("properties", {}).items():
        here, real = f"{path}{name}", _resolved(inner, whole)
        note = inner.get("description", "") or ("" if "properties" in real else real.get("description", ""))
        yield Field(here, _kind(real), name in required, _said(note))
        if real.get("type") == "array":
            yield from _fields(real["items"], whole, f"{here}[].")
        else:
            yield from _fields(real, whole, f"{here}.")


def _kind(said: Schema) -> str:
    """Type, format and limits in a few words."""
    words = [str(said.get("format") or said.get("type", ""))]
    if "enum" in said:
        words.append(" | ".join(str(value) for value in said["enum"]))
    limits = (("minimum", "≥ "), ("maximum", "≤ "), ("minLength", "≥ "), ("maxLength", "≤ "))
    words += [f"{sign}{said[name]}" for name, sign in limits if name in said]
    if "default" in said:
        words.append(f"= {said['default']}")
    return " · ".join(word for word in words if word)
