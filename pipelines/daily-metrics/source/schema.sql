-- The shop's own tables, in a database of its own.
create table customers (
  id bigint primary key,
  name text not null,
  email text not null,
  country text not null,
  signed_up_at date not null
);

create table orders (
  id bigint primary key,
  customer_id bigint not null,
  status text not null,
  placed_at timestamp not null,
  amount numeric(12, 2) not null,
  note text
);

create table refunds (
  id bigint primary key,
  order_id bigint not null,
  amount numeric(12, 2) not null,
  refunded_at timestamp not null
);

create table events (
  id bigint primary key,
  user_id bigint not null,
  type text not null,
  occurred_at timestamp not null,
  page jsonb
);

create index on events (occurred_at); -- a night reads what is new by it

-- The shop's books: a day is here once nothing of it changes any more. The pipeline's sensor asks for it.
create table closed_days (
  day date primary key
);
