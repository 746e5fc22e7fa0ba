-- name: load(person, now)^
-- An expired state is not given out, even before it is purged.
SELECT turn, CASE WHEN expires_at > :now THEN state END AS state
FROM sessions
WHERE person = :person;

-- name: commit(person, after, turn, state, language, now, expires_at)!
-- Changes nothing if another step came first.
INSERT INTO sessions (person, turn, state, language, updated_at, expires_at)
VALUES (:person, :turn, :state, :language, :now, :expires_at)
ON CONFLICT (person) DO UPDATE
SET turn = excluded.turn, state = excluded.state, language = excluded.language,
    updated_at = excluded.updated_at, expires_at = excluded.expires_at
WHERE turn = :after;

-- name: purge(now)!
-- The turn stays: it must never restart.
UPDATE sessions
SET state = NULL, language = NULL, updated_at = NULL, expires_at = NULL
WHERE expires_at <= :now;

-- name: add_unanswered(question, topic, now)!
INSERT INTO unanswered (question, topic, count, last_seen)
VALUES (:question, :topic, 1, :now)
ON CONFLICT (question) DO UPDATE
SET topic = excluded.topic, count = count + 1, last_seen = excluded.last_seen;

-- name: unanswered()
SELECT question, topic, count, last_seen
FROM unanswered
ORDER BY count DESC, last_seen DESC, question;
