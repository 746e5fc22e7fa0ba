-- name: generation()$
SELECT coalesce(max(number), 0) FROM releases;

-- name: keep_text(digest, content)!
INSERT OR IGNORE INTO texts (digest, content) VALUES (:digest, :content);

-- name: published()
SELECT * FROM whole_revisions WHERE state = 'published'
ORDER BY path;

-- name: in_hand()
SELECT * FROM whole_revisions WHERE state IN ('draft', 'review')
ORDER BY path;

-- name: head(path)^
-- The one in hand, or else the published one.
SELECT * FROM whole_revisions WHERE path = :path AND state <> 'archived'
ORDER BY state = 'published'
LIMIT 1;

-- name: revision(number)^
SELECT * FROM whole_revisions WHERE number = :number;

-- name: history(path)
SELECT * FROM whole_revisions WHERE path = :path
ORDER BY number DESC;

-- name: add(path, text, follows, over, shipped, author, reason, now, state)^
INSERT INTO revisions (path, text, follows, over, shipped, author, reason, written_at, state)
VALUES (:path, :text, :follows, :over, :shipped, :author, :reason, :now, :state)
RETURNING number;

-- name: move(number, state)!
UPDATE revisions SET state = :state WHERE number = :number;

-- name: note_step(number, state, person, now, reason)!
INSERT INTO revision_steps (revision, state, person, at, reason)
VALUES (:number, :state, :person, :now, :reason);

-- name: steps(number)
SELECT state, person, at, reason FROM revision_steps WHERE revision = :number ORDER BY number;

-- name: note_release(now, person, reason, override, version)^
INSERT INTO releases (at, person, reason, override, version)
VALUES (:now, :person, :reason, :override, :version)
RETURNING number;

-- name: releases(most)
SELECT number, at, person, reason, override, version FROM releases ORDER BY number DESC LIMIT :most;

-- name: note(now, actor, action, subject, address)!
INSERT INTO audit (at, actor, action, subject, address) VALUES (:now, :actor, :action, :subject, :address);
