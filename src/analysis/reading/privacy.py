"""Persons are refused before any table is made.

Columns and sheets by their titles and by the shape of their values, free text by masking. Of what is refused only the
address is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from analysis.reading.masking import mask_names
from analysis.reading.persons import NameRules, name_rules
from analysis.standards.model import Standards
from analysis.standards.words import fold, fold_title

MASK = "〔…〕"
"""What stands in a text where a person's detail was."""
_ID_SHAPE = re.compile(r"^[a-z]?[0-9]{17}[0-9xX]$|^[1-9][0-9]{14}$", re.I)
_PHONE_SHAPE = re.compile(r"^1[3-9][0-9]{9}$|^14[0-9]{9}$|^0[0-9]{2,3}-?[0-9]{7,8}$")
_SHORTEST = 10
"""Characters of the shortest number of a person."""
_LEAST = 4
"""Characters of the shortest text that may hold something to mask."""
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MASKED = re.compile(
    r"(?<!\d)[1-9]\d{5}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)|(?<!\d)[1-9]\d{14}(?!\d)"  # an ID number, corrupt or not
    r"|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"  # landline
    r"|(?<!\d)(?:\d{16}(?:\d{3})?|[3-69]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{3})?)(?!\d)"  # bank card; no four years
    rf"|[{_PROVINCES}][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])"  # number plate
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
_NARROW = str.maketrans("０１２３４５６７８９－＋＠Ｘｘ　", "0123456789-+@Xx ")
"""Wide digits and signs of a number, each for the narrow one in its place."""
_LONG = r"(?:[0-9][ -]?){10}"
"""Ten digits, in groups or not: as long as the shortest number of a person in a text of Latin letters."""
_SUSPECT = re.compile(rf"(?:\d[ \u3000－-]?){{7}}|[@＠]|[:：]|[{_PROVINCES}][A-Z]")
"""Without one of these a text holds nothing to mask; most texts end here."""
_LABELLED = re.compile(
    r"((?:联系人|姓名|责任人|校长|负责人|检查人|填表人|审核人|经办人|制表人?|记录人|督查人员?|户主|家长|学生|老师|签字|签名)\s*[:：]\s*)([一-鿿]{2,4}(?:[、,，]\s*[一-鿿]{2,4})*)(?=$|[\s,，。;；、)）]|电话|手机)"
)


def show_file(file: str) -> str:
    """The name of a file as a message tells it: persons and their numbers in it masked; the tables keep the address."""
    stem = PurePath(file).stem
    return file.replace(stem, mask_text(mask_names(stem, MASK))) if stem else file


@dataclass(frozen=True)
class Guard:
    """The rules of refused.toml, folded.

    Attributes:
        titles: title → class written to the refused table.
        kinds: title → class as the rule file names it.
        whole: titles each of which refuses its sheet.
        sheet_titles: words of a title or sheet name that refuse the sheet.
        with_subject: such words that do so beside a column of those whom the rows are about.
        one: classes that refuse a sheet together with one of `beside`.
        beside: see `one`.
        posts: words of a post.
        may_be_posts: titles kept where every value is a post.
        offices: ends of offices, posts, and words before a post.
    """

    titles: Mapping[str, str]
    kinds: Mapping[str, str]
    whole: frozenset[str]
    sheet_titles: tuple[str, ...]
    with_subject: tuple[str, ...]
    one: tuple[str, ...]
    beside: tuple[str, ...]
    posts: frozenset[str]
    may_be_posts: frozenset[str]
    offices: tuple[tuple[str, ...], ...] = ((), (), ())
    _memo: dict[str, str] = field(default_factory=dict, repr=False)

    def kind_of(self, title: str) -> str:
        """The class of a title as the rule file names it, or ""."""
        kind = self._memo.get(title)
        if kind is None:
            kind = self._memo[title] = next((self.kinds[form] for form in fold_title(title) if form in self.kinds), "")
        return kind


_MADE: dict[str, Guard] = {}


def make_guard(standards: Standards) -> Guard:
    """The guard of these standards, made once for each digest."""
    if standards.digest not in _MADE:
        _MADE[standards.digest] = _make_guard(standards)
    return _MADE[standards.digest]


def _make_guard(standards: Standards) -> Guard:
    rules = standards.words["refused"]
    classes: Mapping[str, Mapping[str, object]] = rules.get("class", {})
    kinds: dict[str, str] = {}
    whole: set[str] = set()
    for name, table in classes.items():
        for title in _listed(table, "titles"):
            kinds[fold_title(title)[-1]] = name
            kinds[fold(title)] = name
            if table.get("whole_sheet"):
                whole.add(fold(title))
    role = rules.get("role", {})
    posts = {
        fold(post) for post in (*_listed(role, "posts"), *standards.words["columns"].get("posts", {}).get("words", ()))
    }
    sheet = rules.get("whole_sheet", {})
    return Guard(
        titles={title: str(classes[name].get("into", name)) for title, name in kinds.items()},
        kinds=kinds,
        whole=frozenset(whole),
        sheet_titles=tuple(fold(word) for word in _listed(sheet, "sheet_titles")),
        with_subject=tuple(fold(word) for word in _listed(sheet, "with_subject")),
        one=_listed(sheet, "one"),
        beside=_listed(sheet, "with"),
        posts=frozenset(posts),
        offices=tuple(
            tuple(map(fold, _listed(standards.words["columns"].get("offices", {}), name)))
            for name in ("units", "posts", "before")
        ),
        may_be_posts=frozenset(fold(title) for title in _listed(role, "titles")),
    )


def _listed(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = table.get(key, ())
    return tuple(str(word) for word in found) if isinstance(found, (list, tuple)) else ()


def refuse_column(
    path: Sequence[str], values: Iterable[str], guard: Guard, is_known: Callable[[str], bool] = lambda text: False
) -> str:
    """The class of a column that must not be read, or "".

    Args:
        path: its titles; the lowest decides.
        values: a sample of its texts; posts keep a 责任人 column, numbers or names of persons refuse any.
        guard: the rules.
        is_known: whether a text is a word of verdict, a title or a school, and so no name.
    """
    title = path[-1] if path else ""
    texts = [value for value in values if value][:50]
    sample = [fold(value) for value in texts]
    for form in fold_title(title) if title else ():
        if form in guard.may_be_posts:
            return "" if all(_is_post(value, guard) for value in sample) else "person_name"
        if form in guard.titles:
            return guard.titles[form]
    long = [value for value in sample if len(value) >= _SHORTEST]
    for pattern, kind in ((_ID_SHAPE, "id_number"), (_PHONE_SHAPE, "contact")):
        if long and sum(bool(pattern.match(value)) for value in long) * 2 >= len(sample):
            return kind
    return "person_name" if _names_persons(title, texts, guard, is_known) else ""


def refuse_row(label: str, values: Iterable[str], guard: Guard, is_known: Callable[[str], bool]) -> str:
    """The class of a row of a table with items down that must not be read, or "".

    Args:
        label: what the row asks for: 校长, 联系电话.
        values: its other cells, as a column's in `refuse_column`; words and numbers keep a row that posts may head.
        guard: the rules.
        is_known: see `refuse_column`.
    """
    texts = [value for value in values if value]
    if not texts:
        return ""
    if any(form in guard.may_be_posts for form in fold_title(label)):
        return "person_name" if any(_is_person(text, name_rules(), guard, is_known) for text in texts) else ""
    return refuse_column((label,), texts, guard, is_known)


def is_person(text: str, guard: Guard, is_known: Callable[[str], bool]) -> bool:
    """Whether a cell holds nothing but the name of a person, or of several."""
    return _is_person(text, name_rules(), guard, is_known)


def doubts_column(path: Sequence[str], guard: Guard) -> bool:
    """Whether a refused column was refused for what it holds, its title saying nothing of persons."""
    title = path[-1] if path else ""
    rules = name_rules()
    return not guard.kind_of(title) and not any(
        form in guard.may_be_posts or form.endswith(rules.lists["title_ends"]) for form in fold_title(title)
    )


def _names_persons(title: str, texts: Sequence[str], guard: Guard, is_known: Callable[[str], bool]) -> bool:
    """Whether a column holds names: by a title that says so, or by its cells under any title."""
    rules = name_rules()
    bare = fold_title(title)[-1] if title else ""
    if bare.endswith(rules.lists["always"]):
        return True
    names = [text for text in texts if _is_person(text, rules, guard, is_known)]
    if bare.endswith(rules.lists["title_ends"]):
        return len(names) * 3 >= len(texts) and bool(names)
    several = len(set(names)) * 5 >= len(names) * 3
    return len(names) > 2 and len(names) * 5 >= len(texts) * 4 and several


def _is_person(text: str, rules: NameRules, guard: Guard, is_known: Callable[[str], bool]) -> bool:
    return rules.are_names(text) and not is_known(text) and not _is_post(fold(text), guard)


def _is_post(value: str, guard: Guard) -> bool:
    parts = re.split(r"[、,/;和及]", re.sub(r"\([^()]*\)", "", value))
    return all(part in guard.posts or not part or _is_made_post(part, guard) for part in parts)


def _is_made_post(value: str, guard: Guard) -> bool:
    """Whether a text is a post of an office, 安全办主任: before 主任 stands an office or nothing, never a surname."""
    units, posts, before = guard.offices
    post = max((word for word in posts if value.endswith(word)), key=len, default="")
    rest = value.removesuffix(post)
    while head := next((word for word in before if rest.endswith(word)), ""):
        rest = rest.removesuffix(head)
    return bool(post) and (not rest or (len(rest) > 1 and rest.endswith(units)))


def lists_persons(
    titles: Iterable[str],
    names: Iterable[str],
    guard: Guard,
    *,
    persons: Iterable[Sequence[str]] = (),
    works: bool,
    counts: bool,
) -> bool:
    """Whether the rows of a sheet are persons.

    Args:
        titles: every title of its headers.
        names: titles over the tables and the sheet's name.
        guard: the rules.
        persons: the titles above each of its columns of names.
        works: whether the sheet has items or problems, so that its rows are schools.
        counts: whether it has measures of schools.
    """
    listed = list(titles)
    folded = [fold(name) for name in names]
    subject = any(_is_subject(path) for path in persons)
    if subject and (not (works or counts) or any(word in name for name in folded for word in guard.with_subject)):
        return True
    kinds = {kind for title in listed if (kind := guard.kind_of(title))}
    if any(form in guard.whole for title in listed for form in fold_title(title)):
        return True
    if kinds and any(word in name for name in folded for word in guard.sheet_titles):
        return True
    together = any(kind in kinds for kind in guard.one) and any(kind in kinds for kind in guard.beside)
    only_contact = kinds <= {*guard.one, "contact"}
    return together and not works and not (counts and only_contact)


def _is_subject(path: Sequence[str]) -> bool:
    """Whether the names under titles are what the rows are about (慰问对象), not who answers for them (联系人)."""
    lists = name_rules().lists
    bare = fold_title(path[-1])[-1]
    if any(fold_title(title)[-1].endswith(lists["contact_ends"]) for title in path[:-1]):
        return False
    return bare in lists["subjects"] or bare.endswith(lists["subject_ends"])


def holds_persons(columns: Iterable[Sequence[str]], guard: Guard, is_known: Callable[[str], bool]) -> bool:
    """Whether a sheet without titles holds columns of ID numbers, phones or names."""
    for values in columns:
        filled = [value for value in values if value]
        words = sum(not value.isascii() for value in filled)
        if words * 5 >= len(filled) * 4 and _names_persons("", filled, guard, is_known):
            return True
        long = [fold(value) for value in filled if len(value) >= _SHORTEST]
        if len(filled) > 1 and len(long) * 2 >= len(filled):
            told = sum(bool(_ID_SHAPE.match(value) or _PHONE_SHAPE.match(value)) for value in long)
            if told * 2 >= len(filled):
                return True
    return False


def mask_texts(texts: pa.StringArray) -> pa.StringArray:
    """Many texts as `mask_text` masks each; those that hold nothing to mask, as numbers do, are told all at once."""
    length, mail = pc.utf8_length(texts), pc.match_substring(texts, "@")
    wordy = pc.and_(pc.invert(pc.string_is_ascii(texts)), pc.greater_equal(length, _LEAST))
    # In a text of Latin letters and digits only mail and long numbers are masked: names and labels are Chinese.
    long = pc.and_(pc.greater_equal(length, _SHORTEST), pc.match_substring_regex(texts, _LONG))
    chosen = pc.or_(wordy, pc.or_(mail, long))
    masked = [mask_text(text) for text in texts.filter(chosen).to_pylist()]
    return pc.replace_with_mask(texts, chosen, pa.array(masked, pa.string()))


@lru_cache(maxsize=50_000)
def mask_text(text: str) -> str:
    """A free text without numbers of persons (identity, phone, card, plate), mail addresses and names that are told."""
    if len(text) < _LEAST:
        return text
    if not _SUSPECT.search(text):
        return mask_names(text, MASK)
    text = _mask_numbers(mask_names(text, MASK))
    return _LABELLED.sub(lambda match: f"{match[1]}{MASK}", text)


def _mask_numbers(text: str) -> str:
    """The text as it was written, wide digits and all, without the numbers of persons."""
    done, kept = 0, []
    for match in _MASKED.finditer(text.translate(_NARROW)):
        kept += [text[done : match.start()], MASK]
        done = match.end()
    return "".join((*kept, text[done:]))
