"""The halves of every set, by who speaks."""

from collections.abc import Callable

from benchmarks.listening.corpus import Corpus, read_corpus
from benchmarks.listening.sets.parts import Part, part_of
from benchmarks.listening.sets.voices import HELD_OUT, IN_TRAINING
from benchmarks.listening.synthetic import SYNTHESISERS

CorpusOf = Callable[..., Corpus]
SPEAKERS = [f"speaker {number}" for number in range(400)]


def test_a_speaker_is_in_one_half_and_in_the_whole() -> None:
    for speaker in SPEAKERS:
        assert [part.holds(speaker) for part in Part].count(True) == 2
        assert Part.ALL.holds(speaker)


def test_the_halves_are_about_as_large() -> None:
    assert 160 < sum(part_of(speaker) is Part.TOLD for speaker in SPEAKERS) < 240


def test_the_halves_are_those_that_thresholds_were_set_with() -> None:
    told = {str(voice) for voice in (*HELD_OUT, *IN_TRAINING) if Part.TOLD.holds(str(voice))}
    assert told == {
        "flite awb", "espeak-ng en-gb+f3", "espeak-ng en-gb-scotland+m1",
        "flite rms", "espeak-ng en-gb-x-rp+m3", "espeak-ng en-029+f4",
    }  # fmt: skip


def test_both_halves_have_voices_of_every_kind() -> None:
    for voices in (HELD_OUT, IN_TRAINING, *(one.voices for one in SYNTHESISERS.values())):
        assert 2 <= sum(part_of(str(voice)) is Part.TOLD for voice in voices) <= len(voices) - 2


def test_a_corpus_is_halved_by_speaker_and_without_one_by_clip(corpus_of: CorpusOf) -> None:
    rows = [("word.wav", "command", "stop", speaker) for speaker in ("ann", "bob", "cy", "dee", "eve")]
    rows += [("rain.wav", "noise", "", "")]
    whole = corpus_of(("word.wav", "command", "stop"))
    manifest = whole.commands[0].path.parent / "halves.tsv"
    lines = ("path\trole\tlabel\tspeaker", *("\t".join(row) for row in rows))
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = read_corpus(manifest, "Test", "en", whole.phrasebook)
    tune, told = corpus.only(Part.TUNE), corpus.only(Part.TOLD)
    assert sorted(clip.speaker for half in (tune, told) for clip in half.commands) == ["ann", "bob", "cy", "dee", "eve"]
    assert all(part_of(clip.speaker) is Part.TUNE for clip in tune.commands)
    assert [*tune.others, *told.others] == ["noise"]
    assert corpus.only(Part.ALL) == corpus
