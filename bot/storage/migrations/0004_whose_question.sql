-- Whose question it was, so that it can be erased with everything else of that person; empty once their conversation
-- has expired.
CREATE TABLE unanswered_by_person (
    question  TEXT NOT NULL,
    person    TEXT NOT NULL,
    topic     TEXT NOT NULL, -- "other" if none was recognised
    count     INTEGER NOT NULL,
    last_seen INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (question, person)
);

INSERT INTO unanswered_by_person (question, person, topic, count, last_seen)
SELECT question, '', topic, count, last_seen FROM unanswered;

DROP TABLE unanswered;

ALTER TABLE unanswered_by_person RENAME TO unanswered;

CREATE INDEX unanswered_of_person ON unanswered (person) WHERE person <> '';
