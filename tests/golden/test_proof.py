"""`ducha proof` on the products of the sample rounds: nothing in what nobody edited, every planted edit otherwise."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.reports.proof.edited import EditedSlides, EditedWord

from analysis.cli.commands import cli
from analysis.measures.results import load_results
from analysis.narrative.document import KINDS
from analysis.reports.office.proof.findings import compare_document
from analysis.reports.office.proof.telling import make_current, read_document
from analysis.reports.office.slides.deck import draw_slides
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.page import open_page
from analysis.rounds.round import Round, read_round
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.load import load_standards

ROUNDS = ("2016-05", "2016-10", "2016-11")


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory, read_sample: Callable[[str], Path]) -> dict[str, Workspace]:
    """A copy of the sample rounds in each language: one of both would be read again at every turn."""
    root = tmp_path_factory.mktemp("proof")
    return {lang: Workspace(Path(shutil.copytree(read_sample(lang), root / lang))) for lang in ("zh", "en")}


@pytest.fixture(scope="module")
def workspace(workspaces: dict[str, Workspace]) -> Workspace:
    """The Chinese one."""
    return workspaces["zh"]


@cache
def make(workspace: Workspace, round_id: str, lang: str) -> tuple[Round, dict[str, Path]]:
    """A round, and its products as files."""
    rules = load_standards(lang=lang)
    round_, _ = settle_round(workspace, read_round(workspace, round_id, rules), rules)
    results = load_results(round_)
    page, paths = open_page(round_, results), {}
    for kind in KINDS:
        paths[kind] = workspace.root / f"{round_id}.{lang}.{kind}.docx"
        paths[kind].write_bytes(write_report(page, kind, codes=kind == "circular"))
    paths["slides"] = workspace.root / f"{round_id}.{lang}.pptx"
    paths["slides"].write_bytes(draw_slides(round_, results))
    return round_, paths


def prove(workspace: Workspace, path: Path, *more: str) -> tuple[int, list[str]]:
    """Exit code and lines of `ducha proof`."""
    done = CliRunner().invoke(cli, ["proof", str(path), *more, "--root", str(workspace.root)], standalone_mode=False)
    if done.exception:
        raise done.exception
    return int(done.return_value), done.output.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("round_id", ROUNDS)
def test_nothing_is_found_in_what_nobody_edited(workspaces: dict[str, Workspace], round_id: str, lang: str) -> None:
    round_, paths = make(workspaces[lang], round_id, lang)
    for path in paths.values():
        reading = read_document(path, round_.standards)
        assert len(reading.blocks) > 50
        assert compare_document(reading, make_current(round_, reading, slides=path.suffix == ".pptx")) == ()


@pytest.mark.slow
def test_the_command_tells_the_round_and_what_does_not_agree(workspace: Workspace) -> None:
    _, paths = make(workspace, "2016-10", "zh")
    code, lines = prove(workspace, paths["report"])
    assert (code, lines) == (0, [f"《{paths['report'].name}》与 2016-10 现在的结果对照：数和校名都对得上。"])
    edited = workspace.root / "改过的报告.docx"
    edited.write_bytes(
        EditedWord(paths["report"].read_bytes())
        .replace("303/329", "313/329")
        .replace("女厕蹲位少3个", "女厕蹲位少5个")
        .add("另外，第16条达标14/22所。", after="共缺女蹲位21个")
        .save()
    )
    code, lines = prove(workspace, edited)
    assert code == 4
    assert lines[0].startswith("“三、全面改薄（20项底线要求）”下第1段：写的是“313/329”，现在的结果是“303/329”〔3-0〕")
    assert "“14/22”与现在的结果都对不上，最近的是“16/22”〔3-16〕" in lines[1]
    assert lines[2].startswith("“例外情况表（按学校和条）”下第1张表第21行第5列：写的是“5”，现在的结果是“3”")
    assert lines[3].endswith("3处对不上。")


@pytest.mark.slow
def test_what_is_so_of_an_item_or_of_nothing_is_not_so_of_its_area_or_school(workspace: Workspace) -> None:
    """Areas at 98, 92 and 95%, of which items and reports are at 91, 95 and 100; a school with 1 check unmet."""
    round_, paths = make(workspace, "2016-10", "zh")
    wrong = {
        "扶贫资助总体达标率为95%。": "95%",
        "安全信访达标率为91%。": "91%",
        "安全信访达标率为100%。": "100%",
        "全面改薄达标率为73%。": "73%",
        "全面改薄未达标率为27%。": "27%",
        "其他方面达标率为百分之一百。": "百分之一百",
        "全面改薄各项全部达标的学校有13所。": "13",
        "砚湖镇中心小学有15项未达标。": "15",
        "砚湖镇中心小学全面改薄有14项未达标。": "14",
        "砚湖镇中心小学缺女蹲位12个。": "12",
    }
    right = ["全面改薄达标率为百分之九十二点一，各项全部达标的学校有2所。", "砚湖镇中心小学应有女蹲位12个，缺3个。"]
    edited = EditedWord(paths["report"].read_bytes())
    for text in [*right, *reversed(wrong)]:
        edited.add(text, after="共缺女蹲位21个")
    path = workspace.root / "添了句子的报告.docx"
    path.write_bytes(edited.save())
    reading = read_document(path, round_.standards)
    found = compare_document(reading, make_current(round_, reading, slides=False))
    assert [one.seen for one in found] == list(wrong.values())


@pytest.mark.slow
def test_a_document_of_another_day_or_round_is_told(workspace: Workspace) -> None:
    _, paths = make(workspace, "2016-10", "zh")
    code, lines = prove(workspace, paths["report"], "--as-of", "2016-11-20")
    assert code == 4
    assert lines[0] == "这份文件截至2016-10-18，今天的结果截至2016-11-20，有的数可能因此不同。"
    code, lines = prove(workspace, paths["slides"], "2016-10")
    assert code == 0


@pytest.mark.slow
@pytest.mark.office
def test_what_libreoffice_saved_anew_is_read_as_before(workspace: Workspace, soffice: str) -> None:
    round_, paths = make(workspace, "2016-10", "zh")
    profile = f"-env:UserInstallation={(workspace.root / 'profile').as_uri()}"
    for name, planted in (("circular", "303/329"), ("slides", "303/329")):
        path, out = paths[name], workspace.root / "saved"
        convert = [soffice, profile, "--headless", "--convert-to", path.suffix[1:], "--outdir", str(out), str(path)]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        saved = out / path.name
        reading = read_document(saved, round_.standards)
        current = make_current(round_, reading, slides=path.suffix == ".pptx")
        assert compare_document(reading, current) == ()
        edited = EditedSlides(saved.read_bytes()) if name == "slides" else EditedWord(saved.read_bytes())
        saved.write_bytes(edited.replace(planted, "313/329").save())
        found = compare_document(read_document(saved, round_.standards), current)
        assert [(one.seen, one.now) for one in found] == [("313/329", planted)]
