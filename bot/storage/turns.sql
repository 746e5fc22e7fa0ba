-- name: load(wanted, now)
-- One row for each wanted person, in their order. An expired state is not given out, even before it is purged.
SELECT
    coalesce(session.turn, 0),
    CASE WHEN session.expires_at > :now THEN session.state END,
    event.key IS NOT NULL
FROM json_each(:wanted) AS wanted
LEFT JOIN sessions AS session ON session.person = wanted.value ->> 0
LEFT JOIN events AS event ON event.key = wanted.value ->> 1
ORDER BY wanted.key;

-- name: keep(steps, now, expires_at)
-- Steps are [person, turn, state, language, event]. Each counts one turn, so nothing changes if another step came first,
-- nor if its event was applied before. Returns those that were kept.
INSERT INTO sessions (person, turn, state, language, updated_at, expires_at)
SELECT
    value ->> 0,
    value ->> 1,
    value ->> 2,
    CASE WHEN value ->> 2 IS NOT NULL THEN value ->> 3 END,
    CASE WHEN value ->> 2 IS NOT NULL THEN :now END,
    CASE WHEN value ->> 2 IS NOT NULL THEN :expires_at END
FROM json_each(:steps)
WHERE NOT EXISTS (SELECT 1 FROM events WHERE key = value ->> 4)
ON CONFLICT (person) DO UPDATE
SET turn = excluded.turn, state = excluded.state, language = excluded.language,
    updated_at = excluded.updated_at, expires_at = excluded.expires_at
WHERE turn = excluded.turn - 1
RETURNING person;

-- name: applied(events)
SELECT key FROM events WHERE key IN (SELECT value FROM json_each(:events));

-- name: mark(events, now)!
INSERT OR IGNORE INTO events (key, applied_at)
SELECT value, :now FROM json_each(:events);

-- name: add_unanswered(asked, now)!
-- What was asked is [question, person, topic].
INSERT INTO unanswered (question, person, topic, count, last_seen)
SELECT value ->> 0, value ->> 1, value ->> 2, 1, :now FROM json_each(:asked)
WHERE true
ON CONFLICT (question, person) DO UPDATE
SET topic = excluded.topic, count = count + 1, last_seen = excluded.last_seen;

-- name: forget_messages(people)!
DELETE FROM outbox WHERE person IN (SELECT value FROM json_each(:people));

-- name: forget_questions(people)!
DELETE FROM unanswered WHERE person IN (SELECT value FROM json_each(:people));

-- name: add_counted(counted, now)!
-- What was counted is [channel, what, topic, about, how often]. A day in Shanghai begins eight hours before it does in
-- Greenwich.
INSERT INTO numbers (day, channel, what, topic, about, count)
SELECT date(:now + 28800, 'unixepoch'), value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
FROM json_each(:counted)
WHERE true
ON CONFLICT (day, channel, what, topic, about) DO UPDATE SET count = count + excluded.count;
