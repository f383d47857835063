"""A fleet of vehicles from one table: its columns, and the life of an upload (issue 4.1, PLT-08)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.words import gettext_noop as _

FLEET_KIND = "underwriting.fleet"
OPEN, IMPORTING, IMPORTED, DISCARDED = "open", "importing", "imported", "discarded"
_PERMISSION = "underwriting.import_fleet"
MOST_ROWS, AT_ONCE = 5000, 200
"""What one table may hold, and up to how many vehicles the clerk waits for the import on the page."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = auto()
    PLATE = auto()
    VIN = auto()
    CLASS = auto()
    DAY = auto()
    NUMBER = auto()
    COUNT = auto()
    YES_NO = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the heading of the table, the label of the page, what it holds and may hold."""

    name: str
    heading: str
    label: str
    example: str = ""
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 30
    decimals: int = 2
    most: int = 10**12


COLUMNS = (
    Column(name="plate", heading="号牌号码", label=_("Plate"), kind=Kind.PLATE, example="闽C12345"),
    Column(name="vin", heading="车架号", label=_("VIN"), kind=Kind.VIN, example="1M8GDM9AXKP042788", required=True),
    Column(name="engine_number", heading="发动机号", label=_("Engine number"), example="EA211-778812", required=True),
    Column(
        name="model",
        heading="厂牌型号",
        label=_("Make and model"),
        example="大众 朗逸 FV7187",
        required=True,
        longest=80,
    ),
    Column(
        name="vehicle_class",
        heading="车辆种类",
        label=_("Class"),
        kind=Kind.CLASS,
        example="企业非营业客车",
        required=True,
    ),
    Column(
        name="owner_name",
        heading="车主",
        label=_("Owner"),
        example="泉州丰泽物流公司",
        required=True,
        longest=120,
    ),
    Column(
        name="first_registered_on",
        heading="初次登记日期",
        label=_("First registered"),
        kind=Kind.DAY,
        example="2021-03-16",
        required=True,
    ),
    Column(
        name="new_price", heading="新车购置价", label=_("New price"), kind=Kind.NUMBER, example="150000", required=True
    ),
    Column(name="seats", heading="核定载客", label=_("Seats"), kind=Kind.COUNT, example="5", most=80),
    Column(
        name="displacement",
        heading="排量（升）",
        label=_("Displacement (l)"),
        kind=Kind.NUMBER,
        example="1.498",
        decimals=3,
        most=99,
    ),
    Column(name="tonnes", heading="核定载质量（吨）", label=_("Load (t)"), kind=Kind.NUMBER, decimals=3, most=9999),
    Column(
        name="special_kind",
        heading="特种车类型（1至4）",
        label=_("Kind of the special vehicle"),
        kind=Kind.COUNT,
        most=4,
    ),
    Column(name="tractor_plate", heading="牵引车号牌（挂车填写）", label=_("Drawn by (plate)"), longest=10),
    Column(name="start_on", heading="起保日期", label=_("Cover begins"), kind=Kind.DAY, example="", required=True),
    Column(name="compulsory", heading="投保交强险", label=_("Compulsory cover"), kind=Kind.YES_NO, example="是"),
    Column(name="own_damage", heading="投保车损险", label=_("Own damage"), kind=Kind.YES_NO, example="是"),
    Column(name="sum_insured", heading="车损保险金额", label=_("Sum insured"), kind=Kind.NUMBER),
    Column(
        name="third_party_limit",
        heading="第三者责任限额",
        label=_("Third-party limit"),
        kind=Kind.NUMBER,
        example="1000000",
    ),
    Column(name="driver_limit", heading="司机责任限额（每座）", label=_("Limit for the driver"), kind=Kind.NUMBER),
    Column(
        name="passenger_limit", heading="乘客责任限额（每座）", label=_("Limit for each passenger"), kind=Kind.NUMBER
    ),
    Column(
        name="autonomous_factor",
        heading="自主定价系数",
        label=_("Autonomous factor"),
        kind=Kind.NUMBER,
        decimals=4,
        most=9,
    ),
    Column(
        name="accident_free_years",
        heading="交强险无事故年数",
        label=_("Years without accident"),
        kind=Kind.COUNT,
        example="2",
        most=30,
    ),
    Column(
        name="at_fault_accidents",
        heading="有责事故次数",
        label=_("Accidents at fault"),
        kind=Kind.COUNT,
        most=50,
    ),
    Column(name="at_fault_death", heading="有责死亡事故", label=_("Accident with death at fault"), kind=Kind.YES_NO),
    Column(
        name="insured_years",
        heading="连续投保年数",
        label=_("Years insured without gap"),
        kind=Kind.COUNT,
        example="2",
        most=30,
    ),
    Column(
        name="claim_free_years",
        heading="连续无赔年数",
        label=_("Years in a row without a claim"),
        kind=Kind.COUNT,
        most=30,
    ),
    Column(
        name="claims_in_3_years", heading="近三年出险次数", label=_("Claims in three years"), kind=Kind.COUNT, most=50
    ),
    Column(
        name="claims_last_year", heading="上年出险次数", label=_("Claims in the last year"), kind=Kind.COUNT, most=50
    ),
    Column(
        name="loss_ratio",
        heading="上年赔付率（%）",
        label=_("Loss ratio of the last year (%)"),
        kind=Kind.NUMBER,
        most=99999,
    ),
    Column(name="lapse_days", heading="脱保天数", label=_("Days without cover"), kind=Kind.COUNT, most=3650),
    Column(name="transferred", heading="过户车", label=_("Transferred vehicle"), kind=Kind.YES_NO),
    Column(name="renewal_of", heading="上年保单号", label=_("Renewal of policy"), longest=24),
)
VEHICLE_COLUMNS = frozenset(column.name for column in COLUMNS[:13])
CLASS_NAMES = {
    "家庭自用汽车": VehicleClass.PRIVATE_CAR,
    "企业非营业客车": VehicleClass.ENTERPRISE_BUS,
    "机关非营业客车": VehicleClass.GOVERNMENT_BUS,
    "出租、租赁客车": VehicleClass.TAXI,
    "城市公交": VehicleClass.CITY_BUS,
    "公路客运": VehicleClass.ROAD_PASSENGER,
    "非营业货车": VehicleClass.TRUCK,
    "营业货车": VehicleClass.COMMERCIAL_TRUCK,
    "特种车": VehicleClass.SPECIAL,
    "摩托车": VehicleClass.MOTORCYCLE,
    "半挂牵引车": VehicleClass.TRACTOR_UNIT,
    "低速载货汽车": VehicleClass.LOW_SPEED_TRUCK,
    "运输型拖拉机": VehicleClass.TRACTOR,
    "挂车": VehicleClass.TRAILER,
}
# As the pages name the classes, for those who do not choose from the list of the template.
CLASSES_ON_PAGES = {
    "家庭自用车": VehicleClass.PRIVATE_CAR,
    "企业客车": VehicleClass.ENTERPRISE_BUS,
    "机关客车": VehicleClass.GOVERNMENT_BUS,
    "出租租赁": VehicleClass.TAXI,
}
YES, NO = "是", "否"

UPLOAD = Creation(name="underwriting.fleet.upload", label=_("Upload fleet"), permission=_PERMISSION, target=OPEN)
CORRECT = Transition(
    name="underwriting.fleet.correct",
    label=_("Correct rows"),
    permission=_PERMISSION,
    sources=frozenset({OPEN}),
    icon="edit",
)
REPLACE = Transition(
    name="underwriting.fleet.replace",
    label=_("Upload the table again"),
    permission=_PERMISSION,
    sources=frozenset({OPEN}),
    icon="refresh",
)
IMPORT = Transition(
    name="underwriting.fleet.import",
    label=_("Import fleet"),
    permission=_PERMISSION,
    sources=frozenset({OPEN}),
    target=IMPORTED,
    alternatives=frozenset({IMPORTING}),
    icon="check",
)
FINISH = Transition(
    name="underwriting.fleet.finish",
    label=_("Import fleet"),
    permission=_PERMISSION,
    sources=frozenset({IMPORTING}),
    target=IMPORTED,
    needs_version=False,
)
STOP = Transition(
    name="underwriting.fleet.stop",
    label=_("Stop the import"),
    permission=_PERMISSION,
    sources=frozenset({IMPORTING}),
    target=OPEN,
    reason=Reason.OPTIONAL,
    needs_version=False,
)
DISCARD = Transition(
    name="underwriting.fleet.discard",
    label=_("Discard"),
    permission=_PERMISSION,
    sources=frozenset({OPEN}),
    target=DISCARDED,
    style="quiet",
    icon="x",
    confirm=_("The rows of this table are forgotten. Upload it again if you need them."),
)
FLEET = Lifecycle(
    kind=FLEET_KIND,
    label=_("Fleet"),
    states=(
        State(value=OPEN, label=_("being checked"), tone=Tone.WAIT),
        State(value=IMPORTING, label=_("being imported"), tone=Tone.INFO),
        State(value=IMPORTED, label=_("imported"), tone=Tone.GOOD, final=True),
        State(value=DISCARDED, label=_("discarded"), final=True),
    ),
    creation=UPLOAD,
    transitions=(CORRECT, REPLACE, IMPORT, FINISH, STOP, DISCARD),
)
