-- Whether somebody else gave a user their password, and may know it still. What there was before is not known: 0.
ALTER TABLE users ADD COLUMN password_is_given INTEGER NOT NULL DEFAULT 0;
