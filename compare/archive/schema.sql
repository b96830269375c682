-- The tables of an archive. PRAGMA user_version holds the version; compare/archive/migrations.py says what
-- leads from one to the next.

-- One account. `mark` tells the same account handed in again: the hash of its content, outlet and date.
CREATE TABLE witnesses (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    mark BLOB NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    basis TEXT NOT NULL,
    language TEXT,
    path TEXT
);
CREATE INDEX witnesses_published ON witnesses (published);

-- Its text as decoded: apart, so that looking through witnesses does not read it.
CREATE TABLE contents (number INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- Its event: `story` is the number of one account of the same event, the first that was known. No row while
-- that has not been asked. `agencies` are those that it credits, one a line; NULL while that has not been asked.
CREATE TABLE events (number INTEGER PRIMARY KEY, story INTEGER NOT NULL, agencies TEXT);
CREATE INDEX events_story ON events (story);

-- One paragraph: where it stands in its witness (code points), and its distinct words (sorted 32-bit hashes).
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    witness INTEGER NOT NULL REFERENCES witnesses (number),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words BLOB NOT NULL
);
CREATE INDEX passages_witness ON passages (witness);

-- What was found when a paragraph came in: the earlier paragraph, and how alike the two are.
CREATE TABLE comparisons (
    passage INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (passage, earlier)
) WITHOUT ROWID;

-- The full text, folded: one row a witness, under its number; the text itself stands in `contents`.
CREATE VIRTUAL TABLE texts USING fts5 (title, body, content = '', tokenize = 'ascii');

-- Postings (shingle, passage) that wait to become a segment: one row for each call that added them.
CREATE TABLE waiting (
    number INTEGER PRIMARY KEY,
    postings INTEGER NOT NULL,
    content BLOB NOT NULL
);

-- The segments that count: a file beside the database that is not named here is none.
CREATE TABLE segments (
    name TEXT PRIMARY KEY,
    postings INTEGER NOT NULL,
    checksum TEXT NOT NULL
);

-- `revision` grows with every change of `waiting` and `segments`; `next` numbers the files of segments;
-- `counted` is the last passage whose words the segments count.
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO state VALUES ('counted', 0), ('next', 1), ('revision', 0);
