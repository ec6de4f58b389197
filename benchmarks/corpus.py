"""A synthetic corpus: disclosures of 8 tables and some 200 rows, in both styles of text export, seeded.

Amounts add up across rows, tables and text, so that every check has something to do and most pass. Each unit has two
fiscal years. Everything is made up but the names of the official classifications.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gongkai.knowledge import load
from gongkai.model.knowledge import Code

YEARS = (2022, 2023)
AGENCIES = (
    ("kexie", "科学技术协会", "206"),
    ("minzheng", "民政局", "208"),
    ("jiaoyu", "教育局", "205"),
    ("jiaotong", "交通运输局", "214"),
)
PARTS = "安宁平阳丰乐兴和清河永泰宜川长岭东山南溪"
WORK = ("业务培训", "设备购置", "专题宣传", "信息系统运行维护", "基层服务站点", "档案整理", "政策调研", "场所修缮")
DUTIES = "负责贯彻执行有关法律法规和方针政策，拟订本行业发展规划并组织实施，指导基层开展{}工作，加强队伍建设和作风建设"

Row = list[str]


@dataclass(frozen=True)
class Printed:
    """A table as printed: title, rows of cells, the heading first."""

    title: str
    rows: list[Row]


@dataclass
class Budget:
    """The amounts of one budget in hundredths of 万元."""

    functions: dict[str, tuple[int, int]]
    """Basic and project expenditure of each 项."""
    economics: dict[str, int]
    projects: list[tuple[str, str, int]]

    @property
    def basic(self) -> int:
        """All basic expenditure."""
        return sum(one for one, _ in self.functions.values())

    @property
    def project(self) -> int:
        """All project expenditure."""
        return sum(one for _, one in self.functions.values())

    @property
    def total(self) -> int:
        """All expenditure."""
        return self.basic + self.project


def make(root: Path, disclosures: int, seed: int = 1) -> None:
    """Write `disclosures` disclosures below `root`/disclosures. The first n are the same whatever their number."""
    for number in range(disclosures):
        unit, year = divmod(number, len(YEARS))
        _write(root / "disclosures", unit, YEARS[year], Random(f"{seed}-{number}"))  # noqa: S311 - not for secrets


def _write(folder: Path, unit: int, year: int, random: Random) -> None:
    slug, agency, group = AGENCIES[unit % len(AGENCIES)]
    place = unit // len(AGENCIES)
    code = f"{11 + place // 2000:02d}{1 + place // 90 % 22:02d}{2 + place % 90:02d}"
    county = PARTS[place % 20] + PARTS[place // 20 % 20] + "县"
    name = f"{county}{agency}"
    home = folder / f"{code}-{slug}"
    inside = home / f"{year}-budget"
    inside.mkdir(parents=True, exist_ok=True)
    unit_yml = (
        f'unit_id: {code}-{slug}\nname: {name}\ndivision_code: "{code}"\nlevel: county\nprovince: 示例省\n'
        f"city: 示例市\ncounty: {county}\nscope: department\n"
    )
    _put(home / "unit.yml", unit_yml)
    budget = _budget(random, group)
    text = _text(name, year, budget, random, dump=unit % 2 == 1)
    _put(inside / "document.txt", text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    disclosure = (
        f"title: {name}{year}年部门预算\npublisher: {name}\nfiles:\n  - name: document.txt\n    sha256: {digest}\n"
    )
    _put(inside / "disclosure.yml", disclosure)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _leaves(codes: dict[str, tuple[Code, ...]], length: int, starts: tuple[str, ...]) -> list[str]:
    return [code for code in codes if len(code) == length and code.startswith(starts)]


def _split(random: Random, total: int, parts: int) -> list[int]:
    cuts = sorted(random.randrange(total) for _ in range(parts - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _budget(random: Random, group: str) -> Budget:
    knowledge = load()
    known = dict(knowledge.functional)
    own, shared = _leaves(known, 7, (group,)), _leaves(known, 7, ("206", "208", "210", "221"))
    items = random.sample(own, min(3, len(own))) + random.sample(shared, 8)
    functions = {
        code: (random.randrange(1_000, 90_000), random.choice((0, random.randrange(500, 60_000))))
        for code in sorted(set(items))
    }
    first = min(functions)
    functions[first] = (functions[first][0], 80_000)
    budget = Budget(functions, {}, [])
    economics = sorted(random.sample(_leaves(dict(knowledge.economic), 5, ("301", "302", "303")), 32))
    budget.economics = dict(zip(economics, _split(random, budget.basic, len(economics)), strict=True))
    parts = {code: _split(random, amount, 6) for code, (_, amount) in functions.items() if amount}
    budget.projects = [
        (f"{WORK[number % len(WORK)]}项目{code[-2:]}{number + 1}", code, amount)
        for code, amounts in parts.items()
        for number, amount in enumerate(amounts)
    ]
    return budget


def _money(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02d}"


def _by_function(budget: Budget, columns: int) -> list[Row]:
    """合计, then 类, 款, 项 with their sums; `columns` 1 for the total alone, 3 with basic and project."""
    sums: dict[str, list[int]] = {}
    for code, (basic, project) in budget.functions.items():
        for length in (3, 5, 7):
            one = sums.setdefault(code[:length], [0, 0])
            one[0] += basic
            one[1] += project
    lines = [("", "合计", [budget.basic, budget.project])]
    lines += [(code, load().functional[code][0].name, sums[code]) for code in sorted(sums)]
    shown = [(code, name, [sum(two), *two] if columns == 3 else [sum(two)] * columns) for code, name, two in lines]
    return [[code, name, *map(_money, amounts)] for code, name, amounts in shown]


def _by_economy(budget: Budget) -> list[Row]:
    sums: dict[str, int] = {}
    for code, amount in budget.economics.items():
        for part in (code[:3], code):
            sums[part] = sums.get(part, 0) + amount

    def row(code: str, name: str, personnel: int, public: int) -> Row:
        return [code, name, _money(personnel + public), _money(personnel), _money(public)]

    public = sums.get("302", 0)
    rows = [row("", "合计", budget.basic - public, public)]
    for code in sorted(sums):
        split = (0, sums[code]) if code.startswith("302") else (sums[code], 0)
        rows.append(row(code, load().economic[code][0].name, *split))
    return rows


def _sides(budget: Budget) -> list[Row]:
    groups: dict[str, int] = {}
    for code, amounts in budget.functions.items():
        groups[code[:3]] = groups.get(code[:3], 0) + sum(amounts)
    income = [("一、一般公共预算拨款收入", budget.total), ("二、政府性基金预算拨款收入", 0)]
    spent = [(load().functional[code][0].name, amount) for code, amount in sorted(groups.items())]
    income += [("", -1)] * (len(spent) - len(income))
    spent += [("", -1)] * (len(income) - len(spent))
    pairs = [*zip(income, spent, strict=True), (("收入总计", budget.total), ("支出总计", budget.total))]
    return [[a, _money(b) if a else "", c, _money(d) if c else ""] for (a, b), (c, d) in pairs]


def _tables(year: int, budget: Budget) -> list[Printed]:
    sides = ["收入项目", "预算数", "支出项目", "预算数"]
    spending = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    cars, guests = budget.total // 200, budget.total // 900
    names = (("合计", cars + guests), ("1、因公出国（境）费用", 0), ("2、公务接待费", guests))
    more = (("3、公务用车费", cars), ("其中：（1）公务用车运行维护费", cars), ("（2）公务用车购置", 0))
    projects = [
        [name, load().functional[code][0].name, _money(amount), _money(amount)]
        for name, code, amount in budget.projects
    ]
    total = ["合计", "", _money(budget.project), _money(budget.project)]
    income = ["科目编码", "科目名称", "合计", "一般公共预算拨款收入"]
    return [
        Printed(f"{year}年部门收支总表", [sides, *_sides(budget)]),
        Printed(f"{year}年部门收入总表", [income, *_by_function(budget, 2)]),
        Printed(f"{year}年部门支出总表", [spending, *_by_function(budget, 3)]),
        Printed(f"{year}年财政拨款收支总表", [sides, *_sides(budget)]),
        Printed(f"{year}年一般公共预算支出表", [spending, *_by_function(budget, 3)]),
        Printed(
            f"{year}年一般公共预算基本支出表",
            [["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *_by_economy(budget)],
        ),
        Printed(f"{year}年“三公”经费预算表", [["项目", "预算数"], *([a, _money(b)] for a, b in (*names, *more))]),
        Printed(f"{year}年项目支出表", [["项目名称", "功能科目", "合计", "一般公共预算"], total, *projects]),
    ]


def _narrative(name: str, year: int, budget: Budget, random: Random) -> list[str]:
    before = budget.total - random.randrange(-5_000, 5_000) or budget.total
    change = "增加" if budget.total >= before else "减少"
    moved = f"较{year - 1}年预算{change}{_money(abs(budget.total - before))}万元"
    cars, guests = budget.total // 200, budget.total // 900
    duties = [f"（{number}）{DUTIES.format(random.choice(WORK))}。" for number in "一二三四五六七八"]
    plans = [
        f"{number}.组织开展{random.choice(WORK)}，全年不少于{random.randrange(2, 90)}次。" for number in range(1, 9)
    ]
    spent = f"其中：基本支出{_money(budget.basic)}万元，项目支出{_money(budget.project)}万元。"
    public = f"因公出国（境）费0万元；公务用车购置及运行维护费{_money(cars)}万元；公务接待费{_money(guests)}万元。"
    return [
        f"{name}{year}年部门预算信息公开",
        f"按照《中华人民共和国预算法》和预算公开有关规定，现将{name}{year}年部门预算公开如下：",
        "一、部门职责及机构设置情况", *duties,
        "二、部门预算安排的总体情况", "1、收入说明",
        f"{year}年预算收入{_money(budget.total)}万元，其中：一般公共预算收入{_money(budget.total)}万元。",
        "2、支出说明", f"{year}年支出预算{_money(budget.total)}万元，{spent}",
        "3、比上年增减情况", f"{year}年预算收支安排{_money(budget.total)}万元，{moved}。",
        "三、财政拨款“三公”经费预算情况",
        f"{year}年，财政拨款“三公”经费预算安排{_money(cars + guests)}万元，其中：{public}",
        "四、绩效预算信息", *plans,
        "五、名词解释", "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    ]  # fmt: skip


def _text(name: str, year: int, budget: Budget, random: Random, *, dump: bool) -> str:
    parts = ["\n".join(_narrative(name, year, budget, random)), ""]
    for number, table in enumerate(_tables(year, budget), 1):
        parts += [f"表{number}：{table.title}", f"部门名称：{name}", "单位：万元"]
        if dump:
            parts += ["\n".join(f"\t{cell}" for cell in row) + "\n" for row in table.rows]
        else:
            parts += ["\t".join(row) for row in table.rows]
        parts.append("\n")
    return "\n".join(parts)
