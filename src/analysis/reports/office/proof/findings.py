"""What in an edited document does not agree with today's results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.narrative.passages import amount, fraction
from analysis.reports.office.proof.agreeing import Claim, agrees, find_nearest, says_same
from analysis.reports.office.proof.aligning import Pair, align, align_pieces
from analysis.reports.office.proof.blocks import Block, Piece, Reading, Span, narrow
from analysis.reports.office.proof.current import Current, Nearest
from analysis.reports.office.proof.own import tell_stalls
from analysis.reports.office.proof.pairing import comes_from, list_wholes, pair_tokens
from analysis.reports.office.proof.tokens import SHARES, Token

_PLACE = "row"
"""Kind of block whose first cell may be its place in the table, which is no result."""


@dataclass(frozen=True)
class Finding:
    """Something that does not agree.

    Attributes:
        where: key and fields of the words that say where it is.
        fault: changed, unlike, rough, unknown_day, school_other, school_added, school_unknown or school_near.
        seen: what stands there.
        now: what it should be, as far as can be told; "" otherwise.
        nearest: the result that is meant, where there is one.
        start: where in its piece it begins.
    """

    where: tuple[str, Mapping[str, object]]
    fault: str
    seen: str
    now: str = ""
    nearest: Nearest | None = None
    start: int = 0


def compare_document(edited: Reading, current: Current) -> tuple[Finding, ...]:
    """Hold an edited document against what would be made today.

    Marked numbers are held against their codes. Everything else is held against the sentence or cell that it comes
    from, and what a person wrote anew against the results that it can be of.

    Args:
        edited: the document.
        current: today's results and product.

    Returns:
        What does not agree, in the document's order; a place once.
    """
    order = {id(block): place for place, block in enumerate(edited.blocks)}
    areas = current.list_areas(edited)
    found: dict[tuple[int, int, int], Finding] = {}
    for block in edited.blocks:
        for place, piece in enumerate(block.pieces, start=1):
            for finding in _compare_marks(piece, current):
                found[order[id(block)], place, finding.start] = _put(finding, block, place)
    for pair in align(edited.blocks, current.product.blocks, look=lambda block: _mask_schools(block, current)):
        at = order[id(pair.edited)]
        for place, finding in _compare_blocks(pair, areas[at], current):
            found.setdefault((at, place, finding.start), _put(finding, pair.edited, place))
    return tuple(_drop_twins([found[key] for key in sorted(found)]))


def _drop_twins(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what a chart's workbook says as wrongly as the chart that is drawn from it."""
    drawn = {_describe_twin(one) for one in findings if one.where[0] == "proof.place.chart"}
    return (one for one in findings if one.where[0] != "proof.place.book" or _describe_twin(one) not in drawn)


def _describe_twin(finding: Finding) -> tuple[object, ...]:
    return tuple(sorted((name, str(value)) for name, value in finding.where[1].items())), finding.seen, finding.now


def _put(finding: Finding, block: Block, place: int) -> Finding:
    key, fields = block.where
    return replace(finding, where=(key, {**fields, "column": place} if block.listed else fields))


def _mask_schools(block: Block, current: Current) -> str:
    """What a block says with every school alike, so that a changed name leaves it the same block."""
    return block.key[1] if block.listed else current.names.mask(block.key[1])


def _compare_blocks(pair: Pair[Block], area: str, current: Current) -> Iterator[tuple[int, Finding]]:
    block = pair.edited
    if pair.product is None:
        pieces: Iterator[tuple[int, Pair[Piece]]] = (
            (place, Pair(piece, None)) for place, piece in enumerate(block.pieces, start=1)
        )
    else:
        pieces = align_pieces(block, pair.product)
    for place, one in pieces:
        if block.kind == _PLACE and place == 1 and one.edited.key.isdecimal():
            continue
        claims = _list_claims(one, block, area, current)
        if one.product is not None:
            yield from ((place, finding) for finding in _compare_pieces(one.edited, one.product, claims, current))
        elif one.edited.key not in current.product.pieces:
            yield from ((place, finding) for finding in _prove_new(one.edited, claims, current))


def _list_claims(pair: Pair[Piece], block: Block, area: str, current: Current) -> tuple[Claim, ...]:
    """The numbers of a piece, each with what it is of."""
    text = "\t".join(one.text for one in block.pieces) if block.listed else pair.edited.text
    tokens = current.find(pair.edited.text)
    scopes = current.topics.list_scopes(text, tokens, area=area, listed=block.listed)
    wholes = list_wholes(pair.edited.text, tokens)
    return tuple(
        Claim(token, text, scopes[place], area, _find_source(token, pair),
              "" if block.listed else current.states.tell(text, tokens, place), wholes[place],
              tell_stalls(pair.edited.text, tokens, place))
        for place, token in enumerate(tokens)
    )  # fmt: skip


