"""Prove that the rules do not contradict each other: ids, areas, rules, titles, codes, words, limits.

Every failure names the file, the key, what stands there and what to do; all of them are told together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from analysis.standards.applies import NAMES, parse_applies
from analysis.standards.build import CHECKLIST_FILE, DECISION_FILE, MEASURES_FILE
from analysis.standards.folding import fold
from analysis.standards.model import BALANCE_KEYS, QUANTITY_KEYS, Area, Entity, Item, Standards, Text
from analysis.standards.problems import Problems
from analysis.standards.rules import RULES, RuleForm
from analysis.tables import TABLES

RESERVED_CHAPTERS = (0, 5, 6, 8)
"""Chapters of coverage, problems, change and the analyst's numbers; no area may have one of these numbers."""
BALANCE_CHAPTER, BALANCE_NUMBERS = 8, range(25, 40)
"""A balance code is 8-25 to 8-39; the other numbers of that chapter are taken."""
SUPPRESSION_FLOOR = 5
"""Counts of persons under this are never printed, whatever a rule file says."""
EVIDENCE = ("verified", "inspected", "computed")
"""What a conclusion may rest on."""
REFUSED_FILE = "refused.toml"
"""The file of titles about persons."""

WORD_CONTEXTS: Mapping[str, tuple[str, ...]] = {
    "verdicts": ("verdict", "dash", "answer"),
    "statuses": ("status", "closed", "decision"),
    "columns": ("role", "row"),
}
"""Tables of the word files whose lists are classes: within one of them a word stands in one class only."""

_CODE = re.compile(r"([1-9]\d*)-([1-9]\d*)")
Place = tuple[str, str]


def prove_standards(problems: Problems, standards: Standards) -> None:
    """Add every contradiction between the rules to `problems`."""
    _prove_entity(problems, standards)
    _prove_areas(problems, standards)
    for item in standards.items.values():
        _prove_item(problems, standards, item)
    _prove_item_titles(problems, standards)
    _prove_measures(problems, standards)
    _prove_codes(problems, standards)
    _prove_figures(problems, standards)
    _prove_decision(problems, standards)
    _prove_balance(problems, standards)
    _prove_quantity(problems, standards)
    _prove_topics(problems, standards)
    _prove_refused(problems, standards)
    _prove_words(problems, standards)


def _fold_asked(title: str) -> str:
    """A title or word as two are compared: folded, with its number and brackets, without a closing question mark."""
    return fold(title).rstrip("?")


def _prove_entity(problems: Problems, standards: Standards) -> None:
    """A group of its own needs its plural, or a page speaks of regions and of towns."""
    shipped, own = Entity(Text("", ""), Text("", ""), Text("", "")), standards.entity
    if (own.group == shipped.group) != (own.groups == shipped.groups):
        problems.add((CHECKLIST_FILE, "entity"), "group_plural", seen=_list((own.group.en, own.groups.en)))


def _prove_areas(problems: Problems, standards: Standards) -> None:
    numbers = [area.number for area in standards.areas]
    for at, area in enumerate(standards.areas):
        place = (CHECKLIST_FILE, f"area {area.id}")
        if any(other.id == area.id for other in standards.areas[:at]):
            problems.add(place, "twice", seen=area.id)
        if area.number in RESERVED_CHAPTERS:
            problems.add(place, "reserved_number", seen=area.number, reserved=_list(RESERVED_CHAPTERS))
        if any(number >= area.number for number in numbers[:at]):
            problems.add(place, "area_order", seen=_list(numbers))
        if not area.items:
            problems.add(place, "area_empty")


def _prove_item(problems: Problems, standards: Standards, item: Item) -> None:
    place = (CHECKLIST_FILE, f"item {item.id}")
    if all(area.id != item.area for area in standards.areas):
        problems.add(place, "unknown_area", seen=item.area, known=_list(area.id for area in standards.areas))
    if item.number < 1:
        problems.add(place, "item_number", seen=item.id)
    if not item.edition:
        problems.add(place, "no_edition")
    if item.continues and item.continues == item.edition:
        problems.add(place, "continues_itself", seen=item.edition)
    explained = bool(item.continues_reason.zh or item.continues_reason.en)
    if item.continues and not explained:
        problems.add(place, "continues_unexplained", seen=item.continues)
    if explained and not item.continues:
        problems.add(place, "continues_nothing")
    if item.certainty == "uncertain" and item.counted:
        problems.add(place, "uncertain_counted")
    if item.polarity == "neutral" and item.counted:
        problems.add(place, "neutral_counted")
    try:
        parse_applies(item.applies_to)
    except ValueError as error:
        problems.add((place[0], f"{place[1]} applies_to"), "applies_to", seen=error, known=_list(NAMES))
    _prove_rule(problems, standards, item)


