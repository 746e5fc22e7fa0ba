-- name: open_call(id, agent, person, now)!
INSERT INTO calls (id, agent, person, started_at, place)
SELECT :id, :agent, :person, :now, coalesce(max(place) + 1, 0) FROM calls WHERE agent = :agent AND started_at = :now;

-- name: call(id, agent)^
SELECT id, person, started_at, ended_at, notes, disposition, summary FROM calls WHERE id = :id AND agent = :agent;

-- name: calls_of(agent, most)
SELECT id, person, started_at, ended_at, notes, disposition, summary
FROM calls WHERE agent = :agent ORDER BY started_at DESC, place DESC LIMIT :most;

-- name: write_notes(id, agent, notes)!
UPDATE calls SET notes = :notes WHERE id = :id AND agent = :agent;

-- name: wrap_up(id, agent, disposition, summary, now)!
UPDATE calls SET disposition = :disposition, summary = :summary, ended_at = coalesce(ended_at, :now)
WHERE id = :id AND agent = :agent;

-- name: end_call(id, now)!
UPDATE calls SET ended_at = coalesce(ended_at, :now) WHERE id = :id;

-- name: redeem(code, now)
DELETE FROM codes WHERE code = :code RETURNING person, expires_at > :now;

-- name: report(now, agent, about, remark, version)!
INSERT INTO reported_errors (at, agent, about, remark, catalogue_version)
VALUES (:now, :agent, :about, :remark, :version);

-- name: reported(most)
SELECT id, at, agent, about, remark, catalogue_version FROM reported_errors ORDER BY id DESC LIMIT :most;

-- name: settle_report(number)
DELETE FROM reported_errors WHERE id = :number RETURNING id, at, agent, about, remark, catalogue_version;

-- name: purge_calls(before)!
DELETE FROM calls WHERE started_at <= :before;
