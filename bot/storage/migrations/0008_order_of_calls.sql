-- Calls that an agent begins within one second stand in the order in which they were begun.
ALTER TABLE calls ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- among the calls of that second
