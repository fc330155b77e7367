"""Nothing that a stranger has made of a parcel does harm: it is refused, and nothing is written anywhere."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from voice_coach.authoring import parcel
from voice_coach.authoring.parcel import unpack
from voice_coach.errors import ParcelError, RoutineError, VoiceCoachError

GOOD = b"title: T\nexercises: [{name: Plank, do: {hold: 30s}}]\n"
MORE = "library: More\nexercises: [{name: March, do: {move: 1m}}]\n"

Place = Callable[[Path], None]
"""What has happened to the target folder before."""


def sent(folder: Path, data: bytes) -> Path:
    path = folder / "parcel.zip"
    path.write_bytes(data)
    return path


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def entries(
    *named: tuple[str, bytes], method: int = 0, flags: int = 0x800, mode: int = 0, dos: int = 0, at: int | None = None,
    size: int | None = None, packed_size: int | None = None, crc: int | None = None, own_method: int | None = None,
    own_name: str = "",
) -> bytes:  # fmt: skip
    """An archive by the letter, in which the list of contents can lie; ``at`` is where all entries claim to begin."""
    body, contents = b"", b""
    for name, data in named:
        begin = len(body) if at is None else at
        sums = (zlib.crc32(data) if crc is None else crc, packed_size or len(data), len(data) if size is None else size)
        own = (own_name or name).encode()
        body += struct.pack("<4sHHHHH", b"PK\3\4", 20, flags, method if own_method is None else own_method, 0, 33)
        body += struct.pack("<IIIHH", *sums, len(own), 0) + own + data
        listed = name.encode()
        contents += struct.pack("<4sHHHHHH", b"PK\1\2", 0x314, 20, flags, method, 0, 33)
        contents += struct.pack("<IIIHHHHH", *sums, len(listed), 0, 0, 0, 0)
        contents += struct.pack("<II", mode << 16 | dos, begin) + listed
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(named), len(named), len(contents), len(body), 0)
    return body + contents + end


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def bomb() -> bytes:
    """1 GB of zeros in 1 MB, as honest headers tell it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(10**7)) for _ in range(100)) + packer.flush()
    return entries(("bomb.yaml", packed), method=8, size=10**9)


def quoted() -> bytes:
    """An entry whose content is the whole of the next entry, which so is there twice."""
    inner = entries(("b.yaml", GOOD))
    whole = entries(("a.yaml", inner[: 36 + len(GOOD)]))
    outer = 36
    contents = whole[outer + 36 + len(GOOD) :]
    listed = contents[: 46 + 6]
    second = bytearray(inner[36 + len(GOOD) :][: 46 + 6])
    struct.pack_into("<I", second, 42, outer)
    both = listed + bytes(second)
    begin = outer + 36 + len(GOOD)
    return whole[:begin] + both + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 2, 2, len(both), begin, 0)


def doubling() -> dict[str, bytes]:
    """Fifty files, each of which takes a part of the next one twice: a thousand million million times in all."""
    texts = {f"r{n}.yaml": _takes(n + 1) for n in range(49)}
    return texts | {"r49.yaml": b"title: T\nexercises: [{part: P, exercises: [{name: N, do: {hold: 9s}}]}]"}


def _takes(n: int) -> bytes:
    part = f"{{part: P, of: r{n}}}"
    return f"title: T\nexercises: [{{part: P, exercises: [{part}, {part}]}}]".encode()


def routine(text: str) -> bytes:
    return f"title: T\n{text}\nexercises: [{{name: Plank, do: {{hold: 30s}}}}]\n".encode()


def of(name: str) -> bytes:
    return f"title: T\nexercises: [{{part: P, of: {name}}}]\n".encode()


