"""Tables of underwriting."""

from underwriting.models.back_entry import BackEntry, LedgerEntry
from underwriting.models.book_sheets import BookReconciliation, TreatyReport
from underwriting.models.ceded_unearned import CededUnearnedMeasure
from underwriting.models.cession import AwaitedCession, CededUnit, Cession, CessionPart, Movement, MovementKind
from underwriting.models.coinsurance import (
    Arrangement,
    Coinsurance,
    CoinsuranceShare,
    CoinsurerStatement,
    CoinsurerStatementLine,
    MasterProgramme,
    Position,
    ProgrammeMember,
)
from underwriting.models.day_prints import DayPrint, PrintedPolicy
from underwriting.models.delivery import PolicyDelivery
from underwriting.models.demand import MaterialDemand
from underwriting.models.desk import DailyReport, Discrepancy, Question
from underwriting.models.endorsement import Endorsement, MassEndorsement
from underwriting.models.exemption import Instalment, PremiumExemption
from underwriting.models.facultative import EndorsementAgreement, FacultativeCase, FacultativeShare, Purpose, Route
from underwriting.models.fleet import FleetRow, FleetUpload
from underwriting.models.inspection import Inspection
from underwriting.models.market import CargoAgreement, CodeRequest, MarketNote
from underwriting.models.monthly_pack import MonthlyPack
from underwriting.models.moratorium import Moratorium
from underwriting.models.off_system import OffSystemBusiness
from underwriting.models.paper_batch import BatchedPaper, PaperBatch, ProofReading
from underwriting.models.people import ListedPerson, PeopleList
from underwriting.models.person_change import PersonChange
from underwriting.models.policy import (
    COMMERCIAL,
    COMPULSORY,
    COVERS,
    LossExperience,
    Policy,
    PolicyVersion,
    line_label,
)
from underwriting.models.product import ClauseVersion, Level, ProductVersion
from underwriting.models.proposal import (
    SHORT_TERM_LABELS,
    SIGNERS,
    Channel,
    Decision,
    DecisionNews,
    Proposal,
    Section,
    label_of,
)
from underwriting.models.quality import DataDefect, QualityCheck
from underwriting.models.quality_measure import QualityMeasure
from underwriting.models.rating_case import RatingCase
from underwriting.models.referral import Referral, ReferralOpinion
from underwriting.models.reinsurance import (
    AccumulationLimit,
    Reinsurer,
    RetentionTable,
    Treaty,
    TreatyKind,
    TreatyShare,
)
from underwriting.models.reinsurance_account import LossAdvice, ReinsuranceAccount
from underwriting.models.renewal import Renewal, RenewalContact, RenewalStep
from underwriting.models.reprint import Reprint, ReprintRequest
from underwriting.models.risk_advice import RiskQuestion
from underwriting.models.risk_assessment import (
    AssessmentClass,
    ExpertOpinion,
    ImprovementLetter,
    Opinion,
    RiskAssessment,
    RiskUnit,
    SitePhoto,
)
from underwriting.models.risk_committee import Attendance, CommitteeCase, MeetingForm
from underwriting.models.risk_guide import Board, CommitteeSeat, RiskGuide, SeatRole
from underwriting.models.risk_visit import EntryKind, VisitDay, VisitEntry, VisitIssue
from underwriting.models.rule_file import RuleFile
from underwriting.models.sample import SampledAcceptance
from underwriting.models.tables import Questionnaire, RateTable, RuleElements, RuleValues
from underwriting.models.vehicle import CLASS_LABELS

__all__ = [
    "CLASS_LABELS",
    "COMMERCIAL",
    "COMPULSORY",
    "COVERS",
    "SHORT_TERM_LABELS",
    "SIGNERS",
    "AccumulationLimit",
    "Arrangement",
    "AssessmentClass",
    "Attendance",
    "AwaitedCession",
    "BackEntry",
    "BatchedPaper",
    "Board",
    "BookReconciliation",
    "CargoAgreement",
    "CededUnearnedMeasure",
    "CededUnit",
    "Cession",
    "CessionPart",
    "Channel",
    "ClauseVersion",
    "CodeRequest",
    "Coinsurance",
    "CoinsuranceShare",
    "CoinsurerStatement",
    "CoinsurerStatementLine",
    "CommitteeCase",
    "CommitteeSeat",
    "DailyReport",
    "DataDefect",
    "DayPrint",
    "Decision",
    "DecisionNews",
    "Discrepancy",
    "Endorsement",
    "EndorsementAgreement",
    "EntryKind",
    "ExpertOpinion",
    "FacultativeCase",
    "FacultativeShare",
    "FleetRow",
    "FleetUpload",
    "ImprovementLetter",
    "Inspection",
    "Instalment",
    "LedgerEntry",
    "Level",
    "ListedPerson",
    "LossAdvice",
    "LossExperience",
    "MarketNote",
    "MassEndorsement",
    "MasterProgramme",
    "MaterialDemand",
    "MeetingForm",
    "MonthlyPack",
    "Moratorium",
    "Movement",
    "MovementKind",
    "OffSystemBusiness",
    "Opinion",
    "PaperBatch",
    "PeopleList",
    "PersonChange",
    "Policy",
    "PolicyDelivery",
    "PolicyVersion",
    "Position",
    "PremiumExemption",
    "PrintedPolicy",
    "ProductVersion",
    "ProgrammeMember",
    "ProofReading",
    "Proposal",
    "Purpose",
    "QualityCheck",
    "QualityMeasure",
    "Question",
    "Questionnaire",
    "RateTable",
    "RatingCase",
    "Referral",
    "ReferralOpinion",
    "ReinsuranceAccount",
    "Reinsurer",
    "Renewal",
    "RenewalContact",
    "RenewalStep",
    "Reprint",
    "ReprintRequest",
    "RetentionTable",
    "RiskAssessment",
    "RiskGuide",
    "RiskQuestion",
    "RiskUnit",
    "Route",
    "RuleElements",
    "RuleFile",
    "RuleValues",
    "SampledAcceptance",
    "SeatRole",
    "Section",
    "SitePhoto",
    "Treaty",
    "TreatyKind",
    "TreatyReport",
    "TreatyShare",
    "VisitDay",
    "VisitEntry",
    "VisitIssue",
    "label_of",
    "line_label",
]
