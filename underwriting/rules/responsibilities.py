"""Duties of the underwriting centre and its posts (guide, part two), each with the pages where it is done."""

from __future__ import annotations

from core.responsibilities import Responsibility
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4")
CENTRE = ("UW_DIR", *UNDERWRITERS)


def _duty(clause: str, label: str, posts: tuple[str, ...], *places: str) -> Responsibility:
    return Responsibility(clause=clause, label=label, posts=posts, places=tuple(_route(place) for place in places))


def _route(place: str) -> str:
    return place if ":" in place else f"underwriting:{place}"


FUNCTIONS = (
    _duty(
        "二·一(二)1",
        _("Review business within authority in time; set conditions and price"),
        CENTRE,
        "queue",
        "policies",
        "moratoria",
    ),
    _duty("二·一(二)2", _("Give a first opinion on business above authority and report it"), CENTRE, "referrals"),
    _duty(
        "二·一(二)3",
        _("Organise the assessment of major and special risks"),
        ("UW_DIR", "UW_RISK"),
        "assessments",
        "committee_cases",
    ),
    _duty(
        "二·一(二)4",
        _("Raise the need for reinsurance and apply its rules"),
        (*CENTRE, "UW_RI"),
        "cession_cases",
        "treaties",
    ),
    _duty(
        "二·一(二)5",
        _("Keep the base data complete; report on and analyse the business"),
        ("UW_DIR", "UW_INFO"),
        "statistics",
    ),
    _duty(
        "二·一(二)6",
        _("Keep used forms, files and reports of the business"),
        ("UW_DIR", "UW_INFO"),
        "daily_reports",
        "archives:forms",
    ),
    _duty(
        "二·一(二)7",
        _("Train underwriters; guide and inspect issuing clerks"),
        CENTRE,
        "training:trainings",
        "visit_days",
    ),
    _duty("二·一(二)8", _("Answer the questions of the sub-branches in time"), CENTRE, "questions"),
    _duty(
        "二·一(二)9",
        _("Set the conditions of automatic underwriting and adjust them"),
        ("UW_DIR", "UW_UND3", "UW_UND4", "UW_INFO"),
        "rules",
    ),
    _duty(
        "二·一(二)10",
        _("Use survey and claims data for better control of risks"),
        (*CENTRE, "UW_RISK"),
        "statistics",
        "risk_analysis",
    ),
)
DIRECTOR = (
    _duty(
        "二·二(二)1(2)",
        _("Review policies within authority; watch pricing and customer risk of the sub-branches"),
        ("UW_DIR",),
        "queue",
        "policies",
    ),
    _duty(
        "二·二(二)1(3)",
        _("Control risk, decide rates, organise cessions"),
        ("UW_DIR",),
        "rating_tables",
        "cession_cases",
    ),
    _duty("二·二(二)1(4)", _("Sign the opinion on policies above the centre's authority"), ("UW_DIR",), "referrals"),
    _duty(
        "二·二(二)1(5)",
        _("Take part in the assessment of major and special risks"),
        ("UW_DIR",),
        "assessments",
        "committee_cases",
    ),
    _duty("二·二(二)1(6)", _("See that data are right; periodic statistics and forecast"), ("UW_DIR",), "statistics"),
    _duty(
        "二·二(二)1(7)",
        _("Coordinate departments and solve problems of the sub-branches"),
        ("UW_DIR",),
        "questions",
        "visit_days",
    ),
)
RISK = (
    _duty(
        "二·二(二)2(1)",
        _("Assess major and special risks on site, write the report, build the risk archive"),
        ("UW_RISK",),
        "assessments",
        "risk_analysis",
    ),
    _duty(
        "二·二(二)2(2)",
        _("Propose measures against risks and help with the plan of cover"),
        ("UW_RISK",),
        "assessments",
    ),
    _duty("二·二(二)2(3)", _("Analyse the risks of each kind of business"), ("UW_RISK",), "risk_analysis"),
    _duty(
        "二·二(二)2(4)",
        _("Inspect for loss prevention and build the library of risk data"),
        ("UW_RISK",),
        "assessments",
        "risk_analysis",
    ),
    _duty("二·二(二)2(5)", _("Advise salespeople and customers"), ("UW_RISK",), "risk_questions"),
    _duty("二·二(二)2(6)", _("Improve the standards of assessment of each line"), ("UW_RISK",), "risk_standards"),
)
UNDERWRITER = (
    _duty(
        "二·二(二)3(1)",
        _("Improve rules and quality of underwriting; set conditions and price"),
        UNDERWRITERS,
        "rules",
        "queue",
    ),
    _duty(
        "二·二(二)3(2)",
        _("Underwrite as authorised with an opinion; draft the opinion above authority"),
        UNDERWRITERS,
        "queue",
        "referrals",
    ),
    _duty(
        "二·二(二)3(3)",
        _("Analyse the business, propose improvements, raise the need for reinsurance"),
        UNDERWRITERS,
        "statistics",
        "cession_cases",
    ),
    _duty("二·二(二)3(5)", _("Support sales and advise customers on risks"), UNDERWRITERS, "questions"),
)
INFORMATION = (
    _duty("二·二(二)4(1)", _("File the papers of underwriting completely"), ("UW_INFO",), "daily_reports"),
    _duty("二·二(二)4(2)", _("Manage business forms every day"), ("UW_INFO",), "archives:form_uses", "archives:forms"),
    _duty("二·二(二)4(3)", _("Base data, reports, analysis of risks"), ("UW_INFO",), "statistics"),
    _duty(
        "二·二(二)4(4)",
        _("Analyse data, advise management, periodic statistics and forecast"),
        ("UW_INFO",),
        "statistics",
    ),
    _duty(
        "二·二(二)4(5)",
        _("With the claims centre: grey list and black list from claim files"),
        ("UW_INFO",),
        "parties:entries",
        "claims:claims",
    ),
    _duty("二·二(二)4(6)", _("Help to improve the systems of the lines"), ("UW_INFO",), "code_requests"),
)
REINSURANCE = (
    _duty(
        "二·二(二)5(1)",
        _("Collect and analyse reinsurance data; handle cessions"),
        ("UW_RI",),
        "cessions",
        "cession_cases",
    ),
    _duty(
        "二·二(二)5(2)",
        _("Report treaty business and business above the limits"),
        ("UW_RI",),
        "cessions",
        "cession_cases",
    ),
    _duty(
        "二·二(二)5(3)",
        _("Propose the plan of reinsurance and support surveys"),
        ("UW_RI",),
        "cession_cases",
        "treaties",
    ),
    _duty(
        "二·二(二)5(4)",
        _("Process and keep accounts; share losses; keep the books of reinsurance"),
        ("UW_RI",),
        "reinsurance_accounts",
        "coinsurers",
        "ceded_losses",
    ),
    _duty("二·二(二)5(5)", _("Carry data from the business to the reinsurance system"), ("UW_RI",), "cessions"),
    _duty("二·二(二)5(6)", _("Stay in touch with the business departments"), ("UW_RI",), "questions"),
)
RESPONSIBILITIES = (*FUNCTIONS, *DIRECTOR, *RISK, *UNDERWRITER, *INFORMATION, *REINSURANCE)
