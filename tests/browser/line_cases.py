"""What a salesperson types for each line, and the premium the worked case of the domain gives (4.2, 4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.browser.people import day

SITE = "泉州市丰泽区安吉路 18 号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One entry: the product, the worked case, the keys in the order of the page, the premium shown."""

    product: str
    case: str
    typed: dict[str, str]
    premium: str
    rows: int = 1
    days: int = 0
    heads: int = 0
    person: bool = False
    issued: bool = False

    @property
    def ends(self) -> str:
        """The last day of a cover that is not a year."""
        return (day(1) + timedelta(days=self.days - 1)).isoformat() if self.days else ""


def _item(place: int, category: str, name: str, occupancy: str, valuation: str, insured: str) -> dict[str, str]:
    row = {"category": category, "name": name, "occupancy": occupancy, "valuation": valuation, "sum_insured": insured}
    return {f"items.{place}.{column}": value for column, value in row.items()}


def _groups(*rows: dict[str, str]) -> dict[str, str]:
    return {f"groups.{place}.{column}": value for place, row in enumerate(rows) for column, value in row.items()}


PROPERTY = Sale(
    product="PRB", case="RT-1", premium="¥13,350.83", rows=3,
    typed={
        **_item(0, "building", "厂房", "industry_2", "replacement", "8000000"),
        **_item(1, "machinery", "设备", "industry_2", "book", "5000000"),
        **_item(2, "stock", "存货", "industry_3", "average_12", "3000000"),
        "address": SITE, "factors.loss_record": "0.90", "factors.construction": "0.95",
        "factors.fire_protection": "0.90",
    },
)  # fmt: skip
SHORT = Sale(
    product="PRB", case="RT-2", premium="¥1,377.50", days=123,
    typed={
        **_item(0, "stock", "存货", "industry_3", "latest", "2000000"),
        "address": SITE, "factors.construction": "0.95",
    },
)  # fmt: skip
HOUSEHOLD = Sale(
    product="HHP", case="4.5 household", premium="¥1,300.00", person=True, issued=True,
    typed={
        "address": "泉州市丰泽区泉秀路 120 号", "construction": "concrete", "house": "1000000", "contents": "200000",
    },
)  # fmt: skip
MACHINERY = Sale(
    product="MBD", case="MB-1", premium="¥4,860.00",
    typed={
        "machines.0.kind": "press", "machines.0.name": "裁断机", "machines.0.sum_insured": "900000", "address": SITE,
        "factors.deductible": "0.9",
    },
)  # fmt: skip
PROFITS = Sale(
    product="BIL", case="BI-1", premium="¥6,000.00",
    typed={
        "trade": "industry", "gross_profit": "4000000",
        "indemnity_months": "18",
    },
)  # fmt: skip
CONSTRUCTION = Sale(
    product="CAR", case="CAR-1", premium="¥280,000.00", days=730,
    typed={
        "works_name": "安置房一期", "address": "晋江市陈埭镇", "project": "civil", "works": "100000000",
        "liability_limit": "10000000",
    },
)  # fmt: skip
ERECTION = Sale(
    product="EAR", case="4.5 erection", premium="¥35,000.00", days=365,
    typed={"works_name": "成型线安装", "address": SITE, "project": "factory", "works": "10000000"},
)  # fmt: skip
CARGO = Sale(
    product="CGD", case="CG-P2", premium="¥338.25", days=10, issued=True,
    typed={
        "description": "运动鞋 5000 双", "goods": "general", "conditions": "comprehensive",
        "conveyance": "公路 闽C88K61", "origin": "晋江", "destination": "成都", "basis": "invoice",
        "value": "200000", "freight": "5000", "markup": "10",
    },
)  # fmt: skip
DECLARED = Sale(
    product="CGD", case="CG-P2 at the agreed 1.4 ‰", premium="¥315.70", days=10,
    typed={**CARGO.typed, "agreement": "", "agreed_rate": "1.4"},
)  # fmt: skip
EXPORT = Sale(
    product="CGO", case="CG-P1", premium="¥887.81", days=45,
    typed={
        "description": "瓷砖", "goods": "fragile", "conditions": "all_risks", "voyage": "export",
        "conveyance": "海运 MV HAI SI 208", "origin": "泉州", "destination": "汉堡", "basis": "cfr",
        "value": "100000", "markup": "10",
    },
)  # fmt: skip
PUBLIC = Sale(
    product="PLL", case="LB-1", premium="¥9,720.00",
    typed={
        "trade": "hotel", "description": "酒店", "address": SITE, "limit": "5000000", "factors.area": "1.2",
        "factors.deductible": "0.9",
    },
)  # fmt: skip
PRODUCT = Sale(
    product="PDL", case="4.5 product liability", premium="¥30,000.00",
    typed={
        "trade": "toys", "description": "益智玩具", "address": "晋江市罗山街道", "limit": "2000000",
        "turnover": "15000000",
    },
)  # fmt: skip
EMPLOYERS = Sale(
    product="EML", case="EL-1", premium="¥168,000.00", heads=120,
    typed={
        **_groups({"tier": "class_3", "heads": "120", "sum_insured": "400000"}), "description": "制鞋", "address": SITE,
    },
)  # fmt: skip
GROUP = Sale(
    product="GPA", case="PA-1", premium="¥35,000.00", rows=3, heads=110,
    typed={
        **_groups(*(
            {"tier": f"tier_{tier}", "heads": str(heads), "sum_insured": "100000"}
            for tier, heads in ((1, 60), (2, 40), (3, 10))
        )),
        "description": "建筑施工", "address": "晋江市陈埭镇",
    },
)  # fmt: skip
PERSON = Sale(
    product="IPA", case="4.5 individual accident", premium="¥520.00", person=True, issued=True,
    typed={"occupation": "装修工", "tier": "tier_2", "sum_insured": "100000", "medical": "10000"},
)  # fmt: skip
SCHOOL = Sale(
    product="SCL", case="4.5 school", premium="¥6,000.00",
    typed={
        "groups.0.plan": "basic", "groups.0.heads": "1200", "school": "第三实验小学", "address": "晋江市青阳街道",
        "aggregate": "20000000",
    },
)  # fmt: skip
STUDENTS = Sale(
    product="STP", case="4.5 students", premium="¥24,000.00", heads=300,
    typed={"groups.0.plan": "pupil", "groups.0.heads": "300", "school": "第三实验小学", "address": "晋江市青阳街道"},
)  # fmt: skip

SALES = {
    "things": (PROPERTY, SHORT, HOUSEHOLD, MACHINERY, PROFITS, CONSTRUCTION, ERECTION, CARGO, EXPORT),
    "people": (PUBLIC, PRODUCT, EMPLOYERS, GROUP, PERSON, SCHOOL, STUDENTS),
}
