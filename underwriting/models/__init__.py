"""Tables of underwriting."""

from underwriting.models.fleet import FleetRow, FleetUpload
from underwriting.models.moratorium import Moratorium
from underwriting.models.policy import (
    COMMERCIAL,
    COMPULSORY,
    COVERS,
    PRODUCTS,
    FormSerial,
    LossExperience,
    Policy,
    PolicyVersion,
)
from underwriting.models.proposal import CLASS_LABELS, SHORT_TERM_LABELS, Channel, Decision, Proposal, Section, label_of
from underwriting.models.sample import SampledAcceptance
from underwriting.models.tables import Questionnaire, RateTable, RuleElements, RuleValues

__all__ = [
    "CLASS_LABELS",
    "COMMERCIAL",
    "COMPULSORY",
    "COVERS",
    "PRODUCTS",
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
]
