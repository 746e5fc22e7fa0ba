-- Marks the file as ours, so that no other program's database is ever taken for it: "Jinh".
PRAGMA application_id = 0x4A696E68;

-- One row a person. When a conversation is forgotten or has expired, only person and turn stay:
-- a turn that restarted could make an old button valid again.
CREATE TABLE sessions (
    person     TEXT PRIMARY KEY,
    turn       INTEGER NOT NULL,
    state      TEXT,
    language   TEXT,
    updated_at INTEGER, -- seconds since 1970
    expires_at INTEGER  -- seconds since 1970
);

CREATE INDEX sessions_by_expiry ON sessions (expires_at) WHERE expires_at IS NOT NULL;
