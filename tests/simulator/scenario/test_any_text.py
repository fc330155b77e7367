"""Whatever stands in a file: it becomes a scenario, or a ScenarioError, and nothing else."""

from contextlib import suppress
from pathlib import Path

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.forms.mistakes import STEADY, YAML_MARKS, trees
from voice_coach.errors import ScenarioError
from voice_coach.forms.kind import keys_of
from voice_coach.forms.source import decode
from voice_coach.simulator.scenario.expectation import Expectation
from voice_coach.simulator.scenario.load import expectation_of, loads
from voice_coach.simulator.scenario.scenario import SCENARIO, Scenario

KEYS = sorted({key for form in (SCENARIO.whole, *SCENARIO.parts.values()) for key in keys_of(form)})
OTHER_KEYS = [key for key in keys_of(SCENARIO.whole) if key != "routine"]
TREES = trees(
    KEYS,
    ["30s", "1s after line 1", '2s into "hold"', "5s", "pause", "paused", "pink", "-6 dB", "2 m", "auto", "end", ""],
)


def becomes_a_scenario_or_a_scenario_error(text: str) -> None:
    try:
        found: Scenario | ScenarioError = loads(text, Path("s.scenario.yaml"))
    except ScenarioError as error:
        found = error
    if isinstance(found, ScenarioError):
        assert found.message.startswith("s.scenario.yaml:")
        assert "Input should" not in found.message  # pydantic's own words
        found.message.encode("utf-8")


@STEADY
@given(st.one_of(st.text(), YAML_MARKS))
@example("%YAML 1.1" + "9" * 5000 + "\n---\na")
@example('"\\Uffffffff"')
@example("seed: " + "9" * 5000)
@example("[" * 5000)
@example("{a: " * 2000)
@example("\ufeff\ufeff")
def test_any_text(text: str) -> None:
    becomes_a_scenario_or_a_scenario_error(text)


@STEADY
@given(st.binary())
@example(b"\xef\xbb\xbf")
@example(b"\xc3")
def test_any_bytes(data: bytes) -> None:
    with suppress(ScenarioError):
        becomes_a_scenario_or_a_scenario_error(decode(data, "s.scenario.yaml", SCENARIO))


@STEADY
@given(TREES)
def test_any_tree_of_the_keys_that_a_scenario_has(tree: object) -> None:
    becomes_a_scenario_or_a_scenario_error(yaml.safe_dump(tree, allow_unicode=True))


@STEADY
@given(st.fixed_dictionaries({"routine": st.just("desk-break")}, optional=dict.fromkeys(OTHER_KEYS, TREES)))
def test_any_value_in_a_scenario_that_is_otherwise_right(tree: object) -> None:
    becomes_a_scenario_or_a_scenario_error(yaml.safe_dump(tree, sort_keys=False))


@STEADY
@given(st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), TREES, max_size=4))
def test_any_keys_of_an_expectation(keys: dict[str, object]) -> None:
    try:
        found: Expectation | ScenarioError = expectation_of(keys)
    except ScenarioError as error:
        found = error
    if isinstance(found, ScenarioError):
        assert found.message.startswith("expectation:")
