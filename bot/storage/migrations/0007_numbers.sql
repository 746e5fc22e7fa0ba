-- How often something happened on a day, in a channel: counts alone, nobody's name and nobody's words.
CREATE TABLE numbers (
    day     TEXT NOT NULL, -- in Shanghai
    channel TEXT NOT NULL,
    what    TEXT NOT NULL,
    topic   TEXT NOT NULL,
    about   TEXT NOT NULL, -- a fact or an entry of the catalogue, or empty
    count   INTEGER NOT NULL,
    PRIMARY KEY (day, channel, what, topic, about)
) WITHOUT ROWID;
