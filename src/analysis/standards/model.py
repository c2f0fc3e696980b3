"""The rules of an office as frozen data: areas, items, measures, figures, the decision rule.

Nothing here reads files or judges cells: `load` builds these from TOML and proves them, `words` looks cells up in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.standards.style import Style


@dataclass(frozen=True)
class Text:
    """One term in the two languages of the products."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The term in `zh` or `en`; the other one where this one is empty."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)


@dataclass(frozen=True)
class Rule:
    """How a computed item is judged: a name from the closed list of standards/rules.py, its inputs and limits."""

    name: str
    inputs: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing that is looked at (检查项, 条).

    Attributes:
        id: stable id such as cond.16.
        area: id of its area.
        number: its number within the area; the number code is area number - this.
        short: name in tables and charts.
        requirement: the requirement in words.
        titles: the ways a sheet writes its name, `short` and `negative_titles` among them; no two items share one.
        area_titles: words that mean it only where a heading, sheet or column names its area (工作领导小组 under 扶贫);
            there they go before the titles of other areas.
        negative_titles: those of `titles` that ask for something bad (是否存在D级危房): yes to them is unmet.
        kind: judged (by an inspector), computed (from counts, or judged as well), or derived (a total of other items:
            no sheet states it, so it has no titles).
        rule: how it is computed, None for a judged item; the names are the closed list of standards/rules.py.
        applies_to: all, or names of school attributes joined by and / or / not, such as "boarding and not arid".
        polarity: positive (yes is good), negative (yes is bad) or neutral.
        level: school or district.
        critical: whether a district has declared it critical.
        edition: the edition of its wording; only equal editions are compared between rounds.
        continues: an earlier edition that this one is declared comparable with, or "".
        continues_reason: why it is comparable; printed wherever a pair is compared across the two.
        certainty: certain, probable, source, law, derived, typical, uncertain.
        days: default days to rectify; 0 where there is no default.
        counted: False for items shown as text only, and for items whose text is still uncertain.
        method: how it is looked at (听取汇报, 实地查看, 资料查阅 …).
        source: where the wording comes from.
    """

    id: str
    area: str
    number: int
    short: Text
    requirement: Text
    titles: tuple[str, ...] = ()
    area_titles: tuple[str, ...] = ()
    negative_titles: tuple[str, ...] = ()
    kind: str = "judged"
    rule: Rule | None = None
    applies_to: str = "all"
    polarity: str = "positive"
    level: str = "school"
    critical: bool = False
    edition: str = "1"
    continues: str = ""
    continues_reason: Text = Text("", "")
    certainty: str = "certain"
    days: int = 0
    counted: bool = True
    method: str = ""
    source: str = ""


@dataclass(frozen=True)
class Area:
    """One of the areas of a report (方面), in the standard's order.

    Attributes:
        id: safety, aid, cond, other in the shipped standard.
        number: its chapter, and the first part of its number codes.
        title: its heading without numeral (安全稳定及信访); the products put the numeral of `number` before it.
        short: its name in tables and charts.
        items: ids of its items in order.
        agreement_code: number code of its self-reported results that did not hold on site (3-31).
        titles: how headings, sheets and files name it, so that `Item.area_titles` can be told apart.
    """

    id: str
    number: int
    title: Text
    short: Text
    items: tuple[str, ...]
    agreement_code: str
    titles: tuple[str, ...] = ()

    @property
    def total_code(self) -> str:
        """Number code of all its checks together (3-0)."""
        return f"{self.number}-0"


@dataclass(frozen=True)
class Topic:
    """What one numbered paragraph of the written report tells of an area, in the order of the standard.

    Attributes:
        area: id of its area.
        title: how the paragraph begins.
        items: ids of the items it tells of; an item that no topic has is told in a last paragraph of its area.
        codes: codes of other numbers that it tells: district totals, agreement.
        mechanisms: True where it is told in mechanisms, matters and totals only: no word of a workbook is quoted.
        source: the paragraph of an office's own report that it answers.
    """

    area: str
    title: Text
    items: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    mechanisms: bool = False
    source: str = ""


PEOPLE = "人"
"""The unit of a measure that counts people."""


@dataclass(frozen=True)
class Measure:
    """A quantity that a sheet states of a school.

    Attributes:
        id: name in the measurements table.
        unit: the base unit its values are stored in.
        titles: column titles that mean it wherever they stand (男厕蹲位).
        short_titles: titles that mean it only under one of `parents` (男 under 厕位 is stalls_m, under 学生数 boys).
        parents: titles one of which must stand above a short title.
        persons: True where it counts persons, so that small counts are suppressed.
        district_only: True where no more than the district's total may be told, of no town, kind or school: petition
            matters, and amounts that give back how many pupils they are for.
        balance: number code of how evenly the schools have it for each pupil (差异系数), or "" where it is no resource.
        name: what it is called in a report.
    """

    id: str
    unit: str
    titles: tuple[str, ...]
    short_titles: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    persons: bool = False
    district_only: bool = False
    balance: str = ""
    name: Text = Text("", "")

    @property
    def told_by_school(self) -> bool:
        """Whether a school's own number may be shown; where not, a message says where it stands, not what it is."""
        return not (self.persons or self.district_only)

    @property
    def counts_people(self) -> bool:
        """Whether it counts people: those of whom no more is known, pupils and classmates, too."""
        return self.persons or self.unit == PEOPLE

    def tells(self, value: float, least: int) -> bool:
        """Whether this number of one school may be shown: where it counts people, no number from 1 up to below `least`.

        Args:
            value: the number.
            least: the least count of persons that is told.
        """
        return self.told_by_school and not (self.counts_people and 0 < value < least)


