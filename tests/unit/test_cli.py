"""The command line: what it says of a user's mistake, its exit codes, its speed of answering."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis import cli
from analysis.errors import UsageError


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ducha as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | environment, check=False, timeout=120,
    )  # fmt: skip


def test_every_command_is_documented() -> None:
    shown = CliRunner().invoke(cli.cli, ["--help"]).output
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for name, command in cli.cli.commands.items():
        assert name in shown
        assert command.help
        assert f"| `ducha {name} " in readme
        for option in ("--root", "--standards", "--lang", "--as-of", "--strict", "--quiet"):
            assert option in CliRunner().invoke(cli.cli, [name, "--help"]).output


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
    monkeypatch.setattr(cli.sys, "argv", ["ducha", *words])
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
    monkeypatch.setattr(cli.sys, "argv", ["ducha", "status"])
    with pytest.raises(RuntimeError, match="a bug"):
        cli.main()
