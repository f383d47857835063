"""Lines of business (domain 4.1): what they are called, and what a proposal of each is about."""

from __future__ import annotations

from underwriting.rules.words import gettext_noop as _

MOTOR = "MOTOR"  # the product that combines compulsory and commercial motor cover
GENERIC = "GEN"  # clauses that have no entry page of their own (PRD-02)

LINE_LABELS = {
    "MCI": _("Compulsory motor insurance"),
    "MOD": _("Commercial motor insurance"),
    "PRB": _("Property, basic"),
    "PRC": _("Property, comprehensive"),
    "PRA": _("Property, all risks"),
    "HHP": _("Household"),
    "CGD": _("Cargo, domestic"),
    "CGO": _("Cargo, import and export"),
    "PLL": _("Public liability"),
    "PDL": _("Product liability"),
    "EML": _("Employer's liability"),
    "SCL": _("School liability"),
    "PIN": _("Professional liability"),
    "GPA": _("Group accident"),
    "IPA": _("Individual accident"),
    "STP": _("Students and young children"),
    "CAR": _("Contractors' all risks"),
    "EAR": _("Erection all risks"),
    "MBD": _("Machinery breakdown"),
    "BIL": _("Loss of profits"),
    "HUL": _("Hull"),
    GENERIC: _("Other clauses"),
}

CEDED_LINES = frozenset(LINE_LABELS) - {"MCI", "MOD"}  # motor business is kept whole: one vehicle is no large risk

# The codes as work lists show them; they are translated there.
LINE_CODES = (
    _("PRB"),
    _("PRC"),
    _("PRA"),
    _("HHP"),
    _("CGD"),
    _("CGO"),
    _("PLL"),
    _("PDL"),
    _("EML"),
    _("SCL"),
    _("PIN"),
    _("GPA"),
    _("IPA"),
    _("STP"),
    _("CAR"),
    _("EAR"),
    _("MBD"),
    _("BIL"),
    _("HUL"),
    _("GEN"),
)

# As the papers call them, which are always Chinese.
LINE_TITLES = {
    "PRB": "财产基本险",
    "PRC": "财产综合险",
    "PRA": "财产一切险",
    "HHP": "家庭财产保险",
    "CGD": "国内货物运输保险",
    "CGO": "进出口货物运输保险",
    "PLL": "公众责任保险",
    "PDL": "产品责任保险",
    "EML": "雇主责任保险",
    "SCL": "校园方责任保险",
    "PIN": "职业责任保险",
    "GPA": "团体人身意外伤害保险",
    "IPA": "个人人身意外伤害保险",
    "STP": "学生幼儿意外伤害保险",
    "CAR": "建筑工程一切险",
    "EAR": "安装工程一切险",
    "MBD": "机器损坏保险",
    "BIL": "利润损失保险",
    "HUL": "船舶保险",
    GENERIC: "保险",
}
