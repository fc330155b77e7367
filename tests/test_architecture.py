"""The house rules that a program can keep: who may import whom, how large files and folders are, what is lazy."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "voice_coach"

BASE = {"errors", "formats", "storage"}

MAY_IMPORT = {
    "errors": set(),
    "formats": set(),
    "storage": {"errors"},
    "core": set(),
    "forms": {"errors"},
    "settings": {"forms", "errors", "storage"},
    "language": {"core", "errors", "forms"},
    "authoring": {"core", "forms", "language", *BASE},
    "audio": {*BASE},
    "speaking": {"core", "audio.format", "audio.resampling", *BASE},
    "listening": {"core", "language", "forms", "audio.format", *BASE},
    "journal": {"core", *BASE},
    "diary": {"core", "journal", *BASE},
    "programme": {"core", "forms", "authoring", "diary", *BASE},
    "exchange": {"diary", *BASE},
    "displays": {"core", *BASE},
    "supervision": {*BASE},
    "health": {"core", "audio.format", "errors"},
    "inbox": {"core", "audio.format", "audio.resampling", "speaking", "errors"},
    "recording": {"core", "journal", "audio", "listening", *BASE},
    "session": {"core", "inbox", "journal", "diary", "listening", "speaking", "displays", "recording", "health",
                "supervision", *BASE},
    "rehearsal": {"core", "language", "inbox", "journal", "audio", "listening", "recording", "speaking",
                  *BASE},
    "simulator": {"core", "language", "forms", "inbox", "journal", "audio", "listening", "speaking",
                  "rehearsal", *BASE},
    "standby": {"core", "language", "audio.format", "listening", *BASE},
    "app": {"core", "language", "authoring", "audio", "speaking", "listening", "journal", "diary", "exchange",
            "displays", "inbox", "recording", "session", "rehearsal", "settings", "simulator", "health", "supervision",
            "standby", "programme", "", *BASE},
    "cli": {"core", "language", "authoring", "audio", "listening", "displays", "recording", "rehearsal", "session",
            "settings", "supervision", "simulator.scenario", "standby", "programme", "app", "",
            *BASE},
    "pytest_plugin": {"app", "simulator", *BASE},
    "__main__": {"cli"},
}  # fmt: skip
"""What a room may import of ours beside itself: none imports a room to the right of it, and each row is complete."""

SHORT_FOR_A_REASON = {
    "__main__": "what `python -m voice_coach` runs",
    "formats": "every way in which a time is written",
    "cli.listen": "a command of its own, as its neighbours",
}
"""Files under 30 lines, with what each is for."""

IMPURE = {"asyncio", "datetime", "io", "os", "pathlib", "random", "socket", "subprocess", "threading", "time"}
ONE_SYSTEM_ONLY = {"fcntl", "grp", "msvcrt", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "winreg"}


class Import(NamedTuple):
    """``module`` is the full name; ``lazy`` says that it is not imported together with its importer."""

    module: str
    lazy: bool


def imports(tree: ast.AST, *, lazy: bool = False) -> Iterator[Import]:
    """Yield all imports under a node; those in functions and for type checking only are lazy."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out in full"
            yield from (Import(f"{node.module}.{alias.name}", lazy) for alias in node.names)
        else:
            in_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            yield from imports(node, lazy=lazy or in_function or typing_only)


