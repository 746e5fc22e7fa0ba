-- Who may sign in. A name is never given to another person: what somebody did stays under it in the audit log.
CREATE TABLE users (
    name        TEXT PRIMARY KEY,
    role        TEXT NOT NULL CHECK (role IN ('agent', 'editor', 'publisher', 'admin')),
    password    TEXT NOT NULL, -- argon2id
    created_at  INTEGER NOT NULL, -- seconds since 1970, as everywhere
    disabled_at INTEGER,
    signed_in_at INTEGER
);

-- Who is signed in where. Only a hash of the token is kept: whoever reads the file cannot sign in with it.
CREATE TABLE sign_ins (
    token      BLOB PRIMARY KEY, -- SHA-256
    user       TEXT NOT NULL REFERENCES users (name),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sign_ins_by_user ON sign_ins (user);

-- Wrong passwords and wrong codes of the last minutes, to slow down whoever guesses.
CREATE TABLE attempts (
    kind TEXT NOT NULL CHECK (kind IN ('account', 'address', 'code')),
    who  TEXT NOT NULL,
    at   INTEGER NOT NULL
);
CREATE INDEX attempts_by_who ON attempts (kind, who, at);

-- What was done, by whom, from where. Nothing in it is ever changed, and nothing is erased before a year has passed.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_kept_for_a_year BEFORE DELETE ON audit
WHEN old.at > CAST(strftime('%s', 'now') AS INTEGER) - 365 * 86400
BEGIN
    SELECT RAISE(ABORT, 'the audit log is kept for a year');
END;

-- Calls at the desk. What was answered is the conversation of `person`; here is what the agent wrote about the call.
CREATE TABLE calls (
    id          TEXT PRIMARY KEY,
    agent       TEXT NOT NULL REFERENCES users (name),
    person      TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    notes       TEXT NOT NULL DEFAULT '',
    disposition TEXT,
    summary     TEXT
) WITHOUT ROWID;
CREATE INDEX calls_by_agent ON calls (agent, started_at);
CREATE INDEX calls_by_start ON calls (started_at);
CREATE INDEX calls_by_person ON calls (person);

-- Every call that is erased leaves a line, whatever erases it.
CREATE TRIGGER erased_calls_are_noted AFTER DELETE ON calls
BEGIN
    INSERT INTO audit (at, actor, action, subject, address)
    VALUES (CAST(strftime('%s', 'now') AS INTEGER), '', 'call_erased', old.id, '');
END;

-- Codes that residents were shown, to be read out to an agent. Each opens one conversation, once. They stand here as
-- they are: six digits cannot be hidden by a hash, and they are worthless after ten minutes.
CREATE TABLE codes (
    code       TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX codes_by_person ON codes (person);

-- Whatever erases a conversation erases what was written about it: its codes, and the calls in which an agent had it
-- open. Calls of the desk's own ("desk:…") have a time of their own.
CREATE TRIGGER nothing_outlives_a_conversation AFTER UPDATE OF state ON sessions
WHEN old.state IS NOT NULL AND new.state IS NULL
BEGIN
    DELETE FROM codes WHERE person = new.person;
    DELETE FROM calls WHERE person = new.person AND person NOT LIKE 'desk:%';
END;

-- Errors that agents reported, for whoever keeps the catalogue.
CREATE TABLE reported_errors (
    id                INTEGER PRIMARY KEY,
    at                INTEGER NOT NULL,
    agent             TEXT NOT NULL,
    about             TEXT NOT NULL, -- "measure:…", "faq:…" or "fact:…"
    remark            TEXT NOT NULL, -- masked
    catalogue_version TEXT NOT NULL
);
