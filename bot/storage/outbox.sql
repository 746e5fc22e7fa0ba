-- name: post(messages, now)
-- Messages are [channel, person, message].
INSERT INTO outbox (channel, person, message, created_at)
SELECT value ->> 0, value ->> 1, value ->> 2, :now FROM json_each(:messages) ORDER BY json_each.key
RETURNING number, person, message, created_at;

-- name: waiting(channel, after, most)
SELECT number, person, message, created_at
FROM outbox
WHERE number > :after AND channel = :channel AND given_up IS NULL
ORDER BY number
LIMIT :most;

-- name: sent(numbers)!
DELETE FROM outbox WHERE number IN (SELECT value FROM json_each(:numbers));

-- name: give_up(number, reason)!
UPDATE outbox SET given_up = :reason WHERE number = :number;

-- name: give_up_on(person, upto, reason)!
UPDATE outbox SET given_up = :reason WHERE person = :person AND number <= :upto AND given_up IS NULL;

-- name: state(channel)^
SELECT
    count(*) FILTER (WHERE given_up IS NULL),
    min(created_at) FILTER (WHERE given_up IS NULL),
    count(*) FILTER (WHERE given_up IS NOT NULL)
FROM outbox
WHERE channel = :channel;
