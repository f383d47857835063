"""Words of the tables that hold rules instead of rates: kinds of endorsements, refunds, compulsory risk assessment."""

from __future__ import annotations

from underwriting.rules.compulsory_motor import RECORD_NAMES
from underwriting.rules.endorsement_kinds import KIND_NAMES
from underwriting.rules.entry import ENTRIES, Field, LineEntry
from underwriting.rules.grounds import GROUND_NAMES, VEHICLE
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.words import gettext_noop as _


def _columns(entry: LineEntry) -> tuple[Field, ...]:
    return entry.rows.columns if entry.rows else ()


_ENDORSEMENT_WORDS = {
    "entries": _("Entries that change"),
    "figures": _("Figures that change"),
    "vehicle_entries": _("Entries of the vehicle that change"),
    "prices_anew": _("Priced without the record of the old holder"),
    "content": _("Parts of the entry that change"),
    "papers": _("Papers of the customer"),
    "evidence": _("Certificate that proves a ground"),
    **{ground.value: GROUND_NAMES[ground] for ground in sorted(VEHICLE)},
    "lines": _("Only these lines"),
    "not_lines": _("Not these lines"),
    "inspection": _("Inspection"),
    "always": _("always"),
    "backwards": _("From the first day of the contract"),
    "asked": _("when the centre asks"),
    "holder_name": _("Policyholder"),
    "insured_name": _("Insured"),
    "owner_name": _("Owner"),
    "address": _("Address"),
    "plate": _("Plate"),
    "engine_number": _("Engine number"),
    "tractor_plate": _("Drawn by (plate)"),
    "vin": _("VIN"),
    "model": _("Make and model"),
    "vehicle_class": _("Class of use"),
    "special_kind": _("Kind of the special vehicle"),
    "tonnes": _("Load (t)"),
    "seats": _("Seats"),
    "first_registered_on": _("First registered"),
    "new_price": _("New price"),
    "dropped": _("cover dropped"),
    "deductible_amount": _("Deductible per accident"),
    "deductible_rate": _("Deductible (% of the loss)"),
    "end_on": _("Cover ends"),
    "list_note": _("List of persons"),
    "special_terms": _("Special terms"),
}
_REFUND_WORDS = {
    "cases": _("Refund by the reason of the end"),
    "groups": _("Group of each line"),
    "other_group": _("All other lines"),
    "basis": _("Legal basis"),
    "method": _("Method"),
    "share": _("Share of the premium kept"),
    "*": _("all lines"),
    "holder": _("surrender by the policyholder"),
    "insurer": _("termination by the insurer"),
    "intent": _("intent or fraud"),
    "negligence": _("gross negligence"),
    "partial_loss": _("cancelled after a partial loss"),
    "unaffected_lines": _("Lines that give back the premium of the undamaged part only"),
    "before_start": _("before cover begins"),
    "everything": _("the whole premium"),
    "nothing": _("no refund"),
    "pro_rata": _("by days"),
    "short_rate": _("by the short-rate table"),
    "clause_void": _("Clause of the contract: voiding"),
    "clause_refund": _("Clause of the contract: refund"),
    "law_54": _("Insurance Law, article 54"),
    "law_50": _("Insurance Law, article 50"),
    "law_16": _("Insurance Law, article 16"),
    "law_16_27": _("Insurance Law, articles 16, 27"),
    "law_49": _("Insurance Law, articles 49, 52, 58"),
    "regulation_16": _("Compulsory insurance regulation, article 16"),
    "agreed_fee": _("less the agreed fee"),
    "refused": _("not possible"),
    "motor": _("Motor"),
    "household": _("Household"),
    "accident": _("Accident"),
    "cargo": _("Cargo"),
    "property": _("Property and homes"),
    "compulsory": _("Compulsory motor"),
}
_RISK_WORDS = {
    "major_lines": _("Lines that are major risks"),
    "occupancies": _("Occupancies that are major risks"),
    "occupancy_lines": _("Lines where the occupancy counts"),
    "export_lines": _("Lines where export counts"),
    "ratio_exempt": _("Lines without a limit of the loss ratio"),
    "highest_ratio": _("Highest loss ratio (%)"),
    "zh": _("in Chinese"),
    "en": _("in English"),
    "loss_of_profits": _("Loss of profits"),
}
_EXCLUDED_WORDS = {
    "zh": _("in Chinese"),
    "en": _("in English"),
    "kinds": _("Kinds of risks that treaties may exclude"),
    "known_as": _("Codes of tariffs and of the list of major risks"),
    "nuclear": _("Nuclear risks"),
    "fireworks": _("Fireworks"),
    "explosives": _("Explosives"),
    "offshore": _("Offshore platforms"),
    "tunnel": _("Tunnels"),
    "underwater": _("Works under water"),
    "underground_mining": _("Underground mining"),
    "asbestos": _("Asbestos"),
    "aviation": _("Aviation"),
}
_MORE_WORDS = {
    "MTP": _("Third party"),
    "MPA": _("Passengers"),
    "table": _("Short-rate table"),
    "turnover": _("Turnover of a year"),
    "short_rate.property": _("Short-rate table of property"),
    "short_rate.accident": _("Short-rate table of accident"),
}
_TAX_WORDS = {"per_tonne": _("per tonne"), "private_car_from_10_seats": _("private car from ten seats")}
RECORD_WORDS = {name.value: label for name, label in RECORD_NAMES.items()}
KIND_WORDS = {name.value: label for name, label in KIND_NAMES.items()}
_MODULE_WORDS = {
    "machinery": _("Machines"),
    "engineering": _("Engineering"),
    "liability": _("Liability insurance"),
    "employers": _("Employees by occupation"),
    "group_accident": _("Insured persons by occupation"),
    "individual_accident": _("The insured person"),
    "school": _("The school"),
    "student": _("Pupils"),
    "generic": _("Other clauses"),
    "riders": _("Riders"),
    "factors.deductible": _("Deductible"),
    "factors.limit": _("Limit"),
}
_CONTENT_WORDS = {
    field.name: field.label for entry in ENTRIES.values() for field in (*entry.fields, *_columns(entry))
} | {entry.rows.name: entry.rows.title for entry in ENTRIES.values() if entry.rows}
# What a key means in one table goes before what it means elsewhere.
OWN_WORDS = {
    "refund.rules": _REFUND_WORDS,
    "endorsement.kinds": _ENDORSEMENT_WORDS | KIND_WORDS,
    "risk.compulsory": _RISK_WORDS,
    "treaty.exclusions": _EXCLUDED_WORDS,
}
RULE_WORDS = (
    _CONTENT_WORDS,
    _MODULE_WORDS,
    _ENDORSEMENT_WORDS,
    _REFUND_WORDS,
    _RISK_WORDS,
    _EXCLUDED_WORDS,
    _TAX_WORDS,
    _MORE_WORDS,
    KIND_WORDS,
    RECORD_WORDS,
    LINE_LABELS,
)
