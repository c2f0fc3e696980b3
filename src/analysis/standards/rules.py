"""The closed list of rules that a computed item may name: nothing in a rule file is ever evaluated.

A rule judges one school. Its inputs are measures, its limits are numbers of that name; both come from checklist.toml.
The arithmetic is in rounds/computed.py, one function a name. A missing input gives no result, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTS, FINDINGS, PROBLEMS, ITEMS = "counts", "findings", "problems", "items"
"""What a rule is computed from: measurements, verdicts of two aspects, the ledger, or the other items' conclusions."""


@dataclass(frozen=True)
class RuleForm:
    """What a rule of this name needs.

    Attributes:
        name: as a rule file writes it.
        reads: counts, findings, problems or items.
        least_inputs: how few inputs it takes.
        most_inputs: how many it takes at most; 0 for no inputs.
        limits: names of the limits it must be given, and no others.
        paired: whether its inputs come in pairs (part, whole).
        meaning: when the school meets it.
    """

    name: str
    reads: str
    least_inputs: int
    most_inputs: int
    limits: tuple[str, ...]
    paired: bool
    meaning: str


_FORMS = (
    RuleForm("zero", COUNTS, 1, 9, (), False, "met where every input is 0, unmet where one is above"),
    RuleForm("at_least", COUNTS, 1, 9, ("least",), False, "met where every input is at least `least`"),
    RuleForm("at_most", COUNTS, 1, 9, ("most",), False, "met where every input is at most `most`"),
    RuleForm("enough", COUNTS, 2, 9, (), False, "met where each input after the first is at least the first, the need"),
    RuleForm("beds", COUNTS, 3, 3, (), False,
             "boarders, beds, platform beds: met where beds are at least boarders and no platform bed is left"),
    RuleForm("stairs", COUNTS, 2, 3, ("stairs", "slope", "storeys"), False,
             "fewest staircases and steepest slope of any building[, storeys of the tallest]: unmet below `stairs` or"
             " above `slope`; not applicable where the tallest has fewer than `storeys`; else no result, for railings"
             " are judged by eye"),
    RuleForm("class_size", COUNTS, 2, 2, ("most",), False,
             "largest class, classes above `most`: unmet where the one is above `most` or there is one of the other;"
             " met where either says that there is none"),
    RuleForm("share", COUNTS, 2, 8, ("least",), True,
             "pairs of part and whole: met where part / whole is at least `least` in each pair with a whole above 0;"
             " not applicable where every whole is 0"),
    RuleForm("ratio", COUNTS, 2, 2, ("least",), False,
             "met where first / second is at least `least`; no result where the second is 0"),
    RuleForm("item16", COUNTS, 4, 7, ("boys_per_stall", "girls_per_stall", "strict_ratio", "trough_m_per_stall"), False,
             "boys, girls, stalls_m, stalls_f[, urinals, trough_m_m, trough_f_m]: places enough, and women's stalls to"
             " men's; urinals are never stalls (GB50099-2011 6.2.8)"),
    RuleForm("agreement", FINDINGS, 0, 0, (), False,
             "met where every result the school reported and an inspector looked at agrees, unmet where one does not"),
    RuleForm("rectified", PROBLEMS, 0, 0, (), False,
             "met where every problem due by the round's as-of date was verified closed by its deadline"),
    RuleForm("items_met", ITEMS, 0, 0, (), False, "items met out of items judged; a count, never a verdict"),
)  # fmt: skip

RULES: dict[str, RuleForm] = {form.name: form for form in _FORMS}
"""Every rule by name."""
