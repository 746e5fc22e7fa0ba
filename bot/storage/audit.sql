-- name: note(now, actor, action, subject, address)!
INSERT INTO audit (at, actor, action, subject, address) VALUES (:now, :actor, :action, :subject, :address);

-- name: newest(most)
SELECT at, actor, action, subject, address FROM audit ORDER BY id DESC LIMIT :most;

-- name: purge_audit(before)!
DELETE FROM audit WHERE at <= :before;
