"""Recall: what simulated people remember after two months, and how many cards that took."""

from benchmarks.databases import Databases
from benchmarks.results import Aim, Cell, Table
from tests.content.remembering import MEASURED_AFTER, fixed, ours, results, spaced, whenever

_SCHEDULES = {
    "ours, one card a day": ours,
    "1-3-7-14": fixed,
    "1-3-7-14, one card a day": lambda: fixed(1),
}
_METHOD = (
    "Simulated learners take a lesson each working day until they have had 10, 20 or 40; recall "
    f"is the mean over all their lessons on day {MEASURED_AFTER}. What is assumed of their memory "
    "and why stands in tests/content/remembering.py. The second memory rewards cramming, which "
    "no study has found; it is there to show how far the result rests on the first."
)


async def measure(_databases: Databases, *, is_quick: bool) -> Table:
    rows: list[list[Cell]] = []
    aims = []
    for name, memory in (("gains by spacing", spaced), ("gains whenever asked", whenever)):
        for lessons in (10, 20, 40):
            found = results(
                _SCHEDULES, lessons=lessons, learners=50 if is_quick else 1000, memory=memory
            )
            for schedule, result in found.items():
                rows.append([f"{name}, {lessons} lessons", schedule, result.recall, result.cards])
            if lessons == 20 and memory is spaced:
                mine, theirs = found["ours, one card a day"], found["1-3-7-14"]
                aims += [
                    Aim.at_least(0.85, "20 lessons: recall on day 60", mine.recall),
                    Aim.at_most(1, "20 lessons: cards of 1-3-7-14", mine.cards / theirs.cards),
                ]
    columns = ("Memory", "Schedule", f"recall on day {MEASURED_AFTER}", "cards")
    return Table("Recall", _METHOD, columns, rows, aims)
