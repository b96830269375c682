"""README and GLOSSARY name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import compare
from compare.cli.main import main
from compare.errors import CompareError, InputError, NothingComparableError, OutputError, UsageError
from compare.model.claim import Status

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_python_names_of_the_readme_are_public() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    used = set(re.findall(r"\bcompare\.([A-Za-z_]+)", code))
    assert used - set(compare.__all__) == set()


def test_python_code_of_the_readme_compiles() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    compile(code, "README.md", "exec")


def test_make_targets_of_the_readme_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)) <= targets


def test_every_make_target_has_help() -> None:
    phony = re.findall(r"^\.PHONY: (.+)", MAKEFILE, re.MULTILINE)[0].split()
    explained = re.findall(r"^([a-z-]+):[^\n]*## ", MAKEFILE, re.MULTILINE)
    assert sorted(phony) == sorted(explained)


def test_exit_codes_of_the_readme_are_those_of_the_errors() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    errors = (CompareError, UsageError, InputError, OutputError, NothingComparableError)
    assert {error.exit_code for error in errors} <= told


def test_options_of_the_readme_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["compare"], ["duplicates"], ["archive"], ["serve"]):
        assert main([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert [option for option in re.findall(r"`(--[a-z-]+)`", README) if option not in shown] == []


def test_statuses_of_the_glossary_are_those_of_the_model() -> None:
    assert re.findall(r"^\| \*([a-z]+)\* \|", GLOSSARY, re.MULTILINE) == [str(status) for status in Status]
