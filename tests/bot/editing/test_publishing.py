import sqlite3
from datetime import date

import pytest

from bot.editing.conflicts import conflicts
from bot.editing.drafts import discard, open_file, save, send_back, submit
from bot.editing.publishing import NotFit, SecondPersonNeeded, keep_edit, publish, roll_back, take_shipped
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from dialogs.understanding.faq import render_faq
from policy.catalogue import load_catalogue
from tests.bot.editing.conftest import ENTRY, SCRAP, draft, published

NAME = "car-2026-combine"
NEW = "faq/car/car-students.yaml"
NEW_TEXT = """\
id: car-students
topic: car
question: 学生能领吗？
answer: 能。
citations:
  - {measure: car-renewal-2026-scrap}
checked_on: 2026-04-01
"""


def audit(workplace: Workplace) -> list[tuple[str, str, str]]:
    with sqlite3.connect(workplace.revisions.path) as connection:
        return connection.execute("SELECT actor, action, subject FROM audit ORDER BY id").fetchall()


def answer(workplace: Workplace, name: str = NAME) -> str:
    return render_faq(load_catalogue(workplace.served().source), name, date(2026, 4, 12), "zh")


def handed_in(workplace: Workplace, path: str, old: str = "", new: str = "", text: str | None = None) -> int:
    number = draft(workplace, path, old, new, text=text).number
    submit(workplace, number, "li")
    return number


def test_what_is_published_is_served(workplace: Workplace) -> None:
    number = handed_in(workplace, ENTRY, "选一项", "选一样")
    assert "选一项" in answer(workplace)
    release = publish(workplace, [number], "wang", "checked")
    assert "选一样" in answer(workplace)
    assert release.number == workplace.revisions.generation() == 1
    assert release.version == load_catalogue(workplace.served().source).version


def test_files_that_need_each_other_are_published_together(workplace: Workplace) -> None:
    measure = workplace.shipped().files[SCRAP].decode().replace("car-renewal-2026-scrap", "car-renewal-2027-scrap", 1)
    numbers = [
        handed_in(workplace, SCRAP.replace("2026", "2027"), text=measure.replace("2026年汽车", "2027年汽车")),
        handed_in(workplace, NEW, text=NEW_TEXT.replace("2026-scrap", "2027-scrap")),
    ]
    with pytest.raises(NotFit):
        publish(workplace, numbers[1:], "wang", "")
    publish(workplace, numbers, "wang", "")
    assert answer(workplace, "car-students") == "能。"


def test_a_file_can_be_taken_away_and_brought_back(workplace: Workplace) -> None:
    number = save(workplace, open_file(workplace, ENTRY), None, "li", "过时").revision.number
    submit(workplace, number, "li")
    publish(workplace, [number], "wang", "")
    assert NAME not in load_catalogue(workplace.served().source).faq
    roll_back(workplace, ENTRY, None, "wang", "还要用")
    assert workplace.served().source == workplace.shipped()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at_most: 2025-01-08", "at_most: 2025-13-08", "not a date"),
        ("is: scrapped", "is: scraped", "is no option"),
        ("new_car.price * 12%, 20000", "new_car.price * 12%, 19000", "the rules say"),
        ("from: 2026-01-01", "from: 2027-01-01", "from is after to"),
        ("document: ndrc-2025-1745", "document: ndrc-2025-1754", "no such document"),
        ("{document: ndrc-2025-1745}", "{document: sx-2023-65, quote: 没有的话}", "not in the source text"),
        ("excludes: [car-renewal-2026-trade-in]", "excludes: [car]", "no such measure"),
    ],
)
def test_a_change_that_breaks_something_is_refused_at_its_place(
    old: str, new: str, words: str, workplace: Workplace
) -> None:
    number = handed_in(workplace, SCRAP, old, new)
    with pytest.raises(NotFit) as refusal:
        publish(workplace, [number], "wang", "")
    assert any(words in problem.en for problem in refusal.value.problems)
    assert f"policy_data/{SCRAP}:" in refusal.value.zh
    assert workplace.served().source == workplace.shipped()
    assert workplace.revisions.revision(number) == workplace.revisions.head(SCRAP)


