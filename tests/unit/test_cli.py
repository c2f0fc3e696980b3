"""The command line: what it says of a user's mistake, its exit codes, its speed of answering."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.commands import ducha

from analysis import cli
from analysis.errors import UsageError
from analysis.rounds.settings import read_settings
from analysis.rounds.workspace import Workspace
from analysis.standards.load import load_standards

PROJECT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ducha as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | environment, check=False, timeout=120,
    )  # fmt: skip


def test_every_command_is_documented() -> None:
    shown = CliRunner().invoke(cli.cli, ["--help"]).output
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for name, command in cli.cli.commands.items():
        assert name in shown
        assert command.help
        assert f"| `ducha {name} " in readme
        for option in ("--root", "--standards", "--lang", "--as-of", "--strict", "--quiet"):
            assert option in CliRunner().invoke(cli.cli, [name, "--help"]).output


def shown_commands(name: str) -> list[list[str]]:
    """The ducha commands in the blocks of a README, as words."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    lines = (line.strip() for block in text.split("```")[1::2] for line in block.splitlines())
    return [shlex.split(line)[1:] for line in lines if line.startswith(".venv/bin/ducha ")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_that_a_readme_shows_runs_on_the_sample(
    name: str, tmp_path: Path, read_sample: Callable[[str], Path]
) -> None:
    shutil.copytree(read_sample("zh"), tmp_path, dirs_exist_ok=True)
    commands = [words for words in shown_commands(name) if words[0] != "report"]  # reports have tests of their own
    assert len(commands) >= 4
    for words in commands:
        done = ducha(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_shows_a_round_file_that_is_taken(name: str, tmp_path: Path) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    folder = tmp_path / "data" / "raw" / "2026-03"
    folder.mkdir(parents=True)
    (folder / "round.toml").write_text(text, encoding="utf-8")
    settings = read_settings(Workspace(tmp_path), "2026-03", load_standards())
    assert (settings.id, settings.kind, settings.last_day) == ("2026-03", "full", date(2026, 3, 9))


def test_help_needs_no_heavy_import() -> None:
    code = (
        "import sys, analysis.cli; print(sorted({'pandas', 'matplotlib', 'nbconvert', 'papermill'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_version() -> None:
    assert CliRunner().invoke(cli.cli, ["--version"]).output.startswith("ducha, version ")


def test_no_workspace_is_told_without_a_traceback(tmp_path: Path) -> None:
    done = run("report", cwd=tmp_path)
    assert done.returncode == 3
    assert "data/raw" in done.stderr
    assert "--root" in done.stderr
    assert "Traceback" not in done.stderr


def test_messages_are_utf8_in_any_locale(tmp_path: Path) -> None:
    done = run("report", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert "上级文件夹" in done.stderr


def test_usage_is_exit_code_2(tmp_path: Path) -> None:
    assert run("nonsense", cwd=tmp_path).returncode == 2
    assert run("report", "--lang", "fr", cwd=tmp_path).returncode == 2
    assert run("report", "--as-of", "yesterday", cwd=tmp_path).returncode == 2


def test_loose_files_need_all_three_options(tmp_path: Path) -> None:
    done = run("read", "a.xlsx", "--round-id", "2016-10", cwd=tmp_path)
    assert done.returncode == UsageError.exit_code
    assert "--schools" in done.stderr


def test_a_missing_loose_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("school_id,name\nS1,河湾小学\n", encoding="utf-8")
    done = run(
        "read", "none.xlsx", "--schools", "schools.csv", "--round-id", "2016-10", "--out", "out", "--lang", "en",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 3
    assert "none.xlsx" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["status"], "已停止"), (["status", "--lang", "en"], "Stopped."), (["status", "--lang=en"], "Stopped.")],
)
def test_a_stopped_run_says_so_in_its_language(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.cli, "invoke", stop)
    monkeypatch.setattr(sys, "argv", ["ducha", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 130
    assert capsys.readouterr().err.startswith(said)


def test_no_workspace_is_told_in_english_where_asked(tmp_path: Path) -> None:
    done = run("status", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 3
    assert "data/raw" in done.stderr
    assert done.stderr.isascii()


def test_a_bug_shows_its_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(cli.cli, "invoke", fail)
    monkeypatch.setattr(sys, "argv", ["ducha", "status"])
    with pytest.raises(RuntimeError, match="a bug"):
        cli.main()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("statu",), "没有命令“statu”。可用：charts、check、close、compare、"),
        (("explain", "2016-10"), "缺少CODE|ITEM"),
        (("status", "--as-of", "2016.13.1"), "--as-of的值不对。可写：日期，如 2016-10-20 或 2016年10月20日"),
        (("status", "--lang", "de"), "--lang的值不对。可写：zh、en"),
        (("report", "--bogus"), "没有选项--bogus"),
        (("statu", "--lang", "en"), "There is no command statu."),
    ],
)
def test_a_command_line_that_cannot_be_taken_is_told_in_the_language_of_the_run(
    words: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["ducha", *words])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert said in capfd.readouterr().err


@pytest.mark.parametrize("day", ["2016-10-20", "2016年10月20日", "2016.10.20", "2016/10/20"])
def test_a_day_is_taken_as_people_write_it(day: str) -> None:
    option = next(one for one in cli.cli.commands["status"].params if one.name == "as_of")
    assert option.type.convert(day, option, None).date() == date(2016, 10, 20)
