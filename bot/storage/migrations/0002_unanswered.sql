-- What nobody could answer, for administrators. Masked, and without a trace of who asked.
CREATE TABLE unanswered (
    question  TEXT PRIMARY KEY,
    topic     TEXT NOT NULL, -- "other" if none was recognised
    count     INTEGER NOT NULL,
    last_seen INTEGER NOT NULL -- seconds since 1970
);