NOISE = bytes(b for n in range(40_000) for b in zlib.crc32(bytes([n % 256, n // 256])).to_bytes(4, "big"))
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"title: T", "it is no zip file"),
    "cut off": (zipped({"a.yaml": GOOD})[:-30], "it is cut off before its end"),
    "cut contents": (zipped({"a.yaml": GOOD}).replace(b"PK\1\2", b"PK\1\7"), "its list of contents is damaged"),
    "name is no text": (
        zipped({"é.yaml": GOOD}).replace("é".encode(), b"\xff\xff"),
        "it has a name that is not UTF-8, as it says",
    ),
    "checksum": (entries(("a.yaml", GOOD), crc=1), "it is damaged: the checksum of 'a.yaml' is wrong"),
    "no deflate": (entries(("a.yaml", b"\xff" * 60), method=8), "it is damaged: 'a.yaml' cannot be unpacked"),
    "begins nowhere": (entries(("a.yaml", GOOD), at=7), "'a.yaml' does not begin where it should"),
    "encrypted": (entries(("a.yaml", GOOD), flags=0x801), "'a.yaml' is encrypted"),
    "up": (entries(("../x.yaml", GOOD)), "'../x.yaml' leads out of its folder"),
    "up in the middle": (entries(("a/../../x.yaml", GOOD)), "'a/../../x.yaml' leads out of its folder"),
    "absolute": (entries(("/etc/x.yaml", GOOD)), "'/etc/x.yaml' begins at the top of the disk"),
    "drive": (entries(("C:\\x.yaml", GOOD)), r"'C:\\x.yaml' has a drive in its name"),
    "backslash": (entries(("a\\b.yaml", GOOD)), r"'a\\b.yaml' has a backslash in its name"),
    "folder": (entries(("a/b.yaml", GOOD)), "'a/b.yaml' has a folder in its name, or is one"),
    "empty folder": (entries(("a/", b"")), "'a/' has a folder in its name, or is one"),
    "zero byte": (entries(("a.yaml\0.txt", GOOD)), r"'a.yaml\x00.txt' has a character that cannot be seen"),
    "escape": (entries(("\x1b[31m.yaml", GOOD)), r"'\x1b[31m.yaml' has a character that cannot be seen"),
    "turned round": (entries(("a\u202elmay.yaml", GOOD)), r"'a\u202elmay.yaml' has a character that cannot be seen"),
    "stream": (entries(("ab:c.yaml", GOOD)), "'ab:c.yaml' has a sign in its name that Windows does not take"),
    "hidden": (entries((".a.yaml", GOOD)), "'.a.yaml' begins with a dot"),
    "dot at the end": (entries(("a.yaml.", GOOD)), "'a.yaml.' ends with a dot or a space"),
    "space at the end": (entries(("a.yaml ", GOOD)), "'a.yaml ' ends with a dot or a space"),
    "device": (entries(("CON.yaml", GOOD)), "'CON.yaml' is the name of a device on Windows"),
    "device too": (entries(("nul .b.yaml", GOOD)), "'nul .b.yaml' is the name of a device on Windows"),
    "long": (entries(("a" * 300 + ".yaml", GOOD)), f"'{'a' * 40}…' has a name that is too long"),
    "program": (entries(("a.py", GOOD)), "'a.py' is no routine file, whose name ends in .yaml or .yml"),
    "zip in zip": (entries(("a.zip", zipped({}))), "'a.zip' is no routine file, whose name ends in .yaml or .yml"),
    "case": (entries(("a.yaml", GOOD), ("A.yaml", GOOD)), "'a.yaml' and 'A.yaml' have the same name"),
    "spelling": (entries(("é.yaml", GOOD), ("e\u0301.yaml", GOOD)), "'é.yaml' and 'e\u0301.yaml' have the same name"),
    "ending": (entries(("a.yaml", GOOD), ("a.yml", GOOD)), "'a.yaml' and 'a.yml' have the same name"),
    "twice": (entries(("a.yaml", GOOD), ("a.yaml", GOOD + b"\n")), "'a.yaml' is in it twice"),
    "link": (entries(("a.yaml", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "'a.yaml' is a link"),
    "pipe": (entries(("a.yaml", b""), mode=stat.S_IFIFO | 0o644), "'a.yaml' is no plain file"),
    "disk": (entries(("b.yaml", b""), mode=stat.S_IFBLK | 0o644), "'b.yaml' is no plain file"),
    "folder of DOS": (entries(("c.yaml", b""), dos=0x10), "'c.yaml' is no plain file"),
    "many": (zipped({f"{n}.yaml": GOOD for n in range(1000)}), "it has 1,000 files, and 50 are the most"),
    "large": (zipped({"a.yaml": bytes(1_000_001)}), "'a.yaml' is larger than 1 MB"),
    "bomb": (bomb(), "'bomb.yaml' is larger than 1 MB"),
    "large together": (
        zipped({f"{n}.yaml": bytes(900_000) for n in range(6)}), "its files are larger than 5 MB together"
    ),
    "ratio": (zipped({"a.yaml": bytes(900_000)}, zipfile.ZIP_DEFLATED), "would become more than 100 times larger"),
    "says less": (
        entries(("a.yaml", deflated(NOISE)), method=8, size=100, crc=zlib.crc32(NOISE[:100])),
        "'a.yaml' is not as large as it says",
    ),
    "says more": (entries(("b.yaml", GOOD), size=len(GOOD) + 9), "'b.yaml' is not as large as it says"),
    "more behind": (
        entries(("c.yaml", deflated(GOOD) + b"more"), method=8, size=len(GOOD), crc=zlib.crc32(GOOD)),
        "'c.yaml' is not as large as it says",
    ),
    "one for two": (entries(("c.yaml", GOOD), ("d.yaml", GOOD), at=0), "'d.yaml' is called 'c.yaml' in its own header"),
    "quoted": (quoted(), "'a.yaml' shares its bytes with what comes behind it"),
    "into the contents": (
        entries(("b.yaml", GOOD), packed_size=len(GOOD) + 40), "'b.yaml' shares its bytes with what comes behind it"
    ),
    "other name": (entries(("a.yaml", GOOD), own_name="b.yaml"), "'a.yaml' is called 'b.yaml' in its own header"),
    "other method": (entries(("a.yaml", GOOD), own_method=8), "'a.yaml' is compressed in another way than it says"),
    "unknown method": (entries(("a.yaml", GOOD), method=99), "'a.yaml' is compressed in a way that is not known here"),
    "LZMA": (zipped({"b.yaml": GOOD}, zipfile.ZIP_LZMA), "'b.yaml' is compressed in a way that is not known here"),
    "empty": (zipped({}), "it is empty"),
    "no routine": (zipped({"a.yaml": MORE.encode()}), "there is no routine in it"),
    "two routines": (zipped({"a.yaml": GOOD, "b.yaml": GOOD}), "no other file needs 'a.yaml', nor 'b.yaml'; only one"),
    "library too many": (
        zipped({"a.yaml": GOOD, "more.yaml": MORE.encode()}), "no other file needs 'a.yaml', nor 'more.yaml'; only one"
    ),
    "not in it": (zipped({"a.yaml": routine("library: more")}), "'a.yaml' needs 'more', which is not in it"),
    "of what is shipped": (zipped({"a.yaml": of("desk-break")}), "'a.yaml' needs 'desk-break', which is not in it"),
    "of a folder": (zipped({"a.yaml": of("../secret")}), "'a.yaml' names '../secret', in another folder"),
    "of the disk": (
        zipped({"a.yaml": routine("library: /etc/x.yaml")}), "'a.yaml' names '/etc/x.yaml', in another folder"
    ),
    "itself": (zipped({"a.yaml": of("a")}), "'a.yaml' takes something from itself"),
    "each other": (zipped({"b.yaml": of("c"), "c.yaml": of("b")}), "'b.yaml' takes something from itself"),
    "doubling": (zipped(doubling()), "takes more than 5 MB from the others, as often as it names them"),
    "broken": (
        zipped({"a.yaml": GOOD.replace(b"hold", b"hodl")}), "a.yaml:2:32: unknown key 'hodl', did you mean 'hold'?"
    ),
    "broken part": (
        zipped({"a.yaml": of("b"), "b.yaml": GOOD}), "a.yaml:2:27: b.yaml has no part 'P'; it has none"
    ),
    "no YAML": (zipped({"a.yaml": b"title: ["}), "a.yaml:1:9: "),
    "deep": (zipped({"a.yaml": b"title: T\nexercises: " + b"[" * 20_000}), "a.yaml:2:"),
    "other encoding": (zipped({"a.yaml": GOOD.decode().encode("utf-16")}), "a.yaml: the file is saved as UTF-16"),
}  # fmt: skip


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place in which everything is that may be written to: target, its parent, temporary and current folder."""
    for name in ("parent/target", "tmp", "here", "data"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "parent" / "target" / "mine.yaml").write_bytes(GOOD)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def tree(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """All that is in a folder, with what is in it and how it is marked."""
    return {str(path.relative_to(folder)): (path.lstat().st_mode, _inside(path)) for path in sorted(folder.rglob("*"))}


def _inside(path: Path) -> bytes | str:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else ""


def refusal(around: Path, data: bytes) -> VoiceCoachError:
    """What is raised for a parcel, of which nothing then has been written anywhere."""
    path = sent(around, data)
    before = tree(around)
    with pytest.raises((ParcelError, RoutineError)) as caught:
        unpack(path, around / "parent" / "target")
    assert tree(around) == before
    assert str(around / "tmp") not in caught.value.message
    return caught.value


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_parcel_is_refused_and_nothing_is_written(case: str, around: Path) -> None:
    data, told = HOSTILE[case]
    error = refusal(around, data)
    assert told in error.message
    assert error.exit_code == (16 if "the parcel is refused" in error.message else 3)


def test_no_two_of_them_are_refused_in_the_same_words(around: Path) -> None:
    messages = [refusal(around, data).message for data, _ in HOSTILE.values()]
    assert len(messages) > 60
    assert sorted(messages) == sorted(set(messages))


def link(target: Path) -> None:
    (target.parent / "secret").write_bytes(GOOD)
    (target / "a.yaml").symlink_to(target.parent / "secret")


def dangling(target: Path) -> None:
    (target / "a.yaml").symlink_to(target.parent / "nowhere")


def other(target: Path) -> None:
    (target / "a.yaml").write_bytes(GOOD + b"# mine\n")


def folder(target: Path) -> None:
    (target / "a.yaml").mkdir()


def spelt(target: Path) -> None:
    (target / "A.yml").write_bytes(GOOD)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (link, "a.yaml is a link, in the place of 'a.yaml'"),
        (dangling, "a.yaml is a link, in the place of 'a.yaml'"),
        (other, "a.yaml is there already, with other content"),
        (folder, "a.yaml is there already, with other content"),
        (spelt, "A.yml has the name of 'a.yaml', spelt otherwise"),
    ],
)
def test_what_stands_in_the_target_stays(before: Place, told: str, around: Path) -> None:
    before(around / "parent" / "target")
    files = {"0.yaml": b"title: T\nlibrary: a\nexercises: [{uses: March}]", "a.yaml": MORE.encode()}
    assert told in refusal(around, zipped(files)).message


def test_what_comes_while_it_is_written_stays_and_the_rest_is_taken_away_again(
    around: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"0.yaml": b"title: T\nlibrary: a\nexercises: [{uses: March}]", "a.yaml": MORE.encode()}
    link(around / "parent" / "target")
    monkeypatch.setattr(parcel, "_is_there", lambda *_: False)
    path = sent(around, zipped(files))
    before = tree(around)
    with pytest.raises(FileExistsError):
        unpack(path, around / "parent" / "target")
    assert tree(around) == before


def test_a_file_that_is_too_large_is_not_read(around: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = around / "parcel.zip"
    with path.open("wb") as file:
        file.truncate(10_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(ParcelError, match="is larger than 10 MB"):
        unpack(path, around / "parent" / "target")


@pytest.mark.parametrize("name", ["nowhere.zip", "here", "a\0b"])
def test_what_is_no_file_is_refused(name: str, around: Path) -> None:
    with pytest.raises(ParcelError):
        unpack(around / name, around / "parent" / "target")


def test_whatever_byte_of_a_parcel_is_another_it_is_refused_or_taken_whole(around: Path) -> None:
    good = zipped({"a.yaml": GOOD}, zipfile.ZIP_DEFLATED)
    target = around / "parent" / "target"
    before = tree(target)
    for place in range(len(good)):
        for flip in (0x01, 0x80, 0xFF):
            data = bytearray(good)
            data[place] ^= flip
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    (name,) = unpack(sent(around, bytes(data)), target).names
            except (ParcelError, RoutineError):
                pass
            else:
                assert (target / name).read_bytes() == GOOD
                (target / name).unlink()
            assert tree(target) == before
