-- name: drop_codes(person, now)!
-- A new code makes the one before useless.
DELETE FROM codes WHERE person = :person OR expires_at <= :now;

-- name: add_code(code, person, expires_at)!
INSERT OR IGNORE INTO codes (code, person, expires_at) VALUES (:code, :person, :expires_at);
