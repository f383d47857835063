"""Duties that are done with work and targets, meetings, appraisals, plans and exchanges, each with its pages."""

from __future__ import annotations

from core.responsibilities import Responsibility
from organisation.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4")
CENTRE = ("UW_DIR", "UW_RISK", *UNDERWRITERS, "UW_INFO", "UW_RI")


def _duty(clause: str, label: str, posts: tuple[str, ...], *places: str) -> Responsibility:
    routes = tuple(place if ":" in place else f"organisation:{place}" for place in places)
    return Responsibility(clause=clause, label=label, posts=posts, places=routes)


RESPONSIBILITIES = (
    _duty("二·一(二)11", _("Do other work given from above"), CENTRE, "assignments"),
    _duty(
        "二·二(二)1(1)", _("Set targets and plans of the centre and see that they are kept"), ("UW_DIR",), "assignments"
    ),
    _duty(
        "二·二(二)1(9)",
        _("Lead and appraise the people of the centre; advise on appointments"),
        ("UW_DIR",),
        "appraisals",
        "people",
    ),
    _duty(
        "一·四(一)3(1)",
        _("Help to write and apply the rules of the posts supervised"),
        ("CS_SUP",),
        "assignments",
        "meetings",
    ),
    _duty(
        "一·四(一)3(2)",
        _("Run the daily work of the posts supervised; sum up and report regularly"),
        ("CS_SUP",),
        "claims:claims",
        "assignments",
    ),
    _duty("一·四(一)3(3)", _("Coordinate with other posts of the centre"), ("CS_SUP",), "meetings", "assignments"),
    _duty("一·四(一)3(4)", _("Guide the same posts of the sub-branches"), ("CS_SUP",), "training:trainings"),
    _duty("一·四(二)6", _("Organise other work that comes up"), ("FN_POSTED",), "assignments"),
    _duty(
        "一·三(三)",
        _("Post accountants; exchange them once a year"),
        ("FN_DIR",),
        "rotation",
        "filed_plans",
    ),
    _duty("一·三(五)", _("Exchange same-city surveyors at least every half year"), ("CS_DIR",), "rotation"),
    _duty(
        "业务制度 二(一)1",
        _("Make and improve rules and standards and see that they are kept"),
        ("OPS_MGR",),
        "parameters",
        "clocks",
        "changes",
    ),
    _duty(
        "业务制度 二(一)2",
        _("Targets and plan of the department; problems across departments"),
        ("OPS_MGR",),
        "assignments",
        "meetings",
        "underwriting:statistics",
    ),
    _duty(
        "业务制度 二(二)2",
        _("Regular underwriting meetings with decisions and lessons; decide on major business"),
        ("UW_DIR",),
        "meetings",
        "underwriting:committee_cases",
        "underwriting:queue",
    ),
    _duty(
        "业务制度 二(二)2",
        _("Plan of own work; assess, accept or decline; collect underwriting data"),
        UNDERWRITERS,
        "assignments",
        "underwriting:queue",
        "underwriting:statistics",
    ),
    _duty(
        "业务制度 二(三)2",
        _("Plan of the claims department; decide on major claims; appraise claims staff"),
        ("CS_DIR",),
        "assignments",
        "claims:claims",
        "appraisals",
    ),
    _duty(
        "业务制度 二(四)2",
        _("Plan of customer service; coordinate with the departments"),
        ("CS_DIR",),
        "assignments",
        "meetings",
    ),
)
