"""Where routines are found: the user's own folder first, then those that ship."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

from voice_coach.errors import RoutineError
from voice_coach.forms.problem import closest
from voice_coach.storage import data_folder

ENDINGS = (".yaml", ".yml")


def folders() -> tuple[Path, ...]:
    """The folders with routines; what is in an earlier one wins over the same name in a later one."""
    package = Path(__file__).parents[1]
    shipped = package / "data" / "routines"  # where a wheel has them; a checkout has them at its top
    return (
        data_folder("routines"),
        shipped if shipped.is_dir() else package.parent / "routines",
    )


def all_routines() -> dict[str, Path]:
    """Every routine by its name, in alphabetical order.

    Names are composed (Unicode's NFC): "é" is one name, however keyboard and disk spell it.
    """
    found: dict[str, Path] = {}
    for folder in reversed(folders()):
        if folder.is_dir():
            files = (path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS and path.is_file())
            found |= {normalize("NFC", path.stem): path for path in files}
    return dict(sorted(found.items()))


def find(name_or_path: str) -> Path:
    """The file that a user means by a routine's name or by a path.

    What ends like a routine file or has a folder in it is taken as a path, as it is, or as the disk spells its
    letters. Raises `RoutineError` for a name that no folder has.
    """
    path = Path(name_or_path)
    if path.suffix in ENDINGS or path.name != name_or_path:
        return _on_disk(path)
    routines = all_routines()
    if path_of_name := routines.get(normalize("NFC", name_or_path)):
        return path_of_name
    meant = closest(name_or_path, routines)
    hint = f"Did you mean {meant}?" if meant else f"There are: {', '.join(routines)}. A path works too."
    raise RoutineError("routine-unknown", f"there is no routine {name_or_path!r}", hint)


def _on_disk(path: Path) -> Path:
    """The same path with its letters composed or decomposed, if only that is there; else the path as it is."""
    spelt = (path, *(Path(normalize(form, str(path))) for form in ("NFC", "NFD")))
    return next((one for one in spelt if os.path.lexists(one)), path)
