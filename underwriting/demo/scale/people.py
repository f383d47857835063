"""Customers and their vehicles, drawn from one seed: identity numbers, telephones and VINs with right check digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from stdnum.cn import ric, uscc

from underwriting.demo.scale import names
from underwriting.rules.vehicle import vin_check_digit

YEARS_BACK = 5
HORIZON = 25  # days ahead for which proposals are made
LEAST_RENEWALS = 200  # due within the horizon, also in a small branch, so that its work lists fill a page
_RENEWAL_SHARE = 0.03
PLATES = 24 * 24 * 1000 * 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A customer before it becomes a row."""

    name: str
    company: bool
    number: str
    born_on: date | None
    female: bool
    phone: str


class Car(NamedTuple):
    """A vehicle with the years in which it was insured here; the fields are the columns of ``scale_car``."""

    n: int
    owner: int
    unit: str
    plate: str
    vin: str
    engine_number: str
    model: str
    vehicle_class: str
    seats: int
    tonnes: str
    displacement: str
    new_price: int
    first_registered_on: date
    last_start: date
    past_terms: int
    waiting: bool
    compulsory: bool
    commercial: bool
    chance: int


class People:
    """Draws customers; the n-th customer of a seed is always the same."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def person(self, n: int) -> Person:
        """The n-th customer: one in fourteen is a company."""
        draw = Random(f"{self.seed}/person/{n}")  # noqa: S311 - demo data
        phone = f"{draw.choice(names.MOBILE)}{draw.randrange(10**8):08d}"
        if draw.random() < 1 / 14:
            return self._company(draw, n, phone)
        female = draw.random() < 0.42
        born = date(1950, 1, 1) + timedelta(days=(n // 500 * 7919 + n % 500 * 41) % 20_000)
        order = (n * 2 + (not female)) % 1000  # odd for men; with the day of birth never the same twice
        region = f"3505{draw.choice(('02', '03', '21', '24', '25', '26', '81', '82', '83'))}"
        body = f"{region}{born:%Y%m%d}{order:03d}"
        number = body + ric.calc_check_digit(body + "0")
        return Person(name=_name(draw), company=False, number=number, born_on=born, female=female, phone=phone)

    @staticmethod
    def _company(draw: Random, n: int, phone: str) -> Person:
        body, kind = draw.choice(names.COMPANY_BODIES), draw.choice(names.COMPANY_KINDS)
        code = f"91350500{n:09d}"
        number = code + uscc.calc_check_digit(code)
        name = f"泉州{body}{draw.choice(names.GIVEN)}{kind}有限公司"
        return Person(name=name, company=True, number=number, born_on=None, female=False, phone=phone)


def _name(draw: Random) -> str:
    """Frequencies fall as those of real names do; three names in ten have two characters."""
    surname = names.SURNAMES[int(len(names.SURNAMES) * draw.random() ** 2)]
    first = names.GIVEN[int(len(names.GIVEN) * draw.random() ** 1.3)]
    return surname + first + (draw.choice(names.GIVEN) if draw.random() < 0.7 else "")


def cars(*, policies: int, today: date, seed: int, first: int = 0) -> Iterator[Car]:
    """Vehicles until their past and present policies are exactly ``policies``; every tenth owner has two."""
    draw, left, n = Random(f"{seed}/cars/{policies}"), policies, first  # noqa: S311 - demo data
    share = max(_RENEWAL_SHARE, min(0.9, LEAST_RENEWALS * 4.4 / policies))
    while left > 0:
        car = _car(draw, n, today, renewal=draw.random() < share)
        lines = car.compulsory + car.commercial
        if lines * car.past_terms > left:
            car = car._replace(  # noqa: SLF001 - documented name
                compulsory=True, commercial=False, past_terms=min(left, car.past_terms)
            )
            lines = 1
        left -= lines * car.past_terms
        n += 1
        yield car


def _car(draw: Random, n: int, today: date, *, renewal: bool) -> Car:
    kind = draw.choices(names.VEHICLES, weights=[kind.share for kind in names.VEHICLES])[0]
    last = _last_start(draw, today, renewal=renewal)
    waiting = renewal and draw.random() < 0.75
    terms = draw.choices((1, 2, 3, 4, 5), weights=(18, 24, 26, 20, 12))[0]
    oldest = last.replace(year=last.year - terms)
    price = draw.randrange(*kind.price) * 1000
    commercial = draw.random() < 0.72
    return Car(
        n=n,
        owner=n - n // 10,
        unit=draw.choices(list(names.UNIT_WEIGHTS), weights=list(names.UNIT_WEIGHTS.values()))[0],
        plate=_plate(n),
        vin=_vin(draw, n, kind),
        engine_number=f"EA{draw.randrange(100, 999)}-{n:07d}",
        model=draw.choice(kind.models),
        vehicle_class=kind.vehicle_class,
        seats=kind.seats,
        tonnes=kind.tonnes,
        displacement=draw.choice(("1.199", "1.498", "1.598", "1.798", "1.998")),
        new_price=price,
        first_registered_on=oldest - timedelta(days=draw.randrange(1, 1500)),
        last_start=last,
        past_terms=terms,
        waiting=waiting,
        compulsory=not commercial or draw.random() < 0.95,
        commercial=commercial,
        chance=draw.randrange(10_000),
    )


def _last_start(draw: Random, today: date, *, renewal: bool) -> date:
    """When the newest term begins: within the horizon, within the last year, or before for customers who left."""
    if renewal:
        day = today + timedelta(days=draw.randrange(1, HORIZON + 1))
    elif draw.random() < 0.86:
        day = today - timedelta(days=draw.randrange(365))
    else:
        day = today - timedelta(days=draw.randrange(365, 365 * (YEARS_BACK - 1)))
    return day if (day.month, day.day) != (2, 29) else day + timedelta(days=1)


def _plate(n: int) -> str:
    """Two letters and three digits in mixed places: 24 × 24 × 1000 × 3 plates, no two alike."""
    rest, digits = divmod(n * 7919 % PLATES, 1000)
    rest, a = divmod(rest, 24)
    place, b = divmod(rest, 24)
    first, second, text = names.PLATE_SIGNS[a], names.PLATE_SIGNS[b], f"{digits:03d}"
    shapes = (f"{first}{second}{text}", f"{text}{first}{second}", f"{first}{text}{second}")
    return f"闽C{shapes[place % 3]}"


def _vin(draw: Random, n: int, kind: names.Kind) -> str:
    """A beginning of the maker, the year, the plant and a running number, with the check digit that they ask for."""
    start = draw.choice(kind.makers)
    plain = f"{start}0{draw.choice('LMNPRS')}{draw.choice('ABCDEFG12')}{n % 1_000_000:06d}"
    plain = plain if n < 1_000_000 else plain[:10] + names.VIN_SIGNS[n // 1_000_000 % 23] + plain[11:]
    return plain[:8] + vin_check_digit(plain) + plain[9:]
