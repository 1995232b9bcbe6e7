"""class: F
tries: to be paid for noise, by five evaluations of files that only differ in a comment
expect: ACCEPTED
stopped by: the lower 99 % bound is paid; equal files keep their result
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository


def play(episode: AttackedRepository) -> Iterator[str]:
    first = episode.evaluate()
    again = episode.evaluate()
    if again.result["evaluations_left"] != first.result["evaluations_left"]:
        yield "the same files were evaluated twice"
    if again.result.get("evaluation") != first.result.get("evaluation"):
        yield "the same files had another result"
    for number in range(4):
        episode.add_go(f"package @PACKAGE@\n\n// Comment {number}\n")
        episode.evaluate()
