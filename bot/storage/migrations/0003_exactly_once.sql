-- Events that were applied: whatever is delivered again is not applied again.
CREATE TABLE events (
    key        TEXT PRIMARY KEY,
    applied_at INTEGER NOT NULL -- seconds since 1970
) WITHOUT ROWID;

CREATE INDEX events_by_age ON events (applied_at);

-- What is still to be sent, committed with the step that said it. The number never goes back, so a sender that knows
-- the last one it has seen finds all that came after.
CREATE TABLE outbox (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    channel    TEXT NOT NULL,
    person     TEXT NOT NULL,
    message    TEXT NOT NULL,    -- as its channel wrote it; nobody else reads it
    created_at INTEGER NOT NULL, -- seconds since 1970
    given_up   TEXT              -- why it will not be sent any more
);

CREATE INDEX outbox_by_person ON outbox (person);
CREATE INDEX outbox_given_up ON outbox (created_at) WHERE given_up IS NOT NULL;
