"""How the gain from a voice is told: halves, words said twice, and errors at the same false rate."""

from benchmarks.own_voice import ENOUGH, Said, Trial, Twice, again, halves, others, table


def twice(who: str, phrase: str, meaning: str) -> Twice:
    said = Said(who, phrase, meaning, None, None)
    return Twice(said, said._replace(phrase=f"{phrase} in noise"))


WORDS = [twice("a", f"word {number}", "") for number in range(ENOUGH - 2)]
COMMANDS = [twice("a", "stop", "stop"), twice("a", "no", "no")]
OTHER = [twice("b", "dog", ""), twice("b", "yes", "yes"), twice("b", "yes", "yes")]
HEARD = [*WORDS, *COMMANDS, *OTHER]


def test_each_clip_of_who_has_enough_is_tested_once_and_never_with_itself() -> None:
    folds = list(halves(HEARD, noisy=False))
    assert len(folds) == 2
    tested = [said.phrase for fold in folds for said in fold.test]
    assert sorted(tested) == sorted(one.quiet.phrase for one in (*WORDS, *COMMANDS))
    for fold in folds:
        assert {said.phrase for said in fold.learn}.isdisjoint(said.phrase for said in fold.test)
        assert [said.who for said in fold.others] == ["b"]


def test_what_is_learned_is_in_quiet_whatever_is_tested() -> None:
    for fold in halves(HEARD, noisy=True):
        assert all(said.phrase.endswith("in noise") for said in (*fold.test, *fold.others))
        assert not any(said.phrase.endswith("in noise") for said in fold.learn)


def test_who_says_a_phrase_twice_is_tested_on_either() -> None:
    folds = list(again(HEARD, noisy=False))
    assert [[said.phrase for said in fold.test] for fold in folds] == [["yes"], ["yes"]]
    assert all([said.phrase for said in fold.learn] == ["dog", "yes"] for fold in folds)
    assert [said.phrase for said in others(OTHER, noisy=False)] == ["dog"]


def test_errors_are_told_at_the_same_false_rate() -> None:
    commands = {
        "before": [Trial("a", right=True, margin=-0.5), Trial("a", right=True, margin=2.0)],
        "after": [Trial("a", right=True, margin=0.2), Trial("a", right=True, margin=3.0)],
    }
    false = {
        "before": [Trial("b", right=False, margin=one) for one in (1.0, -1.0)],
        "after": [Trial("b", right=False, margin=one) for one in (1.5, 0.5)],
    }
    title, _, _, of_a, of_all = table("people", commands, false)
    assert "false 1 of 2, after without a shift 2; shift +0.50" in title
    cells = [cell.strip().partition(":")[0] for cell in of_a.split("|")[2:6]]
    assert cells == ["2", "1", "1", "0"]
    assert of_all.startswith("| all | 2 |")
