"""The house, floor by floor: a file imports only from its own folder and from below."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GAME = Path(__file__).resolve().parents[1] / "game"
FILES = sorted(GAME.rglob("*.py"))
NAMES = [str(file.relative_to(GAME)) for file in FILES]

FLOOR = {"story": 1, "engine": 2, "play": 3}
FLOOR |= dict.fromkeys(("text", "stage", "keep", "prove", "page"), 4)
CLI = 5

NETWORK = {"socket", "ssl", "http", "urllib", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
PURE = {"story", "engine", "play"}
"""The floors on which the same choices always give the same numbers."""
IMPURE = {"time", "datetime", "platformdirs", "secrets", "sqlite3"}
HOMES = {"pygame": "stage", "thorvg_python": "stage", "rich": "text", "numpy": "prove"}
"""A library that only one folder may know."""
SHELL = {"cli.py", "__main__.py"}
"""The only files that may know of the command line."""


def folder_of(file: Path) -> str:
    parts = file.relative_to(GAME).parts
    return parts[0] if len(parts) > 1 else ""


def floor_of(folder: str) -> int:
    return FLOOR.get(folder, CLI)


def imported(file: Path) -> Iterator[str]:
    """Every module that a file imports, those inside its functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module is not None
            yield node.module
            if node.module == "game":
                yield from (f"game.{alias.name}" for alias in node.names)


def attributes(file: Path) -> set[str]:
    """Every ``module.name`` that a file speaks of, and ``from module import name`` too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(file: Path) -> set[str]:
    """The packages that a file imports."""
    return {name.partition(".")[0] for name in imported(file)}


@pytest.fixture(params=FILES, ids=NAMES)
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_there_is_a_house() -> None:
    assert {"cli.py", "engine/step.py", "story/model.py"} <= {
        Path(name).as_posix() for name in NAMES
    }


def test_every_folder_has_a_floor() -> None:
    folders = {folder_of(file) for file in FILES} - {""}
    assert folders <= set(FLOOR)


def test_nothing_imports_from_above_or_from_next_door(file: Path) -> None:
    here = folder_of(file)
    for name in imported(file):
        parts = name.split(".")
        if parts[0] != "game" or len(parts) == 1 or parts[1] == "__version__":
            continue
        there = parts[1] if (GAME / parts[1]).is_dir() else ""
        assert here == there or floor_of(there) < floor_of(here), f"imports {name}"


def test_a_library_stays_in_its_home(file: Path) -> None:
    for library, home in HOMES.items():
        if folder_of(file) != home:
            assert library not in tops(file)


def test_rich_is_known_to_two_files_only() -> None:
    assert [file.name for file in FILES if "rich" in tops(file)] == ["colour.py", "progress.py"]


def test_nothing_knows_the_network(file: Path) -> None:
    assert not tops(file) & NETWORK


def test_only_the_command_line_reads_the_command_line(file: Path) -> None:
    if file.name not in SHELL:
        assert "argparse" not in tops(file)
        assert "sys.argv" not in attributes(file)


def test_the_core_knows_no_clock_and_no_machine(file: Path) -> None:
    if folder_of(file) in PURE:
        assert not tops(file) & IMPURE
        assert not attributes(file) & {"os.environ", "os.getenv", "os.environb"}


def test_the_core_neither_prints_nor_asks(file: Path) -> None:
    if folder_of(file) in PURE:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        calls = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "input", "eval", "exec", "compile", "__import__"}
