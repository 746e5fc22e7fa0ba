import pytest

from bot.editing.drafts import discard, open_file, save, send_back, submit
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from bot.storage.revision import Overtaken
from policy.yamlfile import LARGEST_FILE
from tests.bot.editing.conftest import ENTRY, SCRAP, draft, published, text_of


def test_a_file_is_opened_as_shipped_then_as_drafted_then_as_published(workplace: Workplace) -> None:
    shipped = open_file(workplace, ENTRY)
    assert (shipped.follows, shipped.over, shipped.text) == (None, None, workplace.shipped().files[ENTRY])
    one = draft(workplace, ENTRY, "选一项", "选一样")
    drafted = open_file(workplace, ENTRY)
    assert (drafted.follows, drafted.over) == (one.number, None)
    assert "选一样" in text_of(workplace, ENTRY)
    submit(workplace, one.number, "li")
    send_back(workplace, one.number, "wang", "不对")
    discard(workplace, one.number, "li")
    assert open_file(workplace, ENTRY).text == shipped.text
    two = published(workplace, ENTRY, "选一项", "只选一项")
    assert open_file(workplace, ENTRY)[2:4] == (two.number, two.number)


def test_comments_and_every_byte_survive(workplace: Workplace) -> None:
    opened = open_file(workplace, ENTRY)
    text = b"# \xe4\xb8\x80\r\n" + (opened.text or b"").replace(b"\n", b"\r\n") + b"# end, no newline"
    saved = save(workplace, opened, text, "li", "why")
    assert saved.revision.text == open_file(workplace, ENTRY).text == text
    assert saved.problems == []


def test_a_draft_with_mistakes_is_kept_and_each_is_named_at_its_line(workplace: Workplace) -> None:
    opened = open_file(workplace, SCRAP)
    text = (opened.text or b"").decode().replace("is: scrapped", "is: scraped", 1)
    saved = save(workplace, opened, text.encode(), "li", "why")
    (problem,) = saved.problems
    line = text[: text.index("scraped")].count("\n") + 1
    assert (problem.path, problem.line) == (f"policy_data/{SCRAP}", line)
    assert "scraped is no option" in problem.en
    assert workplace.revisions.head(SCRAP) == saved.revision
    assert workplace.served().source == workplace.shipped()


def test_a_draft_that_breaks_a_worked_example_says_which(workplace: Workplace) -> None:
    opened = open_file(workplace, SCRAP)
    text = (opened.text or b"").replace(b"new_car.price * 12%, 20000", b"new_car.price * 12%, 18000")
    problems = save(workplace, opened, text, "li", "why").problems
    assert "the rules say [18000.00, 18000.00]." in [problem.en for problem in problems]
    assert {problem.path for problem in problems} == {f"policy_data/{SCRAP}"}


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(workplace: Workplace) -> None:
    mine, theirs = open_file(workplace, ENTRY), open_file(workplace, ENTRY)
    saved = save(workplace, theirs, b"theirs", "wang", "").revision
    with pytest.raises(Overtaken) as refusal:
        save(workplace, mine, b"mine", "li", "")
    assert refusal.value.theirs == saved
    assert "wang" in refusal.value.zh and "wang" in refusal.value.en
    assert text_of(workplace, ENTRY) == "theirs"


def test_what_is_sent_twice_is_one_draft_as_long_as_nothing_became_of_it(workplace: Workplace) -> None:
    opened = open_file(workplace, ENTRY)
    first = save(workplace, opened, b"once", "li", "why").revision
    assert save(workplace, opened, b"once", "li", "why").revision == first
    assert len(workplace.revisions.history(ENTRY)) == 1
    for text, author in ((b"once", "wang"), (b"twice", "li")):
        with pytest.raises(Overtaken):
            save(workplace, opened, text, author, "why")
    submit(workplace, first.number, "li")
    with pytest.raises(Overtaken):
        save(workplace, opened, b"once", "li", "why")


def test_a_new_draft_takes_the_place_of_the_one_before_which_stays_in_the_history(workplace: Workplace) -> None:
    one = draft(workplace, ENTRY, text="one")
    submit(workplace, one.number, "li")
    two = draft(workplace, ENTRY, text="two", author="wang")
    assert [(found.number, found.state, found.follows) for found in workplace.revisions.history(ENTRY)] == [
        (two.number, "draft", one.number),
        (one.number, "archived", None),
    ]
    assert [step.state for step in workplace.revisions.steps(one.number)] == ["draft", "review", "archived"]


def test_who_brought_a_draft_where_when_and_why_is_kept(workplace: Workplace) -> None:
    one = draft(workplace, ENTRY, text="one")
    submit(workplace, one.number, "li", "请看")
    send_back(workplace, one.number, "wang", "第 3 行不对")
    assert [(step.state, step.person, step.reason) for step in workplace.revisions.steps(one.number)] == [
        ("draft", "li", "why"),
        ("review", "li", "请看"),
        ("draft", "wang", "第 3 行不对"),
    ]


def test_a_step_out_of_turn_is_refused_and_changes_nothing(workplace: Workplace) -> None:
    one = draft(workplace, ENTRY, text="one")
    with pytest.raises(RefusedInput, match="no revision in review"):
        send_back(workplace, one.number, "wang", "")
    submit(workplace, one.number, "li")
    for step in (submit, discard):
        with pytest.raises(RefusedInput, match="no draft any more"):
            step(workplace, one.number, "li")
    assert open_file(workplace, ENTRY).head == one._replace(state="review")


@pytest.mark.parametrize(
    "path",
    ["../settings.yaml", "/etc/passwd.yaml", "faq/car/../../x.yaml", "faq/x.yaml", "faq/car/x.yml", "x.yaml",
     "faq/car/X y.yaml", "documents/x.yaml", "faq/car/..yaml", "facts/a/b.yaml", ""],
)  # fmt: skip
def test_a_file_outside_of_the_catalogue_is_refused(path: str, workplace: Workplace) -> None:
    with pytest.raises(RefusedInput):
        save(workplace, open_file(workplace, ENTRY)._replace(path=path), b"x", "li")
    assert workplace.revisions.in_hand() == {}


@pytest.mark.parametrize("text", [b"x" * (LARGEST_FILE + 1), "报废".encode("gbk")])
def test_what_is_too_large_or_no_text_is_not_even_kept(text: bytes, workplace: Workplace) -> None:
    with pytest.raises(RefusedInput):
        save(workplace, open_file(workplace, ENTRY), text, "li")
    assert workplace.revisions.in_hand() == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1\nb: *x\n", "anchors and aliases are not allowed"),
        ("a: !!python/object:os.system x\n", "tags are not allowed"),
        ("a: 1\na: 2\n", "is there twice"),
        ("[" * 2000, "nested too deeply"),
        ("a: 1\n---\nb: 2\n", "one document"),
    ],
)
def test_yaml_that_could_do_harm_is_a_mistake_at_its_line(text: str, words: str, workplace: Workplace) -> None:
    problems = save(workplace, open_file(workplace, ENTRY), text.encode(), "li").problems
    assert [problem.path for problem in problems] == [f"policy_data/{ENTRY}"]
    assert words in problems[0].en
