"""Pages that say what went wrong and what to do, in Chinese first and in English."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.pages import render_page
from bot.web.visit import Visit, language_of

_FORM = (
    "这张表单不是从本站的页面发出的，或者页面开得太久了。什么都没有改动。请回到上一页，刷新后再试。",
    "This form did not come from a page of ours, or the page was open for too long. Nothing was changed. "
    "Go back, reload and try again.",
)
_SENTENCES = {
    400: ("看不懂发来的内容。什么都没有改动。", "What was sent cannot be understood. Nothing was changed."),
    403: (
        "您的角色不能打开这一页。请退出（右上角）换一个账号登录，或者请管理员改角色。",
        "Your role may not open this page. Sign out (above) and use another account, or ask an administrator.",
    ),
    404: (
        "没有这一页。可能是地址写错了，或者记录已按期删除。",
        "There is no such page. The address may be wrong, or the record was erased in due time.",
    ),
    405: ("这个地址不能这样用。请从首页再进。", "This address cannot be used in this way. Start from the home page."),
    413: (
        "发来的内容太大，什么都没有改动。请回到上一页，删短再试。",
        "What was sent is too large; nothing was changed. Go back, shorten it and try again.",
    ),
    415: ("只接受网页表单。", "Only web forms are accepted here."),
    500: (
        "出错了，已经记下。请再试一次；还不行就找管理员。",
        "Something went wrong and was noted. Try again; if it stays, tell an administrator.",
    ),
}


async def error_page(request: Request, error: Exception) -> Response:
    """The page for an HTTPException; for anything else that of 500."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = _FORM if isinstance(error, HTTPException) and error.detail == "form" else _SENTENCES.get(status)
    zh, en = sentence or _SENTENCES[400 if status < 500 else 500]
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is not None:  # whoever is signed in may want to be somebody else
        return visit.page("error", status, code=status, zh=zh, en=en)
    headers = error.headers if isinstance(error, HTTPException) else None
    page = render_page("error", language_of(request), code=status, zh=zh, en=en, account=None)
    return HTMLResponse(page, status, headers)