def _find_source(token: Token, pair: Pair[Piece]) -> Piece | None:
    """The sentence of the product in which a number took another's place."""
    product = pair.product
    return product if product and comes_from(token, pair.edited.text, product.text) else None


def _prove_new(piece: Piece, claims: Sequence[Claim], current: Current) -> Iterator[Finding]:
    """A sentence that people wrote: its numbers against the results, its schools against the register."""
    yield from (_refuse(claim, current) for claim in claims if not agrees(claim, current))
    for name in current.names.find(piece.text):
        if not name.known and (name.near or not (name.vague or current.says(name.text))):
            fault = "school_near" if name.near else "school_unknown"
            yield Finding(("", {}), fault, name.text, name.near, start=name.start)


def _refuse(claim: Claim, current: Current) -> Finding:
    nearest, token = find_nearest(claim, current), claim.token
    fault = "unknown_day" if token.kind == "date" else "rough" if token.about and nearest else "unlike"
    return Finding(("", {}), fault, token.text, nearest.text if nearest else "", nearest, token.start)


def _compare_pieces(piece: Piece, product: Piece, claims: Sequence[Claim], current: Current) -> Iterator[Finding]:
    """A sentence or cell against the one that it comes from."""
    others = current.find(product.text)
    by_token = {claim.token: claim for claim in claims}
    for token, other in pair_tokens(piece.text, tuple(by_token), product.text, others):
        if other is not None and (other.kind == token.kind or {other.kind, token.kind} <= SHARES):
            if other.about or not says_same(token, other):  # two rough numbers that are written apart are two
                nearest = _name_source(other, product, current)
                fault = "rough" if token.about else "changed"
                yield Finding(("", {}), fault, token.text, other.text, nearest, token.start)
        elif token in by_token and not agrees(by_token[token], current):
            yield _refuse(by_token[token], current)
    yield from _compare_schools(piece, product, current)


def _name_source(token: Token, product: Piece, current: Current) -> Nearest | None:
    """The result that a number of the product prints: by its mark, else by its code or its value."""
    for span in product.spans:
        if span.start <= token.start and token.end <= span.end:
            return current.follow(span)
    if token.kind == "date" or (token.kind == "number" and not token.unit):
        return None
    (scope,) = current.topics.list_scopes(product.text, [token])
    nearest = find_nearest(Claim(token, product.text, scope), current)
    return nearest if nearest and narrow(nearest.text) == token.text.replace(" ", "") else None


def _compare_schools(piece: Piece, product: Piece, current: Current) -> Iterator[Finding]:
    """Schools that the product does not name there, or not so often; in another order they are the same."""
    own, others = current.names.find(piece.text), current.names.find(product.text)
    left = Counter(name.school for name in others if name.known)
    gone = Counter(left)
    gone.subtract(name.school for name in own if name.known)
    lost = [name.text for name in dict.fromkeys(name for name in others if name.known and gone[name.school] > 0)]
    for name in own:
        if name.known:
            left[name.school] -= 1
            again = any(one.school == name.school for one in others)
            if left[name.school] < 0 and (lost or not again):
                now = lost.pop(0) if lost else ""
                yield Finding(("", {}), "school_other" if now else "school_added", name.text, now, start=name.start)
        elif name.text not in product.text and (name.near or not name.vague):
            now = name.near or (lost.pop(0) if lost else "")
            yield Finding(("", {}), "school_near" if now else "school_unknown", name.text, now, start=name.start)


def _compare_marks(piece: Piece, current: Current) -> Iterator[Finding]:
    """The marked numbers of a piece that are not what their codes come to."""
    for span in piece.spans:
        seen, nearest = piece.text[span.start : span.end].strip(), current.follow(span)
        if seen and nearest and not _is_printed(seen, span, current):
            start = next((one.start for one in current.find(piece.text) if one.start >= span.start), span.start)
            yield Finding(("", {}), "changed", seen, nearest.text, nearest, start)


def _is_printed(seen: str, span: Span, current: Current) -> bool:
    """Whether a number's code may be printed so: as k/N, as its count, or as the product has it in any place."""
    standards, row = current.page.standards, current.page.results.numbers.iloc[current.marked[span.stem]]
    printed = {narrow(number.text) for number in (fraction(standards, row), amount(standards, row))}
    printed |= current.printed.get(span.stem, frozenset())
    values = [one.key for one in current.find(seen)]
    return seen in printed or (bool(values) and any(values == [one.key for one in current.find(text)]
                                                    for text in printed))  # fmt: skip
