-- name: conversations(since)
SELECT day, channel, sum(count) FROM numbers WHERE what = 'conversation' AND day >= :since
GROUP BY day, channel ORDER BY day DESC, channel;

-- name: by_topic(since)
SELECT topic, what, sum(count) FROM numbers
WHERE day >= :since AND what IN ('topic', 'result', 'handoff', 'unanswered') GROUP BY topic, what;

-- name: by_question(since)
SELECT topic, about, sum(count) FILTER (WHERE what = 'asked'), sum(count) FILTER (WHERE what = 'answered')
FROM numbers WHERE day >= :since AND what IN ('asked', 'answered') GROUP BY topic, about;

-- name: by_answer(since)
SELECT topic, about, sum(count) FILTER (WHERE what = 'faq'), sum(count) FILTER (WHERE what = 'helpful'),
    sum(count) FILTER (WHERE what = 'not_helpful')
FROM numbers WHERE day >= :since AND what IN ('faq', 'helpful', 'not_helpful') GROUP BY topic, about;
