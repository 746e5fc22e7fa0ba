"""Every page there is, and who may open it. A page that is not in this table does not exist."""

from __future__ import annotations

from bot.storage.accounts import ROLES, Role
from bot.web import account, sign_in
from bot.web.admin import editing, figures, history, inbox, lists, people, review
from bot.web.admin.office import LARGEST_FORM
from bot.web.desk import calls, codes, lookup, paper, wrap_up
from bot.web.forms import LARGEST_BODY
from bot.web.guard import Access

ANYBODY = None
SIGNED_IN: frozenset[Role] = frozenset(ROLES)
AGENTS: frozenset[Role] = frozenset(["agent"])
EDITORS: frozenset[Role] = frozenset(["editor", "publisher"])
PUBLISHERS: frozenset[Role] = frozenset(["publisher"])
ADMINISTRATORS: frozenset[Role] = frozenset(["admin"])
OFFICE: frozenset[Role] = EDITORS | ADMINISTRATORS

CALL = "/desk/calls/{call}"

TABLE = (
    Access("GET", "/", ANYBODY, sign_in.go_home),
    Access("GET", "/login", ANYBODY, sign_in.show_sign_in),
    Access("POST", "/login", ANYBODY, sign_in.sign_in, LARGEST_FORM + LARGEST_BODY),
    Access("POST", "/language", ANYBODY, sign_in.choose_language),
    Access("POST", "/logout", SIGNED_IN, sign_in.sign_out),
    Access("POST", "/logout/everywhere", SIGNED_IN, sign_in.sign_out_everywhere),
    Access("GET", "/account", SIGNED_IN, account.show_account),
    Access("POST", "/account", SIGNED_IN, account.change_password),
    Access("GET", "/desk", AGENTS, calls.show_desk),
    Access("POST", "/desk/calls", AGENTS, calls.begin),
    Access("POST", "/desk/code", AGENTS, codes.open_by_code, typed=True),
    Access("GET", "/desk/script/{topic}", AGENTS, paper.show_script),
    Access("GET", CALL, AGENTS, calls.show_call),
    Access("POST", CALL, AGENTS, calls.take_step, typed=True),
    Access("GET", CALL + "/restart", AGENTS, calls.confirm_restart),
    Access("GET", CALL + "/keys", AGENTS, lookup.show_keys),
    Access("GET", CALL + "/search", AGENTS, lookup.search),
    Access("GET", CALL + "/questions", AGENTS, lookup.list_questions),
    Access("GET", CALL + "/faq/{faq}", AGENTS, lookup.show_faq),
    Access("GET", CALL + "/measures/{measure}", AGENTS, lookup.show_measure),
    Access("GET", CALL + "/transcript", AGENTS, codes.show_transcript),
    Access("POST", CALL + "/hand-back", AGENTS, codes.hand_back),
    Access("POST", CALL + "/notes", AGENTS, wrap_up.write_notes, typed=True),
    Access("GET", CALL + "/wrap-up", AGENTS, wrap_up.show_wrap_up),
    Access("POST", CALL + "/wrap-up", AGENTS, wrap_up.save_wrap_up, typed=True),
    Access("GET", CALL + "/report", AGENTS, wrap_up.show_report),
    Access("POST", CALL + "/report", AGENTS, wrap_up.save_report, typed=True),
    Access("GET", "/admin", OFFICE, lists.show_home),
    Access("GET", "/admin/faq", EDITORS, lists.list_faq),
    Access("GET", "/admin/files", EDITORS, lists.list_files),
    Access("GET", "/admin/new", EDITORS, editing.show_new),
    Access("POST", "/admin/new", EDITORS, editing.create, typed=True),
    Access("GET", "/admin/edit", EDITORS, editing.show_editor),
    Access("POST", "/admin/edit", EDITORS, editing.save_file, LARGEST_FORM, typed=True),
    Access("GET", "/admin/merge", EDITORS, editing.show_merge),
    Access("POST", "/admin/step", EDITORS, review.take_step, typed=True),
    Access("GET", "/admin/review", EDITORS, review.show_review),
    Access("POST", "/admin/publish", PUBLISHERS, review.publish_chosen, typed=True),
    Access("GET", "/admin/history", EDITORS, history.show_history),
    Access("POST", "/admin/roll-back", PUBLISHERS, history.go_back, typed=True),
    Access("GET", "/admin/conflict", EDITORS, history.show_conflict),
    Access("POST", "/admin/settle", PUBLISHERS, history.settle, typed=True),
    Access("GET", "/admin/inbox", EDITORS, inbox.show_inbox),
    Access("POST", "/admin/inbox", EDITORS, inbox.deal_with),
    Access("GET", "/admin/numbers", OFFICE, figures.show_numbers),
    Access("GET", "/admin/numbers.csv", OFFICE, figures.download_numbers),
    Access("GET", "/admin/users", ADMINISTRATORS, people.show_users),
    Access("POST", "/admin/users", ADMINISTRATORS, people.add_user, typed=True),
    Access("GET", "/admin/user", ADMINISTRATORS, people.show_user),
    Access("POST", "/admin/user", ADMINISTRATORS, people.change_user),
    Access("GET", "/admin/audit", ADMINISTRATORS, people.show_audit),
)
