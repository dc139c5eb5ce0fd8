-- o8:file database
-- +goose Up
-- o8:if service
CREATE TABLE visits (
  id uuid PRIMARY KEY,
  visited_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX visits_visited_at ON visits (visited_at DESC);
-- o8:end
-- o8:if consumes
CREATE TABLE received_events (
  id text,
  source text,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, id)
);
-- o8:end
