-- name: unname_questions(now)!
-- The questions of expired conversations stay, but no longer say whose they were.
INSERT INTO unanswered (question, person, topic, count, last_seen)
SELECT question, '', topic, count, last_seen
FROM unanswered
WHERE person IN (SELECT person FROM sessions WHERE expires_at <= :now)
ON CONFLICT (question, person) DO UPDATE
SET count = count + excluded.count, last_seen = max(last_seen, excluded.last_seen);

-- name: drop_named_questions(now)!
DELETE FROM unanswered WHERE person IN (SELECT person FROM sessions WHERE expires_at <= :now);

-- name: purge_sessions(now)!
-- The turn stays: it must never restart.
UPDATE sessions
SET state = NULL, language = NULL, updated_at = NULL, expires_at = NULL
WHERE expires_at <= :now;

-- name: purge_events(before)!
DELETE FROM events WHERE applied_at < :before;

-- name: purge_given_up(before)!
DELETE FROM outbox WHERE given_up IS NOT NULL AND created_at < :before;
