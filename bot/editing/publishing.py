"""Publishing: the whole catalogue as it would be is checked first, and a second person looks at what one wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.editing.work import Findings, findings
from bot.editing.workplace import Served, Workplace
from bot.errors import BotError, RefusedInput
from bot.storage.revision import New, Release, Revision, State
from policy.problems import Problem


class NotFit(BotError):
    """The catalogue as it would be has problems; nothing was published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        place = f"{first.path}:{first.line}:{first.column}"
        super().__init__(
            f"检查没有通过，什么也没发布：{place} {first.zh}（共 {len(self.problems)} 处）",
            f"the check failed, nothing was published: {place} {first.en} ({len(self.problems)} in all)",
        )


class SecondPersonNeeded(BotError):
    """Whoever wrote a text last does not publish it, unless they say why it has to be."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = list(paths)
        super().__init__(
            f"{'、'.join(paths)} 的最后一稿是您自己写的，请另一个人发布；确实等不及时写明理由",
            f"you wrote the last draft of {', '.join(paths)}: let somebody else publish it, or say why it cannot wait",
        )


class Proposal(NamedTuple):
    """What publishing some revisions would come to: the catalogue as it is and as it would be, checked."""

    served: Served
    revisions: list[Revision]
    findings: Findings


def propose(workplace: Workplace, numbers: Sequence[int]) -> Proposal:
    """Check the catalogue with some revisions in it. Raises RefusedInput if one cannot be published as it stands."""
    served = workplace.served()
    found = [_in_review(workplace, number) for number in numbers]
    for revision in found:
        published = served.published.get(revision.path)
        if revision.over != (published.number if published else None):
            raise RefusedInput(
                f"{revision.path} 的第 {revision.number} 版写好以后，又有别的版本发布了。请对照三方差异合并后再存",
                f"{revision.path} was published by somebody else after revision {revision.number} was written. "
                "Merge with the three-way diff and save again",
            )
    changes = {revision.path: revision.text for revision in found}
    return Proposal(served, found, workplace.place.do(findings, served.source.overlaid(changes)))


def _in_review(workplace: Workplace, number: int) -> Revision:
    revision = workplace.revisions.revision(number)
    if revision is None:
        raise RefusedInput(f"没有第 {number} 版", f"there is no revision {number}")
    if revision.state != "review":
        zh, en = _NOT_IN_REVIEW[revision.state]
        raise RefusedInput(f"{revision.path} 的第 {number} 版{zh}", f"revision {number} of {revision.path} {en}")
    return revision


_NOT_IN_REVIEW: dict[State, tuple[str, str]] = {
    "draft": ("还是草稿，没有发布。请先提交审核", "is a draft still and was not published. Hand it in first"),
    "published": ("已经发布了，不用再发", "is published already: there is nothing left to do"),
    "archived": (
        "已经放弃，或者后来又改过，没有发布。请看“历史与比较”",
        "was discarded or changed since and was not published. See the history of the file",
    ),
}


def publish(
    workplace: Workplace, numbers: Sequence[int], person: str, reason: str, override: str | None = None,
    address: str = "",
) -> Release:  # fmt: skip
    """Publish revisions that wait for review, together, or none of them.

    Raises NotFit, SecondPersonNeeded if there is no reason to override, or RefusedInput; nothing has changed then.
    """
    if not numbers:
        raise RefusedInput("没有选要发布的版本", "no revision was chosen")

    def attempt() -> Release | None:
        proposal = propose(workplace, numbers)
        own = [revision.path for revision in proposal.revisions if revision.author == person]
        if own and not override:
            raise SecondPersonNeeded(own)
        return workplace.revisions.release(
            proposal.served.generation,
            _version(proposal.findings),
            person,
            reason,
            reviewed=numbers,
            override=override if own else None,
            address=address,
        )

    return _until_undisturbed(attempt)


def roll_back(
    workplace: Workplace, path: str, number: int | None, person: str, reason: str, address: str = ""
) -> Release:
    """Publish again what a file once was, as a new revision; ``number`` None: as it is shipped.

    A text that was published before has been seen by two people, so one is enough. Raises NotFit, or RefusedInput for
    a revision that was never published; nothing has changed then.
    """

    def attempt() -> Release | None:
        served, shipped = workplace.served(), workplace.shipped().files.get(path)
        text = shipped if number is None else _once_published(workplace, path, number).text
        published = served.published.get(path)
        over = published.number if published else None
        new = New(path, text, number, over, shipped, person, reason)
        return _release_text(workplace, served, new, address)

    return _until_undisturbed(attempt)


def _once_published(workplace: Workplace, path: str, number: int) -> Revision:
    revision = workplace.revisions.revision(number)
    was_published = any(step.state == "published" for step in workplace.revisions.steps(number))
    if revision is None or revision.path != path or not was_published:
        raise RefusedInput(
            f"{path} 的第 {number} 版从来没有发布过，不能退回到它",
            f"revision {number} of {path} was never published: there is no going back to it",
        )
    return revision


def _release_text(workplace: Workplace, served: Served, new: New, address: str) -> Release | None:
    version = _version(workplace.place.do(findings, served.source.overlaid({new.path: new.text})))
    return workplace.revisions.release(
        served.generation, version, new.author, new.reason, new=[new], action="rolled_back", address=address
    )


def keep_edit(workplace: Workplace, path: str, person: str, reason: str, address: str = "") -> Release:
    """Settle a conflict: the published edit stays as it is, over the shipped file as it is now."""

    def attempt() -> Release | None:
        served = workplace.served()
        edit = _edit_over(served.published, path)
        shipped = workplace.shipped().files.get(path)
        new = New(path, edit.text, edit.number, edit.number, shipped, person, reason)
        version = _version(workplace.place.do(findings, served.source))
        return workplace.revisions.release(
            served.generation, version, person, reason, new=[new], action="conflict_settled", address=address
        )

    return _until_undisturbed(attempt)


def take_shipped(workplace: Workplace, path: str, person: str, reason: str, address: str = "") -> Release:
    """Settle a conflict, or give up an edit: the shipped file is served again, or none where none is shipped.

    Raises NotFit, and nothing has changed then.
    """

    def attempt() -> Release | None:
        served = workplace.served()
        edit = _edit_over(served.published, path)
        after = served.source.overlaid({path: workplace.shipped().files.get(path)})
        version = _version(workplace.place.do(findings, after))
        return workplace.revisions.release(
            served.generation,
            version,
            person,
            reason,
            withdrawn=[edit.number],
            action="conflict_settled",
            address=address,
        )

    return _until_undisturbed(attempt)


def _edit_over(published: Mapping[str, Revision], path: str) -> Revision:
    if path not in published:
        raise RefusedInput(f"{path} 没有发布过的修改", f"no edit of {path} is published")
    return published[path]


def _version(found: Findings) -> str:
    if found.version is None or found.problems:
        raise NotFit(found.problems)
    return found.version


def _until_undisturbed(attempt: Callable[[], Release | None]) -> Release:
    """Again whenever something else was published while the catalogue was being checked."""
    while True:
        if (release := attempt()) is not None:
            return release
