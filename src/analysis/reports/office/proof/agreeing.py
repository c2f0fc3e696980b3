"""What a number that a person wrote may be, and the result that is nearest to what it agrees with none of."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from string import ascii_lowercase

import pandas as pd

from analysis.reports.office.proof.blocks import Piece, narrow
from analysis.reports.office.proof.current import Current, Nearest
from analysis.reports.office.proof.pairing import cut_clause, pair_signs
from analysis.reports.office.proof.states import MET, PARTIAL, STATED, UNMET, list_counts, list_parts
from analysis.reports.office.proof.tokens import SHARES, Token
from analysis.reports.office.proof.topics import AREAS, CODES, GROUPS, ITEMS, SCHOOLS, Scope

_WHOLE = re.compile(r"各项|每一?项|全部|\b(?:all|every|each)\b", re.IGNORECASE)
"""Words for every item of an area: 各项全部达标的学校."""
_REPORTED = re.compile(r"自报|\breport(?:s|ed)?\b", re.IGNORECASE)
"""Words without which what schools say of themselves is not meant."""
_BY_SCHOOLS = ("agreement", "report")
"""Subjects of what schools say of themselves."""


@dataclass(frozen=True)
class Claim:
    """A number that a person wrote, with all that tells what it is of.

    Attributes:
        token: it.
        text: its sentence, or its row.
        scope: what the sentence names.
        area: of which its paragraph is; "" for none.
        source: the sentence of the product that this one comes from, where the number took the place of another.
        state: what it counts, met, partial or unmet, by the words beside it; "" where they do not say.
        whole: k/N just before a percentage, which is to be its share.
        stalls: of what stalls it is, and whose, as `own.tell_stalls` says; None where its clause does not say.
    """

    token: Token
    text: str
    scope: Scope
    area: str = ""
    source: Piece | None = None
    state: str = ""
    whole: Token | None = None
    stalls: tuple[str, str] | None = None


def agrees(claim: Claim, current: Current) -> bool:
    """Whether a number agrees with a result that it can be of.

    A code in the sentence, or the marks of the sentence that it comes from, leave that result alone; an item, area,
    town or school leaves what is of it; where nothing is named, any result that counts the same may be meant.
    """
    claim = _leave_schools(claim, current)
    token, scope = claim.token, claim.scope
    if token.kind == "date":
        return any(_same_day(token.value, day) for day in current.days)
    if token.loose:
        return True
    if claim.whole is not None:
        return _is_share(token, *claim.whole.value)
    if scope.empty and claim.source is not None:
        return _is_of_source(claim, claim.source, current)
    if scope.empty and token.kind == "number" and not token.unit:
        return True  # a telephone number, a size: nothing says that it is a result
    if _counts_items(claim, current):
        return True
    if len(scope[SCHOOLS]) == 1 and not scope[CODES]:
        return _is_of_school(claim, current)
    return _fits_rows(token, choose_rows(claim, current), claim.state) or any(
        says_same(token, one) for one in _list_said(claim, current)
    )


def _leave_schools(claim: Claim, current: Current) -> Claim:
    """A claim without its schools where they are several, or where it counts schools: a result of none of them."""
    several = len(claim.scope[SCHOOLS]) > 1 or _counts_schools(claim.token, current)
    return replace(claim, scope=claim.scope.without(SCHOOLS)) if several else claim


def _counts_items(claim: Claim, current: Current) -> bool:
    """Whether it may be so many of the items, of all schools: those in the state that it names, else any of them."""
    scope, token = claim.scope, claim.token
    if token.kind != "number" or not current.counts_items(token.unit):
        return False
    alone = len(scope[ITEMS]) == 1 and f"等{token.text}" not in claim.text
    if scope[CODES] or scope[SCHOOLS] or scope[GROUPS] or alone:
        return False
    areas = scope[AREAS] or current.items.keys()
    if not claim.state:
        return token.value[0] <= sum(current.items[area] for area in areas)
    rows = current.numbers
    rows = rows[rows["subject"].eq("item") & rows["group_by"].eq("") & rows["area"].isin(areas)]
    partial, unmet = rows["partial"] > 0, rows["unmet"] > 0
    met = rows["denominator"].gt(0) & ~partial & ~unmet
    own = {MET: (met,), PARTIAL: (partial,), UNMET: (unmet, unmet | partial)}
    return not scope[ITEMS] and any(token.fits(float(one.sum())) for one in own[claim.state])


def choose_rows(claim: Claim, current: Current) -> pd.DataFrame:
    """The results that a number can be: of the code, else of the items, areas and towns that are named."""
    rows, scope, token = current.numbers, claim.scope, claim.token
    rows = rows[rows["subject"].isin(STATED)] if claim.state and not scope.empty else rows
    if len(scope[SCHOOLS]) == 1 and not scope[CODES]:
        (school,) = scope[SCHOOLS]
        return current.number_school(school)
    if scope[CODES]:
        whole = rows[rows["printed"].isin(scope[CODES])]
        kin = rows[rows["code"].isin(whole["code"])] if scope[GROUPS] else rows[_is_kin(rows, scope[CODES])]
        return pd.concat([whole, _of_groups(kin, scope) if scope[GROUPS] else kin])
    areas = scope[AREAS] or ({claim.area} if claim.area else set())
    if scope[ITEMS]:
        rows = rows[rows["item_id"].isin(scope[ITEMS]) | _is_titled(rows, scope[ITEMS], current)]
    elif _is_of_area(claim, current):
        rows = _of_area(rows, claim, current)
    elif areas:
        general = rows["area"].eq("") if not scope[AREAS] or _counts_schools(token, current) else False
        rows = rows[rows["area"].isin(areas) | general]
    if scope[GROUPS]:
        return _of_groups(rows, scope)
    if scope[ITEMS] or areas:
        rows = rows[rows["group_by"] == ""]
    return rows if scope[ITEMS] or scope[AREAS] else _of_unit(rows, token, current)


def _is_of_area(claim: Claim, current: Current) -> bool:
    """Whether it is an area's own: a share, or the schools that meet all of it, with no item named."""
    scope, token, standards = claim.scope, claim.token, current.page.standards
    if not scope[AREAS] or any(scope[sort] for sort in (CODES, ITEMS, SCHOOLS)):
        return False
    clause = cut_clause(claim.text, token)
    whole = _WHOLE.search(clause) and narrow(standards.say(f"verdict.{MET}")) in clause
    return token.kind in SHARES or bool(whole and claim.state in ("", MET) and _counts_schools(token, current))


