"""Sessions: what is stored comes back, and what cannot be read is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.session import SCHEMA, Answer, Session, UnreadableSession

names = st.text(max_size=12)
answers = st.builds(Answer, st.lists(names, max_size=3).map(tuple), st.booleans())
sessions = st.builds(
    Session,
    turn=st.integers(0, 10**9),
    language=st.sampled_from(["zh", "en"]),
    place=st.sampled_from(["topic", "interview", "result", "ended"]),
    interruption=st.sampled_from([None, "faq", "handoff"]),
    topic=st.none() | names,
    answers=st.dictionaries(names, answers, max_size=4),
    trail=st.lists(names, max_size=4).map(tuple),
    asking=st.none() | names,
    revisiting=st.booleans(),
    offered=st.lists(names, max_size=4).map(tuple),
    greeted=st.booleans(),
    catalogue_version=names,
    verdicts=st.dictionaries(names, names, max_size=4),
)


@given(sessions)
def test_a_stored_session_comes_back_the_same_and_its_answers_in_the_same_order(session: Session) -> None:
    restored = Session.from_json(session.to_json())
    assert restored == session
    assert list(restored.answers) == list(session.answers)


def test_a_session_of_a_newer_format_is_refused_and_says_so() -> None:
    newer = json.dumps({**json.loads(Session().to_json()), "schema": SCHEMA + 1})
    with pytest.raises(UnreadableSession, match=f"format {SCHEMA + 1}"):
        Session.from_json(newer)


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "null", "{}", '{"schema": 1, "answers": 3}', '{"schema":1}'])
def test_what_is_no_session_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSession):
        Session.from_json(text)