def _prove_rule(problems: Problems, standards: Standards, item: Item) -> None:
    place = (CHECKLIST_FILE, f"item {item.id} rule")
    if item.kind == "derived" and (item.counted or item.area_titles):
        problems.add(place, "derived_counted")
    if item.rule is None:
        if item.kind != "judged" and item.counted:
            problems.add(place, "rule_missing", kind=item.kind)
        return
    if item.kind == "judged":
        problems.add(place, "rule_on_judged", seen=item.rule.name)
    form = RULES.get(item.rule.name)
    if form is None:
        problems.add(place, "unknown_rule", seen=item.rule.name, known=_list(RULES))
        return
    _prove_rule_form(problems, place, item, form)
    for name in item.rule.inputs:
        if name not in standards.measures:
            problems.add(place, "unknown_measure", seen=name)


def _prove_rule_form(problems: Problems, place: Place, item: Item, form: RuleForm) -> None:
    assert item.rule is not None
    count = len(item.rule.inputs)
    odd = form.paired and count % 2 == 1
    if odd or not form.least_inputs <= count <= form.most_inputs:
        problems.add(place, "rule_inputs", seen=count, least=form.least_inputs, most=form.most_inputs, rule=form.name)
    if set(item.rule.limits) != set(form.limits):
        problems.add(place, "rule_limits", seen=_list(item.rule.limits), rule=form.name, limits=_list(form.limits))


def _prove_item_titles(problems: Problems, standards: Standards) -> None:
    _prove_unique(
        problems,
        ((title, (CHECKLIST_FILE, f"item {item.id}")) for item in standards.items.values() for title in item.titles),
        "title_twice",
    )
    for area in standards.areas:
        _prove_unique(problems, _titles_in_area(standards, area), "title_twice")
    _prove_unique(
        problems,
        ((title, (CHECKLIST_FILE, f"area {area.id}")) for area in standards.areas for title in area.titles),
        "title_twice",
    )


def _titles_in_area(standards: Standards, area: Area) -> Iterator[tuple[str, Place]]:
    for item_id in area.items:
        for title in standards.items[item_id].area_titles:
            yield title, (CHECKLIST_FILE, f"item {item_id}")


def _prove_measures(problems: Problems, standards: Standards) -> None:
    found = [(measure, (MEASURES_FILE, f"measure {measure.id}")) for measure in standards.measures.values()]
    for measure, place in found:
        if bool(measure.short_titles) != bool(measure.parents):
            problems.add(place, "short_without_parent", seen=_list((*measure.short_titles, *measure.parents)))
    _prove_unique(problems, ((title, place) for measure, place in found for title in measure.titles), "title_twice")
    pairs = (
        (f"{_fold_asked(parent)} / {_fold_asked(title)}", place)
        for measure, place in found
        for title in measure.short_titles
        for parent in measure.parents
    )
    _prove_unique(problems, pairs, "title_twice")


def _prove_unique(problems: Problems, titles: Iterable[tuple[str, Place]], code: str) -> None:
    owners: dict[str, Place] = {}
    for title, place in titles:
        owner = owners.setdefault(_fold_asked(title), place)
        if owner != place:
            problems.add(place, code, seen=title, other=f"{owner[0]} {owner[1]}")


def _prove_codes(problems: Problems, standards: Standards) -> None:
    known = {area.id for area in standards.areas}
    found = [(standards.code(item.id), f"item {item.id}") for item in standards.items.values() if item.area in known]
    found += [(area.agreement_code, f"area {area.id} agreement_code") for area in standards.areas]
    found += [(figure.code, f"figure {figure.code}") for figure in standards.figures]
    found += [(one.balance, f"measure {one.id} balance") for one in standards.measures.values() if one.balance]
    owners: dict[str, str] = {}
    for code, key in found:
        if code in owners:
            problems.add((CHECKLIST_FILE, key), "code_twice", seen=code, other=owners[code])
        owners.setdefault(code, key)


def _prove_figures(problems: Problems, standards: Standards) -> None:
    chapters = {area.id: area.number for area in standards.areas}
    for area in standards.areas:
        _prove_chapter(problems, f"area {area.id} agreement_code", area.agreement_code, area.number)
    for figure in standards.figures:
        key = f"figure {figure.code}"
        if figure.area not in chapters:
            problems.add((CHECKLIST_FILE, key), "unknown_area", seen=figure.area, known=_list(chapters))
        else:
            _prove_chapter(problems, key, figure.code, chapters[figure.area])
        measures = [measure for measure in (figure.numerator, figure.denominator) if measure]
        for measure in measures:
            if measure not in standards.measures:
                problems.add((CHECKLIST_FILE, key), "unknown_measure", seen=measure)
        reach = {standards.measures[measure].district_only for measure in measures if measure in standards.measures}
        if len(reach) > 1:
            problems.add((CHECKLIST_FILE, key), "reach_differs", seen=_list(measures))


