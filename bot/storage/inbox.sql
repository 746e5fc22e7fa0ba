-- name: asked()
-- With max(), SQLite takes the topic from the row that was seen last.
SELECT question, topic, sum(count), max(last_seen) FROM unanswered GROUP BY question;

-- name: drop_asked(questions)!
DELETE FROM unanswered WHERE question IN (SELECT value FROM json_each(:questions));
