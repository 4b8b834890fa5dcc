"""Editing a draft: every change can be undone, and what is not edited stays."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.draft import Draft

SIMPLE = {"name": "Lift", "sets": 3, "reps": 10, "tempo": {"up": 2, "down": 4}, "cues": {"form": ["back down"]}}


def test_get_and_put_take_a_dotted_path() -> None:
    draft = Draft(SIMPLE)
    assert draft.get("tempo.down", 0) == 4
    assert draft.get("tempo.top", 0) is None
    assert draft.get("sets.of.what") is None
    draft.put("tempo.down", 5, 0)
    assert draft.data == {**SIMPLE, "tempo": {"up": 2, "down": 5}}


def test_putting_none_removes_the_key_and_a_table_left_empty() -> None:
    draft = Draft(SIMPLE)
    draft.put("cues.form", None, 0)
    draft.put("load", None, 0)
    assert draft.data == {key: value for key, value in SIMPLE.items() if key != "cues"}


def test_several_changes_of_one_key_are_undone_in_one_step_unless_settled() -> None:
    draft = Draft(SIMPLE)
    for text in ("L", "Le", "Leg"):
        draft.put("name", text)
    draft.put("reps", 1, 0)
    draft.put("reps", 12, 0)
    draft.settle()
    draft.put("reps", 13, 0)
    seen = [(draft.get("name"), draft.get("reps"))]
    while draft.undo():
        seen.append((draft.get("name"), draft.get("reps")))
    assert seen == [("Leg", 13), ("Leg", 12), ("Leg", 10), ("Lift", 10)]


def test_a_change_after_undo_discards_the_undone_step() -> None:
    draft = Draft(SIMPLE)
    draft.put("reps", 11, 0)
    draft.undo()
    draft.put("sets", 4, 0)
    assert not draft.redo()
    assert draft.get("reps", 0) == 10


def test_changed_is_true_only_while_the_data_differs_from_what_was_opened() -> None:
    draft = Draft(SIMPLE)
    assert not draft.changed
    draft.put("reps", 11, 0)
    assert draft.changed
    draft.put("reps", 10, 0)
    assert not draft.changed


def test_adding_a_block_makes_a_routine_and_keeps_the_first_block() -> None:
    draft = Draft(SIMPLE)
    assert draft.path("tempo.up", 0) == "tempo.up"
    assert draft.add_block(0) == 1
    assert draft.routine
    assert draft.block_count == 2
    assert set(draft.data) == {"name", "blocks"}
    assert draft.get("cues.form", 0) == ["back down"]
    assert draft.path("tempo.up", 1) == "blocks[2].tempo.up"
    draft.remove_block(0)
    assert draft.block_count == 1
    draft.remove_block(0)
    assert draft.block_count == 1, "the only block is not removed"
    draft.undo()
    draft.undo()
    assert draft.data == SIMPLE


def test_an_added_block_stands_after_the_one_chosen_with_a_rest_before_and_after_it() -> None:
    draft = Draft(SIMPLE)
    draft.add_block(0)
    draft.put("name", "Last", 1)
    assert draft.add_block(0) == 1
    names = [draft.get("name", block) for block in range(draft.block_count)]
    assert names == ["Lift", "Another exercise", "Last"]
    assert [draft.get("rest_after", block) for block in range(3)] == [60, 60, None]


def test_a_value_is_put_into_the_block_for_which_it_is() -> None:
    draft = Draft({"name": "Routine", "blocks": [{"sets": 1, "load": 2}, {"sets": 2}]})
    draft.put("sets", 5, 1)
    draft.change({"load": None, "sets": 3}, 0)
    assert draft.data == {"name": "Routine", "blocks": [{"sets": 3}, {"sets": 5}]}


KEYS = st.sampled_from(["name", "reps", "tempo.up", "tempo", "cues.form", "level"])
VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.lists(st.text(max_size=3), max_size=2))
ACTS = st.one_of(
    st.tuples(st.just("put"), KEYS, VALUES),
    st.tuples(st.sampled_from(["add", "remove", "settle"]), st.none(), st.none()),
)


@given(st.lists(ACTS, max_size=12))
def test_any_changes_can_all_be_undone_and_redone(acts: list[tuple[str, Any, Any]]) -> None:
    opened = deepcopy(SIMPLE)
    draft = Draft(opened)
    for act, key, value in acts:
        match act:
            case "put":
                draft.put(key, value, None if key in ("name", "level") else draft.block_count - 1)
            case "add":
                draft.add_block(draft.block_count - 1)
            case "remove":
                draft.remove_block(0)
            case _:
                draft.settle()
    final = deepcopy(draft.data)
    while draft.undo():
        pass
    assert draft.data == SIMPLE == opened
    while draft.redo():
        pass
    assert draft.data == final
