-- name: add_user(name, role, password, given, now)!
-- Somebody who was disabled may be added again; changes nothing if the name is in use.
INSERT INTO users (name, role, password, password_is_given, created_at) VALUES (:name, :role, :password, :given, :now)
ON CONFLICT (name) DO UPDATE
SET role = excluded.role, password = excluded.password, password_is_given = excluded.password_is_given,
    created_at = excluded.created_at, disabled_at = NULL
WHERE disabled_at IS NOT NULL;

-- name: set_password(name, password, given)!
UPDATE users SET password = :password, password_is_given = :given WHERE name = :name AND disabled_at IS NULL;

-- name: forgive_wrong_passwords(name)!
-- Whoever was given a new password need not wait because of the old one.
DELETE FROM attempts WHERE kind = 'account' AND who = :name;

-- name: set_role(name, role)!
-- Changes nothing if no administrator would be left: two who change each other at once cannot both succeed.
UPDATE users SET role = :role
WHERE name = :name AND disabled_at IS NULL AND (role <> 'admin' OR :role = 'admin' OR EXISTS (
    SELECT 1 FROM users AS other WHERE other.role = 'admin' AND other.disabled_at IS NULL AND other.name <> :name
));

-- name: disable_user(name, now, even_the_last)!
-- The same, unless the last one may be disabled, too.
UPDATE users SET disabled_at = :now
WHERE name = :name AND disabled_at IS NULL AND (:even_the_last OR role <> 'admin' OR EXISTS (
    SELECT 1 FROM users AS other WHERE other.role = 'admin' AND other.disabled_at IS NULL AND other.name <> :name
));

-- name: users()
SELECT name, role, created_at, disabled_at, signed_in_at FROM users ORDER BY name;

-- name: user(name)^
SELECT name, role, created_at, disabled_at, signed_in_at FROM users WHERE name = :name;

-- name: password(name)^
SELECT password FROM users WHERE name = :name AND disabled_at IS NULL;

-- name: sign_in(token, name, now)!
INSERT INTO sign_ins (token, user, created_at, seen_at) VALUES (:token, :name, :now, :now);

-- name: note_sign_in(name, now)!
UPDATE users SET signed_in_at = :now WHERE name = :name;

-- name: signed_in(token, idle_since, signed_in_since)^
SELECT users.name, users.role, users.password_is_given, sign_ins.seen_at
FROM sign_ins JOIN users ON users.name = sign_ins.user
WHERE token = :token AND seen_at > :idle_since AND sign_ins.created_at > :signed_in_since AND disabled_at IS NULL;

-- name: note_seen(token, now)!
UPDATE sign_ins SET seen_at = :now WHERE token = :token;

-- name: sign_out(token)!
DELETE FROM sign_ins WHERE token = :token;

-- name: sign_out_everywhere(name)!
DELETE FROM sign_ins WHERE user = :name;

-- name: count_sign_ins(name, idle_since)$
SELECT count(*) FROM sign_ins WHERE user = :name AND seen_at > :idle_since;

-- name: purge_sign_ins(idle_since, signed_in_since)!
DELETE FROM sign_ins WHERE seen_at <= :idle_since OR created_at <= :signed_in_since;
