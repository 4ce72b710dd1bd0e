-- Plain SQL that SQLite and PostgreSQL read alike. Times are nanoseconds since 1970-01-01T00:00Z.

create table model_versions (
  model text not null,
  number integer not null,
  package_digest text not null,
  registered_by text not null,
  registered_at bigint not null,
  checked text,
  approved_by text,
  approved_at bigint,
  approval_reason text,
  primary key (model, number),
  unique (model, package_digest)
);

create table aliases (
  model text not null,
  alias text not null,
  number integer not null,
  primary key (model, alias),
  foreign key (model, number) references model_versions (model, number)
);

create table tags (
  model text not null,
  number integer not null,
  name text not null,
  value text not null,
  primary key (model, number, name),
  foreign key (model, number) references model_versions (model, number)
);

create table routes (
  endpoint text not null,
  environment text not null,
  body text not null,
  primary key (endpoint, environment)
);

create table releases (
  id text primary key,
  endpoint text not null,
  environment text not null,
  state text not null,
  started_at bigint not null,
  body text not null
);

create index releases_of_endpoint on releases (endpoint, environment, started_at);

create unique index one_running_release on releases (endpoint, environment)
  where state = 'RUNNING';

create table alerts (
  id text primary key,
  at bigint not null,
  body text not null
);

create index alerts_by_time on alerts (at);

create table audit_entries (
  sequence bigint primary key,
  at bigint not null,
  actor text not null,
  action text not null,
  subject text not null,
  reason text not null,
  details text not null,
  previous text not null,
  hash text not null
);

create index audit_entries_of_subject on audit_entries (subject, sequence);
