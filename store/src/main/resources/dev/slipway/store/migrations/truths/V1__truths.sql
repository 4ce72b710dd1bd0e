-- Plain SQL that SQLite and PostgreSQL read alike. Times are nanoseconds since 1970-01-01T00:00Z.

create table truths (
  prediction_id text primary key,
  label text not null,
  at bigint not null
);

create index truths_by_time on truths (at);