def _of_area(rows: pd.DataFrame, claim: Claim, current: Current) -> pd.DataFrame:
    """What is of an area as a whole, and of its items that go by a word too short to name them in any sentence."""
    standards = current.page.standards
    short = {item for item in standards.items if narrow(standards.name(item)) in claim.text}
    own = rows["area"].isin(claim.scope[AREAS]) & rows["item_id"].isin({"", *short})
    if claim.token.kind not in SHARES:
        return _of_unit(rows[(own & rows["subject"].eq("area")) | rows["subject"].eq("coverage")], claim.token, current)
    seen = ~rows["subject"].isin(_BY_SCHOOLS) if claim.state and not _REPORTED.search(claim.text) else True
    return rows[own & seen]


def _is_kin(rows: pd.DataFrame, codes: Collection[str]) -> pd.Series:
    """Whether a whole number is told beside one of these: 3-16d beside 3-16."""
    bases = rows["code"].str.rstrip(ascii_lowercase)
    return rows["group_by"].eq("") & bases.isin({code.rstrip(ascii_lowercase) for code in codes})


def _is_titled(rows: pd.DataFrame, items: Collection[str], current: Current) -> pd.Series:
    """Whether a number is a figure that bears an item's name: 信访事项登记（件）."""
    names = tuple(current.page.standards.name(item) for item in items)
    return rows["item_id"].eq("") & rows["title"].str.contains("|".join(map(re.escape, names)))


