import hashlib
import io
import os
import socket
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from voice_coach.errors import ModelError
from voice_coach.listening.models.catalogue import CatalogueEntry, models_folder
from voice_coach.listening.models.fetch import fetch, tried_lately

NAME = "vosk-model-test"


def packed(*names: str) -> bytes:
    sound = np.random.default_rng(0)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, sound.bytes(5000))
    return file.getvalue()


GOOD = packed(f"{NAME}/am/final.mdl", f"{NAME}/conf/mfcc.conf", f"{NAME}/conf/model.conf")


class Server(ThreadingHTTPServer):
    """Serves each path its list of answers, one a request, the last one for ever. None is a broken connection."""

    answers: dict[str, list[bytes | None]]
    asked: list[str]

    def entry(self, *paths: str, content: bytes = GOOD) -> CatalogueEntry:
        return CatalogueEntry(
            name=NAME, language="en", bytes=len(content), sha256=hashlib.sha256(content).hexdigest(),
            licence="none", urls=[f"http://127.0.0.1:{self.server_port}{path}" for path in paths],
        )  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answers = self.server.answers.get(self.path)
        if answers is None:
            self.send_error(404)
            return
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(200)
        self.send_header("Content-Length", str(len(GOOD if answer is None else answer)))
        self.end_headers()
        self.wfile.write(GOOD[: len(GOOD) // 2] if answer is None else answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Keep the test's output clean."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server(("127.0.0.1", 0), Handler) as made:
        made.answers, made.asked = {}, []
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def left_over() -> list[str]:
    return [entry.name for entry in models_folder().iterdir() if entry.name != "not-fetched"]


def test_a_model_is_fetched_and_put_in_its_place(server: Server) -> None:
    server.answers["/a"] = [GOOD]
    assert fetch(server.entry("/a")) == models_folder() / NAME
    assert (models_folder() / NAME / "am/final.mdl").is_file()
    assert left_over() == [NAME]


def test_a_model_that_is_there_is_not_fetched_again(server: Server) -> None:
    server.answers["/a"] = [GOOD]
    fetch(server.entry("/a"))
    fetch(server.entry("/a"))
    assert server.asked == ["/a"]


def test_a_cut_transfer_is_tried_again(server: Server) -> None:
    server.answers["/a"] = [None, GOOD]
    assert fetch(server.entry("/a")).is_dir()
    assert server.asked == ["/a", "/a"]


def test_the_mirror_is_asked_when_the_first_address_fails(server: Server) -> None:
    server.answers["/mirror"] = [GOOD]
    assert fetch(server.entry("/gone", "/mirror")).is_dir()
    assert server.asked == ["/gone", "/gone", "/mirror"]


@pytest.mark.parametrize("answer", [None, GOOD[:-1] + b"x", b"<html>log in first</html>", b""])
def test_a_wrong_archive_is_never_unpacked(server: Server, answer: bytes | None) -> None:
    server.answers["/a"] = [answer]
    with pytest.raises(ModelError) as caught:
        fetch(server.entry("/a"))
    assert caught.value.code == "model-not-fetched"
    assert left_over() == []


@pytest.mark.parametrize("content", [packed(f"{NAME}/../../../evil"), packed(f"{NAME}/README"), b"no archive"])
def test_an_archive_that_is_unsafe_or_no_model_leaves_nothing(server: Server, tmp_path: Path, content: bytes) -> None:
    server.answers["/a"] = [content]
    with pytest.raises(ModelError):
        fetch(server.entry("/a", content=content))
    assert left_over() == []
    assert not list(tmp_path.rglob("evil"))


def test_without_a_network_the_error_says_what_to_do(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: the connection is refused
        entry = server.entry("/a").model_copy(update={"urls": (f"http://127.0.0.1:{taken.getsockname()[1]}/a",)})
        with pytest.raises(ModelError, match="could not be fetched") as caught:
            fetch(entry)
    assert "--model" in caught.value.hint


def test_progress_is_drawn_on_standard_error(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    server.answers["/a"] = [GOOD]
    fetch(server.entry("/a"), progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "100%" in err


def test_a_place_that_cannot_be_written_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "voice-coach").write_text("a file stands in the way")
    with pytest.raises(ModelError, match="cannot be stored"):
        fetch(server.entry("/a"))


def test_a_failure_is_remembered_for_a_day(server: Server) -> None:
    assert not tried_lately()
    with pytest.raises(ModelError):
        fetch(server.entry("/gone"))
    assert tried_lately()
    failure = models_folder() / "not-fetched"
    yesterday = failure.stat().st_mtime - 24 * 3600 - 1
    os.utime(failure, (yesterday, yesterday))
    assert not tried_lately()
