-- o8:file database
-- The tables are in the schema of the role's search_path: no schema is named here.
-- o8:if service
create table visits (
    id uuid primary key,
    visited_at timestamptz not null default now()
);

-- GET /visits takes the newest ones.
create index visits_visited_at on visits (visited_at);
-- o8:end

-- o8:if consumes
create table received_events (
    id text not null,
    source text not null,
    received_at timestamptz not null default now(),
    primary key (source, id)
);
-- o8:end
