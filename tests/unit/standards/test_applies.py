"""Whether an item applies to a school: the truth table of the small grammar, and what it refuses."""

from __future__ import annotations

import pytest

from analysis.standards.applies import item_applies, parse_applies
from analysis.standards.model import Standards

BOARDING = {"boarding": "yes", "meals": "no", "multi_storey": "no", "arid": "no", "kind": "junior"}
DAY_SCHOOL = {"boarding": "no", "meals": "no", "multi_storey": "yes", "arid": "no", "kind": "primary"}
UNKNOWN = {"boarding": "", "meals": "", "multi_storey": "", "arid": "", "kind": ""}


@pytest.mark.parametrize(
    ("applies_to", "boarding", "day_school", "unknown"),
    [
        ("all", True, True, True),
        ("boarding", True, False, True),
        ("not boarding", False, True, True),
        ("multi_storey", False, True, True),
        ("boarding or meals", True, False, True),
        ("boarding and not arid", True, False, True),
        ("boarding and arid", False, False, True),
        ("primary or nine_year", False, True, True),
        ("not (boarding or multi_storey)", False, False, True),
        ("boarding and junior or multi_storey and primary", True, True, True),
    ],
)
def test_known_attributes_decide_and_unknown_ones_apply(
    applies_to: str, boarding: bool, day_school: bool, unknown: bool
) -> None:
    assert item_applies(applies_to, BOARDING) is boarding
    assert item_applies(applies_to, DAY_SCHOOL) is day_school
    assert item_applies(applies_to, UNKNOWN) is unknown


def test_one_known_attribute_is_enough_to_rule_an_item_out() -> None:
    assert item_applies("boarding and not arid", {"boarding": "no", "arid": ""}) is False
    assert item_applies("boarding and not arid", {"boarding": "", "arid": "yes"}) is False
    assert item_applies("boarding and not arid", {"boarding": "yes", "arid": ""}) is True
    assert item_applies("boarding or meals", {"boarding": "no"}) is True


def test_not_binds_before_and_and_before_or() -> None:
    assert parse_applies("boarding or meals and not arid") == parse_applies("boarding or (meals and (not arid))")


@pytest.mark.parametrize("applies_to", ["", "has_canteen", "boarding and", "boarding meals", "(boarding", "Boarding!"])
def test_anything_else_is_refused(applies_to: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_applies(applies_to)


def test_showers_are_asked_of_boarding_schools_outside_very_dry_areas(standards: Standards) -> None:
    showers = standards.items["cond.17"].applies_to
    assert item_applies(showers, BOARDING) is True
    assert item_applies(showers, {**BOARDING, "arid": "yes"}) is False
    assert item_applies(showers, DAY_SCHOOL) is False