def name(path: Path) -> str:
    """Return the dotted name of a file of the package without the package's own, such as ``core.plan``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted(PACKAGE.rglob("*.py"))
SOURCES = {name(path): ast.parse(path.read_text("utf-8")) for path in FILES}
IMPORTS = {module: tuple(imports(tree)) for module, tree in SOURCES.items()}
CORE = [module for module in SOURCES if module.startswith("core")]
OUTSIDE = {
    module: {one.module.split(".")[0] for one in found if not one.module.startswith("voice_coach")}
    for module, found in IMPORTS.items()
}


def ours(module: str) -> set[str]:
    """Return what a module imports of the package, without the package's own name."""
    found = (one.module.removeprefix("voice_coach.") for one in IMPORTS[module] if "voice_coach." in one.module)
    return {one for one in found if one != "__version__"}


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def within(module: str, places: set[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_imports_are_found_wherever_they_stand() -> None:
    source = """
import a
from b.c import d
if TYPE_CHECKING:
    import e
class F:
    import g
    def h(self):
        import i
try:
    import j
except ImportError: pass
"""
    assert set(imports(ast.parse(source))) == {
        Import("a", lazy=False),
        Import("b.c.d", lazy=False),
        Import("e", lazy=True),
        Import("g", lazy=False),
        Import("i", lazy=True),
        Import("j", lazy=False),
    }


def test_every_room_has_its_row() -> None:
    assert {room(module) for module in SOURCES if module} == {*MAY_IMPORT}


def test_a_room_imports_only_what_it_may() -> None:
    for module in filter(None, SOURCES):
        allowed = MAY_IMPORT[room(module)] | {room(module)}
        assert {one for one in ours(module) if not within(one, allowed)} == set(), module


def test_a_row_allows_nothing_that_is_not_used() -> None:
    for place, allowed in MAY_IMPORT.items():
        used = {one for module in SOURCES if room(module) == place for one in ours(module)}
        idle = {one for one in allowed - BASE - {""} if not any(within(each, {one}) for each in used)}
        assert idle == set(), place


def test_only_the_command_line_imports_the_app_and_only_main_the_command_line() -> None:
    importers = {
        place: {room(module) for module in SOURCES if any(within(one, {place}) for one in ours(module))} - {place}
        for place in ("app", "cli", "__main__")
    }

    assert importers["app"] <= {"cli", "pytest_plugin"}
    assert importers["cli"] <= {"__main__"}
    assert importers["__main__"] == set()


def reached(start: str) -> set[str]:
    """Every module that a module imports, however it does, and all that those import."""
    found, open_ends = {start}, [start]
    while open_ends:
        for one in ours(open_ends.pop()):
            module = next((name for name in (one, one.rpartition(".")[0]) if name in SOURCES), None)
            packages = {".".join((module or "").split(".")[: n + 1]) for n in range((module or "").count(".") + 1)}
            for each in packages & SOURCES.keys() - found:
                found.add(each)
                open_ends.append(each)
    return found


@pytest.mark.parametrize("product", ["app.live.run", "app.rehearse", "app.replay", "app.standby.waiting"])
def test_the_live_product_never_reaches_the_simulator(product: str) -> None:
    found = reached(product)
    assert len(found) > 40
    assert {module for module in found if within(module, {"simulator", "app.scenarios", "app.demo"})} == set()


def test_the_core_needs_nothing_but_the_standard_library_and_its_state_machine() -> None:
    for module in CORE:
        assert OUTSIDE[module] - sys.stdlib_module_names <= {"transitions"}, module


def test_the_core_has_no_clock_no_chance_no_thread_and_no_file() -> None:
    for module in CORE:
        assert OUTSIDE[module].isdisjoint(IMPURE), module


def test_the_state_machine_stays_in_one_module() -> None:
    assert len([module for module, outside in OUTSIDE.items() if "transitions" in outside]) == 1


@pytest.mark.parametrize("library", ["vosk", "pyttsx3", "sounddevice", "hama", "gpiozero", "evdev"])
def test_a_library_with_traps_has_one_door_and_it_is_lazy(library: str) -> None:
    doors = {
        module: [one.lazy for one in found if one.module.split(".")[0] == library]
        for module, found in IMPORTS.items()
        if library in OUTSIDE[module]
    }

    assert len(doors) == 1, doors
    assert all(lazy for door in doors.values() for lazy in door), doors


def test_every_module_can_be_imported_on_every_system() -> None:
    for module, found in IMPORTS.items():
        at_once = {one.module.split(".")[0] for one in found if not one.lazy}
        assert at_once.isdisjoint(ONE_SYSTEM_ONLY), module


def test_every_module_says_what_it_is() -> None:
    assert [module for module, tree in SOURCES.items() if not ast.get_docstring(tree)] == []


def test_no_file_is_long_and_none_is_a_fragment() -> None:
    for folder in ("voice_coach", "tests", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            assert len(path.read_text("utf-8").splitlines()) <= 400, path
    short = {
        name(path) for path in FILES if path.name != "__init__.py" and len(path.read_text("utf-8").splitlines()) < 30
    }
    assert short == SHORT_FOR_A_REASON.keys()


def test_no_folder_is_crowded() -> None:
    for folder in {path.parent for path in FILES}:
        files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(files) <= 12, (folder, len(files))


def test_no_class_name_stands_twice() -> None:
    names = Counter(node.name for tree in SOURCES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [one for one, times in names.items() if times > 1] == []
