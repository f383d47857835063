"""Words of which people, companies and vehicles of a coastal prefecture in Fujian are made; the frequent ones first."""

from __future__ import annotations

from typing import NamedTuple

SURNAMES = (
    "陈林黄张王吴李郑蔡刘许杨庄谢苏郭洪曾柯施叶周邱潘颜傅何朱徐赖江高余廖罗温魏丁戴方卢沈蒋"
    "康尤孙龚章董汪严吕梁连骆程孔杜池甘范姚涂饶万胡彭唐邓韩曹袁于肖田任钟姜谭陆石金贾夏付白孟秦"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文国志海春梅莉波斌宇浩凯"
    "健俊帆雪琳晨佳欣雅婷慧颖倩茜瑶怡悦彤萱涵梓轩睿泽皓铭博翔鹏飞龙云峰辉鑫森林树松柏"
)
COMPANY_BODIES = (
    "恒达",
    "鸿兴",
    "闽盛",
    "海丝",
    "顺安",
    "金泉",
    "百川",
    "德裕",
    "安源",
    "永泰",
    "清源",
    "东海",
    "瑞丰",
)
COMPANY_KINDS = ("物流", "建材", "鞋服", "食品", "茶业", "石材", "机械", "贸易", "陶瓷", "电子", "运输", "纸业")

# The share of the branch's business that each sub-branch writes, in percent.
UNIT_WEIGHTS = {
    "350582": 22,
    "350583": 13,
    "350503": 11,
    "350521": 10,
    "350524": 10,
    "350581": 9,
    "350502": 8,
    "350505": 4,
    "350525": 4,
    "350504": 3,
    "350526": 3,
    "350572": 2,
    "350571": 1,
}


class Kind(NamedTuple):
    """A class of vehicles: its share in percent, new price in thousands of yuan, models, beginnings of VINs."""

    vehicle_class: str
    share: int
    price: tuple[int, int]
    seats: int
    tonnes: str
    models: tuple[str, ...]
    makers: tuple[str, ...]


CARS = (
    "大众 朗逸 SVW7167",
    "丰田 卡罗拉 TV7126",
    "比亚迪 秦 BYD7152",
    "本田 思域 DHW7153",
    "日产 轩逸 DFL7160",
    "吉利 帝豪 JL7152",
    "别克 英朗 SGM7133",
)
BUSES = ("别克 GL8 SGM6521", "江铃 全顺 JX6491")
HEAVY = ("解放 J6P CA1310", "东风 天龙 DFH1310")
TRUCKS = ("福田 奥铃 BJ1048", "江淮 骏铃 HFC1041", "东风 多利卡 EQ1041")
VEHICLES = (
    Kind("private_car", 85, (60, 420), 5, "0", CARS, ("LSVNV218", "LFMAPE2C", "LGXC16DF", "LVHFC166")),
    Kind("truck", 6, (80, 300), 3, "1.990", TRUCKS, ("LVBV3PBB", "LJ11KBBC")),
    Kind(
        "commercial_truck",
        3,
        (180, 520),
        3,
        "9.990",
        HEAVY,
        ("LFWSRXPJ", "LGAG4DY3"),
    ),
    Kind("enterprise_bus", 4, (90, 380), 7, "0", BUSES, ("LSGUA83L", "LEFEDDE1")),
    Kind("motorcycle", 2, (5, 40), 2, "0", ("豪爵 HJ125", "本田 SDH125"), ("LC6PCJB8", "LALPCJ0C")),
)
VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
PLATE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
MOBILE = ("133", "135", "136", "137", "138", "139", "150", "151", "158", "159", "180", "186", "189")
