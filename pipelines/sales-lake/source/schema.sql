-- The shop's database, as sales-lake reads it.
create table customers (
    customer_id integer primary key,
    name text not null,
    country char(2) not null,
    segment text not null,
    signed_up_on date not null
);

create table products (
    product_id integer primary key,
    sku text not null unique,
    name text not null,
    category text not null
);

create table orders (
    order_id bigint primary key,
    customer_id integer not null references customers,
    status text not null check (status in ('paid', 'shipped', 'cancelled')),
    ordered_at timestamp not null,
    total numeric(12, 2) not null,
    updated_at timestamp not null default (now() at time zone 'UTC')
);

create table order_lines (
    line_id bigint primary key,
    order_id bigint not null references orders,
    product_id integer not null references products,
    quantity integer not null check (quantity > 0),
    unit_price numeric(12, 2) not null,
    discount numeric(12, 2) not null default 0,
    updated_at timestamp not null default (now() at time zone 'UTC')
);

-- A night reads by these.
create index on orders (updated_at);
create index on order_lines (updated_at);