def _prove_chapter(problems: Problems, key: str, code: str, chapter: int) -> None:
    found = _CODE.fullmatch(code)
    if found is None or int(found[1]) != chapter:
        problems.add((CHECKLIST_FILE, key), "code_form", seen=code, chapter=chapter)


def _prove_decision(problems: Problems, standards: Standards) -> None:
    decision = standards.decision
    if not decision.order or set(decision.order) - set(EVIDENCE) or len(set(decision.order)) < len(decision.order):
        problems.add((DECISION_FILE, "order"), "decision_order", seen=_list(decision.order), known=_list(EVIDENCE))
    if decision.suppress_below < SUPPRESSION_FLOOR:
        problems.add(
            (DECISION_FILE, "suppress_below"),
            "suppress_floor",
            seen=decision.suppress_below,
            floor=SUPPRESSION_FLOOR,
        )
    if decision.minimum_for_percent < 1:
        problems.add((DECISION_FILE, "minimum_for_percent"), "percent_floor", seen=decision.minimum_for_percent)


def _prove_balance(problems: Problems, standards: Standards) -> None:
    """What is shared out among pupils counts no people and may be told of a school; every limit is there, above 0."""
    for measure in standards.measures.values():
        place = (MEASURES_FILE, f"measure {measure.id} balance")
        found = _CODE.fullmatch(measure.balance)
        if measure.balance and (measure.counts_people or measure.district_only):
            problems.add(place, "balance_of_people", seen=measure.balance)
        elif measure.balance and (
            found is None or int(found[1]) != BALANCE_CHAPTER or int(found[2]) not in BALANCE_NUMBERS
        ):
            problems.add(
                place, "balance_code", seen=measure.balance, first=BALANCE_NUMBERS[0], last=BALANCE_NUMBERS[-1]
            )
    limits = standards.decision.balance
    if set(limits) != set(BALANCE_KEYS) or any(value <= 0 for value in limits.values()):
        problems.add((DECISION_FILE, "balance"), "balance_limits", seen=_list(limits), known=_list(BALANCE_KEYS))


def _prove_quantity(problems: Problems, standards: Standards) -> None:
    """The words for shares: 个别 for less than 部分, both for less than the whole."""
    limits = standards.decision.quantity
    whole = set(limits) == set(QUANTITY_KEYS)
    if not whole or not 0 < limits["few"] < limits["some"] < 1 or min(limits["least"], limits["few_most"]) < 1:
        problems.add((DECISION_FILE, "quantity"), "quantity_limits", seen=_list(limits), known=_list(QUANTITY_KEYS))


def _prove_topics(problems: Problems, standards: Standards) -> None:
    """A paragraph of the report has items of its own area, and no item stands in two."""
    areas, told = {area.id: area.items for area in standards.areas}, set[str]()
    for topic in standards.topics:
        place = (CHECKLIST_FILE, f"topic {topic.title.zh}")
        if topic.area not in areas:
            problems.add(place, "unknown_area", seen=topic.area, known=_list(areas))
        for item in topic.items:
            if item not in areas.get(topic.area, ()):
                problems.add(place, "topic_item", seen=item)
            if item in told:
                problems.add(place, "twice", seen=item)
            told.add(item)


def _prove_refused(problems: Problems, standards: Standards) -> None:
    classes = standards.words["refused"].get("class", {})
    into = TABLES["refused"].vocabularies["class"]
    titles: list[tuple[str, Place]] = []
    for name, one in classes.items():
        place = (REFUSED_FILE, f"class {name}")
        if one.get("into") not in into:
            problems.add(place, "not_an_option", seen=one.get("into", ""), known=_list(into))
        titles += [(title, place) for title in one.get("titles", ())]
    _prove_unique(problems, titles, "title_twice")
    refused = {_fold_asked(title) for title, _ in titles}
    kept = [(t, (CHECKLIST_FILE, f"item {item.id}")) for item in standards.items.values() for t in item.titles]
    kept += [(t, (MEASURES_FILE, f"measure {one.id}")) for one in standards.measures.values() for t in one.titles]
    for title, place in kept:
        if _fold_asked(title) in refused:
            problems.add(place, "title_refused", seen=title)


def _prove_words(problems: Problems, standards: Standards) -> None:
    for file, contexts in WORD_CONTEXTS.items():
        for context in contexts:
            classes = standards.words[file].get(context, {})
            lists = [(f"{context}.{name}", words) for name, words in classes.items() if isinstance(words, list)]
            _prove_unique(
                problems,
                ((str(word), (f"{file}.toml", key)) for key, words in lists for word in words),
                "word_twice",
            )


def _list(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)
