-- name: note_attempt(kind, who, now)!
INSERT INTO attempts (kind, who, at) VALUES (:kind, :who, :now);

-- name: attempts(kind, who, since)^
SELECT count(*), min(at) FROM attempts WHERE kind = :kind AND who = :who AND at > :since;

-- name: forgive(kind, who)!
DELETE FROM attempts WHERE kind = :kind AND who = :who;

-- name: purge_attempts(since)!
DELETE FROM attempts WHERE at <= :since;
