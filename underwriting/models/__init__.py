"""Tables of underwriting."""

from underwriting.models.fleet import FleetRow, FleetUpload
from underwriting.models.moratorium import Moratorium
from underwriting.models.policy import (
    COMMERCIAL,
    COMPULSORY,
    COVERS,
    FormSerial,
    LossExperience,
    Policy,
    PolicyVersion,
    line_label,
)
from underwriting.models.proposal import SHORT_TERM_LABELS, Channel, Decision, Proposal, Section, label_of
from underwriting.models.sample import SampledAcceptance
from underwriting.models.tables import Questionnaire, RateTable, RuleElements, RuleValues
from underwriting.models.vehicle import CLASS_LABELS

__all__ = [
    "CLASS_LABELS",
    "COMMERCIAL",
    "COMPULSORY",
    "COVERS",
    "SHORT_TERM_LABELS",
    "Channel",
    "Decision",
    "FleetRow",
    "FleetUpload",
    "FormSerial",
    "LossExperience",
    "Moratorium",
    "Policy",
    "PolicyVersion",
    "Proposal",
    "Questionnaire",
    "RateTable",
    "RuleElements",
    "RuleValues",
    "SampledAcceptance",
    "Section",
    "label_of",
    "line_label",
]