def _of_groups(rows: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Those of the towns and kinds that are named; where a sentence names others beside them, all of these."""
    return rows[[bool(group) and set(group.split("/")) <= scope[GROUPS] for group in rows["group"]]]


def _of_unit(rows: pd.DataFrame, token: Token, current: Current) -> pd.DataFrame:
    if not token.unit or token.kind != "number":
        return rows
    wording = current.page.standards.wording
    words = {unit: current.units.get(wording.get(f"unit.{unit}", unit), "") for unit in set(rows["unit"])}
    return rows[rows["unit"].map(words) == token.unit]


def _counts_schools(token: Token, current: Current) -> bool:
    """Whether it counts schools, which no single school has."""
    return token.unit == current.units.get(current.page.standards.text(current.page.standards.entity.counter), "")


def _is_of_school(claim: Claim, current: Current) -> bool:
    (school,) = claim.scope[SCHOOLS]
    facts, token = current.list_facts(school), claim.token
    if claim.stalls and (stalls := facts.list_stalls(*claim.stalls)):
        return any(map(token.fits, stalls))
    own = any(says_same(token, one) for one in (*facts.said, *_list_said(claim, current)))
    if token.kind == "fraction":
        return own or token.value in facts.pairs
    if token.kind == "percent":
        return own or any(_is_share(token, part, whole) for part, whole in facts.pairs)
    return own or any(map(token.fits, facts.counts if claim.state else facts.counts | facts.list_stalls()))


def _is_of_source(claim: Claim, source: Piece, current: Current) -> bool:
    """Whether a number is one of the sentence that it stands in, or another count of the results that it tells."""
    tokens = current.find(source.text)
    results = current.page.results.numbers
    marked = [current.marked[span.stem] for span in source.spans if span.stem in current.marked]
    pairs = {one.value for one in tokens if one.kind == "fraction"}
    told = [pair in pairs for pair in zip(results["numerator"], results["denominator"], strict=True)]
    rows = pd.concat([results.iloc[marked], results[told]])
    token, known = claim.token, rows[~rows["suppressed"]]
    return any(says_same(token, one) for one in tokens) or _fits_rows(token, known, claim.state)


def _list_said(claim: Claim, current: Current) -> Iterator[Token]:
    """The numbers of the product that are of the same; of one unit where nothing is named."""
    scope, area = claim.scope, claim.area
    if _is_of_area(claim, current):
        return  # the product says the like of its items under the heading of the area
    for token, said, state in current.said:
        if claim.state not in ("", state) and (claim.state, state) != (MET, ""):
            continue
        if scope[CODES]:
            same = bool(scope[CODES] & said[CODES])
        elif scope.empty and not area:
            same = token.unit == claim.token.unit or token.kind != "number"
        elif scope.empty:
            same = said[AREAS] <= {area}
        else:
            wanted = [sort for sort in (ITEMS, GROUPS, SCHOOLS) if scope[sort]]
            wanted += [AREAS] if scope[AREAS] and not scope[ITEMS] else []
            same = all(scope[sort] & said[sort] for sort in wanted) and not any(
                said[sort] for sort in (GROUPS, SCHOOLS) if not scope[sort]
            )
        if same:
            yield token


def says_same(token: Token, other: Token) -> bool:
    """Whether a number of the product says the same: as it is, as a part of k/N, or as its share."""
    if token.kind == other.kind == "fraction":
        return token.value == other.value
    if token.kind == "percent":
        return token.fits(other.value[0]) if other.kind == "percent" else (
            other.kind == "fraction" and _is_share(token, *other.value))  # fmt: skip
    return token.kind == "number" and other.kind in ("number", "fraction") and any(map(token.fits, other.value))


def _fits_rows(token: Token, rows: pd.DataFrame, state: str) -> bool:
    return any(_fits_row(token, row, state) for _, row in rows.iterrows())


def _fits_row(token: Token, row: pd.Series, state: str) -> bool:
    """Whether a number is a count of a result, or the part of those that were judged that its sentence names."""
    if token.kind == "number":
        return any(map(token.fits, list_counts(row, state)))
    parts, whole = list_parts(row, state), float(row["denominator"])
    if token.kind == "fraction":
        return token.value[1] == whole and token.value[0] in parts
    return (token.value[0] == row["percent"] and state in ("", MET)) or any(
        _is_share(token, part, whole) for part in parts
    )


def _is_share(token: Token, part: float, whole: float) -> bool:
    """Whether a percentage is that of k of N, in as many digits as it has; one told roughly as far as it goes."""
    if not whole or math.isnan(part):
        return False
    share = 100 * part / whole
    return token.fits(share) or (token.about is None and round(share, token.decimals) == token.value[0])


def find_nearest(claim: Claim, current: Current) -> Nearest | None:
    """The result that a number was most likely meant to be: by what the sentence names, then by how far it is."""
    token = claim.token
    if token.kind == "date":
        return None
    rows = choose_rows(_leave_schools(claim, current), current)
    rows = rows if len(rows) else current.numbers
    chosen = rows[rows["denominator"].notna()] if token.kind in ("fraction", "percent") else rows
    chosen = of_unit if token.unit and len(of_unit := _of_unit(chosen, token, current)) else chosen
    pairs = pair_signs(claim.text)
    ranked = [
        (-len(pairs & pair_signs(row["title"])), _distance(token, row), bool(row["group"]), place)
        for place, (_, row) in enumerate(chosen.iterrows())
    ]
    return current.describe(chosen.iloc[min(ranked)[-1]]) if ranked else None


def _same_day(value: tuple[float, ...], day: tuple[float, ...]) -> bool:
    """Whether they differ in nothing that both say."""
    return all(one == other for one, other in zip(value, day, strict=True) if one and other)


def _distance(token: Token, row: pd.Series) -> float:
    if token.kind == "fraction":
        part, whole = token.value
        return float(abs(part - row["numerator"]) + 2 * abs(whole - row["denominator"]))
    if token.kind == "percent":
        return float(abs(token.value[0] - row["percent"])) if not math.isnan(row["percent"]) else math.inf
    return min(_list_distances(token.value[0], row), default=math.inf)


def _list_distances(value: float, row: pd.Series) -> Iterator[float]:
    yield from (abs(value - row[name]) for name in ("numerator", "denominator") if not math.isnan(row[name]))
