"""Sums among lines, by their numbers."""

from analysis.reading.sums import find_sums, top_parts


def lines(*rows: tuple[float, ...]) -> list[dict[int, float]]:
    return [dict(enumerate(row, start=1)) for row in rows]


def test_a_sum_above_and_a_sum_below_its_parts():
    assert find_sums(lines((9, 12), (4, 5), (5, 7))) == {0: range(1, 3)}
    assert find_sums(lines((4, 5), (5, 7), (9, 12))) == {2: range(2)}


def test_a_sum_inside_stands_for_its_parts():
    numbers = lines((21, 60), (9, 12), (4, 5), (5, 7), (12, 48), (5, 40), (7, 8))
    found = find_sums(numbers)
    assert found == {0: range(1, 7), 1: range(2, 4), 4: range(5, 7)}
    assert top_parts(found[0], found) == [1, 4]


def test_rounded_parts_add_up_and_rates_beside_them_do_not_matter():
    assert find_sums(lines((10.1, 20.0, 1.0, 3.5), (3.4, 8.1, 9.0, 3.1), (6.6, 11.9, 8.0, 3.9), (1, 1, 1, 1))) == {}
    assert find_sums(lines((10.1, 20.1, 5.0, 3.5), (3.4, 8.1, 2.0, 3.1), (6.7, 12.0, 3.0, 3.9))) == {0: range(1, 3)}


def test_one_part_is_no_sum_and_zeros_are_none():
    assert find_sums(lines((5, 6), (5, 6), (1, 1))) == {}
    assert find_sums(lines((0, 0), (0, 0), (0, 0))) == {}


def test_missing_numbers_are_left_out():
    assert find_sums([{1: 9.0, 2: 12.0}, {1: 4.0}, {1: 5.0, 2: 12.0}]) == {0: range(1, 3)}