@dataclass(frozen=True)
class Figure:
    """A district total to be printed: the sum of one measure, alone or out of another (资助金额 实发/应发).

    Attributes:
        code: its number code.
        area: id of its area.
        title: what it says; of a mean, with its units.
        numerator: the measure that is summed.
        denominator: the measure whose sum it is held against, or "".
        mean: True where the one is no part of the other but so much for each (problems solved a household).
    """

    code: str
    area: str
    title: Text
    numerator: str
    denominator: str = ""
    mean: bool = False


@dataclass(frozen=True)
class Entity:
    """What is judged: 学校/所, or a local authority in another country's standard.

    Attributes:
        name: one of them.
        plural: several.
        counter: the word of counting (所), empty in languages without.
        group: what the register's town column holds: 镇, or a region elsewhere.
        groups: several of those.
    """

    name: Text
    plural: Text
    counter: Text
    group: Text = Text("镇", "town")
    groups: Text = Text("镇", "towns")


@dataclass(frozen=True)
class Decision:
    """The decision rule, as printed in the report.

    Attributes:
        order: aspects and `computed`, the strongest first.
        minimum_for_percent: a percentage is printed only from this many judged.
        suppress_below: counts of persons under this are suppressed with their complements; never under 5.
        text: the rule in words.
        days_without_deadline: days, from the round's date, for a problem that nobody set a deadline for.
        balance: limits of 差异系数 and which schools are in it; the keys are `BALANCE_KEYS`.
        quantity: up to which share a sentence says 个别 and 部分; the keys are `QUANTITY_KEYS`.
    """

    order: tuple[str, ...]
    minimum_for_percent: int
    suppress_below: int
    text: Text
    days_without_deadline: int
    balance: Mapping[str, float] = field(default_factory=dict)
    quantity: Mapping[str, float] = field(default_factory=dict)


QUANTITY_KEYS = ("least", "few", "few_most", "some")
"""What decision.toml [quantity] holds: the fewest judged that a word is used for, the greatest share and count of few
(个别), and the greatest share of some (部分); more is most (大部分), the whole is every (各)."""
BALANCE_KEYS = ("least_schools", "least_pupils_of_point", "primary", "junior", "basic_primary", "basic_junior")
"""What decision.toml [balance] holds: the fewest schools, pupils from which a teaching point is in, and the limits for
优质均衡 and 基本均衡 (basic_…) by stage."""


SECTIONS = ("rectification", "decide", "basics", "practices", "problems", "requirements")
"""Sections of a report or a circular beside its areas; their titles are in the wording, under [document]."""


@dataclass(frozen=True)
class Standards:
    """Everything an office's rules say, proved and ready to use.

    Attributes:
        lang: zh or en; the language of `say`, `name` and of every message made with these standards.
        words: the parsed verdicts, statuses, columns and refused files as loaded; read through standards/words.py.
        wording: key → template of the language.
        digest: hash of every rule file and the language, so that a changed rule is a changed input.
        style: what the products look like.
        topics: the numbered paragraphs of the written report; empty where the checklist has none.
        sections: name of a section of a report or a circular that is no area → its title in both languages.
    """

    lang: str
    entity: Entity
    areas: tuple[Area, ...]
    items: Mapping[str, Item]
    measures: Mapping[str, Measure]
    figures: tuple[Figure, ...]
    decision: Decision
    words: Mapping[str, Mapping[str, Any]]
    wording: Mapping[str, str]
    digest: str
    style: Style
    topics: tuple[Topic, ...] = ()
    sections: Mapping[str, Text] = field(default_factory=dict)

    def area(self, area_id: str) -> Area:
        """The area of that id; KeyError if there is none."""
        return next(area for area in self.areas if area.id == area_id)

    def code(self, item_id: str) -> str:
        """The number code of an item: cond.16 → 3-16."""
        item = self.items[item_id]
        return f"{self.area(item.area).number}-{item.number}"

    def name(self, item_id: str) -> str:
        """An item's short name in the language of these standards."""
        return self.items[item_id].short.in_language(self.lang)

    def text(self, text: Text) -> str:
        """A two-language term in the language of these standards."""
        return text.in_language(self.lang)

    def say(self, key: str, **fields: object) -> str:
        """A sentence of the wording file with its fields filled in; KeyError names a missing key or field."""
        return self.wording[key].format(**fields)