def test_nobody_publishes_what_they_wrote_unless_they_say_why(workplace: Workplace) -> None:
    number = handed_in(workplace, ENTRY, "选一项", "选一样")
    with pytest.raises(SecondPersonNeeded, match=ENTRY):
        publish(workplace, [number], "li", "快")
    assert workplace.revisions.generation() == 0
    release = publish(workplace, [number], "li", "快", override="周五五点，别人都走了")
    assert release.override == "周五五点，别人都走了"
    assert audit(workplace)[-1] == ("li", "overridden", f"1: {ENTRY} #{number}: 周五五点，别人都走了")


def test_an_override_that_was_not_needed_is_none(workplace: Workplace) -> None:
    number = handed_in(workplace, ENTRY, "选一项", "选一样")
    assert publish(workplace, [number], "wang", "", override="顺手写的").override is None


def test_only_what_was_handed_in_is_published(workplace: Workplace) -> None:
    number = draft(workplace, ENTRY, "选一项", "选一样").number
    for numbers in ([number], [99], []):
        with pytest.raises(RefusedInput):
            publish(workplace, numbers, "wang", "")
    assert workplace.revisions.generation() == 0


def test_whoever_publishes_too_late_learns_what_became_of_it(workplace: Workplace) -> None:
    first = handed_in(workplace, ENTRY, "选一项", "选一样")
    publish(workplace, [first], "wang", "")
    with pytest.raises(RefusedInput, match="已经发布了，不用再发"):
        publish(workplace, [first], "wang", "")
    second = handed_in(workplace, ENTRY, "选一样", "只选一样")
    send_back(workplace, second, "wang", "不对")
    with pytest.raises(RefusedInput, match="还是草稿，没有发布"):
        publish(workplace, [second], "wang", "")
    discard(workplace, second, "li")
    with pytest.raises(RefusedInput, match="已经放弃"):
        publish(workplace, [second], "wang", "")


def test_a_rollback_is_a_new_revision_with_an_old_text(workplace: Workplace) -> None:
    one = published(workplace, ENTRY, "选一项", "选一样")
    two = published(workplace, ENTRY, "选一样", "选一种")
    roll_back(workplace, ENTRY, one.number, "wang", "改错了")
    assert "选一样" in answer(workplace)
    newest = workplace.revisions.history(ENTRY)[0]
    assert newest.number > two.number and newest.text == one.text and newest.follows == one.number
    states = {found.number: found.state for found in workplace.revisions.history(ENTRY)}
    assert states == {one.number: "archived", two.number: "archived", newest.number: "published"}
    assert [step.reason for step in workplace.revisions.steps(newest.number)] == ["改错了"]


def test_there_is_no_going_back_to_what_was_never_published(workplace: Workplace) -> None:
    published(workplace, ENTRY, "选一项", "选一样")
    number = draft(workplace, ENTRY, "选一样", "选一种").number
    for wrong in (number, 99):
        with pytest.raises(RefusedInput, match="never published"):
            roll_back(workplace, ENTRY, wrong, "wang", "")


def test_a_rollback_that_no_longer_fits_is_refused(workplace: Workplace) -> None:
    text = workplace.shipped().files[SCRAP].decode()
    new = text.replace("car-renewal-2026-scrap", "car-renewal-2027-scrap", 1).replace("2026年汽车", "2027年汽车")
    path = SCRAP.replace("2026", "2027")
    published(workplace, path, text=new)
    published(workplace, NEW, text=NEW_TEXT.replace("2026-scrap", "2027-scrap"))
    with pytest.raises(NotFit, match="no such measure: car-renewal-2027-scrap"):
        roll_back(workplace, path, None, "wang", "不要了")
    assert path in workplace.served().source.files


