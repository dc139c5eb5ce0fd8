-- o8:file database+service|database+consumes
-- Up Migration
-- o8:if service
CREATE TABLE visits (
  id uuid PRIMARY KEY,
  visited_at timestamptz NOT NULL DEFAULT now()
);
-- o8:end

-- o8:if consumes
CREATE TABLE received_events (
  id text NOT NULL,
  source text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, id)
);
-- o8:end
