-- Whole texts of files, each kept once under its SHA-256.
CREATE TABLE texts (
    digest  BLOB PRIMARY KEY,
    content BLOB NOT NULL
);

-- What people have written over the shipped files of the catalogue: whole files, never changed afterwards.
CREATE TABLE revisions (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    path       TEXT NOT NULL,
    text       BLOB REFERENCES texts (digest),        -- NULL: the file is taken away
    follows    INTEGER REFERENCES revisions (number), -- what the author had before them; NULL: the shipped file
    over       INTEGER REFERENCES revisions (number), -- what was published then; NULL: the shipped file
    shipped    BLOB REFERENCES texts (digest),        -- the shipped file then; NULL: there was none
    author     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    written_at INTEGER NOT NULL,                      -- seconds since 1970
    state      TEXT NOT NULL CHECK (state IN ('draft', 'review', 'published', 'archived'))
);

CREATE INDEX revisions_of_file ON revisions (path, number);
CREATE UNIQUE INDEX one_published_for_a_file ON revisions (path) WHERE state = 'published';
CREATE UNIQUE INDEX one_in_hand_for_a_file ON revisions (path) WHERE state IN ('draft', 'review');

CREATE TRIGGER revisions_are_never_changed
BEFORE UPDATE OF number, path, text, follows, over, shipped, author, reason, written_at ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision is never changed');
END;
CREATE TRIGGER revisions_are_never_erased BEFORE DELETE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision is never erased');
END;

CREATE VIEW whole_revisions AS
SELECT revision.number, path, text.content AS text, follows, over, shipped.content AS shipped, author, reason,
    written_at, state
FROM revisions AS revision
LEFT JOIN texts AS text ON text.digest = revision.text
LEFT JOIN texts AS shipped ON shipped.digest = revision.shipped;

-- Who brought a revision into which state, when and why.
CREATE TABLE revision_steps (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    state    TEXT NOT NULL,
    person   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    reason   TEXT NOT NULL
);
CREATE INDEX steps_of_revision ON revision_steps (revision, number);

-- Each time the catalogue changed. Whoever serves it looks at the highest number.
CREATE TABLE releases (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    person   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    override TEXT,         -- why the last editor published it alone; NULL where somebody else did
    version  TEXT NOT NULL -- of the whole catalogue, shipped files and published ones
);