def test_a_draft_that_was_written_over_something_older_is_not_published(workplace: Workplace) -> None:
    one = published(workplace, ENTRY, "选一项", "选一样")
    two = published(workplace, ENTRY, "选一样", "选一种")
    number = draft(workplace, ENTRY, "每人", "每个人").number
    submit(workplace, number, "li")
    roll_back(workplace, ENTRY, one.number, "wang", "改错了")
    with pytest.raises(RefusedInput, match=f"after revision {number} was written"):
        publish(workplace, [number], "wang", "")
    assert two.number < number


def test_the_last_editor_counts_not_the_first(workplace: Workplace) -> None:
    draft(workplace, ENTRY, "选一项", "选一样", author="li")
    number = draft(workplace, ENTRY, "选一样", "选一种", author="wang").number
    submit(workplace, number, "wang")
    with pytest.raises(SecondPersonNeeded):
        publish(workplace, [number], "wang", "")
    publish(workplace, [number], "li", "")


def test_every_step_is_in_the_audit_log_with_revision_and_reason(workplace: Workplace) -> None:
    one = published(workplace, ENTRY, "选一项", "选一样")
    roll_back(workplace, ENTRY, None, "wang", "改错了")
    two = workplace.revisions.history(ENTRY)[0].number
    assert audit(workplace) == [
        ("li", "revision_saved", f"{ENTRY} #{one.number}: why"),
        ("li", "revision_submitted", f"{ENTRY} #{one.number}: "),
        ("wang", "published", f"1: {ENTRY} #{one.number}: checked"),
        ("wang", "rolled_back", f"2: {ENTRY} #{two}: 改错了"),
    ]


# ---- conflicts with what is shipped


def shipped_changes(workplace: Workplace, path: str, old: str, new: str) -> None:
    """A new version of the program ships another file."""
    file = workplace.folder / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_the_published_edit_wins_until_somebody_decides(own_files: Workplace) -> None:
    published(own_files, ENTRY, "选一项", "选一样")
    shipped_changes(own_files, ENTRY, "选一项", "选一个")
    assert "选一样" in answer(own_files)


def test_keeping_the_edit_settles_it_and_changes_no_answer(own_files: Workplace) -> None:
    published(own_files, ENTRY, "选一项", "选一样")
    assert conflicts(own_files) == []
    shipped_changes(own_files, ENTRY, "选一项", "选一个")
    (conflict,) = conflicts(own_files)
    assert (conflict.revision.path, conflict.shipped) == (ENTRY, own_files.shipped().files[ENTRY])
    before = own_files.served().source
    keep_edit(own_files, ENTRY, "wang", "我们的对")
    assert conflicts(own_files) == []
    assert own_files.served().source == before


def test_taking_the_shipped_file_settles_it_and_archives_the_edit(own_files: Workplace) -> None:
    one = published(own_files, ENTRY, "选一项", "选一样")
    shipped_changes(own_files, ENTRY, "选一项", "选一个")
    take_shipped(own_files, ENTRY, "wang", "新版对")
    assert conflicts(own_files) == []
    assert own_files.served().source == own_files.shipped()
    assert own_files.revisions.history(ENTRY)[0]._replace(state="published") == one._replace(state="published")
    assert own_files.revisions.head(ENTRY) is None


def test_a_shipped_file_that_comes_to_say_the_same_is_no_conflict(own_files: Workplace) -> None:
    published(own_files, ENTRY, "选一项", "选一样")
    shipped_changes(own_files, ENTRY, "选一项", "选一样")
    assert conflicts(own_files) == []


def test_settling_what_is_no_edit_is_refused(workplace: Workplace) -> None:
    for settle in (keep_edit, take_shipped):
        with pytest.raises(RefusedInput, match="no edit of"):
            settle(workplace, ENTRY, "wang", "")
