"""The cache of what trusted programs did."""

from perfgym.programs.memo import Memo


def test_a_result_is_computed_once_for_each_key() -> None:
    memo, computed = Memo(), list[str]()
    for key in ("a", "b", "a"):
        assert memo.once(key, lambda key=key: computed.append(key) or len(computed)) == "ab".index(key) + 1
    assert computed == ["a", "b"]


def test_a_new_episode_drops_the_entries_of_the_last_and_keeps_lasting_ones() -> None:
    memo = Memo()
    assert (memo.once("key", lambda: "lasting"), memo.once_an_episode("key", lambda: 1)) == ("lasting", 1)
    assert memo.once_an_episode("key", lambda: 2) == 1
    memo.begin_episode()
    assert (memo.once("key", lambda: "other"), memo.once_an_episode("key", lambda: 2)) == ("lasting", 2)
