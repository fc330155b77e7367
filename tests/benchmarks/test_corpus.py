from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.listening.corpus import CONVERSATION, EMBEDDED, MUSIC, NOISE, OTHER_WORDS, Corpus, read_corpus
from voice_coach.audio.format import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.errors import AudioError, UsageError
from voice_coach.language.phrasebook import Phrasebook

CorpusOf = Callable[..., Corpus]
WORD = "word.wav"


def test_a_label_of_the_table_is_a_command_whatever_its_role(corpus_of: CorpusOf) -> None:
    corpus = corpus_of((WORD, "command", "stop"), (WORD, "neg_word", "seven"), (WORD, "neg_speech", "Nevermind!"))
    assert [(clip.phrase, clip.meaning) for clip in corpus.commands] == [
        ("stop", "stop"), ("seven", "number 7"), ("never mind", "cancel"),
    ]  # fmt: skip
    assert corpus.others == {}


def test_other_labels_are_sorted_by_kind(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(
        (WORD, "command", "yes"), (WORD, "command", "go"), (WORD, "command", "pause timer"),
        (WORD, "neg_word", "view glass"), (WORD, "neg_conversation", ""), ("rain.wav", "noise", "rain"),
    )  # fmt: skip
    assert {kind: len(found) for kind, found in corpus.others.items()} == {
        OTHER_WORDS: 2, EMBEDDED: 1, CONVERSATION: 1, NOISE: 1,
    }  # fmt: skip


def test_other_columns_do_not_matter(clips: Path, english: Phrasebook) -> None:
    (clips / "wide.tsv").write_text(f"label\tpath\tspeaker\trole\nstop\t{WORD}\tme\tcommand\n", encoding="utf-8")
    (command,) = read_corpus(clips / "wide.tsv", "Test", "en", english).commands
    assert (command.phrase, command.seconds) == ("stop", 1.0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no command"),
        ("path\trole\nword.wav\tcommand\n", "line 2 lacks"),
        ("path\trole\tlabel\nword.wav\tcommand\n", "line 2 lacks"),
        ("path\trole\tlabel\nword.wav\tcommand\tstop\nword.wav\tsong\tstop\n", "line 3 has the unknown role 'song'"),
        ("path\trole\tlabel\nword.wav\tcommand\tgo\n", "no command"),
        (b"\xff\xfe\x00", "decode"),
        (None, "No such file"),
    ],
)
def test_a_bad_manifest_is_refused(clips: Path, english: Phrasebook, content: str | bytes | None, reason: str) -> None:
    manifest = clips / "bad.tsv"
    if content is not None:
        manifest.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=reason) as caught:
        read_corpus(manifest, "Test", "en", english)
    assert caught.value.code == "manifest-invalid"


def test_a_clip_that_is_missing_or_no_sound_is_refused(clips: Path, corpus_of: CorpusOf) -> None:
    (clips / "text.wav").write_text("no sound")
    for path in ("nowhere.wav", "text.wav"):
        with pytest.raises(AudioError, match=path):
            corpus_of((path, "command", "stop"))


def test_a_silent_clip_is_refused(clips: Path, corpus_of: CorpusOf) -> None:
    with WavWriter(clips / "silent.wav", RATE) as file:
        file.write(np.zeros(RATE, np.float32))
    (clip,) = corpus_of(("silent.wav", "command", "stop")).commands
    with pytest.raises(AudioError, match=r"nothing to hear in .*silent\.wav"):
        clip.read()


def test_clips_come_at_the_rate_of_listening(clips: Path, corpus_of: CorpusOf) -> None:
    with WavWriter(clips / "wide.wav", 44_100) as file:
        file.write(0.3 * np.ones(44_100, np.float32))
    (clip,) = corpus_of(("wide.wav", "command", "stop")).commands
    assert len(clip.read()) == RATE


def test_a_thinned_corpus_has_a_bit_of_everything(corpus_of: CorpusOf) -> None:
    rows = [(WORD, "command", label) for label in ("yes", "no", "stop") for _ in range(20)]
    music, rain = ("hum.wav", "music", ""), ("rain.wav", "noise", "")
    thin = corpus_of(*rows, music, *[rain] * 8).thinned(commands=6, seconds=4.0)
    assert [clip.phrase for clip in thin.commands] == ["yes", "yes", "no", "no", "stop", "stop"]
    assert {kind: [clip.seconds for clip in found] for kind, found in thin.others.items()} == {
        NOISE: [4.0], MUSIC: [4.0],
    }  # fmt: skip
    assert len(thin.others[NOISE][0].read()) == 4 * RATE


def test_thinning_takes_no_more_than_there_is(corpus_of: CorpusOf) -> None:
    corpus = corpus_of((WORD, "command", "yes"), ("rain.wav", "noise", ""))
    assert corpus.thinned(commands=50, seconds=100.0) == corpus
