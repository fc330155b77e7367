"""A person's own voice: clips of their commands, with a manifest, in the data folder.

voice/en/manifest.jsonl     one line a clip, newest first
voice/en/clips/*.flac       16 kHz, 16-bit mono
voice/en/broken-off.json    what a rehearsal that was broken off has not come to
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.audio import wav
from voice_coach.audio.flac import FlacWriter
from voice_coach.audio.format import RATE
from voice_coach.audio.resampling import resample
from voice_coach.errors import AudioError, RecordingError
from voice_coach.listening.phones.own.phrases import OwnPhrase, read_phones
from voice_coach.rehearsal.advice import TIMES
from voice_coach.rehearsal.clip import RehearsedClip, parse
from voice_coach.storage import data_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.listening.engines import RecogniserKind

CLIPS = "clips"
MANIFEST = "manifest.jsonl"
BROKEN_OFF = "broken-off.json"
_CODE = re.compile(r"\w[\w-]*")


def folder(language_code: str) -> Path:
    """Return where the voice is kept; raises RecordingError for a code that is no name of a folder."""
    if not _CODE.fullmatch(language_code):
        message = f"{language_code!r} is no code of a language."
        raise RecordingError("voice-unwritable", message, "Use letters, figures and hyphens, such as en or pt-br.")
    return data_folder("voice", language_code)


def rehearsed(language_code: str) -> tuple[RehearsedClip, ...]:
    """Return the clips of a voice, newest first; none when nobody has rehearsed.

    Raises RecordingError (``voice-unreadable``) when the manifest cannot be read or is damaged.
    """
    path = folder(language_code) / MANIFEST
    hint = f"Forget this voice and rehearse anew: voice-coach rehearse --forget --language {language_code}"
    found: list[RehearsedClip] = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(parse(line))  # noqa: PERF401 - the number of lines read is told when one is damaged
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise RecordingError("voice-unreadable", f"{path} cannot be read: {error.strerror}.", hint) from error
    except ValueError as error:  # also what UTF-8 and JSON raise
        message = f"{path}:{len(found) + 1}: damaged: {error}."
        raise RecordingError("voice-unreadable", message, hint) from error
    return tuple(found)


def clips(language_code: str) -> Mapping[str, tuple[Path, ...]]:
    """Return the clips of each phrase that somebody has rehearsed, newest first; what was deleted is left out.

    Raises RecordingError as `rehearsed` does.
    """
    place = folder(language_code) / CLIPS
    found: dict[str, tuple[Path, ...]] = {}
    for clip in rehearsed(language_code):
        if (place / clip.file).is_file():
            found[clip.phrase] = (*found.get(clip.phrase, ()), place / clip.file)
    return found


def sounds(language_code: str) -> tuple[Mapping[str, tuple[Samples, ...]], str]:
    """Read the clips of each phrase: 16 kHz, mono; and a sentence about what could not be read, "" for nothing.

    It never raises: a session goes on without what is damaged.
    """
    try:
        found = clips(language_code)
    except RecordingError as error:
        return {}, error.message
    read: dict[str, tuple[Samples, ...]] = {}
    damaged: list[str] = []
    for phrase, paths in found.items():
        for path in paths:
            try:
                samples, rate = wav.read(path)
            except AudioError:
                damaged.append(path.name)
            else:
                read[phrase] = (*read.get(phrase, ()), resample(samples, rate, RATE))
    return read, f"Clips of your voice are damaged and passed over: {', '.join(damaged)}." if damaged else ""


def own_phrases(language_code: str) -> tuple[OwnPhrase, ...]:
    """Return the phrases of the person's own, as they were taught last; without sound, for their phones are put down.

    Raises RecordingError as `rehearsed` does.
    """
    found: dict[str, OwnPhrase] = {}
    for clip in rehearsed(language_code):
        if clip.own_phones and clip.phrase not in found:
            with suppress(ValueError):  # phones of a network to come
                found[clip.phrase] = OwnPhrase(clip.phrase, clip.command, read_phones(clip.own_phones))
    return tuple(sorted(found.values()))


def keep(language_code: str, clip: RehearsedClip, pcm: bytes) -> None:
    """Add a clip with its sound; of each phrase the newest `TIMES` that a recogniser has heard stay.

    Whatever happens meanwhile, the manifest is the old one or the new one, and names only clips that are there.
    Raises RecordingError (``voice-unwritable``) when the disk does not take it, or as `rehearsed` does.
    """
    place = folder(language_code)
    said: Counter[tuple[str, str]] = Counter()
    kept, dropped = list[RehearsedClip](), list[RehearsedClip]()
    for one in (clip, *rehearsed(language_code)):
        key = one.phrase, one.recogniser
        said[key] += 1
        (kept if said[key] <= TIMES else dropped).append(one)
    with _translated(place):
        _make(place)
        (place / CLIPS).mkdir(exist_ok=True)
        with closing(FlacWriter(place / CLIPS / clip.file)) as sound:
            sound.write(pcm)
        write_atomically(place / MANIFEST, "".join(f"{one.line()}\n" for one in kept).encode())
        for one in dropped:
            (place / CLIPS / one.file).unlink(missing_ok=True)


def break_off(language_code: str, recogniser: RecogniserKind, phrases: Sequence[str], left: Sequence[str]) -> None:
    """Put down what a rehearsal of these phrases has not come to, in its order; nothing when it is complete.

    Raises RecordingError (``voice-unwritable``) when the disk does not take it.
    """
    place = folder(language_code)
    with _translated(place):
        if not left:
            (place / BROKEN_OFF).unlink(missing_ok=True)
            return
        _make(place)
        text = json.dumps({"recogniser": recogniser, "phrases": [*phrases], "left": [*left]}, ensure_ascii=False)
        write_atomically(place / BROKEN_OFF, text.encode())


def broken_off(language_code: str, recogniser: RecogniserKind, phrases: Sequence[str]) -> tuple[str, ...]:
    """Return what the newest rehearsal has not come to.

    Nothing when it was complete or of other phrases, another recogniser listened, or what was put down is damaged.
    """
    try:
        data = json.loads((folder(language_code) / BROKEN_OFF).read_bytes())
    except (OSError, ValueError):
        return ()
    match data:
        case {"recogniser": by, "phrases": of, "left": [*rest]} if (by, of) == (recogniser, [*phrases]):
            return tuple(phrase for phrase in rest if phrase in phrases)
    return ()


def forget(language_code: str) -> bool:
    """Delete everything that was kept of a voice; return whether there was anything.

    Raises RecordingError (``voice-unwritable``) when it cannot be deleted.
    """
    place = folder(language_code)
    with _translated(place):
        with suppress(FileNotFoundError):
            shutil.rmtree(place)
            return True
        return False


def _make(place: Path) -> None:
    """Make the voice's folder, which nobody else may open."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def _translated(place: Path) -> Iterator[None]:
    try:
        yield
    except AudioError as error:
        raise RecordingError("voice-unwritable", f"{error.message}.", error.hint) from error
    except OSError as error:
        message = f"The voice in {place} cannot be changed: {error.strerror}."
        raise RecordingError(
            "voice-unwritable", message, "Check who owns the folder, and the room on the disk."
        ) from error
