"""Which characters a template always needs: its own words in both languages, never the data of a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.template import Node, Template
from django.template.base import TextNode, VariableNode
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation

ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "·…—–‘’“”、。〈〉《》「」『』【】！（），：；？￥¥×÷±≤≥℃％＋－／～○×√□■"
    + "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟元角分整圆正年月日时分秒起至止第页共号"
    + "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领学警港澳挂"
)
LANGUAGES = ("zh-hans", "en")


def fixed_characters(template_name: str) -> frozenset[str]:
    """Every character of a template, its parents and its constant includes, in every language."""
    texts = list(_texts(template_name, set()))
    found = set(ALWAYS).union(*map(set, texts))
    for language in LANGUAGES:
        with translation.override(language):
            found.update(*(translation.gettext(text) for text in texts))
    return frozenset(c for c in found if c.isprintable())


def _texts(template_name: str, seen: set[str]) -> Iterator[str]:
    if not template_name or template_name in seen:
        return
    seen.add(template_name)
    template: Template = get_template(template_name).template  # type: ignore[attr-defined]
    for node in template.nodelist.get_nodes_by_type(Node):
        yield from _texts_of(node, seen)


def _texts_of(node: Node, seen: set[str]) -> Iterator[str]:
    if isinstance(node, TextNode):
        yield node.s
    elif isinstance(node, BlockTranslateNode):
        yield node.render_token_list(node.singular)[0]
        yield node.render_token_list(node.plural)[0] if node.plural else ""
    elif isinstance(node, TranslateNode | VariableNode):
        yield _constant(node.filter_expression)
    elif isinstance(node, ExtendsNode):
        yield from _texts(_constant(node.parent_name), seen)
    elif isinstance(node, IncludeNode):
        yield from _texts(_constant(node.template), seen)


def _constant(expression: object) -> str:
    """The text of an expression that is one; "" for one that depends on the context."""
    value = getattr(expression, "var", "")
    return str(value) if isinstance(value, str) else ""
