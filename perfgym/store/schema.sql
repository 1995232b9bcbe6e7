-- Tables of the store, version 4. A reward or score that is NaN is NULL, because SQLite stores NaN as NULL.
-- A seed is text, because it may have more than 64 bits.

CREATE TABLE runs (
    ordinal INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    env_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    arguments TEXT NOT NULL,
    host TEXT NOT NULL,
    versions TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'running'
) STRICT;

CREATE TABLE episodes (
    episode_id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    seed TEXT NOT NULL,
    env_id TEXT NOT NULL,
    prompt TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL DEFAULT '',
    reward REAL,
    terminated INTEGER NOT NULL DEFAULT 0,
    truncated INTEGER NOT NULL DEFAULT 0,
    fault_owner TEXT NOT NULL DEFAULT '',  -- empty: there was no fault
    fault_cause TEXT NOT NULL DEFAULT '',
    usage TEXT NOT NULL DEFAULT '{}',
    UNIQUE (run_id, number, attempt)
) STRICT;

-- Contents of submitted files. Equal contents are kept once.
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE turns (
    episode_id INTEGER NOT NULL REFERENCES episodes (episode_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    reply TEXT NOT NULL,
    action TEXT NOT NULL,
    submission TEXT NOT NULL,  -- JSON: "files", path to sha256, and "flags"; null without a submission
    feedback TEXT NOT NULL,
    reward REAL,
    score REAL,
    evaluation TEXT NOT NULL,  -- JSON of perfgym.records.Evaluation; empty if there is none
    fault_owner TEXT NOT NULL DEFAULT '',
    fault_cause TEXT NOT NULL DEFAULT '',
    usage TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL,
    PRIMARY KEY (episode_id, number)
) STRICT;

-- The cache of evaluations. The key is a digest of everything that an evaluation depends on.
CREATE TABLE evaluations (
    ordinal INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    evaluation TEXT NOT NULL,
    seal TEXT NOT NULL  -- keyed hash of key and evaluation, under the secret key of whoever stored it
) STRICT;

CREATE INDEX evaluations_by_key ON evaluations (key);
